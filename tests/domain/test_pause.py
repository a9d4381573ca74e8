"""A pause moves everything ahead together, prompts too; going on at once leaves no trace of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain import pause as pauses
from bot.domain.calendar import Break
from bot.domain.errors import LongPause, NothingAhead, NotPaused
from bot.domain.outline import Outline
from bot.domain.pace import Pace
from bot.domain.plan import Pause, Plan, Wishes, plan, shift
from bot.domain.work import occurrences

when = datetime.fromisoformat

OUTLINE = Outline("chapter", ((900,) * 20,))
WISHES = Wishes(date(2027, 1, 4), 6, time(19), "UTC", Pace("chapters", 4))
PLAN = Plan(WISHES, plan(OUTLINE, WISHES))
START = when("2027-01-01 00:00")
NOON = when("2027-01-13 12:00")
"""A Wednesday: section 2 was opened on Monday, and its prompts are on Tuesday and Thursday."""

moments = st.integers(0, 37 * 24 * 4).map(lambda quarters: START + timedelta(minutes=15 * quarters))


def test_a_pause_moves_what_is_ahead_and_tells_until_when() -> None:
    after, pause = pauses.begin(PLAN, NOON, 2)
    assert after.sections[:1] == PLAN.sections[:1]
    assert after.sections[1].opens == PLAN.sections[1].opens
    assert after.sections[1].meets == PLAN.sections[1].meets + timedelta(weeks=2)
    assert pause == after.pause == Pause(2, NOON)
    assert after.wishes.breaks == (Break(date(2027, 1, 14), date(2027, 1, 27)),)


def test_a_pause_before_the_hour_of_posting_keeps_that_day_s_question_back_too() -> None:
    after, _ = pauses.begin(PLAN, when("2027-01-14 08:59"), 1)
    assert after.wishes.breaks == (Break(date(2027, 1, 14), date(2027, 1, 20)),)
    after, _ = pauses.begin(PLAN, when("2027-01-14 09:00"), 1)
    assert after.wishes.breaks == (Break(date(2027, 1, 15), date(2027, 1, 21)),)


@given(moments, st.integers(1, 52))
def test_everything_ahead_moves_by_the_same_weeks_and_nothing_is_lost(now: datetime, weeks: int) -> None:
    after, _ = pauses.begin(PLAN, now, weeks)
    was = {(one.kind, one.section, one.nth): one.due for one in occurrences(PLAN)}
    is_ = {(one.kind, one.section, one.nth): one.due for one in occurrences(after)}
    assert was.keys() == is_.keys()
    ahead = {key: due for key, due in was.items() if due > now.replace(tzinfo=UTC)}
    assert {key: is_[key] for key in ahead} == {key: due + timedelta(weeks=weeks) for key, due in ahead.items()}


@given(moments, st.integers(1, 52))
def test_to_go_on_at_once_leaves_everything_as_it_was(now: datetime, weeks: int) -> None:
    assert pauses.end(pauses.begin(PLAN, now, weeks)[0], now) == PLAN


@given(moments, st.integers(1, 20), st.integers(0, 20 * 7 * 24))
def test_to_go_on_later_is_to_have_paused_for_fewer_weeks(now: datetime, weeks: int, hours: int) -> None:
    later = now + timedelta(hours=hours)
    assume(later < now + timedelta(weeks=weeks))
    after = pauses.end(pauses.begin(PLAN, now, weeks)[0], later)
    assert after.pause is None
    alike = [
        fewer
        for fewer in range(weeks + 1)
        if replace(pauses.begin(PLAN, now, fewer)[0] if fewer else PLAN, pause=None) == after
    ]
    assert alike
    assert all(moment > later for one in after.sections for moment in (one.opens, one.meets) if moment > now)


@given(moments, st.integers(1, 20), st.integers(1, 20), st.integers(0, 20 * 7 * 24))
def test_a_second_pause_makes_the_first_longer(now: datetime, weeks: int, more: int, hours: int) -> None:
    later = now + timedelta(hours=hours)
    assume(later < now + timedelta(weeks=weeks))
    assert pauses.begin(pauses.begin(PLAN, now, weeks)[0], later, more) == pauses.begin(PLAN, now, weeks + more)


def test_a_pause_that_is_over_cannot_be_ended_and_another_may_begin() -> None:
    first, _ = pauses.begin(PLAN, NOON, 1)
    later = NOON + timedelta(weeks=1)
    with pytest.raises(NotPaused):
        pauses.end(first, later)
    second, pause = pauses.begin(first, later, 1)
    assert pause == Pause(1, later)
    assert len(second.wishes.breaks) == 2
    assert second.sections == shift(first.sections, later, 1)


def test_a_club_that_does_not_rest_cannot_go_on() -> None:
    with pytest.raises(NotPaused):
        pauses.end(PLAN, NOON)


def test_a_pause_has_an_end() -> None:
    resting, _ = pauses.begin(PLAN, NOON, 52)
    with pytest.raises(LongPause):
        pauses.begin(resting, NOON, 1)


def test_when_the_last_meeting_is_over_there_is_nothing_to_pause() -> None:
    with pytest.raises(NothingAhead):
        pauses.begin(PLAN, PLAN.sections[-1].meets, 1)


def test_the_breaks_a_club_planned_stay() -> None:
    planned = Break(date(2027, 3, 1), date(2027, 3, 7))
    with_break = replace(PLAN, wishes=replace(WISHES, breaks=(planned,)))
    resting, _ = pauses.begin(with_break, NOON, 2)
    assert planned in resting.wishes.breaks
    assert pauses.end(resting, NOON).wishes.breaks == (planned,)
