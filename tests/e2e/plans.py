"""Clubs with plans in simulated Discord: laying a plan, taking permissions, and what stands where."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import aiohttp
import discord
from simcord.backend.models.channel import Overwrite
from simcord.builders import ChannelHandle
from simcord.enums import OverwriteType
from simcord.results import ResponseMessage
from simcord.types import HttpLogEntry

from bot.domain.club import Club
from bot.domain.pace import Pace
from bot.domain.plan import Plan, Wishes, plan
from bot.domain.reminder import REMINDERS
from tests.e2e.world import World, _texts
from tests.storage.rows import ask

DAY = 86_400
HOUR = 3_600
WISHES = Wishes(date(2026, 1, 5), 6, time(19), "Europe/London", Pace("chapters", 3))
TO_MONDAY = 4 * DAY + 9 * HOUR
"""From the beginning of a world, 1 January 2026, to the hour at which the first section opens."""


async def with_a_plan(
    town: World,
    channel: ChannelHandle | None = None,
    *,
    forum: bool = False,
    events: bool = False,
    staff: ChannelHandle | None = None,
    language: str = "en",
    **wishes: Any,
) -> Club:
    """Open a club, in a forum of its own where it asks for one, and give it a plan of the marked book."""
    place = channel or (town.guild.create_text_channel("card") if forum else town.channel)
    club = await town.open_club(channel=place, language=language, name=f"The {place.name}")
    return await lay(town, club, forum=forum, events=events, staff=staff, **wishes)


async def lay(
    town: World,
    club: Club,
    *,
    forum: bool = False,
    events: bool = False,
    staff: ChannelHandle | None = None,
    **wishes: Any,
) -> Club:
    """Give a club a plan of the marked book, and let it meet in a forum of its own where it asks for one."""
    meets = town.guild.create_forum_channel("shelf").id if forum else club.channel_id
    await _alter(town, club, channel_id=meets, staff_id=staff.id if staff else None)
    server = await town.bot.services.places.server(club.guild_id)
    club = server.clubs[club.id]
    outline = (await town.bot.services.places.book(club)).outline
    wished = replace(WISHES, **wishes)
    laid = Plan(wished, plan(outline, wished), forum=forum, events=events)
    await save(town, club, laid)
    return club


async def give_staff(town: World, club: Club) -> ChannelHandle:
    """Give a club's moderators a channel of their own, and return it."""
    staff = town.guild.create_text_channel("staff")
    await _alter(town, club, staff_id=staff.id)
    return staff


async def save(town: World, club: Club, laid: Plan, moved: frozenset[int] = frozenset()) -> None:
    """Save a plan and wake whoever waits for it, as every command that changes one does."""
    server = await town.bot.services.places.server(club.guild_id)
    async with server.lock:
        with town.env.time_context():
            await town.bot.services.places.set_plan(server, club, laid, moved)
    town.bot.services.work.wake()
    await town.env.settle()


async def plan_of(town: World, club: Club) -> Plan:
    """Return a club's plan as it is held."""
    return (await town.bot.services.places.server(club.guild_id)).plans[club.id]


async def _alter(town: World, club: Club, **columns: int | None) -> None:
    """Change what a club is set up with, in the database and in memory."""
    for name, value in columns.items():
        ask(Path(town.settings.database), f"UPDATE clubs SET {name} = ? WHERE id = ?", value, club.id)  # noqa: S608
    server = await town.bot.services.places.server(club.guild_id)
    server.clubs[club.id] = replace(server.clubs[club.id], **columns)  # type: ignore[arg-type]


@contextmanager
def out_of_reach(town: World, path: str, *, acts: bool = False) -> Iterator[None]:
    """Let every request of the bot to an address fail, as while Discord is away; or after it acted."""
    send = town.bot.http.request

    async def refused(route: Any, **others: Any) -> Any:
        if not fnmatch(route.url, f"*{path}"):
            return await send(route, **others)
        if acts:
            await send(route, **others)
        raise aiohttp.ServerDisconnectedError

    town.bot.http.request = refused  # type: ignore[method-assign]
    try:
        yield
    finally:
        town.bot.http.request = send  # type: ignore[method-assign]


async def forbid(town: World, place: ChannelHandle, *permissions: str) -> None:
    """Take permissions from the bot in a channel; none gives all back."""
    me = town.env.backend.bot_user.id
    deny = discord.Permissions(**dict.fromkeys(permissions, True)).value
    town.env.backend.set_overwrite(place.id, Overwrite(me, OverwriteType.MEMBER, deny=deny))
    await town.env.settle()


async def forbid_events(town: World, *, forbidden: bool = True) -> None:
    """Take from the bot, or give back, what it needs to make events."""
    backend = town.env.backend
    [role] = [one for one in backend.get_guild(town.guild.id).roles.values() if one.managed]
    allowed = discord.Permissions(role.permissions)
    allowed.update(create_events=not forbidden)
    backend.edit_role(town.guild.id, role.id, {"permissions": allowed.value})
    await town.env.settle()


def written(message: discord.Message | ResponseMessage) -> str:
    """Return every text and label of a message."""
    return "\n".join(_texts([c if isinstance(c, dict) else dict(c.to_dict()) for c in message.components]))


def cards(town: World, place: ChannelHandle) -> list[str]:
    """Return what the bot has posted in a place by itself, in its order."""
    me = town.env.backend.bot_user.id
    said = [written(one) for one in place.history() if one.author.id == me]
    # Not the welcome card, which a moderator asked for, nor Discord's own line about a thread.
    return [one for one in said if one and "Join" not in one]


def threads(town: World, club: Club) -> list[ChannelHandle]:
    """Return the threads of a club, in their order."""
    found = [one for one in town.env.backend.channels.values() if one.is_thread and one.parent_id == club.channel_id]
    return [ChannelHandle(town.env, town.guild, one) for one in sorted(found, key=lambda one: one.id)]


def events(town: World, guild_id: int | None = None) -> list[Any]:
    """Return the server's scheduled events."""
    return list(town.env.backend.get_guild(guild_id or town.guild.id).scheduled_events.values())


def heads(town: World, *places: ChannelHandle) -> Counter[str]:
    """Return the first line of each card in these places, and how often it stands there."""
    return Counter(card.splitlines()[0] for place in places for card in cards(town, place))


def rows(town: World, club: Club) -> Iterator[tuple[str, int, int, str]]:
    """Yield what a club has to post: kind, section, how manieth, state. Reminders have tests of their own."""
    sql = "SELECT kind, section, nth, state FROM work WHERE club_id = ? AND kind != 'notice' ORDER BY due_at, id"
    yield from (row for row in ask(Path(town.settings.database), sql, club.id) if row[0] not in REMINDERS)


async def days(town: World, n: float) -> None:
    await town.env.advance_time(n * DAY)


def row_of(town: World, club: Club, kind: str, section: int = 1) -> int:
    sql = "SELECT id FROM work WHERE club_id = ? AND kind = ? AND section = ? ORDER BY nth"
    return int(ask(Path(town.settings.database), sql, club.id, kind, section)[0][0])


def posts(town: World) -> list[HttpLogEntry]:
    return [one for one in town.env.http_requests if one.method == "POST" and "/channels/" in one.path]
