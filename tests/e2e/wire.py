"""Just enough of Discord's wire to start, press and kill the real process `python -m bot run`.

Behaviour is tested in simcord; this only carries bytes between a child process and a test.
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import WSMsgType, web

from bot.storage.club import join, open_club
from bot.storage.database import open_database
from tests.marked import write_marked

ROOT = Path(__file__).parents[2]
BOT, GUILD, CHANNEL = 100_000_000_000_000_001, 100_000_000_000_000_002, 100_000_000_000_000_003
USER = {"id": str(BOT), "username": "samovar", "discriminator": "0", "avatar": None, "bot": True}

APPLICATION: dict[str, Any] = {
    "id": str(BOT),
    "name": "Samovar",
    "description": "",
    "icon": None,
    "owner": USER,
    "flags": 0,
    "bot_public": True,
    "bot_require_code_grant": False,
    "rpc_origins": [],
    "verify_key": "",
    "summary": "",
}

LAUNCH = """
import sys
import discord.http
discord.http.Route.BASE = sys.argv[1]
from bot.__main__ import main
sys.exit(main(["run"]))
"""


class Wire:
    """A server on loopback; `answered` holds the bodies of interaction answers by interaction id."""

    def __init__(self, *, accepts: bool = True) -> None:
        self.accepts = accepts
        self.url = ""
        self.answered: dict[str, Any] = {}
        self.ready = asyncio.Event()
        self.changed = asyncio.Condition()
        self._socket: web.WebSocketResponse | None = None

    async def interact(self, number: int, user: int, data: dict[str, Any], kind: int = 2, **extra: Any) -> None:
        """Send one interaction over the gateway."""
        assert self._socket is not None
        member: dict[str, Any] = {
            "user": {**USER, "id": str(user), "bot": False},
            "roles": [],
            "joined_at": None,
            "deaf": False,
            "flags": 0,
        }
        payload = {
            "id": str(number),
            "application_id": str(BOT),
            "type": kind,
            "token": f"token-{number}",
            "version": 1,
            "data": data,
            "guild_id": str(GUILD),
            "channel_id": str(CHANNEL),
            "channel": {"id": str(CHANNEL), "type": 0, "name": "books"},
            "member": {**member, "mute": False, "permissions": "8"},
            "locale": "en-US",
            "entitlements": [],
            "authorizing_integration_owners": {},
            "context": 0,
            "attachment_size_limit": 1,
            **extra,
        }
        await self._socket.send_json({"op": 0, "s": number, "t": "INTERACTION_CREATE", "d": payload})

    async def until_answered(self, many: int) -> None:
        """Wait until that many interactions have been answered."""
        async with self.changed:
            await self.changed.wait_for(lambda: len(self.answered) >= many)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer whatever the bot asks while it starts, and note its answers to interactions."""
        path = request.path.removeprefix("/api/v10")
        if path == "/ws":
            return await self._gateway(request)
        if not self.accepts:
            return _json({"message": "401: Unauthorized", "code": 0}, status=401)
        if path.endswith("/callback"):
            async with self.changed:
                self.answered[path.split("/")[2]] = await request.json()
                self.changed.notify_all()
            return _json({"interaction": {"id": path.split("/")[2], "type": 2}})
        known: dict[str, Any] = {
            "/users/@me": USER,
            "/oauth2/applications/@me": APPLICATION,
            "/gateway/bot": {
                "url": self.url.replace("http", "ws") + "/ws",
                "shards": 1,
                "session_start_limit": {"total": 9, "remaining": 9, "reset_after": 0, "max_concurrency": 1},
            },
        }
        if request.method == "PATCH" and "/messages/" in path:
            return _json(_message(path))
        return _json([] if request.method == "PUT" else known.get(path, {}))

    def guild(self) -> dict[str, Any]:
        """Return the one server, as the gateway announces it."""
        return _guild()

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 40_000}})
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            sent = json.loads(message.data)
            if sent["op"] == 1:
                await socket.send_json({"op": 11})
            elif sent["op"] == 2:
                await socket.send_json({"op": 0, "s": 1, "t": "READY", "d": _ready(self.url)})
                await socket.send_json({"op": 0, "s": 2, "t": "GUILD_CREATE", "d": self.guild()})
                self._socket = socket
                self.ready.set()
        return socket


def _json(body: object, status: int = 200) -> web.Response:
    """Answer as Discord does: without a charset, or discord.py takes the body for text."""
    return web.Response(body=json.dumps(body).encode(), status=status, headers={"Content-Type": "application/json"})


def _ready(url: str) -> dict[str, Any]:
    return {
        "v": 10,
        "user": USER,
        "guilds": [{"id": str(GUILD), "unavailable": True}],
        "session_id": "one",
        "resume_gateway_url": url.replace("http", "ws") + "/ws",
        "application": {"id": str(BOT), "flags": 0},
        "shard": [0, 1],
    }


def _message(path: str) -> dict[str, Any]:
    """Return a message that was changed, as bare as Discord's may be."""
    _, _, channel, _, number = path.split("/")
    nothing: dict[str, Any] = {key: [] for key in ("attachments", "embeds", "mentions", "mention_roles", "components")}
    told = {"content": "", "timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": None, "type": 0, "flags": 0}
    about = {"tts": False, "mention_everyone": False, "pinned": False, "author": USER}
    return {**nothing, **told, **about, "id": number, "channel_id": channel}


def _guild() -> dict[str, Any]:
    nothing: dict[str, Any] = {key: [] for key in ("roles", "members", "emojis", "stickers", "features", "threads")}
    return {
        **nothing,
        "id": str(GUILD),
        "name": "Readers",
        "owner_id": "1",
        "member_count": 1,
        "channels": [{"id": str(CHANNEL), "type": 0, "name": "books", "position": 0, "permission_overwrites": []}],
    }


async def with_a_club(folder: Path, readers: Mapping[int, int] | None = None, *, pack: str = "marked") -> None:
    """Make the database of a process in `folder`: a club in CHANNEL, with readers at their places."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    async with open_database(str(folder / "samovar.db")) as database:
        club = await open_club(
            database,
            guild_id=GUILD,
            channel_id=CHANNEL,
            name="The Club",
            pack=pack,
            language="en",
            by=1,
            now=now,
        )
        assert club is not None
        for user, at in (readers or {}).items():
            await join(database, GUILD, club.id, user, at, now)


def outside() -> dict[str, str]:
    """Return the environment without what would set the bot up."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("SAMOVAR_", "DISCORD_"))}


@asynccontextmanager
async def wire(*, accepts: bool = True) -> AsyncIterator[Wire]:
    """Serve on a free loopback port."""
    one = Wire(accepts=accepts)
    async with serve(one):
        yield one


@asynccontextmanager
async def serve(one: Wire) -> AsyncIterator[None]:
    """Serve somebody's wire on a free loopback port."""
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", one.handle)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    one.url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/v10"
    try:
        yield
    finally:
        await runner.cleanup()


@asynccontextmanager
async def process(
    url: str, folder: Path, *, launch: str = LAUNCH, **environment: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start the real bot against `url` with its database in `folder`; kill it if it is still there at the end.

    On its shelf is the marked book, which is read sooner than those that ship, unless `environment` names another.
    """
    if "SAMOVAR_CONTENT" not in environment and not (folder / "content").exists():
        write_marked(folder / "content")
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        launch,
        url,
        cwd=folder,
        env={
            **outside(),
            "PYTHONPATH": str(ROOT),
            "DISCORD_TOKEN": "a.b.c",
            "SAMOVAR_DATABASE": str(folder / "samovar.db"),
            "SAMOVAR_CONTENT": str(folder / "content"),
            **environment,
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield running
    finally:
        if running.returncode is None:
            running.kill()
            await running.wait()
