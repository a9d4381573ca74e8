"""Where a club is in its plan, and somebody in it."""

from collections.abc import Callable
from datetime import datetime

from bot.domain.club import Club
from bot.domain.schedule import Schedule, pacing
from bot.services.here import Here
from bot.services.places import Places


class Schedules:
    """Use cases of `/schedule`."""

    def __init__(self, places: Places, now: Callable[[], datetime]) -> None:
        self._places = places
        self._now = now

    async def look(self, here: Here, named: str | None = None) -> Schedule:
        """Return where the club that is meant is, and the asker in it."""
        return await self._look(here, here.club(named))

    async def look_by_id(self, here: Here, club_id: int) -> Schedule:
        """Return the same for the club that a button names. Raises Gone."""
        return await self._look(here, here.club_by_id(club_id))

    async def _look(self, here: Here, club: Club) -> Schedule:
        outline = (await self._places.book(club)).outline
        reader, plan, now = here.reader(club), here.plan(club), self._now()
        at = reader.at if reader else None
        if plan is None or not plan.sections or club.closed_at is not None:
            return Schedule(club, outline, now, at)
        where = pacing(outline, plan.sections, at or 0, self._places.clock(plan), plan.pause)
        return Schedule(club, outline, now, at, plan, where)
