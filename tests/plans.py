"""Plans for tests that only care how far a club's places speak."""

from datetime import date, datetime, time

from bot.domain.pace import Pace
from bot.domain.plan import Plan, Section, Wishes

OPENS, MEETS = datetime.fromisoformat("2026-01-05T09:00"), datetime.fromisoformat("2026-01-11T19:00")
WISHES = Wishes(date(2026, 1, 5), 6, time(19), "Europe/London", Pace("weeks", 3))


def speaking(channel: int, thread: int | None = None, up_to: int | None = None) -> Plan:
    """Return the plan of a club whose channel stands at `channel`, and the thread of whose section at `up_to`.

    Without a thread of its own the section's is one that nobody stands in.
    """
    before = [(1, channel)] if channel else []
    spans = [*before, (channel + 1, up_to or channel + 1)]
    sections = tuple(Section(number, first, last, OPENS, MEETS) for number, (first, last) in enumerate(spans, 1))
    return Plan(WISHES, sections, threads={len(spans): thread or 1})
