"""A reader's way through the book: the one thing about bookmarks that is not held in memory."""

from collections.abc import Callable
from datetime import datetime

from bot.domain.calendar import local
from bot.domain.progress_path import Path, by_day, due, line
from bot.services.here import Here
from bot.services.places import Places
from bot.storage import progress as rows
from bot.storage.database import Database

UTC = "UTC"
"""The zone of a club without a plan."""


class Paths:
    """The use case of the picture of one's own path."""

    def __init__(self, database: Database, places: Places, now: Callable[[], datetime]) -> None:
        self._database = database
        self._places = places
        self._now = now

    async def own(self, here: Here, club_id: int) -> Path:
        """Return the asker's own path in the club that a button names, which nobody else is told. Raises NotReading."""
        club = here.club_by_id(club_id)
        here.reading(club)
        outline = (await self._places.book(club)).outline
        plan = here.plan(club)
        zone = plan.wishes.zone if plan else UTC
        async with here.server.lock:
            marks = await rows.path(self._database, club.guild_id, club.id, here.user_id)
        today = local(self._now(), zone).date()
        corners = line(plan.sections) if plan else ()
        days = by_day((local(at, zone), position) for at, position in marks)
        return Path(club, outline, days, today, corners, due(corners, today))
