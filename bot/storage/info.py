"""The card of a club that is pinned: which message it is, and the one row of work that puts it right.

The row is there from the moment a moderator asks for the card, and waits for the next moment at which the card would
show something else. Whatever changes sooner brings it forward.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, insert, or_, update

from bot.domain.club import Club
from bot.domain.log import Line
from bot.domain.work import INFO, Occurrence, Task
from bot.storage import log
from bot.storage.database import Database
from bot.storage.schema import clubs, work
from bot.storage.work import row_of

ASKED = "asked"
"""What a row is about while a moderator's wish for the card is open."""


async def ask(database: Database, club: Club, line: Line) -> None:
    """Have a club's card posted and pinned, or put right where it is there, now.

    The row is a new one: a post is known by its row's number, and the card before may have been deleted.
    """
    now = Occurrence(INFO, 0, 0, line.at)
    async with database.together() as connection:
        await connection.execute(delete(work).where(_of(club.guild_id, club.id)))
        await connection.execute(insert(work).values(row_of(club.guild_id, club.id, now) | {"about": [ASKED]}))
        await log.add(connection, club.guild_id, club.id, line)


async def hasten(database: Database, guild_id: int, club_id: int, at: datetime) -> None:
    """Have a club's card put right at `at` (UTC) at the latest; of one that is forgotten nothing is to be done."""
    later = or_(work.c.state.in_(("taken", "done")), work.c.next_at > at)
    waits = update(work).where(_of(guild_id, club_id), later)
    await database.single(waits.values(state="waiting", due_at=at, next_at=at))


async def put_right(database: Database, one: Task, at: datetime | None) -> None:
    """Note that a row is done until `at` (UTC), None for good; what has brought it forward meanwhile counts."""
    mine = (work.c.guild_id == one.guild_id) & (work.c.id == one.id)
    unmoved = update(work).where(mine, work.c.due_at == one.due)
    async with database.together() as connection:
        await connection.execute(update(work).where(mine).values(about=[], tries=0))
        if at is None:
            await connection.execute(unmoved.values(state="done", next_at=None))
        else:
            await connection.execute(unmoved.values(state="waiting", due_at=at, next_at=at))


async def remember(database: Database, club: Club, message_id: int | None) -> None:
    """Remember which message is a club's card, None for one that is deleted."""
    mine = (clubs.c.guild_id == club.guild_id) & (clubs.c.id == club.id)
    await database.single(update(clubs).where(mine).values(info_card=message_id))


def _of(guild_id: int, club_id: int) -> ColumnElement[bool]:
    return and_(work.c.guild_id == guild_id, work.c.club_id == club_id, work.c.kind == INFO)
