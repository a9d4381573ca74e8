"""The short help: what this person may use, and nothing else."""

from collections.abc import Sequence

from discord.ui import LayoutView

from bot.presentation.card import card, entry, heading
from bot.presentation.say import Say

FOR_MODERATORS = "</manage "
"""How mentions of moderators' commands begin."""


def overview(say: Say, lines: Sequence[tuple[str, str]]) -> LayoutView:
    """List commands, each a mention and its description in the catalogue's English; of moderators' the mentions only.

    A card has room for so many words, and moderators' cards say themselves what they do.
    """
    everybodys = [(mention, about) for mention, about in lines if not mention.startswith(FOR_MODERATORS)]
    moderators = [mention for mention, _ in lines if mention.startswith(FOR_MODERATORS)]
    return card(
        heading(say("What I can do")),
        say("I am the club’s librarian. I tell you about what you have read, and nothing beyond your bookmark."),
        "\n".join(f"{mention} · {say(description)}" for mention, description in everybodys),
        entry(say("For moderators"), " · ".join(moderators)) if moderators else None,
    )
