"""A section's questions come on the days a club asked for, and its gathering in time to be answered."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Break
from bot.domain.plan import Section
from bot.domain.prompt_days import beside, gathering, keyed, of_the_day, planned, prompt_moments, spread
from bot.domain.view import Prompt

when = datetime.fromisoformat
WEEK = Section(2, 14, 26, when("2027-01-12 09:00"), when("2027-01-18 19:00"))
"""A Tuesday to a Monday."""

sections = st.builds(
    lambda opens, minutes: Section(1, 1, 9, opens, opens + timedelta(minutes=minutes)),
    st.datetimes(when("2026-01-01"), when("2028-12-31")),
    st.integers(1, 60_000),
)
rests = st.lists(
    st.builds(
        lambda first, more: Break(first, first + timedelta(days=more)),
        st.dates(date(2026, 1, 1), date(2028, 12, 31)),
        st.integers(0, 20),
    ),
    max_size=4,
)


def short(opens: str, meets: str) -> Section:
    return Section(1, 1, 9, when(opens), when(meets))


def test_a_gathering_is_the_day_before_the_meeting_at_the_hour_of_the_opening() -> None:
    assert gathering(WEEK) == when("2027-01-17 09:00")


@pytest.mark.parametrize(
    ("opens", "meets", "gathers"),
    [
        ("2027-01-16 09:00", "2027-01-18 19:00", "2027-01-17 09:00"),
        ("2027-01-17 09:00", "2027-01-18 19:00", "2027-01-18 13:00"),
        ("2027-01-18 09:00", "2027-01-18 19:00", "2027-01-18 14:00"),
        ("2027-01-18 18:00", "2027-01-18 19:00", "2027-01-18 18:30"),
    ],
)
def test_a_short_section_still_gathers_before_it_meets(opens: str, meets: str, gathers: str) -> None:
    assert gathering(short(opens, meets)) == when(gathers)


def test_a_gathering_waits_until_a_break_is_over() -> None:
    holiday = (Break(date(2026, 12, 20), date(2027, 1, 3)),)
    assert gathering(short("2026-12-15 09:00", "2027-01-04 19:00"), holiday) == when("2027-01-04 09:00")
    assert gathering(short("2026-12-15 20:00", "2027-01-04 19:00"), holiday) == when("2027-01-04 13:00")


@given(sections, rests)
def test_a_gathering_lies_between_opening_and_meeting(section: Section, breaks: list[Break]) -> None:
    assert section.opens < gathering(section, breaks) < section.meets


def test_prompts_come_on_the_days_a_club_asked_for_after_the_opening_and_before_the_gathering() -> None:
    every_day = prompt_moments(WEEK, frozenset(range(7)), time(9))
    assert [moment.isoformat() for moment in every_day] == [f"2027-01-{day}T09:00:00" for day in (13, 14, 15, 16)]
    assert prompt_moments(WEEK, frozenset({1, 3}), time(18)) == (when("2027-01-14 18:00"),)
    assert prompt_moments(WEEK, frozenset(), time(9)) == ()


def test_no_prompt_comes_in_a_break() -> None:
    rest = (Break(date(2027, 1, 14), date(2027, 1, 15)),)
    assert [moment.day for moment in prompt_moments(WEEK, frozenset(range(7)), time(9), rest)] == [13, 16]


def test_a_section_of_a_day_has_no_prompts() -> None:
    assert prompt_moments(short("2027-01-18 09:00", "2027-01-18 19:00"), frozenset(range(7)), time(9)) == ()


@given(sections, st.frozensets(st.integers(0, 6)), st.times(), rests)
def test_prompts_keep_to_their_days(section: Section, days: frozenset[int], posting: time, breaks: list[Break]) -> None:
    moments = prompt_moments(section, days, posting, breaks)
    assert all(before < after for before, after in pairwise(moments))
    for moment in moments:
        assert section.opens.date() < moment.date() < gathering(section, breaks).date()
        assert moment.weekday() in days
        assert moment.time() == posting
        assert not any(rest.first <= moment.date() <= rest.last for rest in breaks)


def test_a_few_of_many_are_spread_evenly() -> None:
    assert spread(range(10), 1) == (5,)
    assert spread(range(10), 2) == (2, 7)
    assert spread("abcdef", 3) == ("b", "d", "f")


@given(st.integers(0, 60), st.integers(0, 70))
def test_what_is_spread_keeps_its_order_and_even_steps(many: int, n: int) -> None:
    chosen = spread(range(many), n)
    assert len(chosen) == min(many, n)
    steps = [after - before for before, after in pairwise(chosen)]
    assert all(step > 0 for step in steps)
    assert not steps or max(steps) - min(steps) <= 1


def of_pack(since: int, n: int = 1) -> Prompt:
    return Prompt({"en": f"{since}/{n}"}, since)


def of_club(since: int, row: int) -> Prompt:
    return Prompt({"en": f"own {row}"}, since, row)


PACK = tuple(of_pack(since) for since in (4, 5, 6))
OWN = (of_club(5, 8), of_club(4, 9), of_club(7, 3), of_club(1, 2))


def test_a_clubs_own_stand_among_the_packs_by_chapter_and_no_other_chapters_do() -> None:
    assert [(one.since, one.row) for one in beside(PACK, OWN, 4, 6)] == [
        (4, None),
        (4, 9),
        (5, None),
        (5, 8),
        (6, None),
    ]
    assert beside(PACK, OWN, 4, 3) == PACK


def test_keys_tell_the_packs_apart_by_chapter_and_place_and_the_clubs_by_row() -> None:
    there = (of_pack(4), of_pack(4, 2), of_club(4, 9), of_pack(5))
    assert list(keyed(there)) == ["4.1", "4.2", "own:9", "5.1"]
    assert list(keyed(one for one in there if one.row is None)) == ["4.1", "4.2", "5.1"]


def test_where_the_days_do_not_suffice_the_clubs_own_go_before_the_packs() -> None:
    there = keyed(beside(PACK, OWN, 4, 6))
    assert planned(there, 1) == ("own:8",)
    assert planned(there, 2) == ("own:9", "own:8")
    assert planned(there, 3) == ("own:9", "5.1", "own:8")
    assert planned(there, 9) == tuple(there)
    assert planned(keyed(PACK), 2) == ("4.1", "6.1")


def test_one_that_was_added_after_its_day_comes_the_next_day_and_none_comes_twice() -> None:
    before, after = keyed(PACK), keyed(beside(PACK, OWN[1:2], 4, 6))
    assert of_the_day(before, 2, 0, ()) == (("4.1",), 2)
    assert of_the_day(before, 2, 1, {"4.1"}) == (("6.1",), 2)
    assert of_the_day(after, 2, 1, {"4.1"}) == (("own:9",), 2)
    assert of_the_day(after, 3, 2, {"4.1", "own:9"}) == (("6.1",), 3)


chapters = st.integers(1, 9)
packs = st.lists(chapters, max_size=9).map(lambda found: [of_pack(since) for since in sorted(found)])


@given(packs, st.integers(0, 9))
def test_without_own_prompts_each_day_has_the_one_that_is_spread_to_it(pack: list[Prompt], days: int) -> None:
    there = keyed(pack)
    asked: list[str] = []
    for nth in range(days):
        today, _ = of_the_day(there, days, nth, asked)
        assert today == spread(tuple(there), days)[nth : nth + 1]
        asked += today


@given(packs, st.lists(st.tuples(chapters, st.integers(0, 8))), st.integers(1, 9))
def test_whenever_own_ones_are_added_none_is_asked_twice_and_they_are_asked_while_days_remain(
    pack: list[Prompt], added: list[tuple[int, int]], days: int
) -> None:
    asked: list[str] = []
    for nth in range(days):
        own = [of_club(since, row) for row, (since, day) in enumerate(added) if day <= nth]
        there = keyed(beside(pack, own, 1, 9))
        today, of = of_the_day(there, days, nth, asked)
        assert not set(today) & set(asked)
        assert of >= nth + 1
        asked += today
    if all(day == 0 for _, day in added):
        assert len([key for key in asked if key.startswith("own:")]) == min(len(added), days)
