"""Cards of themes."""

from discord.ui import LayoutView

from bot.domain.theme import Followed, ThemesSoFar
from bot.domain.view import Theme
from bot.presentation import ids
from bot.presentation.card import RULE, Row, Rule, bold, button, card, heading, plain
from bot.presentation.say import Say

OCCURRENCES = 9
"""Occurrences on a card: the latest, since the earlier ones were told before."""
A_ROW = 5
MOST = 25
"""Themes that one card can offer as buttons."""


def follow(say: Say, seen: Followed) -> LayoutView:
    """Show a theme to its reader."""
    share = ids.SHARE_HERE(seen.club.id, "theme", seen.theme.id, seen.horizon)
    return card(*content(say, seen), [button(say("Share here"), share)])


def content(say: Say, seen: Followed) -> list[str | Rule | None]:
    """Return what a theme's card tells: what it is, where it has shown, what to look for next."""
    theme = seen.theme
    shown = [
        f"{bold(seen.outline.written(one.since))} · {say.told(one.text)}" for one in theme.occurrences[-OCCURRENCES:]
    ]
    return [
        heading(say.told(theme.name)),
        say.told(theme.about),
        RULE if shown else None,
        "\n".join(shown),
        RULE,
        bold(say("To look out for")) + "\n" + say.told(theme.watch),
    ]


def listing(say: Say, found: ThemesSoFar) -> LayoutView:
    """Offer the themes that can be followed by now."""
    themes = found.themes[:MOST]
    rows = [themes[i : i + A_ROW] for i in range(0, len(themes), A_ROW)]
    return card(
        heading(say("Themes to follow")),
        plain(found.club.name),
        None if themes else say("There is none to follow yet."),
        *(_row(say, found.club.id, row) for row in rows),
    )


def _row(say: Say, club_id: int, themes: tuple[Theme, ...]) -> Row:
    return [button(say.told(theme.name), ids.THEME(club_id, theme.id)) for theme in themes]


def choice(say: Say, theme: Theme) -> tuple[str, str]:
    """Return a line of the autocomplete for a theme, with what it fills in."""
    return say.told(theme.name), theme.id
