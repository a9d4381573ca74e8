"""A wire that keeps what is posted over it: messages, threads, forum posts and events, and can strike at a request.

Like Discord it knows a message again by its nonce, and nothing else by anything.
"""

import re
import time
from collections import Counter
from datetime import UTC, datetime
from itertools import count
from typing import Any

import discord
from aiohttp import web

from tests.e2e.wire import BOT, CHANNEL, GUILD, USER, Wire, _guild, _json

FORUM = CHANNEL + 1
KILLED, REFUSED, ANSWERED = "killed", "refused", "answered"


class Posts(Wire):
    """The messages of each channel and thread, the threads, and the events, by their numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: dict[int, dict[int, dict[str, Any]]] = {CHANNEL: {}, FORUM: {}}
        self.threads: dict[int, dict[str, Any]] = {}
        self.events: dict[int, dict[str, Any]] = {}
        self.acts = 0
        self.faults = 0
        self.faulty: set[str] = set()
        self.kill_at: int | None = None
        self.kill_after = False
        self.victim: Any = None
        self._counted = count()

    def appeared(self) -> Counter[str]:
        """Return what there is: the number on each card's frame by where it stands, and each thread and event."""
        cards = [
            f"card {card['components'][0]['id']} in {'a thread' if place in self.threads else place}"
            for place, held in self.messages.items()
            for card in held.values()
        ]
        made = [f"thread {one['name']} of {one['parent_id']}" for one in self.threads.values()]
        return Counter([*cards, *made, *(f"event {one['name']}" for one in self.events.values())])

    def guild(self) -> dict[str, Any]:
        """Return the server with a forum, where the bot may do everything but rule."""
        allowed = discord.Permissions.all()
        allowed.administrator = False
        everyone = {"id": str(GUILD), "name": "@everyone", "permissions": str(allowed.value), "position": 0}
        looks: dict[str, Any] = {"color": 0, "hoist": False, "managed": False, "mentionable": False, "flags": 0}
        me: dict[str, Any] = {"user": USER, "roles": [], "joined_at": None, "deaf": False, "mute": False, "flags": 0}
        made = _guild()
        forum = {"id": str(FORUM), "type": 15, "name": "shelf", "position": 1, "permission_overwrites": []}
        return {
            **made,
            "roles": [{**everyone, **looks}],
            "members": [me],
            "channels": [*made["channels"], {**forum, "available_tags": [], "flags": 0}],
            "threads": list(self.threads.values()),
        }

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Act, unless the bot is killed before; answer, unless it is killed before that."""
        path = request.path.removeprefix("/api/v10")
        if not path.startswith((f"/guilds/{GUILD}/", "/channels/")):
            return await super().handle(request)
        body = await request.json() if request.can_read_body else {}
        changes = request.method in ("POST", "PATCH")
        self.acts += changes
        struck = changes and self.acts == self.kill_at
        if struck and not self.kill_after:
            return self._kill()
        found = self._act(request.method, path, body, request.query)
        if struck:
            return self._kill()
        kind = re.sub("[0-9]+", "#", path)
        if kind in self.faulty and request.method == "POST":
            self.faulty.discard(kind)
            self.faults += 1
            return _json({"message": "502: Bad Gateway", "code": 0}, status=502)
        return _json({"message": "Unknown", "code": 10003}, status=404) if found is None else _json(found)

    def _kill(self) -> web.StreamResponse:
        self.victim.kill()
        return _json({})

    def _act(self, method: str, path: str, body: Any, query: Any) -> Any:  # noqa: C901, PLR0911 - a table
        parts: list[Any] = path.strip("/").split("/")
        match (method, *parts):
            case ("GET", "channels", place):
                return self.threads.get(int(place))
            case ("POST", "channels", place, "messages"):
                return self._message(int(place), body)
            case ("GET", "channels", place, "messages"):
                return self._history(int(place), query)
            case ("PATCH", "channels", place, "messages", number):
                return {**self.messages[int(place)][int(number)], "components": body["components"]}
            case ("POST", "channels", place, "messages", number, "threads"):
                return self._thread(int(number), int(place), body["name"])
            case ("POST", "channels", place, "threads"):
                number = self._number()
                thread = self._thread(number, int(place), body["name"])
                return {**thread, "message": self._message(number, body["message"], number)}
            case ("GET", "channels", _, "threads", "archived", "public"):
                return {"threads": [], "members": [], "has_more": False}
            case ("GET", "guilds", _, "threads", "active"):
                return {"threads": list(self.threads.values()), "members": []}
            case ("GET", "guilds", _, "scheduled-events"):
                return list(self.events.values())
            case ("POST", "guilds", _, "scheduled-events"):
                number = self._number()
                self.events[number] = {**_EVENT, **body, "id": str(number)}
                return self.events[number]
            case ("PATCH", "guilds", _, "scheduled-events", number):
                self.events[int(number)] |= body
                return self.events[int(number)]
        raise AssertionError(f"teach the wire {method} {path}")

    def _message(self, place: int, body: dict[str, Any], number: int | None = None) -> dict[str, Any]:
        held = self.messages[place]
        known = [one for one in held.values() if body.get("nonce") and one["nonce"] == body["nonce"]]
        if known and body.get("enforce_nonce"):
            return known[0]
        number = number or self._number()
        at = datetime.now(UTC).isoformat()
        about = {"id": str(number), "channel_id": str(place), "timestamp": at, "nonce": body.get("nonce")}
        held[number] = {**_MESSAGE, **about, "components": body["components"]}
        return held[number]

    def _history(self, place: int, query: Any) -> list[dict[str, Any]]:
        found = [one for _, one in sorted(self.messages[place].items())]
        if "after" in query:
            return found[: int(query["limit"])][::-1]
        return found[::-1][: int(query["limit"])]

    def _thread(self, number: int, place: int, name: str) -> dict[str, Any]:
        assert number not in self.threads, "a message has one thread"
        at = datetime.now(UTC).isoformat()
        about = {"archived": False, "auto_archive_duration": 10080, "archive_timestamp": at, "locked": False}
        self.threads[number] = {
            "id": str(number),
            "guild_id": str(GUILD),
            "parent_id": str(place),
            "owner_id": str(BOT),
            "name": name,
            "type": 11,
            "message_count": 0,
            "member_count": 1,
            "rate_limit_per_user": 0,
            "flags": 0,
            "thread_metadata": about,
        }
        self.messages[number] = {}
        return self.threads[number]

    def _number(self) -> int:
        """Return a number as Discord gives it, which tells the time."""
        return (int(time.time() * 1000) - discord.utils.DISCORD_EPOCH << 22) + next(self._counted)


_NOTHING: dict[str, Any] = {key: [] for key in ("attachments", "embeds", "mentions", "mention_roles")}
_MESSAGE: dict[str, Any] = {
    **_NOTHING,
    "author": USER,
    "content": "",
    "edited_timestamp": None,
    "tts": False,
    "mention_everyone": False,
    "pinned": False,
    "type": 0,
    "flags": 1 << 15,
}
_EVENT: dict[str, Any] = {
    "guild_id": str(GUILD),
    "channel_id": None,
    "creator_id": str(BOT),
    "status": 1,
    "entity_id": None,
    "image": None,
    "user_count": 0,
}
