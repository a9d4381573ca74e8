"""Positions and addresses are the ground every other rule stands on, so they are proven for any shape of book."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import BeyondTheBook
from bot.domain.outline import Address, Outline

outlines = st.builds(
    Outline,
    st.just("chapter"),
    st.lists(
        st.lists(st.integers(1, 5_000), min_size=1, max_size=30).map(tuple),
        min_size=1,
        max_size=8,
    ).map(tuple),
)


def words_to(outline: Outline, position: int) -> int:
    """Count the words of the first `position` chapters."""
    return sum([words for part in outline.parts for words in part][:position])


@given(outlines)
def test_addresses_run_through_every_part_in_order(outline: Outline) -> None:
    in_order = [Address(p, c) for p, part in enumerate(outline.parts, 1) for c in range(1, len(part) + 1)]
    assert [outline.address(position) for position in range(1, outline.last + 1)] == in_order


@given(outlines)
def test_the_position_of_an_address_is_where_the_address_came_from(outline: Outline) -> None:
    positions = range(1, outline.last + 1)
    assert [outline.position(outline.address(position)) for position in positions] == list(positions)


@given(outlines, st.integers(-5, 300), st.integers(-5, 300))
def test_an_address_outside_the_book_is_beyond_it(outline: Outline, part: int, chapter: int) -> None:
    inside = 1 <= part <= len(outline.parts) and 1 <= chapter <= len(outline.parts[part - 1])
    if inside:
        assert outline.address(outline.position(Address(part, chapter))) == Address(part, chapter)
    else:
        with pytest.raises(BeyondTheBook) as refused:
            outline.position(Address(part, chapter))
        assert refused.value.last == outline.last


@given(outlines, st.one_of(st.integers(max_value=0), st.integers(min_value=1)))
def test_no_chapter_ends_at_a_position_outside_the_book(outline: Outline, away: int) -> None:
    outside = away if away <= 0 else outline.last + away
    with pytest.raises(BeyondTheBook) as refused:
        outline.address(outside)
    assert refused.value.last == outline.last


@given(outlines)
def test_parts_end_where_the_next_begins(outline: Outline) -> None:
    ends = [outline.end(part) for part in range(len(outline.parts) + 1)]
    assert ends[0] == 0
    assert ends[-1] == outline.last
    assert [after - before for before, after in pairwise(ends)] == [len(part) for part in outline.parts]


@given(outlines)
def test_a_part_has_its_chapters_and_a_part_that_is_not_there_has_none(outline: Outline) -> None:
    many = len(outline.parts)
    assert [outline.size(part) for part in range(1, many + 1)] == [len(part) for part in outline.parts]
    assert [outline.size(part) for part in (-1, 0, many + 1)] == [0, 0, 0]


@given(outlines)
def test_nothing_read_is_the_start_and_everything_read_is_the_end(outline: Outline) -> None:
    assert outline.after(0) == 0
    assert outline.after(1) == outline.last


@given(outlines, st.floats(0, 1), st.floats(0, 1))
def test_whoever_has_read_more_is_never_further_back(outline: Outline, one: float, other: float) -> None:
    less, more = sorted((one, other))
    assert outline.after(less) <= outline.after(more)


@given(outlines, st.data())
def test_a_chapter_of_which_one_word_is_missing_is_not_read(outline: Outline, data: st.DataObject) -> None:
    position = data.draw(st.integers(1, outline.last))
    read = words_to(outline, position) - 1
    assert outline.after(read / words_to(outline, outline.last)) < position


@given(outlines, st.data())
def test_a_chapter_read_to_its_last_word_and_one_more_is_read(outline: Outline, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, outline.last - 1))
    read = words_to(outline, position) + 1
    assert outline.after(read / words_to(outline, outline.last)) >= position


@pytest.mark.parametrize("share", [-0.01, 1.01, float("inf"), float("nan")])
def test_nobody_has_read_less_than_nothing_or_more_than_everything(share: float) -> None:
    with pytest.raises(BeyondTheBook):
        Outline("chapter", ((10, 10),)).after(share)


def test_a_chapter_of_a_book_in_parts_is_written_with_its_part() -> None:
    outline = Outline("chapter", ((1,) * 34, (1,) * 35))
    assert [outline.written(position) for position in (1, 34, 35, 45, 69)] == ["1.1", "1.34", "2.1", "2.11", "2.35"]


def test_a_chapter_of_a_book_in_one_part_is_written_alone() -> None:
    outline = Outline("stave", ((1,) * 5,))
    assert [outline.written(position) for position in (1, 3, 5)] == ["1", "3", "5"]


def test_the_start_is_not_written_as_a_chapter() -> None:
    with pytest.raises(BeyondTheBook):
        Outline("chapter", ((1, 1),)).written(0)


@given(outlines, st.data())
def test_the_words_of_a_stretch_are_those_of_its_chapters(outline: Outline, data: st.DataObject) -> None:
    first, last = sorted(data.draw(st.integers(1, outline.last)) for _ in range(2))
    assert outline.words(first, last) == words_to(outline, last) - words_to(outline, first - 1)
    assert outline.words(last + 1, last) == 0
