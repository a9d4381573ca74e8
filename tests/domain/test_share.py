"""Something shared has a date: from there on everybody sees the same, and before it nobody does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.book import Book, Character, Relation
from bot.domain.character import Portrait
from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.recap import LENGTHS, StorySoFar
from bot.domain.share import Shareable, Subject, look, since
from bot.domain.summary import Summary
from bot.domain.theme import Followed
from bot.domain.view import Chapter, Name, View
from tests.domain.test_book import books, books_and_horizons, sinces
from tests.marked import markers

CLUB = Club(1, 2, 3, "Readers", "any", "en")
THREE = View(Outline("chapter", ((1, 1, 1),)), 3, (Chapter(1), Chapter(2), Chapter(3)), {}, (), ())


def seen_in(view: View, subject: Subject) -> Shareable | None:
    return look(CLUB, view, ("en",), subject)


def subjects(book: Book) -> list[Subject]:
    """Return all that a reader of the whole book can share."""
    view = book.as_read_to(book.outline.last)
    return [
        *(Subject("summary", str(chapter.since)) for chapter in view.chapters),
        *(Subject("person", one) for one in view.people),
        *(Subject("theme", theme.id) for theme in view.themes),
        *(Subject("recap", f"{length}-{page}") for length in LENGTHS for page in range(3)),
    ]


def face(seen: Shareable | None) -> object:
    """Return what its reader takes in of something; the people of a chapter by whatever name, so none of them."""
    match seen:
        case Summary():
            return seen.chapter.title, seen.chapter.line, seen.chapter.summary, seen.chapter.prompts
        case Portrait():
            ties = [(tie.label, tie.ended, other.names[0]) for tie, other in seen.ties]
            return seen.person.names, seen.person.facts, seen.person.seen, ties
        case Followed():
            return seen.theme
        case StorySoFar():
            return seen
        case None:
            return None


@given(books_and_horizons())
def test_what_is_shown_in_full_tells_nothing_past_the_horizon_of_its_place(drawn: tuple[Book, int, int]) -> None:
    book, place, reader = drawn
    for subject in subjects(book):
        seen = seen_in(book.as_read_to(reader), subject)
        if seen is not None and since(seen) <= place:
            shown = seen_in(book.as_read_to(place), subject)
            assert shown is not None
            assert max(sinces(shown), default=0) <= place
            assert max(markers(repr(shown)), default=0) <= place
            assert since(shown) == since(seen)


@given(books_and_horizons())
def test_whoever_has_read_to_its_date_sees_the_same_and_nobody_before(drawn: tuple[Book, int, int]) -> None:
    book, near, far = drawn
    for subject in subjects(book):
        seen = seen_in(book.as_read_to(far), subject)
        if seen is not None:
            same = face(seen_in(book.as_read_to(near), subject)) == face(seen)
            assert same == (since(seen) <= near), (subject, since(seen))


@given(books(), st.data())
def test_nothing_is_dated_past_the_bookmark_of_who_sees_it_or_before_the_first_chapter(
    book: Book, data: st.DataObject
) -> None:
    horizon = data.draw(st.integers(0, book.outline.last))
    for subject in subjects(book):
        seen = seen_in(book.as_read_to(horizon), subject)
        assert seen is None or 1 <= since(seen) <= horizon


@given(books())
def test_at_the_start_of_a_book_there_is_nothing_to_show(book: Book) -> None:
    assert [one for one in subjects(book) if seen_in(book.as_read_to(0), one) is not None] == []


@pytest.mark.parametrize("which", ["0", "", "x", "-1", "99", "1.1"])
def test_no_chapter_is_found_where_there_is_none(which: str) -> None:
    assert seen_in(THREE, Subject("summary", which)) is None


@pytest.mark.parametrize("which", ["", "line", "line-", "long-0", "short-x", "short--1", "short-0-0"])
def test_no_story_is_told_in_a_length_or_on_a_page_that_there_is_not(which: str) -> None:
    assert seen_in(THREE, Subject("recap", which)) is None


@pytest.mark.parametrize(("horizon", "date"), [(1, 1), (2, 2), (3, 2), (4, 4), (5, 5), (6, 5)])
def test_the_end_of_a_tie_and_a_new_name_of_the_other_date_a_portrait_too(horizon: int, date: int) -> None:
    """Ann is bound to Ben, who is seldom named: better at 4, and at 5 it is over."""
    ben = Character("ben", (Name({"en": "Ben Smith"}, 4), Name({"en": "a man"}, 2)))
    ann = Character("ann", (Name({"en": "Ann"}, 1),), relations=(Relation("ben", {"en": "wife"}, 2, until=5),))
    chapters = tuple(Chapter(n) for n in range(1, 7))
    outline = Outline("chapter", ((1,) * 6,))
    book = Book("two", {}, {}, "1900", ("en",), outline, chapters, (ann, ben), ())
    seen = seen_in(book.as_read_to(horizon), Subject("person", "ann"))
    assert seen is not None
    assert since(seen) == date
