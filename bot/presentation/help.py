"""The short help: what this person may use, and nothing else."""

from collections.abc import Sequence

from discord.ui import LayoutView

from bot.presentation.card import card, heading
from bot.presentation.say import Say


def overview(say: Say, lines: Sequence[tuple[str, str]]) -> LayoutView:
    """List commands, each a mention and its description in the catalogue's English."""
    return card(
        heading(say("What I can do")),
        say("I am the club’s librarian. I tell you about what you have read, and nothing beyond your bookmark."),
        "\n".join(f"{mention} · {say(description)}" for mention, description in lines),
    )
