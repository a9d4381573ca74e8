"""A plan as a calendar file that every calendar program reads: each meeting, and each day on which a section opens.

Whoever makes one loads this module only then, and calls it in a thread: icalendar takes twelve megabytes and a
tenth of a second. A file holds addresses and dates, never a text of the book.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vText

from bot.domain.calendar import moment
from bot.domain.club import Club, tidy
from bot.domain.outline import Outline
from bot.domain.plan import Section
from bot.presentation.places import span
from bot.presentation.say import Say

MEETING = timedelta(hours=1)
"""How long a meeting blocks a reader's calendar; a club does not tell us."""


def calendar_file(
    say: Say, club: Club, outline: Outline, sections: Sequence[Section], zone: str, link: str | None, now: datetime
) -> bytes:
    """Return a plan as the bytes of an .ics file; `now` is the aware moment of its making, `link` leads to the club.

    An entry keeps its UID as long as its section keeps its number, and SEQUENCE grows with `now`, so importing a
    newer file moves what was imported before (RFC 5545, 3.8.4.7 and 3.8.7.4).
    """
    name, there = tidy(club.name), ZoneInfo(zone)
    file = Calendar()
    file.add("prodid", "-//Samovar//Samovar//EN")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    for known_as in ("name", "x-wr-calname"):  # RFC 7986, and the older one that most programs read
        file.add(known_as, vText(name))
    for section in sections:
        chapters, begins = span(outline, section.first, section.last), moment(section.meets, zone)
        opening = _entry(club, section, "opening", link, now)
        opening.add("summary", say("{club}: {chapters} to read", club=name, chapters=chapters))
        opening.add("dtstart", section.opens.date())
        opening.add("dtend", section.opens.date() + timedelta(1))
        opening.add("transp", "TRANSPARENT")
        file.add_component(opening)
        meeting = _entry(club, section, "meeting", link, now)
        meeting.add("summary", say("{club}: meeting on {chapters}", club=name, chapters=chapters))
        meeting.add("dtstart", begins.astimezone(there))
        meeting.add("duration", MEETING)
        file.add_component(meeting)
    if sections:
        a_year = timedelta(366)
        file.add_missing_timezones(sections[0].opens.date() - a_year, sections[-1].meets.date() + a_year)
    return bytes(file.to_ical())


def _entry(club: Club, section: Section, kind: str, link: str | None, now: datetime) -> Event:
    """Begin an entry; the server's id keeps apart clubs of two hosts that number them alike."""
    entry = Event()
    entry.add("uid", f"{kind}-{section.number}.club-{club.id}.{club.guild_id}@samovar")
    entry.add("dtstamp", now)
    entry.add("sequence", int(now.timestamp()) // 60)
    if link:
        entry.add("url", link)
    return entry
