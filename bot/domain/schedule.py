"""Where a reader stands in the club's plan: ahead or behind, and how much a day would bring them there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.pace import reading_minutes
from bot.domain.plan import Pause, Plan, Section, being_read


@dataclass(frozen=True, slots=True)
class Pacing:
    """A reader's place in the plan; `state` is "before", "reading", "paused" or "finished".

    `section` is the one being read; `next_opening` and `next_meeting` are local, None where none is left.
    `chapters` and `minutes` of reading count from the section's end (the start of the book before the first, the
    book's end after the last): more than 0 is ahead, less is behind. `days` are those left to read in, and the
    `…_a_day` what each of them asks of somebody behind, rounded up; all three are 0 where no section is being read.
    """

    state: str
    section: Section | None
    next_opening: datetime | None
    next_meeting: datetime | None
    chapters: int
    minutes: int
    days: int = 0
    chapters_a_day: int = 0
    minutes_a_day: int = 0


@dataclass(frozen=True, slots=True)
class Schedule:
    """Where a club is at `now`, an aware moment, and the asker in it: `at` is None for who has not joined.

    `plan` and `pacing` are None where the club reads without a plan, or has closed.
    """

    club: Club
    outline: Outline
    now: datetime
    at: int | None
    plan: Plan | None = None
    pacing: Pacing | None = None


def pacing(outline: Outline, sections: Sequence[Section], at: int, now: datetime, pause: Pause | None = None) -> Pacing:
    """Return where somebody at the position `at` stands at the local time `now`, in a plan of at least one section.

    The days left are today and each day before that of the meeting; on the meeting's own day, that day. Once a section
    has met, they run to the next opening, when the club reads on.
    """
    section = being_read(sections, now)
    finished = sections[-1].meets <= now
    end = section.last if section else sections[-1].last if finished else 0
    opening = next((one.opens for one in sections if one.opens > now), None)
    meeting = next((one.meets for one in sections if one.meets > now), None)
    chapters = at - end
    minutes = reading_minutes(outline.words(min(at, end) + 1, max(at, end)))
    days = _days(section, opening, now) if section else 0
    behind = max(0, -chapters) if section else 0
    return Pacing(
        state=_state(section, now, pause, finished=finished),
        section=section,
        next_opening=opening,
        next_meeting=meeting,
        chapters=chapters,
        minutes=minutes if chapters > 0 else -minutes,
        days=days,
        chapters_a_day=-(-behind // days) if behind else 0,
        minutes_a_day=-(-minutes // days) if behind else 0,
    )


def _days(section: Section, opening: datetime | None, now: datetime) -> int:
    """Return the days left to read a section in, at least one; `opening` is the next section's."""
    until = section.meets if section.meets > now or opening is None else opening
    return max(1, (until.date() - now.date()).days)


def _state(section: Section | None, now: datetime, pause: Pause | None, *, finished: bool) -> str:
    if finished:
        return "finished"
    if pause and pause.holds(now):
        return "paused"
    return "reading" if section else "before"
