"""What members propose and moderators decide on, a question for the quiz or for the talk: dated, and sealed till then.

It is dated by whoever writes it, and is known to nobody who has not finished that chapter: moderators either.
"""

from dataclasses import dataclass

from bot.domain.club import Club, Reader
from bot.domain.errors import NothingReadYet, NotUnderstood, Refusal
from bot.domain.outline import Outline
from bot.domain.where import read_where

MOST_WAITING = 10
"""Proposals of one kind of one member's that may wait in a club: more than that nobody reads with care."""
A_PAGE = 8
"""Proposals on a page of a list for moderators."""

APPROVE, DECLINE, REMOVE = "approve", "decline", "remove"


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a form, as it was typed: a chapter, and whatever else a kind of proposal asks for."""

    chapter: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """What anybody may know of a proposal: on which chapter it is, and who makes it.

    `author` is None where it is forgotten who it was; until it is `approved` it waits for a moderator.
    """

    row: int
    since: int
    author: int | None
    approved: bool


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty form for somebody whose bookmark is at `at`."""

    club: Club
    outline: Outline
    at: int


@dataclass(frozen=True, slots=True)
class Looked:
    """A proposal as somebody sees it whose bookmark is at `at`."""

    club: Club
    outline: Outline
    at: int
    proposal: Sealed


@dataclass(frozen=True)
class NotTaken(Refusal):
    """A proposal that was not taken, and `why`; what was `typed` is given back, so that nobody writes it twice."""

    why: Refusal
    typed: Typed


@dataclass(frozen=True)
class PastBookmark(Refusal):
    """Words on a chapter that their author has not finished; their bookmark is at the chapter `finished`."""

    finished: str


@dataclass(frozen=True)
class ProposalsFull(Refusal):
    """Somebody has `most` proposals of a kind waiting in a club."""

    most: int


def pages(proposals: int) -> int:
    """Return how many pages so many proposals fill, at least one."""
    return max(1, -(-proposals // A_PAGE))


def may_propose(reader: Reader, waiting: int) -> None:
    """Raise NothingReadYet or ProposalsFull where a reader of whom so many wait may not propose anything more."""
    if reader.at == 0:
        raise NothingReadYet
    if waiting >= MOST_WAITING:
        raise ProposalsFull(MOST_WAITING)


def read_chapter(typed: str, outline: Outline, at: int, edition: int | None, upto: int) -> int:
    """Read the chapter of a proposal or a note, up to `upto`, by somebody at `at` whose edition has so many pages.

    Where it could be several, it is the latest: too late a date keeps words back, too early a one would spoil.
    Raises PastBookmark, and what reading a place raises.
    """
    meant = read_where(typed, outline, at, edition)
    since = max((one for one in (meant.position, *meant.others) if one <= upto), default=None)
    if since is None:
        raise PastBookmark(outline.written(upto))
    if since == 0:
        raise NotUnderstood
    return since


def seen(own: Sealed, horizon: int) -> Sealed:
    """Return a proposal as somebody may see it who has read to `horizon`: with its words, or sealed."""
    return own if own.since <= horizon else Sealed(own.row, own.since, own.author, own.approved)
