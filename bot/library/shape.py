"""The shape of a pack's files, as pydantic models: what keys there are and what may stand in them."""

import re
import unicodedata
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
)

from bot.domain.outline import START

ADDRESS = r"[0-9]{1,3}(\.[0-9]{1,4})?"

_LANGUAGE = re.compile(r"[a-z]{2}")


def _nfc(text: str) -> str:
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError("write letters with their marks as one character (Unicode NFC)")
    return text


def _number(text: object) -> object:
    if not (isinstance(text, str) and re.fullmatch(r"[0-9]{1,7}", text)):
        raise ValueError("write a whole number here, digits only")
    return text


Whole = Annotated[int, BeforeValidator(_number)]
At = Annotated[str, StringConstraints(pattern=f"^{ADDRESS}$")]
AtOrStart = Annotated[str, StringConstraints(pattern=f"^({START}|{ADDRESS})$")]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]


def _languages(text: object) -> object:
    """Accept a plain string for every language, or a map of language → string."""
    if isinstance(text, str):
        return {"*": text}
    if isinstance(text, dict):
        for key in text:
            if not _LANGUAGE.fullmatch(key):
                raise ValueError(f"“{key}” is no language code; write two letters such as en or vi")
        if not text:
            raise ValueError("write the text in at least one language")
        return text
    raise ValueError("write a text, or a map of language to text")


def _most(longest: int) -> StringConstraints:
    return StringConstraints(min_length=1, max_length=longest, strip_whitespace=True)


_NFC = AfterValidator(_nfc)
_SPREAD = BeforeValidator(_languages)

# Texts in one language or several. Every card fits Discord's 4,000 characters because of these limits.
Name = Annotated[dict[str, Annotated[str, _most(80), _NFC]], _SPREAD]
Title = Annotated[dict[str, Annotated[str, _most(100), _NFC]], _SPREAD]
Line = Annotated[dict[str, Annotated[str, _most(200), _NFC]], _SPREAD]
Prompt = Annotated[dict[str, Annotated[str, _most(300), _NFC]], _SPREAD]
Long = Annotated[dict[str, Annotated[str, _most(500), _NFC]], _SPREAD]
Passage = Annotated[dict[str, Annotated[str, _most(900), _NFC]], _SPREAD]
Summary = Annotated[dict[str, Annotated[str, _most(1_600), _NFC]], _SPREAD]


class _Sheet(BaseModel):
    """A map of a file. What is said of its keys here is what editors show beside them (`make schemas`)."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class ChapterEntry(_Sheet):
    """A chapter in book.yaml."""

    chapter: At
    """Its address: part and chapter, such as 2.11; the number alone in a book of one part."""
    words: Annotated[Whole, Field(ge=1, le=1_000_000)]
    """How long it is in words, roughly: plans and percentages are reckoned by it."""
    title: Title | None = None
    """Its title, if it has one; readers see it once they have finished the chapter."""


class Part(_Sheet):
    """A part in book.yaml."""

    title: Title | None = None
    """What the part is called, if the book says so."""
    chapters: Annotated[list[ChapterEntry], Field(min_length=1, max_length=2_000)]
    """All its chapters, in order."""


class BackgroundEntry(_Sheet):
    """Something about the book and its time, and the chapter after which it gives nothing away."""

    since: AtOrStart
    """The chapter after which it gives nothing away; start for what everybody may know."""
    title: Title
    """What it is about."""
    text: Passage
    """What there is to say."""


class FilmEntry(_Sheet):
    """One thing that a film of the book changes, and the chapter after which it gives nothing away."""

    since: At
    """The chapter after which it gives nothing away."""
    text: Prompt
    """What the film changes."""


class BookFile(_Sheet):
    """book.yaml: what everybody may know about a book, and, dated, what stands beside its story."""

    title: Title
    """The book's title."""
    author: Title
    """Who wrote it."""
    year: Annotated[str, StringConstraints(max_length=20)]
    """When it came out, in quotes, such as "1843"."""
    languages: Annotated[list[Annotated[str, StringConstraints(pattern="^[a-z]{2}$")]], Field(min_length=1)]
    """The languages of the pack as codes of two letters, such as [en, vi]."""
    unit: Annotated[str, StringConstraints(pattern="^(chapter|stave|scene|canto)$")] = "chapter"
    """What the book calls its divisions; without it, chapter."""
    parts: Annotated[list[Part], Field(min_length=1, max_length=100)]
    """Its parts with all their chapters; a book without parts is one part."""
    background: Annotated[list[BackgroundEntry], Field(max_length=100)] = []
    """How the book came to be, and its time."""
    film: Annotated[list[FilmEntry], Field(max_length=100)] = []
    """What a film of the book changes."""


class ChapterFile(_Sheet):
    """chapters/*.yaml: what is told of one chapter to those who have finished it."""

    chapter: At
    """Which chapter this file tells of, as book.yaml writes it."""
    line: Line | None = None
    """The chapter in one sentence."""
    summary: Summary | None = None
    """What happens, who wants what, what changes; nothing that is later."""
    appears: Annotated[list[Id], Field(max_length=100)] = []
    """The ids of everybody who is there."""
    mentions: Annotated[list[Id], Field(max_length=100)] = []
    """The ids of those who are only spoken or thought of."""
    prompts: Annotated[list[Prompt], Field(max_length=5)] = []
    """Open questions to talk about: the first three stand on the summary, and a club's thread asks them on its days."""


class NameEntry(_Sheet):
    """One name of somebody."""

    name: Name
    """The name; readers also find the person by it."""
    since: At
    """The chapter that makes this name known."""
    said: Title | None = None
    """How it is said, such as "KRATCH-it"."""
    about: Line | None = None
    """What wants explaining about it: a patronymic, a pet name, a joke."""


class FactEntry(_Sheet):
    """One thing about somebody."""

    fact: Line
    """The fact, without its person's name: cards show it below the name, and quizzes ask whom it is about."""
    since: At
    """The chapter that makes it known."""


class RelationEntry(_Sheet):
    """What somebody is to another."""

    to: Id
    """The other's id."""
    label: Annotated[Name, Field(alias="as")]
    """What this person is to the other, such as "husband"."""
    since: At
    """The chapter that makes it known."""
    until: At | None = None
    """The chapter that makes its end known."""


class CharacterEntry(_Sheet):
    """Somebody in characters.yaml or characters/*.yaml."""

    id: Id
    """What the other files call them: small letters, digits and dashes, giving nothing away. It never changes."""
    sort: Annotated[str, StringConstraints(pattern="^(person|man|woman|child|animal|group)$")] = "person"
    """What they are; in *who is it?* only people of one sort stand beside each other."""
    names: Annotated[list[NameEntry], Field(min_length=1, max_length=50)]
    """All their names and spellings; of those a reader knows, the first is the one that is shown."""
    facts: Annotated[list[FactEntry], Field(max_length=100)] = []
    """What readers want to be reminded of; the first says who they are."""
    relations: Annotated[list[RelationEntry], Field(max_length=100)] = []
    """What they are to others."""


class OccurrenceEntry(_Sheet):
    """One place where a theme shows."""

    since: At
    """The chapter where it shows."""
    text: Prompt
    """How it shows there."""


class ThemeEntry(_Sheet):
    """A theme in themes.yaml."""

    id: Id
    """A short name of small letters, digits and dashes. It never changes."""
    name: Name
    """What readers call it."""
    since: At
    """The first chapter after which it can be followed."""
    about: Long
    """What it is, told by that chapter alone."""
    watch: Prompt
    """What to look out for from there on."""
    occurrences: Annotated[list[OccurrenceEntry], Field(max_length=200)] = []
    """Where it has shown, chapter by chapter."""


ThemesFile = Annotated[list[ThemeEntry], Field(max_length=100)]


class RecapEntry(_Sheet):
    """The story so far, in recaps.yaml."""

    since: At
    """The chapter up to whose end it tells."""
    text: Summary
    """The story of that part of the book from its beginning up to there."""


RecapsFile = Annotated[list[RecapEntry], Field(max_length=500)]

CharactersFile = Annotated[list[CharacterEntry], Field(max_length=20_000)]


class QuestionEntry(_Sheet):
    """One question in quiz/*.yaml."""

    since: At
    """The chapter that one has to have finished."""
    question: Prompt
    """What is asked."""
    choices: Annotated[list[Name], Field(min_length=2, max_length=6)]
    """The answers to choose from; they are mixed before anybody sees them."""
    answer: Annotated[Whole, Field(ge=1)]
    """The place of the right choice, counted from one."""
    why: Prompt
    """Why that is right: what is told to everybody after the answer."""


class StatementEntry(_Sheet):
    """One statement in quiz/*.yaml that readers judge."""

    since: At
    """The chapter that one has to have finished."""
    question: Prompt
    """The statement."""
    true: Annotated[str, StringConstraints(pattern="^(yes|no)$")]
    """Whether it is so: yes or no, in the place of choices."""
    why: Prompt
    """Why it is so, or why not: what is told to everybody after the answer."""


TAG = "·"
"""What the names of shapes begin with that pydantic tells apart; no key of a file does."""


def _asks(entry: object) -> str:
    return f"{TAG}statement" if isinstance(entry, dict) and "true" in entry else f"{TAG}question"


Asked = Annotated[
    Annotated[QuestionEntry, Tag(f"{TAG}question")] | Annotated[StatementEntry, Tag(f"{TAG}statement")],
    Discriminator(_asks),
]
QuizFile = Annotated[list[Asked], Field(max_length=5_000)]
