"""Everything that a reader at a bookmark could see, from every command: the host's own proof that nothing spoils.

It goes the way of the answers themselves: a view of the book, the cards made of it, and the words on the cards.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import discord

from bot.domain import background
from bot.domain import recap as recaps
from bot.domain.book import Book
from bot.domain.character import cast, portrait
from bot.domain.character_map import around as bound
from bot.domain.club import Club, ClubCard
from bot.domain.deck import REVIEW, SOLO, Asked, Card, Judged
from bot.domain.errors import Refusal
from bot.domain.info import Info
from bot.domain.pool import pool
from bot.domain.progress import Bookmark, Move, around, opened
from bot.domain.quiz import deal
from bot.domain.replay import replay
from bot.domain.round import ASKING, GATHERING, TOLD, USUAL_SECONDS, Shown, gather
from bot.domain.summary import told
from bot.domain.theme import ThemesSoFar, follow
from bot.domain.view import View
from bot.domain.where import read_where
from bot.library.complaints import BrokenPack
from bot.library.pack import read_pack
from bot.presentation import background as background_cards
from bot.presentation import character as character_cards
from bot.presentation import character_map as character_maps
from bot.presentation import info as info_cards
from bot.presentation import progress as progress_cards
from bot.presentation import quiz as quiz_cards
from bot.presentation import recap as recap_cards
from bot.presentation import replay as replay_cards
from bot.presentation import round as round_cards
from bot.presentation import summary as summary_cards
from bot.presentation import theme as theme_cards
from bot.presentation.say import Say, say_in

Seen = Iterator[discord.ui.LayoutView | str]


class CannotPreview(Exception):
    """There is nothing to preview; the message says what to do."""


def preview(folder: Path, written: str, language: str) -> Iterator[str]:
    """Yield the lines of a preview of the pack in `folder`, as read to the chapter `written` in a language.

    Raises CannotPreview for a broken pack, a place outside the book, or a language there is not.
    """
    try:
        book = read_pack(folder)
        horizon = read_where(written, book.outline, 0, None).position
    except BrokenPack as broken:
        raise CannotPreview(f"{str(broken).capitalize()}; `python -m bot check {folder}` lists them.") from broken
    except Refusal as refusal:
        raise CannotPreview(f"The book has no chapter {written}; name one such as 1.14.") from refusal
    if language not in ("en", "vi"):
        raise CannotPreview("There is no such language; choose en or vi.")
    say, view = say_in(language), book.as_read_to(horizon)
    club = Club(0, 0, 0, say.told(book.title), book.slug, language)
    for command, show in SHOWN.items():
        yield f"===== /{command}"
        for card in show(say, club, book, view):
            yield card if isinstance(card, str) else "\n".join(_words(card)) + "\n"


def _words(card: discord.ui.LayoutView) -> Iterator[str]:
    """Yield every word of a card: texts, and what stands on its buttons."""
    for item in card.walk_children():
        if isinstance(item, discord.ui.TextDisplay):
            yield item.content
        elif isinstance(item, discord.ui.Button):
            yield f"[{item.label}]"


def _progress(say: Say, club: Club, _book: Book, view: View) -> Seen:
    for name, _ in progress_cards.choices(say, view.outline, around(view.outline, view.horizon)):
        yield name
    move = Move(0, view.horizon)
    yield progress_cards.bookmark(
        say, Bookmark(club, view.outline, view.horizon, 0, move=move, opened=opened(move, view))
    )


def _summary(say: Say, club: Club, book: Book, view: View) -> Seen:
    for chapter in view.chapters:
        yield summary_cards.choice(say, view.outline, chapter)
    for chapter in view.chapters:
        yield summary_cards.summary(say, told(club, view, chapter, book.languages))


def _lookup(say: Say, club: Club, _book: Book, view: View) -> Seen:
    for person in view.people.values():
        yield character_cards.portrait(say, portrait(club, view, person))


def _list(say: Say, club: Club, _book: Book, view: View) -> Seen:
    met = cast(club, view)
    for page in range(0, len(met.people), character_cards.A_PAGE):
        yield character_cards.listing(say, met, page // character_cards.A_PAGE)


def _map(say: Say, club: Club, _book: Book, view: View) -> Seen:
    """Every map: the words in the picture, those for whoever cannot see it, and those beside it."""
    for person in view.people.values():
        seen, page = bound(club, view, person), 0
        yield "\n".join((*character_maps.sheet(say, seen).words, character_maps.alt(say, seen)))
        while page < character_maps.pages(say, seen):
            yield character_maps.around(say, seen, None, page)
            page += 1


def _recap(say: Say, club: Club, _book: Book, view: View) -> Seen:
    for length in recaps.LENGTHS if view.horizon else ():
        for page in range(recaps.tell(club, view, length).pages):
            yield recap_cards.story(say, recaps.tell(club, view, length, page))


def _theme(say: Say, club: Club, _book: Book, view: View) -> Seen:
    yield theme_cards.listing(say, ThemesSoFar(club, view.themes))
    for theme in view.themes:
        yield theme_cards.follow(say, follow(club, view, theme))


def _quiz(way: str, say: Say, club: Club, _book: Book, view: View) -> Seen:
    """Every question with each of its answers, as whoever presses it sees it."""
    for row, written in enumerate(pool(view, (), 1, view.horizon), start=1):
        asked = Asked(club, view.outline, Card(row, written.key, written.since), deal(written, row), way, 1)
        yield quiz_cards.question(say, asked, {})
        for choice in range(written.size):
            yield quiz_cards.verdict(say, Judged(asked, choice, asked.card))


def _round(say: Say, club: Club, _book: Book, view: View) -> Seen:
    """Every question and its answer, as everybody in a place with this horizon sees them."""
    reach = (1, view.horizon, view.horizon)
    round_ = gather(club, 0, reach, USUAL_SECONDS, datetime.fromtimestamp(0, UTC), GATHERING)
    for number, written in enumerate(pool(view, (), 1, view.horizon), start=1):
        item = deal(written, number)
        for phase in (ASKING, TOLD):
            one = replace(round_, keys=(item.key,), phase=phase)
            yield round_cards.public(say, Shown(club, view.outline, one, 0, 0, item, (0,) * item.size), {})


def _club(say: Say, club: Club, book: Book, view: View) -> Seen:
    subjects = background.beside(view)
    card = ClubCard(club, book.title, book.author, book.year, view.outline, readers=1, joined=True, beside=subjects)
    yield info_cards.info(say, Info(card), {"progress show": "/progress show"})
    for subject in subjects:
        for page in range(background.tell(club, view, subject, 0).pages):
            yield background_cards.told(say, background.tell(club, view, subject, page))


def _replay(say: Say, club: Club, _book: Book, view: View) -> Seen:
    number: int | None = 1
    while number:
        told = replay(club, view, None, number, joined=True)
        for page in range(len(replay_cards.pages(say, told))):
            yield replay_cards.replay(say, told, {"progress set": "/progress set"}, page)
        number = told.later


SHOWN: dict[str, Callable[[Say, Club, Book, View], Seen]] = {
    "progress set": _progress,
    "summary": _summary,
    "recap": _recap,
    "character lookup": _lookup,
    "character list": _list,
    "character map": _map,
    "theme": _theme,
    "quiz solo": partial(_quiz, SOLO),
    "quiz review": partial(_quiz, REVIEW),
    "quiz round": _round,
    "club info": _club,
    "club replay": _replay,
}
"""The commands whose answers tell of a book, and what each can show."""
SHOWS_NO_BOOK = frozenset(
    {
        *("progress show", "progress undo", "progress club", "club list", "club join", "club leave"),
        *("quiz scores", "me settings", "me export", "me delete", "manage setup", "help"),
        *("schedule", "manage plan", "manage pause", "manage resume"),
        *("quiz propose", "manage questions", "club nominate", "club vote", "manage vote"),
        *("club suggest", "manage settings", "manage log", "manage export", "manage import"),
        *("note write", "note list", "note predict"),
        *("manage prompt add", "manage prompt list", "manage prompt edit", "manage prompt remove"),
    }
)
"""All other commands: their answers hold numbers, names of clubs, dates, settings and members' own words, nothing of a
pack's story."""
