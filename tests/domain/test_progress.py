"""A bookmark decides what somebody is told, so moving it must never surprise them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import BeyondTheBook, Moved
from bot.domain.outline import Outline
from bot.domain.progress import AHEAD, BEHIND, LEAP, Move, around, decide, opened, step
from bot.domain.view import Chapter, Name, Opened, Person, View
from bot.domain.where import Reading

positions = st.integers(0, 400)
sizes = st.lists(st.integers(1, 40), min_size=1, max_size=8)


def outline_of(*parts: int) -> Outline:
    return Outline("chapter", tuple((100,) * size for size in parts))


@given(positions, positions)
def test_a_confirmed_move_is_never_asked_about(before: int, after: int) -> None:
    assert decide(before, Reading(after), confirmed=True) == Move(before, after)


@given(positions, positions)
def test_only_a_leap_forward_asks(before: int, after: int) -> None:
    assert decide(before, Reading(after)).asks == (after > before + LEAP)


def test_a_leap_asks_at_its_first_chapter_too_many() -> None:
    assert not decide(5, Reading(5 + LEAP)).asks
    assert decide(5, Reading(5 + LEAP + 1)).asks


def test_in_a_section_one_may_go_to_its_end_without_a_question_but_not_past_it() -> None:
    assert not decide(3, Reading(30), section_end=30).asks
    assert decide(3, Reading(31), section_end=30).asks
    assert decide(3, Reading(8), section_end=7).asks


def test_going_on_by_one_chapter_is_no_leap_even_past_the_section() -> None:
    assert not decide(30, Reading(31), section_end=30).asks
    assert decide(30, Reading(32), section_end=30).asks


def test_somebody_ahead_of_the_section_is_asked_only_about_ten_chapters() -> None:
    assert not decide(31, Reading(31 + LEAP), section_end=30).asks
    assert decide(31, Reading(31 + LEAP + 1), section_end=30).asks


@given(positions, positions)
def test_going_back_never_asks_and_opens_nothing(before: int, after: int) -> None:
    back, forth = sorted((before, after))
    move = decide(forth, Reading(back))
    assert not move.asks
    assert not move.forward


def test_a_move_forward_by_one_opens_something() -> None:
    assert decide(5, Reading(6)).forward


def test_other_readings_are_offered_but_not_the_place_one_is_at() -> None:
    assert decide(34, Reading(11, (34, 45))) == Move(34, 11, (45,))


def test_a_button_moves_the_bookmark_its_card_shows() -> None:
    outline = outline_of(4, 5)
    assert step(outline, 4, 4, 1) == Move(4, 5)
    assert step(outline, 4, 4, -1) == Move(4, 3)
    assert step(outline, 1, 1, -1) == Move(1, 0)


@pytest.mark.parametrize(("shown", "current"), [(3, 4), (4, 3), (0, 9), (9, 0)])
@pytest.mark.parametrize("by", [-1, 1])
def test_a_button_of_an_older_card_moves_nothing(shown: int, current: int, by: int) -> None:
    with pytest.raises(Moved):
        step(outline_of(4, 5), shown, current, by)


@pytest.mark.parametrize(("at", "by"), [(0, -1), (9, 1)])
def test_a_button_does_not_leave_the_book(at: int, by: int) -> None:
    with pytest.raises(BeyondTheBook) as refused:
        step(outline_of(4, 5), at, at, by)
    assert refused.value.last == 9


@given(sizes, st.data())
def test_the_places_offered_lie_around_the_bookmark_within_the_book(parts: list[int], data: st.DataObject) -> None:
    outline = outline_of(*parts)
    at = data.draw(st.integers(0, outline.last))
    offered = around(outline, at)
    assert at in offered
    assert offered[0] == max(0, at - BEHIND)
    assert offered[-1] == min(outline.last, at + AHEAD)


def test_more_is_offered_ahead_than_behind() -> None:
    offered = around(outline_of(100), 50)
    assert (offered[0], offered[-1]) == (47, 61)


def view_at(horizon: int) -> View:
    """Return a view in which every second chapter has a summary and everybody third enters."""
    return View(
        outline=outline_of(4, 5),
        horizon=horizon,
        chapters=tuple(Chapter(n, summary={"en": "told"} if n % 2 else None) for n in range(1, horizon + 1)),
        spellings=(),
        people={str(n): Person(str(n), (Name({"en": "somebody"}, n),), n) for n in range(1, horizon + 1, 3)},
        questions=(),
    )


def test_a_move_forward_tells_how_much_it_opened() -> None:
    assert opened(Move(2, 7), view_at(7)) == Opened(chapters=5, summaries=3, people=2)


def test_a_move_from_the_start_opens_everything_up_to_its_end() -> None:
    assert opened(Move(0, 3), view_at(3)) == Opened(chapters=3, summaries=2, people=1)


@pytest.mark.parametrize("after", [0, 2, 7])
def test_a_move_back_or_nowhere_opens_nothing(after: int) -> None:
    assert opened(Move(7, after), view_at(after)) == Opened(chapters=0, summaries=0, people=0)
