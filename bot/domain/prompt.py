"""When a section's questions are posted, and which of them."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import TypeVar

from bot.domain.calendar import Break
from bot.domain.plan import Section

T = TypeVar("T")


def gathering(section: Section, breaks: Sequence[Break] = ()) -> datetime:
    """Return the local time at which a section gathers what its readers want to talk about."""
    raise NotImplementedError


def prompt_moments(
    section: Section, days: frozenset[int], posting: time, breaks: Sequence[Break] = ()
) -> tuple[datetime, ...]:
    """Return the local times of a section's prompts: after its opening day and before the day of its gathering."""
    raise NotImplementedError


def spread(items: Sequence[T], n: int) -> tuple[T, ...]:
    """Return `n` of the items in their order, evenly spread; all of them where there are fewer."""
    raise NotImplementedError
