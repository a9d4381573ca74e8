"""Reminders: a row of work for each reader who is to get one, made when its moment has come and never ahead of it.

The row stays when it is done, as the mark that its reader has been reminded, for as long as that matters.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, insert, select, update

from bot.domain.reminder import KINDS, QUIET, Errand
from bot.domain.work import Occurrence
from bot.storage.database import Database
from bot.storage.schema import bookmarks, readers, work
from bot.storage.work import aware, row_of

RESTING = 0
"""What stands for the section of a reminder about a bookmark that rests: it comes once, whatever section is read."""


async def send_out(
    database: Database, guild_id: int, club_id: int, kind: str, section: int, errands: Iterable[Errand]
) -> None:
    """Add a piece of work for each errand that its reader has none of yet."""
    async with database.together() as connection:
        there = select(work.c.nth).where(_of(guild_id, club_id), work.c.kind == kind, work.c.section == section)
        sent = {row.nth for row in await connection.execute(there)}
        new = [
            row_of(guild_id, club_id, Occurrence(kind, section, one.nth, one.due)) | {"user_id": one.user_id}
            for one in errands
            if one.nth not in sent
        ]
        if new:
            await connection.execute(insert(work), new)


async def forget_sections(database: Database, guild_id: int, club_id: int, before: int) -> None:
    """Delete the marks of sections `before` one: they have met, so that nobody is reminded of them any more."""
    over = and_(_of(guild_id, club_id), work.c.kind.in_(KINDS), work.c.section < before)
    await database.single(delete(work).where(over))


async def forget_moved(database: Database, guild_id: int, club_id: int, marks: Collection[int]) -> None:
    """Delete what tells of bookmarks that have rested and moved since: all but those in `marks`."""
    rested = and_(_of(guild_id, club_id), work.c.kind == QUIET)
    found = await database.single(select(work.c.id, work.c.nth).where(rested))
    if moved := [row.id for row in found if row.nth not in marks]:
        await database.single(delete(work).where(rested, work.c.id.in_(moved)))


async def set_at(
    database: Database, guild_id: int, club_id: int, marks: Collection[int], before: datetime
) -> dict[int, datetime]:
    """Return when those of the bookmarks `marks` were set that were set no later than `before`, in UTC."""
    mine = (bookmarks.c.guild_id == guild_id) & (bookmarks.c.club_id == club_id)
    found = await database.single(
        select(bookmarks.c.id, bookmarks.c.set_at).where(mine, bookmarks.c.id.in_(marks), bookmarks.c.set_at <= before)
    )
    return {row.id: aware(row.set_at) for row in found}


async def set_unreminded(database: Database, guild_id: int, club_id: int, user_id: int, *, unreminded: bool) -> None:
    """Save whether a reader wants no reminders of a club's book."""
    mine = (readers.c.guild_id == guild_id) & (readers.c.club_id == club_id) & (readers.c.user_id == user_id)
    await database.single(update(readers).where(mine).values(unreminded=unreminded))


def _of(guild_id: int, club_id: int) -> ColumnElement[bool]:
    """Return which rows are reminders of a club's readers."""
    return and_(work.c.guild_id == guild_id, work.c.club_id == club_id, work.c.user_id.is_not(None))
