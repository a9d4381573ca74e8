"""When a section's prompts are posted, and which of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from heapq import merge
from typing import TypeVar

from bot.domain.calendar import Break, after_breaks
from bot.domain.plan import DAY, Section
from bot.domain.view import Prompt

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


def beside(pack: Iterable[Prompt], own: Iterable[Prompt], first: int, last: int) -> tuple[Prompt, ...]:
    """Return the pack's prompts with a club's `own` on the chapters `first` … `last` among them, by chapter."""
    wanted = sorted((one for one in own if first <= one.since <= last), key=_since)
    return tuple(merge(pack, wanted, key=_since))


def _since(prompt: Prompt) -> int:
    return prompt.since


def keyed(prompts: Iterable[Prompt]) -> dict[str, Prompt]:
    """Return prompts by keys that stay the same: `own:<row>`, or `<since>.<n>` for the pack's n-th on a chapter."""
    found: dict[str, Prompt] = {}
    counted: dict[int, int] = {}
    for one in prompts:
        if one.row is None:
            counted[one.since] = counted.get(one.since, 0) + 1
        key = f"{one.since}.{counted[one.since]}" if one.row is None else f"own:{one.row}"
        found[key] = one
    return found


def planned(prompts: Mapping[str, Prompt], days: int) -> tuple[str, ...]:
    """Return the keys of the prompts that so many days have room for, in their order, each kind evenly spread.

    A club's own go before the pack's: whoever wrote one waits for it.
    """
    own = spread([key for key, one in prompts.items() if one.row is not None], days)
    pack = spread([key for key, one in prompts.items() if one.row is None], days - len(own))
    return tuple(key for key in prompts if key in own or key in pack)


def of_the_day(
    prompts: Mapping[str, Prompt], days: int, nth: int, asked: Collection[str]
) -> tuple[tuple[str, ...], int]:
    """Return the key of the prompt for the `nth` of the days, from zero, or none; and how many the days have.

    What was `asked` on an earlier day does not come again. One of the club's own whose day is over, since it was added
    later, comes at the next.
    """
    order = planned(prompts, days)
    missed = [key for key in order[:nth] if prompts[key].row is not None]
    ahead = [key for key in (*missed, *order[nth:]) if key not in asked]
    return tuple(ahead[:1]), max(nth + 1, len(order))
