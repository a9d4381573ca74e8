"""Servers that removed the bot: a row says since when, and a purge leaves nothing of them."""

import logging
from datetime import datetime

from sqlalchemy import delete, insert, select, union
from sqlalchemy.exc import IntegrityError

from bot.storage.database import Database
from bot.storage.schema import departures, metadata

log = logging.getLogger(__name__)

_OF_SERVERS = [table for table in metadata.sorted_tables if "guild_id" in table.c]


async def note(database: Database, guild_id: int, now: datetime) -> None:
    """Note that a server removed the bot; one noted already keeps its day."""
    try:
        await database.single(insert(departures).values(guild_id=guild_id, left_at=now))
    except IntegrityError:
        log.debug("Server %d was noted before.", guild_id)


async def take_back(database: Database, guild_id: int) -> None:
    """Forget that a server had removed the bot."""
    await database.single(delete(departures).where(departures.c.guild_id == guild_id))


async def away(database: Database) -> frozenset[int]:
    """Return the servers that removed the bot."""
    found = await database.single(select(departures.c.guild_id))
    return frozenset(row.guild_id for row in found)


async def stored(database: Database) -> frozenset[int]:
    """Return the servers of which anything is kept but their departure."""
    kept = (select(table.c.guild_id) for table in _OF_SERVERS if table is not departures)
    found = await database.single(union(*kept))
    return frozenset(row.guild_id for row in found)


async def due(database: Database, before: datetime) -> tuple[int, ...]:
    """Return the servers that removed the bot no later than `before`."""
    found = await database.single(select(departures.c.guild_id).where(departures.c.left_at <= before))
    return tuple(row.guild_id for row in found)


async def purge(database: Database, guild_id: int, before: datetime) -> bool:
    """Delete every row of a server that is due; return whether it still was when the deletion began."""
    async with database.together() as connection:
        claimed = await connection.execute(
            delete(departures).where(departures.c.guild_id == guild_id, departures.c.left_at <= before)
        )
        if claimed.rowcount == 0:
            return False
        for table in reversed(_OF_SERVERS):
            await connection.execute(delete(table).where(table.c.guild_id == guild_id))
    log.info("Server %d removed the bot long ago; everything of it is deleted.", guild_id)
    return True
