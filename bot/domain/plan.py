"""A club's plan: what is read between two meetings and when, and every way in which that may change.

A change takes the sections there are and the local time `now`, and returns new ones; what is past stays as it was.
All times here are naive and local, on the clock of the club's zone: a meeting at 19:00 stays at 19:00
when the clocks change. `bot.domain.calendar` turns them into UTC for whoever waits for them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import islice, takewhile

from bot.domain.calendar import Break, after_breaks
from bot.domain.errors import NoSuchSection, TooSoon, WouldCross
from bot.domain.outline import Outline
from bot.domain.pace import Pace, section_ends

__all__ = [
    "Break",
    "Pace",
    "Pause",
    "Plan",
    "Section",
    "Wishes",
    "being_read",
    "move_meeting",
    "move_opening",
    "plan",
    "repace",
    "resume",
    "shift",
]

READING_DAYS = timedelta(days=4)
"""The least there is from an opening to its meeting: fewer days are no week's reading."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a moderator asks for: when, how fast, and on which days nothing happens.

    `weekday` and `prompt_days` count from Monday = 0; `zone` is an IANA name; sections open and prompts
    are posted at the local time `posting`.
    """

    start: date
    weekday: int
    meeting: time
    zone: str
    pace: Pace
    breaks: tuple[Break, ...] = ()
    prompt_days: frozenset[int] = frozenset({1, 3})
    posting: time = time(9)


@dataclass(frozen=True, slots=True)
class Section:
    """The chapters read between two meetings, at positions `first` … `last`; numbers count from one.

    `opens` and `meets` are naive local times in the club's zone.
    """

    number: int
    first: int
    last: int
    opens: datetime
    meets: datetime


@dataclass(frozen=True, slots=True)
class Pause:
    """A rest of so many `weeks`, `since` a naive local time."""

    weeks: int
    since: datetime

    @property
    def until(self) -> datetime:
        """The naive local time at which the club reads on."""
        return self.since + timedelta(weeks=self.weeks)

    def holds(self, now: datetime) -> bool:
        """Whether the club rests at the naive local time `now`: nothing is posted then."""
        return self.since <= now < self.until


@dataclass(frozen=True, slots=True)
class Plan:
    """A club's whole plan as it stands, and what its running has made so far.

    `forum` tells whether the club meets in a forum; `events` whether its meetings are scheduled events of the
    server; `patience` how late its work may be done. With `open_rounds` everybody may start a round of questions, else
    moderators; with `rounds` one begins by itself after each meeting. `threads` are those of the sections opened, by
    number.
    """

    wishes: Wishes
    sections: tuple[Section, ...]
    forum: bool = False
    events: bool = False
    open_rounds: bool = False
    rounds: bool = False
    patience: timedelta = timedelta(hours=12)
    pause: Pause | None = None
    threads: Mapping[int, int] = field(default_factory=dict)

    def section(self, number: int) -> Section | None:
        """Return the section with that number, None where the plan has none."""
        return self.sections[number - 1] if 1 <= number <= len(self.sections) else None

    def opened(self, now: datetime) -> tuple[Section, ...]:
        """Return the sections that have opened by the naive local time `now`."""
        return tuple(section for section in self.sections if section.opens <= now)

    def horizons(self, channel_id: int) -> dict[int, int]:
        """Return how far everybody may know in the club's places: its channel, and the threads of its sections.

        The channel stands at the end of the section before the one opened last, a thread at its section's end. It
        stays there after the last meeting: whoever is late by then gets no further opening to catch up by, an ending
        is the worst to be told, and nothing is lost, since the last section's own thread stands at the book's end.
        """
        opened = [(thread, section) for number, thread in self.threads.items() if (section := self.section(number))]
        channel = max((section.first - 1 for _, section in opened), default=0)
        return {channel_id: channel, **{thread: section.last for thread, section in opened}}

    def resting(self, now: datetime) -> Pause | None:
        """Return the pause that the club is in at the local time `now`; one that is over is none."""
        return self.pause if self.pause is not None and self.pause.holds(now) else None


def plan(outline: Outline, wishes: Wishes) -> tuple[Section, ...]:
    """Return the sections of a whole book. Raises TooSoon where no meeting is held by the day to finish by."""
    return _lay(outline, wishes, (), wishes.start)


def _lay(outline: Outline, wishes: Wishes, kept: Sequence[Section], start: date) -> tuple[Section, ...]:
    """Return the sections `kept` and, opening on `start` or as soon as breaks allow, those of the rest of the book.

    Raises TooSoon where no meeting of the rest is held by the day to finish by.
    """
    done = kept[-1].last if kept else 0
    words = [outline.words(chapter, chapter) for chapter in range(done + 1, outline.last + 1)]
    ends = section_ends(words, wishes.pace, _meetings(wishes, start, len(words))) if words else ()
    spans = zip((0, *ends), ends, _dates(wishes, start), strict=False)
    return (
        *kept,
        *(
            Section(number, done + begin + 1, done + end, opens, meets)
            for number, (begin, end, (opens, meets)) in enumerate(spans, len(kept) + 1)
        ),
    )


def _meetings(wishes: Wishes, start: date, most: int) -> int:
    """Return how many meetings, up to `most`, there are by the day to finish by: all where there is no such day."""
    day = wishes.pace.day
    if day is None:
        return most
    meetings = [meets.date() for _, meets in islice(_dates(wishes, start), most)]
    if meetings[0] > day:
        raise TooSoon(meetings[0])
    return sum(1 for _ in takewhile(lambda meeting: meeting <= day, meetings))


def _dates(wishes: Wishes, day: date) -> Iterator[tuple[datetime, datetime]]:
    """Yield when sections open and meet, week by week, without end, from the first that opens on `day`.

    Each opens on the day after the meeting before it, or when the break is over, and meets on the next weekday for
    meetings that leaves `READING_DAYS` and is in no break.
    """
    while True:
        opening = after_breaks(day, wishes.breaks)
        earliest = opening + READING_DAYS
        meeting = earliest + timedelta(days=(wishes.weekday - earliest.weekday()) % 7)
        while after_breaks(meeting, wishes.breaks) != meeting:
            meeting += timedelta(weeks=1)
        yield datetime.combine(opening, wishes.posting), datetime.combine(meeting, wishes.meeting)
        day = meeting + DAY


def being_read(sections: Sequence[Section], now: datetime) -> Section | None:
    """Return the section opened last; None before the start, and once the hour of the last meeting has come."""
    if not sections or sections[-1].meets <= now:
        return None
    return next((section for section in reversed(sections) if section.opens <= now), None)


def shift(sections: Sequence[Section], now: datetime, weeks: int) -> tuple[Section, ...]:
    """Move every opening and meeting after `now` later by so many weeks, all together.

    The section being read keeps its opening and meets later. Breaks are not looked at: the weeks between stay.
    """

    def moved(moment: datetime) -> datetime:
        return moment + timedelta(weeks=weeks) if moment > now else moment

    return tuple(replace(section, opens=moved(section.opens), meets=moved(section.meets)) for section in sections)


def resume(sections: Sequence[Section], now: datetime, weeks: int) -> tuple[tuple[Section, ...], int]:
    """Take back what is left of a pause of so many weeks; return the sections, and how many weeks that were.

    As many whole weeks, up to `weeks`, as leave every moved moment after `now`: to resume at once undoes the pause.
    """
    ahead = [moment for section in sections for moment in (section.opens, section.meets) if moment > now]
    if not ahead:
        return tuple(sections), 0
    whole, rest = divmod(min(ahead) - now, timedelta(weeks=1))
    taken = min(weeks, whole if rest else whole - 1)
    return shift(sections, now, -taken), taken


def move_meeting(sections: Sequence[Section], number: int, to: datetime, now: datetime) -> tuple[Section, ...]:
    """Move the meeting of the section `number` to another local time, and nothing else.

    Unless it comes to lie after the next section's opening: that then goes to the day after the meeting, at its own
    hour, as a club expects. Raises NoSuchSection, or WouldCross for a time before `now` or the section's opening, for
    one that leaves the next section no day to open on before it meets, and for a meeting that is past.
    """
    section = _section(sections, number)
    following = sections[number] if number < len(sections) else None
    latest = max(following.opens, _last_midnight(following)) if following else None
    _between(section.meets, max(now, section.opens), to, latest, now)
    changed = [*sections]
    changed[number - 1] = replace(section, meets=to)
    if following and following.opens <= to:
        changed[number] = replace(following, opens=datetime.combine(to.date() + DAY, following.opens.time()))
    return tuple(changed)


def _last_midnight(section: Section) -> datetime:
    """Return the end of the last day after which the section can still open, at its own hour, before it meets."""
    day = section.meets.date()
    return datetime.combine(day if section.opens.time() < section.meets.time() else day - DAY, time())


def move_opening(sections: Sequence[Section], number: int, to: datetime, now: datetime) -> tuple[Section, ...]:
    """Move the opening of the section `number` to another local time, and nothing else.

    Raises NoSuchSection, or WouldCross for a time before `now` or the meeting before it, or after the section's own
    meeting, and for an opening that is past.
    """
    section = _section(sections, number)
    earliest = max(now, sections[number - 2].meets) if number > 1 else now
    _between(section.opens, earliest, to, section.meets, now)
    changed = [*sections]
    changed[number - 1] = replace(section, opens=to)
    return tuple(changed)


def _section(sections: Sequence[Section], number: int) -> Section:
    if not 1 <= number <= len(sections):
        raise NoSuchSection(len(sections))
    return sections[number - 1]


def _between(moment: datetime, after: datetime, to: datetime, before: datetime | None, now: datetime) -> None:
    """Raise WouldCross unless `moment` is still ahead and `to` lies after one bound and before the other."""
    if moment <= now:
        raise WouldCross
    if to <= after or (before is not None and to >= before):
        raise WouldCross(after, before)


def repace(outline: Outline, sections: Sequence[Section], wishes: Wishes, now: datetime) -> tuple[Section, ...]:
    """Keep the sections that have opened as they are, and plan the rest of the book anew from `wishes`.

    The rest opens after the last kept meeting and after `now`, on `wishes.start` where that is later. A pace in weeks
    means the weeks from then on. Raises TooSoon where no meeting is held by the day to finish by.
    """
    kept = [section for section in sections if section.opens <= now]
    soonest = now.date() if now.time() < wishes.posting else now.date() + DAY
    after = kept[-1].meets.date() + DAY if kept else soonest
    return _lay(outline, wishes, kept, max(wishes.start, soonest, after))
