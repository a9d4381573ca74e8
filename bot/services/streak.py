"""Reading streaks, reckoned from the path of a bookmark when somebody looks."""

from collections.abc import Callable
from datetime import datetime

from bot.domain.calendar import local
from bot.domain.club import Club
from bot.domain.errors import Gone
from bot.domain.streak import Shared, days_read, streak
from bot.services.here import Here
from bot.storage import streak as rows
from bot.storage.database import Database


class Streaks:
    """Use cases of streaks."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    async def of(self, here: Here, club: Club) -> int | None:
        """Return the days of the asker's streak in a club, None where they want none. Only they cost a query."""
        if not here.habits.streak:
            return None
        path = await rows.path(self._database, club.guild_id, club.id, here.user_id)
        return streak(days_read(path, here.zone), local(self._now(), here.zone).date())

    async def share(self, here: Here, club_id: int) -> Shared:
        """Return the asker's streak to show to others. Raises NotReading, or Gone where there is none to show."""
        club = here.club_by_id(club_id)
        here.reading(club)
        days = await self.of(here, club)
        if not days:
            raise Gone
        return Shared(club, here.user_id, days)
