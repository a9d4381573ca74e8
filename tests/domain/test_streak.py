"""Streaks: which local days somebody read on, and how many of them hang together."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.streak import FREEZES, days_read, streak

ZONES = ("Asia/Ho_Chi_Minh", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "Europe/London", "UTC")
TODAY = date(2026, 3, 31)
DAY = timedelta(days=1)

days_ago = st.frozensets(st.integers(0, 40)).map(lambda ago: frozenset(TODAY - n * DAY for n in ago))


def read(pattern: str) -> frozenset[date]:
    """Return the days marked x in a line of days, of which the last is today."""
    return frozenset(TODAY - ago * DAY for ago, sign in enumerate(reversed(pattern)) if sign == "x")


@pytest.mark.parametrize(
    ("pattern", "days"),
    [
        ("", 0),
        ("x", 1),
        ("xxx", 3),
        ("xxx-", 3),
        ("xxx--", 3),
        ("xxx---", 3),
        ("xxx----", 0),
        ("x-x-x", 3),
        ("xx--xxx", 5),
        ("xx---xxx", 3),
        ("x-x-x-x", 3),
        ("x--xxxxx--x", 7),
        ("x--xxxx--x", 5),
        ("xxxxxx-xxxxxx-xxxxxx-xxxxxx", 24),
    ],
)
def test_two_days_off_in_seven_do_not_break_a_streak_and_three_do(pattern: str, days: int) -> None:
    assert streak(read(pattern), TODAY) == days


def _by_hand(read: frozenset[date], today: date) -> int:
    """Try every day on which the streak may have begun, with every seven days since."""
    until = today if today in read else today - DAY
    best = 0
    for first in read:
        span = [first + n * DAY for n in range((until - first).days + 1)]
        weeks = [span[n : n + 7] for n in range(len(span))]
        if all(sum(day not in read for day in week) <= FREEZES for week in weeks):
            best = max(best, sum(day in read for day in span))
    return best


@given(days_ago)
def test_a_streak_is_the_longest_run_up_to_today_in_which_no_seven_days_have_three_off(days: frozenset[date]) -> None:
    assert streak(days, TODAY) == _by_hand(days, TODAY)


@given(days_ago, st.integers(0, 40))
def test_reading_on_one_day_more_never_shortens_a_streak(days: frozenset[date], ago: int) -> None:
    assert streak(days | {TODAY - ago * DAY}, TODAY) >= streak(days, TODAY)


@given(days_ago.filter(lambda days: TODAY not in days))
def test_a_day_that_is_not_over_takes_nothing_away(days: frozenset[date]) -> None:
    assert streak(days | {TODAY}, TODAY) == streak(days, TODAY) + 1


def test_only_going_forward_counts_as_reading_and_joining_does_not() -> None:
    at = [datetime(2026, 3, day, 12, tzinfo=UTC) for day in range(1, 7)]
    path = list(zip((0, 2, 2, 1, 2, 0), at, strict=True))
    assert days_read(path, "UTC") == {date(2026, 3, 2), date(2026, 3, 5)}
    assert days_read(path[:1], "UTC") == frozenset()
    assert days_read([(5, at[0])], "UTC") == frozenset(), "the row that one joins with may stand alone"


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("Asia/Ho_Chi_Minh", datetime(2026, 3, 1, 17, tzinfo=UTC), date(2026, 3, 2)),
        ("America/New_York", datetime(2026, 3, 1, 4, 59, tzinfo=UTC), date(2026, 2, 28)),
        ("America/New_York", datetime(2026, 7, 1, 4, tzinfo=UTC), date(2026, 7, 1)),
        ("Pacific/Apia", datetime(2026, 3, 1, 11, tzinfo=UTC), date(2026, 3, 2)),
    ],
)
def test_days_are_those_of_the_readers_own_clock(zone: str, moment: datetime, day: date) -> None:
    assert days_read([(0, moment), (1, moment)], zone) == {day}


@given(
    first=st.dates(date(2024, 1, 1), date(2030, 12, 1)),
    hours=st.lists(st.tuples(st.integers(0, 23), st.integers(0, 59)), min_size=1, max_size=20),
    zone=st.sampled_from(ZONES),
)
def test_who_reads_on_every_local_day_at_any_hour_has_them_all_also_when_the_clocks_change(
    first: date, hours: list[tuple[int, int]], zone: str
) -> None:
    clock = ZoneInfo(zone)
    at = [
        datetime(day.year, day.month, day.day, hour, minute, tzinfo=clock).astimezone(UTC)
        for day, (hour, minute) in ((first + n * DAY, time) for n, time in enumerate(hours))
    ]
    days = days_read([(0, at[0]), *enumerate(at, start=1)], zone)
    assert streak(days, first + (len(hours) - 1) * DAY) == len(hours)
