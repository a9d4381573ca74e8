"""Whatever people type for where they are must mean what they meant, or less, or be refused kindly."""

import unicodedata
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.errors import BeyondTheBook, NotUnderstood, PagesUnknown, Refusal
from bot.domain.outline import Outline
from bot.domain.where import Reading, fold, read_where

SIZES = (34, 35, 32, 23, 33, 32, 31, 19)
KARENINA = Outline("chapter", tuple((1_000,) * size for size in SIZES))
LAST = sum(SIZES)
IN_PART_TWO = 40
PAGES = 800

outlines = st.builds(
    Outline,
    st.just("chapter"),
    st.lists(st.lists(st.integers(1, 5_000), min_size=1, max_size=40).map(tuple), min_size=1, max_size=8).map(tuple),
)
words = st.sampled_from(
    [*"0123456789.,:;-–%ivxlcp #", "part ", "phần ", "chương", "ch", "trang ", "hết ", "of ", "２", "\u200f", "Ⅱ", "…"]
)
typed = st.one_of(st.text(max_size=110), st.lists(words, max_size=12).map("".join))


def read(text: str, at: int = IN_PART_TWO, pages: int | None = PAGES) -> Reading:
    return read_where(text, KARENINA, at, pages)


@pytest.mark.parametrize(
    "text",
    [
        *("2.11", "2,11", "2:11", "2-11", "2–11", "2—11", "2/11", "2 11", " 2 .  11 ", "2.011", "2.11.", "2.11!"),
        *("part 2 chapter 11", "PART 2 CHAPTER 11", "Part II, Chapter XI", "pt. 2 ch. 11", "p2c11", "2ch11"),
        *("P.2 c.11", "book 2 chapter 11", "vol. 2, ch. 11", "part\u00a02\tchapter\n11"),
        *("II.11", "ii 11", "II, xi", "Ⅱ.11"),
        *("phần 2 chương 11", "PHẦN 2 CHƯƠNG 11", "phan 2 chuong 11", "Phần II, chương 11", "phần 2 - chương XI"),
        *("quyển 2 chương 11", "tập 2 chương 11", "quyển II hồi 11"),
        *("chương 11 phần 2", "chương 11, phần 2", "chương 11 của phần II", "chương 11 trong phần 2"),
        *("chapter 11 of part 2", "chapter 11, part 2", "ch 11 in pt 2", "Chapter XI Part II"),
        *("２．１１", "\u200f2.11\u200e", "\u202b2.11\u202c", "2\u200b.\u200b11", "\ufeff2.11"),
        *("11", "xi", "XI", "ch 11", "ch. 11", "Chapter 11", "chap 11", "c11", "chương 11", "chương\u200e 11"),
        *("１１", " 11 . "),
        unicodedata.normalize("NFD", "phần 2 chương 11"),
    ],
)
def test_the_eleventh_chapter_of_part_two_may_be_said_like_this(text: str) -> None:
    assert read(text) == Reading(45)


@pytest.mark.parametrize(
    "text",
    [
        *("part2 chapter11", "phần2 chương11", "11 in part 2", "11 of part II", "11 phần 2"),
        *("2\u201011", "2\u201111", "2\u221211"),
        *("finished 2.11", "done with chapter 11", "xong chương 11", "đọc xong chương 11", "hết chương 11 phần 2"),
    ],
)
def test_it_may_be_said_like_this_as_well(text: str) -> None:
    assert read(text).position == 45


@pytest.mark.parametrize("text", ["ch 5", "scene 5", "stave V", "canto 5", "hồi 5", "cảnh 5", "khúc 5", "chapters 5"])
def test_a_chapter_goes_by_whatever_its_book_calls_it(text: str) -> None:
    assert read(text) == Reading(39)


@pytest.mark.parametrize(
    "text",
    [
        *("0", "start", "START", "the start", "Beginning", "not started", "0%", "p. 0"),
        *("đầu", "từ đầu", "Bắt đầu", "chưa đọc"),
    ],
)
def test_whoever_has_not_begun_is_at_the_start(text: str) -> None:
    assert read(text) == Reading(0)


@pytest.mark.parametrize(
    "text",
    [
        *("done", "Done!", "the end", "finished", "all", "100%", "p. 800", "8.19"),
        *("xong", "XONG", "hết", "hết sách", "Đã đọc xong"),
    ],
)
def test_whoever_is_done_is_at_the_end(text: str) -> None:
    assert read(text) == Reading(LAST)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        *(("45%", 107), ("45 %", 107), ("45 percent", 107), ("45 per cent", 107)),
        *(("45 phần trăm", 107), ("４５％", 107), ("12,5 %", 29), ("12.5%", 29), ("12,4999%", 29), ("99,9999%", 238)),
        *(("p. 312", 93), ("p312", 93), ("pp. 312", 93), ("pg 312", 93), ("page 312", 93), ("Pages 312", 93)),
        *(("trang 312", 93), ("tr. 312", 93), ("TRANG 312", 93), ("trang312", 93), ("p. ３１２", 93), ("p. 799", 238)),
    ],
)
def test_percent_and_pages_become_a_chapter_rounded_down(text: str, position: int) -> None:
    assert read(text) == Reading(position)


@pytest.mark.parametrize(
    "text", ["end of part 2", "finished part II", "done with pt. 2", "hết phần 2", "xong quyển 2", "cuối phần 2"]
)
def test_the_end_of_a_part_is_its_last_chapter(text: str) -> None:
    assert read(text) == Reading(69)


@pytest.mark.parametrize("text", ["part 2", "phần 2", "Part II", "book 2", "quyển  2", "pt. 2", "part2", "phần2"])
def test_a_part_alone_is_taken_as_begun_and_its_end_is_offered(text: str) -> None:
    assert read(text) == Reading(34, (69,))


@pytest.mark.parametrize(
    ("at", "text", "reading"),
    [
        (0, "11", Reading(11)),
        (33, "11", Reading(11)),
        (35, "11", Reading(45)),
        (68, "35", Reading(69)),
        (LAST, "3", Reading(LAST - 16)),
    ],
)
def test_a_bare_number_is_a_chapter_of_the_part_one_is_in(at: int, text: str, reading: Reading) -> None:
    assert read(text, at) == reading


def test_at_the_border_between_parts_a_number_is_in_both_and_the_smaller_counts() -> None:
    assert read("11", 34) == Reading(11, (45,))
    assert read("35", 34) == Reading(69)
    assert read("33", 101) == Reading(33, (157,))


def test_a_number_that_the_part_does_not_have_counts_from_the_beginning_or_means_a_later_part() -> None:
    assert read("35", 3) == Reading(35, (69,))
    assert read("33", 80) == Reading(33, (157,))
    assert read("211", 80) == Reading(211)
    assert read("34", 220) == Reading(34)


@pytest.mark.parametrize(
    "text",
    ["2.36", "9.1", "0.5", "2.0", "II.99", "part 9", "part 0", "chapter 0", "240", "999999", "101%", "p. 801"],
)
def test_a_place_outside_the_book_is_beyond_it(text: str) -> None:
    with pytest.raises(BeyondTheBook) as refused:
        read(text)
    assert refused.value.last == LAST


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "\u200f", ".", "hello", "part", "chapter", "p.", "2.11.3", "1.2.3.4", "-3", "2" * 7),
        *("iiii", "vx", "45 %%", "12,55555%", "½", "٢.١١", "😀"),
    ],
)
def test_what_names_no_place_is_not_understood(text: str) -> None:
    with pytest.raises(NotUnderstood):
        read(text)


@pytest.mark.parametrize("text", ["2" * 4_000, "part " * 800, "." * 4_000, " " * 3_999 + "5", "(" * 4_000, "é" * 4_000])
def test_four_thousand_characters_are_not_understood(text: str) -> None:
    with pytest.raises(NotUnderstood):
        read(text)


def test_a_page_means_nothing_without_an_edition() -> None:
    with pytest.raises(PagesUnknown):
        read("p. 312", pages=None)


@given(outlines, typed, st.data(), st.none() | st.integers(10, 9_999))
def test_any_text_is_a_place_in_the_book_or_a_refusal(
    outline: Outline, text: str, data: st.DataObject, pages: int | None
) -> None:
    at = data.draw(st.integers(0, outline.last))
    try:
        reading = read_where(text, outline, at, pages)
    except Refusal:
        return
    assert all(0 <= position <= outline.last for position in (reading.position, *reading.others))
    assert all(reading.position < other for other in reading.others), "the smaller counts"


@given(outlines, st.data())
def test_a_chapter_as_the_bot_writes_it_is_read_as_that_chapter(outline: Outline, data: st.DataObject) -> None:
    at, position = (data.draw(st.integers(least, outline.last)) for least in (0, 1))
    assert read_where(outline.written(position), outline, at, None) == Reading(position)


@given(outlines, st.integers(0, 1_000_000))
def test_a_percentage_never_opens_more_than_was_read(outline: Outline, share: int) -> None:
    flat = [words for part in outline.parts for words in part]
    reading = read_where(f"{share // 10_000}.{share % 10_000:04}%", outline, 0, None)
    assert sum(flat[: reading.position]) <= Fraction(share, 1_000_000) * sum(flat)


@pytest.mark.parametrize("words", [29, 57, 58])
def test_a_share_that_ends_exactly_with_a_chapter_counts_that_chapter(words: int) -> None:
    outline = Outline("chapter", ((words, 100 - words),))
    assert read_where(f"{words}%", outline, 0, None) == Reading(1)
    assert read_where(f"p. {words}", outline, 0, 100) == Reading(1)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Vrônxki", "vronxki", "VRÔNXKI", "Vrönxki", unicodedata.normalize("NFD", "Vrônxki")),
        ("Đôly", "doly", "ĐÔLY", "đoly", "Dôly"),
        ("Ánh Đường", "anh duong", "ANH  ĐƯỜNG", " Ánh\u00a0Đường "),
        ("Ｋｉｔｔｙ", "kitty", "KIT\u200bTY", "\u200fKitty"),
    ],
)
def test_spellings_meet_whatever_their_case_and_marks(spellings: tuple[str, ...]) -> None:
    assert len({fold(spelling) for spelling in spellings}) == 1


def test_different_letters_stay_different() -> None:
    assert len({fold(name) for name in ("Dolly", "Doly", "Kitty", "Levin", "Lêvina")}) == 5


@given(st.text(alphabet=st.characters(max_codepoint=0x17F) | st.sampled_from("ơƠưƯạẠẾếỗỖợỢựỰỹỸđĐ")))
def test_shouting_changes_nothing(text: str) -> None:
    whole = "".join(letter for letter in text if letter not in "ıŉ")  # Turkish and Afrikaans letters without a pair
    assert fold(whole.upper()) == fold(whole.lower()) == fold(whole)


@given(st.text())
@example("№ 5")
@example("ℙ")
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)
