"""Work that falls due: claiming a row, marking what became of it, and keeping the rows in step with a plan.

One process claims a row by moving its `next_at` to the end of a lease; where the process dies, the row comes up
again by itself. Nothing here looks at rows whose time has not come.
"""

import zlib
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    Update,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.reminder import A_DAY, HOURS
from bot.domain.work import EVENT, NOTICE, SKIPPED, UNPLANNED, Occurrence, Task
from bot.storage.database import Database
from bot.storage.schema import work

LEASE = timedelta(minutes=2)
"""How long a claimed row is left to whoever claimed it: longer than any request to Discord with all its retries."""
TOGETHER = timedelta(minutes=1)
"""How long a notice waits for more of what it tells of: after an outage there may be a heap."""
SELDOM = timedelta(days=1)
"""How long after one notice of what was left out the next may come."""

_NOTHING = {"state": "void", "next_at": None}
"""What stands in a row of which there is nothing to do."""

_first_due = (
    select(work.c.id)
    .where(work.c.next_at <= bindparam("now"))
    .order_by(work.c.next_at, work.c.id)
    .limit(bindparam("most"))
)
# The time is asked for twice: a server's other process that waited for the row must see that it is taken.
_CLAIM = (
    update(work)
    .where(work.c.id.in_(_first_due), work.c.next_at <= bindparam("now"))
    .values(
        next_at=bindparam("until"),
        state="taken",
        tries=work.c.tries + 1,
        begun_at=func.coalesce(work.c.begun_at, bindparam("now", type_=work.c.begun_at.type)),
    )
    .returning(work)
)
_NEXT = select(func.min(work.c.next_at))


async def claim(database: Database, now: datetime, most: int) -> tuple[Task, ...]:
    """Claim at most `most` rows that are due at `now` (UTC), in the order of their doing."""
    found = await database.single(_CLAIM, {"now": now, "most": most, "until": now + LEASE})
    return tuple(sorted((_task(row) for row in found), key=lambda one: (one.due, one.id)))


async def next_at(database: Database) -> datetime | None:
    """Return when the next row is to be looked at (UTC), None where there is none."""
    found = (await database.single(_NEXT)).scalar()
    return None if found is None else aware(found)


async def begun(database: Database, guild_id: int, task_id: int) -> Task | None:
    """Return a server's row of work if its time has come."""
    mine = select(work).where(work.c.guild_id == guild_id, work.c.id == task_id, work.c.tries > 0)
    found = (await database.single(mine)).first()
    return None if found is None else _task(found)


async def settle(database: Database, one: Task, keys: tuple[str, ...]) -> None:
    """Remember which prompts a row is about to post, so that it posts and tells the same ones for good."""
    await database.single(_mine(one).values(about=list(keys)))


async def asked(database: Database, one: Task) -> frozenset[str]:
    """Return which prompts the section of a row had on other days."""
    same = (work.c.club_id == one.club_id) & (work.c.kind == one.kind) & (work.c.section == one.section)
    other = select(work.c.about).where(work.c.guild_id == one.guild_id, same, work.c.nth != one.nth)
    found = await database.single(other.where(work.c.state == "done"))
    return frozenset(key for row in found for key in row.about or ())


async def made(database: Database, one: Task, what: int) -> None:
    """Remember the message that a row has made so far."""
    await database.single(_mine(one).values(made=what))


async def done(database: Database, one: Task, made: int | None, now: datetime) -> None:
    """Mark a row as done, with the message or event that it made: also where its plan has moved it meanwhile."""
    await database.single(_mine(one).values(state="done", next_at=None, made=made, ended_at=now))


async def again(database: Database, one: Task, at: datetime) -> None:
    """Have what was done looked at once more from `at` (UTC) on."""
    await database.single(_mine(one).values(state="waiting", next_at=at))


async def skip(database: Database, one: Task) -> None:
    """Mark a row as left undone, which nobody needs to know."""
    await database.single(_unmoved(one).values(state="void", next_at=None))


async def give_up(database: Database, one: Task, now: datetime) -> None:
    """Mark a row as left undone because it is too late, and have the moderators told, at most once a day."""
    async with database.together() as connection:
        undone = await connection.execute(_unmoved(one).values(state="late", next_at=None, ended_at=now))
        if undone.rowcount:
            notice = Occurrence(NOTICE, 0, int(now.timestamp()), now + TOGETHER)
            await _tell(connection, one, notice, (SKIPPED,), work.c.due_at > notice.due - SELDOM)


async def skipped(database: Database, notice: Task) -> int:
    """Return how many of a club's rows a notice tells of: those left undone from its making on."""
    since = notice.due - TOGETHER
    late = select(func.count()).where(
        work.c.guild_id == notice.guild_id,
        work.c.club_id == notice.club_id,
        work.c.state == "late",
        work.c.ended_at >= since,
    )
    return int((await database.single(late)).scalar_one())


async def later(database: Database, one: Task, at: datetime) -> None:
    """Let a row wait until `at` (UTC) for another try."""
    await database.single(_unmoved(one).values(state="waiting", next_at=at))


async def ready(database: Database, opening: Task, now: datetime) -> None:
    """Let come up what is due in a section and waited for its thread."""
    mine = (work.c.guild_id == opening.guild_id) & (work.c.club_id == opening.club_id)
    waited = (work.c.section == opening.section) & (work.c.state == "waiting") & (work.c.due_at <= now)
    await database.single(update(work).where(mine, waited, work.c.next_at > now).values(next_at=now))


async def hold(database: Database, one: Task, at: datetime, about: tuple[str, ...], now: datetime) -> None:
    """Let a row wait until `at` for the moderators, who are told what it is about once for each section."""
    notice = Occurrence(NOTICE, one.section, zlib.crc32(" ".join(about).encode()), now)
    async with database.together() as connection:
        held = await connection.execute(_unmoved(one).values(state="waiting", next_at=at))
        if held.rowcount:
            await _tell(connection, one, notice, about, work.c.nth == notice.nth)


async def _tell(
    connection: AsyncConnection, one: Task, notice: Occurrence, about: tuple[str, ...], same: ColumnElement[bool]
) -> None:
    """Add a notice unless the club has one about its section that is the `same`."""
    there = select(work.c.id).where(
        work.c.club_id == one.club_id, work.c.kind == NOTICE, work.c.section == notice.section, same
    )
    if (await connection.execute(there)).first() is None:
        await connection.execute(
            insert(work).values(row_of(one.guild_id, one.club_id, notice) | {"about": list(about)})
        )


async def add(
    connection: AsyncConnection,
    guild_id: int,
    club_id: int,
    wanted: Iterable[Occurrence],
    about: tuple[str, ...] | None = None,
) -> None:
    """Add work that no plan asks for, and what is to be known for it, in the caller's transaction."""
    known = {} if about is None else {"about": list(about)}
    await connection.execute(insert(work), [row_of(guild_id, club_id, one) | known for one in wanted])


async def hasten(connection: AsyncConnection, guild_id: int, club_id: int, wanted: Occurrence) -> None:
    """Let such work fall due at another time, in the caller's transaction, unless it is done."""
    mine = (work.c.guild_id == guild_id) & (work.c.club_id == club_id) & (work.c.ended_at.is_(None))
    same = (work.c.kind == wanted.kind) & (work.c.section == wanted.section) & (work.c.nth == wanted.nth)
    await connection.execute(update(work).where(mine, same).values(due_at=wanted.due, next_at=wanted.due))


async def follow(
    connection: AsyncConnection,
    guild_id: int,
    club_id: int,
    wanted: Iterable[Occurrence],
    past: AbstractSet[Occurrence],
    moved: frozenset[int],
    now: datetime,
) -> None:
    """Bring a club's rows in step with its plan, in the caller's transaction.

    What was done stays done; what waits gets its new time or goes; so does what is being done at this moment, which
    counts if it is not done after all. Of what is `past` already there is nothing to do, until it gets another time
    once more: it was not left out. Of a section in `moved`, whose meeting has a new time, the event is looked at
    again while the plan has its meetings among the events. Readers are reminded again where the time for it is
    another; reminders that are on their way are looked at when they go.
    """
    of_club = (work.c.guild_id == guild_id) & (work.c.club_id == club_id)
    followed = of_club & work.c.kind.not_in(UNPLANNED) & work.c.user_id.is_(None)
    rows = (await connection.execute(select(work).where(followed))).all()
    there = {(row.kind, row.section, row.nth): row for row in rows}
    asked = {(one.kind, one.section, one.nth): one for one in wanted}
    gone = [row.id for key, row in there.items() if key not in asked and row.state == "waiting"]
    new = [
        row_of(guild_id, club_id, one) | (_NOTHING if one in past else {})
        for key, one in asked.items()
        if key not in there
    ]
    retimed = [
        (row, one)
        for key, one in asked.items()
        if (row := there.get(key)) and row.state in ("waiting", "taken", "void") and aware(row.due_at) != one.due
    ]
    anew = [
        (row, one)
        for key, one in asked.items()
        if (row := there.get(key)) and one.kind in (A_DAY, HOURS) and aware(row.due_at) != one.due
    ]
    if gone:
        await connection.execute(delete(work).where(of_club, work.c.id.in_(gone)))
    if new:
        await connection.execute(insert(work), new)
    at: BindParameter[datetime] = bindparam("due")
    to_its_time = update(work).where(of_club, work.c.id == bindparam("row")).values(due_at=at, next_at=at)
    if retimed:
        await connection.execute(to_its_time, [{"row": row.id, "due": one.due} for row, one in retimed])
        idle = [row.id for row, one in retimed if row.state == "void" and one not in past]
        await connection.execute(update(work).where(of_club, work.c.id.in_(idle)).values(state="waiting"))
        late = [row.id for row, one in retimed if one in past]
        await connection.execute(update(work).where(of_club, work.c.id.in_(late)).values(_NOTHING))
    if anew:
        await connection.execute(
            to_its_time.values(state="waiting"), [{"row": row.id, "due": one.due} for row, one in anew]
        )
        told = of_club & work.c.kind.in_((A_DAY, HOURS)) & work.c.section.in_({one.section for _, one in anew})
        await connection.execute(delete(work).where(told, work.c.user_id.is_not(None)))
    if moved := moved & {section for kind, section, _ in asked if kind == EVENT}:
        event = of_club & (work.c.kind == EVENT) & (work.c.state == "done") & work.c.section.in_(moved)
        await connection.execute(update(work).where(event).values(state="waiting", next_at=now))


def _mine(one: Task) -> Update:
    return update(work).where(work.c.guild_id == one.guild_id, work.c.id == one.id)


def _unmoved(one: Task) -> Update:
    """Change a row unless its plan has given it another time since it was claimed."""
    return _mine(one).where(work.c.due_at == one.due)


def row_of(guild_id: int, club_id: int, one: Occurrence) -> dict[str, Any]:
    """Return the row of a piece of work that waits."""
    return {
        "guild_id": guild_id,
        "club_id": club_id,
        "kind": one.kind,
        "section": one.section,
        "nth": one.nth,
        "due_at": one.due,
        "next_at": one.due,
        "state": "waiting",
        "tries": 0,
    }


def _task(row: Row[Any]) -> Task:
    about = tuple(row.about or ())
    due, begun = aware(row.due_at), aware(row.begun_at)
    return Task(
        row.id,
        row.guild_id,
        row.club_id,
        row.kind,
        row.section,
        row.nth,
        due,
        row.tries,
        begun,
        made=row.made,
        about=about,
        user_id=row.user_id,
    )


def aware(moment: datetime) -> datetime:
    """Return a moment with its zone, which SQLite leaves out."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
