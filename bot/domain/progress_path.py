"""A reader's way through the book, day by day, and the way that the club's plan takes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.plan import Section

Day = tuple[date, int]
"""A day, and the position at its end."""


@dataclass(frozen=True, slots=True)
class Path:
    """Where a reader's bookmark stood at the end of each day on which it moved, and the corners of the plan's line.

    Days are those of the club's zone. `plan` is empty for a club without one; `due` is where it stands today.
    """

    club: Club
    outline: Outline
    days: tuple[Day, ...]
    today: date
    plan: tuple[Day, ...] = ()
    due: int | None = None


def by_day(marks: Iterable[tuple[datetime, int]]) -> tuple[Day, ...]:
    """Return the last position of each day; the moments are naive and local, the bookmarks in their order."""
    days: dict[date, int] = {}
    for at, position in marks:
        days[at.date()] = position
    return tuple(sorted(days.items()))


def line(sections: Sequence[Section]) -> tuple[Day, ...]:
    """Return the corners of a plan's line: it rises from each section's opening to its meeting, and rests between."""
    return tuple(
        corner
        for section in sections
        for corner in ((section.opens.date(), section.first - 1), (section.meets.date(), section.last))
    )


def due(plan: Sequence[Day], today: date) -> int | None:
    """Return where a plan's line stands at a day, rounded down; None without a plan."""
    if not plan:
        return None
    reached = [corner for corner in plan if corner[0] <= today]
    if not reached:
        return 0
    (since, start), ahead = reached[-1], plan[len(reached) :]
    if not ahead:
        return start
    until, end = ahead[0]
    return start + (end - start) * (today - since).days // (until - since).days
