"""The log of what moderators changed: written with the change itself, read page by page, kept for a while."""

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, and_, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.log import Line
from bot.storage.database import Database
from bot.storage.schema import changes


async def add(connection: AsyncConnection, guild_id: int, club_id: int, line: Line) -> None:
    """Write a line in the caller's transaction: it stands if the change does."""
    await connection.execute(
        insert(changes).values(
            guild_id=guild_id,
            club_id=club_id,
            changed_by=line.by,
            changed_at=line.at,
            what=line.what,
            before=dict(line.before),
            after=dict(line.after),
        )
    )


async def count(database: Database, guild_id: int, club_id: int) -> int:
    """Return how many lines a club's log has."""
    found = await database.single(select(func.count(changes.c.id)).where(_of(guild_id, club_id)))
    return int(found.scalar_one())


async def some(database: Database, guild_id: int, club_id: int, first: int, most: int) -> tuple[Line, ...]:
    """Return `most` lines of a club's log from the number `first` on, the newest being number 0."""
    found = await database.single(
        select(changes).where(_of(guild_id, club_id)).order_by(changes.c.id.desc()).offset(first).limit(most)
    )
    return tuple(
        Line(
            row.changed_by, row.changed_at.replace(tzinfo=row.changed_at.tzinfo or UTC), row.what, row.before, row.after
        )
        for row in found
    )


async def drop(database: Database, before: datetime) -> None:
    """Delete what was written earlier, in every server."""
    await database.single(delete(changes).where(changes.c.changed_at < before))


def _of(guild_id: int, club_id: int) -> ColumnElement[bool]:
    return and_(changes.c.guild_id == guild_id, changes.c.club_id == club_id)
