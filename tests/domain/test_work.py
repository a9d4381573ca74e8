"""What a plan has the bot do, when, and when it is too late for it: by the clocks of real zones."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Break, local
from bot.domain.outline import Outline
from bot.domain.pace import Pace
from bot.domain.plan import Plan, Wishes, plan, shift
from bot.domain.work import (
    CLOSING,
    CLOSING_AFTER,
    EVENT,
    GATHERING,
    HOPELESS,
    NOTICE,
    OPENING,
    PROMPT,
    Task,
    occurrences,
    too_late,
)

BOOK = Outline("chapter", ((100,) * 12,))
HOURS_12 = timedelta(hours=12)
LONDON, NEW_YORK, LORD_HOWE, VIETNAM = "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Ho_Chi_Minh"
ZONES = (LONDON, NEW_YORK, LORD_HOWE, VIETNAM)


def planned(start: date, zone: str = LONDON, **changes: object) -> Plan:
    wishes = Wishes(start, 6, time(19), zone, Pace("chapters", 3))
    wishes = replace(wishes, **changes)  # type: ignore[arg-type]
    return Plan(wishes, plan(BOOK, wishes), events=True)


def due(plan: Plan, kind: str) -> list[datetime]:
    return [one.due for one in occurrences(plan) if one.kind == kind]


def task(kind: str, at: datetime, section: int = 1) -> Task:
    return Task(1, 1, 1, kind, section, 0, at, 1, at)


def test_a_week_has_an_opening_its_event_two_questions_and_a_gathering_and_the_book_a_closing() -> None:
    kinds = [(one.kind, one.section, one.due.strftime("%a %d %H:%M")) for one in occurrences(planned(date(2026, 1, 5)))]
    assert kinds[:6] == [
        (OPENING, 1, "Mon 05 09:00"),
        (EVENT, 1, "Mon 05 09:00"),
        (PROMPT, 1, "Tue 06 09:00"),
        (PROMPT, 1, "Thu 08 09:00"),
        (GATHERING, 1, "Sat 10 09:00"),
        (OPENING, 2, "Mon 12 09:00"),
    ]
    assert kinds[-1] == (CLOSING, 4, "Sun 01 21:00")
    assert Counter(kind for kind, *_ in kinds) == {OPENING: 4, EVENT: 4, PROMPT: 8, GATHERING: 4, CLOSING: 1}


def test_without_events_none_is_made() -> None:
    quiet = replace(planned(date(2026, 1, 5)), events=False)
    assert EVENT not in {one.kind for one in occurrences(quiet)}


def test_a_plan_without_sections_has_nothing_to_do() -> None:
    assert occurrences(replace(planned(date(2026, 1, 5)), sections=())) == ()


@given(
    start=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    zone=st.sampled_from(ZONES),
    posting=st.times(),
    meeting=st.times(),
    days=st.frozensets(st.integers(0, 6)),
)
def test_work_lies_in_its_section_in_order_and_no_key_comes_twice(
    start: date, zone: str, posting: time, meeting: time, days: frozenset[int]
) -> None:
    posting, meeting = posting.replace(microsecond=0), meeting.replace(microsecond=0)
    made = planned(start, zone, posting=posting, meeting=meeting, prompt_days=days)
    work = occurrences(made)
    assert [one.due for one in work] == sorted(one.due for one in work)
    assert len({(one.kind, one.section, one.nth) for one in work}) == len(work)
    for one in work:
        section = made.section(one.section)
        assert section is not None
        if one.kind != CLOSING:
            assert not too_late(task(one.kind, one.due, one.section), section, one.due, HOURS_12, zone)
            # The gap of a clock put forward may push what lies in it up to an hour.
            assert section.opens <= local(one.due, zone) <= section.meets + timedelta(hours=1)


@pytest.mark.parametrize(
    ("zone", "around", "before", "after"),
    [
        (LONDON, date(2026, 3, 29), 9, 8),
        (LONDON, date(2026, 10, 25), 8, 9),
        (NEW_YORK, date(2026, 3, 8), 14, 13),
        (NEW_YORK, date(2026, 11, 1), 13, 14),
        (LORD_HOWE, date(2026, 4, 5), 22, 22.5),
        (LORD_HOWE, date(2026, 10, 4), 22.5, 22),
        (VIETNAM, date(2026, 3, 29), 2, 2),
    ],
)
def test_nine_in_the_morning_stays_nine_when_the_clocks_change(
    zone: str, around: date, before: float, after: float
) -> None:
    start = around - timedelta(days=20)
    opens = due(planned(start - timedelta(days=start.weekday()), zone), OPENING)
    assert {local(at, zone).time() for at in opens} == {time(9)}
    hours = [at.hour + at.minute / 60 for at in opens]
    changed = [at for at in opens if local(at, zone).date() > around]
    assert 0 < len(changed) < len(opens)
    assert set(hours[: -len(changed)]) == {before}
    assert set(hours[-len(changed) :]) == {after}


@pytest.mark.parametrize(
    ("zone", "day", "at", "utc"),
    [
        # The clocks jump over this time: it moves on by the gap.
        (LONDON, date(2026, 3, 29), time(1, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        (NEW_YORK, date(2026, 3, 8), time(2, 30), datetime(2026, 3, 8, 7, 30, tzinfo=UTC)),
        (LORD_HOWE, date(2026, 10, 4), time(2, 15), datetime(2026, 10, 3, 15, 45, tzinfo=UTC)),
        # This time comes twice: it is the first.
        (LONDON, date(2026, 10, 25), time(1, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (NEW_YORK, date(2026, 11, 1), time(1, 30), datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
        (LORD_HOWE, date(2026, 4, 5), time(1, 45), datetime(2026, 4, 4, 14, 45, tzinfo=UTC)),
        (VIETNAM, date(2026, 3, 29), time(2, 30), datetime(2026, 3, 28, 19, 30, tzinfo=UTC)),
    ],
)
def test_an_opening_at_a_time_that_is_skipped_or_comes_twice_has_one_moment(
    zone: str, day: date, at: time, utc: datetime
) -> None:
    assert due(planned(day, zone, posting=at), OPENING)[0] == utc


def test_the_leap_day_is_a_day_like_any_other() -> None:
    made = planned(date(2028, 2, 28), LONDON)
    assert [at.strftime("%d %b") for at in due(made, PROMPT)[:2]] == ["29 Feb", "02 Mar"]
    assert due(planned(date(2028, 2, 29), LONDON), OPENING)[0] == datetime(2028, 2, 29, 9, tzinfo=UTC)


@pytest.mark.parametrize(("zone", "year"), [(LONDON, 2027), (NEW_YORK, 2027), (LORD_HOWE, 2026), (VIETNAM, 2026)])
def test_the_year_ends_in_each_zone_by_its_own_clock(zone: str, year: int) -> None:
    opening = due(planned(date(2027, 1, 1), zone, posting=time(0)), OPENING)[0]
    assert local(opening, zone) == datetime(2027, 1, 1)  # noqa: DTZ001 - a local time
    assert opening.year == year


def test_what_falls_into_a_break_is_left_to_the_days_around_it() -> None:
    holidays = Break(date(2026, 1, 8), date(2026, 1, 10))
    made = planned(date(2026, 1, 5), breaks=(holidays,))
    days = {local(one.due, LONDON).date() for one in occurrences(made)}
    assert not any(holidays.first <= day <= holidays.last for day in days)


def test_two_weeks_pause_moves_every_moment_that_is_ahead_by_two_weeks_of_the_local_clock() -> None:
    made = planned(date(2026, 3, 16))
    now = datetime(2026, 3, 16)  # noqa: DTZ001 - a local time
    later = replace(made, sections=shift(made.sections, now, 2))
    for one, other in zip(occurrences(made), occurrences(later), strict=True):
        assert (one.kind, one.section, one.nth) == (other.kind, other.section, other.nth)
        assert local(other.due, LONDON) - local(one.due, LONDON) == timedelta(weeks=2)


WEEK = planned(date(2026, 1, 5)).sections[0]
MEETS = datetime(2026, 1, 11, 19, tzinfo=UTC)
MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize("kind", [PROMPT, GATHERING])
def test_a_question_may_be_late_by_the_clubs_patience_and_no_second_more(kind: str) -> None:
    one = task(kind, MONDAY)
    assert not too_late(one, WEEK, MONDAY + HOURS_12, HOURS_12, LONDON)
    assert too_late(one, WEEK, MONDAY + HOURS_12 + timedelta(seconds=1), HOURS_12, LONDON)


@pytest.mark.parametrize("kind", [OPENING, EVENT])
def test_a_section_opens_however_late_before_its_meeting(kind: str) -> None:
    one = task(kind, MONDAY)
    assert not too_late(one, WEEK, MEETS - timedelta(seconds=1), HOURS_12, LONDON)
    assert too_late(one, WEEK, MEETS, HOURS_12, LONDON)


def test_the_meeting_is_when_the_clubs_own_clock_says_so() -> None:
    one = task(OPENING, MONDAY)
    assert not too_late(one, WEEK, MEETS, HOURS_12, NEW_YORK)
    assert too_late(one, WEEK, MEETS - timedelta(hours=6), HOURS_12, VIETNAM)


@pytest.mark.parametrize("kind", [OPENING, EVENT, PROMPT, GATHERING])
def test_what_has_no_section_any_more_is_too_late(kind: str) -> None:
    assert too_late(task(kind, MONDAY), None, MONDAY, HOURS_12, LONDON)


def test_a_word_to_the_moderators_is_never_too_late_and_the_closing_for_four_weeks() -> None:
    far = MONDAY + timedelta(days=1_000)
    assert not too_late(task(NOTICE, MONDAY), None, far, HOURS_12, LONDON)
    closing = task(CLOSING, MEETS + CLOSING_AFTER)
    assert not too_late(closing, WEEK, closing.due + HOPELESS, HOURS_12, LONDON)
    assert too_late(closing, WEEK, closing.due + HOPELESS + timedelta(seconds=1), HOURS_12, LONDON)
