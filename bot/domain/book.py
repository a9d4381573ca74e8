"""The one gate: a book is handed out only *as read to a horizon*.

`Book` holds everything and shows nothing but its title page and its outline; `Book.as_read_to` returns
a `View`. Cogs and presentation may not even import this module, so a leak is not a missed check but an error.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from bot.domain.outline import Outline
from bot.domain.view import Chapter, Person, Question, Text, TitlePage, View


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
class Name:
    """A name that a reader meets at the chapter `since`."""

    text: Text
    since: int


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody in the book: all their names, the fittest first, each dated."""

    id: str
    names: tuple[Name, ...]

    @property
    def since(self) -> int:
        """The position at which a reader first has any name for them."""
        return min(name.since for name in self.names)


@dataclass(frozen=True, slots=True)
class Book:
    """A whole book, kept in the library and in services. Nobody else may hold one.

    What everybody may know: `slug`, `title`, `author`, `year`, `languages` and the `outline`.
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
    _views: dict[int, View] = field(init=False, repr=False, compare=False, default_factory=dict)

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
        people = {}
        for character in self._characters:
            names = known(character.names, horizon)
            if names:
                people[character.id] = Person(character.id, tuple(name.text for name in names), character.since)
        return View(
            outline=self.outline,
            horizon=horizon,
            chapters=tuple(_told(chapter, people, horizon) for chapter in known(self._chapters, horizon)),
            people=people,
            questions=known(self._questions, horizon),
        )


def _told(chapter: Chapter, people: Mapping[str, Person], horizon: int) -> Chapter:
    """Return a chapter without the people and prompts that become known only later."""
    return replace(
        chapter,
        appears=tuple(one for one in chapter.appears if one in people),
        mentions=tuple(one for one in chapter.mentions if one in people),
        prompts=known(chapter.prompts, horizon),
    )
