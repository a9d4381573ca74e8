"""Past clubs: when a club has read its book, and what there is to see of it when another has followed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.calendar import moment
from bot.domain.club import Club, Reader
from bot.domain.errors import Refusal
from bot.domain.me import Habits
from bot.domain.plan import Plan
from bot.domain.view import Text
from bot.domain.work import CLOSING_AFTER

A_PAGE = 2
"""Past clubs on a page of the list."""


@dataclass(frozen=True)
class ClubClosed(Refusal):
    """Something that only a present club does, asked of the past club `name`."""

    name: str


@dataclass(frozen=True, slots=True)
class Past:
    """A past club. `title` is None where the shelf has lost its book, and so is `finished`, since nobody knows its end.

    It read from `begun`, None where it had no plan, to `ended`, in UTC; `threads` are those of its sections in order.
    Of its `readers` so many have `finished` the book; `by` are those of them who do not hide their place.
    """

    club: Club
    title: Text | None
    begun: datetime | None
    ended: datetime
    threads: tuple[int, ...]
    readers: int
    finished: int | None = None
    by: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelved:
    """A page, counted from zero, of a server's past clubs, the latest first; `pages` is 0 where there are none."""

    clubs: tuple[Past, ...]
    page: int
    pages: int


NONE = Shelved((), 0, 0)
"""The past clubs of a server that has none."""


def still_open(club: Club) -> Club:
    """Return a club that is no past one. Raises ClubClosed."""
    if club.closed_at is not None:
        raise ClubClosed(club.name)
    return club


def is_over(plan: Plan | None, now: datetime) -> bool:
    """Whether a club with that plan has read its book at the local time `now`, and had the time to be told so."""
    return plan is not None and bool(plan.sections) and plan.sections[-1].meets + CLOSING_AFTER <= now


def looked_back(
    club: Club,
    title: Text | None,
    plan: Plan | None,
    readers: Collection[Reader],
    habits: Mapping[int, Habits],
    last: int | None,
) -> Past:
    """Return what there is to see of a club closed at `closed_at`, whose book has `last` chapters, if that is known."""
    if club.closed_at is None:
        raise ValueError(club)
    sections = plan.sections if plan else ()
    zone = plan.wishes.zone if plan else ""
    begun = moment(sections[0].opens, zone) if sections else None
    met = moment(sections[-1].meets, zone) if sections else club.closed_at
    done = [one.user_id for one in readers if one.at == last]
    return Past(
        club,
        title,
        begun if begun and begun < club.closed_at else None,
        min(met, club.closed_at),
        tuple(plan.threads[number] for number in sorted(plan.threads)) if plan else (),
        len(readers),
        None if last is None else len(done),
        tuple(sorted(user for user in done if not (user in habits and habits[user].hidden))),
    )
