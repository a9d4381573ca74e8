"""Every question that may be asked at a horizon, kept in memory.

Making the riddles of one takes some hundredths of a second.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping

from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.pool import beside, pool
from bot.domain.quiz import Item
from bot.domain.view import View
from bot.services.here import Server
from bot.services.places import Places
from bot.services.question import Questions

KEPT = 32
"""Pools held at once."""

Pool = Mapping[str, Item]
"""Questions by key, in the order of their chapters."""


class Pools:
    """The pools in memory: what all clubs share by book, and beside it each club's own questions."""

    def __init__(self, places: Places, questions: Questions) -> None:
        self._places = places
        self._questions = questions
        self._held: OrderedDict[tuple[str, int], tuple[Outline, Pool]] = OrderedDict()

    async def at(self, server: Server, club: Club, horizon: int) -> tuple[View, Pool]:
        """Return a club's book as read to a horizon, and every question on it; call with the server's lock held.

        Raises PackUnavailable.
        """
        view = await self._places.view(club, horizon)
        held = self._held.pop((club.pack, horizon), None)
        if held is None or held[0] is not view.outline:  # the shelf may have read the book anew meanwhile
            found = await asyncio.to_thread(pool, view, (), 1, horizon)
            held = view.outline, {one.key: one for one in found}
        self._held[club.pack, horizon] = held
        if len(self._held) > KEPT:
            self._held.popitem(last=False)
        own = await self._questions.held(server, club)
        return view, {one.key: one for one in beside(held[1].values(), own, horizon)} if own else held[1]
