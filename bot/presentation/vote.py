"""Cards for readers who choose their club's next book: what is nominated, and their own ranking."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from discord import ButtonStyle, SelectOption
from discord.ui import LayoutView, Select

from bot.domain.view import Text
from bot.domain.vote import MOST, MOST_EACH, Booth, Nominee, Poll, Slate
from bot.presentation import ids
from bot.presentation.card import Row, bold, button, card, clip, heading, plain, small, stamp
from bot.presentation.say import Say

Mentions = Mapping[str, str]

ROOM = 2_200
"""Characters for a list of books."""
WIDTHS = (200, 120, 80, 50, 35, 20, 12)
"""Characters that a title may take in a list, an author half as many: the most with which the list fits."""


def slate(say: Say, found: Slate, commands: Mentions) -> LayoutView:
    """Show what is nominated, and let the asker take back what is theirs."""
    new = found.new
    return card(
        heading(say("The next book of {club}", club=plain(found.club.name))),
        say("{book} is nominated.", book=by_author(say, new.title, new.author)) if new else None,
        listed(say, found.books)
        or say("Nothing is nominated yet. {command} makes a beginning.", command=commands["club nominate"]),
        choice_of(say, ids.NOMINATED(found.club.id), say("Take one of yours back"), found.mine),
        small(
            say(
                "Each may nominate {each} books with {command}, and the club {most}. When a moderator opens the vote, "
                "you rank them.",
                each=MOST_EACH,
                most=MOST,
                command=commands["club nominate"],
            )
        ),
    )


def booth(say: Say, found: Booth) -> LayoutView:
    """Show a reader their own ranking, and let them go on with it; each press is saved."""
    poll, mine = found.poll, found.ranking
    asked = say("Your next choice") if mine else say("Your first choice")
    return card(
        heading(say("The next book of {club}", club=plain(poll.club.name))),
        until(say, poll),
        bold(say("Your ranking")),
        listed(say, mine) or say("You have not ranked anything yet."),
        None if found.left else say("You have ranked all of them."),
        choice_of(say, ids.RANK(poll.id), asked, found.left),
        _undo(say, poll, mine),
        small(
            say(
                "Rank as many as you like; the others stand below, side by side. Every choice is saved at once, nobody "
                "sees it, and you may change it until the vote closes."
            )
        ),
        small(fairness(say)),
    )


def _undo(say: Say, poll: Poll, mine: Sequence[Nominee]) -> Row:
    """Name how much of the ranking stays, so that a press on an older card takes back no more than it shows."""
    if not mine:
        return []
    last = button(say("Undo the last"), ids.RANK_KEEP(poll.id, len(mine) - 1))
    return [last] if len(mine) == 1 else [last, button(say("Start over"), ids.RANK_KEEP(poll.id, 0))]


def until(say: Say, poll: Poll) -> str:
    """Return how long a vote is open, and how many have voted."""
    voted = (
        say.plural("{n} reader has voted.", "{n} readers have voted.", poll.voted)
        if poll.voted
        else say("Nobody has voted yet.")
    )
    closes = say("The vote is open until {when}, {soon}.", when=stamp(poll.closes, "F"), soon=stamp(poll.closes, "R"))
    return f"{closes} {voted}"


def vote_button(say: Say, poll: Poll) -> Row:
    """Lead to one's own ranking."""
    return [button(say("Vote"), ids.VOTE(poll.id), ButtonStyle.primary)]


def fairness(say: Say) -> str:
    """Return in two sentences why the club's count is fairer than others."""
    return say(
        "I set each book against each other one and count who placed which higher; whichever wins these duels is "
        "chosen (Schulze’s method). So a book that wins against every other one is always chosen, while counting only "
        "first choices, or striking off the last book round by round, can miss it."
    )


def by_author(say: Say, title: Text, author: Text) -> str:
    """Return a book within a sentence."""
    named, writer = bold(plain(say.told(title))), plain(say.told(author))
    return say("{title} by {author}", title=named, author=writer) if writer else named


def listed(say: Say, books: Iterable[Nominee], most: int = ROOM) -> str:
    """List books with their numbers, shortened alike where they would not fit into `most` characters."""
    numbered = list(enumerate(books, 1))
    return snug(lambda width: (f"{bold(str(n))} · {line(say, book, width)}" for n, book in numbered), most)


def line(say: Say, book: Nominee, width: int) -> str:
    """Return a book's title and author, the title in at most `width` characters as people see it."""
    title, author = clip(say.told(book.title), width), clip(say.told(book.author), width // 2)
    return " · ".join(filter(None, (bold(plain(title)), plain(author))))


def snug(lines: Callable[[int], Iterable[str]], most: int) -> str:
    """Join lines made with the greatest width with which they take no more than `most` characters."""
    joined = ["\n".join(lines(width)) for width in WIDTHS]
    return next((one for one in joined if len(one) <= most), joined[-1])


def choice_of(say: Say, custom_id: str, asked: str, books: Sequence[Nominee]) -> Select[LayoutView] | None:
    """Let one of the books be chosen; Discord shows at most 100 characters of a line, and no markup."""
    if not books:
        return None
    options = [
        SelectOption(
            label=clip(say.told(book.title), 100),
            value=str(book.id),
            description=clip(say.told(book.author), 100) or None,
        )
        for book in books
    ]
    return Select(custom_id=custom_id, placeholder=asked, options=options)
