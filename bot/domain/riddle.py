"""*Who is it?* Questions made from what the lore tells of people, as of a chapter.

What can be promised of facts in free text, and what cannot. The clues come from one person's record and stand in no
other's; the answer is named in none of them, by no name the reader knows. Whoever is put beside them

- is bound by no tie to the answer, nor to anybody whom the clues name: "Dolly's sister" fits every sister of hers;
- was neither there nor spoken of in the chapter that tells one of the clues, so by the pack's own account that clue
  cannot be about them;
- goes by a name that is nobody else's, is named in no clue, and is of the same sort (man, woman, child …).

So exactly one choice fits as far as the pack says where people are. A clue so general that it is true of somebody whom
its chapter does not mention ("has blue eyes") cannot be told from a good one: writers of lore should not write such.

A riddle is made from what is known at its own `since` and nothing later, so that it is the same for everybody who has
read so far, a year later too. Where something known at the view's horizon has spoilt it since, it is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from bot.domain.quiz import WHO, Item
from bot.domain.view import Fact, Person, Text, View
from bot.domain.where import fold

CLUES = 3
CHOICES = 4
NEIGHBOURS = 40
"""How many of those met before and after somebody are looked at as choices beside them."""

_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset({"a", "an", "the"})

Dates = dict[str, int]
"""Person's id → the chapter from which on something is so of them."""


def riddles(view: View) -> tuple[Item, ...]:
    """Return every riddle that can be made from the view and still holds in it, by chapter.

    The facts about somebody, in their order, give a riddle for every three of them. It takes time in proportion to
    the number of facts.
    """
    cast = _Cast(view)
    found = {item.key: item for one in cast.people for item in cast.about(one)}
    return tuple(sorted(found.values(), key=lambda one: one.since))


@dataclass(frozen=True, slots=True)
class _Clue:
    """A fact to ask about: whom it names and whose record holds the same words, from which chapter on."""

    fact: Fact
    named: Dates
    told_of: Dates


class _Cast:
    """Everybody in a view, with what has to be compared again and again.

    Each comparison is made `upto` a chapter: at the riddle's own to make it, at the view's horizon to see if it holds.
    """

    def __init__(self, view: View) -> None:
        self.people = sorted(view.people.values(), key=lambda one: (one.since, one.id))
        self._horizon = view.horizon
        self._place = {one.id: n for n, one in enumerate(self.people)}
        self._there = {one.since: frozenset((*one.appears, *one.mentions)) for one in view.chapters}
        self._names: dict[str, Dates] = {one.id: {} for one in self.people}
        self._bound: dict[str, Dates] = {one.id: {} for one in self.people}
        self._begun: dict[str, set[str]] = {}
        self._texts: dict[str, Dates] = {}
        for person in self.people:
            for name in person.names:
                for words in filter(None, _each(name.text)):
                    _earliest(self._names[person.id], words, name.since)
                    self._begun.setdefault(words.partition(" ")[0], set()).add(words)
            for fact in person.facts:
                for words in _each(fact.text):
                    _earliest(self._texts.setdefault(words, {}), person.id, fact.since)
            for tie in person.ties:
                _earliest(self._bound[person.id], tie.to, tie.since)
                _earliest(self._bound[tie.to], person.id, tie.since)
        self._whose: dict[str, Dates] = {}
        for one, names in self._names.items():
            for words, since in names.items():
                self._whose.setdefault(words, {})[one] = since

    def about(self, person: Person) -> Iterator[Item]:
        """Yield the riddles about somebody; no later chapter changes which facts go together."""
        facts = sorted(person.facts, key=lambda one: one.since)
        clues = [one for one in map(self._clue, facts) if self._asks(person, one, one.fact.since)]
        for n in range(0, len(clues) - CLUES + 1, CLUES):
            if item := self._riddle(person, clues[n : n + CLUES]):
                yield item

    def _clue(self, fact: Fact) -> _Clue:
        named: Dates = {}
        told_of: Dates = {}
        for text in _each(fact.text):
            told_of |= self._texts[text]
            for word in text.split():
                for name in self._begun.get(word, ()):
                    if f" {name} " in f" {text} ":
                        for one, since in self._whose[name].items():
                            _earliest(named, one, since)
        return _Clue(fact, named, told_of)

    def _asks(self, person: Person, clue: _Clue, upto: int) -> bool:
        """Whether a clue neither names whom it is about nor stands in another's record."""
        return not _by(clue.named, person.id, upto) and not any(
            since <= upto for one, since in clue.told_of.items() if one != person.id
        )

    def _riddle(self, person: Person, clues: list[_Clue]) -> Item | None:
        since = max(person.since, clues[-1].fact.since)
        beside = (other for other in self._near(person, since) if self._fits(other, person, clues, since, since))
        chosen = [person, *islice(beside, CHOICES - 1)]
        if len(chosen) < CHOICES or not self._holds(chosen, clues, since):
            return None
        return Item(
            key=f"{WHO}:{person.id}:{since}",
            text={},
            choices=tuple(_label(one, since) for one in chosen),
            answer=0,
            why={},
            since=since,
            kind=WHO,
            clues=tuple(clue.fact for clue in clues),
        )

    def _near(self, person: Person, since: int) -> list[Person]:
        """Return people met by then of the same sort, first those met at about the same time and as well known."""
        place = self._place[person.id]
        around = self.people[max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1]
        known = {one.id: sum(fact.since <= since for fact in one.facts) for one in (person, *around)}

        def distance(one: Person) -> tuple[int, str]:
            return abs(self._place[one.id] - place) + 2 * abs(known[one.id] - known[person.id]), one.id

        alike = (one for one in around if one is not person and one.since <= since and one.sort == person.sort)
        return sorted(alike, key=distance)

    def _fits(self, other: Person, person: Person, clues: list[_Clue], since: int, upto: int) -> bool:
        """Whether somebody may stand beside the answer: as far as the pack says, not all clues can be about them."""
        bound = self._bound[other.id]
        if _by(bound, person.id, upto) or any(_by(clue.named, other.id, upto) for clue in clues):
            return False
        if any(_by(bound, one, upto) for clue in clues for one, by in clue.named.items() if by <= upto):
            return False
        elsewhere = any(other.id not in self._there.get(clue.fact.since, ()) for clue in clues)
        return elsewhere and self._alone(other, since, upto)

    def _alone(self, person: Person, since: int, upto: int) -> bool:
        """Whether the name that is shown for somebody is no name of anybody else's."""
        bearers = (self._whose.get(words, {}) for words in _each(_label(person, since)))
        return not any(by <= upto for whose in bearers for one, by in whose.items() if one != person.id)

    def _holds(self, chosen: list[Person], clues: list[_Clue], since: int) -> bool:
        """Whether nothing that is known at the horizon has spoilt a riddle."""
        person, *others = chosen
        return (
            all(self._asks(person, clue, self._horizon) for clue in clues)
            and self._alone(person, since, self._horizon)
            and all(self._fits(other, person, clues, since, self._horizon) for other in others)
        )


def _label(person: Person, since: int) -> Text:
    """Return the fittest name that somebody has by then."""
    return next(name.text for name in person.names if name.since <= since)


def _each(text: Text) -> set[str]:
    """Return the words of a text in each of its languages: no case, diacritics, articles or punctuation."""
    return set(map(_heard, text.values()))


@lru_cache(maxsize=8_192)
def _heard(text: str) -> str:
    """Return the words of a text; kept, since the same facts are looked at from every horizon."""
    return " ".join(word for word in _WORD.findall(fold(text)) if word not in _ARTICLES)


def _earliest(dates: Dates, what: str, since: int) -> None:
    dates[what] = min(since, dates.get(what, since))


def _by(dates: Dates, what: str, upto: int) -> bool:
    return what in dates and dates[what] <= upto
