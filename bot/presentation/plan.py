"""A plan as lines of a card: what is read until when, on every reader's own clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.calendar import local, moment
from bot.domain.outline import Outline
from bot.domain.pace import reading_minutes
from bot.domain.plan import Section
from bot.presentation.card import bold, small
from bot.presentation.places import span
from bot.presentation.say import Say


@dataclass(frozen=True, slots=True)
class Listing:
    """The pages of a plan, and which of them to open first, counted from 0."""

    pages: tuple[str, ...]
    current: int


def lines(say: Say, outline: Outline, sections: Sequence[Section], zone: str, now: datetime, room: int) -> Listing:
    """List a plan in pages of at most `room` characters, a line a section; `now` is an aware moment.

    What is over stands in small print, what is being read in bold. The page to open first is the one with the
    section that opened last, or the first page before the start.
    """
    here = local(now, zone)
    pages: list[str] = []
    current = 0
    for section in sections:
        line = _line(say, outline, section, zone, here)
        if pages and len(pages[-1]) + 1 + len(line) <= room:
            pages[-1] += "\n" + line
        else:
            pages.append(line)
        if section.opens <= here:
            current = len(pages) - 1
    return Listing(tuple(pages), current)


def _line(say: Say, outline: Outline, section: Section, zone: str, here: datetime) -> str:
    what = f"{section.number} · {span(outline, section.first, section.last)}"
    if section.meets <= here:
        return small(what + " · " + say("met {day}", day=stamp(section.meets, zone, "d")))
    time = reading_time(say, reading_minutes(outline.words(section.first, section.last)))
    meeting = say("meeting {when}", when=stamp(section.meets, zone, "F"))
    if section.opens <= here:
        return " · ".join((bold(what), bold(say("being read")), time, meeting))
    return f"{what} · {time} · {stamp(section.opens, zone, 'd')} → {meeting}"


def stamp(at: datetime, zone: str, style: str) -> str:
    """Return a local time so that Discord words it for each client; `style` is one of its letters: d, D, F, R."""
    return f"<t:{int(moment(at, zone).timestamp())}:{style}>"


def reading_time(say: Say, minutes: int) -> str:
    """Return "about 50 minutes" or "about 2 h 10 min"; from ten minutes on, to the nearest five."""
    about = max(1, minutes if minutes < 10 else 5 * round(minutes / 5))
    hours, rest = divmod(about, 60)
    if not hours:
        return say.plural("about {n} minute", "about {n} minutes", rest)
    if not rest:
        return say.plural("about {n} hour", "about {n} hours", hours)
    return say("about {hours} h {minutes} min", hours=hours, minutes=rest)
