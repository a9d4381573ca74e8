"""The path of a bookmark, which tells on which days somebody read."""

from datetime import datetime

from sqlalchemy import select

from bot.storage.database import Database
from bot.storage.schema import bookmarks
from bot.storage.work import aware


async def path(database: Database, guild_id: int, club_id: int, user_id: int) -> tuple[tuple[int, datetime], ...]:
    """Return the positions that a reader's bookmark was set to in a club, each with its moment (UTC), in order."""
    found = await database.single(
        select(bookmarks.c.position, bookmarks.c.set_at)
        .where(bookmarks.c.guild_id == guild_id, bookmarks.c.club_id == club_id, bookmarks.c.user_id == user_id)
        .order_by(bookmarks.c.id)
    )
    return tuple((row.position, aware(row.set_at)) for row in found)
