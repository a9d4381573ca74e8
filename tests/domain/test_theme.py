"""A theme is found by its name or id, once it can be followed."""

import pytest

from bot.domain.book import Book
from bot.domain.errors import NoSuchTheme
from bot.domain.outline import Outline
from bot.domain.theme import named
from bot.domain.view import Chapter, Theme

TEXT = {"en": "text"}
BOOK = Book(
    slug="small",
    title=TEXT,
    author=TEXT,
    year="1900",
    languages=("en", "vi"),
    outline=Outline("chapter", ((100, 100, 100),)),
    _chapters=tuple(Chapter(n) for n in (1, 2, 3)),
    _characters=(),
    _questions=(),
    _themes=(
        Theme("snow", {"en": "Light and snow", "vi": "Ánh sáng và tuyết"}, 1, TEXT, TEXT, ()),
        Theme("railway", {"en": "The railway", "vi": "Đường sắt"}, 3, TEXT, TEXT, ()),
    ),
)


@pytest.mark.parametrize("typed", ["railway", "The Railway", "rail", "duong sat", "Đường sắt"])
def test_a_theme_is_found_by_id_and_by_any_piece_of_its_name(typed: str) -> None:
    assert named(BOOK.as_read_to(3), typed).id == "railway"


@pytest.mark.parametrize("typed", ["railway", "duong sat", "", "nonsense"])
def test_a_theme_that_cannot_be_followed_yet_is_none(typed: str) -> None:
    with pytest.raises(NoSuchTheme):
        named(BOOK.as_read_to(2), typed)
