"""The motifs that a club follows through a book."""

from dataclasses import dataclass

from bot.domain.club import Club
from bot.domain.errors import NoSuchTheme
from bot.domain.outline import Outline
from bot.domain.view import Theme, View
from bot.domain.where import fold


@dataclass(frozen=True, slots=True)
class Followed:
    """A theme as a reader at `horizon` can follow it."""

    club: Club
    outline: Outline
    horizon: int
    theme: Theme


@dataclass(frozen=True, slots=True)
class ThemesSoFar:
    """All themes that a reader at `horizon` can follow."""

    club: Club
    themes: tuple[Theme, ...]


def named(view: View, typed: str) -> Theme:
    """Return the theme with that id, or whose name holds what was typed, in any language. Raises NoSuchTheme."""
    wanted = fold(typed)
    for theme in view.themes:
        if theme.id == typed:
            return theme
    for theme in view.themes:
        if wanted and any(wanted in fold(name) for name in theme.name.values()):
            return theme
    raise NoSuchTheme


def follow(club: Club, view: View, theme: Theme) -> Followed:
    """Return a theme of the view as it can be followed there."""
    return Followed(club, view.outline, view.horizon, theme)
