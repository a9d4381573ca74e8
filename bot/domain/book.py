"""The one gate: a book is handed out only *as read to a horizon*.

`Book` holds everything and shows nothing but its title page and its outline; `Book.as_read_to` returns
a `View`. Cogs and presentation may not even import this module, so a leak is not a missed check but an error.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from bot.domain.outline import Outline
from bot.domain.view import (
    Chapter,
    Fact,
    Name,
    Note,
    Person,
    Question,
    Recap,
    Text,
    Theme,
    Tie,
    TitlePage,
    View,
)


class Dated(Protocol):
    """Anything that becomes known at a chapter."""

    @property
    def since(self) -> int:
        """The position that makes it known."""


VIEWS_KEPT = 16

D = TypeVar("D", bound=Dated)


def known(things: Iterable[D], horizon: int) -> tuple[D, ...]:
    """Return the things that a reader who has finished `horizon` chapters may know, in their order."""
    return tuple(thing for thing in things if thing.since <= horizon)


@dataclass(frozen=True, slots=True)
class Relation:
    """How somebody is bound to the person with the id `to`; `until` is the chapter that makes its end known."""

    to: str
    label: Text
    since: int
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody in the book: all their names, the fittest first, facts and relations, each dated."""

    id: str
    names: tuple[Name, ...]
    facts: tuple[Fact, ...] = ()
    relations: tuple[Relation, ...] = ()
    sort: str = "person"

    @property
    def since(self) -> int:
        """The position at which a reader first has any name for them."""
        return min(name.since for name in self.names)


@dataclass(frozen=True, slots=True)
class Book:
    """A whole book, kept in the library and in services. Nobody else may hold one.

    What everybody may know: `slug`, `title`, `author`, `year`, `languages` and the `outline`. `names`, how
    many there are in all, tells what it costs to cut the book to a horizon.
    """

    slug: str
    title: Text
    author: Text
    year: str
    languages: tuple[str, ...]
    outline: Outline
    _chapters: tuple[Chapter, ...] = field(repr=False)
    _characters: tuple[Character, ...] = field(repr=False)
    _questions: tuple[Question, ...] = field(repr=False)
    _themes: tuple[Theme, ...] = field(repr=False, default=())
    _recaps: tuple[Recap, ...] = field(repr=False, default=())
    _background: tuple[Note, ...] = field(repr=False, default=())
    _film: tuple[Note, ...] = field(repr=False, default=())
    names: int = field(init=False, repr=False, compare=False)
    _views: dict[int, View] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", sum(len(one.names) for one in self._characters))

    @property
    def title_page(self) -> TitlePage:
        """What anybody may know of the book."""
        return TitlePage(self.slug, self.title, self.author, self.languages)

    def as_read_to(self, horizon: int) -> View:
        """Return the book for a reader or a place that has finished `horizon` chapters (0 … last).

        The views last asked for are kept: a club's readers stand at few places, and ask often.
        """
        view = self._views.pop(horizon, None) or self._cut(horizon)
        self._views[horizon] = view
        if len(self._views) > VIEWS_KEPT:
            del self._views[next(iter(self._views))]
        return view

    def _cut(self, horizon: int) -> View:
        met = {one.id: names for one in self._characters if (names := known(one.names, horizon))}
        chapters = tuple(_told(chapter, met, horizon) for chapter in known(self._chapters, horizon))
        seen = {one: chapter.since for chapter in chapters for one in chapter.appears}
        people = {
            one.id: Person(
                one.id,
                met[one.id],
                one.since,
                known(one.facts, horizon),
                _ties(one.relations, met, horizon),
                seen.get(one.id, 0),
                one.sort,
            )
            for one in self._characters
            if one.id in met
        }
        return View(
            outline=self.outline,
            horizon=horizon,
            chapters=chapters,
            people=people,
            spellings=tuple(
                (f" {folded}", one) for one, names in met.items() for name in names for folded in name.folded
            ),
            questions=known(self._questions, horizon),
            themes=tuple(
                replace(theme, occurrences=known(theme.occurrences, horizon)) for theme in known(self._themes, horizon)
            ),
            recaps=known(self._recaps, horizon),
            background=known(self._background, horizon),
            film=known(self._film, horizon),
        )


def _ties(relations: Iterable[Relation], met: Container[str], horizon: int) -> tuple[Tie, ...]:
    """Return the relations known by now to people known by now; an end that comes later is not to be seen."""
    return tuple(
        Tie(one.to, one.label, one.since, one.until if one.until is not None and one.until <= horizon else None)
        for one in known(relations, horizon)
        if one.to in met
    )


def _told(chapter: Chapter, met: Container[str], horizon: int) -> Chapter:
    """Return a chapter without the people and prompts that become known only later."""
    return replace(
        chapter,
        appears=tuple(one for one in chapter.appears if one in met),
        mentions=tuple(one for one in chapter.mentions if one in met),
        prompts=known(chapter.prompts, horizon),
    )
