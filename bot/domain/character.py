"""Who is that? Finding somebody among the people met so far, and what is known of them."""

from dataclasses import dataclass

from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.view import Person, Tie, View
from bot.domain.where import fold

MOST_MEANT = 10
"""People that one answer asks about when several could be meant."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """Somebody as a reader at `horizon` knows them, with those they are bound to."""

    club: Club
    outline: Outline
    horizon: int
    person: Person
    ties: tuple[tuple[Tie, Person], ...]


@dataclass(frozen=True, slots=True)
class WhichOne:
    """Several people could be meant; `guessed` where none of them is called quite so."""

    club: Club
    people: tuple[Person, ...]
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody a reader at `horizon` has met, in the order of meeting."""

    club: Club
    outline: Outline
    horizon: int
    people: tuple[Person, ...]


def find(view: View, typed: str) -> tuple[Person, ...]:
    """Return the people who may be meant: those called exactly so, else those whose names begin or hold it so.

    Case and diacritics do not count. An id, which a button or a choice carries, means that one person.
    """
    if typed in view.people:
        return (view.people[typed],)
    wanted = fold(typed)
    if not wanted:
        return ()
    begin_so = view.spellings
    exactly = f" {wanted}"  # made once, not for each spelling
    for beginning in [f" {word}" for word in wanted.split()]:
        begin_so = tuple([one for one in begin_so if beginning in one[0]])
    hits = (
        [one for one in begin_so if one[0] == exactly]
        or begin_so
        or [one for one in view.spellings if wanted in one[0]]
    )
    return tuple(view.people[who] for who in dict.fromkeys(who for _, who in hits))


def portrait(club: Club, view: View, person: Person) -> Portrait:
    """Return what the view knows of somebody."""
    ties = tuple((tie, view.people[tie.to]) for tie in person.ties if tie.to in view.people)
    return Portrait(club, view.outline, view.horizon, person, ties)


def cast(club: Club, view: View) -> Cast:
    """Return everybody in the view, those met first first."""
    return Cast(club, view.outline, view.horizon, tuple(sorted(view.people.values(), key=lambda one: one.since)))
