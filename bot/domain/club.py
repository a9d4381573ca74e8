"""A club, its readers, and which club somebody means."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.errors import BadName, ClubsFull, NoClubYet, UnknownClub, WhichClub
from bot.domain.outline import Outline
from bot.domain.view import Text
from bot.domain.where import fold

LONGEST_NAME = 80
_UNSEEN = ("Cf", "Cc", "Cs", "Co", "Cn")
"""Unicode categories without a shape of their own: controls, direction marks, surrogates, private use."""

MOST_CLUBS = 25
"""Clubs a server may run: as many as one list of choices can show."""


@dataclass(frozen=True, slots=True)
class Club:
    """One book read together in one channel. `card` is the welcome card's message, once it is posted.

    `staff_id` is the channel where its moderators are told what they need to know, where they named one. `mention_id`
    is the role to mention when a section opens, `mods_id` the role of the club's moderators, where there are such.
    `reminders_allowed` says whether its readers may be reminded, if they ask for it. `info_card` is the message of the
    card that keeps itself up to date, where there is one; in a forum it is the post too.
    """

    id: int
    guild_id: int
    channel_id: int
    name: str
    pack: str
    language: str
    card: int | None = None
    staff_id: int | None = None
    mention_id: int | None = None
    mods_id: int | None = None
    reminders_allowed: bool = True
    info_card: int | None = None


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and from where: plain ids and the language their Discord speaks."""

    guild_id: int
    user_id: int
    channel_ids: tuple[int, ...]
    locale: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody's place in a club: `mark` names the row of their bookmark, `at` is its position.

    `unreminded` says that they want no reminders of this book.
    """

    user_id: int
    at: int = 0
    mark: int = 0
    pages: int | None = None
    unreminded: bool = False


@dataclass(frozen=True, slots=True)
class ClubCard:
    """A club as anybody may see it: nothing of the book but its title page and its outline.

    `joined` tells of the asker; `readers` counts everybody who joined. `beside` is what the asker may be told beside
    the story (bot.domain.background); on a public card it is empty.
    """

    club: Club
    title: Text
    author: Text
    year: str
    outline: Outline
    readers: int
    joined: bool
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a server's list of clubs; `title` is None where the shelf has lost the book."""

    club: Club
    title: Text | None
    joined: bool


def choose(clubs: Mapping[int, Club], channels: Sequence[int], joined: frozenset[int], named: str | None) -> Club:
    """Return the club that is meant: the one named, the one whose channel this is, else one's only one.

    `channels` are the channel stood in and, in a thread, its parent. Raises NoClubYet, UnknownClub, or WhichClub.
    """
    if not clubs:
        raise NoClubYet
    if named is not None:
        return _named(clubs, named)
    for channel in channels:
        for club in clubs.values():
            if club.channel_id == channel:
                return club
    mine = [club for club in clubs.values() if club.id in joined]
    for several in (mine, list(clubs.values())):
        if len(several) == 1:
            return several[0]
        if several:
            raise WhichClub(tuple(club.name for club in several))
    raise NoClubYet


def _named(clubs: Mapping[int, Club], named: str) -> Club:
    if named.isascii() and named.isdigit() and len(named) < 19 and int(named) in clubs:
        return clubs[int(named)]
    for same in (str, fold):
        for club in clubs.values():
            if same(club.name) == same(named):
                return club
    raise UnknownClub


def tidy(name: str) -> str:
    """Return a club's name on one line, without invisible signs that would turn or hide what stands around it."""
    visible = (sign for sign in " ".join(name.split()) if unicodedata.category(sign) not in _UNSEEN)
    return " ".join("".join(visible).split())


def may_open(clubs: Mapping[int, Club], name: str) -> None:
    """Raise BadName or ClubsFull where a new club of that name may not be opened beside `clubs`."""
    if not 1 <= len(name) <= LONGEST_NAME:
        raise BadName(LONGEST_NAME)
    if len(clubs) >= MOST_CLUBS:
        raise ClubsFull(MOST_CLUBS)
