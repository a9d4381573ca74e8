"""A path goes day by day, and a plan's line goes from opening to meeting, so that the two can be compared."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.progress_path import by_day, due, line
from tests.presentation.plans import ADVENT, KARENINA, weekly

MONDAY = date(2026, 11, 16)
PLAN = line(weekly(KARENINA, 18, MONDAY, breaks=[ADVENT]))


def test_of_each_day_the_last_bookmark_counts() -> None:
    marks = [("2026-11-16T09:00", 0), ("2026-11-16T23:59", 3), ("2026-11-18T08:00", 9), ("2026-11-18T08:01", 4)]
    assert by_day((datetime.fromisoformat(at), position) for at, position in marks) == (
        (MONDAY, 3),
        (MONDAY + timedelta(2), 4),
    )


def test_a_plan_rises_from_the_opening_of_a_section_to_its_meeting() -> None:
    assert PLAN[:4] == (
        (MONDAY, 0),
        (MONDAY + timedelta(6), 13),
        (MONDAY + timedelta(7), 13),
        (MONDAY + timedelta(13), 26),
    )


def test_a_plan_stands_nowhere_before_its_start_and_at_the_end_after_its_last_meeting() -> None:
    assert due(PLAN, MONDAY - timedelta(1)) == 0
    assert due(PLAN, MONDAY) == 0
    assert due(PLAN, MONDAY + timedelta(3)) == 6, "13 chapters in six days, rounded down"
    assert due(PLAN, date(2027, 12, 1)) == KARENINA.last
    assert due((), MONDAY) is None


@given(st.integers(0, 200))
def test_a_plan_never_falls_and_never_leaves_the_book(day: int) -> None:
    today, tomorrow = (due(PLAN, MONDAY + timedelta(day + later)) for later in (0, 1))
    assert today is not None
    assert tomorrow is not None
    assert 0 <= today <= tomorrow <= KARENINA.last


def test_a_section_that_meets_on_the_day_it_opens_is_due_at_once() -> None:
    assert due(((MONDAY, 0), (MONDAY, 5), (MONDAY, 5), (MONDAY + timedelta(2), 7)), MONDAY) == 5
