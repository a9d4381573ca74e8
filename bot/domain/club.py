"""A club, its readers, and which club somebody means."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import BadName, ClubsFull, NoClubYet, UnknownClub, WhichClub
from bot.domain.outline import Outline
from bot.domain.view import Text
from bot.domain.where import fold

LONGEST_NAME = 80
_UNSEEN = ("Cf", "Cc", "Cs", "Co", "Cn")
"""Unicode categories without a shape of their own: controls, direction marks, surrogates, private use."""

MOST_CLUBS = 25
"""Clubs a server may run, past ones aside: as many as one list of choices can show."""


@dataclass(frozen=True, slots=True)
class Club:
    """One book read together in one channel. `card` is the welcome card's message, once it is posted.

    `staff_id` is the channel where its moderators are told what they need to know, where they named one. `mention_id`
    is the role to mention when a section opens, `mods_id` the role of the club's moderators, where there are such.
    `reminders_allowed` says whether its readers may be reminded, if they ask for it. `info_card` is the message of the
    card that keeps itself up to date, where there is one; in a forum it is the post too. `closed_at` (UTC) is when it
    became a past club: one that can be read for ever, and of which nothing falls due.
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
    closed_at: datetime | None = None


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
    the story (bot.domain.background); on a public card it is empty. `after` is the title of the book that the club's
    readers read in this channel before it, where any did.
    """

    club: Club
    title: Text
    author: Text
    year: str
    outline: Outline
    readers: int
    joined: bool
    beside: tuple[str, ...] = ()
    after: Text | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a server's list of clubs; `title` is None where the shelf has lost the book."""

    club: Club
    title: Text | None
    joined: bool


def choose(clubs: Mapping[int, Club], channels: Sequence[int], joined: frozenset[int], named: str | None) -> Club:
    """Return the club that is meant: the one named, the one whose channel this is, else one's only one.

    A past club is meant where it is named, or where its channel has no other; else only where all are past. `channels`
    are the channel stood in and, in a thread, its parent. Raises NoClubYet, UnknownClub, or WhichClub.
    """
    if not clubs:
        raise NoClubYet
    if named is not None:
        return _named(clubs, named)
    present = [club for club in clubs.values() if club.closed_at is None]
    standing = _meeting_in(present, channels)
    if standing is None and len(present) < len(clubs):
        standing = _meeting_in(in_order(clubs.values()), channels)
    if standing is not None:
        return standing
    present = present or list(clubs.values())
    mine = [club for club in present if club.id in joined]
    for several in (mine, present):
        if len(several) == 1:
            return several[0]
        if several:
            raise WhichClub(tuple(club.name for club in several))
    raise NoClubYet


def _meeting_in(clubs: Sequence[Club], channels: Sequence[int]) -> Club | None:
    """Return the first of some clubs whose channel is the first of these that is any's."""
    return next((club for channel in channels for club in clubs if club.channel_id == channel), None)


def in_order(clubs: Collection[Club]) -> list[Club]:
    """Return clubs as they are listed: the present ones in the order of their opening, then the past, latest first."""
    present = sorted((club for club in clubs if club.closed_at is None), key=lambda club: club.id)
    past = ((club.closed_at, club.id, club) for club in clubs if club.closed_at is not None)
    return present + [club for *_, club in sorted(past, key=lambda one: one[:2], reverse=True)]


def followed(clubs: Collection[Club], club: Club) -> Club | None:
    """Return the past club that met in a club's channel before it, whose readers go along; None where none did."""
    earlier = [one for one in clubs if one.channel_id == club.channel_id and one.closed_at and one.id < club.id]
    return max(earlier, key=lambda one: one.id, default=None)


def _named(clubs: Mapping[int, Club], named: str) -> Club:
    if named.isascii() and named.isdigit() and len(named) < 19 and int(named) in clubs:
        return clubs[int(named)]
    for same in (str, fold):
        for club in in_order(clubs.values()):
            if same(club.name) == same(named):
                return club
    raise UnknownClub


def tidy(name: str) -> str:
    """Return a club's name on one line, without invisible signs that would turn or hide what stands around it."""
    visible = (sign for sign in " ".join(name.split()) if unicodedata.category(sign) not in _UNSEEN)
    return " ".join("".join(visible).split())


def may_open(clubs: Collection[Club], name: str) -> None:
    """Raise BadName or ClubsFull where a new club of that name may not be opened beside `clubs`."""
    if not 1 <= len(name) <= LONGEST_NAME:
        raise BadName(LONGEST_NAME)
    if sum(club.closed_at is None for club in clubs) >= MOST_CLUBS:
        raise ClubsFull(MOST_CLUBS)
