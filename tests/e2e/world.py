"""A server with a club in simulated Discord: the real bot, real SQLite, real packs."""

import json
import shutil
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord import interactions
from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.builders import ChannelHandle, GuildHandle, RoleHandle
from simcord.enums import InteractionType
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage

from bot.bootstrap import samovar
from bot.client import Samovar
from bot.domain.club import Asker, Club
from bot.domain.log import SETTINGS, Line
from bot.domain.me import Habits
from bot.domain.pace import Pace
from bot.domain.plan import Plan, Wishes, plan
from bot.services.here import Here
from bot.settings import Settings
from bot.simulated import speaking
from bot.storage import draft as drafts
from tests.e2e.reading import ReadOnce
from tests.storage.rows import ask

INFO = 20
DAY = 86_400
Own = dict[str, list[tuple[Any, ...]]]
"""Rows by table."""
WISHES = Wishes(date(2026, 1, 5), 6, time(19), "Europe/London", Pace("chapters", 3))
"""A plan from Monday on: the marked book in four sections of three chapters, with meetings on Sundays."""


class World:
    """One simulated Discord with a server of our own; `locales` says who speaks what."""

    def __init__(
        self, env: Env, settings: Settings, bots: AsyncExitStack, bot: Samovar, locales: dict[int, str]
    ) -> None:
        self.env = env
        self.settings = settings
        self.bot = bot
        self._bots = bots
        self._locales = locales
        self.guild: GuildHandle = env.create_guild("Readers")
        self.channel: ChannelHandle = self.guild.create_text_channel("the-club")
        self.staff = staff_of(self.guild)
        self.mod = self.person("mod", moderator=True)

    def person(
        self, name: str, *, speaks: str = "en-US", moderator: bool = False, guild: GuildHandle | None = None
    ) -> MemberActor:
        """Add somebody to the server, or to another one."""
        roles = [staff_of(guild) if guild else self.staff] if moderator else []
        member = (guild or self.guild).add_member(self.env.create_user(name), roles=roles)
        self._locales[member.id] = speaks
        return member

    async def open_club(
        self, book: str = "marked", channel: ChannelHandle | None = None, *, paced: bool = False, **options: Any
    ) -> Club:
        """Let the moderator open a club and return it; only a `paced` one has a plan."""
        place = channel or self.channel
        card = await self.set_up(place, book=book, paced=paced, **options)
        told = await self.start(card)
        assert "The club is open" in told, told
        meets = options.get("channel", place)
        here = await self.here(self.mod)
        return next(club for club in here.server.clubs.values() if club.channel_id == meets.id)

    async def give_plan(self, club: Club, **changes: Any) -> Plan:
        """Let a club read by a plan from 5 January 2026 on, three chapters a week; the bot looks at what is due."""
        outline = (await self.bot.services.places.book(club)).outline
        wishes = replace(WISHES, **{key: value for key, value in changes.items() if key in WISHES.__slots__})
        more = {key: value for key, value in changes.items() if key not in WISHES.__slots__}
        await self.put_plan(club, Plan(wishes, plan(outline, wishes), **more))
        self.bot.services.work.wake()
        await self.env.settle()
        return await self.plan(club)

    async def put_plan(self, club: Club, wanted: Plan) -> None:
        """Let a club read by this plan from now on; nothing is done where it does already."""
        server = (await self.here(self.mod)).server
        async with server.lock:
            if server.plans.get(club.id) != wanted:
                with self.env.time_context():
                    await self.bot.services.places.set_plan(server, club, wanted)

    async def put_settings(self, wanted: Club) -> None:
        """Let a club have these settings from now on; nothing is done where it has them already."""
        server = (await self.here(self.mod)).server
        async with server.lock:
            if server.clubs[wanted.id] != wanted:
                ask(Path(self.settings.database), "UPDATE clubs SET closed_at = NULL WHERE id = ?", wanted.id)
                with self.env.time_context():
                    line = Line(self.mod.id, discord.utils.utcnow(), SETTINGS, {}, {})
                    await self.bot.services.places.settle(server, wanted, line)

    def lines(self) -> int:
        """Return the number of the last line of any log."""
        [(last,)] = ask(Path(self.settings.database), "SELECT coalesce(max(id), 0) FROM changes")
        return int(last)

    def cut_logs(self, last: int) -> None:
        """Take from all logs what was written after a line."""
        if self.lines() > last:
            ask(Path(self.settings.database), "DELETE FROM changes WHERE id > ?", last)

    async def plan(self, club: Club) -> Plan:
        """Return a club's plan as it is now."""
        return (await self.here(self.mod)).server.plans[club.id]

    async def set_up(self, place: ChannelHandle, *, paced: bool = False, **options: Any) -> ResponseMessage:
        """Let the moderator begin a club, or go on with it, and return its card."""
        card = shown(await self.mod.slash(place, "manage setup", **options))
        if not paced:
            await self.bot.services.drafts.pace(await self.here(self.mod), draft_of(card), "")
        return card

    async def start(self, card: ResponseMessage, person: MemberActor | None = None) -> str:
        """Press *Start the club* and return all that is said to it."""
        return told(await (person or self.mod).click(card, label="Start the club"), card)

    def own(self, club: Club) -> Own:
        """Return the rows of a club's own questions and prompts."""
        path = Path(self.settings.database)
        return {
            table: ask(path, f"SELECT * FROM {table} WHERE club_id = ? ORDER BY id", club.id)  # noqa: S608 - our names
            for table in ("questions", "prompts")
        }

    async def put_own(self, club: Club, wanted: Own) -> None:
        """Let a club have these questions and prompts and no others; nothing is done where it does already."""
        if self.own(club) == wanted:
            return
        path = Path(self.settings.database)
        for table, rows in wanted.items():
            ask(path, f"DELETE FROM {table} WHERE club_id = ?", club.id)  # noqa: S608 - our names
            for row in rows:
                ask(path, f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", *row)  # noqa: S608 - marks
        (await self.here(self.mod)).server.let_go()

    async def put_habits(self, person: MemberActor, wanted: Habits) -> None:
        """Let somebody have set these habits; nothing is done where they have already."""
        here = await self.here(person)
        if here.habits != wanted:
            async with here.server.lock:
                await self.bot.services.places.set_habits(here, wanted)

    async def drop_draft(self, person: MemberActor) -> None:
        """Throw away the club that somebody is setting up, if they are."""
        here, database = await self.here(person), self.bot.services.drafts._database
        if found := await drafts.own(database, here.asker.guild_id, here.user_id):
            await drafts.drop(database, here.asker.guild_id, found[0])

    async def here(self, person: MemberActor) -> Here:
        """Return somebody in their server, as the services see them."""
        asker = Asker(person.guild.id, person.id, (self.channel.id,), self._locales[person.id])
        return await self.bot.services.places.here(asker)

    async def put(self, person: MemberActor, club: Club, at: int | None) -> None:
        """Put somebody's bookmark at a position, set once since they joined, or out of the club for None."""
        here = await self.here(person)
        places = self.bot.services.places
        async with here.server.lock:
            if here.reader(club):
                await places.leave(here, club)
            with self.env.time_context():
                reader = await places.join(here, club) if at is not None else None
                if reader and at:
                    await places.put(here, club, reader, at)

    async def at(self, person: MemberActor, club: Club) -> int | None:
        """Return where somebody's bookmark is, None for who has not joined."""
        reader = (await self.here(person)).reader(club)
        return reader.at if reader else None

    async def forged(
        self, person: MemberActor, custom_id: str, *, on: ResponseMessage | None = None, **data: Any
    ) -> str:
        """Press a button that no card has, or that the card `on` has not; return the words of the answer."""
        body = await forge(self, person, custom_id, on=on, **data)
        return "\n".join(_texts(body["data"].get("components", [])))

    async def restart(self) -> None:
        """Restart the bot on the same database."""
        bot = await self._bots.enter_async_context(_bot(self.settings))
        await self.env.restart_bot(bot)
        self.env.bot = self.bot = bot


def staff_of(guild: GuildHandle) -> RoleHandle:
    """Make the role of a server's moderators."""
    return guild.create_role("Staff", permissions=discord.Permissions(manage_guild=True))


def _bot(settings: Settings) -> AbstractAsyncContextManager[Samovar]:
    return samovar(settings, reader=ReadOnce(), all_packs=True, shard_count=1)


@contextmanager
def _sleeping_long() -> Iterator[None]:
    """Let the bot sleep until something is due and no shorter: whoever forgets to wake it is found out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.services.work.LONGEST_SLEEP", timedelta(days=1_000))
        yield


@asynccontextmanager
async def world(folder: Path, content: Path, empty_database: Path) -> AsyncIterator[World]:
    """Open a world over a folder of packs; its database is a copy of a freshly migrated one."""
    database = folder / "samovar.db"
    shutil.copy(empty_database, database)
    settings = Settings("", str(database), content, INFO)
    locales: dict[int, str] = {}
    async with AsyncExitStack() as bots:
        bot = await bots.enter_async_context(_bot(settings))
        with speaking(locales), _sleeping_long():
            env = Env(bot, settle_timeout=60)
            await env.start()
            try:
                yield World(env, settings, bots, bot, locales)
            finally:
                await env.shutdown()


def shown(result: InteractionResult) -> ResponseMessage:
    """Return the message that answers an interaction: a deferred answer is completed by a follow-up."""
    if result.deferred and result.followups:
        return result.followups[0]
    assert result.response is not None
    return result.response


def draft_of(card: ResponseMessage) -> int:
    """Return the number of the draft that a card shows."""
    return next(int(custom_id.split(":")[1]) for _, custom_id in buttons(card) if custom_id.startswith("draft-start:"))


def told(result: InteractionResult, card: ResponseMessage) -> str:
    """Return what a press on a private card is answered with: a message of its own, else the card as it is now."""
    return said(result.followups[0] if result.followups else card)


def said(result: InteractionResult | ResponseMessage) -> str:
    """Return every text and label of an answer, line by line."""
    message = shown(result) if isinstance(result, InteractionResult) else result
    return "\n".join(_texts(message.components))


def _texts(components: list[dict[str, Any]]) -> Iterator[str]:
    for component in components:
        yield from (str(component[key]) for key in ("content", "label") if component.get(key))
        yield from _texts(component.get("components", []))
        yield from _texts([component["accessory"]] if "accessory" in component else [])


def buttons(message: ResponseMessage | discord.Message) -> list[tuple[str, str]]:
    """Return the buttons of a message: label and custom id."""
    return list(_buttons([c if isinstance(c, dict) else dict(c.to_dict()) for c in message.components]))


def _buttons(components: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for component in components:
        if component.get("type") == discord.ComponentType.button.value:
            yield component["label"], component["custom_id"]
        yield from _buttons(component.get("components", []))
        yield from _buttons([component["accessory"]] if "accessory" in component else [])


def outgoing(env: Env, since: int = 0) -> str:
    """Return all that the bot has sent since a request number, as one text."""
    return "\n".join(
        f"{request.method} {request.path} {json.dumps(request.json, ensure_ascii=False)}"
        for request in env.http_requests[since:]
    )


async def forge(
    world: World,
    person: MemberActor,
    custom_id: str,
    place: ChannelHandle | None = None,
    *,
    on: ResponseMessage | None = None,
    **data: Any,
) -> Mapping[str, Any]:
    """Press a button that no card has; return the body of the bot's one answer."""
    kind = InteractionType.MODAL_SUBMIT if "components" in data else InteractionType.MESSAGE_COMPONENT
    before = len(world.env.http_requests)
    record, payload = interactions.base_payload(
        world.env.backend,
        type=kind,
        channel_id=(place or world.channel).id,
        guild_id=person.guild.id,
        user_id=person.id,
        data={"custom_id": custom_id, "component_type": 2, **data},
    )
    del record
    if on is not None:
        stored = world.env.backend.get_message((place or world.channel).id, on.id)
        payload["message"] = dict(serializers.message_payload(world.env.backend, stored))
    world.env.backend.emit("INTERACTION_CREATE", payload)
    await world.env.settle()
    answers = [request for request in world.env.http_requests[before:] if request.path.endswith("/callback")]
    assert len(answers) == 1, outgoing(world.env, before)
    body = answers[0].json
    assert isinstance(body, dict)
    return body
