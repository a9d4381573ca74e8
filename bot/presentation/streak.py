"""Saying how long somebody's reading streak is, to themselves or to the others if they like."""

from discord.ui import LayoutView

from bot.domain.streak import Shared
from bot.presentation.card import bold, card, plain
from bot.presentation.say import Say


def streak(say: Say, days: int) -> str:
    """Return the line about somebody's own streak."""
    if not days:
        return say("Reading streak: it begins with the next chapter you finish.")
    return say.plural("Reading streak: {n} day", "Reading streak: {n} days", days)


def shared(say: Say, shown: Shared) -> LayoutView:
    """Show everybody a streak that its reader wants to show."""
    told = say.plural(
        "{reader}: a reading streak of {n} day",
        "{reader}: a reading streak of {n} days",
        shown.days,
        reader=f"<@{shown.user_id}>",
    )
    return card(told, bold(plain(shown.club.name)))
