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

ADDRESS = r"[0-9]{1,3}(\.[0-9]{1,4})?"
START = "start"
"""In the place of an address: what everybody may know, before the first chapter."""

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
    model_config = ConfigDict(extra="forbid", frozen=True)


class ChapterEntry(_Sheet):
    """A chapter in book.yaml: its address, its length in words, and its title if it has one."""

    chapter: At
    words: Annotated[Whole, Field(ge=1, le=1_000_000)]
    title: Title | None = None


class Part(_Sheet):
    """A part in book.yaml."""

    title: Title | None = None
    chapters: Annotated[list[ChapterEntry], Field(min_length=1, max_length=2_000)]


class BackgroundEntry(_Sheet):
    """Something about the book and its time, and the chapter after which it gives nothing away."""

    since: AtOrStart
    title: Title
    text: Passage


class FilmEntry(_Sheet):
    """One thing that a film of the book changes, and the chapter after which it gives nothing away."""

    since: At
    text: Prompt


class BookFile(_Sheet):
    """book.yaml: what everybody may know about a book, and, dated, what stands beside its story."""

    title: Title
    author: Title
    year: Annotated[str, StringConstraints(max_length=20)]
    languages: Annotated[list[Annotated[str, StringConstraints(pattern="^[a-z]{2}$")]], Field(min_length=1)]
    unit: Annotated[str, StringConstraints(pattern="^(chapter|stave|scene|canto)$")] = "chapter"
    parts: Annotated[list[Part], Field(min_length=1, max_length=100)]
    background: Annotated[list[BackgroundEntry], Field(max_length=100)] = []
    film: Annotated[list[FilmEntry], Field(max_length=100)] = []


class ChapterFile(_Sheet):
    """chapters/*.yaml: what is told of one chapter to those who have finished it."""

    chapter: At
    line: Line | None = None
    summary: Summary | None = None
    appears: Annotated[list[Id], Field(max_length=100)] = []
    mentions: Annotated[list[Id], Field(max_length=100)] = []
    prompts: Annotated[list[Prompt], Field(max_length=5)] = []


class NameEntry(_Sheet):
    """One name of somebody, the chapter that makes it known, how it is said, and what wants explaining."""

    name: Name
    since: At
    said: Title | None = None
    about: Line | None = None


class FactEntry(_Sheet):
    """One thing about somebody, and the chapter that makes it known."""

    fact: Line
    since: At


class RelationEntry(_Sheet):
    """What somebody is to another ("husband"), and the chapters that make its beginning and its end known."""

    to: Id
    label: Annotated[Name, Field(alias="as")]
    since: At
    until: At | None = None


class CharacterEntry(_Sheet):
    """Somebody in characters/*.yaml; the fittest name stands first.

    `sort` is what they are; in *who is it?* only people of one sort stand beside each other.
    """

    id: Id
    sort: Annotated[str, StringConstraints(pattern="^(person|man|woman|child|animal|group)$")] = "person"
    names: Annotated[list[NameEntry], Field(min_length=1, max_length=50)]
    facts: Annotated[list[FactEntry], Field(max_length=100)] = []
    relations: Annotated[list[RelationEntry], Field(max_length=100)] = []


class OccurrenceEntry(_Sheet):
    """One place where a theme shows."""

    since: At
    text: Prompt


class ThemeEntry(_Sheet):
    """A theme in themes.yaml: what it is, what to look for next, and where it has shown."""

    id: Id
    name: Name
    since: At
    about: Long
    watch: Prompt
    occurrences: Annotated[list[OccurrenceEntry], Field(max_length=200)] = []


ThemesFile = Annotated[list[ThemeEntry], Field(max_length=100)]


class RecapEntry(_Sheet):
    """The story so far up to the end of a chapter, in recaps.yaml."""

    since: At
    text: Summary


RecapsFile = Annotated[list[RecapEntry], Field(max_length=500)]

CharactersFile = Annotated[list[CharacterEntry], Field(max_length=20_000)]


class QuestionEntry(_Sheet):
    """One question in quiz/*.yaml; `answer` is the place of the right choice, counted from one."""

    since: At
    question: Prompt
    choices: Annotated[list[Name], Field(min_length=2, max_length=6)]
    answer: Annotated[Whole, Field(ge=1)]
    why: Prompt


class StatementEntry(_Sheet):
    """One statement in quiz/*.yaml that readers judge; `true` says yes or no, in the place of choices."""

    since: At
    question: Prompt
    true: Annotated[str, StringConstraints(pattern="^(yes|no)$")]
    why: Prompt


TAG = "·"
"""What the names of shapes begin with that pydantic tells apart; no key of a file does."""


def _asks(entry: object) -> str:
    return f"{TAG}statement" if isinstance(entry, dict) and "true" in entry else f"{TAG}question"


Asked = Annotated[
    Annotated[QuestionEntry, Tag(f"{TAG}question")] | Annotated[StatementEntry, Tag(f"{TAG}statement")],
    Discriminator(_asks),
]
QuizFile = Annotated[list[Asked], Field(max_length=5_000)]
