"""Moving a bookmark: forward opens, back seals again, and a leap asks once."""

from dataclasses import dataclass

from bot.domain.club import Club
from bot.domain.errors import Moved
from bot.domain.note import Waiting
from bot.domain.outline import Outline
from bot.domain.plan import Section
from bot.domain.view import Opened, View
from bot.domain.where import Reading

LEAP = 10
"""Chapters that a bookmark may pass at once without a question where no section is being read, or beyond it."""

BEHIND, AHEAD = 3, 11
"""Chapters offered before and after the bookmark while somebody types: what fits a look, not all of Discord's 25."""


@dataclass(frozen=True, slots=True)
class Move:
    """A bookmark that is to go from `before` to `after`; `others` are readings that were not taken.

    `asks` says that it leaps and has not been confirmed: nothing has moved yet.
    """

    before: int
    after: int
    others: tuple[int, ...] = ()
    asks: bool = False

    @property
    def forward(self) -> bool:
        """Whether the move opens anything."""
        return self.after > self.before


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Where somebody's bookmark stands now, and how it came there.

    `mark` is the row that *Undo* takes back, where the change can be undone; `move` and `opened` are
    None where nothing was asked for. `passed` is the section whose end the move has
    reached, where the club has met about it already. `streak` counts the days of somebody's
    reading streak, None where they keep none or it was not asked for; `waiting` are the notes
    that wait for the reader, where the move has passed any.
    """

    club: Club
    outline: Outline
    at: int
    mark: int
    joined: bool = False
    undoable: bool = False
    move: Move | None = None
    opened: Opened | None = None
    passed: int | None = None
    streak: int | None = None
    waiting: Waiting | None = None


@dataclass(frozen=True, slots=True)
class WhoIsWhere:
    """Who of a club is where: positions, each with its readers, the furthest first."""

    club: Club
    outline: Outline
    places: tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Along:
    """How many of a club are at which position, without whoever hides theirs, and the section being read."""

    outline: Outline
    places: tuple[tuple[int, int], ...]
    section: Section | None


def decide(before: int, reading: Reading, *, section_end: int | None = None, confirmed: bool = False) -> Move:
    """Decide what becomes of a bookmark at `before` when a reader says `reading`.

    A leap past `section_end`, the end of the section being read, asks first (decision 0007).
    """
    leap = reading.position > _reach(before, section_end) and not confirmed
    return Move(before, reading.position, tuple(o for o in reading.others if o != before), asks=leap)


def _reach(before: int, section_end: int | None) -> int:
    """Return how far a bookmark may go without a question; one chapter is never a leap."""
    if section_end is None or before > section_end:
        return before + LEAP
    return max(section_end, before + 1)


def step(outline: Outline, shown: int, current: int, by: int) -> Move:
    """Decide what a button of a card that shows `shown` does to a bookmark that stands at `current`.

    Raises Moved when the bookmark has left the card's place, so that an old card never seals or
    opens anything by surprise, and BeyondTheBook past either end.
    """
    if shown != current:
        raise Moved
    after = current + by
    if after != 0:
        outline.address(after)
    return Move(current, after)


def opened(move: Move, view: View) -> Opened:
    """Return what a move has opened, told from the view at its end."""
    return view.opened_since(min(move.before, view.horizon))


def around(outline: Outline, at: int) -> range:
    """Return the positions worth offering to somebody at `at`."""
    return range(max(0, at - BEHIND), min(at + AHEAD, outline.last) + 1)
