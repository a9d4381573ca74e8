"""Opening clubs; joining and leaving them."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.domain.club import Club
from bot.storage.database import Database
from bot.storage.schema import bookmarks, cards, clubs, readers


async def open_club(
    database: Database,
    *,
    guild_id: int,
    channel_id: int,
    name: str,
    pack: str,
    language: str,
    by: int,
    now: datetime,
) -> Club | None:
    """Save a new club; return None where one meets in that channel already."""
    try:
        row = await database.single(
            insert(clubs)
            .values(
                guild_id=guild_id,
                channel_id=channel_id,
                name=name,
                pack=pack,
                language=language,
                opened_by=by,
                opened_at=now,
            )
            .returning(clubs.c.id)
        )
    except IntegrityError:
        return None
    return Club(int(row.scalar_one()), guild_id, channel_id, name, pack, language)


async def set_card(database: Database, guild_id: int, club_id: int, card: int) -> None:
    """Remember which message is a club's welcome card."""
    await database.single(update(clubs).where(clubs.c.guild_id == guild_id, clubs.c.id == club_id).values(card=card))


async def opener(database: Database, guild_id: int, club_id: int) -> int | None:
    """Return who opened a club, None where that is forgotten."""
    found = await database.single(select(clubs.c.opened_by).where(clubs.c.guild_id == guild_id, clubs.c.id == club_id))
    return found.scalar()


async def close_club(database: Database, guild_id: int, club_id: int) -> None:
    """Remove a club with all that belongs to it."""
    await database.single(delete(clubs).where(clubs.c.guild_id == guild_id, clubs.c.id == club_id))


async def join(database: Database, guild_id: int, club_id: int, user_id: int, position: int, now: datetime) -> int:
    """Make somebody a reader with a first bookmark; return its mark."""
    async with database.together() as connection:
        await connection.execute(
            insert(readers).values(club_id=club_id, user_id=user_id, guild_id=guild_id, joined_at=now)
        )
        row = await connection.execute(
            insert(bookmarks)
            .values(guild_id=guild_id, club_id=club_id, user_id=user_id, position=position, set_at=now)
            .returning(bookmarks.c.id)
        )
        return int(row.scalar_one())


async def leave(database: Database, guild_id: int, club_id: int, user_id: int) -> None:
    """Remove a reader with every bookmark they set in the club and their deck."""
    async with database.together() as connection:
        for table in (bookmarks, cards, readers):
            await connection.execute(
                delete(table).where(
                    table.c.guild_id == guild_id, table.c.club_id == club_id, table.c.user_id == user_id
                )
            )
