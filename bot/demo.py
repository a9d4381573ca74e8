"""A whole club in a browser page, without Discord or a token: the real bot in simcord's simulated Discord.

A moderator and three readers at different bookmarks, one of whom speaks Vietnamese. Words typed into the
terminal move the clock, show another place, restart the bot; without a terminal the page is served all the same.
"""

import asyncio
import logging
import signal
import sys
import tempfile
import threading
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import simcord
from simcord.actors import MemberActor
from simcord.backend.errors import SetupError
from simcord.builders import ChannelHandle, RoleHandle, UserHandle
from simcord.env import Env
from simcord.preview import Preview

from bot.bootstrap import samovar
from bot.client import Samovar
from bot.settings import Settings
from bot.simulated import check, settling_quickly, speaking, taking_refusals_for_answers


class PortTaken(Exception):
    """The page's port is in use; the message says what to do."""


WORDS = "wait · day · week · show PLACE · restart · quit"
SECONDS = {"wait": 10, "day": 86_400, "week": 7 * 86_400}
"""How far a word moves the clock, which stands still between them."""


def serve(content: Path, port: int) -> None:
    """Serve the demo until Ctrl-C, SIGTERM or `quit`. Raises NothingToRead or PortTaken."""
    logging.basicConfig(level=logging.ERROR)
    check()
    with (
        tempfile.TemporaryDirectory(prefix="samovar-demo-") as folder,
        settling_quickly(),
        taking_refusals_for_answers(),
    ):
        settings = Settings("", str(Path(folder) / "demo.db"), content, logging.ERROR)
        asyncio.run(_serve(settings, port))


async def _serve(settings: Settings, port: int) -> None:
    loop = asyncio.get_running_loop()
    said: asyncio.Queue[str] = asyncio.Queue()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, said.put_nowait, "quit")
    async with AsyncExitStack() as stack:
        bots = await stack.enter_async_context(AsyncExitStack())
        bot = await bots.enter_async_context(samovar(settings, all_packs=True, shard_count=1))
        env = await stack.enter_async_context(simcord.run(bot, check_errors=False, settle_timeout=60))
        town = Town(env, bot)
        stack.enter_context(speaking({town.binh.id: "vi"}))
        await town.live()
        page = Page(env, town, settings, bots, port)
        stack.push_async_callback(page.close)
        print(f"Samovar's demo club is open at {await page.open(town.channel)}", flush=True)
        if sys.stdin.isatty():
            print(f"Type a word and Enter: {WORDS}", flush=True)
        _listen(loop, said)
        while (word := (await said.get()).strip()) != "quit":
            if word and (answer := await page.obey(word)):
                print(answer, flush=True)


def _listen(loop: asyncio.AbstractEventLoop, said: asyncio.Queue[str]) -> None:
    """Hand on what is typed; the end of the input (no terminal) ends nothing."""

    def listen() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(said.put_nowait, line)

    threading.Thread(target=listen, daemon=True).start()


class Town:
    """The server, its people and what has happened there so far."""

    def __init__(self, env: Env, bot: Samovar) -> None:
        self.env = env
        self.bot = bot
        self.server = env.create_guild("The Reading Room")
        self.channel = self.server.create_text_channel("anna-karenina")
        self.lobby = self.server.create_text_channel("lobby")
        looks_after = self.server.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
        self.marta = self._person("marta", "Marta (moderator)", looks_after)
        self.tom = self._person("tom", "Tom")
        self.binh = self._person("binh", "Bình")
        self.grace = self._person("grace", "Grace")
        self.people = (self.marta, self.tom, self.binh, self.grace)
        env.backend.bot_user.name = "Samovar"

    def _person(self, name: str, shown: str, *roles: RoleHandle) -> MemberActor:
        return self.server.add_member(self.env.create_user(name, global_name=shown), roles=list(roles))

    async def live(self) -> None:
        """Let the club begin: a welcome card, three bookmarks, some talk, and what was said too early, sealed."""
        channel = self.channel
        await self._open(channel)
        for reader, place in ((self.tom, "1.5"), (self.binh, "1.18"), (self.grace, "1.34")):
            await reader.click(channel.history()[0], label="Join")
            asked = await reader.slash(channel, "progress set", where=place)
            if asked.response and _label(asked.response.components, "go:"):
                await reader.click(asked.response, custom_id=_label(asked.response.components, "go:"))
        await self.marta.send(channel, "Welcome, everybody. One part in three weeks, and no hurry.")
        await self.tom.send(channel, "I only have the train for reading, so I will be slow. Glad the bot knows.")
        await self.binh.send(channel, "Mình đọc bản tiếng Việt, vừa tới nhà ga.")
        await self.grace.send(channel, "Finished Part One last night. My lips are sealed.")
        blurted = await self.grace.send(
            channel, "Except for the guard at the station. I cannot get him out of my mind."
        )
        form = await self.marta.context_menu(channel, "Seal this", blurted)
        await self.marta.submit_modal(form, {"chapter": "1.18"})

    async def _open(self, channel: ChannelHandle) -> None:
        """Let Marta set up the club; its first section opens tomorrow, so that `day` shows it."""
        card = (await self.marta.slash(channel, "manage setup", book=self._book())).response
        if card is None:
            return
        asked = await self.marta.click(card, custom_id=_label(card.components, "draft-field:", ":dates"))
        dates = {"start": "tomorrow", "weekday": ["6"], "meeting": "19:00"}
        await self.marta.submit_modal(asked, dates)
        await self.marta.click(card, custom_id=_label(card.components, "draft-start:"))

    def _book(self) -> str:
        slugs = [page.slug for page in self.bot.services.clubs.books("", 25)]
        return "anna-karenina" if "anna-karenina" in slugs else slugs[0]


def _label(components: list[dict[str, Any]], prefix: str, suffix: str = "") -> str | None:
    """Find the custom id that begins with `prefix` and ends with `suffix` among nested components."""
    for component in components:
        custom_id = str(component.get("custom_id", ""))
        if custom_id.startswith(prefix) and custom_id.endswith(suffix):
            return custom_id
        beside = [component["accessory"]] if "accessory" in component else []
        if found := _label([*component.get("components", []), *beside], prefix, suffix):
            return found
    return None


@dataclass
class Page:
    """The browser page and what the terminal can do with it."""

    env: Env
    town: Town
    settings: Settings
    bots: AsyncExitStack
    port: int
    _preview: Preview | None = None

    async def open(self, place: ChannelHandle) -> str:
        """Show a place and return the page's address."""
        await self.close()
        who = self.town.people if place.guild else [self._owner(place)]
        preview = self.env.preview(place, viewers=who, layout="channel", port=self.port)
        try:
            self._preview = await preview.__aenter__()
        except SetupError as error:
            raise PortTaken(f"Port {self.port} is in use; choose another with --port.") from error
        self.port = int(self._preview.url.split(":")[2].split("/")[0])
        return self._preview.url

    async def close(self) -> None:
        """Stop serving the page."""
        if self._preview is not None:
            await self._preview.close()
            self._preview = None

    async def obey(self, line: str) -> str:
        """Do what was typed; return what to print."""
        word, _, rest = line.partition(" ")
        if word in SECONDS:
            await self.env.advance_time(SECONDS[word])
            await self._refresh()
            return f"It is {self.env.now():%A, %d %B %Y, %H:%M:%S} UTC."
        if word == "restart":
            await self._restart()
            return "The bot has restarted; reload the page."
        if word == "show":
            place = self._find(rest.strip())
            return f"Now at {await self.open(place)}" if place else f"Places: {', '.join(self._places())}"
        return f"I know: {WORDS}"

    async def _refresh(self) -> None:
        if self._preview is not None:
            await self._preview.refresh()

    async def _restart(self) -> None:
        bot: Samovar = await self.bots.enter_async_context(samovar(self.settings, all_packs=True, shard_count=1))
        await self.env.restart_bot(bot)
        self.env.bot = bot
        await self._refresh()

    def _places(self) -> dict[str, ChannelHandle]:
        places = dict(self.town.server.channels)
        for channel in list(places.values()):
            places |= {str(thread.name): thread for thread in channel.threads}
        return places | {f"@{person.name}": person.user.dm_channel for person in self.town.people}

    def _find(self, name: str) -> ChannelHandle | None:
        return self._places().get(name)

    def _owner(self, place: ChannelHandle) -> UserHandle:
        return next(p.user for p in self.town.people if p.user.dm_channel.id == place.id)
