"""A club's own prompt is told to nobody who has not read so far, and the longest of everything still fits on a card."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from discord.ui import LayoutView

from bot.domain.errors import NotUnderstood
from bot.domain.prompt import LONGEST_TEXT, NEW, BadPrompt, Editing, Listing, Own, Suggesting, Typed
from bot.domain.proposal import A_PAGE, APPROVE, DECLINE, REMOVE, Blank, Looked, NotTaken, Sealed, seen
from bot.domain.view import Prompt
from bot.presentation.prompt import (
    choice,
    credited,
    decided,
    form,
    listing,
    looked,
    news,
    posted,
    suggest_form,
    thanks,
    words,
    written,
)
from bot.presentation.refusals import refusal
from bot.presentation.say import Say
from tests.presentation.read import MARKED, Commands, a_club, buttons, hold, outline_of, text, texts

ANN = 1_234_567_890_123_456_789
ROW = 10**17
CLUB = replace(a_club("*" * 80), id=10**17)
OUTLINE = outline_of(*MARKED)
BOTH = {"en": "Why does she stay?", "vi": "Vì sao nàng ở lại?"}
LONGEST = {"en": "*" * LONGEST_TEXT, "vi": "@" * LONGEST_TEXT}
NASTY = "@everyone <@&1> ```print``` [here](https://example.org) # **bold**"


def own(
    said: dict[str, str] = BOTH, *, approved: bool = False, author: int | None = ANN, declined: bool = False
) -> Own:
    """Return a prompt on 2.2."""
    return Own(ROW, 6, author, approved=approved, text=said, declined=declined)


def look(proposal: Sealed, at: int = 6) -> Looked:
    """Return how somebody looks at it."""
    return Looked(CLUB, OUTLINE, at, proposal)


def page(*prompts: Sealed, number: int = 0, waiting: int = 99) -> Listing:
    """Return a page of a long list."""
    return Listing(CLUB, OUTLINE, prompts, {6: 2}, waiting, 10**6, number)


def told(view: LayoutView) -> list[str]:
    """Return which words of the prompt stand on a card."""
    return [one for one in BOTH.values() if one in text(view)]


def test_what_stands_in_public_tells_who_and_where_and_names_two_rows(say: Say) -> None:
    card = posted(say, look(seen(own(), 0)))
    hold(card)
    assert text(card).startswith(f"🔒 <@{ANN}> ")
    assert "2.2" in text(card)
    assert [custom_id for _, custom_id in buttons(card)] == [f"prompt-look:{CLUB.id}:{ROW}"]
    assert told(card) == []


@pytest.mark.parametrize("approved", [True, False])
def test_what_is_sealed_has_no_words_and_nothing_to_decide(say: Say, approved: bool) -> None:
    sealed = seen(own(approved=approved), 4)
    card, listed = looked(say, look(sealed, 4), Commands()), listing(say, page(sealed), Commands())
    hold(card)
    hold(listed)
    assert told(card) + told(listed) == []
    assert "2.2" in text(card)
    assert [custom_id for _, custom_id in buttons(card)] == [f"prompts:{CLUB.id}:0"]
    assert "**2.2**" not in text(listed)
    assert {custom_id.split(":")[0] for _, custom_id in buttons(listed)} == {"prompts", "prompt-write"}
    assert f"prompt-write:{CLUB.id}:{ROW}" not in [custom_id for _, custom_id in buttons(listed)]


def test_a_line_tells_state_author_and_how_many_the_pack_has(english: Say) -> None:
    lines = texts(listing(english, page(own(), own(approved=True), own(approved=True, author=None)), Commands()))
    assert f"**2.2** · waiting · <@{ANN}> · beside 2 of the book’s\nWhy does she stay?" in lines
    assert f"**2.2** · approved · <@{ANN}> · beside 2 of the book’s\nWhy does she stay?" in lines
    assert "**2.2** · approved · beside 2 of the book’s\nWhy does she stay?" in lines


def test_the_list_counts_nothing_that_is_not_there(english: Say) -> None:
    none = replace(page(own(approved=True), waiting=0), pack={6: 0})
    assert texts(listing(english, none, Commands()))[1:3] == [
        "1000000 are asked in the talk.",
        f"**2.2** · approved · <@{ANN}>\nWhy does she stay?",
    ]
    only_waiting = listing(english, replace(page(own(), waiting=1), approved=0), Commands())
    assert texts(only_waiting)[1] == "1 question waits for a moderator."


def test_what_waits_may_be_approved_edited_or_declined_and_what_is_approved_edited_or_removed(english: Say) -> None:
    waits, done = (looked(english, look(own(approved=approved)), Commands()) for approved in (False, True))
    assert [label for label, _ in buttons(waits)] == ["Approve", "Edit", "Decline", "All questions"]
    assert [label for label, _ in buttons(done)] == ["Edit", "Remove", "All questions"]
    assert texts(done) == [
        "### Part 2, chapter 2",
        "> Why does she stay?",
        "> Vì sao nàng ở lại?",
        f"-# Suggested by <@{ANN}>",
        "-# The club is asked it when it reads that far.",
    ]


def test_the_longest_of_everything_fits(say: Say) -> None:
    for approved in (True, False):
        prompt = own(LONGEST, approved=approved)
        hold(looked(say, look(prompt), Commands()))
        for one in (prompt, seen(prompt, 0)):
            hold(listing(say, page(*[one] * A_PAGE, number=1), Commands()))
        for new in (True, False):
            hold(written(say, look(prompt), new=new))
    for what in (APPROVE, DECLINE, REMOVE):
        hold(decided(say, look(own(LONGEST)), what))
        hold(news(say, look(own(LONGEST)), what))
    hold(thanks(say, look(seen(own(), 0))))


def test_an_empty_list_says_how_prompts_come_and_lets_one_be_added(say: Say) -> None:
    card = listing(say, replace(page(waiting=0), approved=0), Commands())
    hold(card)
    assert "</club suggest:" in text(card)
    assert [custom_id for _, custom_id in buttons(card)] == [f"prompt-write:{CLUB.id}:{NEW}"]


def _mine() -> Iterator[Own]:
    for row in range(120):
        yield replace(own(approved=row % 3 == 0, declined=row % 3 == 1), row=row, since=row % 12 + 1)


def test_the_forms_are_such_as_discord_takes(say: Say) -> None:
    made = [
        suggest_form(say, Suggesting(CLUB, OUTLINE, 6, ())),
        suggest_form(say, Suggesting(CLUB, OUTLINE, 6, tuple(_mine()))),
        form(say, Blank(CLUB, OUTLINE, 0)),
        form(say, Editing(CLUB, OUTLINE, 6, own(LONGEST))),
    ]
    for one in (modal.to_dict() for modal in made):
        assert len(one["title"]) <= 45
        assert len(one["custom_id"]) <= 100
        assert len(one["components"]) <= 5
        for component in one["components"]:
            if component["type"] == 10:
                assert 1 <= len(component["content"]) <= 4_000
            else:
                assert 1 <= len(component["label"]) <= 45
                assert len(component.get("description") or "") <= 100


def test_the_form_of_a_reader_begins_with_what_became_of_earlier_ones(english: Say) -> None:
    mine = (own(), replace(own({}, declined=True), since=3), replace(own(approved=True), since=2))
    head, chapter, _ = suggest_form(english, Suggesting(CLUB, OUTLINE, 6, mine)).to_dict()["components"]
    assert head["content"].splitlines() == [
        "What you suggested before:",
        "**Waiting for a moderator** · 2.2",
        "**Approved** · 1.2",
        "**Declined** · 1.3",
    ]
    assert chapter["component"]["value"] == "2.2"
    assert len(suggest_form(english, Suggesting(CLUB, OUTLINE, 6, ())).to_dict()["components"]) == 2


def test_a_form_for_what_is_there_holds_what_it_says(say: Say) -> None:
    made = form(say, Editing(CLUB, OUTLINE, 9, own({"vi": "Vì sao?"}))).to_dict()
    assert made["custom_id"] == f"prompt-form:{CLUB.id}:{ROW}"
    assert [one["component"].get("value") for one in made["components"]] == ["2.2", None, "Vì sao?"]
    assert [one["component"]["required"] for one in made["components"]] == [True, False, False]


def test_a_prompt_stands_in_the_voices_language_if_it_has_that_and_words_stay_words(english: Say) -> None:
    assert words(english, Prompt(BOTH, 6, ROW, ANN)) == "Why does she stay?"
    assert words(english, Prompt({"vi": "Vì sao?"}, 6, ROW)) == "Vì sao?"
    said = words(english, Prompt({"en": NASTY}, 6, ROW))
    assert [sign for sign in ("@everyone", "<@&1>", "```", "https://", "**bold**", "[here]") if sign in said] == []
    assert words(english, Prompt({"en": "A *pack* may"}, 6)) == "A *pack* may"


def test_below_a_prompt_stands_who_suggested_it(english: Say) -> None:
    assert credited(english, Prompt(BOTH, 6, ROW, ANN), "Why?") == f"Why?\n-# Suggested by <@{ANN}>"
    assert credited(english, Prompt(BOTH, 6, ROW), "Why?") == "Why?"


def test_whoever_suggested_it_is_told_where_and_not_what(english: Say) -> None:
    assert texts(news(english, look(own()), APPROVE))[1].startswith("Your question on 2.2 is approved.")
    assert "does not take up your question on 2.2" in texts(news(english, look(own()), DECLINE))[1]
    assert told(news(english, look(own()), APPROVE)) == []


def test_a_choice_tells_chapter_and_words(vietnamese: Say) -> None:
    assert choice(vietnamese, OUTLINE, own()) == "2.2 · Vì sao nàng ở lại?"


@pytest.mark.parametrize("why", [NotUnderstood(), BadPrompt(LONGEST_TEXT)])
def test_what_was_refused_is_given_back_whole_as_words(say: Say, why: NotUnderstood | BadPrompt) -> None:
    card = refusal(say, NotTaken(why, Typed("x", LONGEST)), Commands())
    hold(card)
    assert text(card).count("@") == text(card).count("\\*") == LONGEST_TEXT
    given = texts(refusal(say, NotTaken(why, Typed("x", {"en": "", "vi": "Ai?"})), Commands()))
    assert given[2:] == ["Ai?"]
