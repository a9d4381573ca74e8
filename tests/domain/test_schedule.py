"""Whoever asks where they are is told how far it is to the meeting, and what that means a day."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.outline import Outline
from bot.domain.plan import Pace, Pause, Wishes, plan, shift
from bot.domain.schedule import Pacing, pacing

when = datetime.fromisoformat

BOOK = Outline("chapter", ((2_380,) * 20, (4_760,) * 20))
"""Forty chapters, of ten minutes each in the first part and twenty in the second."""

SECTIONS = plan(BOOK, Wishes(date(2027, 1, 4), 0, time(19), "Europe/London", Pace("chapters", 10)))
"""Four sections of ten chapters, which meet on the 11th, 18th and 25th of January and the 1st of February."""


def test_somebody_behind_is_told_how_much_a_day_brings_them_to_the_meeting() -> None:
    assert pacing(BOOK, SECTIONS, 3, when("2027-01-08 12:00")) == Pacing(
        state="reading",
        section=SECTIONS[0],
        next_opening=SECTIONS[1].opens,
        next_meeting=SECTIONS[0].meets,
        chapters=-7,
        minutes=-70,
        days=3,  # Friday, Saturday and Sunday; on Monday the club meets
        chapters_a_day=3,
        minutes_a_day=24,
    )


def test_somebody_ahead_is_told_by_how_much_and_asked_for_nothing() -> None:
    ahead = pacing(BOOK, SECTIONS, 22, when("2027-01-14 12:00"))
    assert (ahead.chapters, ahead.minutes) == (2, 40)
    assert (ahead.days, ahead.chapters_a_day, ahead.minutes_a_day) == (4, 0, 0)


def test_somebody_at_the_end_of_the_section_is_neither_ahead_nor_behind() -> None:
    there = pacing(BOOK, SECTIONS, 10, when("2027-01-08 12:00"))
    assert (there.chapters, there.minutes, there.chapters_a_day, there.minutes_a_day) == (0, 0, 0, 0)


@pytest.mark.parametrize(("now", "days"), [("2027-01-04 09:00", 7), ("2027-01-10 23:59", 1), ("2027-01-11 18:59", 1)])
def test_the_days_left_are_today_and_those_before_the_meeting_or_the_meeting_day_itself(now: str, days: int) -> None:
    assert pacing(BOOK, SECTIONS, 0, when(now)).days == days


def test_once_a_section_has_met_its_days_run_to_the_next_opening() -> None:
    late = pacing(BOOK, SECTIONS, 8, when("2027-01-11 21:00"))
    assert late.section == SECTIONS[0]
    assert late.next_meeting == SECTIONS[1].meets
    assert (late.chapters, late.days, late.chapters_a_day, late.minutes_a_day) == (-2, 1, 2, 20)


def test_before_the_start_nobody_is_behind() -> None:
    early = pacing(BOOK, SECTIONS, 0, when("2027-01-01 12:00"))
    assert early == Pacing("before", None, SECTIONS[0].opens, SECTIONS[0].meets, 0, 0)
    assert pacing(BOOK, SECTIONS, 2, when("2027-01-01 12:00")).minutes == 20


def test_after_the_last_meeting_the_rest_of_the_book_is_still_told() -> None:
    assert pacing(BOOK, SECTIONS, 40, when("2027-02-01 19:00")) == Pacing("finished", None, None, None, 0, 0)
    assert pacing(BOOK, SECTIONS, 38, when("2027-03-01 12:00")) == Pacing("finished", None, None, None, -2, -40)


def test_a_club_that_pauses_says_so_and_has_longer_to_read() -> None:
    pause = Pause(2, when("2027-01-08 12:00"))
    paused = shift(SECTIONS, pause.since, pause.weeks)
    resting = pacing(BOOK, paused, 3, when("2027-01-12 12:00"), pause)
    assert (resting.state, resting.next_meeting, resting.days) == ("paused", when("2027-01-25 19:00"), 13)
    assert pacing(BOOK, paused, 3, pause.until, pause).state == "reading"
    assert pacing(BOOK, SECTIONS, 3, SECTIONS[-1].meets, replace(pause, weeks=9)).state == "finished"


@given(st.integers(0, 40), st.datetimes(when("2026-12-25"), when("2027-02-10")))
def test_what_is_asked_a_day_is_enough_and_no_more_than_that(at: int, now: datetime) -> None:
    where = pacing(BOOK, SECTIONS, at, now)
    assert (where.minutes > 0) == (where.chapters > 0)
    assert (where.minutes < 0) == (where.chapters < 0)
    if where.section and where.chapters < 0:
        assert where.days * where.minutes_a_day >= -where.minutes > where.days * (where.minutes_a_day - 1)
        assert where.days * where.chapters_a_day >= -where.chapters > where.days * (where.chapters_a_day - 1)
    else:
        assert (where.chapters_a_day, where.minutes_a_day) == (0, 0)


@given(st.datetimes(when("2026-12-25"), when("2027-02-10")))
def test_what_comes_next_lies_ahead(now: datetime) -> None:
    where = pacing(BOOK, SECTIONS, 0, now)
    assert where.next_opening is None or timedelta(0) < where.next_opening - now
    assert where.next_meeting is None or timedelta(0) < where.next_meeting - now
