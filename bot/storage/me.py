"""What readers set for themselves: language, privacy, the edition on their table."""

from sqlalchemy import delete, insert, update

from bot.domain.me import Habits
from bot.storage.database import Database
from bot.storage.schema import habits, readers


async def set_habits(database: Database, guild_id: int, user_id: int, new: Habits, *, known: bool) -> None:
    """Save a member's habits in a server; `known` says whether a row of theirs is there.

    Nothing is kept of somebody who has the usual ones.
    """
    mine = (habits.c.guild_id == guild_id) & (habits.c.user_id == user_id)
    values = {"language": new.language, "hidden": new.hidden}
    if new == Habits():
        await database.single(delete(habits).where(mine))
    elif known:
        await database.single(update(habits).where(mine).values(values))
    else:
        await database.single(insert(habits).values(guild_id=guild_id, user_id=user_id, **values))


async def set_pages(database: Database, guild_id: int, club_id: int, user_id: int, pages: int | None) -> None:
    """Save how many pages a reader's edition has."""
    mine = (readers.c.guild_id == guild_id) & (readers.c.club_id == club_id) & (readers.c.user_id == user_id)
    await database.single(update(readers).where(mine).values(pages=pages))
