"""The board of a club's quizzes: who was right how often. Nobody is faster or slower here."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.domain.club import Club
from bot.domain.errors import Refusal
from bot.domain.outline import Outline
from bot.domain.plan import Section
from bot.domain.where import fold

_WHOLE = {"book", "whole book", "the whole book", "ca sach", "ca cuon", "ca cuon sach", "toan bo cuon sach"}
_SECTION = re.compile(r"(?:(?:section|chang) ?)?([0-9]{1,4})(?: ?·.*)?")
"""Sections as the choices are written, and as people shorten them; both are compared folded."""


class NoSuchSeason(Refusal):
    """No section that has opened answers to what was typed, nor the whole book."""


@dataclass(frozen=True, slots=True)
class Season:
    """What a board counts: questions on the chapters `first` … `last`; `number` is a section's, 0 the whole book's."""

    number: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answers somebody gave in a season, at least one, and how many of them were right."""

    user_id: int
    right: int
    answered: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A line of the board; equal scores share a `place`, and the places they take up are skipped: 1, 1, 3."""

    place: int
    tally: Tally


@dataclass(frozen=True, slots=True)
class Board:
    """The board of a season as somebody sees it: the `lines` of all who are on it, and `mine`, their own answers.

    `mine` is None for who has given none; `off` says that they stay off the board.
    """

    club: Club
    outline: Outline
    season: Season
    lines: tuple[Standing, ...]
    mine: Tally | None
    off: bool


def board(tallies: Iterable[Tally], hidden: Collection[int]) -> tuple[Standing, ...]:
    """Return the lines of a board: the more accurate first, then whoever answered more.

    The `hidden` are in no line and no number.
    """
    shown = [one for one in tallies if one.user_id not in hidden]
    lines: list[Standing] = []
    for n, one in enumerate(sorted(shown, key=lambda one: (*_rank(one), one.user_id)), start=1):
        equal = lines and _rank(lines[-1].tally) == _rank(one)
        lines.append(Standing(lines[-1].place if equal else n, one))
    return tuple(lines)


def _rank(tally: Tally) -> tuple[Fraction, int]:
    """Return what decides on a place, the less the better."""
    return -Fraction(tally.right, tally.answered), -tally.answered


def seasons(outline: Outline, opened: Sequence[Section]) -> tuple[Season, ...]:
    """Return the seasons there are: the whole book, then the sections that have `opened`, the latest first."""
    return (
        Season(0, 1, outline.last),
        *(Season(section.number, section.first, section.last) for section in reversed(opened)),
    )


def season(typed: str, found: Sequence[Season]) -> Season:
    """Return which of the seasons `found` is meant by what was chosen or typed. Raises NoSuchSeason."""
    book, *sections = found
    meant = fold(typed)
    if meant in _WHOLE:
        return book
    number = _SECTION.fullmatch(meant)
    for section in sections:
        if number and section.number == int(number[1]):
            return section
    raise NoSuchSeason
