"""What a moderator's change makes of a plan, and asking for another pace, which is shown before it is done.

What was asked for rides in the custom id of *Do it*: nothing is kept of a change that nobody confirms.
"""

import struct
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Self

from bot.domain.calendar import Break
from bot.domain.club import Club
from bot.domain.errors import Gone, NothingAhead, TooManyBreaks
from bot.domain.outline import Outline
from bot.domain.pace import Pace
from bot.domain.pause import rest
from bot.domain.plan import Plan, repace

MOST_BREAKS = 12
"""Breaks ahead that a change of pace may name: what fits a custom id of 100 characters."""

_KINDS = ("chapters", "weeks", "hours", "by")
_HEAD, _BREAK = struct.Struct(">BHBHH"), struct.Struct(">HH")
_FIRST_DAY = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Changed:
    """A plan before and after a change made at `now`, an aware moment.

    `what` is "pause" until the local time `at`; "resume" at it; "meeting" or "opening" of the section `number`, moved
    to it; "repace" from the section `number` on, which opens at it; or "hours", of all that is ahead of it.
    """

    club: Club
    outline: Outline
    before: Plan
    plan: Plan
    now: datetime
    what: str
    at: datetime
    number: int = 0

    @property
    def moved(self) -> frozenset[int]:
        """The sections whose meeting has a new time."""
        return moved(self.before, self.plan)


@dataclass(frozen=True, slots=True)
class Asked:
    """Another pace for what lies ahead, asked for while the plan was as `seen`."""

    pace: Pace
    weekday: int
    meeting: time
    breaks: tuple[Break, ...]
    seen: int

    def written(self) -> str:
        """Write what was asked for in at most 76 characters that a custom id may hold."""
        pace = self.pace
        amount = _days(pace.day) if pace.day else pace.amount
        minutes = self.meeting.hour * 60 + self.meeting.minute
        head = _HEAD.pack(_KINDS.index(pace.kind), amount, self.weekday, minutes, self.seen)
        breaks = (_BREAK.pack(_days(one.first), _days(one.last)) for one in self.breaks)
        return urlsafe_b64encode(b"".join((head, *breaks))).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> Self:
        """Read it back. Raises Gone where the text was never ours."""
        try:
            raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
            kind, amount, weekday, minutes, seen = _HEAD.unpack_from(raw)
            pace = Pace("by", day=_day(amount)) if _KINDS[kind] == "by" else Pace(_KINDS[kind], amount)
            breaks = tuple(Break(_day(first), _day(last)) for first, last in _BREAK.iter_unpack(raw[_HEAD.size :]))
            at = time(*divmod(minutes, 60))
        except (ValueError, IndexError, struct.error) as foreign:
            raise Gone from foreign
        if weekday > 6 or not (pace.day or pace.amount) or any(one.last < one.first for one in breaks):
            raise Gone
        return cls(pace, weekday, at, breaks, seen)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change of pace would make of a plan."""

    change: Changed
    asked: Asked


def _days(day: date) -> int:
    return (day - _FIRST_DAY).days


def _day(days: int) -> date:
    return _FIRST_DAY + timedelta(days=days)


def moved(before: Plan, after: Plan) -> frozenset[int]:
    """Return the numbers of the sections whose meeting has a new time, new sections and lost ones too."""
    was, is_ = ({one.number: one.meets for one in plan.sections} for plan in (before, after))
    return frozenset(number for number in was.keys() | is_.keys() if was.get(number) != is_.get(number))


def seen(plan: Plan) -> int:
    """Return a small number that tells a plan from the same plan after a change."""
    return zlib.crc32(repr((plan.sections, plan.pause)).encode()) & 0xFFFF


def breaks_ahead(plan: Plan, now: datetime) -> tuple[Break, ...]:
    """Return the breaks that are not over, without the days of a pause that the club is in."""
    pause = plan.resting(now)
    resting = pause and rest(pause, plan.wishes.posting)
    return tuple(one for one in plan.wishes.breaks if one.last >= now.date() and one != resting)


def replanned(outline: Outline, plan: Plan, asked: Asked, now: datetime) -> Plan:
    """Return the plan with what has not opened yet laid anew; a pause goes on.

    Raises NothingAhead, TooManyBreaks, or TooSoon.
    """
    if not plan.sections or plan.sections[-1].opens <= now:
        raise NothingAhead
    if len(asked.breaks) > MOST_BREAKS:
        raise TooManyBreaks(MOST_BREAKS)
    pause = plan.resting(now)
    ahead = breaks_ahead(plan, now)
    wishes = replace(
        plan.wishes,
        start=max(plan.wishes.start, pause.until.date()) if pause else plan.wishes.start,
        weekday=asked.weekday,
        meeting=asked.meeting,
        pace=asked.pace,
        breaks=(*(one for one in plan.wishes.breaks if one not in ahead), *asked.breaks),
    )
    return replace(plan, wishes=wishes, sections=repace(outline, plan.sections, wishes, now))
