"""What was asked before is told in pages that fit, and what lies ahead is only named."""

import pytest

from bot.domain.outline import Outline
from bot.domain.replay import Replay, Stretch
from bot.domain.view import Prompt
from bot.presentation.replay import replay
from bot.presentation.say import Say, say_in
from tests.presentation.read import LANGUAGES, Commands, a_club, buttons, hold, outline_of, text

OUTLINE = outline_of(4, 5, 3)
ONE = Stretch(1, 1, 3, 71)
TWO = Stretch(2, 4, 6, 72)


def told(shown: Stretch, horizon: int, **changes: object) -> Replay:
    """Return a stretch as told to somebody, with a question on each chapter they have read."""
    asked = tuple(Prompt({"en": f"Why {at}?"}, at) for at in range(shown.first, min(shown.last, horizon) + 1))
    values: dict[str, object] = {
        "club": a_club(),
        "outline": OUTLINE,
        "horizon": horizon,
        "joined": True,
        "sections": True,
        "shown": shown,
        "prompts": asked,
        "earlier": None,
        "later": None,
        "sealed": Stretch(3, 7, 9),
    }
    return Replay(**(values | changes))  # type: ignore[arg-type]


def test_each_question_stands_behind_its_chapter_with_the_thread_above(english: Say) -> None:
    card = replay(english, told(TWO, 5, earlier=1), Commands())
    assert text(card) == (
        "### Section 2 · 1.4–2.2\nMondays\nWe talk about it in <#72>.\n"
        "**1.4** · Why 4?\n**2.1** · Why 5?\n-# 2.2 · sealed until you are there"
    )
    assert buttons(card) == [("Section 1", "replay:3:1:0")]


def test_when_a_section_is_read_the_next_is_named_and_no_more(english: Say, vietnamese: Say) -> None:
    done = told(TWO, 6)
    assert "-# Section 3 · 2.3–2.5 · sealed until you are there" in text(replay(english, done, Commands()))
    assert "-# Chặng 3 · 2.3–2.5 · niêm kín cho đến khi bạn đọc tới" in text(replay(vietnamese, done, Commands()))
    assert "That is the whole book." in text(replay(english, told(TWO, 6, sealed=None), Commands()))


def test_questions_that_nobody_wrote_are_not_promised(english: Say) -> None:
    assert "Nobody has written questions" in text(replay(english, told(ONE, 3, prompts=()), Commands()))
    assert "Its questions open as you read." in text(replay(english, told(ONE, 0), Commands()))


def test_a_club_without_a_plan_is_told_in_parts(english: Say) -> None:
    parts = told(Stretch(2, 5, 9), 6, sections=False, earlier=1, sealed=Stretch(3, 10, 12))
    assert text(replay(english, parts, Commands())).startswith("### Part 2 · 2.1–2.5")
    assert buttons(replay(english, parts, Commands())) == [("Part 1", "replay:3:1:0")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_questions_of_a_whole_book_come_in_pages_that_fit(language: str) -> None:
    many = Outline("chapter", ((100,) * 300,))
    asked = tuple(Prompt({language: f"{at:03}" + "?" * 297}, at) for at in range(1, 301) for _ in range(5))
    whole = told(
        Stretch(1, 1, 300, 10**18), 300, outline=many, club=a_club("*" * 80), prompts=asked, joined=False, sealed=None
    )
    seen, page = "", 0
    while True:
        card = replay(say_in(language), whole, Commands(), page)
        hold(card)
        seen += text(card)
        if f"replay:3:1:{page + 1}" not in [custom_id for _, custom_id in buttons(card)]:
            break
        page += 1
    assert all(f"{at:03}??" in seen for at in range(1, 301))
    hold(replay(say_in(language), whole, Commands(), 9_999))
