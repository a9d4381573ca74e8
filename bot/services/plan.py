"""A club's plan: made when the club opens."""

from collections.abc import Callable

from bot.domain.club import Club
from bot.domain.plan import Plan, Wishes, plan
from bot.services.places import Here, Places


class Plans:
    """Use cases of plans."""

    def __init__(self, places: Places, wake: Callable[[], None]) -> None:
        """`wake` tells whoever waits for work to fall due that something may be due sooner."""
        self._places = places
        self._wake = wake

    async def begin(self, here: Here, club: Club, wishes: Wishes, *, forum: bool, events: bool) -> Plan:
        """Make and save the plan of a club that opens. Raises PackUnavailable or TooSoon."""
        book = await self._places.book(club)
        made = Plan(wishes, plan(book.outline, wishes), forum=forum, events=events)
        async with here.server.lock:
            await self._places.set_plan(here.server, club, made)
        self._wake()
        return made
