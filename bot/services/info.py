"""A club at a glance, for whoever asks, and a moderator's wish for a card of it that keeps itself up to date."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.domain.club import Club
from bot.domain.info import Info
from bot.domain.log import card_asked
from bot.domain.past import Past
from bot.services.club import Clubs
from bot.services.here import Here
from bot.services.info_card import InfoCards
from bot.services.past import Pasts
from bot.storage import info as rows
from bot.storage.database import Database


class Infos:
    """Use cases of `/club info`; `wake` has due work looked at again."""

    def __init__(
        self,
        database: Database,
        cards: InfoCards,
        clubs: Clubs,
        pasts: Pasts,
        now: Callable[[], datetime],
        wake: Callable[[], None],
    ) -> None:
        self._database = database
        self._cards = cards
        self._clubs = clubs
        self._pasts = pasts
        self._now = now
        self._wake = wake

    async def look(self, here: Here, named: str | None = None) -> Info | Past:
        """Return the club that is meant, and what the asker may be told beside the story; a past one as it was.

        Raises PackUnavailable.
        """
        return await self._look(here, here.club(named))

    async def look_by_id(self, here: Here, club_id: int) -> Info | Past:
        """Return the same for the club that a button names. Raises Gone."""
        return await self._look(here, here.club_by_id(club_id))

    async def _look(self, here: Here, club: Club) -> Info | Past:
        if club.closed_at is not None:
            return await self._pasts.look(here, club)
        glance = await self._cards.glance(club)
        return replace(glance, card=await self._clubs.info(here, club))

    async def pin(self, here: Here, club_id: int) -> Club:
        """Have a club's card posted and pinned, or put right and pinned where it is there already. Raises Gone."""
        club = here.present_by_id(club_id)
        async with here.server.lock:
            await rows.ask(self._database, club, card_asked(club, here.user_id, self._now()))
        self._wake()
        return club
