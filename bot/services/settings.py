"""A club's settings beside its plan: where its moderators meet, whom it mentions, its language, and what it allows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.domain.club import Club
from bot.domain.settings import Settled, settled, spoken
from bot.services.here import Here
from bot.services.places import Places


class Settings:
    """Use cases of `/manage settings`; those of a plan are in `bot.services.plan`."""

    def __init__(self, places: Places, now: Callable[[], datetime]) -> None:
        self._places = places
        self._now = now

    def show(self, here: Here, named: str | None = None) -> Settled:
        """Return the settings of the club that is meant, none of them changed just now."""
        club = here.present(named)
        return Settled(club, here.plan(club), {}, {})

    def show_by_id(self, here: Here, club_id: int) -> Settled:
        """Return the settings of the club that a button names. Raises Gone."""
        club = here.present_by_id(club_id)
        return Settled(club, here.plan(club), {}, {})

    async def place(self, here: Here, club_id: int, staff_id: int | None) -> Settled:
        """Change the channel of a club's moderators. Raises Gone."""
        return await self._settle(here, club_id, lambda club: replace(club, staff_id=staff_id))

    async def name(self, here: Here, club_id: int, mention_id: int | None, mods_id: int | None) -> Settled:
        """Change the role that openings mention, and that of the club's moderators. Raises Gone."""
        return await self._settle(here, club_id, lambda club: replace(club, mention_id=mention_id, mods_id=mods_id))

    async def speak(self, here: Here, club_id: int, language: str, *, reminders: bool) -> Settled:
        """Change a club's language, and whether its readers may be reminded. Raises Gone."""
        return await self._settle(here, club_id, lambda club: spoken(club, language, reminders=reminders))

    async def _settle(self, here: Here, club_id: int, change: Callable[[Club], Club]) -> Settled:
        """Save a club as a change of settings makes it, with its line, unless nothing is another."""
        async with here.server.lock:
            before = here.present_by_id(club_id)
            after, plan = change(before), here.plan(before)
            found = settled((before, plan), (after, plan))
            if found.after:
                await self._places.settle(here.server, after, found.line(here.user_id, self._now()))
        return found
