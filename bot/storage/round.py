"""Rounds: one row each, with who is in them and what they chose."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Table,
    and_,
    bindparam,
    cast,
    delete,
    false,
    func,
    insert,
    select,
    update,
)

from bot.domain.round import OVER, Round
from bot.domain.score import Tally
from bot.storage.database import Database
from bot.storage.schema import answers, players, rounds

# The statements of the hot path are built once: building one costs as much as carrying it out.

_CHOOSE = insert(answers).values(
    {name: bindparam(name) for name in ("round_id", "turn", "user_id", "guild_id", "club_id", "since", "choice")}
)
_CHANGE = (
    update(answers)
    .where(answers.c.guild_id == bindparam("guild"), answers.c.round_id == bindparam("round"))
    .where(answers.c.turn == bindparam("which"), answers.c.user_id == bindparam("user"))
    .values(choice=bindparam("chosen"))
)


async def begin(database: Database, new: Round) -> int:
    """Save a round that begins and return the number of its row."""
    row = await database.single(
        insert(rounds)
        .values(
            guild_id=new.guild_id,
            club_id=new.club_id,
            channel_id=new.channel_id,
            started_by=new.started_by,
            work_id=new.work_id,
            begun_at=new.begun,
            first=new.first,
            last=new.last,
            horizon=new.horizon,
            seconds=new.seconds,
            asked=list(new.keys),
            turn=new.turn,
            phase=new.phase,
            due_at=new.due,
        )
        .returning(rounds.c.id)
    )
    return int(row.scalar_one())


async def find(database: Database, one: Round) -> Round | None:
    """Return a round as it is saved, None where it is not there any more."""
    row = (await database.single(select(rounds).where(_this(one)))).first()
    return None if row is None else _round(row)


async def of_work(database: Database, guild_id: int, work_id: int) -> bool:
    """Return whether a row of work has had its round begin."""
    mine = select(rounds.c.id).where(rounds.c.guild_id == guild_id, rounds.c.work_id == work_id)
    return (await database.single(mine)).first() is not None


async def posted(database: Database, one: Round, message_id: int) -> None:
    """Remember the message that is a round's card."""
    await database.single(update(rounds).where(_this(one)).values(message_id=message_id))


async def save(database: Database, one: Round, answer: int | None = None) -> None:
    """Save a round's phase. Where the `answer` to its question is told now, write who was right.

    A question that is never told, since the round ends before, is as if nobody had answered it.
    """
    async with database.together() as connection:
        phase = {"turn": one.turn, "phase": one.phase, "due_at": one.due}
        await connection.execute(update(rounds).where(_this(one)).values(phase))
        if answer is not None:
            asked = and_(_of(answers, one), answers.c.turn == one.turn)
            await connection.execute(update(answers).where(asked).values(right=answers.c.choice == answer))
        if one.phase == OVER:
            await connection.execute(delete(answers).where(_of(answers, one), answers.c.right.is_(None)))


async def close(database: Database, one: Round) -> None:
    """Note that nothing of a round is left to show."""
    await database.single(update(rounds).where(_this(one)).values(closed=True))


async def join(database: Database, one: Round, user_id: int) -> None:
    """Let somebody be in a round, who is not yet."""
    await database.single(insert(players).values(round_id=one.id, user_id=user_id, **_where(one)))


async def choose(database: Database, one: Round, user_id: int, since: int, choice: int) -> None:
    """Save what somebody chose for the question that is being asked, on the chapter `since`, for the first time."""
    values = {"round_id": one.id, "turn": one.turn, "user_id": user_id, "since": since, "choice": choice}
    await database.single(_CHOOSE, values | _where(one))


async def change(database: Database, one: Round, user_id: int, choice: int) -> None:
    """Save another choice in place of the one that somebody made before."""
    values = {"guild": one.guild_id, "round": one.id, "which": one.turn, "user": user_id, "chosen": choice}
    await database.single(_CHANGE, values)


async def servers(database: Database, guild_ids: Iterable[int]) -> tuple[int, ...]:
    """Return which of these servers have rounds of which something is left to show."""
    open_ = await database.single(select(rounds.c.guild_id).where(rounds.c.closed.is_(false())).distinct())
    return tuple(sorted({row.guild_id for row in open_}.intersection(guild_ids)))


async def under_way(database: Database, guild_id: int) -> tuple[Round, ...]:
    """Return the rounds of a server of which something is left to show."""
    mine = select(rounds).where(rounds.c.closed.is_(false()), rounds.c.guild_id == guild_id)
    return tuple(map(_round, await database.single(mine.order_by(rounds.c.id))))


async def people(database: Database, one: Round) -> tuple[set[int], dict[int, int]]:
    """Return who is in a round, and what each chose for the question that is being asked or told."""
    inside = await database.single(select(players.c.user_id).where(_of(players, one)))
    before = await database.single(select(answers.c.user_id).where(_of(answers, one)).distinct())
    mine = select(answers.c.user_id, answers.c.choice).where(_of(answers, one), answers.c.turn == one.turn)
    chosen = {row.user_id: row.choice for row in await database.single(mine)}
    return {row.user_id for row in (*inside, *before)}, chosen


async def last_keys(database: Database, guild_id: int, club_id: int, most: int) -> frozenset[str]:
    """Return the keys of what a club's last rounds asked."""
    mine = select(rounds.c.asked).where(rounds.c.guild_id == guild_id, rounds.c.club_id == club_id)
    found = await database.single(mine.order_by(rounds.c.id.desc()).limit(most))
    return frozenset(key for row in found for key in row.asked)


async def tallies(database: Database, one: Round) -> tuple[Tally, ...]:
    """Return of everybody who answered in a round how many of their answers were right."""
    right = func.sum(cast(answers.c.right, Integer)).label("good")
    mine = select(answers.c.user_id, right, func.count().label("all")).where(_of(answers, one))
    found = await database.single(mine.where(answers.c.right.is_not(None)).group_by(answers.c.user_id))
    return tuple(Tally(row.user_id, int(row.good), row.all) for row in found)


def _where(one: Round) -> dict[str, int]:
    return {"guild_id": one.guild_id, "club_id": one.club_id}


def _this(one: Round) -> ColumnElement[bool]:
    return and_(rounds.c.guild_id == one.guild_id, rounds.c.id == one.id)


def _of(table: Table, one: Round) -> ColumnElement[bool]:
    return and_(table.c.guild_id == one.guild_id, table.c.round_id == one.id)


def _round(row: Row[Any]) -> Round:
    return Round(
        id=row.id,
        guild_id=row.guild_id,
        club_id=row.club_id,
        channel_id=row.channel_id,
        started_by=row.started_by,
        work_id=row.work_id,
        begun=_aware(row.begun_at),
        first=row.first,
        last=row.last,
        horizon=row.horizon,
        seconds=row.seconds,
        keys=tuple(row.asked),
        turn=row.turn,
        phase=row.phase,
        due=_aware(row.due_at) if row.due_at else None,
        message_id=row.message_id,
    )


def _aware(moment: datetime) -> datetime:
    """SQLite gives a moment back without its zone."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
