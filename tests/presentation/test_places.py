"""An address is how a club speaks of its book, so it must be right in each book's own words and each language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.presentation.places import count, place, progress, span, spelled
from bot.presentation.say import Say, say_in
from tests.presentation.read import LANGUAGES, UNITS, outline_of

SPELLED = {
    ("chapter", "en"): ("chapter 2", "part 2, chapter 1"),
    ("stave", "en"): ("stave 2", "part 2, stave 1"),
    ("scene", "en"): ("scene 2", "part 2, scene 1"),
    ("canto", "en"): ("canto 2", "part 2, canto 1"),
    ("chapter", "vi"): ("chương 2", "phần 2, chương 1"),
    ("stave", "vi"): ("khúc 2", "phần 2, khúc 1"),
    ("scene", "vi"): ("cảnh 2", "phần 2, cảnh 1"),
    ("canto", "vi"): ("khúc ca 2", "phần 2, khúc ca 1"),
}
COUNTED = {
    ("chapter", "en"): ("1 chapter", "5 chapters"),
    ("stave", "en"): ("1 stave", "5 staves"),
    ("scene", "en"): ("1 scene", "5 scenes"),
    ("canto", "en"): ("1 canto", "5 cantos"),
    ("chapter", "vi"): ("1 chương", "5 chương"),
    ("stave", "vi"): ("1 khúc", "5 khúc"),
    ("scene", "vi"): ("1 cảnh", "5 cảnh"),
    ("canto", "vi"): ("1 khúc ca", "5 khúc ca"),
}


def test_every_unit_is_held_in_every_language() -> None:
    assert set(SPELLED) == set(COUNTED) == {(unit, language) for unit in UNITS for language in LANGUAGES}


@pytest.mark.parametrize(("unit", "language"), SPELLED)
def test_a_chapter_is_spelled_with_its_part_where_the_book_has_parts(unit: str, language: str) -> None:
    say, (alone, with_part) = say_in(language), SPELLED[unit, language]
    assert spelled(say, outline_of(5, unit=unit), 2) == alone
    assert spelled(say, outline_of(3, 4, unit=unit), 4) == with_part


@pytest.mark.parametrize(("unit", "language"), COUNTED)
def test_chapters_are_counted_in_the_books_own_unit(unit: str, language: str) -> None:
    say, outline, (one, many) = say_in(language), outline_of(5, unit=unit), COUNTED[unit, language]
    assert (count(say, outline, 1), count(say, outline, 5)) == (one, many)


@pytest.mark.parametrize(
    ("parts", "position", "english", "vietnamese"),
    [
        *(((12,), 0, "the start", "đầu sách"), ((12,), 3, "3", "3"), ((12,), 12, "the end", "hết sách")),
        *(((4, 5), 0, "the start", "đầu sách"), ((4, 5), 4, "1.4", "1.4"), ((4, 5), 5, "2.1", "2.1")),
        *(((4, 5), 9, "the end", "hết sách"), ((1,), 0, "the start", "đầu sách"), ((1,), 1, "the end", "hết sách")),
    ],
)
def test_a_place_is_an_address_or_one_of_the_ends(
    parts: tuple[int, ...], position: int, english: str, vietnamese: str
) -> None:
    outline = outline_of(*parts)
    assert place(say_in("en"), outline, position) == english
    assert place(say_in("vi"), outline, position) == vietnamese


def test_a_span_of_chapters_is_told_by_its_two_ends_and_one_chapter_by_itself() -> None:
    parts, alone = outline_of(34, 35), outline_of(12)
    assert [span(parts, *ends) for ends in ((1, 14), (34, 37), (3, 3))] == ["1.1–1.14", "1.34–2.3", "1.3"]
    assert [span(alone, *ends) for ends in ((1, 12), (3, 3))] == ["1–12", "3"]


def test_the_ends_are_spelled_like_places(say: Say) -> None:
    for outline in (outline_of(5), outline_of(2, 3)):
        for position in (0, 5):
            assert spelled(say, outline, position) == place(say, outline, position)


def test_progress_is_told_as_so_many_of_all(english: Say, vietnamese: Say) -> None:
    assert progress(english, outline_of(34, 35), 45) == "45 of 69 chapters"
    assert progress(vietnamese, outline_of(34, 35), 45) == "45 trên 69 chương"
    assert progress(english, outline_of(1), 0) == "0 of 1 chapter"


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6), st.sampled_from(UNITS), st.sampled_from(LANGUAGES))
def test_no_two_places_of_a_book_are_called_the_same(parts: list[int], unit: str, language: str) -> None:
    say, outline = say_in(language), outline_of(*parts, unit=unit)
    for words in (place, spelled, progress):
        assert len({words(say, outline, at) for at in range(outline.last + 1)}) == outline.last + 1
