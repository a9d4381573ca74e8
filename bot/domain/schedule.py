"""Where a reader stands in the club's plan: ahead or behind, and how much a day would bring them there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.outline import Outline
from bot.domain.plan import Pause, Section


@dataclass(frozen=True, slots=True)
class Pacing:
    """A reader's place in the plan; `state` is "before", "reading", "paused" or "finished".

    `section` is the one being read; `next_opening` and `next_meeting` are local, None where none is left.
    `chapters` and `minutes` count from the section's end: more than 0 is ahead, less is behind.
    `days` are those left to read in, and the `…_a_day` what each of them asks of somebody behind, rounded up.
    """

    state: str
    section: Section | None
    next_opening: datetime | None
    next_meeting: datetime | None
    chapters: int
    minutes: int
    days: int
    chapters_a_day: int
    minutes_a_day: int


def pacing(outline: Outline, sections: Sequence[Section], at: int, now: datetime, pause: Pause | None = None) -> Pacing:
    """Return where somebody at the position `at` stands at the local time `now`."""
    raise NotImplementedError
