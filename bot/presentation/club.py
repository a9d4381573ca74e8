"""Cards of clubs: the welcome in the channel, and the list."""

from collections.abc import Mapping

from discord import ButtonStyle
from discord.ui import LayoutView

from bot.domain.club import Club, ClubCard, Listed
from bot.domain.past import NONE, Shelved
from bot.presentation import ids
from bot.presentation.card import RULE, bold, button, card, clip, heading, plain
from bot.presentation.past import shelf
from bot.presentation.places import count
from bot.presentation.say import Say

Mentions = Mapping[str, str]
"""How commands are named in a text: name → mention, which each client shows in its own language."""

ROOM_LISTED = 3_900
"""Characters for a list of clubs: a card's 4,000 without its heading."""
ROOM_ABOVE = 900
"""Characters for it where past clubs stand below."""


def welcome(say: Say, found: ClubCard, commands: Mentions, *, private: bool = False) -> LayoutView:
    """Greet a channel: the book, how it works, *Join*. Public, so it holds nothing of the story.

    Shown privately it is in the reader's language already and does not offer that again.
    """
    return card(
        heading(plain(found.club.name), 2),
        book(say, found),
        say(
            "We read this together. Tell me with {progress} how far you have come, and I will never tell you anything "
            "that comes after it.",
            progress=commands["progress set"],
        ),
        say(
            "Whoever read {book} with us here is in already, at the start of this one. {command} takes you out.",
            book=bold(say.told(found.after)),
            command=commands["club leave"],
        )
        if found.after
        else None,
        say("{help} shows what else I can do.", help=commands["help"]),
        [
            button(say("Join"), ids.JOIN(found.club.id), ButtonStyle.primary),
            *(() if private else [button(say("In my language"), ids.MINE(found.club.id))]),
        ],
    )


def opened(say: Say, found: ClubCard, commands: Mentions, begins: str | None = None) -> LayoutView:
    """Tell the moderator that the club is open and when its first section opens, a moment as Discord writes it."""
    return card(
        heading(say("The club is open")),
        say(
            "{name} meets in {channel}. Its welcome card is there; readers join with its button.",
            name=bold(plain(found.club.name)),
            channel=f"<#{found.club.channel_id}>",
        ),
        say("The first section opens {when}.", when=begins) if begins else None,
        say(
            "Whoever read {book} there is in already. {command} shows past books.",
            book=bold(say.told(found.after)),
            command=commands["club list"],
        )
        if found.after
        else None,
    )


def book(say: Say, found: ClubCard) -> str:
    """Return the title page of a club's book on one line."""
    title, author = say.told(found.title), say.told(found.author)
    length = count(say, found.outline, found.outline.last)
    by = f"{author}, {found.year} · {length}"
    return by if found.club.name == title else f"{bold(title)} · {by}"


def joined(say: Say, found: ClubCard, *, new: bool, commands: Mentions) -> LayoutView:
    """Welcome a reader."""
    return card(
        heading(say("Welcome to {name}", name=plain(found.club.name)) if new else say("You are in already")),
        say(
            "When you have read on, tell me with {command}. Until then everything stays sealed for you.",
            command=commands["progress set"],
        )
        if new
        else say("{command} shows your bookmark.", command=commands["progress show"]),
    )


def left(say: Say, club: Club, commands: Mentions) -> LayoutView:
    """Say goodbye."""
    return card(
        heading(say("You have left {name}", name=plain(club.name))),
        say(
            "Your bookmarks, notes, quiz cards and answers there are deleted. You are welcome back at any time with "
            "{command}.",
            command=commands["club join"],
        ),
    )


def listing(say: Say, found: tuple[Listed, ...], commands: Mentions, past: Shelved = NONE) -> LayoutView:
    """List a server's clubs, and below them the past ones, where both fit; further past ones are a press away."""
    lines = _lines(say, found)
    below = past.pages > 0 and len("\n".join(lines)) <= ROOM_ABOVE
    return card(
        heading(say("Clubs in this server")),
        "\n".join(lines) or _none(say, past, commands["manage setup"]),
        *((RULE, *shelf(say, past)) if below else ()),
        [] if below or not past.pages else [button(say("Past books"), ids.SHELF(0))],
    )


def _none(say: Say, past: Shelved, command: str) -> str:
    """Say that no club reads here, not yet or not any more."""
    if past.pages:
        return say("No club is reading at the moment. A moderator opens one with {command}.", command=command)
    return say("There is no club here yet. A moderator opens one with {command}.", command=command)


def _lines(say: Say, found: tuple[Listed, ...]) -> list[str]:
    """Return a line for each club; where many have long names, the titles of their books give way."""
    names = [bold(plain(one.club.name)) for one in found]
    places = [
        " · ".join((f"<#{one.club.channel_id}>", *([say("you read along")] if one.joined else ()))) for one in found
    ]
    room = (ROOM_LISTED - sum(map(len, names + places))) // max(1, len(found)) - len(" ·  · ")
    titles = [clip(say.told(one.title) or say("book not on the shelf"), room) for one in found]
    return [" · ".join(filter(None, line)) for line in zip(names, titles, places, strict=True)]


def book_choice(say: Say, title: Mapping[str, str], author: Mapping[str, str]) -> str:
    """Return a line of the autocomplete for a book; at most 100 characters."""
    return clip(f"{say.told(title)} · {say.told(author)}", 100)
