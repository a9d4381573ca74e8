"""A club's log: who changed what, page by page."""

from bot.domain.club import Club
from bot.domain.log import A_PAGE, Listing, pages
from bot.services.here import Here
from bot.storage import log as rows
from bot.storage.database import Database


class Log:
    """Use cases of `/manage log`; each line is written together with its change."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self, here: Here, named: str | None = None) -> Listing:
        """Return the first page of the log of the club that is meant."""
        return await self._page(here.club(named), 0)

    async def all_by_id(self, here: Here, club_id: int, page: int) -> Listing:
        """Return a page of it, the last where there are fewer, in the club that a button names. Raises Gone."""
        return await self._page(here.club_by_id(club_id), page)

    async def _page(self, club: Club, page: int) -> Listing:
        lines = await rows.count(self._database, club.guild_id, club.id)
        page = min(page, pages(lines) - 1)
        found = await rows.some(self._database, club.guild_id, club.id, page * A_PAGE, A_PAGE)
        return Listing(club, found, lines, page)
