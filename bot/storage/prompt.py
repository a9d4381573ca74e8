"""A club's own prompts: added by moderators, or suggested by members and decided on by moderators."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Delete, Row, Update, and_, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.config_change import Edits
from bot.domain.log import Line
from bot.domain.prompt import Own
from bot.storage import log
from bot.storage.database import Database
from bot.storage.schema_prompt import prompts

_COLUMNS = {"en": prompts.c.text_en, "vi": prompts.c.text_vi}


async def load(database: Database, guild_id: int, club_id: int) -> tuple[Own, ...]:
    """Return all of a club's own prompts, by chapter and then in the order in which they were made."""
    found = await database.single(select(prompts).where(_of(guild_id, club_id)).order_by(prompts.c.since, prompts.c.id))
    return tuple(map(_own, found))


async def suggest(
    database: Database, guild_id: int, club_id: int, by: int, since: int, text: Mapping[str, str], now: datetime
) -> int:
    """Save a prompt that waits for a moderator, and return its row; what was declined of the same member's goes."""
    async with database.together() as connection:
        await connection.execute(
            delete(prompts).where(_of(guild_id, club_id), prompts.c.made_by == by, prompts.c.declined_at.is_not(None))
        )
        values = {"guild_id": guild_id, "club_id": club_id, "since": since, "made_by": by, "made_at": now}
        made = await connection.execute(insert(prompts).values(values | _words(text)).returning(prompts.c.id))
        return int(made.scalar_one())


async def add(
    database: Database, guild_id: int, club_id: int, since: int, text: Mapping[str, str], told: Callable[[int], Line]
) -> int:
    """Save a prompt of a moderator's, which nobody needs to approve, and return its row.

    `told` is the line of the log for it, once its row is known.
    """
    line = told(0)
    values = {"guild_id": guild_id, "club_id": club_id, "since": since, "made_by": line.by, "made_at": line.at}
    approved = {"approved_by": line.by, "approved_at": line.at}
    async with database.together() as connection:
        made = await connection.execute(
            insert(prompts).values(values | approved | _words(text)).returning(prompts.c.id)
        )
        row = int(made.scalar_one())
        await log.add(connection, guild_id, club_id, told(row))
    return row


async def edit(
    database: Database, guild_id: int, club_id: int, row: int, since: int, text: Mapping[str, str], line: Line
) -> None:
    """Save another chapter and other words of a prompt."""
    new = {"since": since} | _words(text)
    await _change(database, guild_id, club_id, _one(guild_id, club_id, row).values(new), line)


async def approve(database: Database, guild_id: int, club_id: int, row: int, line: Line) -> None:
    """Note that a moderator approved a prompt, as the line of the log tells."""
    new = {"approved_by": line.by, "approved_at": line.at}
    await _change(database, guild_id, club_id, _one(guild_id, club_id, row).values(new), line)


async def decline(database: Database, guild_id: int, club_id: int, row: int, line: Line) -> None:
    """Delete the words of a prompt and note that it was declined, for whoever suggested it."""
    new = {"declined_at": line.at} | _words({})
    await _change(database, guild_id, club_id, _one(guild_id, club_id, row).values(new), line)


async def remove(database: Database, guild_id: int, club_id: int, row: int, line: Line) -> None:
    """Delete a prompt."""
    gone = delete(prompts).where(_of(guild_id, club_id), prompts.c.id == row)
    await _change(database, guild_id, club_id, gone, line)


async def take(connection: AsyncConnection, guild_id: int, club_id: int, edits: Edits, line: Line) -> None:
    """Save what becomes of a club's prompts by a file, in the caller's transaction; new ones are the importer's."""
    signed = {"guild_id": guild_id, "club_id": club_id, "made_by": line.by, "made_at": line.at}
    approved = {"approved_by": line.by, "approved_at": line.at}
    for one in edits.added:
        await connection.execute(insert(prompts).values(signed | approved | {"since": one.since} | _words(one.text)))
    for one in edits.changed:
        new = {"since": one.since} | _words(one.text)
        await connection.execute(update(prompts).where(_of(guild_id, club_id), prompts.c.id == one.row).values(new))
    gone = [one.row for one in edits.removed]
    await connection.execute(delete(prompts).where(_of(guild_id, club_id), prompts.c.id.in_(gone)))


async def _change(database: Database, guild_id: int, club_id: int, change: Update | Delete, line: Line) -> None:
    """Change one and write the line of the log, both or neither."""
    async with database.together() as connection:
        await connection.execute(change)
        await log.add(connection, guild_id, club_id, line)


def _of(guild_id: int, club_id: int) -> ColumnElement[bool]:
    return and_(prompts.c.guild_id == guild_id, prompts.c.club_id == club_id)


def _one(guild_id: int, club_id: int, row: int) -> Update:
    return update(prompts).where(_of(guild_id, club_id), prompts.c.id == row)


def _words(text: Mapping[str, str]) -> dict[str, str | None]:
    return {column.name: text.get(language) for language, column in _COLUMNS.items()}


def _own(row: Row[Any]) -> Own:
    text = {language: words for language, column in _COLUMNS.items() if (words := getattr(row, column.name))}
    suggested_by = row.made_by if row.made_by != row.approved_by else None
    return Own(row.id, row.since, suggested_by, row.approved_at is not None, text, row.declined_at is not None)
