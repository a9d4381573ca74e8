"""Rows of work: claimed by one at a time, kept in step with their plan, done once."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, text

from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.pace import Pace
from bot.domain.plan import Plan, Wishes, move_meeting, plan, shift
from bot.domain.reminder import REMINDERS
from bot.domain.work import EVENT, GATHERING, MISSING, NOTICE, OPENING, PROMPT, SKIPPED, Task
from bot.storage import plan as plans
from bot.storage import schema, work
from bot.storage.database import Database, open_database
from tests.storage.rows import ask

BOOK = Outline("chapter", ((100,) * 12,))
WISHES = Wishes(date(2026, 1, 5), 6, time(19), "Europe/London", Pace("chapters", 3))
PLAN = Plan(WISHES, plan(BOOK, WISHES), events=True)
START = datetime(2026, 1, 1, tzinfo=UTC)
MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
ROWS = 4 * 5 + 1


async def planned(database: Database, club: Club, plan: Plan = PLAN, moved: frozenset[int] = frozenset()) -> None:
    """Save a plan with what it has the bot post; calls for reminders have tests of their own."""
    await plans.save(database, club.guild_id, club.id, plan, START, moved)
    await database.single(delete(schema.work).where(schema.work.c.kind.in_(REMINDERS)))


async def claimed(database: Database, at: datetime, most: int = 64) -> list[tuple[str, int, int]]:
    return [(one.kind, one.section, one.nth) for one in await work.claim(database, at, most)]


async def first(database: Database, at: datetime = MONDAY) -> Task:
    return (await work.claim(database, at, 1))[0]


def states(path: Path) -> dict[tuple[str, int, int], str]:
    rows = ask(path, "SELECT kind, section, nth, state FROM work")
    return {(kind, section, nth): state for kind, section, nth, state in rows}


async def notices(path: Path) -> list[tuple[int, str]]:
    return ask(path, "SELECT section, about FROM work WHERE kind = 'notice' ORDER BY id")


async def test_nothing_is_claimed_before_its_time_and_then_in_the_order_of_its_doing(
    database: Database, club: Club
) -> None:
    await planned(database, club)
    assert await work.next_at(database) == MONDAY
    assert await claimed(database, MONDAY - timedelta(microseconds=1)) == []
    assert await claimed(database, MONDAY) == [(OPENING, 1, 0), (EVENT, 1, 0)]
    assert await claimed(database, MONDAY) == []


async def test_what_is_claimed_comes_up_again_when_its_lease_runs_out_and_knows_when_it_was_begun(
    database: Database, club: Club
) -> None:
    await planned(database, club)
    late = MONDAY + timedelta(minutes=7)
    one = await first(database, late)
    assert (one.tries, one.begun, one.due, one.made) == (1, late, MONDAY, None)
    await work.made(database, one, 4711)
    assert [t.id for t in await work.claim(database, late + work.LEASE - timedelta(microseconds=1), 64)] != [one.id]
    [again, _] = await work.claim(database, late + 2 * work.LEASE, 64)
    assert (again.id, again.tries, again.begun, again.made) == (one.id, 2, late, 4711)


async def test_no_more_is_claimed_than_asked_for_the_earliest_first(
    database: Database, club: Club, other_club: Club
) -> None:
    later = replace(WISHES, posting=time(10))
    await planned(database, club, replace(PLAN, wishes=later, sections=plan(BOOK, later)))
    await planned(database, other_club)
    assert [one.club_id for one in await work.claim(database, TUESDAY, 2)] == [other_club.id] * 2


async def test_two_processes_that_claim_at_once_never_get_the_same_row(path: Path, database: Database) -> None:
    from tests.storage.conftest import opened

    for channel in range(100, 140):
        await planned(database, await opened(database, 1, channel))
    async with open_database(str(path)) as other:
        got = await asyncio.gather(*(work.claim(one, TUESDAY, 3) for one in (database, other) * 25))
    ids = [one.id for some in got for one in some]
    assert len(ids) == len(set(ids)) == 120


async def test_what_is_done_stays_done_whatever_the_plan_becomes(database: Database, club: Club, path: Path) -> None:
    await planned(database, club)
    await work.done(database, await first(database), 4711, MONDAY)
    later = replace(PLAN, sections=shift(PLAN.sections, datetime(2026, 1, 1), 5))  # noqa: DTZ001 - a local time
    await planned(database, club, later)
    await planned(database, club, replace(PLAN, sections=PLAN.sections[:1]))
    await planned(database, club)
    assert states(path)[OPENING, 1, 0] == "done"
    assert len(states(path)) == ROWS
    assert ask(path, "SELECT made FROM work WHERE kind = 'opening' AND section = 1") == [(4711,)]
    assert (OPENING, 1, 0) not in await claimed(database, MONDAY + timedelta(days=99))


async def test_what_waits_gets_its_new_time_or_goes(database: Database, club: Club, path: Path) -> None:
    await planned(database, club)
    week = timedelta(weeks=1)
    later = replace(PLAN, sections=shift(PLAN.sections, datetime(2026, 1, 1), 1))  # noqa: DTZ001 - a local time
    await planned(database, club, later)
    assert await work.next_at(database) == MONDAY + week
    await planned(database, club, replace(later, sections=later.sections[:2], events=False))
    assert {section for _, section, _ in states(path)} == {1, 2}
    assert EVENT not in {kind for kind, *_ in states(path)}
    assert await claimed(database, MONDAY) == []
    assert await claimed(database, MONDAY + week) == [(OPENING, 1, 0)]


async def test_what_is_being_done_while_its_plan_moves_counts_if_it_is_done_and_else_gets_its_new_time(
    database: Database, club: Club, path: Path
) -> None:
    await planned(database, club)
    [opening, event] = await work.claim(database, MONDAY, 2)
    later = replace(PLAN, sections=shift(PLAN.sections, datetime(2026, 1, 1), 1))  # noqa: DTZ001 - a local time
    await planned(database, club, later)
    await work.done(database, opening, 4711, MONDAY)
    await work.later(database, event, MONDAY + timedelta(seconds=30))
    await work.hold(database, event, MONDAY + timedelta(minutes=15), (MISSING,), MONDAY)
    await work.give_up(database, event, MONDAY)
    assert states(path)[OPENING, 1, 0] == "done"
    assert await work.next_at(database) == MONDAY + timedelta(weeks=1)
    assert await notices(path) == []
    [again] = await work.claim(database, MONDAY + timedelta(weeks=1), 1)
    assert (again.id, again.begun) == (event.id, MONDAY), (
        "what may have been posted is looked for from its first try on"
    )


async def test_the_event_of_a_moved_meeting_is_looked_at_again_with_what_it_made(
    database: Database, club: Club
) -> None:
    await planned(database, club)
    for one in await work.claim(database, MONDAY, 2):
        await work.done(database, one, 4711, MONDAY)
    to = datetime(2026, 1, 10, 20)  # noqa: DTZ001 - a local time
    moved = replace(PLAN, sections=move_meeting(PLAN.sections, 1, to, datetime(2026, 1, 5, 10)))  # noqa: DTZ001
    await planned(database, club, moved, moved=frozenset({1}))
    [event] = await work.claim(database, MONDAY, 64)
    assert (event.kind, event.made, event.tries) == (EVENT, 4711, 2)


async def test_a_plan_that_is_saved_unchanged_changes_no_row(database: Database, club: Club, path: Path) -> None:
    await planned(database, club)
    one = await first(database)
    await work.later(database, one, TUESDAY)
    before = ask(path, "SELECT * FROM work ORDER BY id")
    await planned(database, club)
    assert ask(path, "SELECT * FROM work ORDER BY id") == before


async def test_each_clubs_rows_are_its_own(
    database: Database, club: Club, other_club: Club, foreign_club: Club, path: Path
) -> None:
    for one in (club, other_club, foreign_club):
        await planned(database, one)
    await planned(database, club, replace(PLAN, sections=PLAN.sections[:1]))
    counts = ask(path, "SELECT club_id, count(*) FROM work GROUP BY club_id ORDER BY club_id")
    assert counts == [(club.id, 6), (other_club.id, ROWS), (foreign_club.id, ROWS)]


async def test_moderators_are_told_once_for_each_section_and_trouble(
    database: Database, club: Club, path: Path
) -> None:
    await planned(database, club)
    for at in (MONDAY, MONDAY + timedelta(days=2), MONDAY + timedelta(days=7)):
        for one in await work.claim(database, at, 64):
            await work.hold(database, one, at + timedelta(minutes=15), (MISSING, "5", "send_messages"), at)
    trouble = '["missing", "5", "send_messages"]'
    assert await notices(path) == [(1, trouble), (2, trouble)]
    one = await first(database, MONDAY + timedelta(days=8))
    await work.hold(database, one, TUESDAY, (MISSING, "5", "create_events"), TUESDAY)
    assert len(await notices(path)) == 3


async def test_one_notice_tells_of_all_that_was_left_out_together(database: Database, club: Club, path: Path) -> None:
    await planned(database, club)
    # Midnight comes between: it is one outage all the same.
    back = datetime(2026, 1, 19, 23, 59, 59, 900_000, tzinfo=UTC)
    rows = [one for one in await work.claim(database, back, 64) if one.section < 3]
    for n, one in enumerate(rows):
        await work.give_up(database, one, back + timedelta(milliseconds=30 * n))
    assert await notices(path) == [(0, '["skipped"]')]
    [notice] = [one for one in await work.claim(database, back + work.TOGETHER, 64) if one.kind == NOTICE]
    assert notice.about == (SKIPPED,)
    assert await work.skipped(database, notice) == len(rows) == 10


async def test_what_is_left_out_another_day_is_told_and_counted_anew(
    database: Database, club: Club, other_club: Club, path: Path
) -> None:
    await planned(database, club)
    await planned(database, other_club)
    for at in (MONDAY, MONDAY + timedelta(days=2)):
        for one in await work.claim(database, at, 64):
            if one.kind != NOTICE:
                await work.give_up(database, one, at)
    told = [one for one in await work.claim(database, at + timedelta(days=1), 64) if one.kind == NOTICE]
    counts = [(one.club_id, await work.skipped(database, one)) for one in told]
    assert counts[-2:] == [(club.id, 1), (other_club.id, 1)]
    assert len(await notices(path)) == 4


async def test_a_button_finds_only_its_own_servers_rows_whose_time_has_come(database: Database, club: Club) -> None:
    await planned(database, club)
    one = await first(database)
    found = await work.begun(database, 1, one.id)
    assert found is not None
    assert found.kind == OPENING
    assert await work.begun(database, 2, one.id) is None
    assert await work.begun(database, 1, one.id + 2) is None


async def test_a_row_that_another_server_names_is_not_touched(database: Database, club: Club, path: Path) -> None:
    await planned(database, club)
    one = replace(await first(database), guild_id=2)
    await work.done(database, one, 1, MONDAY)
    await work.skip(database, one)
    await work.give_up(database, one, MONDAY)
    assert states(path)[OPENING, 1, 0] == "taken"
    assert await notices(path) == []


@pytest.mark.parametrize("statement", [work._CLAIM, work._NEXT])
async def test_looking_for_what_is_due_looks_at_the_index_only(database: Database, statement: object) -> None:
    written = str(statement.compile(database._engine, compile_kwargs={"render_postcompile": True}))  # type: ignore[attr-defined]
    count = written.count("?")
    async with database.together() as connection:
        values = ("2026-01-01",) * (count - 2) + ("9", "2026-01-01")
        plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {written}", values[:count])
        steps = [row.detail for row in plan]
    assert any("ix_work_next_at" in step for step in steps), steps
    assert not any(step.startswith("SCAN work") and "INDEX" not in step for step in steps), steps
    assert not any("TEMP B-TREE" in step for step in steps), steps


async def test_gatherings_and_questions_are_rows_of_their_own(database: Database, club: Club, path: Path) -> None:
    await planned(database, club)
    assert {key for key in states(path) if key[1] == 1} == {
        (OPENING, 1, 0),
        (EVENT, 1, 0),
        (PROMPT, 1, 0),
        (PROMPT, 1, 1),
        (GATHERING, 1, 0),
    }
    async with database.together() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM work"))).scalar_one() == ROWS
