"""What readers set for themselves, and forgetting all that is kept of them."""

from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, delete, false, insert, select, union, update

from bot.domain.me import Habits
from bot.domain.reminder import Wanted
from bot.storage.database import Database
from bot.storage.schema import (
    SIGNATURES,
    clubs,
    habits,
    metadata,
    questions,
    readers,
)
from bot.storage.schema_prompt import prompts

_OWN = [table for table in metadata.sorted_tables if "user_id" in table.c]


async def set_habits(database: Database, guild_id: int, user_id: int, new: Habits, *, known: bool) -> None:
    """Save a member's habits in a server; `known` says whether a row of theirs is there.

    Nothing is kept of somebody who has the usual ones.
    """
    mine = (habits.c.guild_id == guild_id) & (habits.c.user_id == user_id)
    wanted = new.wanted
    values = {
        "language": new.language,
        "hidden": new.hidden,
        "unranked": new.unranked,
        "zone": new.zone,
        "reminders": " ".join(sorted(wanted.kinds)) if wanted else None,
        "quiet_days": wanted.quiet if wanted else None,
        "asked_in": wanted.language if wanted else None,
        "streak": new.streak,
        "unreachable": new.unreachable,
    }
    if new == Habits():
        await database.single(delete(habits).where(mine))
    elif known:
        await database.single(update(habits).where(mine).values(values))
    else:
        await database.single(insert(habits).values(guild_id=guild_id, user_id=user_id, **values))


def habits_of(row: Row[Any]) -> Habits:
    """Read habits back from their row."""
    asked = row.reminders is not None
    wanted = Wanted(frozenset(row.reminders.split()), row.quiet_days, row.asked_in) if asked else None
    return Habits(
        row.language,
        row.hidden,
        unranked=bool(row.unranked),
        zone=row.zone,
        wanted=wanted,
        streak=bool(row.streak),
        unreachable=bool(row.unreachable),
    )


async def set_pages(database: Database, guild_id: int, club_id: int, user_id: int, pages: int | None) -> None:
    """Save how many pages a reader's edition has."""
    mine = (readers.c.guild_id == guild_id) & (readers.c.club_id == club_id) & (readers.c.user_id == user_id)
    await database.single(update(readers).where(mine).values(pages=pages))


async def servers(database: Database, user_id: int) -> tuple[int, ...]:
    """Return the servers in which anything is kept of somebody."""
    own = [select(table.c.guild_id).where(table.c.user_id == user_id) for table in _OWN]
    signed = [select(column.table.c.guild_id).where(column == user_id) for column in SIGNATURES]
    found = await database.single(union(*own, *signed))
    return tuple(sorted(row.guild_id for row in found))


async def forget(database: Database, guild_id: int, user_id: int, club_id: int | None = None) -> None:
    """Delete all that is somebody's own in a server, or in one club of it, and take their name off the rest.

    A question or prompt that nobody has approved is their own: no one uses it yet.
    """
    async with database.together() as connection:
        for table, author in ((questions, questions.c.proposed_by), (prompts, prompts.c.made_by)):
            waiting = and_(author == user_id, table.c.approved_at.is_(None))
            await connection.execute(delete(table).where(_rows(table, guild_id, club_id), waiting))
        for table in reversed(_OWN):
            where = _rows(table, guild_id, club_id)
            await connection.execute(delete(table).where(where, table.c.user_id == user_id))
        for column in SIGNATURES:
            where = _rows(column.table, guild_id, club_id)
            await connection.execute(update(column.table).where(where, column == user_id).values({column: None}))


def _rows(table: Table, guild_id: int, club_id: int | None) -> ColumnElement[bool]:
    """Return which rows of a table are a server's, or one club's; none are where a table knows no clubs."""
    if club_id is None:
        return table.c.guild_id == guild_id
    of_club = table.c.id if table is clubs else table.c.get("club_id")
    return false() if of_club is None else and_(table.c.guild_id == guild_id, of_club == club_id)
