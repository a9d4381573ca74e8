"""What anybody may know of a club at a glance, and when that changes with time alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.calendar import local, moment
from bot.domain.club import Club, ClubCard, Reader
from bot.domain.me import Habits
from bot.domain.plan import Plan, Section
from bot.domain.schedule import Pacing, pacing


@dataclass(frozen=True, slots=True)
class Info:
    """A club at a glance; two are equal where their cards show the same.

    `plan` and `pacing`, the club's own, are None where it reads without a plan, or has closed. `along` counts the
    readers who are with the section being read.
    """

    card: ClubCard
    plan: Plan | None = None
    pacing: Pacing | None = None
    along: int = 0

    @property
    def club(self) -> Club:
        """The club."""
        return self.card.club


@dataclass(frozen=True, slots=True)
class Board:
    """The card of a club that is pinned, to be put right; posted where a moderator has `asked` for it."""

    info: Info
    asked: bool

    @property
    def club(self) -> Club:
        """The club."""
        return self.info.club


def at_a_glance(
    card: ClubCard, plan: Plan | None, readers: Iterable[Reader], habits: Mapping[int, Habits], now: datetime
) -> Info:
    """Return a club at a glance at `now`, an aware moment, with everybody's `habits` by user."""
    if plan is None or not plan.sections or card.club.closed_at:
        return Info(card)
    at = pacing(card.outline, plan.sections, 0, local(now, plan.wishes.zone), plan.pause)
    # These speak to one reader and go by the day; no card for everybody shows them.
    at = replace(at, days=0, chapters_a_day=0, minutes_a_day=0)
    return Info(card, plan, at, with_section(at.section, readers, habits))


def with_section(section: Section | None, readers: Iterable[Reader], habits: Mapping[int, Habits]) -> int:
    """Count whose bookmark is within a section or past it; who hides their place is not in the number."""
    if section is None:
        return 0
    return sum(
        one.at >= section.first and not (one.user_id in habits and habits[one.user_id].hidden) for one in readers
    )


def next_change(plan: Plan | None, now: datetime) -> datetime | None:
    """Return the first moment after `now`, both in UTC, at which a club's card shows something else by itself."""
    if plan is None:
        return None
    times = [time for section in plan.sections for time in (section.opens, section.meets)]
    if plan.pause:
        times += [plan.pause.since, plan.pause.until]
    ahead = (moment(time, plan.wishes.zone) for time in times)
    return min((at for at in ahead if at > now), default=None)
