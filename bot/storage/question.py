"""A club's own questions: proposed by readers, approved or deleted by moderators."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, insert, select, update

from bot.domain.log import Line
from bot.domain.question import Own, Words
from bot.storage import log
from bot.storage.database import Database
from bot.storage.schema import questions


async def add(database: Database, guild_id: int, club_id: int, by: int, since: int, words: Words, now: datetime) -> int:
    """Save a question that waits for a moderator, and return its row."""
    row = await database.single(
        insert(questions)
        .values(
            guild_id=guild_id,
            club_id=club_id,
            since=since,
            text=words.text,
            right=words.right,
            wrong=list(words.wrong),
            why=words.why,
            proposed_by=by,
            proposed_at=now,
        )
        .returning(questions.c.id)
    )
    return int(row.scalar_one())


async def waiting(database: Database, guild_id: int, club_id: int, user_id: int) -> int:
    """Return how many questions of somebody's wait in a club."""
    mine = and_(_of(guild_id, club_id), questions.c.proposed_by == user_id, questions.c.approved_at.is_(None))
    return int((await database.single(select(func.count()).select_from(questions).where(mine))).scalar_one())


async def approved(database: Database, guild_id: int, club_id: int) -> tuple[Own, ...]:
    """Return a club's approved questions, in the order in which they were proposed."""
    where = and_(_of(guild_id, club_id), questions.c.approved_at.is_not(None))
    return tuple(map(_own, await database.single(select(questions).where(where).order_by(questions.c.id))))


async def count(database: Database, guild_id: int, club_id: int) -> tuple[int, int]:
    """Return how many of a club's questions wait, and how many are approved."""
    every, done = func.count(questions.c.id).label("every"), func.count(questions.c.approved_at).label("done")
    row = (await database.single(select(every, done).where(_of(guild_id, club_id)))).one()
    return row.every - row.done, row.done


async def some(database: Database, guild_id: int, club_id: int, first: int, most: int) -> tuple[Own, ...]:
    """Return `most` of a club's questions from the number `first` on: those that wait before those approved."""
    found = await database.single(
        select(questions)
        .where(_of(guild_id, club_id))
        .order_by(questions.c.approved_at.is_not(None), questions.c.id)
        .offset(first)
        .limit(most)
    )
    return tuple(map(_own, found))


async def find(database: Database, guild_id: int, club_id: int, row: int) -> Own | None:
    """Return one of a club's questions, None where it has none of that number."""
    found = (await database.single(select(questions).where(_of(guild_id, club_id), questions.c.id == row))).first()
    return None if found is None else _own(found)


async def approve(database: Database, guild_id: int, club_id: int, row: int, line: Line) -> None:
    """Note that a moderator approved a question, as the line of the log tells."""
    new = {"approved_by": line.by, "approved_at": line.at}
    async with database.together() as connection:
        await connection.execute(update(questions).where(_of(guild_id, club_id), questions.c.id == row).values(new))
        await log.add(connection, guild_id, club_id, line)


async def remove(database: Database, guild_id: int, club_id: int, row: int, line: Line) -> None:
    """Delete a question that a moderator declined or removed, as the line of the log tells."""
    async with database.together() as connection:
        await connection.execute(delete(questions).where(_of(guild_id, club_id), questions.c.id == row))
        await log.add(connection, guild_id, club_id, line)


def _of(guild_id: int, club_id: int) -> ColumnElement[bool]:
    return and_(questions.c.guild_id == guild_id, questions.c.club_id == club_id)


def _own(row: Row[Any]) -> Own:
    words = Words(row.text, row.right, tuple(row.wrong), row.why)
    return Own(row.id, row.since, row.proposed_by, row.approved_at is not None, words)
