"""A note is dated by its author, shown by its reader's bookmark, and a prediction keeps its end to itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.club import Club
from bot.domain.errors import NothingReadYet
from bot.domain.note import (
    ASKED,
    KINDS,
    LONGEST_TEXT,
    MOST_COUNTED,
    PREDICTION,
    READ,
    REOPENED,
    RIGHT,
    THOUGHT,
    Note,
    Sealed,
    Waiting,
    Which,
    chapter,
    home,
    level,
    may_predict,
    pages,
    seen,
    settling,
    waiting,
    words,
)
from bot.domain.note_errors import BadNote, NothingToPredict, SettledTooEarly
from bot.domain.outline import Outline
from bot.domain.proposal import PastBookmark
from tests.plans import speaking

OUTLINE = Outline("chapter", ((100,) * 4, (100,) * 5))
CLUB = Club(3, 1, 11, "Mondays", "marked", "en", card=77)
ANN, BEN = 1, 2
THREAD = 500

notes = st.builds(
    Note,
    row=st.just(7),
    since=st.integers(1, 9),
    kind=st.sampled_from(KINDS),
    author=st.just(ANN),
    text=st.just("the words"),
    settles=st.none() | st.integers(1, 9),
    outcome=st.none() | st.just(RIGHT),
)


@given(notes, st.integers(0, 9))
def test_before_its_chapter_nothing_of_a_note_is_there_but_what_its_card_says(note: Note, at: int) -> None:
    found = seen(note, at)
    assert isinstance(found, Note) == (note.since <= at)
    assert found == (found if isinstance(found, Note) else Sealed(7, note.since, note.kind, ANN))


@given(notes, st.integers(0, 9))
def test_before_the_chapter_that_settles_it_a_prediction_looks_like_one_that_nobody_has_settled(
    note: Note, at: int
) -> None:
    found = seen(note, at)
    if isinstance(found, Note) and note.settles is not None:
        assert (found.settles, found.outcome) == ((note.settles, note.outcome) if note.settles <= at else (None, None))


def test_opening_marks_what_is_news_to_whoever_opens() -> None:
    open_still, told = Note(1, 2, PREDICTION, ANN), Note(1, 2, PREDICTION, ANN, settles=5, outcome=RIGHT)
    assert [level(open_still, one) for one in (ANN, BEN)] == [ASKED, READ]
    assert [level(told, one) for one in (ANN, BEN)] == [REOPENED, REOPENED]


@given(st.none() | st.integers(1, 999), st.none() | st.sampled_from(KINDS), st.none() | st.integers(1, 10**17))
def test_which_notes_a_list_holds_is_read_back_from_a_button(
    since: int | None, kind: str | None, answers: int | None
) -> None:
    which = Which(answers=answers) if answers else Which(since, kind)
    assert Which.read(str(which)) == which


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b", "x" * (LONGEST_TEXT + 1)])
def test_a_note_needs_a_word_and_has_an_end(text: str) -> None:
    with pytest.raises(BadNote):
        words(text)


@pytest.mark.parametrize("text", ["x" * LONGEST_TEXT, "a\n\n b", "\u202eעברית", "e\u0301\u0323", "🫖"])
def test_a_note_is_kept_as_it_was_typed(text: str) -> None:
    assert words(f"\n{text} ") == text


def test_a_note_is_on_a_chapter_that_its_author_has_finished() -> None:
    assert chapter(None, OUTLINE, 6, None) == 6
    assert chapter("1.3", OUTLINE, 6, None) == 3
    with pytest.raises(PastBookmark):
        chapter("2.3", OUTLINE, 6, None)
    with pytest.raises(NothingReadYet):
        chapter(None, OUTLINE, 0, None)


def test_who_has_not_begun_or_has_finished_predicts_nothing() -> None:
    may_predict(OUTLINE, 8)
    for at, refusal in ((0, NothingReadYet), (9, NothingToPredict)):
        with pytest.raises(refusal):
            may_predict(OUTLINE, at)


def test_a_prediction_is_settled_by_a_later_chapter_that_has_been_read() -> None:
    note = Note(1, 3, PREDICTION, ANN)
    assert settling("1.4", note, OUTLINE, 6, None) == 4
    for typed, refusal in (("1.3", SettledTooEarly), ("1.1", SettledTooEarly), ("2.3", PastBookmark)):
        with pytest.raises(refusal):
            settling(typed, note, OUTLINE, 6, None)


def test_a_card_belongs_in_the_thread_stood_in_else_the_sections_else_the_channel() -> None:
    plan = speaking(4, THREAD, 6)
    assert home(CLUB, plan, 11, since=5) == THREAD
    assert home(CLUB, plan, 11, since=2) == 11
    assert home(CLUB, plan, THREAD, since=2) == THREAD
    assert home(CLUB, plan, 999, since=2) == 11
    assert home(CLUB, None, THREAD, since=5) == 11


def test_waiting_notes_are_counted_up_to_a_limit() -> None:
    assert waiting(()) is None
    assert waiting(((4, False), (2, True))) == Waiting(4, 2, asked=1)
    many = tuple((n, False) for n in range(1, MOST_COUNTED + 2))
    assert waiting(many[:-1]) == Waiting(1, MOST_COUNTED)
    assert waiting(many) == Waiting(1, MOST_COUNTED, more=True)


def test_pages_hold_eight_notes() -> None:
    assert [pages(n) for n in (0, 1, 8, 9, 10_000)] == [1, 1, 1, 2, 1_250]


def test_an_ordinary_note_opens_once() -> None:
    assert level(Note(1, 2, THOUGHT, ANN), BEN) == READ
