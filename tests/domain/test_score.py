"""The board: the more accurate first, then whoever answered more; who stays off it is in no number."""

from datetime import date, datetime, time, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.outline import Outline
from bot.domain.pace import Pace
from bot.domain.plan import Plan, Section, Wishes
from bot.domain.score import NoSuchSeason, Season, Standing, Tally, board, season, seasons

ANN, BEN, CAM = 1, 2, 3
OUTLINE = Outline("chapter", ((100,) * 4, (100,) * 5))
MONDAY = datetime.fromisoformat("2026-01-05T09:00")
SECTIONS = tuple(
    Section(n, 3 * n - 2, 3 * n, MONDAY + timedelta(weeks=n - 1), MONDAY + timedelta(weeks=n - 1, days=6))
    for n in (1, 2, 3)
)
PLAN = Plan(Wishes(date(2026, 1, 5), 6, time(19), "UTC", Pace("chapters", 3)), SECTIONS)
WHOLE = Season(0, 1, 9)

some_answers = st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(any)
some_tallies = st.dictionaries(st.integers(1, 9), some_answers).map(
    lambda given: [Tally(user, right, right + wrong) for user, (right, wrong) in given.items()]
)


def places(*tallies: Tally) -> list[tuple[int, int]]:
    """Return the places of a board, each with who has it."""
    return [(one.place, one.tally.user_id) for one in board(tallies, ())]


def test_the_more_accurate_stands_first() -> None:
    ann, ben = Tally(ANN, 6, 10), Tally(BEN, 3, 4)
    assert board([ann, ben], ()) == (Standing(1, ben), Standing(2, ann))


def test_of_two_as_accurate_whoever_answered_more_stands_first() -> None:
    assert places(Tally(ANN, 1, 2), Tally(BEN, 4, 8)) == [(1, BEN), (2, ANN)]


def test_equals_share_a_place_and_the_next_is_skipped() -> None:
    assert places(Tally(CAM, 1, 3), Tally(BEN, 2, 3), Tally(ANN, 2, 3)) == [(1, ANN), (1, BEN), (3, CAM)]


def test_thirds_are_equal_to_sixths_without_rounding() -> None:
    assert places(Tally(ANN, 1, 3), Tally(BEN, 2, 6)) == [(1, BEN), (2, ANN)], "as accurate, but Ben answered more"


@given(some_tallies, st.sets(st.integers(1, 9)))
def test_whoever_stays_off_changes_nothing_for_the_others(tallies: list[Tally], hidden: set[int]) -> None:
    others = [one for one in tallies if one.user_id not in hidden]
    assert board(tallies, hidden) == board(others, ())
    assert {one.tally for one in board(tallies, hidden)} == set(others)


@given(some_tallies)
def test_a_place_is_one_more_than_the_number_of_those_who_did_better(tallies: list[Tally]) -> None:
    def better(one: Tally, other: Tally) -> bool:
        mine, theirs = one.right * other.answered, other.right * one.answered
        return mine > theirs or (mine == theirs and one.answered > other.answered)

    lines = board(tallies, ())
    assert [one.place for one in lines] == sorted(one.place for one in lines)
    assert {one.tally: one.place for one in lines} == {
        one: 1 + sum(better(other, one) for other in tallies) for one in tallies
    }


@given(some_tallies, st.randoms(use_true_random=False))
def test_in_whatever_order_the_numbers_come_the_board_is_the_same(tallies: list[Tally], chance: Random) -> None:
    mixed = list(tallies)
    chance.shuffle(mixed)
    assert board(mixed, ()) == board(tallies, ())


@pytest.mark.parametrize(("days", "opened"), [(-1, []), (0, [1]), (6.9, [1]), (7, [2, 1]), (99, [3, 2, 1])])
def test_a_section_is_a_season_from_its_opening_on(days: float, opened: list[int]) -> None:
    found = seasons(OUTLINE, PLAN.opened(MONDAY + timedelta(days=days)))
    assert found == (WHOLE, *(Season(n, 3 * n - 2, 3 * n) for n in opened))


@pytest.mark.parametrize(
    "typed",
    ["book", "Book", "the whole book", "The Whole  Book", "Cả cuốn sách", "cả cuốn", "cả sách", "toàn bộ cuốn sách"],
)
def test_the_whole_book_is_understood(typed: str) -> None:
    assert season(typed, seasons(OUTLINE, SECTIONS)) == WHOLE


@pytest.mark.parametrize(
    "typed", ["2", "section 2", "Section 2 · 1.4–2.2", "Chặng 2", "chặng 2 · 1.4–2.2", " 02 ", "section2"]
)
def test_a_section_is_understood(typed: str) -> None:
    assert season(typed, seasons(OUTLINE, SECTIONS)) == Season(2, 4, 6)


@pytest.mark.parametrize("typed", ["", "0", "3", "-1", "2.1", "chapter 2", "two", "section", "99999", "2 2", "bookish"])
def test_what_is_no_season_yet_is_refused(typed: str) -> None:
    with pytest.raises(NoSuchSeason):
        season(typed, seasons(OUTLINE, SECTIONS[:2]))
