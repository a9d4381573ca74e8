"""A plan bends: it pauses, goes on, moves and is paced anew, and neither crosses itself nor touches the past."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import NoSuchSection, TooSoon, WouldCross
from bot.domain.outline import Outline
from bot.domain.plan import (
    Pace,
    Pause,
    Wishes,
    move_meeting,
    move_opening,
    plan,
    repace,
    resume,
    shift,
)
from tests.domain.test_plan import (
    ANNA,
    DAY,
    MONDAYS,
    WEEK,
    Plan,
    assert_in_order,
    chapters,
    moments,
    outlines,
    plans,
    some_time,
    when,
    wishes,
)


def test_a_pause_moves_what_lies_ahead_and_leaves_what_is_past() -> None:
    sections = plan(ANNA, MONDAYS)
    shifted = shift(sections, when("2027-01-14 12:00"), 2)
    assert shifted[0] == sections[0]
    assert shifted[1].opens == sections[1].opens
    assert shifted[1].meets == when("2027-02-01 19:00")
    assert shifted[2].opens == when("2027-02-02 09:00")


@given(plans, st.data(), st.integers(0, 12))
def test_to_resume_at_once_undoes_a_pause(sections: Plan, data: st.DataObject, weeks: int) -> None:
    now = some_time(data, sections)
    ahead = sections[-1].meets > now
    assert resume(shift(sections, now, weeks), now, weeks) == (sections, weeks if ahead else 0)


@given(plans, st.data(), st.integers(1, 12))
def test_pausing_and_resuming_keep_the_order_the_chapters_and_the_past(
    sections: Plan, data: st.DataObject, weeks: int
) -> None:
    paused_at, resumed_at = sorted(some_time(data, sections) for _ in range(2))
    paused = shift(sections, paused_at, weeks)
    resumed, taken = resume(paused, resumed_at, weeks)
    assert 0 <= taken <= weeks
    for before, after, now in ((sections, paused, paused_at), (paused, resumed, resumed_at)):
        assert_in_order(after)
        assert chapters(after) == chapters(sections)
        assert all(
            kept == moved if kept <= now else moved > now
            for kept, moved in zip(moments(before), moments(after), strict=True)
        )


@given(plans, st.data(), st.integers(1, 12))
def test_resuming_takes_back_no_week_less_than_it_can(sections: Plan, data: st.DataObject, weeks: int) -> None:
    now = some_time(data, sections)
    _, taken = resume(sections, now, weeks)
    ahead = [moment for moment in moments(sections) if moment > now]
    assert taken == weeks or not ahead or min(ahead) - (taken + 1) * WEEK <= now


def test_a_club_that_resumes_halfway_gets_the_weeks_back_that_are_left() -> None:
    sections = plan(ANNA, MONDAYS)
    paused = shift(sections, when("2027-01-14 12:00"), 4)
    resumed, taken = resume(paused, when("2027-01-26 12:00"), 4)
    assert taken == 2
    assert resumed[1].meets == when("2027-02-01 19:00")


def test_a_pause_holds_from_its_moment_for_whole_weeks() -> None:
    pause = Pause(2, when("2027-01-14 12:00"))
    assert pause.until == when("2027-01-28 12:00")
    assert [pause.holds(pause.since + n * WEEK) for n in (-1, 0, 1, 2)] == [False, True, True, False]


def test_a_meeting_moved_by_hours_moves_nothing_else() -> None:
    sections = plan(ANNA, MONDAYS)
    moved = move_meeting(sections, 2, when("2027-01-18 21:00"), sections[0].opens)
    assert moved == (sections[0], replace(sections[1], meets=when("2027-01-18 21:00")), *sections[2:])


def test_a_meeting_moved_to_the_next_day_pushes_the_opening_that_would_come_before_it() -> None:
    sections = plan(ANNA, MONDAYS)
    moved = move_meeting(sections, 2, when("2027-01-19 19:00"), sections[0].opens)
    assert moved[1] == replace(sections[1], meets=when("2027-01-19 19:00"))
    assert moved[2] == replace(sections[2], opens=when("2027-01-20 09:00"))
    assert moved[3:] == sections[3:]


def test_a_meeting_moved_to_an_earlier_day_leaves_the_next_opening() -> None:
    sections = plan(ANNA, MONDAYS)
    moved = move_meeting(sections, 2, when("2027-01-16 15:00"), sections[0].opens)
    assert moved[2:] == sections[2:]


def test_a_meeting_is_not_moved_past_the_next_one_and_the_bounds_are_told() -> None:
    sections = plan(ANNA, MONDAYS)
    with pytest.raises(WouldCross) as refused:
        move_meeting(sections, 2, when("2027-01-25 19:00"), sections[0].opens)
    assert refused.value == WouldCross(sections[1].opens, when("2027-01-25 00:00"))
    latest = when("2027-01-24 23:59")
    assert move_meeting(sections, 2, latest, sections[0].opens)[2].opens == when("2027-01-25 09:00")


def test_a_meeting_moved_to_the_very_time_of_the_next_opening_pushes_it() -> None:
    sections = plan(ANNA, MONDAYS)
    moved = move_meeting(sections, 2, sections[2].opens, sections[0].opens)
    assert (moved[1].meets, moved[2].opens) == (when("2027-01-19 09:00"), when("2027-01-20 09:00"))


def test_a_meeting_may_come_up_to_an_opening_that_was_moved_to_its_own_meeting_day() -> None:
    sections = move_opening(plan(ANNA, MONDAYS), 3, when("2027-01-25 18:00"), when("2027-01-04 09:00"))
    moved = move_meeting(sections, 2, when("2027-01-25 17:00"), when("2027-01-04 09:00"))
    assert moved == (sections[0], replace(sections[1], meets=when("2027-01-25 17:00")), *sections[2:])


def test_the_last_meeting_may_be_as_late_as_a_club_likes() -> None:
    sections = plan(ANNA, MONDAYS)
    assert move_meeting(sections, 18, when("2027-09-01 19:00"), sections[0].opens)[-1].meets == when("2027-09-01 19:00")
    with pytest.raises(WouldCross) as refused:
        move_meeting(sections, 18, when("2027-01-01 19:00"), sections[0].opens)
    assert refused.value == WouldCross(sections[-1].opens, None)


def test_an_opening_is_moved_between_the_meetings_around_it() -> None:
    sections = plan(ANNA, MONDAYS)
    moved = move_opening(sections, 2, when("2027-01-14 18:00"), sections[0].opens)
    assert moved == (sections[0], replace(sections[1], opens=when("2027-01-14 18:00")), *sections[2:])
    for to in ("2027-01-11 19:00", "2027-01-18 19:00", "2027-01-30 09:00"):
        with pytest.raises(WouldCross) as refused:
            move_opening(sections, 2, when(to), sections[0].opens)
        assert refused.value == WouldCross(sections[0].meets, sections[1].meets)


def test_nothing_is_moved_into_the_past() -> None:
    sections, now = plan(ANNA, MONDAYS), when("2027-01-14 12:00")
    for move, number in ((move_meeting, 2), (move_opening, 3)):
        with pytest.raises(WouldCross) as refused:
            move(sections, number, now, now)
        assert refused.value.after == (now if move is move_meeting else sections[1].meets)
    with pytest.raises(WouldCross) as refused:
        move_opening(sections, 3, when("2027-01-19 06:00"), when("2027-01-19 07:00"))
    assert refused.value == WouldCross(when("2027-01-19 07:00"), sections[2].meets)


def test_what_is_past_is_not_moved() -> None:
    sections = plan(ANNA, MONDAYS)
    for move, now in ((move_meeting, sections[1].meets), (move_opening, sections[1].opens)):
        with pytest.raises(WouldCross) as refused:
            move(sections, 2, now + DAY, now)
        assert refused.value == WouldCross(None, None)


@pytest.mark.parametrize("number", [-1, 0, 19])
def test_a_section_that_the_plan_has_not_is_not_moved(number: int) -> None:
    sections = plan(ANNA, MONDAYS)
    for move in (move_meeting, move_opening):
        with pytest.raises(NoSuchSection) as refused:
            move(sections, number, sections[0].meets, sections[0].opens)
        assert refused.value == NoSuchSection(18)


@given(plans, st.data())
def test_moving_one_section_never_crosses_another_nor_touches_the_past(sections: Plan, data: st.DataObject) -> None:
    now, to = some_time(data, sections), some_time(data, sections)
    number = data.draw(st.integers(1, len(sections)))
    for move in (move_meeting, move_opening):
        with suppress(WouldCross):
            moved = move(sections, number, to, now)
            assert_in_order(moved)
            assert chapters(moved) == chapters(sections)
            assert to in moments(moved)
            changed = [pair for pair in zip(moments(sections), moments(moved), strict=True) if len(set(pair)) > 1]
            assert all(before > now and after > now for before, after in changed)
            assert len(changed) <= (2 if move is move_meeting else 1)


@given(plans, st.data())
def test_a_refused_move_tells_bounds_between_which_every_time_is_taken(sections: Plan, data: st.DataObject) -> None:
    now = some_time(data, sections)
    number = data.draw(st.integers(1, len(sections)))
    for move in (move_meeting, move_opening):
        try:
            move(sections, number, now, now)
        except WouldCross as refused:
            if refused.after:
                latest = (refused.before or refused.after + 9 * WEEK) - timedelta(microseconds=1)
                for to in (refused.after + timedelta(microseconds=1), latest):
                    if refused.after < to:
                        assert_in_order(move(sections, number, to, now))


def test_another_pace_keeps_what_has_opened_and_divides_the_rest_anew() -> None:
    sections, now = plan(ANNA, MONDAYS), when("2027-01-14 12:00")
    slower = repace(ANNA, sections, replace(MONDAYS, pace=Pace("chapters", 7), weekday=3), now)
    assert slower[:2] == sections[:2]
    assert slower[2].first == sections[1].last + 1
    assert slower[2].opens == when("2027-01-19 09:00")
    assert slower[2].meets == when("2027-01-28 19:00")
    assert len(slower) == 2 + -(-(239 - sections[1].last) // 7)


def test_another_pace_on_the_morning_after_a_meeting_opens_that_morning() -> None:
    sections = plan(ANNA, MONDAYS)
    assert repace(ANNA, sections, MONDAYS, when("2027-01-12 08:59"))[1].opens == when("2027-01-12 09:00")


def test_another_pace_never_opens_in_the_past() -> None:
    waiting = shift(plan(ANNA, MONDAYS), when("2027-01-11 20:00"), 4)
    assert repace(ANNA, waiting, MONDAYS, when("2027-01-25 09:00"))[1].opens == when("2027-01-26 09:00")


def test_another_pace_begins_on_a_later_start_if_one_is_wished() -> None:
    later = replace(MONDAYS, start=date(2027, 3, 1))
    assert repace(ANNA, plan(ANNA, MONDAYS), later, when("2027-01-14 12:00"))[2].opens == when("2027-03-01 09:00")


@given(outlines, wishes, wishes, st.data())
def test_another_pace_keeps_the_past_and_reads_every_chapter_once(
    outline: Outline, wished: Wishes, other: Wishes, data: st.DataObject
) -> None:
    sections = plan(outline, wished)
    now = some_time(data, sections)
    other = replace(other, pace=replace(other.pace, day=other.pace.day and date(2200, 1, 1)))
    paced = repace(outline, sections, other, now)
    opened = [section for section in sections if section.opens <= now]
    assert list(paced[: len(opened)]) == opened
    assert all(section.opens > now for section in paced[len(opened) :])
    assert chapters(paced) == list(range(1, outline.last + 1))
    assert_in_order(paced)


def test_another_pace_may_ask_too_much_too() -> None:
    with pytest.raises(TooSoon):
        repace(ANNA, plan(ANNA, MONDAYS), replace(MONDAYS, pace=Pace("by", day=date(2027, 1, 20))), when("2027-01-14"))


def test_a_book_whose_last_section_has_opened_is_not_paced_anew() -> None:
    sections = plan(ANNA, MONDAYS)
    hurried = replace(MONDAYS, pace=Pace("by", day=date(2027, 1, 1)))
    assert repace(ANNA, sections, hurried, sections[-1].opens) == sections
