"""A club in the making: what it begins with, what changes it, and when it may start."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import draft as rules
from bot.domain.calendar import Break
from bot.domain.draft import Draft, Given, Spot
from bot.domain.errors import BadName, DraftLacks, Gone, Refusal, StartPassed, TooManyBreaks
from bot.domain.pace import Pace

NOW = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
"""A Friday; in Viet Nam it is Saturday already."""
HALL = Spot(11)


@pytest.fixture
def draft() -> Draft:
    return replace(rules.fresh("en", "en", HALL, NOW), pack="marked")


@pytest.mark.parametrize(
    ("speaks", "zone", "day"), [("en", "UTC", date(2026, 11, 20)), ("vi", "Asia/Ho_Chi_Minh", date(2026, 11, 21))]
)
def test_a_new_club_is_guessed_where_its_language_is_spoken(speaks: str, zone: str, day: date) -> None:
    new = rules.fresh(speaks, "en", HALL, NOW)
    assert (new.wishes.zone, new.zone_chosen, new.local_day(NOW)) == (zone, False, day)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - bounds are naive
def test_a_new_club_begins_on_the_next_monday_and_meets_on_sundays(now: datetime) -> None:
    new = rules.fresh("vi", "vi", None, now)
    assert new.wishes.start.weekday() == 0
    assert 1 <= (new.wishes.start - new.local_day(now)).days <= 7
    assert (new.wishes.weekday, new.wishes.meeting, new.wishes.prompt_days) == (6, time(19), frozenset({1, 3}))
    assert (new.wishes.pace, new.paced, new.missing) == (Pace("hours", 180), True, ("book", "channel"))


def test_what_is_given_with_the_command_takes_the_place_of_what_was_there_and_nothing_else(draft: Draft) -> None:
    assert rules.given(draft, Given()) == draft
    assert rules.given(draft, Given("emma", Spot(12, forum=True), "vi", " My  club ")) == replace(
        draft, pack="emma", spot=Spot(12, forum=True), language="vi", name="My club"
    )
    assert rules.given(draft, Given(language="xx")).language == "en"


@pytest.mark.parametrize("name", ["x" * 81, "\u202e\u200b"])
def test_a_name_that_is_no_name_is_refused(draft: Draft, name: str) -> None:
    with pytest.raises(BadName):
        rules.given(draft, Given(name=name))
    with pytest.raises(BadName):
        rules.named(draft, name, "en")


def test_an_emptied_name_is_the_books_title_again(draft: Draft) -> None:
    named = rules.named(draft, "Mondays", "vi")
    assert (named.name, named.language) == ("Mondays", "vi")
    assert rules.named(named, "  ", "vi").name is None


def test_days_are_read_as_of_today_in_the_clubs_zone(draft: Draft) -> None:
    there = rules.in_zone(draft, "Asia/Ho_Chi_Minh")
    assert there.zone_chosen
    changed = rules.dated(there, "mai", "2", "7 giờ tối", "20/12 đến 3/1", NOW).wishes
    assert (changed.start, changed.weekday, changed.meeting) == (date(2026, 11, 22), 2, time(19))
    assert changed.breaks == (Break(date(2026, 12, 20), date(2027, 1, 3)),)


@pytest.mark.parametrize("start", ["2026-11-19", "1 November 2026"])
def test_a_first_section_cannot_open_before_today(draft: Draft, start: str) -> None:
    with pytest.raises(StartPassed):
        rules.dated(draft, start, "6", "19:00", "", NOW)
    assert rules.dated(draft, "2026-11-20", "6", "19:00", "", NOW).wishes.start == date(2026, 11, 20)


@pytest.mark.parametrize("weekday", ["7", "-1", "", "x", "06"])
def test_a_weekday_that_no_list_offers_is_refused(draft: Draft, weekday: str) -> None:
    with pytest.raises(Gone):
        rules.dated(draft, "tomorrow", weekday, "19:00", "", NOW)
    with pytest.raises(Gone):
        rules.asking(draft, [weekday], events=False)


def test_no_pace_at_all_is_each_at_their_own_and_any_pace_brings_the_plan_back(draft: Draft) -> None:
    own = rules.paced(draft, "  ", 12, NOW)
    assert (own.paced, own.wishes) == (False, draft.wishes)
    again = rules.paced(own, "3 chapters a week", 12, NOW)
    assert (again.paced, again.wishes.pace) == (True, Pace("chapters", 3))
    assert rules.paced(draft, "400 chapters a week", None, NOW).wishes.pace == Pace("chapters", 400)


@given(st.text(max_size=600), st.text(max_size=200), st.text(max_size=600))
def test_whatever_is_typed_is_taken_or_refused(one: str, other: str, third: str) -> None:
    held = rules.fresh("en", "en", HALL, NOW)
    with suppress(Refusal):
        rules.dated(held, one, "0", other, third, NOW)
    with suppress(Refusal):
        assert rules.paced(held, one, 12, NOW).paced is bool(one.strip())
    with suppress(Refusal):
        rules.named(held, one, other)


def test_as_many_breaks_as_a_form_can_show_are_taken(draft: Draft) -> None:
    days = [f"2027-{month:02}-01" for month in range(1, 13)]
    assert len(rules.dated(draft, "tomorrow", "6", "19:00", "; ".join(days), NOW).wishes.breaks) == 12
    with pytest.raises(TooManyBreaks):
        rules.dated(draft, "tomorrow", "6", "19:00", "; ".join([*days, "2027-02-02"]), NOW)


def test_a_club_without_a_book_or_a_channel_says_which(draft: Draft) -> None:
    assert draft.check(NOW) == ("marked", HALL)
    for changed, missing in (
        (replace(draft, pack=None), ("book",)),
        (replace(draft, spot=None), ("channel",)),
        (replace(draft, pack=None, spot=None), ("book", "channel")),
    ):
        with pytest.raises(DraftLacks) as refused:
            changed.check(NOW)
        assert refused.value.missing == missing


def test_a_start_that_passed_meanwhile_stops_only_clubs_with_a_plan(draft: Draft) -> None:
    later = datetime(2026, 12, 1, tzinfo=UTC)
    with pytest.raises(StartPassed):
        draft.check(later)
    assert replace(draft, paced=False).check(later) == ("marked", HALL)
