"""The board of a club's quizzes: who was right how often. Nobody is faster or slower here."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Given:
    """One answer somebody gave in a round, to a question on the chapter `since`."""

    user_id: int
    since: int
    right: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A line of the board; equal scores share a `place`, and the places they take up are skipped: 1, 1, 3."""

    place: int
    user_id: int
    right: int
    answered: int


def board(answers: Iterable[Given], first: int, last: int, hidden: Collection[int]) -> tuple[Standing, ...]:
    """Return the board of a season: the questions on the chapters `first` … `last`, a section or the whole book.

    The more accurate stands first, then whoever answered more. The `hidden` are in no line and no number.
    """
    right: dict[int, int] = {}
    answered: dict[int, int] = {}
    for given in answers:
        if first <= given.since <= last and given.user_id not in hidden:
            right[given.user_id] = right.get(given.user_id, 0) + given.right
            answered[given.user_id] = answered.get(given.user_id, 0) + 1
    scores = {one: (Fraction(right[one], answered[one]), answered[one]) for one in answered}
    ranked = sorted(scores, key=lambda one: scores[one], reverse=True)
    lines: list[Standing] = []
    for n, one in enumerate(ranked, start=1):
        place = lines[-1].place if lines and scores[lines[-1].user_id] == scores[one] else n
        lines.append(Standing(place, one, right[one], answered[one]))
    return tuple(lines)
