"""Work follows a change of settings in the middle of a plan: what would be too late at once is nobody's loss."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.pace import Pace
from bot.domain.plan import Plan, Wishes, plan
from bot.domain.work import EVENT, OPENING, PROMPT, ROUND
from bot.storage import plan as plans
from bot.storage import work
from bot.storage.database import Database
from tests.storage.rows import ask

BOOK = Outline("chapter", ((100,) * 12,))
WISHES = Wishes(date(2026, 1, 5), 6, time(19), "Europe/London", Pace("chapters", 3))
PLAN = Plan(WISHES, plan(BOOK, WISHES))
"""Questions come on Tuesdays and Thursdays at nine."""
START = datetime(2026, 1, 1, tzinfo=UTC)
WEDNESDAY = datetime(2026, 1, 14, 12, tzinfo=UTC)
"""In the second week."""

when = datetime.fromisoformat


def rows(path: Path, kind: str, section: int) -> dict[int, tuple[str, datetime]]:
    """Return a section's rows of a kind: their state and due time, by their number."""
    sql = "SELECT nth, state, due_at FROM work WHERE kind = ? AND section = ? ORDER BY nth"
    return {nth: (state, datetime.fromisoformat(due)) for nth, state, due in ask(path, sql, kind, section)}


async def live(database: Database, club: Club, until: datetime) -> None:
    """Let a club read by its plan, and all that is due be done in time."""
    await plans.save(database, 1, club.id, PLAN, START)
    now = START
    while now <= until:
        for one in await work.claim(database, now, 64):
            await work.done(database, one, 500 + one.id, now)
        now += timedelta(hours=1)


async def settle(database: Database, club: Club, **changes: Any) -> None:
    """Change wishes or the rest of the plan on that Wednesday; `moved` are sections to look at again."""
    moved = changes.pop("moved", frozenset())
    wished = {name: changes.pop(name) for name in WISHES.__slots__ if name in changes}
    changed = replace(PLAN, wishes=replace(WISHES, **wished), **changes)
    await plans.save(database, 1, club.id, changed, WEDNESDAY, moved)


async def test_days_of_questions_that_are_past_are_not_made_up_for_and_not_called_left_out(
    database: Database, club: Club, path: Path
) -> None:
    await live(database, club, WEDNESDAY)
    await settle(database, club, prompt_days=frozenset({1, 2, 3, 4}))
    assert [state for state, _ in rows(path, PROMPT, 2).values()] == ["done", "waiting", "waiting", "waiting"]
    # Tuesday's was done, today's has come three hours ago, which a club's patience allows.
    assert [due.day for _, due in rows(path, PROMPT, 2).values()] == [13, 14, 15, 16]
    assert [(one.kind, one.nth) for one in await work.claim(database, WEDNESDAY, 64)] == [(PROMPT, 1)]
    assert ask(path, "SELECT * FROM work WHERE kind = 'notice' OR state = 'late'") == []


async def test_an_earlier_hour_leaves_out_nothing(database: Database, club: Club, path: Path) -> None:
    await live(database, club, WEDNESDAY - timedelta(days=1, hours=4))
    # On Tuesday at eight in the evening the question of nine in the morning is to have come twenty hours before.
    await plans.save(
        database, 1, club.id, replace(PLAN, wishes=replace(WISHES, posting=time(0))), WEDNESDAY - timedelta(hours=16)
    )
    assert rows(path, PROMPT, 2)[0][0] == "void"
    assert await work.claim(database, WEDNESDAY - timedelta(hours=16), 64) == ()


async def test_a_question_that_was_nothing_to_do_comes_when_it_gets_a_time_ahead(
    database: Database, club: Club, path: Path
) -> None:
    await live(database, club, WEDNESDAY)
    await settle(database, club, prompt_days=frozenset({1, 2}), patience=timedelta(hours=1))
    assert rows(path, PROMPT, 2)[1][0] == "void"
    await settle(database, club)
    assert rows(path, PROMPT, 2)[1] == ("waiting", when("2026-01-15 09:00"))
    assert [(one.kind, one.nth) for one in await work.claim(database, WEDNESDAY + timedelta(days=1), 64)] == [
        (PROMPT, 1)
    ]


@pytest.mark.parametrize(("kind", "change"), [(EVENT, {"events": True}), (ROUND, {"rounds": True})])
async def test_what_a_club_begins_in_the_middle_is_not_missed_for_the_sections_before(
    database: Database, club: Club, path: Path, kind: str, change: dict[str, bool]
) -> None:
    await live(database, club, WEDNESDAY)
    await settle(database, club, **change)
    assert [rows(path, kind, section)[0][0] for section in (1, 2, 3, 4)] == ["void", "waiting", "waiting", "waiting"]
    claimed = [(one.kind, one.section) for one in await work.claim(database, WEDNESDAY, 64)]
    assert claimed == ([(EVENT, 2)] if kind == EVENT else [])
    assert ask(path, "SELECT * FROM work WHERE kind = 'notice' OR state = 'late'") == []


async def test_events_that_a_club_no_longer_wants_are_not_made_again_when_their_meetings_move(
    database: Database, club: Club, path: Path
) -> None:
    await live(database, club, WEDNESDAY)
    await settle(database, club, events=True)
    [one] = await work.claim(database, WEDNESDAY, 64)
    await work.done(database, one, 77, WEDNESDAY)
    await settle(database, club, moved=frozenset({2}))
    assert rows(path, EVENT, 2)[0][0] == "done"
    assert rows(path, EVENT, 3) == {}
    assert await work.claim(database, WEDNESDAY, 64) == ()
    await settle(database, club, moved=frozenset({2, 3, 4}), events=True)
    assert [(one.section, one.made) for one in await work.claim(database, WEDNESDAY, 64)] == [(2, 77)]


async def test_what_was_left_undone_while_the_bot_was_away_is_still_to_be_judged(
    database: Database, club: Club, path: Path
) -> None:
    """Nothing is hushed up: a row that keeps its time comes up, late or not."""
    await plans.save(database, 1, club.id, PLAN, START)
    await settle(database, club, prompt_days=frozenset({1, 3, 4}))
    late = [(one.kind, one.section) for one in await work.claim(database, WEDNESDAY, 64)]
    assert (OPENING, 1) in late
    assert late.count((PROMPT, 1)) == 2
    assert rows(path, PROMPT, 1)[2][0] == "void"
