"""A book as read to a horizon: the only form in which it leaves the library's and the services' hands.

A view does not contain what is known later, so there is nothing in it to forget to check.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.domain.outline import Outline
from bot.domain.where import fold

Text = Mapping[str, str]
"""One text in every language that has it: language → words."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question for the club to talk about, fit for readers who have finished chapter `since`.

    `row` is that of one of the club's own, None for the pack's; `author` is the member who suggested it, if known.
    """

    text: Text
    since: int
    row: int | None = None
    author: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A quiz question: four choices or so, `answer` counting from zero.

    A statement to be judged has no choices, and the answer 0 if it is true, else 1.
    """

    text: Text
    choices: tuple[Text, ...]
    answer: int
    why: Text
    since: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """What is told of one chapter to those who have finished it, which is at position `since`.

    `title` is content too: many books give the story away in their table of contents.
    """

    since: int
    title: Text | None = None
    line: Text | None = None
    summary: Text | None = None
    appears: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    prompts: tuple[Prompt, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a reader meets at the chapter `since`: how it is said, and what wants explaining about it.

    `folded` holds its spellings as they are looked for: without case and diacritics.
    """

    text: Text
    since: int
    said: Text | None = None
    about: Text | None = None
    folded: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", tuple(dict.fromkeys(map(fold, self.text.values()))))


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing about somebody that the chapter `since` makes known."""

    text: Text
    since: int


@dataclass(frozen=True, slots=True)
class Tie:
    """How somebody is bound to `to`, another person's id: "husband", say.

    `until` is the chapter that has made it known that this is over; None where nothing of that is known.
    """

    to: str
    label: Text
    since: int
    until: int | None = None

    @property
    def ended(self) -> bool:
        """Whether it is known to be over."""
        return self.until is not None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a reader at a horizon knows them: `names` met so far, the fittest first.

    `seen` is the last chapter in which they appear, 0 for somebody only spoken of. `sort` is what they are: a man, a
    woman, a child, an animal, a group, or a "person" where the pack does not say.
    """

    id: str
    names: tuple[Name, ...]
    since: int
    facts: tuple[Fact, ...] = ()
    ties: tuple[Tie, ...] = ()
    seen: int = 0
    sort: str = "person"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place in the book where a theme shows."""

    text: Text
    since: int


@dataclass(frozen=True, slots=True)
class Theme:
    """A motif that a club follows, with its occurrences so far and what to look for next (never where)."""

    id: str
    name: Text
    since: int
    about: Text
    watch: Text
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Recap:
    """The story so far, in short, up to the end of chapter `since`."""

    text: Text
    since: int


@dataclass(frozen=True, slots=True)
class Note:
    """Something told beside the story to those who have finished `since` chapters; 0 is for everybody.

    What tells of the book and its time has a title; what tells of a film stands by its chapter.
    """

    text: Text
    since: int
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """What moving a bookmark forward has opened: how many chapters, summaries and people."""

    chapters: int
    summaries: int
    people: int


@dataclass(frozen=True, slots=True)
class View:
    """A book as somebody knows it who has finished `horizon` chapters, and nothing more.

    `spellings` are all names of all `people`, folded, with a gap before each word, and whose they are.
    """

    outline: Outline
    horizon: int
    chapters: tuple[Chapter, ...]
    people: Mapping[str, Person]
    spellings: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]
    themes: tuple[Theme, ...] = ()
    recaps: tuple[Recap, ...] = ()
    background: tuple[Note, ...] = ()
    film: tuple[Note, ...] = ()

    def chapter(self, position: int) -> Chapter | None:
        """Return what is told of the chapter that ends at `position`; None where this view holds nothing."""
        return self.chapters[position - 1] if 1 <= position <= len(self.chapters) else None

    def cast(self, ids: Iterable[str]) -> tuple[Person, ...]:
        """Return the people with these ids whom the view knows; it leaves out the others without a trace."""
        return tuple(self.people[one] for one in ids if one in self.people)

    def prompts(self, first: int, last: int) -> tuple[Prompt, ...]:
        """Return the questions about the chapters at the positions `first` … `last`, as far as the view knows them."""
        return tuple(prompt for chapter in self.chapters[first - 1 : last] for prompt in chapter.prompts)

    def opened_since(self, before: int) -> Opened:
        """Return what lies between an earlier horizon and this one."""
        new = self.chapters[before:]
        return Opened(
            chapters=len(new),
            summaries=sum(chapter.summary is not None for chapter in new),
            people=sum(person.since > before for person in self.people.values()),
        )


@dataclass(frozen=True, slots=True)
class TitlePage:
    """What anybody may know of a book without opening it; `folded` is what a typed name is looked for in."""

    slug: str
    title: Text
    author: Text
    languages: tuple[str, ...]
    folded: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", "\n".join(map(fold, (self.slug, *self.title.values()))))
