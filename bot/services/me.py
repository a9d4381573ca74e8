"""What readers set for themselves: language, privacy, the edition on their table."""

from dataclasses import replace

from bot.domain.club import Reader
from bot.domain.errors import Refusal
from bot.domain.me import Habits, Settings, edition
from bot.services.places import Here, Places


class Me:
    """Use cases of `/me`."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def settings(self, here: Here) -> Settings:
        """Return the asker's settings, with the edition for the club they stand in or their only one."""
        try:
            club = here.club()
            reader: Reader | None = here.reading(club)
        except Refusal:
            return Settings(self._habits(here), None, None)
        return Settings(self._habits(here), club, reader.pages if reader else None)

    def _habits(self, here: Here) -> Habits:
        return here.server.habits.get(here.user_id, Habits())

    async def speak(self, here: Here, language: str | None) -> None:
        """Answer the asker in `language` from now on, None for whatever their Discord speaks."""
        async with here.server.lock:
            await self._places.set_habits(here, replace(self._habits(here), language=language))

    async def hide(self, here: Here, *, hidden: bool) -> None:
        """Hide the asker's place from the other readers of this server, or show it again."""
        async with here.server.lock:
            await self._places.set_habits(here, replace(self._habits(here), hidden=hidden))

    async def edition(self, here: Here, club_id: int, typed: str) -> int | None:
        """Save how many pages the asker's edition has, as they typed it; empty forgets it.

        Raises Gone, NotReading, or BadPages.
        """
        club = here.club_by_id(club_id)
        pages = edition(typed)
        async with here.server.lock:
            await self._places.set_pages(here, club, here.reading(club), pages)
        return pages
