"""What readers ask to be reminded of, and how they end it, from a server or from a reminder itself."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.domain.club import Club
from bot.domain.errors import UnknownZone
from bot.domain.reminder import KINDS, QUIET_DAYS, Wanted
from bot.domain.zones import read_zone, zones_like
from bot.services.here import Here
from bot.services.places import Places

MOST_ZONES = 25


class Reminders:
    """Use cases of asking for reminders and streaks; `wake` has due work looked at again."""

    def __init__(self, places: Places, wake: Callable[[], None]) -> None:
        self._places = places
        self._wake = wake

    async def ask(self, here: Here, kinds: Iterable[str], quiet: str, zone: str, *, streak: bool) -> tuple[str, ...]:
        """Save what the asker wishes, by the clock they typed, and return the zones that may be meant by that.

        Where it is not one, their clock stays as it was until they choose. `quiet` is a number of days, empty for
        never.
        """
        days = int(quiet) if quiet in map(str, QUIET_DAYS) else None
        chosen = frozenset(kinds) & frozenset(KINDS)
        wanted = Wanted(chosen, days, here.language) if chosen or days else None
        found = _meant(zone)
        async with here.server.lock:
            first = here.habits.wanted is None
            at = found[0] if len(found) == 1 else here.zone
            needed = wanted is not None or streak
            await self._places.set_habits(
                here,
                replace(here.habits, wanted=wanted, streak=streak, zone=at if needed else None, unreachable=False),
            )
            if wanted is not None and first:
                await self._remind_from_now_on(here)
        self._wake()
        return found

    async def _remind_from_now_on(self, here: Here) -> None:
        """Save the server's plans once more: one from before there were reminders has no work for them."""
        for club_id, plan in list(here.server.plans.items()):
            if (club := here.server.present(club_id)) is not None:
                await self._places.set_plan(here.server, club, plan)

    async def settle(self, here: Here, zone: str) -> None:
        """Change the asker's clock to a zone that was offered. Raises UnknownZone."""
        at = read_zone(zone)
        async with here.server.lock:
            if here.habits.wanted is not None or here.habits.streak:
                await self._places.set_habits(here, replace(here.habits, zone=at))

    async def mute(self, here: Here, club_id: int, *, off: bool) -> Club:
        """Send the asker no reminders of a club's book, or send them again. Raises Gone or NotReading."""
        club = here.club_by_id(club_id)
        async with here.server.lock:
            await self._places.set_unreminded(here, club, here.reading(club), unreminded=off)
        return club

    async def stop(self, here: Here) -> None:
        """Send the asker no reminders from this server."""
        async with here.server.lock:
            await self._places.set_habits(here, here.habits.without_reminders())

    async def heard(self, here: Here) -> None:
        """Note that the asker was told that they could not be reached, so that nobody tells them again."""
        if here.habits.unreachable:
            async with here.server.lock:
                await self._places.set_habits(here, replace(here.habits, unreachable=False))


def _meant(typed: str) -> tuple[str, ...]:
    """Return the zones that may be meant, one where it is clear."""
    try:
        return (read_zone(typed),)
    except UnknownZone:
        return zones_like(typed, MOST_ZONES)
