"""Asking for another pace: what was asked for survives its journey in a button, and what has opened stays."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import pause as pauses
from bot.domain.calendar import Break
from bot.domain.errors import Gone, NothingAhead, TooManyBreaks
from bot.domain.outline import Outline
from bot.domain.pace import Pace
from bot.domain.plan import Plan, Wishes, move_meeting, plan
from bot.domain.replan import MOST_BREAKS, Asked, breaks_ahead, moved, replanned, seen
from bot.presentation import ids

when = datetime.fromisoformat

OUTLINE = Outline("chapter", ((900,) * 20,))
WISHES = Wishes(date(2027, 1, 4), 6, time(19), "UTC", Pace("chapters", 4))
PLAN = Plan(WISHES, plan(OUTLINE, WISHES))
NOON = when("2027-01-13 12:00")
FASTER = Asked(Pace("weeks", 2), 2, time(18, 30), (), seen(PLAN))

days = st.dates(date(2026, 1, 1), date(2037, 12, 31))
paces = st.one_of(
    st.builds(Pace, st.sampled_from(("chapters", "weeks", "hours")), st.integers(1, 6_000)),
    st.builds(lambda day: Pace("by", day=day), days),
)
breaks = st.tuples(days, days).map(lambda ends: Break(min(ends), max(ends)))
asked = st.builds(
    Asked,
    paces,
    st.integers(0, 6),
    st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    st.lists(breaks, max_size=MOST_BREAKS).map(tuple),
    st.integers(0, 0xFFFF),
)


@given(asked)
def test_what_was_asked_for_comes_back_from_the_button_as_it_was(one: Asked) -> None:
    written = ids.DO(10**18 - 1, one.written())
    assert len(written) <= 100
    match = ids.DO.template.fullmatch(written)
    assert match
    assert Asked.read(match["asked"]) == one


@given(st.text("AZaz09_-", min_size=1, max_size=76))
def test_what_was_never_ours_is_refused_or_a_sound_wish(text: str) -> None:
    try:
        one = Asked.read(text)
    except Gone:
        return
    assert 0 <= one.weekday <= 6
    assert one.pace.amount > 0 or one.pace.day


def test_what_has_opened_stays_and_the_rest_is_laid_anew() -> None:
    after = replanned(OUTLINE, PLAN, FASTER, NOON)
    assert after.sections[:2] == PLAN.sections[:2]
    assert [(one.first, one.last) for one in after.sections[2:]] == [(9, 14), (15, 20)]
    assert {(one.meets.weekday(), one.meets.time()) for one in after.sections[2:]} == {(2, time(18, 30))}
    assert after.wishes.pace == FASTER.pace


def test_a_break_that_is_over_is_kept_and_those_ahead_are_those_asked_for() -> None:
    past, ahead, new = (Break(date(2027, m, 1), date(2027, m, 3)) for m in (1, 2, 3))
    there = replace(PLAN, wishes=replace(WISHES, breaks=(past, ahead)))
    assert breaks_ahead(there, NOON) == (ahead,)
    assert replanned(OUTLINE, there, replace(FASTER, breaks=(new,)), NOON).wishes.breaks == (past, new)


def test_while_a_club_rests_its_new_plan_begins_after_the_pause_and_going_on_brings_it_nearer() -> None:
    resting, pause = pauses.begin(PLAN, NOON, 4)
    after = replanned(OUTLINE, resting, FASTER, NOON + timedelta(days=1))
    assert breaks_ahead(resting, NOON) == ()
    assert after.wishes.breaks == resting.wishes.breaks
    assert all(one.opens > pause.until for one in after.sections[2:])
    on = pauses.end(after, NOON + timedelta(days=1))
    assert on.sections == replanned(OUTLINE, PLAN, FASTER, NOON).sections


def test_a_plan_paused_before_its_start_does_not_begin_while_the_club_rests() -> None:
    early = when("2027-01-02 12:00")
    resting, pause = pauses.begin(PLAN, early, 4)
    assert replanned(OUTLINE, resting, FASTER, early).sections[0].opens >= pause.until.replace(hour=0)


def test_once_all_has_opened_there_is_no_rest_to_change() -> None:
    with pytest.raises(NothingAhead):
        replanned(OUTLINE, PLAN, FASTER, PLAN.sections[-1].opens)


def test_more_breaks_than_a_button_can_carry_are_refused() -> None:
    day = date(2027, 5, 1)
    with pytest.raises(TooManyBreaks):
        replanned(OUTLINE, PLAN, replace(FASTER, breaks=(Break(day, day),) * (MOST_BREAKS + 1)), NOON)


def test_a_plan_that_was_changed_is_told_from_what_it_was() -> None:
    later = move_meeting(PLAN.sections, 3, PLAN.sections[2].meets + timedelta(hours=1), NOON)
    assert seen(replace(PLAN, sections=later)) != seen(PLAN)
    assert seen(pauses.begin(PLAN, NOON, 1)[0]) != seen(PLAN)
    assert seen(replace(PLAN, threads={1: 5})) == seen(PLAN)


def test_the_meetings_that_moved_are_named_those_that_came_or_went_too() -> None:
    later = move_meeting(PLAN.sections, 3, PLAN.sections[2].meets + timedelta(hours=1), NOON)
    assert moved(PLAN, replace(PLAN, sections=later)) == {3}
    assert moved(PLAN, replace(PLAN, sections=PLAN.sections[:4])) == {5}
    assert moved(PLAN, PLAN) == frozenset()
