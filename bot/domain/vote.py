"""Choosing the next book: who may nominate what, how readers rank it, and how the rankings are counted.

The count is Schulze's method (decision 0020): each book is set against each other one, and a book comes before
another when the strongest chain of such duels that leads from it to the other is stronger than the one back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.club import Club, tidy
from bot.domain.view import Text
from bot.domain.vote_errors import (
    BookUnclear,
    EnoughNominated,
    NominatedAlready,
    NominationGone,
    NominationsFull,
    TooFewBooks,
    VoteOver,
)
from bot.domain.where import fold

MOST_EACH, MOST = 3, 20
"""Books that a reader may nominate for one vote, and all readers together: a list of choices shows 25."""
FEWEST = 2
"""Books without which there is nothing to choose."""
LONGEST = 100
"""Characters of a title, and of an author."""
DAYS, USUAL_DAYS = range(1, 15), 3
"""For how many days a vote may be open."""
TYPED = "und"
"""Stands where the language of a text would: somebody typed it, in whichever."""

Ranking = tuple[int, ...]
"""Books by the numbers of their nominations, the dearest first; those left out stand below, none before another."""


@dataclass(frozen=True, slots=True)
class Nominee:
    """A nominated book: one of the shelf, `pack`, else as somebody typed it. `by` is None where that is forgotten."""

    id: int
    title: Text
    author: Text
    by: int | None = None
    pack: str | None = None


@dataclass(frozen=True, slots=True)
class Slate:
    """What is nominated for a club's coming vote, as the asker sees it: `mine` are theirs, `new` is just nominated."""

    club: Club
    books: tuple[Nominee, ...]
    mine: tuple[Nominee, ...] = ()
    new: Nominee | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """A vote as counted: `wins[a][b]` of `voted` readers placed the `a`th of `books` before the `b`th."""

    books: Ranking
    voted: int
    wins: tuple[tuple[int, ...], ...]

    @property
    def places(self) -> tuple[Ranking, ...]:
        """The books in the order that was voted; those in one place are equal."""
        stronger = strengths(self.wins)
        left, found = list(range(len(self.books))), []
        while left:
            unbeaten = [a for a in left if all(stronger[a][b] >= stronger[b][a] for b in left)]
            found.append(tuple(self.books[a] for a in unbeaten))
            left = [a for a in left if a not in unbeaten]
        return tuple(found)

    def duel(self, one: int, other: int) -> tuple[int, int]:
        """Return how many placed `one` before `other`, and how many the other way round."""
        a, b = self.books.index(one), self.books.index(other)
        return self.wins[a][b], self.wins[b][a]


@dataclass(frozen=True, slots=True)
class Poll:
    """A vote: open until `closes` (UTC), or counted. `card` is its message, in a forum its post, once there is one."""

    club: Club
    id: int
    books: tuple[Nominee, ...]
    closes: datetime
    voted: int = 0
    card: int | None = None
    tally: Tally | None = None

    def check(self, now: datetime) -> None:
        """Raise VoteOver where nobody can vote any more."""
        if self.tally is not None or now >= self.closes:
            raise VoteOver


@dataclass(frozen=True, slots=True)
class Booth:
    """A vote as one reader sees it, with their own ranking."""

    poll: Poll
    ranking: tuple[Nominee, ...]

    @property
    def left(self) -> tuple[Nominee, ...]:
        """The books that they have not ranked."""
        return tuple(book for book in self.poll.books if book not in self.ranking)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a vote came to."""

    poll: Poll
    tally: Tally

    @property
    def club(self) -> Club:
        """The club that voted."""
        return self.poll.club

    @property
    def places(self) -> tuple[tuple[Nominee, ...], ...]:
        """The books in the order that was voted, as far as they are kept; those in one place are equal."""
        known = {book.id: book for book in self.poll.books}
        found = (tuple(known[one] for one in place if one in known) for place in self.tally.places)
        return tuple(place for place in found if place)


def typed(title: str, author: str) -> Nominee:
    """Return a book as somebody typed it. Raises BookUnclear without a title and an author, or where one is long."""
    titled, written = tidy(title), tidy(author)
    if not (1 <= len(titled) <= LONGEST and 1 <= len(written) <= LONGEST):
        raise BookUnclear(LONGEST)
    return Nominee(0, {TYPED: titled}, {TYPED: written})


def may_nominate(there: Sequence[Nominee], new: Nominee, user_id: int) -> None:
    """Raise NominatedAlready, EnoughNominated or NominationsFull where somebody may not nominate a book too."""
    for book in there:
        if (new.pack is not None and new.pack == book.pack) or _spellings(new) & _spellings(book):
            raise NominatedAlready(book.title, book.author)
    if sum(book.by == user_id for book in there) >= MOST_EACH:
        raise EnoughNominated(MOST_EACH)
    if len(there) >= MOST:
        raise NominationsFull(MOST)


def _spellings(book: Nominee) -> frozenset[str]:
    return frozenset(f"{fold(title)}\n{fold(by)}" for title in book.title.values() for by in book.author.values())


def closing(there: Sequence[Nominee], days: int, now: datetime) -> datetime:
    """Return when a vote closes that opens now. Raises TooFewBooks."""
    if len(there) < FEWEST:
        raise TooFewBooks(FEWEST)
    return now + timedelta(days=days)


def ranked(poll: Poll, ranking: Sequence[int], book: int) -> Ranking:
    """Put a book last in somebody's ranking; one that stands there keeps its place. Raises NominationGone."""
    standing = standing_in(poll, ranking)
    if book not in {one.id for one in poll.books}:
        raise NominationGone
    return standing if book in standing else (*standing, book)


def standing_in(poll: Poll, ranking: Sequence[int]) -> Ranking:
    """Return a ranking without the books that were removed since."""
    there = {book.id for book in poll.books}
    return tuple(one for one in ranking if one in there)


def count(books: Iterable[int], rankings: Iterable[Sequence[int]]) -> Tally:
    """Count rankings of books; one that ranks none of them is no vote."""
    listed = tuple(books)
    wins = [[0] * len(listed) for _ in listed]
    voted = 0
    for ranking in rankings:
        place: Mapping[int, int] = {book: nth for nth, book in enumerate(ranking)}
        if not any(book in place for book in listed):
            continue
        voted += 1
        for a, one in enumerate(listed):
            for b, other in enumerate(listed):
                wins[a][b] += place.get(one, len(place)) < place.get(other, len(place))
    return Tally(listed, voted, tuple(map(tuple, wins)))


def strengths(wins: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return how strong the strongest chain of won duels from each book to each other is, 0 where there is none.

    A won duel is as strong as the number of those who won it, and a chain as its weakest duel (Schulze 2011, with
    winning votes, which fit rankings that leave books out).
    """
    every = range(len(wins))
    strongest = [[wins[a][b] if wins[a][b] > wins[b][a] else 0 for b in every] for a in every]
    for via in every:
        for a in every:
            for b in every:
                strongest[a][b] = max(strongest[a][b], min(strongest[a][via], strongest[via][b]))
    return strongest
