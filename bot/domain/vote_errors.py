"""The ways in which the rules of choosing the next book say no.

Refusal
├── BookUnclear          a nomination without a title or an author
├── NominatedAlready     a book that stands among the nominated ones
├── EnoughNominated      a reader has nominated as many books as they may
├── NominationsFull      a club has nominated as many books as it may
├── NominationGone       a book that is not there to choose any more
├── TooFewBooks          a vote with nothing to choose between
├── VoteRunning          something that has to wait until the club has voted
└── VoteOver             a vote that is closed
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import Refusal


@dataclass(frozen=True)
class BookUnclear(Refusal):
    """A nominated book needs a title and an author of one to `most` characters each, unless it is on the shelf."""

    most: int


@dataclass(frozen=True)
class NominatedAlready(Refusal):
    """The book is nominated already, as `title` and `author`, each by language."""

    title: Mapping[str, str]
    author: Mapping[str, str]


@dataclass(frozen=True)
class EnoughNominated(Refusal):
    """A reader may nominate `most` books for one vote."""

    most: int


@dataclass(frozen=True)
class NominationsFull(Refusal):
    """A club may nominate `most` books for one vote."""

    most: int


class NominationGone(Refusal):
    """A book that was taken back or removed, or is somebody else's to take back."""


@dataclass(frozen=True)
class TooFewBooks(Refusal):
    """A vote needs at least `fewest` books."""

    fewest: int


@dataclass(frozen=True)
class VoteRunning(Refusal):
    """The club votes until `closes` (UTC)."""

    closes: datetime


class VoteOver(Refusal):
    """Nobody can vote there any more."""
