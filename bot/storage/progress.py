"""Writing bookmarks: one row each time somebody sets theirs."""

from datetime import UTC, datetime

from sqlalchemy import bindparam, delete, insert, select

from bot.storage.database import Database
from bot.storage.schema import bookmarks

# The two statements of the hot path are built once: building one costs as much as carrying it out.

_PUT = (
    insert(bookmarks)
    .values({name: bindparam(name) for name in ("guild_id", "club_id", "user_id", "position", "set_at")})
    .returning(bookmarks.c.id)
)

_earlier = bookmarks.alias()
_before = (
    select(_earlier.c.id)
    .where(_earlier.c.guild_id == bindparam("guild"), _earlier.c.club_id == bindparam("club"))
    .where(_earlier.c.user_id == bindparam("user"), _earlier.c.id < bindparam("mark"))
    .order_by(_earlier.c.id.desc())
    .limit(1)
)
_TAKE_BACK = (
    delete(bookmarks)
    .where(bookmarks.c.guild_id == bindparam("guild"), bookmarks.c.club_id == bindparam("club"))
    .where(bookmarks.c.user_id == bindparam("user"), bookmarks.c.id == bindparam("mark"))
    .where(_before.exists())
    .returning(
        _before.scalar_subquery().label("mark"),
        _before.with_only_columns(_earlier.c.position).scalar_subquery().label("position"),
    )
)


async def put(database: Database, guild_id: int, club_id: int, user_id: int, position: int, now: datetime) -> int:
    """Save a bookmark and return the number of its row, the reader's mark."""
    values = {
        "guild_id": guild_id,
        "club_id": club_id,
        "user_id": user_id,
        "position": position,
        "set_at": now,
    }
    return int((await database.single(_PUT, values)).scalar_one())


async def take_back(database: Database, guild_id: int, club_id: int, user_id: int, mark: int) -> tuple[int, int] | None:
    """Remove the bookmark `mark` if an earlier one is there; return the earlier mark and its position."""
    values = {"guild": guild_id, "club": club_id, "user": user_id, "mark": mark}
    found = (await database.single(_TAKE_BACK, values)).first()
    return None if found is None else (int(found.mark), int(found.position))


async def path(database: Database, guild_id: int, club_id: int, user_id: int) -> tuple[tuple[datetime, int], ...]:
    """Return every bookmark of a reader in the order of setting: when (UTC), and the position."""
    found = await database.single(
        select(bookmarks.c.set_at, bookmarks.c.position)
        .where(bookmarks.c.guild_id == guild_id, bookmarks.c.club_id == club_id, bookmarks.c.user_id == user_id)
        .order_by(bookmarks.c.id)
    )
    # SQLite gives a moment back without its zone.
    return tuple((row.set_at.replace(tzinfo=row.set_at.tzinfo or UTC), int(row.position)) for row in found)
