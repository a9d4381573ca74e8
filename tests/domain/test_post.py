"""What a post is made of: cut to its place, so that nothing later can stand in it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from bot.domain.book import Book
from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.pace import Pace
from bot.domain.plan import Plan, Wishes, plan
from bot.domain.post import Asked, Closing, Meeting, Opening, Post, compose, speaks_to
from bot.domain.view import Chapter, Prompt
from bot.domain.work import CLOSING, EVENT, GATHERING, OPENING, PROMPT, Task

LAST = 12
CLUB = Club(1, 2, 3, "Mondays", "b", "en")
WISHES = Wishes(date(2026, 1, 5), 6, time(19), "Europe/London", Pace("chapters", 3))


def book(prompts: int = 1) -> Book:
    def chapter(n: int) -> Chapter:
        return Chapter(n, prompts=tuple(Prompt({"en": f"{n}/{one}"}, n) for one in range(prompts)))

    return Book(
        slug="b",
        title={"en": "B"},
        author={"en": "N"},
        year="1900",
        languages=("en",),
        outline=Outline("chapter", ((238,) * LAST,)),
        _chapters=tuple(map(chapter, range(1, LAST + 1))),
        _characters=(),
        _questions=(),
    )


BOOK = book()
PLAN = Plan(WISHES, plan(BOOK.outline, WISHES), threads={2: 77})


def posted(kind: str, section: int, nth: int = 0, *, of: Book = BOOK, by: Plan = PLAN) -> Post | None:
    at = datetime(2026, 1, 5, tzinfo=UTC)
    found = by.section(section)
    horizon = speaks_to(found, kind) if found else 0
    return compose(CLUB, by, of.as_read_to(horizon), Task(9, 2, 1, kind, section, nth, at, 1, at, made=5))


def test_only_questions_speak_to_the_sections_end_all_else_to_the_end_of_the_one_before() -> None:
    section = PLAN.sections[1]
    assert {kind: speaks_to(section, kind) for kind in (OPENING, PROMPT, GATHERING, EVENT, CLOSING)} == {
        OPENING: 3,
        PROMPT: 6,
        GATHERING: 6,
        EVENT: 3,
        CLOSING: 3,
    }


def test_an_opening_tells_dates_reading_time_and_thread() -> None:
    post = posted(OPENING, 2)
    assert isinstance(post, Opening)
    assert (post.part.section, post.part.minutes, post.part.thread) == (PLAN.sections[1], 3, 77)
    assert post.part.meets == datetime(2026, 1, 18, 19, tzinfo=UTC)


@pytest.mark.parametrize(("nth", "since"), [(0, 4), (1, 6)])
def test_each_day_has_its_question_spread_over_the_section(nth: int, since: int) -> None:
    post = posted(PROMPT, 2, nth)
    assert isinstance(post, Asked)
    assert [(one.since, post.nth, post.of) for one in post.prompts] == [(since, nth + 1, 2)]


def test_a_day_without_a_question_left_posts_nothing() -> None:
    daily = replace(PLAN, wishes=replace(WISHES, prompt_days=frozenset(range(7))))
    assert posted(PROMPT, 2, 2, by=daily) is not None
    assert posted(PROMPT, 2, 3, by=daily) is None
    assert posted(PROMPT, 2, 0, of=book(0)) is None
    assert posted(GATHERING, 2, of=book(0)) is None


def test_before_the_meeting_all_questions_of_the_section_come_together_and_no_other() -> None:
    post = posted(GATHERING, 2)
    assert isinstance(post, Asked)
    assert post.gathering
    assert [one.since for one in post.prompts] == [4, 5, 6]


def test_a_view_that_ends_earlier_has_no_later_question() -> None:
    assert [one.since for one in BOOK.as_read_to(4).prompts(PLAN.sections[1].first, PLAN.sections[1].last)] == [4]
    assert BOOK.as_read_to(3).prompts(PLAN.sections[1].first, PLAN.sections[1].last) == ()


def test_an_event_knows_which_it_became_and_a_closing_where_the_club_meets() -> None:
    meeting, closing = posted(EVENT, 2), posted(CLOSING, 4, by=replace(PLAN, forum=True))
    assert isinstance(meeting, Meeting)
    assert meeting.made == 5
    assert isinstance(closing, Closing)
    assert closing.forum


def test_a_section_that_the_plan_has_no_more_posts_nothing() -> None:
    assert posted(OPENING, 5) is None


def asked(
    kind: str, section: int, nth: int = 0, *, own: tuple[Prompt, ...] = (), about: tuple[str, ...] = (), **more: Any
) -> list[str]:
    """Return what is asked in a section where the club has its own prompts."""
    at = datetime(2026, 1, 5, tzinfo=UTC)
    found = PLAN.section(section)
    assert found
    task = Task(9, 2, 1, kind, section, nth, at, 1, at, about=about)
    post = compose(CLUB, PLAN, BOOK.as_read_to(speaks_to(found, kind)), task, own, **more)
    assert post is None or isinstance(post, Asked)
    return [one.text["en"] for one in post.prompts] if post else []


OWN = tuple(Prompt({"en": f"own {since}"}, since, row, 7) for row, since in enumerate((3, 4, 6, 7), start=1))


def test_a_clubs_own_prompts_are_asked_beside_the_packs_in_their_section_and_no_other() -> None:
    assert asked(GATHERING, 2, own=OWN) == ["4/0", "own 4", "5/0", "6/0", "own 6"]
    assert asked(PROMPT, 2, 0, own=OWN) == ["own 4"]
    assert asked(PROMPT, 2, 1, own=OWN, asked={"own:2"}) == ["own 6"]


def test_what_is_settled_is_asked_whatever_was_added_or_removed_since() -> None:
    assert asked(PROMPT, 2, 0, own=OWN, about=("4.1",)) == ["4/0"]
    assert asked(GATHERING, 2, own=OWN, about=("4.1", "own:3", "own:99")) == ["4/0", "own 6"]


def test_where_all_that_was_settled_is_gone_something_else_is_asked() -> None:
    assert asked(PROMPT, 2, 0, own=OWN[2:], about=("own:2",)) == ["5/0"]


def test_what_was_asked_on_another_day_is_not_asked_again() -> None:
    assert asked(PROMPT, 2, 1, own=OWN[1:2], asked={"own:2"}) == ["5/0"]


def test_an_own_prompt_that_moved_past_the_place_is_not_told_there() -> None:
    moved = (Prompt({"en": "own"}, 9, 2),)
    assert asked(GATHERING, 2, own=moved, about=("own:2", "4.1")) == ["4/0"]
