"""Reading what people type for the last chapter they finished: "2.11", "phần II chương 11", "45%" and more.

What can be meant in several ways is settled by the design: a bare number is a chapter of the part
one is in when there is such a one; where readings differ the smaller counts and the others are offered.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from bot.domain.errors import BeyondTheBook, NotUnderstood, PagesUnknown
from bot.domain.outline import Address, Outline

LONGEST = 100
"""More characters than any place needs; longer text is not looked at."""

_START = {"start", "the start", "beginning", "the beginning", "begin", "not started", "nothing", "nothing yet"} | {
    "dau", "tu dau", "bat dau", "chua doc", "chua bat dau"
}  # fmt: skip
_DONE = {"done", "end", "the end", "finished", "all", "everything", "the whole book", "finished the book"} | {
    "xong", "het", "het sach", "doc xong", "da doc xong", "doc het", "da doc het", "cuoi sach"
}  # fmt: skip

_NUMBER = r"(?:[0-9]{1,6}|[ivxlc]{1,9})"
_PART = r"(?:part|pt|book|volume|vol|phan|quyen|tap|p)"
_CHAPTER = r"(?:chapters?|chap|ch|c|chuong|stave|scene|canto|hoi|canh|khuc)"
_DASH = r"\-\u2010\u2013\u2014\u2212"
_GAP = rf"[\s.,:;/{_DASH}_]*"

_END = r"(?:end of|finished|done with|(?:da )?(?:doc )?(?:het|xong)|cuoi)"

_PERCENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,4})?)\s*(?:%|percent|per cent|phan tram)")
_PAGE = re.compile(r"(?:pages?|pp?|pg|trang|tr)[\s.]*([0-9]{1,6})")
_PAIR = re.compile(
    rf"(?:{_END}\s+)?(?:{_PART}{_GAP})?(?P<part>{_NUMBER})(?:\s*[.,:;/{_DASH}]\s*|{_GAP}\s{_GAP}|(?={_CHAPTER}))"
    rf"(?:{_CHAPTER}{_GAP})?(?P<chapter>{_NUMBER})"
)
_CHAPTER_FIRST = re.compile(
    rf"(?:{_END}\s+)?(?:{_CHAPTER}{_GAP})?(?P<chapter>{_NUMBER})\s*(?:of|in|,|cua|trong)?\s*{_PART}{_GAP}(?P<part>{_NUMBER})"
)
_WHOLE_PART = re.compile(rf"(?P<end>{_END})?\s*{_PART}[\s.]*(?P<part>{_NUMBER})")
_BARE = re.compile(rf"(?:{_END}\s+)?(?:{_CHAPTER}{_GAP})?({_NUMBER})")

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN_SHAPE = re.compile(r"c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")


@dataclass(frozen=True, slots=True)
class Reading:
    """The position that was meant, and the other positions that might have been, nearest first."""

    position: int
    others: tuple[int, ...] = ()


def fold(text: str) -> str:
    """Return `text` without case, diacritics, invisible marks and doubled spaces, so that spellings meet."""
    flat = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).replace("đ", "d")
    kept = "".join(mark for mark in flat if not unicodedata.combining(mark) and unicodedata.category(mark) != "Cf")
    return " ".join(kept.split())


def read_where(text: str, outline: Outline, at: int, pages: int | None) -> Reading:
    """Read what somebody typed, whose bookmark is `at` and whose edition has `pages` pages, if they said so.

    Raises NotUnderstood, BeyondTheBook, or PagesUnknown.
    """
    if len(text) > LONGEST:
        raise NotUnderstood
    typed = fold(text).strip(" .,;!")
    if typed in _START or typed == "0":
        return Reading(0)
    if typed in _DONE:
        return Reading(outline.last)
    for shape, meant in _SHAPES:
        if match := shape.fullmatch(typed):
            return meant(match, outline, at, pages)
    raise NotUnderstood


def _percent(match: re.Match[str], outline: Outline, _at: int, _pages: int | None) -> Reading:
    return Reading(outline.after(Fraction(match[1].replace(",", ".")) / 100))


def _page(match: re.Match[str], outline: Outline, _at: int, pages: int | None) -> Reading:
    if pages is None:
        raise PagesUnknown
    return Reading(outline.after(Fraction(int(match[1]), pages)))


def _pair(match: re.Match[str], outline: Outline, _at: int, _pages: int | None) -> Reading:
    return Reading(outline.position(Address(_number(match["part"]), _number(match["chapter"]))))


def _bare(match: re.Match[str], outline: Outline, at: int, _pages: int | None) -> Reading:
    """Settle a number alone.

    At the border between two parts one is in both. Where the part has no such chapter, the number
    counts from the beginning of the book, or means the next part that has one.
    """
    number = _number(match[1])
    here = outline.address(min(at + 1, outline.last)).part
    parts = {here, outline.address(at).part if at else here}
    if meant := [outline.position(Address(part, number)) for part in parts if 1 <= number <= outline.size(part)]:
        return _smallest(meant)
    if not 1 <= number <= outline.last:
        raise BeyondTheBook(outline.last)
    later = [part for part in range(here + 1, len(outline.parts) + 1) if outline.size(part) >= number]
    return _smallest([number, *(outline.position(Address(part, number)) for part in later[:1])])


def _whole_part(match: re.Match[str], outline: Outline, _at: int, _pages: int | None) -> Reading:
    """Settle "part 2": finished if one said so, else perhaps only begun."""
    part = _number(match["part"])
    if not outline.size(part):
        raise BeyondTheBook(outline.last)
    if match["end"]:
        return Reading(outline.end(part))
    return _smallest([outline.end(part - 1), outline.end(part)])


def _smallest(meant: list[int]) -> Reading:
    first, *others = sorted(set(meant))
    return Reading(first, tuple(others))


def _number(digits: str) -> int:
    """Turn "11" or "xi" into a number; raise NotUnderstood for letters that are no Roman numeral."""
    if digits.isdigit():
        return int(digits)
    if not _ROMAN_SHAPE.fullmatch(digits):
        raise NotUnderstood
    values = [_ROMAN[letter] for letter in digits]
    following = [*values[1:], 0]
    return sum(value if value >= after else -value for value, after in zip(values, following, strict=True))


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Outline, int, int | None], Reading]], ...] = (
    (_PERCENT, _percent),
    (_PAGE, _page),
    (_BARE, _bare),
    (_PAIR, _pair),
    (_CHAPTER_FIRST, _pair),
    (_WHOLE_PART, _whole_part),
)
