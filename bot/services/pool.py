"""Every question that may be asked at a horizon, kept in memory.

Making the riddles of one takes some hundredths of a second.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping

from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.pool import pool
from bot.domain.quiz import Item
from bot.domain.view import View
from bot.services.places import Places

KEPT = 32
"""Pools held at once."""

Pool = Mapping[str, Item]
"""Questions by key, in the order of their chapters."""


class Pools:
    """The pools in memory."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._held: OrderedDict[tuple[str, int], tuple[Outline, Pool]] = OrderedDict()

    async def at(self, club: Club, horizon: int) -> tuple[View, Pool]:
        """Return a club's book as read to a horizon, and every question on it. Raises PackUnavailable."""
        view = await self._places.view(club, horizon)
        held = self._held.pop((club.pack, horizon), None)
        if held is None or held[0] is not view.outline:  # the shelf may have read the book anew meanwhile
            found = await asyncio.to_thread(pool, view, (), 1, horizon)
            held = view.outline, {one.key: one for one in found}
        self._held[club.pack, horizon] = held
        if len(self._held) > KEPT:
            self._held.popitem(last=False)
        return view, held[1]
