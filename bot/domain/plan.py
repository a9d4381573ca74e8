"""A club's plan: what is read between two meetings and when, and every way in which that may change.

All times here are naive and local, on the clock of the club's zone: a meeting at 19:00 stays at 19:00
when the clocks change. `bot.domain.calendar` turns them into UTC for whoever waits for them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.domain.calendar import Break
from bot.domain.outline import Outline
from bot.domain.pace import Pace

__all__ = ["Break", "Pace", "Pause", "Section", "Wishes"]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a moderator asks for: when, how fast, and on which days nothing happens.

    `weekday` and `prompt_days` count from Monday = 0; `zone` is an IANA name; sections open and prompts
    are posted at the local time `posting`.
    """

    start: date
    weekday: int
    meeting: time
    zone: str
    pace: Pace
    breaks: tuple[Break, ...] = ()
    prompt_days: frozenset[int] = frozenset({1, 3})
    posting: time = time(9)


@dataclass(frozen=True, slots=True)
class Section:
    """The chapters read between two meetings, at positions `first` … `last`; numbers count from one.

    `opens` and `meets` are naive local times in the club's zone.
    """

    number: int
    first: int
    last: int
    opens: datetime
    meets: datetime


@dataclass(frozen=True, slots=True)
class Pause:
    """A rest of so many `weeks`, `since` a naive local time."""

    weeks: int
    since: datetime

    @property
    def until(self) -> datetime:
        """When the club reads on."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Plan:
    """A club's whole plan as it stands, and what its running has made so far.

    `forum` tells whether the club meets in a forum; `events` whether its meetings are scheduled events of the
    server; `patience` how late its work may be done. `threads` are those of the sections opened, by number.
    """

    wishes: Wishes
    sections: tuple[Section, ...]
    forum: bool = False
    events: bool = False
    patience: timedelta = timedelta(hours=12)
    pause: Pause | None = None
    threads: Mapping[int, int] = field(default_factory=dict)

    def section(self, number: int) -> Section | None:
        """Return the section with that number, None where the plan has none."""
        return self.sections[number - 1] if 1 <= number <= len(self.sections) else None


def plan(outline: Outline, wishes: Wishes) -> tuple[Section, ...]:
    """Return the sections of a whole book. Raises TooSoon where no meeting fits before the day to finish by."""
    raise NotImplementedError


def being_read(sections: Sequence[Section], now: datetime) -> Section | None:
    """Return the section opened last; None before the start and once the last meeting has come."""
    raise NotImplementedError


def channel_horizon(sections: Sequence[Section], now: datetime) -> int:
    """Return where the club's channel stands: at the end of the section before the one opened last."""
    raise NotImplementedError


def shift(sections: Sequence[Section], now: datetime, weeks: int) -> tuple[Section, ...]:
    """Move everything that lies after `now` by so many weeks, together."""
    raise NotImplementedError


def resume(sections: Sequence[Section], now: datetime, weeks: int) -> tuple[tuple[Section, ...], int]:
    """Take back as many of the `weeks` of a pause as leave every moment ahead after `now`; return how many."""
    raise NotImplementedError


def move_meeting(sections: Sequence[Section], number: int, to: datetime, now: datetime) -> tuple[Section, ...]:
    """Move one meeting. Raises WouldCross, or NoSuchSection."""
    raise NotImplementedError


def move_opening(sections: Sequence[Section], number: int, to: datetime, now: datetime) -> tuple[Section, ...]:
    """Move one opening. Raises WouldCross, or NoSuchSection."""
    raise NotImplementedError


def repace(outline: Outline, sections: Sequence[Section], wishes: Wishes, now: datetime) -> tuple[Section, ...]:
    """Keep the sections that have opened and plan the rest of the book anew. Raises TooSoon."""
    raise NotImplementedError
