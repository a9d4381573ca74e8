"""Past clubs: closing one, and looking back at what it was."""

from bot.domain.club import Club, in_order
from bot.domain.errors import PackUnavailable
from bot.domain.past import A_PAGE, Past, Shelved, looked_back
from bot.services.club import Clubs
from bot.services.here import Here
from bot.services.places import Places


class Pasts:
    """Use cases of past clubs."""

    def __init__(self, places: Places, clubs: Clubs) -> None:
        self._places = places
        self._clubs = clubs

    async def close(self, here: Here, club_id: int) -> Club:
        """Make a club a past one. Raises Gone or ClubClosed."""
        async with here.server.lock:
            return await self._places.archive(here, here.present_by_id(club_id))

    async def all(self, here: Here, page: int = 0) -> Shelved:
        """Return a page of the server's past clubs, the last where there are fewer."""
        past = [club for club in in_order(here.server.clubs.values()) if club.closed_at is not None]
        pages = -(-len(past) // A_PAGE)
        page = max(0, min(page, pages - 1))
        shown = past[page * A_PAGE : (page + 1) * A_PAGE]
        return Shelved(tuple([await self.look(here, club) for club in shown]), page, pages)

    async def look(self, here: Here, club: Club) -> Past:
        """Return what there is to see of a past club."""
        try:
            last = (await self._places.book(club)).outline.last
        except PackUnavailable:
            last = None
        readers = here.server.readers[club.id].values()
        return looked_back(club, self._clubs.title(club), here.plan(club), readers, here.server.habits, last)
