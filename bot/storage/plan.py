"""A club's plan: what its moderators wished for, its sections, and in step with them the work that falls due."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.log import Line
from bot.domain.pace import Pace
from bot.domain.plan import Break, Pause, Plan, Section, Wishes
from bot.domain.reminder import calls
from bot.domain.work import hopeless, occurrences
from bot.storage import log
from bot.storage import work as work_rows
from bot.storage.database import Database
from bot.storage.schema import plans, sections


async def load(database: Database, guild_id: int) -> dict[int, Plan]:
    """Return the plans of a server's clubs, by club."""
    of_plans = (await database.single(select(plans).where(plans.c.guild_id == guild_id))).all()
    if not of_plans:
        return {}
    of_sections = await database.single(
        select(sections).where(sections.c.guild_id == guild_id).order_by(sections.c.number)
    )
    held: defaultdict[int, list[Section]] = defaultdict(list)
    threads: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for row in of_sections:
        held[row.club_id].append(Section(row.number, row.first, row.last, row.opens, row.meets))
        if row.thread is not None:
            threads[row.club_id][row.number] = row.thread
    return {
        row.club_id: Plan(
            wishes=wishes_of(row.wishes),
            sections=tuple(held[row.club_id]),
            forum=row.forum,
            events=row.events,
            open_rounds=bool(row.open_rounds),
            rounds=bool(row.rounds),
            patience=timedelta(hours=row.patience),
            pause=Pause(row.paused_weeks, row.paused_since) if row.paused_weeks else None,
            threads=threads[row.club_id],
        )
        for row in of_plans
    }


async def save(
    database: Database,
    guild_id: int,
    club_id: int,
    plan: Plan,
    now: datetime,
    moved: frozenset[int] = frozenset(),
    line: Line | None = None,
) -> None:
    """Save a club's plan in place of the one before, and bring the work in step; `moved` are re-timed meetings.

    `line` tells which moderator's change it is, if it is one.
    """
    async with database.together() as connection:
        await put(connection, guild_id, club_id, plan, now, moved)
        if line is not None:
            await log.add(connection, guild_id, club_id, line)


async def put(
    connection: AsyncConnection, guild_id: int, club_id: int, plan: Plan, now: datetime, moved: frozenset[int]
) -> None:
    """Do the same in the caller's transaction."""
    row = {
        "wishes": wishes_to(plan.wishes),
        "forum": plan.forum,
        "events": plan.events,
        "open_rounds": plan.open_rounds,
        "rounds": plan.rounds,
        "patience": plan.patience // timedelta(hours=1),
        "paused_weeks": plan.pause.weeks if plan.pause else None,
        "paused_since": plan.pause.since if plan.pause else None,
    }
    mine = (plans.c.guild_id == guild_id) & (plans.c.club_id == club_id)
    wanted = occurrences(plan)
    if (await connection.execute(update(plans).where(mine).values(row))).rowcount == 0:
        await connection.execute(insert(plans).values(row | {"guild_id": guild_id, "club_id": club_id}))
    await connection.execute(delete(sections).where(sections.c.guild_id == guild_id, sections.c.club_id == club_id))
    await connection.execute(insert(sections), [_section(guild_id, club_id, plan, one) for one in plan.sections])
    await work_rows.follow(
        connection, guild_id, club_id, (*wanted, *calls(plan)), hopeless(plan, wanted, now), moved, now
    )


def _section(guild_id: int, club_id: int, plan: Plan, one: Section) -> dict[str, Any]:
    return {
        "guild_id": guild_id,
        "club_id": club_id,
        "number": one.number,
        "first": one.first,
        "last": one.last,
        "opens": one.opens,
        "meets": one.meets,
        "thread": plan.threads.get(one.number),
    }


async def set_thread(database: Database, guild_id: int, club_id: int, number: int, thread: int) -> None:
    """Remember which thread is a section's."""
    mine = (sections.c.guild_id == guild_id) & (sections.c.club_id == club_id) & (sections.c.number == number)
    await database.single(update(sections).where(mine).values(thread=thread))


def wishes_to(wishes: Wishes) -> dict[str, Any]:
    """Write wishes as plain values, times and dates in ISO 8601."""
    return {
        "start": wishes.start.isoformat(),
        "weekday": wishes.weekday,
        "meeting": wishes.meeting.isoformat(),
        "zone": wishes.zone,
        "pace": [wishes.pace.kind, wishes.pace.amount, wishes.pace.day and wishes.pace.day.isoformat()],
        "breaks": [[one.first.isoformat(), one.last.isoformat()] for one in wishes.breaks],
        "prompt_days": sorted(wishes.prompt_days),
        "posting": wishes.posting.isoformat(),
    }


def wishes_of(written: Mapping[str, Any]) -> Wishes:
    """Read wishes back from plain values."""
    kind, amount, day = written["pace"]
    return Wishes(
        start=date.fromisoformat(written["start"]),
        weekday=written["weekday"],
        meeting=time.fromisoformat(written["meeting"]),
        zone=written["zone"],
        pace=Pace(kind, amount, date.fromisoformat(day) if day else None),
        breaks=tuple(Break(date.fromisoformat(first), date.fromisoformat(last)) for first, last in written["breaks"]),
        prompt_days=frozenset(written["prompt_days"]),
        posting=time.fromisoformat(written["posting"]),
    )
