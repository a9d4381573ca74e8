"""Past clubs: which club is meant beside them, whose readers go along, and what there is to look back at."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.club import MOST_CLUBS, Club, Reader, choose, followed, in_order, may_open
from bot.domain.errors import ClubsFull
from bot.domain.me import Habits
from bot.domain.outline import Outline
from bot.domain.pace import Pace
from bot.domain.past import ClubClosed, is_over, looked_back, still_open
from bot.domain.plan import Plan, Wishes, plan
from bot.domain.work import CLOSING_AFTER

BOOK = Outline("chapter", ((100,) * 12,))
WISHES = Wishes(date(2026, 1, 5), 6, time(19), "Asia/Ho_Chi_Minh", Pace("chapters", 3))
PLAN = Plan(WISHES, plan(BOOK, WISHES), threads={2: 22, 1: 21})
CLOSED = datetime(2026, 3, 1, tzinfo=UTC)
HALL, LIBRARY = 11, 12


def club(number: int, channel: int = HALL, *, closed: int | None = None, name: str = "Readers") -> Club:
    """Return a club, closed so many days after the first of March."""
    at = None if closed is None else CLOSED + timedelta(days=closed)
    return Club(number, 1, channel, name, "marked", "en", closed_at=at)


def of(*clubs: Club) -> dict[int, Club]:
    return {one.id: one for one in clubs}


def test_in_its_channel_the_present_club_is_meant_and_a_past_one_only_where_there_is_no_other() -> None:
    clubs = of(club(1, closed=1), club(2, closed=2), club(3), club(4, LIBRARY, closed=3))
    assert choose(clubs, (HALL,), frozenset({1, 2}), None).id == 3
    assert choose(clubs, (LIBRARY,), frozenset(), None).id == 4
    assert choose(of(club(1, closed=1), club(2, closed=2)), (HALL,), frozenset(), None).id == 2


def test_elsewhere_only_present_clubs_are_meant_unless_all_are_past() -> None:
    clubs = of(club(1, closed=1), club(2, LIBRARY))
    assert choose(clubs, (99,), frozenset({1}), None).id == 2
    assert choose(of(club(1, closed=1)), (99,), frozenset(), None).id == 1


def test_of_clubs_of_one_name_the_present_one_is_meant_and_each_by_its_number() -> None:
    clubs = of(club(1, closed=1), club(2, closed=2), club(3))
    assert choose(clubs, (), frozenset(), "readers").id == 3
    assert choose(clubs, (), frozenset(), "1").id == 1
    assert choose(of(club(1, closed=1), club(2, closed=2)), (), frozenset(), "Readers").id == 2


@given(st.lists(st.none() | st.integers(0, 5), max_size=8))
def test_the_present_stand_before_the_past_and_these_go_back_in_time(closed: list[int | None]) -> None:
    found = in_order([club(number, closed=days) for number, days in enumerate(closed, 1)])
    past = [one.closed_at is not None for one in found]
    assert past == sorted(past)
    times = [one.closed_at for one in found if one.closed_at]
    assert times == sorted(times, reverse=True)
    assert len(found) == len(closed)


def test_readers_go_along_from_the_last_past_club_of_the_same_channel() -> None:
    clubs = [club(1, closed=1), club(2, closed=2), club(3, LIBRARY, closed=9), club(4), club(5, closed=9)]
    assert followed(clubs, clubs[3]) == clubs[1]
    assert followed(clubs, clubs[1]) == clubs[0]
    assert followed(clubs, clubs[0]) is None
    assert followed([club(1), club(2)], club(2)) is None


def test_past_clubs_leave_room_for_present_ones() -> None:
    past = [club(number, closed=1) for number in range(100, 200)]
    full = [club(number) for number in range(MOST_CLUBS)]
    may_open([*past, *full[1:]], "One more")
    with pytest.raises(ClubsFull):
        may_open([*past, *full], "One more")


def test_a_club_is_over_when_it_has_met_for_the_last_time_and_had_time_to_talk() -> None:
    last = PLAN.sections[-1].meets
    assert not is_over(PLAN, last + CLOSING_AFTER - timedelta(minutes=1))
    assert is_over(PLAN, last + CLOSING_AFTER)
    assert not is_over(None, last)
    assert not is_over(replace(PLAN, sections=()), last)


def test_a_past_club_is_refused_by_its_name_and_a_present_one_is_not() -> None:
    assert still_open(club(1)) == club(1)
    with pytest.raises(ClubClosed) as refused:
        still_open(club(1, closed=1))
    assert refused.value.name == "Readers"


def test_a_look_back_tells_when_it_read_where_and_who_finished_but_for_who_hides() -> None:
    readers = [Reader(7, 12), Reader(5, 12), Reader(6, 12), Reader(4, 11)]
    found = looked_back(club(1, closed=1), {"en": "Emma"}, PLAN, readers, {6: Habits(hidden=True)}, 12)
    assert (found.begun, found.ended) == (datetime(2026, 1, 5, 2, tzinfo=UTC), datetime(2026, 2, 1, 12, tzinfo=UTC))
    assert (found.threads, found.readers, found.finished, found.by) == ((21, 22), 4, 3, (5, 7))


def test_a_club_that_was_closed_before_its_end_read_until_then_and_one_without_a_plan_has_no_beginning() -> None:
    early = replace(club(1), closed_at=datetime(2026, 1, 9, tzinfo=UTC))
    assert looked_back(early, None, PLAN, (), {}, None).ended == early.closed_at
    unplanned = looked_back(club(1, closed=1), None, None, [Reader(1, 5)], {}, None)
    assert (unplanned.begun, unplanned.threads, unplanned.finished, unplanned.by) == (None, (), None, ())
    never = replace(club(1), closed_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert looked_back(never, None, PLAN, (), {}, None).begun is None
    with pytest.raises(ValueError, match="Readers"):
        looked_back(club(1), None, PLAN, (), {}, None)
