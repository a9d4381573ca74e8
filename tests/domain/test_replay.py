"""What was asked is told again on the reader's own clock: never past their bookmark, never for a stretch not begun."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.pace import Pace
from bot.domain.plan import Plan, Wishes, plan
from bot.domain.replay import Replay, Stretch, passed, replay, stretches
from bot.domain.view import Chapter, Prompt, View

when = datetime.fromisoformat

OUTLINE = Outline("chapter", ((500,) * 4, (500,) * 5, (500,) * 3))
WISHES = Wishes(date(2027, 1, 4), 6, time(19), "UTC", Pace("chapters", 3))
PLAN = Plan(WISHES, plan(OUTLINE, WISHES), threads={1: 71, 2: 72})
"""Sections 1–3, 4–6, 7–9 and 10–12."""


def read_to(horizon: int) -> View:
    """Return a book with a question on each chapter, as read to a horizon."""
    told = (Chapter(at, prompts=(Prompt({"en": f"Why {at}?"}, at),)) for at in range(1, horizon + 1))
    return View(OUTLINE, horizon, tuple(told), {}, (), ())


OWN = tuple(Prompt({"en": f"Own {at}"}, at, at) for at in range(1, 13))


def told(horizon: int, number: int | None = None, planned: Plan | None = PLAN, own: tuple[Prompt, ...] = ()) -> Replay:
    """Tell somebody at a horizon a stretch."""
    club = Club(3, 1, 11, "Mondays", "marked", "en")
    return replay(club, read_to(horizon), planned, number, joined=True, own=own)


def test_a_club_with_a_plan_is_told_in_sections_with_their_threads_and_one_without_in_parts() -> None:
    assert stretches(OUTLINE, PLAN)[:3] == (Stretch(1, 1, 3, 71), Stretch(2, 4, 6, 72), Stretch(3, 7, 9))
    assert stretches(OUTLINE, None) == (Stretch(1, 1, 4), Stretch(2, 5, 9), Stretch(3, 10, 12))


@pytest.mark.parametrize(
    ("horizon", "shown", "asked", "sealed"),
    [(0, 1, [], 2), (1, 1, [1], 2), (3, 1, [1, 2, 3], 2), (4, 2, [4], 3), (11, 4, [10, 11], None)],
)
def test_by_default_it_is_the_section_that_one_is_in(
    horizon: int, shown: int, asked: list[int], sealed: int | None
) -> None:
    found = told(horizon)
    assert found.shown.number == shown
    assert [prompt.since for prompt in found.prompts] == asked
    assert (found.sealed and found.sealed.number) == sealed


def test_a_clubs_own_prompts_are_told_beside_the_books() -> None:
    assert [prompt.text["en"] for prompt in told(5, own=OWN).prompts] == ["Why 4?", "Own 4", "Why 5?", "Own 5"]


def test_one_turns_to_what_one_has_read_and_no_further() -> None:
    assert (told(8, 2).earlier, told(8, 2).later) == (1, 3)
    assert (told(8, 3).earlier, told(8, 3).later) == (2, None)
    assert told(8, 1).earlier is None
    assert told(8, 4).shown.number == 3
    assert told(8, 999).shown.number == 3


@given(st.integers(0, 12), st.none() | st.integers(0, 99), st.sampled_from((PLAN, None)))
def test_no_question_past_the_bookmark_is_ever_told(horizon: int, number: int | None, planned: Plan | None) -> None:
    found = told(horizon, number, planned, OWN)
    assert all(prompt.since <= horizon for prompt in found.prompts)
    assert found.shown.first <= max(1, horizon)
    assert found.later is None or stretches(OUTLINE, planned)[found.later - 1].first <= horizon
    assert found.sealed is None or found.sealed.first > horizon


def test_a_move_past_the_end_of_a_section_that_has_met_offers_its_questions() -> None:
    after_two = when("2027-01-18 00:00")
    assert passed(PLAN, 2, 3, after_two) == 1
    assert passed(PLAN, 0, 8, after_two) == 2
    assert passed(PLAN, 3, 5, after_two) is None
    assert passed(PLAN, 8, 9, after_two) is None
    assert passed(PLAN, 6, 3, after_two) is None
