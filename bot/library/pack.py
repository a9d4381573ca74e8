"""A folder of YAML files becomes one checked book; all that is wrong with it is told at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from bot.domain.book import Book, Character, Relation
from bot.domain.errors import BeyondTheBook
from bot.domain.outline import Address, Outline
from bot.domain.view import Chapter, Fact, Name, Occurrence, Prompt, Question, Recap, Theme
from bot.library.complaints import BrokenPack, Complaint
from bot.library.faults import fit
from bot.library.shape import (
    BookFile,
    ChapterFile,
    CharacterEntry,
    CharactersFile,
    QuestionEntry,
    QuizFile,
    RecapEntry,
    RecapsFile,
    ThemeEntry,
    ThemesFile,
)
from bot.library.sheet import Sheet, read_sheet

_BOOK = TypeAdapter(BookFile)
_CHAPTER = TypeAdapter(ChapterFile)
_CHARACTERS: TypeAdapter[list[CharacterEntry]] = TypeAdapter(CharactersFile)
_THEMES: TypeAdapter[list[ThemeEntry]] = TypeAdapter(ThemesFile)
_RECAPS: TypeAdapter[list[RecapEntry]] = TypeAdapter(RecapsFile)
_QUIZ: TypeAdapter[list[QuestionEntry]] = TypeAdapter(QuizFile)

T = TypeVar("T")


def read_pack(folder: Path) -> Book:
    """Read and check the pack in `folder`. Raises BrokenPack with every complaint."""
    return _Reader(folder).book()


class _Reader:
    """One reading of one pack: collects complaints as it goes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.complaints: list[Complaint] = []

    def book(self) -> Book:
        head = self._head()
        if head is None:
            raise BrokenPack(self.folder.name, self.complaints)
        sheet, shape = head
        self.languages = tuple(shape.languages)
        self._check_languages(sheet, sheet.data, ())
        self.outline = self._outline(sheet, shape)
        characters = self._characters()
        self.known = None if characters is None else {character.id for character in characters}
        chapters = self._chapters(shape)
        questions = tuple(self._questions())
        themes = tuple(sorted(self._themes(), key=lambda theme: theme.since))
        recaps = tuple(sorted(self._recaps(), key=lambda recap: recap.since))
        if self.complaints:
            raise BrokenPack(self.folder.name, self.complaints)
        return Book(
            slug=self.folder.name,
            title=self._text(shape.title),
            author=self._text(shape.author),
            year=shape.year,
            languages=self.languages,
            outline=self.outline,
            _chapters=chapters,
            _characters=characters or (),
            _questions=questions,
            _themes=themes,
            _recaps=recaps,
        )

    def _head(self) -> tuple[Sheet, BookFile] | None:
        path = self.folder / "book.yaml"
        if not path.is_file():
            self.complaints.append(
                Complaint(f"{self.folder.name}/book.yaml", 0, "the file is missing; every pack begins with it")
            )
            return None
        found = self._sheet(path, _BOOK)
        return found if found and not self.complaints else None

    def _sheet(self, path: Path, shape: TypeAdapter[T]) -> tuple[Sheet, T] | None:
        name = f"{self.folder.name}/{path.relative_to(self.folder).as_posix()}"
        sheet = read_sheet(path, name)
        if isinstance(sheet, list):
            self.complaints += sheet
            return None
        data = fit(sheet, shape, self.complaints)
        return None if data is None else (sheet, data)

    def _files(self, place: str) -> Iterator[Path]:
        yield from sorted((self.folder / place).glob("*.yaml"))

    def _complain(self, sheet: Sheet, path: tuple[int | str, ...], sentence: str) -> None:
        self.complaints.append(Complaint(sheet.name, sheet.line(path), sentence))

    def _outline(self, sheet: Sheet, shape: BookFile) -> Outline:
        outline = Outline(shape.unit, tuple(tuple(c.words for c in part.chapters) for part in shape.parts))
        for p, part in enumerate(shape.parts):
            for c, entry in enumerate(part.chapters):
                if _address(entry.chapter) != Address(p + 1, c + 1):
                    self._complain(
                        sheet,
                        ("parts", p, "chapters", c, "chapter"),
                        f"chapter {entry.chapter} stands where {p + 1}.{c + 1} belongs; list all chapters in order",
                    )
        return outline

    def _since(self, sheet: Sheet, path: tuple[int | str, ...], written: str) -> int:
        """Return the position of an address; 0, after a complaint, where the book has no such chapter."""
        if "." not in written and len(self.outline.parts) > 1:
            self._complain(sheet, path, f"chapter {written} of which part? write an address such as 2.11")
            return 0
        try:
            return self.outline.position(_address(written))
        except BeyondTheBook:
            self._complain(sheet, path, f"the book has no chapter {written}; write an address that book.yaml lists")
            return 0

    def _characters(self) -> tuple[Character, ...] | None:
        """Return everybody, or None, after complaints, where nobody can tell who is in a file."""
        result: dict[str, Character] = {}
        bound: list[tuple[Sheet, int, CharacterEntry]] = []
        for path in [*self._files("."), *self._files("characters")]:
            if path.parent == self.folder and path.name != "characters.yaml":
                continue
            found = self._sheet(path, _CHARACTERS)
            if found is None:
                return None
            sheet, entries = found
            self._check_languages(sheet, sheet.data, ())
            for i, entry in enumerate(entries):
                if entry.id in result:
                    self._complain(sheet, (i, "id"), f"“{entry.id}” is listed twice; give each person one entry")
                result[entry.id] = self._character(sheet, i, entry)
                bound.append((sheet, i, entry))
        for sheet, i, entry in bound:
            for r, relation in enumerate(entry.relations):
                if relation.to not in result:
                    self._complain(
                        sheet,
                        (i, "relations", r, "to"),
                        f"nobody in the pack has the id “{relation.to}”; add them or correct it",
                    )
        return tuple(result.values())

    def _character(self, sheet: Sheet, i: int, entry: CharacterEntry) -> Character:
        def dated(key: str, n: int, written: str, what: str = "since") -> int:
            return self._since(sheet, (i, key, n, what), written)

        return Character(
            entry.id,
            tuple(
                Name(
                    self._text(one.name),
                    dated("names", n, one.since),
                    self._text(one.said) if one.said else None,
                    self._text(one.about) if one.about else None,
                )
                for n, one in enumerate(entry.names)
            ),
            tuple(Fact(self._text(one.fact), dated("facts", n, one.since)) for n, one in enumerate(entry.facts)),
            tuple(
                Relation(
                    one.to,
                    self._text(one.label),
                    dated("relations", n, one.since),
                    dated("relations", n, one.until, "until") if one.until else None,
                )
                for n, one in enumerate(entry.relations)
            ),
        )

    def _themes(self) -> Iterator[Theme]:
        found = self._optional("themes.yaml", _THEMES)
        if found is None:
            return
        sheet, entries = found
        for i, entry in enumerate(entries):
            yield Theme(
                id=entry.id,
                name=self._text(entry.name),
                since=self._since(sheet, (i, "since"), entry.since),
                about=self._text(entry.about),
                watch=self._text(entry.watch),
                occurrences=tuple(
                    Occurrence(self._text(one.text), self._since(sheet, (i, "occurrences", n, "since"), one.since))
                    for n, one in enumerate(entry.occurrences)
                ),
            )

    def _recaps(self) -> Iterator[Recap]:
        found = self._optional("recaps.yaml", _RECAPS)
        if found is None:
            return
        sheet, entries = found
        for i, entry in enumerate(entries):
            yield Recap(self._text(entry.text), self._since(sheet, (i, "since"), entry.since))

    def _optional(self, name: str, shape: TypeAdapter[T]) -> tuple[Sheet, T] | None:
        """Read a file that a pack may have; None without it, or after complaints."""
        path = self.folder / name
        found = self._sheet(path, shape) if path.is_file() else None
        if found is not None:
            self._check_languages(found[0], found[0].data, ())
        return found

    def _chapters(self, shape: BookFile) -> tuple[Chapter, ...]:
        titles = [entry.title for part in shape.parts for entry in part.chapters]
        chapters = [
            Chapter(since=position, title=self._text(title) if title else None)
            for position, title in enumerate(titles, start=1)
        ]
        told: set[int] = set()
        for path in self._files("chapters"):
            found = self._sheet(path, _CHAPTER)
            if found is None:
                continue
            sheet, entry = found
            self._check_languages(sheet, sheet.data, ())
            at = self._since(sheet, ("chapter",), entry.chapter)
            if at and at in told:
                self._complain(sheet, ("chapter",), f"chapter {entry.chapter} has another file already; keep one")
            told.add(at)
            for key in ("appears", "mentions"):
                for i, one in enumerate(getattr(entry, key)):
                    if self.known is not None and one not in self.known:
                        self._complain(sheet, (key, i), f"nobody in the pack has the id “{one}”; add them")
            if not at:
                continue
            chapters[at - 1] = Chapter(
                since=at,
                title=chapters[at - 1].title,
                line=self._text(entry.line) if entry.line else None,
                summary=self._text(entry.summary) if entry.summary else None,
                appears=tuple(entry.appears),
                mentions=tuple(entry.mentions),
                prompts=tuple(Prompt(self._text(prompt), at) for prompt in entry.prompts),
            )
        return tuple(chapters)

    def _questions(self) -> Iterator[Question]:
        for path in self._files("quiz"):
            found = self._sheet(path, _QUIZ)
            if found is None:
                continue
            sheet, entries = found
            self._check_languages(sheet, sheet.data, ())
            for i, entry in enumerate(entries):
                if entry.answer > len(entry.choices):
                    self._complain(
                        sheet,
                        (i, "answer"),
                        f"there are {len(entry.choices)} choices; “answer” must be the place of one of them",
                    )
                yield Question(
                    text=self._text(entry.question),
                    choices=tuple(self._text(choice) for choice in entry.choices),
                    answer=entry.answer - 1,
                    why=self._text(entry.why),
                    since=self._since(sheet, (i, "since"), entry.since),
                )

    def _text(self, text: dict[str, str]) -> dict[str, str]:
        """Spread a text that is the same everywhere over the book's languages."""
        return dict.fromkeys(self.languages, text["*"]) if "*" in text else text

    def _check_languages(self, sheet: Sheet, data: object, path: tuple[int | str, ...]) -> None:
        """Complain about texts in a language that book.yaml does not list: they would never be shown."""
        if isinstance(data, list):
            for i, item in enumerate(data):
                self._check_languages(sheet, item, (*path, i))
        elif isinstance(data, dict):
            for key, value in data.items():
                if len(key) == 2 and key not in self.languages and isinstance(value, str) and key not in ("id", "to"):
                    self._complain(
                        sheet, (*path, key), f"“{key}” is not among the languages in book.yaml; add it there"
                    )
                self._check_languages(sheet, value, (*path, key))


def _address(written: str) -> Address:
    """Read an address that has the right shape; a lone number is a chapter of the only part."""
    part, _, chapter = written.rpartition(".")
    return Address(int(part or 1), int(chapter))
