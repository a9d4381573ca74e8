"""What readers shared: one row for each card, which its button names."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, insert, select, update

from bot.domain.share import Shared, Subject
from bot.storage.database import Database
from bot.storage.schema import shares


async def add(database: Database, guild_id: int, new: Shared, now: datetime) -> int:
    """Save a share that is not posted yet; return the number of its row."""
    row = await database.single(
        insert(shares)
        .values(
            guild_id=guild_id,
            club_id=new.club_id,
            channel_id=new.channel_id,
            shared_by=new.by,
            kind=new.subject.kind,
            which=new.subject.which,
            position=new.position,
            shared_at=now,
        )
        .returning(shares.c.id)
    )
    return int(row.scalar_one())


async def lately(database: Database, guild_id: int, new: Shared, after: datetime) -> Shared | None:
    """Return the share of the same by the same in the same place, made later than `after`."""
    found = await database.single(
        select(shares)
        .where(shares.c.guild_id == guild_id, shares.c.shared_by == new.by, shares.c.shared_at > after)
        .where(shares.c.club_id == new.club_id, shares.c.channel_id == new.channel_id)
        .where(shares.c.kind == new.subject.kind, shares.c.which == new.subject.which)
        .where(shares.c.position == new.position)
    )
    row = found.first()
    return _shared(row) if row else None


async def find(database: Database, guild_id: int, share_id: int) -> Shared | None:
    """Return a server's share; None where it has no such one."""
    row = (await database.single(select(shares).where(_one(guild_id, share_id)))).first()
    return _shared(row) if row else None


async def posted(database: Database, guild_id: int, share_id: int, message_id: int) -> None:
    """Remember the message that a share was posted as."""
    await database.single(update(shares).where(_one(guild_id, share_id)).values(message_id=message_id))


async def remove(database: Database, guild_id: int, share_id: int) -> None:
    """Remove a share that could not be posted."""
    await database.single(delete(shares).where(_one(guild_id, share_id)))


def _one(guild_id: int, share_id: int) -> ColumnElement[bool]:
    return and_(shares.c.guild_id == guild_id, shares.c.id == share_id)


def _shared(row: Row[Any]) -> Shared:
    subject = Subject(row.kind, row.which)
    return Shared(row.id, row.club_id, row.channel_id, row.shared_by, subject, row.position, row.message_id)
