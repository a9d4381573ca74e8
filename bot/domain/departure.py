"""Servers that removed the bot: who has gone, who is back, and how long their clubs wait for them."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

DAYS_KEPT = 30
"""Days that the clubs of a server are kept after it removed the bot."""


@dataclass(frozen=True, slots=True)
class Roll:
    """What a look at all servers found: which left unseen, and which came back unseen."""

    gone: frozenset[int]
    back: frozenset[int]


def call_roll(stored: AbstractSet[int], away: AbstractSet[int], present: AbstractSet[int]) -> Roll:
    """Compare the servers with anything `stored` and those noted as `away` with those `present` now."""
    return Roll(gone=frozenset(stored - present - away), back=frozenset(away & present))
