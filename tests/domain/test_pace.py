"""A pace is read as it was meant, and divides a book so that no week is heavier than it need be."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.errors import BadDate, DateNotUnderstood
from bot.domain.pace import (
    WORDS_A_MINUTE,
    BadPace,
    Pace,
    PaceNotUnderstood,
    divide,
    read_pace,
    reading_minutes,
    section_ends,
)

TODAY = date(2026, 11, 20)

small_books = st.lists(st.integers(0, 30), min_size=1, max_size=9)
books = st.lists(st.integers(1, 6_000), min_size=1, max_size=300)


def loads(words: Sequence[int], ends: Sequence[int]) -> list[int]:
    return [sum(words[begin:end]) for begin, end in pairwise((0, *ends))]


def unevenness(words: Sequence[int], ends: Sequence[int]) -> int:
    return sum(load * load for load in loads(words, ends))


def every_division(chapters: int, sections: int) -> Iterator[tuple[int, ...]]:
    return ((*cuts, chapters) for cuts in combinations(range(1, chapters), sections - 1))


def test_one_long_chapter_is_read_alone() -> None:
    assert divide((10, 10, 100, 10, 10), 3) == (2, 3, 5)


def test_as_many_sections_as_chapters_is_a_chapter_each() -> None:
    assert divide((5, 1, 7), 3) == (1, 2, 3)


@given(small_books, st.data())
@example([7, 23, 8, 7, 12], None)
@example([0, 0, 0, 0], None)
@example([0, 5, 0, 0, 5, 0], None)
def test_no_other_division_is_more_even(words: list[int], data: st.DataObject | None) -> None:
    for sections in [data.draw(st.integers(1, len(words)))] if data else range(1, len(words) + 1):
        ends = divide(words, sections)
        assert ends in set(every_division(len(words), sections))
        assert unevenness(words, ends) == min(
            unevenness(words, other) for other in every_division(len(words), sections)
        )


@given(books, st.data())
def test_every_chapter_is_read_once_and_in_order_and_no_section_is_empty(words: list[int], data: st.DataObject) -> None:
    sections = data.draw(st.integers(1, len(words)))
    ends = divide(words, sections)
    assert len(ends) == sections
    assert ends[-1] == len(words)
    assert all(before < after for before, after in pairwise((0, *ends)))


@pytest.mark.parametrize("sections", [0, 4])
def test_sections_without_a_chapter_are_not_made(sections: int) -> None:
    with pytest.raises(ValueError, match="3 chapters"):
        divide((1, 1, 1), sections)


def test_a_book_far_longer_than_any_other_is_divided_too() -> None:
    words = [500 + 37 * chapter % 2_900 for chapter in range(1_200)]
    heaviest, lightest = max(weeks := loads(words, divide(words, 200))), min(weeks)
    assert heaviest - lightest < 2 * max(words)


def test_239_chapters_at_14_a_week_are_18_sections_of_13_or_14() -> None:
    ends = section_ends((1_500,) * 239, Pace("chapters", 14), 0)
    assert len(ends) == 18
    assert {after - before for before, after in pairwise((0, *ends))} == {13, 14}


@given(st.integers(1, 400), st.integers(1, 450))
def test_so_many_chapters_a_week_are_never_more_and_differ_by_one_at_most(chapters: int, amount: int) -> None:
    ends = section_ends((1_000,) * chapters, Pace("chapters", amount), 0)
    sizes = [after - before for before, after in pairwise((0, *ends))]
    assert len(sizes) == -(-chapters // amount)
    assert sum(sizes) == chapters
    assert min(sizes) >= 1
    assert max(sizes) <= min(amount, min(sizes) + 1)


@given(books, st.integers(10, 6_000))
def test_so_many_hours_a_week_are_kept_on_average_where_the_chapters_allow_it(words: list[int], minutes: int) -> None:
    sections = len(section_ends(words, Pace("hours", minutes), 0))
    a_week = minutes * WORDS_A_MINUTE
    assert sections == len(words) or sum(words) <= sections * a_week
    assert sections == 1 or sum(words) > (sections - 1) * a_week


@given(books, st.integers(1, 520))
def test_so_many_weeks_are_so_many_sections_unless_the_chapters_are_fewer(words: list[int], weeks: int) -> None:
    assert len(section_ends(words, Pace("weeks", weeks), 0)) == min(weeks, len(words))


def test_a_day_to_finish_by_makes_a_section_for_each_meeting_there_is() -> None:
    assert len(section_ends((1_000,) * 50, Pace("by", day=TODAY), 12)) == 12
    assert len(section_ends((1_000,) * 5, Pace("by", day=TODAY), 12)) == 5


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (238, 1), (239, 2), (23_800, 100)])
def test_reading_takes_a_minute_for_238_words_and_for_what_is_left_of_them(words: int, minutes: int) -> None:
    assert reading_minutes(words) == minutes


@pytest.mark.parametrize(
    ("typed", "pace"),
    [
        *((typed, Pace("chapters", 14)) for typed in ("14", "14 chapters a week", "14 ch/week", "up to 14 chapters")),
        *((typed, Pace("chapters", 14)) for typed in ("14 chương một tuần", "Mỗi tuần 14 chương.", "14 chuong/tuan")),
        *((typed, Pace("chapters", 14)) for typed in ("2 chapters a day", "hai chương mỗi ngày", "two a day")),
        *((typed, Pace("chapters", 7)) for typed in ("a chapter a day", "1 chapter daily", "một chương một ngày")),
        *((typed, Pace("weeks", 20)) for typed in ("20 weeks", "in 20 weeks", "20 tuần", "trong 20 tuần")),
        *((typed, Pace("weeks", 1)) for typed in ("a week", "một tuần", "1 week")),
        *((typed, Pace("hours", 180)) for typed in ("3 hours", "3h a week", "3 giờ", "3 tiếng một tuần", "180 phút")),
        *(
            (typed, Pace("hours", 210))
            for typed in ("3h30", "3.5 hours", "3,5 giờ", "3 tiếng rưỡi", "30 minutes a day")
        ),
        *(
            (typed, Pace("hours", 210))
            for typed in ("about 3 hours 30 minutes a week", "khoảng 3 giờ 30 phút mỗi tuần")
        ),
        *((typed, Pace("by", day=date(2027, 6, 1))) for typed in ("by 2027-06-01", "before 1 June", "finish by 1/6")),
        *((typed, Pace("by", day=date(2027, 6, 1))) for typed in ("trước 1/6/2027", "đến ngày 1 tháng 6 năm 2027")),
    ],
)
def test_a_pace_is_read_in_both_languages(typed: str, pace: Pace) -> None:
    assert read_pace(typed, TODAY, 239) == pace


@pytest.mark.parametrize("typed", ["", "fast", "2.11", "-3", "2-3", "1/2 a week", "weeks", "12 34", "9" * 101])
def test_what_is_no_pace_is_refused(typed: str) -> None:
    with pytest.raises(PaceNotUnderstood):
        read_pace(typed, TODAY, 239)


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("240", BadPace("chapters", 1, 239)),
        ("0 chapters", BadPace("chapters", 1, 239)),
        ("40 chapters a day", BadPace("chapters", 1, 239)),
        ("0 weeks", BadPace("weeks", 1, 520)),
        ("521 weeks", BadPace("weeks", 1, 520)),
        ("9 minutes", BadPace("hours", 10, 6_000)),
        ("101 hours", BadPace("hours", 10, 6_000)),
    ],
)
def test_a_pace_out_of_bounds_is_refused_with_the_bounds(typed: str, refused: BadPace) -> None:
    with pytest.raises(BadPace) as told:
        read_pace(typed, TODAY, 239)
    assert told.value == refused


def test_a_pace_at_its_bounds_is_taken() -> None:
    taken = [read_pace(typed, TODAY, 239).amount for typed in ("1", "239", "1 week", "520 weeks", "10 min", "100 h")]
    assert taken == [1, 239, 1, 520, 10, 6_000]


def test_a_day_to_finish_by_is_refused_as_a_date_is() -> None:
    with pytest.raises(DateNotUnderstood):
        read_pace("by and by", TODAY, 239)
    with pytest.raises(BadDate):
        read_pace("by 2016-06-01", TODAY, 239)


@given(st.text(max_size=110) | st.from_regex(r"[0-9a-z/.,\- ]{0,30}"))
def test_whatever_is_typed_for_a_pace_is_read_or_refused(typed: str) -> None:
    try:
        pace = read_pace(typed, TODAY, 239)
    except (PaceNotUnderstood, BadPace, DateNotUnderstood, BadDate):
        return
    assert pace.amount >= 1 or pace.day
