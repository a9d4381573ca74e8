"""A club's plan: made when the club opens."""

from bot.domain.club import Club
from bot.domain.plan import Plan, Wishes, plan
from bot.services.places import Here, Places


class Plans:
    """Use cases of plans."""

    def __init__(self, places: Places) -> None:
        self._places = places

    async def begin(self, here: Here, club: Club, wishes: Wishes, *, forum: bool, events: bool) -> Plan:
        """Make and save the plan of a club that opens. Raises PackUnavailable or TooSoon."""
        book = await self._places.book(club)
        made = Plan(wishes, plan(book.outline, wishes), forum=forum, events=events)
        async with here.server.lock:
            return await self._places.set_plan(here.server, club, made)
