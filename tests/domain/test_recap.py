"""The story so far ends at the bookmark, in every length."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.book import Book
from bot.domain.club import Club
from bot.domain.recap import A_PAGE, LENGTHS, tell
from tests.domain.test_book import books, sinces

CLUB = Club(1, 2, 3, "Readers", "any", "en")


@given(books(), st.sampled_from([*LENGTHS, "nonsense"]), st.integers(0, 400), st.data())
def test_no_page_of_any_length_tells_anything_past_the_bookmark(
    book: Book, length: str, page: int, data: st.DataObject
) -> None:
    view = book.as_read_to(data.draw(st.integers(0, book.outline.last)))
    told = tell(CLUB, view, length, page)
    assert max(sinces((told.recaps, told.chapters)), default=0) <= view.horizon
    assert 0 <= told.page < told.pages


@given(books(), st.sampled_from(sorted(A_PAGE)), st.data())
def test_the_pages_together_tell_every_chapter_once(book: Book, length: str, data: st.DataObject) -> None:
    view = book.as_read_to(data.draw(st.integers(0, book.outline.last)))
    pages = tell(CLUB, view, length).pages
    told = [chapter for page in range(pages) for chapter in tell(CLUB, view, length, page).chapters]
    written = [one for one in view.chapters if (one.line if length == "line" else one.summary)]
    assert told == written


@given(books(), st.data())
def test_in_short_it_is_one_recap_a_part_and_the_lines_since(book: Book, data: st.DataObject) -> None:
    view = book.as_read_to(data.draw(st.integers(0, book.outline.last)))
    told = tell(CLUB, view, "short")
    parts = [book.outline.address(recap.since).part for recap in told.recaps]
    assert len(set(parts)) == len(parts)
    latest = max((recap.since for recap in told.recaps), default=0)
    assert all(chapter.since > latest for chapter in told.chapters)
    assert told.pages == 1
