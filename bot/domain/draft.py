"""A club in the making: what it begins with, what a moderator types to change it, and when it may start."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.domain.calendar import local, read_breaks, read_date, read_time
from bot.domain.club import LONGEST_NAME, tidy
from bot.domain.errors import BadName, DraftLacks, Gone, StartPassed, TooManyBreaks
from bot.domain.me import LANGUAGES
from bot.domain.outline import Outline
from bot.domain.pace import Pace, read_pace
from bot.domain.plan import Section, Wishes
from bot.domain.view import Text

USUAL_PACE = Pace("hours", 180)
"""About three hours of reading a week: half an hour on most days."""
SUNDAY, EVENING = 6, time(19)
ZONE_OF = {"vi": "Asia/Ho_Chi_Minh"}
"""Where somebody most likely lives, by the language they speak; of English nothing can be guessed."""
MOST_BREAKS = 12
"""So many, written out in a form, are short enough to be read back."""
NO_BOOK = 10_000
"""Chapters that a pace is measured by as long as no book is chosen."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A channel in which a club can meet."""

    channel_id: int
    forum: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What a moderator has chosen so far; `pack` and `spot` are None until they are.

    `name` None is the book's title. Without `paced` each reads at their own pace, and the club gets no plan.
    `events` asks for meetings among the server's events; `zone_chosen` tells a zone from a guess; `staff_id` is the
    moderators' channel.
    """

    language: str
    wishes: Wishes
    pack: str | None = None
    spot: Spot | None = None
    name: str | None = None
    staff_id: int | None = None
    paced: bool = True
    events: bool = False
    zone_chosen: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """What a club cannot open without: "book", "channel"."""
        return tuple(what for what, there in (("book", self.pack), ("channel", self.spot)) if there is None)

    def local_day(self, now: datetime) -> date:
        """Return the date on the club's calendar at an aware moment."""
        return local(now, self.wishes.zone).date()

    def check(self, now: datetime) -> tuple[str, Spot]:
        """Return the book and channel of a club that can open at an aware moment. Raises DraftLacks or StartPassed."""
        if self.pack is None or self.spot is None:
            raise DraftLacks(self.missing)
        if self.paced:
            _not_past(self.wishes.start, self.local_day(now))
        return self.pack, self.spot


@dataclass(frozen=True, slots=True)
class Given:
    """What was filled in with the command; it takes the place of what a draft had."""

    pack: str | None = None
    spot: Spot | None = None
    language: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Sketch:
    """A draft as its card shows it: of the book its title page and outline, and the plan that would come of it.

    `book_gone` tells that the shelf has lost the book chosen; `too_soon` that no meeting is held by the day to finish
    by, as the first could be on that date. In both cases, as in a draft without a pace, there are no sections.
    `follows` names the club that has read its book in that channel: it becomes a past one when this one starts.
    """

    id: int
    draft: Draft
    now: datetime
    title: Text | None = None
    author: Text | None = None
    outline: Outline | None = None
    sections: tuple[Section, ...] = ()
    book_gone: bool = False
    too_soon: date | None = None
    follows: str | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """The plan that would come of a draft."""

    draft_id: int
    wishes: Wishes
    outline: Outline
    sections: tuple[Section, ...]
    now: datetime


def fresh(speaks: str, language: str, spot: Spot | None, now: datetime) -> Draft:
    """Return what a new draft holds, for somebody who speaks one language in a server of `language`.

    The first section opens on the next Monday, and the club meets on Sundays.
    """
    zone = ZONE_OF.get(speaks, "UTC")
    today = local(now, zone).date()
    start = today + timedelta(days=7 - today.weekday())
    return Draft(_known(language), Wishes(start, SUNDAY, EVENING, zone, USUAL_PACE), spot=spot)


def given(draft: Draft, options: Given) -> Draft:
    """Take over what was filled in with the command. Raises BadName."""
    changed = replace(draft, pack=options.pack or draft.pack, spot=options.spot or draft.spot)
    name = draft.name if options.name is None else _name(options.name)
    return replace(changed, name=name, language=_known(options.language, draft.language))


def named(draft: Draft, name: str, language: str) -> Draft:
    """Change the club's name, back to the book's title for an empty one, and its language. Raises BadName."""
    return replace(draft, name=_name(name) if name.strip() else None, language=_known(language, draft.language))


def dated(draft: Draft, start: str, weekday: str, meeting: str, breaks: str, now: datetime) -> Draft:
    """Change the days, as they were typed. Raises what reading them raises, StartPassed, and TooManyBreaks."""
    today = draft.local_day(now)
    begins = read_date(start, today)
    _not_past(begins, today)
    resting = read_breaks(breaks, today)
    if len(resting) > MOST_BREAKS:
        raise TooManyBreaks(MOST_BREAKS)
    wishes = replace(
        draft.wishes, start=begins, weekday=chosen_day(weekday), meeting=read_time(meeting), breaks=resting
    )
    return replace(draft, wishes=wishes)


def paced(draft: Draft, typed: str, last: int | None, now: datetime) -> Draft:
    """Change the pace, as it was typed for a book of `last` chapters; nothing typed is each at their own.

    Raises what read_pace raises.
    """
    if not typed.strip():
        return replace(draft, paced=False)
    pace = read_pace(typed, draft.local_day(now), last or NO_BOOK)
    return replace(draft, paced=True, wishes=replace(draft.wishes, pace=pace))


def asking(draft: Draft, days: Iterable[str], *, events: bool) -> Draft:
    """Change the weekdays on which questions are posted, and whether meetings are events of the server."""
    chosen = frozenset(chosen_day(day) for day in days)
    return replace(draft, events=events, wishes=replace(draft.wishes, prompt_days=chosen))


def in_zone(draft: Draft, zone: str) -> Draft:
    """Change the zone, chosen among those there are."""
    return replace(draft, zone_chosen=True, wishes=replace(draft.wishes, zone=zone))


def _name(typed: str) -> str:
    name = tidy(typed)
    if not 1 <= len(name) <= LONGEST_NAME:
        raise BadName(LONGEST_NAME)
    return name


def _known(language: str | None, otherwise: str = LANGUAGES[0]) -> str:
    return language if language in LANGUAGES else otherwise


def chosen_day(chosen: str) -> int:
    """Read a day of the week that was chosen, 0 … 6; no list of ours offers another. Raises Gone."""
    if chosen not in tuple("0123456"):
        raise Gone
    return int(chosen)


def _not_past(start: date, today: date) -> None:
    if start < today:
        raise StartPassed(start)
