"""A plan reads every chapter once, meets when its club can, and bends without breaking."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import plan as laid
from bot.domain.calendar import local, moment
from bot.domain.errors import TooSoon
from bot.domain.outline import Outline
from bot.domain.plan import (
    Break,
    Pace,
    Section,
    Wishes,
    being_read,
    plan,
)

Plan = tuple[Section, ...]

when = datetime.fromisoformat
CHANNEL = 0
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


def channel(sections: Sequence[Section], now: datetime) -> int:
    """Return where the channel of a club stands that has opened a thread for each section when it was due."""
    threads = {section.number: section.number for section in sections if section.opens <= now}
    return laid.Plan(MONDAYS, tuple(sections), threads=threads).horizons(CHANNEL)[CHANNEL]


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
    on_the_day = replace(by, day=date(2027, 5, 31))
    assert plan(ANNA, replace(MONDAYS, pace=on_the_day)) == plan(ANNA, replace(MONDAYS, pace=by))
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
    assert channel((), first.opens) == 0
    assert channel(sections, first.opens - WEEK) == 0
    assert channel(sections, first.meets) == 0
    assert channel(sections, second.opens - timedelta(seconds=1)) == 0
    assert channel(sections, second.opens) == first.last
    assert channel(sections, sections[-1].meets + 52 * WEEK) == sections[-2].last


@given(plans, st.data())
def test_the_channel_never_stands_past_what_the_club_has_met_about(sections: Plan, data: st.DataObject) -> None:
    now = some_time(data, sections)
    met = max((section.last for section in sections if section.meets <= now), default=0)
    assert channel(sections, now) <= met
