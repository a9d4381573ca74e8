"""Reading streaks: on how many local days somebody read without too long a rest. They are for whoever wants one."""

from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.calendar import local
from bot.domain.club import Club

WEEK = timedelta(days=7)
FREEZES = 2
"""Days off among any seven that do not break a streak."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A streak of so many days that somebody shows to the others of a club."""

    club: Club
    user_id: int
    days: int


def days_read(path: Iterable[tuple[int, datetime]], zone: str) -> frozenset[date]:
    """Return the local days, in an IANA zone, on which a bookmark moved forward.

    `path` holds the positions it was set to with their aware moments, in order; the first is where it began.
    """
    days = set()
    before: int | None = None
    for position, at in path:
        if before is not None and position > before:
            days.add(local(at, zone).date())
        before = position
    return frozenset(days)


def streak(read: Collection[date], today: date) -> int:
    """Return on how many days somebody read since more than `FREEZES` of any seven days in a row were off.

    Today is no day off: it is not over.
    """
    off: deque[date] = deque()
    days, day = 0, today
    first = min(read, default=today)
    while day >= first:
        if day in read:
            days += 1
        elif day != today:
            while off and off[0] - day >= WEEK:
                off.popleft()
            off.append(day)
            if len(off) > FREEZES:
                break
        day -= timedelta(days=1)
    return days
