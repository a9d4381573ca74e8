"""Past clubs: their list, a look back at one, and the question whether a club is to become one."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from discord import ButtonStyle
from discord.ui import LayoutView

from bot.domain.club import Club
from bot.domain.errors import Refusal
from bot.domain.past import ClubClosed, Past, Shelved
from bot.presentation import ids
from bot.presentation.card import Block, Row, bold, button, card, clip, gist, heading, plain, small, stamp
from bot.presentation.say import Say

Mentions = Mapping[str, str]

THREADS, FINISHERS = 850, 250
"""Characters for the links to a past club's threads (thirty-five of them), and for those who finished its book."""
ALL_THREADS, ALL_FINISHERS = 2_000, 1_200
"""The same on a card of its own."""
LONGEST_TITLE = 100


def shelf(say: Say, found: Shelved) -> Iterable[Block]:
    """Yield the parts of a page of past clubs, to stand on a card of their own or below the present ones."""
    yield bold(say("Past books"))
    yield from ("\n".join(filter(None, _lines(say, one, THREADS, FINISHERS))) for one in found.clubs)
    if found.pages > 1:
        yield small(say("Page {page} of {pages}", page=found.page + 1, pages=found.pages))
    yield _turn(say, found)


def _turn(say: Say, found: Shelved) -> Row:
    row: Row = []
    if found.page > 0:
        row.append(button(say("More recent"), ids.SHELF(found.page - 1)))
    if found.page < found.pages - 1:
        row.append(button(say("Longer ago"), ids.SHELF(found.page + 1)))
    return row


def page(say: Say, found: Shelved) -> LayoutView:
    """Show a page of past clubs."""
    return card(*shelf(say, found))


def look_back(say: Say, found: Past, commands: Mentions) -> LayoutView:
    """Show what a past club was."""
    name, *rest = _lines(say, found, ALL_THREADS, ALL_FINISHERS)
    return card(
        heading(name.replace("**", "")),
        "\n".join(filter(None, rest)),
        say(
            "All of it can still be read: name this club in {summary} and the other commands, and move your bookmark "
            "in it with {progress}.",
            summary=commands["summary"],
            progress=commands["progress set"],
        ),
    )


def _lines(say: Say, found: Past, threads: int, finishers: int) -> list[str]:
    """Return the lines on a past club: its name, its book and when it read, where, and who finished."""
    title = clip(say.told(found.title), LONGEST_TITLE) if found.title else say("book not on the shelf")
    ended = stamp(found.ended, "D")
    when = f"{stamp(found.begun, 'D')} – {ended}" if found.begun else say("until {day}", day=ended)
    linked = gist((f"<#{one}>" for one in found.threads), threads)
    return [
        bold(plain(found.club.name)),
        " · ".join((*([] if found.club.name == title else [title]), when, f"<#{found.club.channel_id}>")),
        say("Threads: {threads}", threads=linked) if linked else "",
        _finished(say, found, finishers),
    ]


def _finished(say: Say, found: Past, room: int) -> str:
    """Tell how many finished the book, and who of them does not hide their place."""
    if found.finished is None or not found.readers:
        return ""
    if not found.finished:
        return say("Nobody has finished the book so far.")
    told = say.plural(
        "Of {n} reader, {finished} has finished.",
        "Of {n} readers, {finished} have finished.",
        found.readers,
        finished=found.finished,
    )
    return f"{told} {gist((f'<@{one}>' for one in found.by), room)}".rstrip()


def may_close(say: Say, club: Club) -> LayoutView:
    """Ask whether a club is to close."""
    return card(
        heading(say("Close {name}?", name=plain(club.name))),
        say(
            "It becomes a past book: nothing more is posted, asked, counted or reminded of. Everything can still be "
            "read, bookmarks stay, and readers may finish later. This cannot be taken back."
        ),
        [
            button(say("Close the club"), ids.CLOSE(club.id, "yes"), ButtonStyle.danger),
            button(say("Leave it open"), ids.SETTINGS(club.id)),
        ],
    )


def closed(say: Say, club: Club, commands: Mentions) -> LayoutView:
    """Tell the moderator that it is closed, and how the next one begins."""
    return card(
        heading(say("{name} is closed", name=plain(club.name))),
        say(
            "{list} keeps it among the past books. {setup} in {channel} begins the next one, and the readers go along.",
            list=commands["club list"],
            setup=commands["manage setup"],
            channel=f"<#{club.channel_id}>",
        ),
    )


REFUSALS: Mapping[type[Refusal], Callable[[Say, Any, Mentions], str]] = {
    ClubClosed: lambda say, error, commands: say(
        "{name} is a past club: it can be read, and nothing more happens in it. {command} shows the others.",
        name=bold(plain(error.name)),
        command=commands["club list"],
    ),
}
"""The words of its refusals."""
