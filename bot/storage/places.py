"""Reading everything a server's places are made of, once, so that the hot path asks no more."""

from typing import Any

from sqlalchemy import Row, func, select

from bot.domain.club import Club, Reader
from bot.domain.me import Habits
from bot.storage.database import Database
from bot.storage.me import habits_of
from bot.storage.schema import bookmarks, clubs, habits, readers
from bot.storage.work import aware


async def load(
    database: Database, guild_id: int
) -> tuple[dict[int, Club], dict[int, dict[int, Reader]], dict[int, Habits]]:
    """Return a server's clubs by id, their readers by club and user, and its members' habits by user."""
    latest = (
        select(func.max(bookmarks.c.id))
        .where(bookmarks.c.guild_id == guild_id)
        .group_by(bookmarks.c.club_id, bookmarks.c.user_id)
    )
    of_clubs = await database.single(select(clubs).where(clubs.c.guild_id == guild_id))
    of_readers = await database.single(
        select(readers, bookmarks.c.position, bookmarks.c.id)
        .join_from(
            readers,
            bookmarks,
            (bookmarks.c.club_id == readers.c.club_id)
            & (bookmarks.c.user_id == readers.c.user_id)
            & bookmarks.c.id.in_(latest),
        )
        .where(readers.c.guild_id == guild_id)
    )
    of_habits = await database.single(select(habits).where(habits.c.guild_id == guild_id))
    found = {row.id: _club(row) for row in of_clubs}
    reading: dict[int, dict[int, Reader]] = {club: {} for club in found}
    for row in of_readers:
        reading[row.club_id][row.user_id] = Reader(
            row.user_id, row.position, row.id, row.pages, unreminded=bool(row.unreminded)
        )
    return found, reading, {row.user_id: habits_of(row) for row in of_habits}


def _club(row: Row[Any]) -> Club:
    return Club(
        row.id,
        row.guild_id,
        row.channel_id,
        row.name,
        row.pack,
        row.language,
        card=row.card,
        staff_id=row.staff_id,
        mention_id=row.mention_id,
        mods_id=row.mods_id,
        reminders_allowed=row.reminders is not False,
        info_card=row.info_card,
        closed_at=row.closed_at and aware(row.closed_at),
    )
