"""A club's own questions for its quizzes: what a reader may propose, and how it is asked."""

from dataclasses import dataclass

from bot.domain import proposal
from bot.domain.club import Club, tidy
from bot.domain.errors import Refusal
from bot.domain.outline import Outline
from bot.domain.proposal import Sealed, pages, read_chapter
from bot.domain.quiz import OWN, Item
from bot.domain.where import fold

LONGEST_TEXT, LONGEST_ANSWER, LONGEST_WHY = 400, 150, 600
WRONG = 3
"""Wrong answers beside the right one."""


@dataclass(frozen=True, slots=True)
class Typed(proposal.Typed):
    """What stands in the form, as it was typed; `wrong` holds a line for each wrong answer."""

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
class Own(Sealed):
    """A club's own question in full, for those who have finished chapter `since`."""

    words: Words


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
class BadQuestion(Refusal):
    """A question that nobody can be asked: something in it is "empty" or "long", or its answers are "few" or "alike".

    "few" stands for any number of wrong answers but three.
    """

    fault: str


class Decided(Refusal):
    """A question that another moderator has approved, declined or removed meanwhile."""


def read(typed: Typed, outline: Outline, at: int, edition: int | None) -> tuple[int, Words]:
    """Read what somebody typed whose bookmark is `at` and whose edition has so many pages: its chapter and words.

    Raises BadQuestion, PastBookmark, and what reading a place raises.
    """
    since = read_chapter(typed.chapter, outline, at, edition, upto=at)
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
