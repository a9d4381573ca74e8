"""Sealed notes: what readers write in the margin for whoever has read as far, and what they predict.

A note is dated by its author, who has finished that chapter, and is known to nobody who has not. A prediction is a note
that opens a second time, at the chapter that settles it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.club import Club
from bot.domain.errors import NothingReadYet
from bot.domain.note_errors import BadNote, NothingToPredict, SettledTooEarly
from bot.domain.outline import Outline
from bot.domain.plan import Plan
from bot.domain.proposal import read_chapter
from bot.domain.where import fold

THOUGHT, QUOTE, QUESTION, PREDICTION, MESSAGE = "thought", "quote", "question", "prediction", "message"
WRITTEN = (THOUGHT, QUOTE, QUESTION)
"""The kinds that a writer chooses from."""
KINDS = (*WRITTEN, PREDICTION, MESSAGE)
"""A message is what somebody said aloud and then was sealed."""

RIGHT, PARTLY, WRONG = "right", "partly", "wrong"
OUTCOMES = (RIGHT, PARTLY, WRONG)

ASKED, READ, REOPENED = 0, 1, 2
"""What a reader has seen of a note: nothing yet, but they asked to be told; its words; how it turned out too."""

LONGEST_TEXT = 4_000
"""Characters that a field of a form may hold (Discord)."""
A_PAGE = 8
"""Notes on a page of a list: more, each with its button, would be more components than a card may hold."""
GIST = 150
"""Characters of a note on a list; each may take two signs on the card."""
MOST_COUNTED = 99
"""Waiting notes are counted up to here, so that very many cost no more than that."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What anybody may know of a note: on which chapter it is, of which kind, whose, and what it answers.

    `answers` is the row of another note, None for a note that answers nothing; `to` is who wrote that one, None where
    they have left.
    """

    row: int
    since: int
    kind: str
    author: int
    answers: int | None = None
    to: int | None = None


@dataclass(frozen=True, slots=True)
class Note(Sealed):
    """A note in full, for those who have finished chapter `since`.

    A prediction reopens when the chapter `settles` is finished, the book's last one while nobody has named another;
    `outcome` says then whether it was right, None where nobody has said. `files` is how many hang on it.
    """

    text: str = ""
    files: int = 0
    edited: bool = False
    settles: int | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Which:
    """Which notes of a club a list holds: all, those on a chapter, of a kind, or the replies to a note."""

    since: int | None = None
    kind: str | None = None
    answers: int | None = None

    def __str__(self) -> str:
        """Write it for a button."""
        return f"re-{self.answers}" if self.answers else f"{self.kind or 'any'}-{self.since or 0}"

    @classmethod
    def read(cls, written: str) -> "Which":
        """Read it back from a button."""
        kind, _, number = written.partition("-")
        if kind == "re":
            return cls(answers=int(number))
        return cls(int(number) or None, None if kind == "any" else kind)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Notes that wait for a reader: the row of the first, how many at least, and how many they asked to be told of.

    `more` says that there are more than `count`.
    """

    first: int
    count: int
    asked: int = 0
    more: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty form for a note on chapter `since`; `to` is the row of the note it answers, 0 for none."""

    club: Club
    outline: Outline
    since: int
    kind: str
    to: int = 0


@dataclass(frozen=True, slots=True)
class Posting:
    """A note as everybody may see it, and the channel or thread in which its sealed card belongs."""

    club: Club
    outline: Outline
    note: Sealed
    place: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """Where a note stands in a list: `which`, its `number` of `total` counted from one, and its neighbours' rows."""

    which: Which
    number: int
    total: int
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A note as somebody sees it who has read to `at`, and what they may do with it.

    `leaf` is where it stands in the list that they leaf through; `queue` says that they read what waits for them,
    `waiting` what of that is left.
    """

    club: Club
    outline: Outline
    at: int
    note: Note
    replies: int
    mine: bool
    may_settle: bool
    may_remove: bool
    leaf: Leaf | None = None
    queue: bool = False
    waiting: Waiting | None = None


@dataclass(frozen=True, slots=True)
class Ahead:
    """A note that lies past the bookmark `at` of whoever wants to open it; `asked` says that they will be told."""

    club: Club
    outline: Outline
    at: int
    note: Sealed
    asked: bool
    mine: bool
    may_remove: bool

    @property
    def chapters(self) -> int:
        """How many chapters they have to go."""
        return self.note.since - self.at


@dataclass(frozen=True, slots=True)
class Listing:
    """A page, counted from zero, of a club's notes, their texts cut short; `total` is how many there are."""

    club: Club
    outline: Outline
    which: Which
    notes: tuple[Note, ...]
    total: int
    page: int
    waiting: Waiting | None

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return pages(self.total)


@dataclass(frozen=True, slots=True)
class Removed:
    """A note that is gone, and where its card stands, if it was ever posted."""

    club: Club
    channel_id: int | None
    message_id: int | None


def pages(notes: int) -> int:
    """Return how many pages so many notes fill, at least one."""
    return max(1, -(-notes // A_PAGE))


def words(text: str) -> str:
    """Return a note's text as it is kept: as it was typed, without empty lines around it. Raises BadNote."""
    kept = text.strip()
    if not fold(kept) or len(kept) > LONGEST_TEXT:
        raise BadNote(LONGEST_TEXT)
    return kept


def chapter(typed: str | None, outline: Outline, at: int, edition: int | None) -> int:
    """Return the chapter that a note is on: the typed one, else the last that its author has finished.

    Raises NothingReadYet, PastBookmark, and what reading a place raises.
    """
    if at == 0:
        raise NothingReadYet
    return at if typed is None else read_chapter(typed, outline, at, edition, upto=at)


def may_predict(outline: Outline, at: int) -> None:
    """Raise NothingReadYet or NothingToPredict where somebody at `at` has nothing to predict from, or nothing left."""
    if at == 0:
        raise NothingReadYet
    if at == outline.last:
        raise NothingToPredict


def settling(typed: str, note: Note, outline: Outline, at: int, edition: int | None) -> int:
    """Return the chapter that settles a prediction, as it was typed. Raises SettledTooEarly, and as `chapter` does."""
    settles = chapter(typed, outline, at, edition)
    if settles <= note.since:
        raise SettledTooEarly(outline.written(note.since))
    return settles


def home(club: Club, plan: Plan | None, standing: int, since: int) -> int:
    """Return where the sealed card of a note on chapter `since` belongs whose author stands in the channel `standing`.

    In the section's thread that they stand in, else in that of the chapter's section, else in the club's channel; a
    forum takes no messages, so there it is the post of the welcome card.
    """
    threads = plan.threads if plan else {}
    if standing in threads.values():
        return standing
    for number, thread in threads.items():
        section = plan.section(number) if plan else None
        if section and section.first <= since <= section.last:
            return thread
    return club.card if plan and plan.forum and club.card else club.channel_id


def seen(note: Note, horizon: int) -> Note | Sealed:
    """Return a note as somebody may see it who has read to `horizon`: sealed, or without what settles it later on."""
    if note.since > horizon:
        return Sealed(note.row, note.since, note.kind, note.author, note.answers, note.to)
    if note.settles is not None and note.settles > horizon:
        return replace(note, settles=None, outcome=None)
    return note


def level(note: Note, reader: int) -> int:
    """Return what a reader has seen who opens a note in which `seen` left that much; one's own words are not news."""
    if note.settles is not None:
        return REOPENED
    return ASKED if note.author == reader else READ


def waiting(rows: Sequence[tuple[int, bool]]) -> Waiting | None:
    """Count what waits, oldest chapter first: each row, and whether its reader asked to be told."""
    counted = rows[:MOST_COUNTED]
    if not counted:
        return None
    return Waiting(counted[0][0], len(counted), sum(asked for _, asked in counted), more=len(rows) > len(counted))
