"""Reminders: who wants which, when they fall due, and when they reach nobody: at night, or too late to be of use.

A reminder holds addresses and dates only. It tells nobody how others are getting on, nor that they are late.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.domain.calendar import after_breaks, local, moment
from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.plan import DAY, Plan, Section
from bot.domain.work import Occurrence

A_DAY, HOURS, OPENS, QUIET = "day", "hours", "opens", "quiet"
"""A day before a meeting, two hours before it, when a section opens, and when a bookmark has rested."""
KINDS = (A_DAY, HOURS, OPENS)
"""What somebody asks for or does not; of a resting bookmark they say after how many days."""
REMINDERS = frozenset({*KINDS, QUIET})
"""The kinds of work that remind: a club's own row calls for them, and each reader's row is theirs."""

TWO_HOURS = timedelta(hours=2)
QUIET_DAYS = (3, 4, 5, 6, 7, 10, 14, 18, 21, 25, 30)
"""After how many days without moving one's bookmark a reminder may come: from three to thirty."""
WAKING = range(8, 22)
"""The local hours in which somebody may be written to."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked to be reminded of: `kinds`, and after how many days of `quiet`, None for never.

    `language` is what they spoke when they asked: nobody tells it when a reminder falls due.
    """

    kinds: frozenset[str]
    quiet: int | None
    language: str

    def covers(self, kind: str) -> bool:
        """Whether somebody wants reminders of a kind."""
        return self.quiet is not None if kind == QUIET else kind in self.kinds


@dataclass(frozen=True, slots=True)
class Call:
    """A moment at which those readers of a club are to be reminded who asked for it.

    `section` is the one that it is about; None where the club reads none and nobody's bookmark rests too long.
    """

    club: Club
    plan: Plan
    section: Section | None
    kind: str


@dataclass(frozen=True, slots=True)
class Errand:
    """A reminder that somebody is to get at `due` (UTC). `nth` tells it from others of its kind and section."""

    user_id: int
    nth: int
    due: datetime


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder for one reader, whose bookmark is at `at`, in their language and by the clock of their `zone`.

    `quiet` is after how many days they asked for one.
    """

    club: Club
    outline: Outline
    plan: Plan
    section: Section
    kind: str
    user_id: int
    language: str
    zone: str
    at: int
    quiet: int | None


def calls(plan: Plan) -> Iterable[Occurrence]:
    """Yield when a plan calls for reminders; bookmarks are looked at from its beginning on, once a day."""
    zone = plan.wishes.zone
    for section in plan.sections:
        yield Occurrence(OPENS, section.number, 0, moment(section.opens, zone))
        yield Occurrence(A_DAY, section.number, 0, moment(section.meets - DAY, zone))
        yield Occurrence(HOURS, section.number, 0, moment(section.meets, zone) - TWO_HOURS)
    if plan.sections:
        yield Occurrence(QUIET, len(plan.sections), 0, moment(plan.sections[0].opens, zone))


def next_look(plan: Plan, now: datetime) -> datetime | None:
    """Return when bookmarks are looked at after the local time `now`, local too; None after the last meeting."""
    today = datetime.combine(now.date(), plan.wishes.posting)
    at = today if today > now else today + DAY
    return at if plan.sections and at < plan.sections[-1].meets else None


def pointless(kind: str, section: Section, zone: str, now: datetime) -> bool:
    """Return whether a reminder of a section would come too late at `now` (UTC).

    After the meeting all do, and of a meeting in two hours another reminder tells.
    """
    meets = moment(section.meets, zone)
    return now >= (meets - TWO_HOURS if kind == A_DAY else meets)


def awake(at: datetime, zone: str) -> datetime:
    """Return the moment `at`, or where that is at night in a zone, the morning after; both in UTC."""
    here = local(at, zone)
    if here.hour in WAKING:
        return at
    morning = here.date() if here.hour < WAKING.start else here.date() + DAY
    return moment(datetime.combine(morning, time(WAKING.start)), zone)


def rested(since: datetime, plan: Plan, days: int) -> datetime:
    """Return when a bookmark set at `since` has rested for so many days, both local to the club.

    Only days on which the club reads are counted: none before its first section opens, none of a break or pause.
    """
    at = max(since, plan.sections[0].opens)
    while days:
        at += DAY
        days -= after_breaks(at.date(), plan.wishes.breaks) == at.date()
    return at
