"""What the pictures show, each on a sheet of words and numbers: a card fills it in, and drawing knows no more."""

from dataclasses import dataclass
from datetime import date

from bot.domain.progress_path import Day

Ends = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of the book, after the position `start` up to `end`: its name, who is there, and what is due of it.

    `readers` are positions with how many stand there, `ticks` positions with the number of the chapter that ends there;
    `due` are the positions that a due stretch lies between.
    """

    name: str
    start: int
    end: int
    readers: tuple[tuple[int, int], ...]
    ticks: tuple[tuple[int, str], ...]
    due: Ends | None


@dataclass(frozen=True, slots=True)
class ClubSheet:
    """A club along its book."""

    title: str
    readers: str
    due: str | None
    lines: tuple[Line, ...]
    legend: str


@dataclass(frozen=True, slots=True)
class PathSheet:
    """All that the picture shows; it is drawn from nothing else.

    `way` and `plan` are lines through days and positions, from `first` to `last` and from 0 to `top`; `levels` are
    positions with what is written beside them, and `dates` days with what is written below them.
    """

    title: str
    yours: str
    theirs: str | None
    now: str
    first: date
    last: date
    today: date
    top: int
    way: tuple[Day, ...]
    plan: tuple[Day, ...]
    levels: tuple[tuple[int, str], ...]
    dates: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True)
class Spoke:
    """Somebody around the one in the middle: name, relation, whether it is theirs (`inward`), whether it is over."""

    name: str
    relation: str
    inward: bool
    ended: bool


@dataclass(frozen=True, slots=True)
class MapSheet:
    """All that a map shows; the picture is drawn from nothing else."""

    middle: str
    spokes: tuple[Spoke, ...]
    notes: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Every text in the picture, as long as it is before it has to fit."""
        around = (words for spoke in self.spokes for words in (spoke.name, spoke.relation))
        return (self.middle, *around, *self.notes)
