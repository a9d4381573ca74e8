"""What readers set for themselves: language, privacy, the edition on their table."""

from sqlalchemy import delete, insert, update

from bot.domain.me import Habits
from bot.storage.database import Database
from bot.storage.schema import habits, readers


async def set_habits(database: Database, guild_id: int, user_id: int, new: Habits) -> None:
    """Save a member's habits in a server; nothing is kept of somebody who has the usual ones."""
    async with database.together() as connection:
        await connection.execute(delete(habits).where(habits.c.guild_id == guild_id, habits.c.user_id == user_id))
        if new != Habits():
            await connection.execute(
                insert(habits).values(guild_id=guild_id, user_id=user_id, language=new.language, hidden=new.hidden)
            )


async def set_pages(database: Database, guild_id: int, club_id: int, user_id: int, pages: int | None) -> None:
    """Save how many pages a reader's edition has."""
    async with database.together() as connection:
        await connection.execute(
            update(readers)
            .where(readers.c.guild_id == guild_id, readers.c.club_id == club_id, readers.c.user_id == user_id)
            .values(pages=pages)
        )
