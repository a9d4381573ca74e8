"""Writing bookmarks: one row each time somebody sets theirs."""

from datetime import datetime

from sqlalchemy import delete, insert, select

from bot.storage.database import Database
from bot.storage.schema import bookmarks


async def put(database: Database, guild_id: int, club_id: int, user_id: int, position: int, now: datetime) -> int:
    """Save a bookmark and return the number of its row, the reader's mark."""
    async with database.single() as connection:
        row = await connection.execute(
            insert(bookmarks)
            .values(guild_id=guild_id, club_id=club_id, user_id=user_id, position=position, set_at=now)
            .returning(bookmarks.c.id)
        )
        return int(row.scalar_one())


async def take_back(database: Database, guild_id: int, club_id: int, user_id: int, mark: int) -> tuple[int, int] | None:
    """Remove the bookmark `mark` if an earlier one is there; return the earlier mark and its position."""
    mine = (bookmarks.c.guild_id == guild_id) & (bookmarks.c.club_id == club_id) & (bookmarks.c.user_id == user_id)
    async with database.together() as connection:
        earlier = (
            await connection.execute(
                select(bookmarks.c.id, bookmarks.c.position)
                .where(mine, bookmarks.c.id < mark)
                .order_by(bookmarks.c.id.desc())
                .limit(1)
            )
        ).first()
        if earlier is None:
            return None
        await connection.execute(delete(bookmarks).where(mine, bookmarks.c.id == mark))
        return int(earlier.id), int(earlier.position)
