"""What stands beside the story ends at the bookmark, too: a book's background gives its end away."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.background import A_PAGE, BOOK, FILM, beside, tell
from bot.domain.book import Book
from bot.domain.club import Club
from tests.domain.test_book import books, sinces

CLUB = Club(1, 2, 3, "Readers", "any", "en")
subjects = st.sampled_from([BOOK, FILM])


@given(books(), subjects, st.integers(0, 400), st.data())
def test_no_page_tells_anything_past_the_bookmark(book: Book, subject: str, page: int, data: st.DataObject) -> None:
    view = book.as_read_to(data.draw(st.integers(0, book.outline.last)))
    told = tell(CLUB, view, subject, page)
    assert max(sinces(told.notes), default=0) <= view.horizon
    assert 0 <= told.page < told.pages
    assert len(told.notes) <= A_PAGE[subject]


@given(books(), subjects, st.data())
def test_the_pages_together_tell_every_note_once(book: Book, subject: str, data: st.DataObject) -> None:
    view = book.as_read_to(data.draw(st.integers(0, book.outline.last)))
    pages = tell(CLUB, view, subject, 0).pages
    notes = [note for page in range(pages) for note in tell(CLUB, view, subject, page).notes]
    assert notes == list(view.film if subject == FILM else view.background)


@given(books(), subjects, st.data())
def test_only_what_there_is_something_to_tell_of_is_offered(book: Book, subject: str, data: st.DataObject) -> None:
    view = book.as_read_to(data.draw(st.integers(0, book.outline.last)))
    assert (subject in beside(view)) == bool(tell(CLUB, view, subject, 0).notes)
    assert tell(CLUB, view, subject, 0).beside == beside(view)


@given(books())
def test_before_the_first_chapter_there_is_only_what_everybody_may_know(book: Book) -> None:
    view = book.as_read_to(0)
    assert {note.since for note in tell(CLUB, view, BOOK, 0).notes} <= {0}
    assert FILM not in beside(view)
