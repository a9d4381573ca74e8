"""A club's own questions: what a reader may propose, and what of it is to be seen before somebody has read so far.

A question is dated by whoever asks it, and is known to nobody who has not finished that chapter: moderators either.
"""

from dataclasses import dataclass

from bot.domain.club import Club, tidy
from bot.domain.errors import NotUnderstood, Refusal
from bot.domain.outline import Outline
from bot.domain.quiz import OWN, Item
from bot.domain.where import fold, read_where

LONGEST_TEXT, LONGEST_ANSWER, LONGEST_WHY = 400, 150, 600
WRONG = 3
"""Wrong answers beside the right one."""
MOST_WAITING = 10
"""Questions of one member's that may wait in a club: more than that nobody reads with care."""
A_PAGE = 8
"""Questions on a page of the list for moderators."""

APPROVE, DECLINE, REMOVE = "approve", "decline", "remove"


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form, as it was typed; `wrong` holds a line for each wrong answer."""

    chapter: str
    text: str
    right: str
    wrong: str
    why: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a question."""

    text: str
    right: str
    wrong: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """What anybody may know of a club's own question: on which chapter it is, and who asks.

    `author` is None where it is forgotten who it was; until it is `approved` it waits for a moderator.
    """

    row: int
    since: int
    author: int | None
    approved: bool


@dataclass(frozen=True, slots=True)
class Own(Sealed):
    """A club's own question in full, for those who have finished chapter `since`."""

    words: Words


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty form for somebody whose bookmark is at `at`."""

    club: Club
    outline: Outline
    at: int


@dataclass(frozen=True, slots=True)
class Looked:
    """A question as somebody sees it whose bookmark is at `at`."""

    club: Club
    outline: Outline
    at: int
    question: Sealed


@dataclass(frozen=True, slots=True)
class Listing:
    """A page, counted from zero, of a club's questions: those that wait first; and how many there are of each."""

    club: Club
    outline: Outline
    questions: tuple[Sealed, ...]
    waiting: int
    approved: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return pages(self.waiting + self.approved)


@dataclass(frozen=True)
class NotTaken(Refusal):
    """A question that was not taken, and `why`; what was `typed` is given back, so that nobody writes it twice."""

    why: Refusal
    typed: Typed


@dataclass(frozen=True)
class PastBookmark(Refusal):
    """Words on a chapter that their author has not finished; their bookmark is at the chapter `finished`."""

    finished: str


@dataclass(frozen=True)
class BadQuestion(Refusal):
    """A question that nobody can be asked: something in it is "empty" or "long", or its answers are "few" or "alike".

    "few" stands for any number of wrong answers but three.
    """

    fault: str


@dataclass(frozen=True)
class ProposalsFull(Refusal):
    """Somebody has `most` questions waiting in a club."""

    most: int


class Decided(Refusal):
    """A question that another moderator has approved, declined or removed meanwhile."""


def pages(questions: int) -> int:
    """Return how many pages so many questions fill, at least one."""
    return max(1, -(-questions // A_PAGE))


def dated(typed: str, outline: Outline, at: int, edition: int | None) -> int:
    """Read the chapter that somebody's own words are on, whose bookmark is `at` and whose edition has so many pages.

    Where it could be several, it is the latest that they have read: too late a date keeps words back, too early a one
    would spoil. Raises PastBookmark, and what reading a place raises.
    """
    meant = read_where(typed, outline, at, edition)
    since = max((one for one in (meant.position, *meant.others) if one <= at), default=None)
    if since is None:
        raise PastBookmark(outline.written(at))
    if since == 0:
        raise NotUnderstood
    return since


def read(typed: Typed, outline: Outline, at: int, edition: int | None) -> tuple[int, Words]:
    """Read what somebody typed: its chapter and words. Raises BadQuestion, and what dating it raises."""
    since = dated(typed.chapter, outline, at, edition)
    wrong = tuple(line for line in map(tidy, typed.wrong.splitlines()) if line)
    words = Words(tidy(typed.text), tidy(typed.right), wrong, tidy(typed.why))
    _check(words)
    return since, words


def _check(words: Words) -> None:
    answers = words.right, *words.wrong
    if not all(map(fold, (words.text, words.right, words.why))):
        raise BadQuestion("empty")
    if len(words.wrong) != WRONG:
        raise BadQuestion("few")
    if len(words.text) > LONGEST_TEXT or len(words.why) > LONGEST_WHY or max(map(len, answers)) > LONGEST_ANSWER:
        raise BadQuestion("long")
    if len(set(map(fold, answers))) < len(answers):
        raise BadQuestion("alike")


def seen(own: Own, horizon: int) -> Sealed:
    """Return a question as somebody may see it who has read to `horizon`: with its words, or sealed."""
    return own if own.since <= horizon else Sealed(own.row, own.since, own.author, own.approved)


def asked(own: Own, language: str) -> Item:
    """Return a question as it is put to readers of a club that speaks `language`."""
    words = own.words
    return Item(
        key=f"{OWN}:{own.row}",
        text={language: words.text},
        choices=tuple({language: answer} for answer in (words.right, *words.wrong)),
        answer=0,
        why={language: words.why},
        since=own.since,
        author=own.author,
    )
