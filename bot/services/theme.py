"""Themes, as far as the asker has read."""

from bot.domain.club import Club
from bot.domain.errors import NoSuchTheme
from bot.domain.theme import Followed, ThemesSoFar, follow, named
from bot.domain.view import Theme, View
from bot.domain.where import fold
from bot.services.here import Here
from bot.services.places import Places


class Themes:
    """Use cases of `/theme`."""

    def __init__(self, places: Places) -> None:
        self._places = places

    async def all(self, here: Here, club_name: str | None = None) -> ThemesSoFar:
        """Return the themes that the asker can follow by now."""
        club = here.club(club_name)
        return ThemesSoFar(club, (await self._view(here, club)).themes)

    async def follow(self, here: Here, typed: str, club_name: str | None = None) -> Followed:
        """Return one theme. Raises NoSuchTheme."""
        club = here.club(club_name)
        view = await self._view(here, club)
        return follow(club, view, named(view, typed))

    async def follow_by_id(self, here: Here, club_id: int, theme_id: str) -> Followed:
        """Return the theme that a button names, judged by the bookmark of now. Raises Gone or NoSuchTheme."""
        club = here.club_by_id(club_id)
        view = await self._view(here, club)
        found = next((theme for theme in view.themes if theme.id == theme_id), None)
        if found is None:
            raise NoSuchTheme
        return follow(club, view, found)

    async def offer(self, here: Here, typed: str, club_name: str | None = None) -> tuple[Theme, ...]:
        """Return the themes to offer while somebody types."""
        wanted = fold(typed)
        themes = (await self._view(here, here.club(club_name))).themes
        return tuple(one for one in themes if any(wanted in fold(name) for name in one.name.values()))

    async def _view(self, here: Here, club: Club) -> View:
        return await self._places.view(club, here.horizon(club))
