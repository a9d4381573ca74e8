"""When reminders fall due and may reach somebody, by the clocks of real zones."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Break, local, moment
from bot.domain.outline import Outline
from bot.domain.pace import Pace
from bot.domain.pause import begin
from bot.domain.plan import Plan, Wishes, plan
from bot.domain.reminder import (
    A_DAY,
    HOURS,
    OPENS,
    QUIET,
    WAKING,
    Wanted,
    awake,
    calls,
    next_look,
    pointless,
    rested,
)

BOOK = Outline("chapter", ((100,) * 12,))
HO_CHI_MINH, NEW_YORK, APIA, LONDON = "Asia/Ho_Chi_Minh", "America/New_York", "Pacific/Apia", "Europe/London"
ZONES = (HO_CHI_MINH, NEW_YORK, APIA, LONDON, "Australia/Lord_Howe", "America/Sao_Paulo")
DAY = timedelta(days=1)


def planned(start: date = date(2026, 1, 5), zone: str = LONDON, **changes: object) -> Plan:
    wishes = replace(Wishes(start, 6, time(19), zone, Pace("chapters", 3)), **changes)  # type: ignore[arg-type]
    return Plan(wishes, plan(BOOK, wishes))


def utc(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def at(written: str) -> datetime:
    return datetime.fromisoformat(written)


def test_each_section_calls_when_it_opens_a_day_before_it_meets_and_two_hours_before() -> None:
    found = [(one.kind, one.section, one.due.strftime("%a %d %H:%M")) for one in calls(planned())]
    assert found[:3] == [(OPENS, 1, "Mon 05 09:00"), (A_DAY, 1, "Sat 10 19:00"), (HOURS, 1, "Sun 11 17:00")]
    assert found[-1] == (QUIET, 4, "Mon 05 09:00")
    assert len({(one.kind, one.section, one.nth) for one in calls(planned())}) == len(found) == 4 * 3 + 1
    assert list(calls(replace(planned(), sections=()))) == []


@pytest.mark.parametrize(
    ("start", "zone", "day", "hours"),
    [
        (date(2026, 3, 23), LONDON, "2026-03-28 19:00", "2026-03-29 16:00"),
        (date(2026, 10, 19), LONDON, "2026-10-24 18:00", "2026-10-25 17:00"),
        (date(2026, 3, 2), NEW_YORK, "2026-03-08 00:00", "2026-03-08 21:00"),
        (date(2026, 10, 26), NEW_YORK, "2026-10-31 23:00", "2026-11-01 22:00"),
    ],
)
def test_a_day_before_is_the_same_hour_on_the_wall_and_two_hours_are_two_hours_when_the_clocks_change(
    start: date, zone: str, day: str, hours: str
) -> None:
    due = {one.kind: one.due for one in calls(planned(start, zone)) if one.section == 1}
    assert (due[A_DAY], due[HOURS]) == (utc(day), utc(hours))


def test_two_hours_before_a_meeting_in_the_night_of_a_change_are_two_hours() -> None:
    early = planned(date(2026, 3, 23), LONDON, meeting=time(2, 30))
    meets = moment(early.sections[0].meets, LONDON)
    [due] = [one.due for one in calls(early) if (one.kind, one.section) == (HOURS, 1)]
    assert meets - due == timedelta(hours=2)


@pytest.mark.parametrize(
    ("zone", "due", "goes"),
    [
        (HO_CHI_MINH, "2026-01-10 19:00", "2026-01-11 01:00"),
        (HO_CHI_MINH, "2026-01-10 14:59", "2026-01-10 14:59"),
        (HO_CHI_MINH, "2026-01-10 15:00", "2026-01-11 01:00"),
        (HO_CHI_MINH, "2026-01-11 00:59", "2026-01-11 01:00"),
        (NEW_YORK, "2026-01-10 19:00", "2026-01-10 19:00"),
        (APIA, "2026-01-10 19:00", "2026-01-10 19:00"),
        (APIA, "2026-01-05 09:00", "2026-01-05 19:00"),
        # The nights in which New York's clocks change: morning is seven and nine hours after eleven.
        (NEW_YORK, "2026-03-08 04:00", "2026-03-08 12:00"),
        (NEW_YORK, "2026-11-01 03:00", "2026-11-01 13:00"),
        # Apia had no 30 December 2011.
        (APIA, "2011-12-30 09:00", "2011-12-30 18:00"),
    ],
)
def test_what_is_due_at_night_waits_for_the_morning(zone: str, due: str, goes: str) -> None:
    assert awake(utc(due), zone) == utc(goes)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2031, 1, 1)), st.sampled_from(ZONES))  # noqa: DTZ001 - made UTC below
def test_nobody_is_written_to_at_night_nor_waits_longer_than_a_night(naive: datetime, zone: str) -> None:
    due = naive.replace(tzinfo=UTC)
    goes = awake(due, zone)
    assert local(goes, zone).hour in WAKING
    assert awake(goes, zone) == goes
    assert timedelta() <= goes - due <= timedelta(hours=11)
    assert goes == due or local(goes, zone).time() == time(8)


def test_after_the_meeting_no_reminder_is_of_use_and_that_of_the_day_before_ends_with_the_next() -> None:
    section = planned().sections[0]
    meets, second = utc("2026-01-11 19:00"), timedelta(seconds=1)
    for kind in (HOURS, OPENS, QUIET):
        assert not pointless(kind, section, LONDON, meets - second)
        assert pointless(kind, section, LONDON, meets)
    assert not pointless(A_DAY, section, LONDON, meets - timedelta(hours=2) - second)
    assert pointless(A_DAY, section, LONDON, meets - timedelta(hours=2))


def test_resting_days_are_counted_from_the_clubs_beginning_on() -> None:
    made = planned()
    assert rested(at("2025-11-01 08:00"), made, 3) == at("2026-01-08 09:00")
    assert rested(at("2026-01-06 20:15"), made, 7) == at("2026-01-13 20:15")


def test_days_of_a_break_or_a_pause_are_no_resting_days() -> None:
    resting = planned(breaks=(Break(date(2026, 1, 8), date(2026, 1, 9)),))
    assert rested(at("2026-01-06 20:15"), resting, 3) == at("2026-01-11 20:15")
    paused, _ = begin(planned(), at("2026-01-07 12:00"), 2)
    assert rested(at("2026-01-06 20:15"), paused, 3) == at("2026-01-23 20:15")


@given(
    since=st.datetimes(datetime(2026, 1, 1), datetime(2026, 2, 28)),  # noqa: DTZ001 - local
    days=st.integers(3, 30),
    first=st.dates(date(2026, 1, 1), date(2026, 3, 1)),
    length=st.integers(0, 60),
)
def test_a_bookmark_rests_so_many_days_on_which_the_club_read(
    since: datetime, days: int, first: date, length: int
) -> None:
    off = Break(first, first + length * DAY)
    made = replace(planned(), wishes=replace(planned().wishes, breaks=(off,)))
    begun, until = max(since, made.sections[0].opens), rested(since, made, days)
    between = [(begun + n * DAY).date() for n in range(1, (until - begun).days + 1)]
    assert sum(not off.first <= day <= off.last for day in between) == days
    assert until.time() == begun.time()


def test_bookmarks_are_looked_at_once_a_day_until_the_last_meeting() -> None:
    made = planned()
    assert next_look(made, at("2026-01-06 08:59")) == at("2026-01-06 09:00")
    assert next_look(made, at("2026-01-06 09:00")) == at("2026-01-07 09:00")
    assert next_look(made, at("2026-02-01 08:00")) == at("2026-02-01 09:00")
    assert next_look(made, at("2026-02-01 09:00")) is None


def test_somebody_is_reminded_of_what_they_asked_for_only() -> None:
    some = Wanted(frozenset({A_DAY}), None, "en")
    assert [some.covers(kind) for kind in (A_DAY, HOURS, OPENS, QUIET)] == [True, False, False, False]
    assert Wanted(frozenset(), 7, "en").covers(QUIET)
