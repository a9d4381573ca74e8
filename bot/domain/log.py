"""What a club's log keeps of each change by a moderator: who, when, what, from what to what, in plain values.

A line holds nobody's words: of a question or a note it keeps the chapter and the number. Moments are seconds since 1970
(UTC), so that a card can show them on each reader's own clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.calendar import local, moment
from bot.domain.club import Club
from bot.domain.plan import Plan
from bot.domain.proposal import APPROVE, DECLINE, REMOVE
from bot.domain.replan import Changed

Values = Mapping[str, Any]
"""What stood somewhere, or stands there, by its names: numbers, texts, yes and no, lists of numbers; fit for JSON."""

DAYS_KEPT = 365
"""Days that a line is kept."""
A_PAGE = 8
"""Lines on a page of the log."""

OPENED, SETTINGS, IMPORT = "opened", "settings", "import"
ADD, EDIT = "add", "edit"
PROMPT = "prompt-"
"""What begins the word of a line about a question to talk about."""
CARD, CLOSED = "card", "closed"
NOTE_REMOVE, NOTE_SETTLE, NOTE_SEAL = "note-remove", "note-settle", "note-seal"
VOTE_OPEN, VOTE_DROP, VOTE_CLOSE = "vote-open", "vote-drop", "vote-close"
PAUSE, RESUME, MEETING, OPENING, REPACE = "pause", "resume", "meeting", "opening", "repace"


@dataclass(frozen=True, slots=True)
class Line:
    """One change: `by` is None where it is forgotten who made it; `at` is an aware moment; `what` is a word of ours.

    `before` and `after` are empty where there was nothing, or is nothing any more.
    """

    by: int | None
    at: datetime
    what: str
    before: Values
    after: Values

    def numbered(self, row: int) -> "Line":
        """Return the line with the number of what is saved together with it."""
        return replace(self, after={**self.after, "number": row})


@dataclass(frozen=True, slots=True)
class Listing:
    """A page, counted from zero, of a club's log, the newest line first; `lines_in_all` counts every page's."""

    club: Club
    lines: tuple[Line, ...]
    lines_in_all: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return pages(self.lines_in_all)


def pages(lines: int) -> int:
    """Return how many pages so many lines fill, at least one."""
    return max(1, -(-lines // A_PAGE))


def opened(club: Club, by: int, at: datetime) -> Line:
    """Return the line of a club that opens."""
    return Line(by, at, OPENED, {}, {"channel": club.channel_id})


def card_asked(club: Club, by: int, at: datetime) -> Line:
    """Return the line of a club's card that a moderator wants pinned."""
    return Line(by, at, CARD, {}, {"channel": club.channel_id})


def closed(club: Club, by: int, at: datetime) -> Line:
    """Return the line of a club that becomes a past one."""
    return Line(by, at, CLOSED, {"channel": club.channel_id}, {})


def of_plan(change: Changed, by: int) -> Line:
    """Return the line of a plan that was changed."""
    before, after = (_planned(change, plan) for plan in (change.before, change.plan))
    return Line(by, change.now, change.what, before, after)


def _planned(change: Changed, plan: Plan) -> Values:
    """Return what a plan says of that which was changed in it."""
    zone = plan.wishes.zone
    match change.what:
        case "meeting" | "opening":
            section = plan.sections[change.number - 1]
            at = section.meets if change.what == MEETING else section.opens
            return {"section": change.number, "at": _seconds(at, zone)}
        case "repace":
            last = _seconds(plan.sections[-1].meets, zone)
            return {"section": change.number, "sections": len(plan.sections), "last": last}
    pause = plan.resting(local(change.now, zone))
    return {"until": _seconds(pause.until, zone)} if pause else {}


def _seconds(at: datetime, zone: str) -> int:
    return int(moment(at, zone).timestamp())


def of_question(what: str, chapter: str, row: int, by: int, at: datetime) -> Line:
    """Return the line of a question on a chapter, as written, on which a moderator decided."""
    question: Values = {"chapter": chapter, "number": row}
    return Line(by, at, what, {}, question) if what == APPROVE else Line(by, at, what, question, {})


def of_prompt(what: str, chapter: str, row: int, by: int, at: datetime, *, was: str = "") -> Line:
    """Return the line of a prompt on a chapter that a moderator wrote or decided on; `was` is where it stood before."""
    before: Values = {} if what in (ADD, APPROVE) else {"chapter": was or chapter, "number": row}
    after: Values = {} if what in (DECLINE, REMOVE) else {"chapter": chapter, "number": row}
    return Line(by, at, PROMPT + what, before, after)


def of_note(what: str, chapter: str, row: int, by: int, at: datetime) -> Line:
    """Return the line of somebody else's note on a chapter that a moderator removed, settled, or made of a message.

    How it turned out, and at which chapter, is not in it: whoever looks may not be there yet (decision 0025).
    """
    note: Values = {"chapter": chapter, "number": row}
    return Line(by, at, what, note, {}) if what == NOTE_REMOVE else Line(by, at, what, {}, note)


def vote_opened(books: int, closes: datetime, by: int, at: datetime) -> Line:
    """Return the line of a vote on so many books."""
    return Line(by, at, VOTE_OPEN, {}, {"books": books, "closes": int(closes.timestamp())})


def book_dropped(books: int, by: int, at: datetime) -> Line:
    """Return the line of a book taken off a list of so many."""
    return Line(by, at, VOTE_DROP, {"books": books}, {"books": books - 1})


def vote_closed(closes: datetime, by: int, at: datetime) -> Line:
    """Return the line of a vote closed before its time."""
    return Line(by, at, VOTE_CLOSE, {"closes": int(closes.timestamp())}, {"closes": int(at.timestamp())})
