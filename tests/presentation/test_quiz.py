"""A question shows all its choices and never which is right; an answer says so in words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.deck import REVIEW, SOLO, Asked, Card, Judged, NothingToAsk
from bot.domain.quiz import CHOICE, FALSE, TRUTH, WHO, Item
from bot.domain.view import Fact
from bot.presentation.quiz import question, verdict
from bot.presentation.say import Say, say_in
from tests.presentation.read import LANGUAGES, MARKED, Commands, a_club, buttons, hold, outline_of, text, texts

OUTLINE = outline_of(*MARKED)
AGAIN = datetime(2026, 3, 2, tzinfo=UTC)


def both(words: str) -> dict[str, str]:
    """Return a text that is the same in both languages."""
    return dict.fromkeys(LANGUAGES, words)


CHOOSE = Item(
    "pack:5:1", both("What falls?"), tuple(map(both, ("Snow", "Rain", "Hail", "Night"))), 2, both("It is."), 5
)
JUDGE = Item("pack:5:2", both("Snow falls."), (), FALSE, both("It rains."), 5, TRUTH)
GUESS = Item(
    "who:kitty:5",
    {},
    tuple(map(both, ("Anna", "Kitty", "Dolly", "Betsy"))),
    1,
    {},
    5,
    WHO,
    clues=(Fact(both("Skates."), 1), Fact(both("Blushes."), 3), Fact(both("Dances."), 5)),
)


def asked(item: Item, *, way: str = SOLO, waiting: int = 0) -> Asked:
    """Return a question on a card."""
    return Asked(a_club(), OUTLINE, Card(9, item.key, item.since, 2), item, way, waiting)


def judged(item: Item, choice: int) -> Judged:
    """Return an answer."""
    card = asked(item)
    return Judged(card, choice, replace(card.card, due_at=AGAIN))


def test_choices_stand_above_with_letters_to_press(english: Say) -> None:
    card = question(english, asked(CHOOSE), Commands())
    assert texts(card) == ["**What falls?**", "**A** · Snow\n**B** · Rain\n**C** · Hail\n**D** · Night"]
    assert buttons(card) == [(letter, f"quiz:3:9:2:{n}:solo") for n, letter in enumerate("ABCD")]


def test_a_statement_is_true_or_not(english: Say) -> None:
    card = question(english, asked(JUDGE), Commands())
    assert texts(card) == ["### True or not?", "Snow falls."]
    assert [label for label, _ in buttons(card)] == ["True", "Not true"]


def test_somebody_is_guessed_by_name(vietnamese: Say) -> None:
    card = question(vietnamese, asked(GUESS, way=REVIEW), Commands())
    assert texts(card) == ["### Đó là ai?", "- Skates.\n- Blushes.\n- Dances."]
    assert buttons(card)[1] == ("Kitty", "quiz:3:9:2:1:review")


@pytest.mark.parametrize(
    ("way", "told"), [(SOLO, "-# 2 more to repeat today."), (REVIEW, "-# 2 more that you missed.")]
)
def test_it_says_how_many_others_wait(english: Say, way: str, told: str) -> None:
    assert texts(question(english, asked(CHOOSE, way=way, waiting=2), Commands()))[-1] == told


def test_a_right_answer_is_told_with_why_chapter_and_when_it_comes_again(english: Say) -> None:
    card = verdict(english, judged(CHOOSE, 2))
    assert texts(card) == [
        "### Right",
        "What falls?",
        "The answer: **Hail**",
        "It is.\n-# Part 2, chapter 1",
        "-# I will ask you this again <t:1772409600:R>.",
    ]
    assert buttons(card) == [("Next", "quiz-next:3:solo")]


def test_a_wrong_answer_says_what_was_chosen(english: Say) -> None:
    assert texts(verdict(english, judged(JUDGE, 0)))[:4] == [
        "### Not this time",
        "Snow falls.",
        "The answer: **Not true**",
        "You chose: True",
    ]


def test_who_it_was_is_told_with_the_chapter_of_each_fact(english: Say) -> None:
    assert "**1.1** · Skates.\n**1.3** · Blushes.\n**2.1** · Dances." in text(verdict(english, judged(GUESS, 1)))


@pytest.mark.parametrize("author", [7, None], ids=["known", "forgotten"])
def test_a_members_own_question_stays_words_even_where_it_is_forgotten_whose_it_is(
    english: Say, author: int | None
) -> None:
    words = both("@everyone **look**")
    own = replace(CHOOSE, key="own:1", author=author, text=words, why=both("<@1>"), choices=(words,) * 4)
    told = text(question(english, asked(own), Commands())) + text(verdict(english, judged(own, 0)))
    assert "@everyone" not in told
    assert "<@1>" not in told
    assert "**look**" not in told
    assert r"\*\*look\*\*" in told


def test_the_answer_says_whose_question_it_was_as_long_as_that_is_known(english: Say) -> None:
    own = replace(CHOOSE, key="own:1", author=7)
    assert "-# Part 2, chapter 1 · Asked by <@7>" in text(verdict(english, judged(own, 0)))
    assert "Asked by" not in text(verdict(english, judged(replace(own, author=None), 0)))


def test_a_question_of_the_club_in_one_language_is_shown_in_it_to_everybody(vietnamese: Say) -> None:
    own = replace(CHOOSE, key="own:1", text={"en": "What falls?"}, choices=({"en": "Snow"},) * 4, why={"en": "It is."})
    told = text(question(vietnamese, asked(own), Commands())) + text(verdict(vietnamese, judged(own, 0)))
    assert [words for words in ("What falls?", "Snow", "It is.") if words not in told] == []


@pytest.mark.parametrize(
    ("done", "told"),
    [
        (NothingToAsk(a_club(), SOLO, 7, AGAIN), "You know 7 questions by now."),
        (NothingToAsk(a_club(), SOLO, 0, None), "Nobody has written questions on what you have read so far."),
        (NothingToAsk(a_club(), REVIEW, 7, AGAIN), "There is no question that you got wrong last time. </quiz solo:"),
    ],
)
def test_when_nothing_is_left_it_says_so_kindly(english: Say, done: NothingToAsk, told: str) -> None:
    assert told in text(question(english, done, Commands()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [2, 6])
@pytest.mark.parametrize("kind", [CHOICE, TRUTH, WHO])
def test_the_longest_texts_a_pack_may_hold_fit(language: str, size: int, kind: str) -> None:
    choices = () if kind == TRUTH else tuple(both("x" * 80) for _ in range(size))
    item = Item("k", both("q" * 300), choices, 1, both("w" * 300), 5, kind, clues=(Fact(both("f" * 200), 1),) * 3)
    hold(question(say_in(language), asked(item, waiting=99), Commands()))
    hold(verdict(say_in(language), judged(item, 0)))
