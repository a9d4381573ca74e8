"""The story so far, as far as the asker has read."""

from bot.domain.errors import NothingReadYet
from bot.domain.recap import StorySoFar, tell
from bot.services.here import Here
from bot.services.places import Places


class Recaps:
    """Use cases of `/recap`."""

    def __init__(self, places: Places) -> None:
        self._places = places

    async def tell(self, here: Here, length: str, named: str | None = None) -> StorySoFar:
        """Return the story so far, its last page. Raises NothingReadYet."""
        return await self._page(here, here.club(named).id, length, 10**6)

    async def turn(self, here: Here, club_id: int, length: str, page: int) -> StorySoFar:
        """Return the page that a button leads to, judged by the bookmark of now."""
        return await self._page(here, club_id, length, page)

    async def _page(self, here: Here, club_id: int, length: str, page: int) -> StorySoFar:
        club = here.club_by_id(club_id)
        horizon = here.horizon(club)
        if horizon == 0:
            raise NothingReadYet
        return tell(club, await self._places.view(club, horizon), length, page)
