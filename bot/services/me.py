"""What readers set for themselves, and what they may have shown to them or deleted of it."""

from dataclasses import replace

from bot.domain.club import Club
from bot.domain.errors import NoClubYet, Refusal, WhichClub
from bot.domain.kept import Deletion, Kept
from bot.domain.me import Settings, edition
from bot.services.here import Here
from bot.services.places import Places
from bot.storage import kept as rows
from bot.storage.database import Database


class Me:
    """Use cases of `/me`."""

    def __init__(self, database: Database, places: Places) -> None:
        self._database = database
        self._places = places

    def settings(self, here: Here) -> Settings:
        """Return the asker's settings, with the edition for the club they stand in or their only one."""
        try:
            club = here.club()
            reader = here.reading(club)
        except Refusal:
            return Settings(here.habits, None, None, here.zone)
        return Settings(here.habits, club, reader.pages, here.zone, reader.unreminded)

    async def speak(self, here: Here, language: str | None) -> None:
        """Answer the asker in `language` from now on, None for whatever their Discord speaks."""
        async with here.server.lock:
            await self._places.set_habits(here, replace(here.habits, language=language))

    async def hide(self, here: Here, *, hidden: bool) -> None:
        """Hide the asker's place from the other readers of this server, or show it again."""
        async with here.server.lock:
            await self._places.set_habits(here, replace(here.habits, hidden=hidden))

    async def stay_off(self, here: Here, *, off: bool) -> None:
        """Keep the asker off the boards of quizzes in this server, or put them on again."""
        async with here.server.lock:
            await self._places.set_habits(here, replace(here.habits, unranked=off))

    async def edition(self, here: Here, club_id: int, typed: str) -> int | None:
        """Save how many pages the asker's edition has, as they typed it; empty forgets it.

        Raises Gone, NotReading, or BadPages.
        """
        club = here.club_by_id(club_id)
        pages = edition(typed)
        async with here.server.lock:
            await self._places.set_pages(here, club, here.reading(club), pages)
        return pages

    async def kept(self, here: Here) -> Kept:
        """Return everything that is kept of the asker in this server."""
        async with here.server.lock:
            return await rows.load(self._database, here.asker.guild_id, here.user_id)

    async def deletable(self, here: Here, named: str | None = None) -> Deletion:
        """Return what the asker may have deleted, in the club that is meant too. Raises UnknownClub."""
        try:
            meant: Club | None = here.club(named)
        except (NoClubYet, WhichClub):
            meant = None
        kept = await self.kept(here)
        return Deletion(kept, next((one for one in kept.clubs if meant and one.id == meant.id), None))

    async def forget(self, here: Here, club_id: int) -> Club:
        """Forget the asker in one club and return it; nothing is left to forget the second time. Raises Gone."""
        club = here.club_by_id(club_id)
        async with here.server.lock:
            await self._places.forget(here, club)
        return club

    async def forget_everywhere(self, here: Here) -> None:
        """Forget the asker in every club of every server."""
        await self._places.forget_everywhere(here.user_id)
