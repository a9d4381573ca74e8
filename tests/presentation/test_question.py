"""A question is told to nobody who has not read so far, and the longest of everything still fits on a card."""

from dataclasses import replace

import pytest

from bot.domain.errors import NotUnderstood
from bot.domain.proposal import A_PAGE, APPROVE, DECLINE, REMOVE, Blank, Looked, NotTaken, Sealed, seen
from bot.domain.question import (
    LONGEST_ANSWER,
    LONGEST_TEXT,
    LONGEST_WHY,
    BadQuestion,
    Listing,
    Own,
    Typed,
    Words,
    asked,
)
from bot.presentation.question import decided, form, listing, looked, posted, thanks
from bot.presentation.quiz import explained, posed
from bot.presentation.refusals import refusal
from bot.presentation.say import Say
from tests.presentation.read import MARKED, Commands, a_club, buttons, hold, outline_of, text, texts

ANN = 1_234_567_890_123_456_789
CLUB = replace(a_club("*" * 80), id=10**17)
OUTLINE = outline_of(*MARKED)
WORDS = Words("Who comes?", "Anna", ("Dolly", "Kitty", "Betsy"), "She does.")
LONGEST = Words(
    "*" * LONGEST_TEXT, "_" * LONGEST_ANSWER, tuple(sign * LONGEST_ANSWER for sign in "~|#"), "@" * LONGEST_WHY
)
TOLD = ("Who comes?", "Anna", "Dolly", "She does.")


def own(words: Words = WORDS, *, approved: bool = False, author: int | None = ANN) -> Own:
    """Return a question on 2.2."""
    return Own(10**17, 6, author, approved=approved, words=words)


def look(question: Sealed, at: int = 6) -> Looked:
    """Return how somebody looks at it."""
    return Looked(CLUB, OUTLINE, at, question)


def page(*questions: Sealed, number: int = 0, waiting: int = 99) -> Listing:
    """Return a page of a long list."""
    return Listing(CLUB, OUTLINE, questions, waiting, 10**6, number)


def test_what_stands_in_public_tells_who_and_where_and_names_two_rows(say: Say) -> None:
    card = posted(say, look(seen(own(), 0)))
    hold(card)
    assert text(card).startswith(f"🔒 <@{ANN}> ")
    assert "2.2" in text(card)
    assert [custom_id for _, custom_id in buttons(card)] == [f"look:{CLUB.id}:{10**17}"]
    assert [words for words in TOLD if words in text(card)] == []


@pytest.mark.parametrize("approved", [True, False])
def test_what_is_sealed_has_no_words_and_nothing_to_decide(say: Say, approved: bool) -> None:
    sealed = seen(own(approved=approved), 4)
    card = looked(say, look(sealed, 4), Commands())
    hold(card)
    assert [words for words in TOLD if words in text(card) + text(listing(say, page(sealed), Commands()))] == []
    assert [custom_id for _, custom_id in buttons(card)] == [f"questions:{CLUB.id}:0"]


def test_a_sealed_question_says_how_far_it_is(english: Say) -> None:
    assert "2 chapters from your bookmark." in text(looked(english, look(seen(own(), 4), 4), Commands()))
    assert "1 chapter from your bookmark." in text(looked(english, look(seen(own(), 5), 5), Commands()))


def test_what_waits_may_be_approved_and_what_is_approved_removed(english: Say) -> None:
    waits, done = (looked(english, look(own(approved=approved)), Commands()) for approved in (False, True))
    assert [label for label, _ in buttons(waits)] == ["Approve", "Decline", "All questions"]
    assert [label for label, _ in buttons(done)] == ["Remove", "All questions"]
    assert texts(done)[-1] == f"-# Proposed by <@{ANN}>. It is asked in quizzes."


def test_the_right_answer_is_marked_in_words(english: Say) -> None:
    told = texts(looked(english, look(own()), Commands()))
    assert told[2:4] == ["Right: **Anna**", "Wrong: Dolly\nWrong: Kitty\nWrong: Betsy"]


def test_a_question_of_somebody_forgotten_says_nothing_of_an_author(english: Say) -> None:
    nobodys = own(approved=True, author=None)
    card = looked(english, look(nobodys), Commands())
    assert texts(card)[-1] == "-# It is asked in quizzes."
    hold(looked(english, look(own(author=None)), Commands()))
    assert "<@" not in text(card) + text(listing(english, page(nobodys), Commands()))


def test_the_longest_of_everything_fits(say: Say) -> None:
    for approved in (True, False):
        question = own(LONGEST, approved=approved)
        hold(looked(say, look(question), Commands()))
        for one in (question, seen(question, 0)):
            card = listing(say, page(*[one] * A_PAGE, number=1), Commands())
            hold(card)
            assert len(buttons(card)) == 2
    for what in (APPROVE, DECLINE, REMOVE):
        hold(decided(say, look(own(LONGEST)), what))
    hold(thanks(say, look(seen(own(), 0))))
    item = asked(own(LONGEST), "en")
    assert sum(map(len, (*posed(say, item), explained(say, OUTLINE, item)))) < 4_000


def test_an_empty_list_says_how_questions_come(say: Say) -> None:
    card = listing(say, replace(page(waiting=0), approved=0), Commands())
    hold(card)
    assert "</quiz propose:" in text(card)


def test_the_form_is_one_that_discord_takes(say: Say) -> None:
    made = form(say, Blank(CLUB, OUTLINE, 6)).to_dict()
    assert len(made["title"]) <= 45
    assert len(made["custom_id"]) <= 100
    assert len(made["components"]) == 5
    for label in made["components"]:
        assert 1 <= len(label["label"]) <= 45
        assert len(label.get("description") or "") <= 100
        assert label["component"]["required"]
    assert made["components"][0]["component"]["value"] == "2.2"


def test_what_was_refused_is_given_back_as_words(say: Say) -> None:
    typed = Typed("x", "**Who** @here?", "A", "B\nC", "<@1>")
    told = texts(refusal(say, NotTaken(NotUnderstood(), typed), Commands()))
    given = ["\\*\\*Who\\*\\* @\u200bhere?", "A", "B\nC", "<\u200b@\u200b1\\>"]
    assert [one.partition("\n")[2] for one in told[2:]] == given


def test_the_longest_that_was_refused_fits_whole(say: Say) -> None:
    wrong = "\n".join(LONGEST.wrong)
    typed = Typed("x", LONGEST.text, LONGEST.right, wrong, LONGEST.why)
    card = refusal(say, NotTaken(BadQuestion("long"), typed), Commands())
    hold(card)
    assert text(card).count("@") == LONGEST_WHY
