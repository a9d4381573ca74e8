"""Cards for moderators who let their club choose its next book."""

from discord import ButtonStyle
from discord.ui import LayoutView

from bot.domain.vote import FEWEST, Poll, Slate
from bot.presentation import ids
from bot.presentation.card import Block, button, card, heading, plain, small, stamp
from bot.presentation.say import Say
from bot.presentation.vote import Mentions, choice_of, fairness, listed, until


def panel(say: Say, found: Slate | Poll, days: int, commands: Mentions) -> LayoutView:
    """Show the vote that is open, with a way to close it; else what is nominated, with a way to open one."""
    return card(
        heading(say("The next book of {club}", club=plain(found.club.name))),
        until(say, found) if isinstance(found, Poll) else None,
        listed(say, found.books)
        or say("Nothing is nominated yet. {command} makes a beginning.", command=commands["club nominate"]),
        choice_of(say, ids.VOTE_DROP(found.club.id, days), say("Remove a book"), found.books),
        *(_close(say, found) if isinstance(found, Poll) else _open(say, found, days, commands)),
    )


def _close(say: Say, poll: Poll) -> tuple[Block, ...]:
    return ([button(say("Close the vote now"), ids.VOTE_CLOSE(poll.id, "ask"))],)


def _open(say: Say, found: Slate, days: int, commands: Mentions) -> tuple[Block, ...]:
    if len(found.books) < FEWEST:
        return (say.plural("A vote needs {n} book.", "A vote needs {n} books.", FEWEST),)
    return (
        say.plural(
            "The vote would be open for {n} day, and then I post what it came to.",
            "The vote would be open for {n} days, and then I post what it came to.",
            days,
        ),
        [button(say("Open the vote"), ids.VOTE_OPEN(found.club.id, days), ButtonStyle.success)],
        small(say("{command} takes another number of days.", command=commands["manage vote"])),
        small(fairness(say)),
    )


def opened(say: Say, poll: Poll) -> LayoutView:
    """Tell the moderator that the club votes."""
    return card(
        heading(say("The vote is open")),
        say(
            "Its card appears in {channel}. It closes by itself {when}, {soon}.",
            channel=f"<#{poll.club.channel_id}>",
            when=stamp(poll.closes, "F"),
            soon=stamp(poll.closes, "R"),
        ),
        [button(say("Close the vote now"), ids.VOTE_CLOSE(poll.id, "ask"))],
    )


def may_close(say: Say, poll: Poll) -> LayoutView:
    """Ask whether it is meant."""
    return card(
        heading(say("Close the vote now?")),
        until(say, poll),
        say("Nobody can vote any more then, and what it came to is posted."),
        [
            button(say("Close it"), ids.VOTE_CLOSE(poll.id, "yes"), ButtonStyle.danger),
            button(say("Leave it open"), ids.VOTE_PANEL(poll.club.id)),
        ],
    )


def closed(say: Say, poll: Poll) -> LayoutView:
    """Tell the moderator that it is done."""
    return card(
        heading(say("The vote is closed")),
        say("What it came to appears in {channel}.", channel=f"<#{poll.club.channel_id}>"),
    )
