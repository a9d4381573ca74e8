"""Words to a club's moderators about work that waits for them or was left undone."""

from collections.abc import Callable, Mapping

from discord.ui import LayoutView

from bot.domain.post import Notice
from bot.domain.work import GONE, MISSING, NO_PACK, SKIPPED
from bot.presentation.card import GREY, bold, card, heading, plain, small
from bot.presentation.say import Say

NAMES: Mapping[str, Callable[[Say], str]] = {
    "view_channel": lambda say: say("View Channel"),
    "send_messages": lambda say: say("Send Messages"),
    "read_message_history": lambda say: say("Read Message History"),
    "create_public_threads": lambda say: say("Create Public Threads"),
    "send_messages_in_threads": lambda say: say("Send Messages in Threads"),
    "pin_messages": lambda say: say("Pin Messages"),
    "manage_messages": lambda say: say("Manage Messages"),
    "manage_threads": lambda say: say("Manage Threads"),
    "create_events": lambda say: say("Create Events"),
}
"""The permissions that the bot's posts need, as Discord's settings call them."""


def notice(say: Say, told: Notice) -> LayoutView:
    """Tell moderators what is the matter and what to do."""
    return card(
        heading(bold(plain(told.club.name))),
        _WORDS[told.about[0]](say, told),
        None if told.about[0] == SKIPPED else small(say("What is due waits meanwhile, and comes by itself.")),
        accent=GREY,
    )


def _missing(say: Say, told: Notice) -> str:
    place, *missing = told.about[1:]
    where, permissions = f"<#{place}>", ", ".join(f"“{NAMES[one](say)}”" for one in missing)
    if not told.section:
        return say(
            "I cannot do in {place} what is due there: I am missing {permissions}. Please allow me that.",
            place=where,
            permissions=permissions,
        )
    return say(
        "I cannot post for section {n} in {place}: I am missing {permissions}. Please allow me that there.",
        n=told.section,
        place=where,
        permissions=permissions,
    )


def _gone(say: Say, told: Notice) -> str:
    return say(
        "I cannot post for section {n}: the channel or thread it belongs to is deleted, or I cannot see it any more.",
        n=told.section,
    )


def _no_pack(say: Say, told: Notice) -> str:
    return say(
        "I cannot post for section {n}: this club’s book is not on my shelf at the moment. Please tell whoever "
        "looks after me.",
        n=told.section,
    )


def _skipped(say: Say, told: Notice) -> str:
    return say.plural(
        "{n} post was left out because it was too late for it. Nothing else is lost.",
        "{n} posts were left out because it was too late for them. Nothing else is lost.",
        int(told.about[1]),
    )


_WORDS: Mapping[str, Callable[[Say, Notice], str]] = {
    MISSING: _missing,
    GONE: _gone,
    NO_PACK: _no_pack,
    SKIPPED: _skipped,
}
