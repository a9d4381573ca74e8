"""A note comes out as it went in, whatever it holds, and its public card says nothing of it."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.note import (
    GIST,
    KINDS,
    LONGEST_TEXT,
    OUTCOMES,
    PREDICTION,
    QUOTE,
    Ahead,
    Blank,
    Leaf,
    Listing,
    Note,
    Opened,
    Posting,
    Waiting,
    Which,
)
from bot.presentation.card import plain
from bot.presentation.note import ahead, given_back, listing, may_drop, opened, waiting, written
from bot.presentation.note_card import posted
from bot.presentation.note_forms import change, form, settle
from bot.presentation.note_text import ROOM, parts
from bot.presentation.say import say_in
from tests.presentation.read import LANGUAGES, Commands, a_club, buttons, hold, outline_of, text, texts
from tests.presentation.test_card import GAP, live, shown

BIG = 10**18 - 1
OUTLINE = outline_of(300, 300, unit="chapter")
WORDS = "# @everyone <@1> ``` [a](https://x.y) ||b||"
CLUB = replace(a_club("N" * 80), id=BIG)

signs = st.sampled_from(
    [*"ab\n .1-#@<`*[]\\:/", "://", "1. ", "```", "@everyone", "\u202e", "ש", "e\u0301\u0323", "👩‍👩‍👧"]
)
long_texts = st.builds(
    lambda unit, times: ("".join(unit) * times)[:LONGEST_TEXT],
    st.lists(signs, min_size=1, max_size=40),
    st.integers(1, 4_000),
)


@given(long_texts | st.text(min_size=1, max_size=200))
@example("@" * LONGEST_TEXT)
@example("://" * 1_333)
@example("\u0301" * LONGEST_TEXT)
@example("word " * 800)
def test_what_is_shown_reads_back_the_same_and_is_nothing_but_words(typed: str) -> None:
    cut = parts(typed)
    assert "".join(cut) == typed
    for part in cut:
        assert len(plain(part)) <= ROOM
        assert shown(plain(part)) == part.replace(GAP, "")
        assert live(plain(part)) == []


@given(long_texts)
@example("@" * LONGEST_TEXT)
def test_every_part_of_a_note_fits_a_card_and_the_last_leads_no_further(typed: str) -> None:
    kept = typed.strip() or "a"
    found = replace(_opened(kept), note=replace(_opened(kept).note, text=kept))
    for n in range(len(parts(kept))):
        view = opened(say_in("en"), found, n, "card")
        hold(view)
        labels = [label for label, _ in buttons(view)]
        assert ("Read on" in labels) == (n < len(parts(kept)) - 1)
        assert ("Back a page" in labels) == (n > 0)
    assert texts(opened(say_in("en"), found, 99, "card")) == texts(view)


def test_a_part_ends_with_a_line_or_a_word_and_never_inside_a_sign() -> None:
    assert parts("a" * 2_900 + "\n" + "b" * 1_000) == ["a" * 2_900 + "\n", "b" * 1_000]
    assert parts("word " * 700) == ["word " * 640, "word " * 60]
    accented = "a\u0301" * 2_000
    assert all(one.startswith("a") for one in parts("x" + accented)[1:])
    assert all(one.startswith("👩") for one in parts("xy" + "👩\u200d👧" * 1_300)[1:])


def _opened(typed: str = WORDS, **more: object) -> Opened:
    note = Note(BIG, 301, QUOTE, BIG, answers=BIG, to=BIG, text=typed, edited=True)
    given: dict[str, object] = {
        "replies": 10_000,
        "mine": True,
        "may_settle": True,
        "may_remove": True,
        "leaf": Leaf(Which(301, PREDICTION), 5_000, 10_000, BIG, BIG),
    }
    return Opened(CLUB, OUTLINE, 302, note, **{**given, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("answers", [None, 5])
def test_the_public_card_says_who_where_and_of_which_kind_and_no_word_of_it(
    language: str, kind: str, answers: int | None
) -> None:
    note = Note(9, 301, kind, 123, answers=answers, to=456 if answers else None, text="SECRET", outcome="right")
    view = posted(say_in(language), Posting(CLUB, OUTLINE, note, 11))
    hold(view)
    assert "<@123>" in text(view)
    assert "2.1" in text(view)
    assert ("<@456>" in text(view)) == bool(answers)
    assert "SECRET" not in str(view.to_components())  # type: ignore[no-untyped-call]
    assert [custom_id for _, custom_id in buttons(view)] == [f"note:{BIG}:9:0:card", f"note-reply:{BIG}:9"]


def test_a_reply_to_somebody_who_left_says_so() -> None:
    found = _opened()
    view = opened(say_in("en"), replace(found, note=replace(found.note, to=None)), 0, "card")
    assert "answers a reader who left" in text(view)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", [None, *OUTCOMES])
def test_how_a_prediction_turned_out_is_told_with_its_chapter(language: str, outcome: str | None) -> None:
    found = _opened()
    note = replace(found.note, kind=PREDICTION, settles=600 if outcome is None else 303, outcome=outcome)
    view = opened(say_in(language), replace(found, at=600, note=note), 0, "wait")
    hold(view)
    before = opened(say_in(language), replace(found, note=replace(note, settles=None, outcome=None)), 0, "wait")
    [told] = set(texts(view)) - set(texts(before))
    assert ("3" in told) == (outcome is not None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_among_replies_stand_no_other_notes_that_wait_and_nobody_is_named_twice(language: str) -> None:
    say, commands, note = say_in(language), Commands(), replace(_opened().note, to=77)
    left = Waiting(BIG, 3)
    every = listing(say, Listing(CLUB, OUTLINE, Which(), (note,), 1, 0, left), commands)
    replies = listing(say, Listing(CLUB, OUTLINE, Which(answers=5), (note,), 1, 0, left), commands)
    hold(replies)
    assert ("<@77>" in text(every), "<@77>" in text(replies)) == (True, False)
    waits = [any(custom_id.endswith(":wait") for _, custom_id in buttons(view)) for view in (every, replies)]
    assert waits == [True, False]


def test_whoever_predicts_is_told_that_it_is_theirs_to_settle() -> None:
    said = [
        text(written(say_in("en"), Posting(CLUB, OUTLINE, replace(_opened().note, kind=kind), BIG), (1, 2), Commands()))
        for kind in (PREDICTION, QUOTE)
    ]
    assert ["Your prediction is sealed" in one for one in said] == [True, False]
    assert ["say so" in one for one in said] == [True, False]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_is_one_that_discord_takes_with_the_longest_of_everything(language: str) -> None:
    say, commands = say_in(language), Commands()
    note = replace(_opened().note, text="@" * (GIST + 1), kind=PREDICTION)
    left = Waiting(BIG, 99, 98, more=True)
    for which in (Which(301, PREDICTION), Which(answers=BIG)):
        hold(listing(say, Listing(CLUB, OUTLINE, which, (note,) * 8, 10_000, 600, left), commands))
        assert text(listing(say, Listing(CLUB, OUTLINE, which, (note,), 1, 0, left), commands)).count("…") == 1
    hold(listing(say, Listing(CLUB, OUTLINE, Which(), (), 0, 0, None), commands))
    hold(opened(say, _opened(leaf=None, queue=True, waiting=left), 0, "wait"))
    hold(opened(say, _opened(leaf=None, queue=True), 0, "wait"))
    hold(ahead(say, Ahead(CLUB, OUTLINE, 1, note, asked=False, mine=False, may_remove=True), commands))
    for mine in (True, False):
        hold(may_drop(say, BIG, BIG, mine=mine))
    for message in ((BIG, BIG), None):
        hold(written(say, Posting(CLUB, OUTLINE, note, BIG), message, commands))


@given(long_texts)
def test_what_a_form_could_not_keep_is_given_back_whole(typed: str) -> None:
    if not typed.strip():
        return
    views = given_back(say_in("en"), typed)
    for view in views:
        hold(view)
    assert "".join(shown(texts(view)[-1]) for view in views) == typed.strip().replace(GAP, "")


def test_whoever_waits_for_one_note_reads_it_and_for_several_reads_them() -> None:
    say = say_in("en")
    assert waiting(say, 1, None) == ()
    told = {
        Waiting(5, 1): ("**1 note is waiting for you.**", "Read it"),
        Waiting(5, 1, 1): ("**1 note is waiting for you. You asked to be told.**", "Read it"),
        Waiting(5, 3, 1): ("**3 notes are waiting for you. You asked to be told of 1 of them.**", "Read them"),
        Waiting(5, 99, more=True): ("**More than 99 notes are waiting for you.**", "Read them"),
    }
    for found, (line, label) in told.items():
        shown_line, row = waiting(say, 1, found)  # type: ignore[misc]
        assert (shown_line, [one.label for one in row]) == (line, [label])
        assert row[0].custom_id == "note:1:5:0:wait"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_forms_are_such_as_discord_takes(language: str) -> None:
    say = say_in(language)
    blanks = [Blank(CLUB, OUTLINE, 301, kind, to) for kind in KINDS for to in (0, BIG)]
    forms = [form(say, one) for one in blanks]
    forms += [
        change(say, BIG, BIG, "x" * LONGEST_TEXT),
        *(settle(say, blanks[0], known) for known in (None, *OUTCOMES)),
    ]
    for made in forms:
        assert len(made.title) <= 45
        assert len(made.custom_id) <= 100
        assert 1 <= len(made.children) <= 5
        for label in made.to_dict()["components"]:
            assert len(label["label"]) <= 45
            assert len(label.get("description") or "") <= 100


def test_a_moderator_removes_what_an_author_takes_back() -> None:
    say = say_in("en")
    assert "Take this note back?" in text(may_drop(say, 1, 2, mine=True))
    removes = may_drop(say, 1, 2, mine=False)
    assert "Remove this note?" in text(removes)
    assert [label for label, _ in buttons(removes)] == ["Yes, remove it", "Leave it"]
