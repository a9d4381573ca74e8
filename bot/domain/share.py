"""What readers show each other where the club meets: in full to those who may all see it, else sealed."""

from dataclasses import dataclass

from bot.domain.character import Portrait, portrait
from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.recap import LENGTHS, StorySoFar, tell
from bot.domain.summary import Summary, told
from bot.domain.theme import Followed, follow
from bot.domain.view import View

Shareable = Summary | Portrait | Followed | StorySoFar


@dataclass(frozen=True, slots=True)
class Subject:
    """What is shared, in words that fit a button: `kind` is summary, person, theme or recap.

    `which` is a chapter's position, a person's or theme's id, or a recap's length and page ("full-3").
    """

    kind: str
    which: str


@dataclass(frozen=True, slots=True)
class Shared:
    """A share as it is kept: who showed what in which channel or thread, as read to `position`.

    `by` is None for somebody who had themselves forgotten, `message` until the card is posted.
    """

    id: int
    club_id: int
    channel_id: int
    by: int | None
    subject: Subject
    position: int
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Posting:
    """A share as anybody in its place may see it: nothing but its date `since`, where it is sealed.

    `seen` is what they may all see, cut to their horizon; None where some of them may not see it yet.
    """

    shared: Shared
    club: Club
    outline: Outline
    since: int
    seen: Shareable | None


def look(club: Club, view: View, languages: tuple[str, ...], subject: Subject) -> Shareable | None:
    """Return the subject as the view shows it to a club; None where there is no such thing in it."""
    match subject.kind:
        case "summary":
            chapter = view.chapter(int(subject.which)) if subject.which.isdecimal() else None
            return told(club, view, chapter, languages) if chapter else None
        case "person":
            person = view.people.get(subject.which)
            return portrait(club, view, person) if person else None
        case "theme":
            theme = next((one for one in view.themes if one.id == subject.which), None)
            return follow(club, view, theme) if theme else None
        case _:
            length, _, page = subject.which.partition("-")
            known = view.horizon and length in LENGTHS and page.isdecimal()
            return tell(club, view, length, int(page)) if known else None


def since(seen: Shareable) -> int:
    """Return the date of something seen: whoever has read so far sees the same.

    A chapter keeps its date although its people are called by later names later on; the story so far
    is another one at each bookmark.
    """
    match seen:
        case Summary():
            return seen.chapter.since
        case Portrait():
            return _latest(seen)
        case Followed():
            return max((seen.theme.since, *(one.since for one in seen.theme.occurrences)))
        case StorySoFar():
            return seen.horizon


def _latest(seen: Portrait) -> int:
    """Return the latest date on a portrait: of names, facts, ties and their ends, and where somebody was seen."""
    person = seen.person
    bound = (max(tie.since, tie.until or 0, other.names[0].since) for tie, other in seen.ties)
    named = (one.since for one in person.names)
    facts = (one.since for one in person.facts)
    return max((person.since, person.seen, *named, *facts, *bound))
