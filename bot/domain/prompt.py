"""When a section's questions are posted, and which of them."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import TypeVar

from bot.domain.calendar import Break, after_breaks
from bot.domain.plan import DAY, Section

T = TypeVar("T")

NOTICE = timedelta(hours=6)
"""How long before the meeting a gathering is posted that has no day of its own, so that people can still answer."""


def gathering(section: Section, breaks: Sequence[Break] = ()) -> datetime:
    """Return the local time at which a section gathers what its readers want to talk about.

    That is the day before the meeting, or the first after a break, at the hour of the section's opening. Where this
    does not lie between opening and meeting, it is `NOTICE` before the meeting, or halfway to it where that is later.
    """
    day = after_breaks(section.meets.date() - DAY, breaks)
    usual = datetime.combine(day, section.opens.time())
    if section.opens < usual < section.meets:
        return usual
    return section.meets - min(NOTICE, (section.meets - section.opens) / 2)


def prompt_moments(
    section: Section, days: frozenset[int], posting: time, breaks: Sequence[Break] = ()
) -> tuple[datetime, ...]:
    """Return the local times of a section's prompts, at `posting` on such week`days` (Monday = 0) as are in no break.

    They lie after the day of its opening and before that of its gathering; a pause is left to who posts them.
    """
    between = (gathering(section, breaks).date() - section.opens.date()).days
    dates = (section.opens.date() + DAY * n for n in range(1, between))
    return tuple(
        datetime.combine(day, posting) for day in dates if day.weekday() in days and after_breaks(day, breaks) == day
    )


def spread(items: Sequence[T], n: int) -> tuple[T, ...]:
    """Return `n` of the items in their order, evenly spread; all of them where there are fewer."""
    if n >= len(items):
        return tuple(items)
    return tuple(items[(2 * place + 1) * len(items) // (2 * n)] for place in range(n))
