"""What the bot posts of a club's vote: the card to vote on, and what the vote came to, in words and as a picture."""

from collections.abc import Iterable

import discord
from babel.lists import format_list
from discord.ui import LayoutView

from bot.domain.vote import Counted, Nominee, Poll
from bot.presentation import ids
from bot.presentation.card import Row, bold, button, card, clip, heading, plain, small, stamp
from bot.presentation.picture import file, hung
from bot.presentation.say import Say
from bot.presentation.vote import by_author, fairness, line, listed, snug, vote_button

FILE = "vote.png"
NAMED = 900
"""Characters up to which books are named in each of their duels; beyond, their numbers stand for them."""
TIED = 5
"""Books equal first that are named; more are counted."""
ORDER, DUELS = 1_400, 1_900
"""Characters for the order of the books, and for their duels."""


def title(say: Say) -> str:
    """Return the name of a vote's post in a forum."""
    return say("Which book do we read next?")


def poll(say: Say, post: Poll, row: int | None) -> LayoutView:
    """Ask the club; with None for the row to one reader, in their language."""
    return card(
        heading(title(say), 2),
        listed(say, post.books),
        say(
            "Rank as many as you like, privately, until {when}, {soon}. Every reader of the club may vote.",
            when=stamp(post.closes, "F"),
            soon=stamp(post.closes, "R"),
        ),
        small(fairness(say)),
        [*([] if post.tally else vote_button(say, post)), *_mine(say, row)],
    )


def over(say: Say, post: Counted) -> LayoutView:
    """Stand in the place of the card that was voted on."""
    return card(heading(title(say), 2), say("The vote is over. {voted}", voted=_voted(say, post)))


def counted(say: Say, post: Counted, row: int | None, picture: discord.File | None) -> LayoutView:
    """Tell what a vote came to: the order, who is equal, and every duel; `picture` shows the duels as a table."""
    books = in_order(post)
    duels = _duels(say, post, books) if has_duels(post) else None
    return card(
        heading(say("The vote on the next book"), 2),
        _verdict(say, post),
        _voted(say, post) if post.tally.voted else None,
        _order(say, post) if post.tally.voted else listed(say, books),
        *((bold(say("Each against each")), duels, small(_how_to_read(say))) if duels else ()),
        hung(picture) if picture else None,
        _mine(say, row),
    )


def picture(say: Say, post: Counted) -> discord.File | None:
    """Draw the duels, with a text for whoever cannot see them; None where there are none. Call it in a thread."""
    if not has_duels(post):
        return None
    from bot.presentation.vote_picture import draw

    books = in_order(post)
    titles = [say.told(book.title) for book in books]
    wins = [[post.tally.duel(one.id, other.id)[0] for other in books] for one in books]
    return file(draw(say, titles, wins, _voted(say, post)), FILE, _alt(say, post))


def has_duels(post: Counted) -> bool:
    """Return whether anybody voted, and there was anything to choose between."""
    return post.tally.voted > 0 and len(in_order(post)) > 1


def in_order(post: Counted) -> list[Nominee]:
    """Return the books as the vote ordered them, equal ones in the order of their nomination."""
    return [book for place in post.places for book in place]


def _verdict(say: Say, post: Counted) -> str:
    if not post.tally.voted:
        return say("Nobody voted this time, so nothing is chosen.")
    first = post.places[0]
    if len(first) == 1:
        return say("We read {book} next.", book=by_author(say, first[0].title, first[0].author))
    if len(first) > TIED:
        return say.plural(
            "The first {n} book is equal: the votes put none of them before another.",
            "The first {n} books are equal: the votes put none of them before another.",
            len(first),
        )
    books = snug(lambda width: [format_list([_name(say, one, width) for one in first], locale=say.language)], 300)
    return say("{books} are equal first: the votes put none of them before another.", books=books)


def _name(say: Say, book: Nominee, width: int) -> str:
    return bold(plain(clip(say.told(book.title), width)))


def _voted(say: Say, post: Counted) -> str:
    return say.plural("{n} reader voted.", "{n} readers voted.", post.tally.voted)


def _order(say: Say, post: Counted) -> str:
    """Return the books numbered in their order; one that shares its place with an earlier one says so."""
    rows: list[tuple[Nominee, int | None]] = []
    for place in post.places:
        first = len(rows) + 1
        rows += [(book, first if nth else None) for nth, book in enumerate(place)]
    equal = [" · " + say("equal with {number}", number=first) if first else "" for _, first in rows]
    return snug(
        lambda width: (
            f"{bold(str(n))} · {line(say, book, width)}{same}"
            for n, ((book, _), same) in enumerate(zip(rows, equal, strict=True), 1)
        ),
        ORDER,
    )


def _duels(say: Say, post: Counted, books: list[Nominee]) -> str:
    """Tell each duel once, with the book that stands higher: by names, or by numbers where these would be a wall.

    Only of nearly twenty books, with a great many votes, the duels between the last do not fit; then that is said.
    """
    if len(named := "\n".join(_by_name(say, post, books))) <= NAMED:
        return named
    told = _by_number(post, books)
    rest = ""
    while len("\n".join([*told, rest])) > DUELS:
        told.pop()
        rest = say("The picture has the duels between the last ones too.")
    return "\n".join(filter(None, (*told, rest)))


def _by_name(say: Say, post: Counted, books: list[Nominee]) -> list[str]:
    """Return a line for each book but the last: how it stands against those below it."""
    names = [plain(say.told(one.title)) for one in books]
    told = []
    for at, name in enumerate(names[:-1]):
        others = ", ".join(f"{names[to]} ({duel})" for to, duel in _below(post, books, at))
        told.append(say("{book} against {others}", book=bold(name), others=others))
    return told


def _by_number(post: Counted, books: list[Nominee]) -> list[str]:
    """Return the same by numbers, as short as it can be: of twenty books there are 190 duels."""
    return [
        f"{bold(str(at + 1))} · "
        + " ".join(f"{to + 1}\N{NO-BREAK SPACE}({duel})" for to, duel in _below(post, books, at))
        for at in range(len(books) - 1)
    ]


def _below(post: Counted, books: list[Nominee], at: int) -> Iterable[tuple[int, str]]:
    """Yield the places of the books below one, and how it stands against each: "5:4"."""
    for to in range(at + 1, len(books)):
        more, less = post.tally.duel(books[at].id, books[to].id)
        yield to, f"{more}:{less}"


def _how_to_read(say: Say) -> str:
    return say("In brackets: how many placed the book before that other one, and how many after it.")


def _alt(say: Say, post: Counted) -> str:
    """Return the table in words, without markup; what does not fit stands in the card."""
    from bot.presentation.vote_picture import alt

    books = in_order(post)
    return alt(say, [say.told(book.title) for book in books], lambda a, b: post.tally.duel(books[a].id, books[b].id))


def _mine(say: Say, row: int | None) -> Row:
    return [] if row is None else [button(say("In my language"), ids.TOLD(row, 0))]
