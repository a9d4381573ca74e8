"""A club's own prompts: added by moderators, or suggested by members and decided on by moderators."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Update, and_, delete, insert, select, update

from bot.domain.prompt import Own
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
    database: Database, guild_id: int, club_id: int, by: int, since: int, text: Mapping[str, str], now: datetime
) -> int:
    """Save a prompt of a moderator's, which nobody needs to approve, and return its row."""
    values = {"guild_id": guild_id, "club_id": club_id, "since": since, "made_by": by, "made_at": now}
    approved = {"approved_by": by, "approved_at": now}
    made = await database.single(insert(prompts).values(values | approved | _words(text)).returning(prompts.c.id))
    return int(made.scalar_one())


async def edit(database: Database, guild_id: int, club_id: int, row: int, since: int, text: Mapping[str, str]) -> None:
    """Save another chapter and other words of a prompt."""
    await database.single(_one(guild_id, club_id, row).values({"since": since} | _words(text)))


async def approve(database: Database, guild_id: int, club_id: int, row: int, by: int, now: datetime) -> None:
    """Note that a moderator approved a prompt."""
    await database.single(_one(guild_id, club_id, row).values(approved_by=by, approved_at=now))


async def decline(database: Database, guild_id: int, club_id: int, row: int, now: datetime) -> None:
    """Delete the words of a prompt and note that it was declined, for whoever suggested it."""
    await database.single(_one(guild_id, club_id, row).values({"declined_at": now} | _words({})))


async def remove(database: Database, guild_id: int, club_id: int, row: int) -> None:
    """Delete a prompt."""
    await database.single(delete(prompts).where(_of(guild_id, club_id), prompts.c.id == row))


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
