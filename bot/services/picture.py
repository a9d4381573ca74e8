"""Drawing without keeping anybody waiting: in a thread, a few for each reader, and never the same picture twice."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from datetime import datetime
from typing import TypeVar

from bot.domain.picture import MOST, WITHIN, TooManyPictures

KEPT = 32
"""Pictures held in memory: at most about seventy kilobytes each."""

S = TypeVar("S", bound=Hashable)


class Pictures:
    """The pictures drawn last, by all that they show and nothing else, and who had any drawn lately."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._under_way: set[int] = set()
        self._lately: deque[tuple[datetime, int]] = deque()

    async def draw(self, user_id: int, shown: S, draw: Callable[[S], bytes]) -> bytes:
        """Return a picture of `shown`, drawn in a thread unless somebody has had the same one lately.

        Raises TooManyPictures; a picture that need not be drawn is nobody's fault.
        """
        if shown in self._kept:
            self._kept.move_to_end(shown)
            return self._kept[shown]
        self._may_have_one(user_id)
        self._under_way.add(user_id)
        try:
            self._kept[shown] = drawn = await asyncio.to_thread(draw, shown)
        finally:
            self._under_way.discard(user_id)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return drawn

    def _may_have_one(self, user_id: int) -> None:
        """Note that somebody has a picture drawn. Raises TooManyPictures."""
        now = self._now()
        while self._lately and self._lately[0][0] <= now - WITHIN:
            self._lately.popleft()
        if user_id in self._under_way or sum(one == user_id for _, one in self._lately) >= MOST:
            raise TooManyPictures(MOST)
        self._lately.append((now, user_id))
