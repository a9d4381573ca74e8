"""The board of a club's quizzes, and staying off it."""

from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.score import Board, Season, board, season, seasons
from bot.services.here import Here
from bot.services.me import Me
from bot.services.places import Places
from bot.storage import score as rows
from bot.storage.database import Database


class Scores:
    """Use cases of `/quiz scores`."""

    def __init__(self, database: Database, places: Places, me: Me) -> None:
        self._database = database
        self._places = places
        self._me = me

    async def look(self, here: Here, typed: str | None = None, named: str | None = None) -> Board:
        """Return the board of the season that was typed, of the whole book where none was. Raises NoSuchSeason."""
        club = here.club(named)
        outline, found = await self._seasons(here, club)
        return await self._board(here, club, outline, found[0] if typed is None else season(typed, found))

    async def stay_off(self, here: Here, club_id: int, number: int, *, off: bool) -> Board:
        """Keep the asker off every board of this server, or put them on again; return the one they look at.

        Raises Gone. Where its section is no longer in the plan, it is the whole book's.
        """
        club = here.club_by_id(club_id)
        outline, found = await self._seasons(here, club)
        await self._me.stay_off(here, off=off)
        shown = next((one for one in found if one.number == number), found[0])
        return await self._board(here, club, outline, shown)

    async def offer(self, here: Here, named: str | None = None) -> tuple[Outline, tuple[Season, ...]]:
        """Return the seasons to offer while somebody types, and the outline by which they are named."""
        return await self._seasons(here, here.club(named))

    async def _seasons(self, here: Here, club: Club) -> tuple[Outline, tuple[Season, ...]]:
        outline = (await self._places.book(club)).outline
        plan = here.plan(club)
        return outline, seasons(outline, plan.opened(self._places.clock(plan)) if plan else ())

    async def _board(self, here: Here, club: Club, outline: Outline, shown: Season) -> Board:
        found = await rows.tallies(self._database, club.guild_id, club.id, shown)
        hidden = {user for user, habits in here.server.habits.items() if habits.unranked}
        mine = next((one for one in found if one.user_id == here.user_id), None)
        return Board(club, outline, shown, board(found, hidden), mine, here.user_id in hidden)
