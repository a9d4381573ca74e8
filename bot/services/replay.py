"""The questions a club has talked about, on the asker's own clock."""

from bot.domain.club import Club
from bot.domain.replay import Replay, replay
from bot.services.here import Here
from bot.services.places import Places
from bot.services.prompt import Prompts


class Replays:
    """Use cases of `/club replay`."""

    def __init__(self, places: Places, prompts: Prompts) -> None:
        self._places = places
        self._prompts = prompts

    async def tell(self, here: Here, named: str | None = None) -> Replay:
        """Return the stretch that the asker is in, in the club that is meant."""
        return await self._tell(here, here.club(named), None)

    async def turn(self, here: Here, club_id: int, number: int) -> Replay:
        """Return the stretch that a button leads to, judged by the bookmark of now. Raises Gone."""
        return await self._tell(here, here.club_by_id(club_id), number)

    async def _tell(self, here: Here, club: Club, number: int | None) -> Replay:
        view = await self._places.view(club, here.horizon(club))
        own = await self._prompts.own(club)
        return replay(club, view, here.plan(club), number, joined=here.reader(club) is not None, own=own)
