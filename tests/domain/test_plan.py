"""A plan reads every chapter once, meets when its club can, and bends without breaking."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import local, moment
from bot.domain.errors import NoSuchSection, TooSoon, WouldCross
from bot.domain.outline import Outline
from bot.domain.plan import (
    Break,
    Pace,
    Pause,
    Section,
    Wishes,
    being_read,
    channel_horizon,
    move_meeting,
    move_opening,
    plan,
    repace,
    resume,
    shift,
)

Plan = tuple[Section, ...]

when = datetime.fromisoformat
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)

ANNA = Outline("chapter", tuple((1_500,) * size for size in (34, 35, 32, 23, 33, 32, 31, 19)))
MONDAYS = Wishes(date(2027, 1, 4), 0, time(19), "Europe/London", Pace("chapters", 14))

days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
rests = st.lists(
    st.builds(lambda first, more: Break(first, first + timedelta(days=more)), days, st.integers(-1, 40)), max_size=5
)
outlines = st.lists(st.lists(st.integers(1, 9_000), min_size=1, max_size=25).map(tuple), min_size=1, max_size=4).map(
    lambda parts: Outline("chapter", tuple(parts))
)
paces = st.one_of(
    st.builds(Pace, st.just("chapters"), st.integers(1, 40)),
    st.builds(Pace, st.just("weeks"), st.integers(1, 60)),
    st.builds(Pace, st.just("hours"), st.integers(10, 900)),
    st.builds(Pace, st.just("by"), st.just(0), st.dates(date(2029, 12, 1), date(2031, 1, 1))),
)
hours = st.times().map(lambda at: at.replace(second=0, microsecond=0))
wishes = st.builds(
    Wishes, days, st.integers(0, 6), hours, st.just("Europe/London"), paces, rests.map(tuple), posting=hours
)
plans = st.builds(plan, outlines, wishes)


def moments(sections: Sequence[Section]) -> list[datetime]:
    return [moment for section in sections for moment in (section.opens, section.meets)]


def some_time(data: st.DataObject, sections: Sequence[Section]) -> datetime:
    """Draw a local time in or around the plan, often exactly that of an opening or a meeting."""
    around = st.datetimes(sections[0].opens - WEEK, sections[-1].meets + WEEK)
    return data.draw(around | st.sampled_from(moments(sections)))


def chapters(sections: Sequence[Section]) -> list[int]:
    return [chapter for section in sections for chapter in range(section.first, section.last + 1)]


def assert_in_order(sections: Sequence[Section]) -> None:
    assert all(before < after for before, after in pairwise(moments(sections)))
    assert [section.number for section in sections] == list(range(1, len(sections) + 1))
    assert all(section.first <= section.last for section in sections)


def test_a_club_that_starts_on_its_meeting_day_meets_a_week_later() -> None:
    first, second, *_ = plan(ANNA, MONDAYS)
    assert first == Section(1, 1, 13, when("2027-01-04 09:00"), when("2027-01-11 19:00"))
    assert second == Section(2, 14, 26, when("2027-01-12 09:00"), when("2027-01-18 19:00"))


@pytest.mark.parametrize(("start", "meets"), [("2027-01-07", "2027-01-11 19:00"), ("2027-01-08", "2027-01-18 19:00")])
def test_the_first_meeting_leaves_four_days_to_read(start: str, meets: str) -> None:
    assert plan(ANNA, replace(MONDAYS, start=date.fromisoformat(start)))[0].meets == when(meets)


def test_anna_karenina_at_14_chapters_a_week_takes_18_meetings() -> None:
    sections = plan(ANNA, MONDAYS)
    assert len(sections) == 18
    assert sections[-1].meets == when("2027-05-10 19:00")
    assert chapters(sections) == list(range(1, 240))


def test_a_club_on_holiday_neither_meets_nor_opens_and_reads_on_afterwards() -> None:
    holiday = Break(date(2026, 12, 20), date(2027, 1, 3))
    sections = plan(ANNA, replace(MONDAYS, start=date(2026, 12, 8), breaks=(holiday,)))
    assert [section.meets.date().isoformat() for section in sections[:3]] == ["2026-12-14", "2027-01-04", "2027-01-11"]
    assert sections[1].opens == when("2026-12-15 09:00")


def test_an_opening_in_a_break_waits_until_it_is_over() -> None:
    rest = Break(date(2027, 1, 12), date(2027, 1, 14))
    opened = plan(ANNA, replace(MONDAYS, breaks=(rest,)))[1]
    assert (opened.opens, opened.meets) == (when("2027-01-15 09:00"), when("2027-01-25 19:00"))
    first = plan(ANNA, replace(MONDAYS, start=date(2027, 1, 12), breaks=(rest,)))[0]
    assert first.opens == when("2027-01-15 09:00")


@pytest.mark.parametrize(
    "split",
    [
        [("2027-02-01", "2027-02-20")],
        [("2027-02-10", "2027-02-20"), ("2027-02-01", "2027-02-09")],
        [("2027-02-05", "2027-02-20"), ("2027-02-01", "2027-02-15"), ("2027-02-03", "2027-02-04")],
    ],
)
def test_breaks_may_touch_overlap_and_be_in_any_order(split: list[tuple[str, str]]) -> None:
    rested = tuple(Break(date.fromisoformat(first), date.fromisoformat(last)) for first, last in split)
    whole = (Break(date(2027, 2, 1), date(2027, 2, 20)),)
    assert plan(ANNA, replace(MONDAYS, breaks=rested)) == plan(ANNA, replace(MONDAYS, breaks=whole))


def test_a_plan_passes_a_leap_day_and_the_end_of_a_year_by_weeks_of_seven_days() -> None:
    sections = plan(ANNA, replace(MONDAYS, start=date(2027, 12, 7), weekday=1))
    met = [section.meets.date() for section in sections]
    assert date(2028, 1, 4) in met
    assert date(2028, 2, 29) in met
    assert {after - before for before, after in pairwise(met)} == {WEEK}


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Ho_Chi_Minh"])
def test_a_meeting_at_seven_stays_at_seven_through_every_change_of_the_clocks(zone: str) -> None:
    sections = plan(ANNA, replace(MONDAYS, zone=zone, pace=Pace("weeks", 60)))
    waited = [moment(section.meets, zone) for section in sections]
    assert {local(met, zone).time() for met in waited} == {time(19)}
    steps = {after - before for before, after in pairwise(waited)}
    change = timedelta(minutes=30 if zone == "Australia/Lord_Howe" else 60)
    assert steps == ({WEEK} if zone == "Asia/Ho_Chi_Minh" else {WEEK - change, WEEK, WEEK + change})
    assert all(met.tzinfo is UTC for met in waited)


@given(outlines, wishes)
def test_every_chapter_is_read_once_and_in_order(outline: Outline, wished: Wishes) -> None:
    sections = plan(outline, wished)
    assert chapters(sections) == list(range(1, outline.last + 1))
    assert_in_order(sections)


@given(outlines, wishes)
def test_nothing_opens_or_meets_in_a_break_and_each_week_leaves_four_days(outline: Outline, wished: Wishes) -> None:
    sections = plan(outline, wished)
    resting = [when for when in moments(sections) for rest in wished.breaks if rest.first <= when.date() <= rest.last]
    assert resting == []
    for section in sections:
        assert section.meets.weekday() == wished.weekday
        assert section.meets.date() - section.opens.date() >= 4 * DAY
        assert (section.opens.time(), section.meets.time()) == (wished.posting, wished.meeting)


@given(outlines, wishes)
def test_without_breaks_meetings_are_a_week_apart_and_sections_open_the_day_after(
    outline: Outline, wished: Wishes
) -> None:
    sections = plan(outline, replace(wished, breaks=()))
    for before, after in pairwise(sections):
        assert after.meets - before.meets == WEEK
        assert after.opens.date() - before.meets.date() == DAY


def test_a_day_to_finish_by_is_kept_and_used_to_the_last_meeting() -> None:
    by = Pace("by", day=date(2027, 6, 1))
    holiday = (Break(date(2027, 3, 28), date(2027, 4, 10)),)
    assert plan(ANNA, replace(MONDAYS, pace=by))[-1].meets == when("2027-05-31 19:00")
    assert len(plan(ANNA, replace(MONDAYS, pace=by))) == 21
    assert len(plan(ANNA, replace(MONDAYS, pace=by, breaks=holiday))) == 19


def test_a_day_to_finish_by_before_the_first_meeting_is_refused_with_that_meeting() -> None:
    with pytest.raises(TooSoon) as refused:
        plan(ANNA, replace(MONDAYS, pace=Pace("by", day=date(2027, 1, 10))))
    assert refused.value == TooSoon(date(2027, 1, 11))
    assert len(plan(ANNA, replace(MONDAYS, pace=Pace("by", day=refused.value.meeting)))) == 1


def test_a_section_is_being_read_from_its_opening_until_the_next_opens() -> None:
    sections = plan(ANNA, MONDAYS)
    first, second, *_ = sections
    assert being_read(sections, first.opens - timedelta(seconds=1)) is None
    assert being_read(sections, first.opens) == first
    assert being_read(sections, first.meets + timedelta(hours=3)) == first
    assert being_read(sections, second.opens) == second
    assert being_read(sections, sections[-1].meets - timedelta(seconds=1)) == sections[-1]
    assert being_read(sections, sections[-1].meets) is None
    assert being_read((), first.opens) is None


def test_the_channel_stands_before_the_section_being_read_and_never_at_the_ending() -> None:
    sections = plan(ANNA, MONDAYS)
    first, second, *_ = sections
    assert channel_horizon((), first.opens) == 0
    assert channel_horizon(sections, first.opens - WEEK) == 0
    assert channel_horizon(sections, first.meets) == 0
    assert channel_horizon(sections, second.opens - timedelta(seconds=1)) == 0
    assert channel_horizon(sections, second.opens) == first.last
    assert channel_horizon(sections, sections[-1].meets + 52 * WEEK) == sections[-2].last


@given(plans, st.data())
def test_the_channel_never_stands_past_what_the_club_has_met_about(sections: Plan, data: st.DataObject) -> None:
    now = some_time(data, sections)
    met = max((section.last for section in sections if section.meets <= now), default=0)
    assert channel_horizon(sections, now) <= met


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
