"""A folder of YAML files becomes one checked book; all that is wrong with it is told at once."""

import gc
from collections.abc import Iterator
from pathlib import Path

from pydantic import TypeAdapter

from bot.domain.book import Book
from bot.domain.outline import Address, Outline
from bot.domain.quiz import FALSE, TRUE
from bot.domain.view import Chapter, Prompt, Question
from bot.library import lore
from bot.library.complaints import BrokenPack, Complaint
from bot.library.desk import Desk, address
from bot.library.early import TooEarly
from bot.library.shape import BookFile, ChapterFile, QuestionEntry, QuizFile, StatementEntry
from bot.library.sheet import Sheet

_BOOK = TypeAdapter(BookFile)
_CHAPTER = TypeAdapter(ChapterFile)
_QUIZ: TypeAdapter[list[QuestionEntry | StatementEntry]] = TypeAdapter(QuizFile)


def read_pack(folder: Path) -> Book:
    """Read and check the pack in `folder`. Raises BrokenPack with every complaint.

    What is read stays until the end, in a hundred thousand parts: looking for rubbish among them takes as long again.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        return _book(Desk(folder))
    finally:
        if collects:
            gc.enable()


def _book(desk: Desk) -> Book:
    head = _head(desk)
    if head is None:
        raise BrokenPack(desk.folder.name, desk.complaints)
    sheet, shape = head
    desk.languages = tuple(shape.languages)
    desk.check_languages(sheet, sheet.data, ())
    desk.outline = _outline(desk, sheet, shape)
    characters = lore.characters(desk)
    known = None if characters is None else {character.id for character in characters}
    chapters = _chapters(desk, shape, known)
    questions = tuple(_questions(desk))
    themes = tuple(sorted(lore.themes(desk), key=lambda theme: theme.since))
    recaps = tuple(sorted(lore.recaps(desk), key=lambda recap: recap.since))
    background = tuple(sorted(lore.notes(desk, sheet, "background", shape.background), key=lambda note: note.since))
    film = tuple(sorted(lore.notes(desk, sheet, "film", shape.film), key=lambda note: note.since))
    if not desk.complaints:
        early = TooEarly(desk.languages, characters or ())
        desk.complaints += [one for sheet in desk.sheets for one in early.complaints(sheet, desk.known)]
    if desk.complaints:
        raise BrokenPack(desk.folder.name, desk.complaints)
    return Book(
        slug=desk.folder.name,
        title=desk.text(shape.title),
        author=desk.text(shape.author),
        year=shape.year,
        languages=desk.languages,
        outline=desk.outline,
        _chapters=chapters,
        _characters=characters or (),
        _questions=questions,
        _themes=themes,
        _recaps=recaps,
        _background=background,
        _film=film,
    )


def _head(desk: Desk) -> tuple[Sheet, BookFile] | None:
    path = desk.folder / "book.yaml"
    if not path.is_file():
        desk.complaints.append(
            Complaint(f"{desk.folder.name}/book.yaml", 0, "the file is missing; every pack begins with it")
        )
        return None
    found = desk.sheet(path, _BOOK)
    return found if found and not desk.complaints else None


def _outline(desk: Desk, sheet: Sheet, shape: BookFile) -> Outline:
    outline = Outline(shape.unit, tuple(tuple(c.words for c in part.chapters) for part in shape.parts))
    for p, part in enumerate(shape.parts):
        for c, entry in enumerate(part.chapters):
            if address(entry.chapter) != Address(p + 1, c + 1):
                desk.complain(
                    sheet,
                    ("parts", p, "chapters", c, "chapter"),
                    f"chapter {entry.chapter} stands where {p + 1}.{c + 1} belongs; list all chapters in order",
                )
    return outline


def _chapters(desk: Desk, shape: BookFile, known: set[str] | None) -> tuple[Chapter, ...]:
    titles = [entry.title for part in shape.parts for entry in part.chapters]
    chapters = [
        Chapter(since=position, title=desk.text(title) if title else None)
        for position, title in enumerate(titles, start=1)
    ]
    told: set[int] = set()
    for path in desk.files("chapters"):
        found = desk.sheet(path, _CHAPTER)
        if found is None:
            continue
        sheet, entry = found
        desk.check_languages(sheet, sheet.data, ())
        at = desk.since(sheet, ("chapter",), entry.chapter)
        if at and at in told:
            desk.complain(sheet, ("chapter",), f"chapter {entry.chapter} has another file already; keep one")
        told.add(at)
        for key in ("appears", "mentions"):
            for i, one in enumerate(getattr(entry, key)):
                if known is not None and one not in known:
                    desk.complain(sheet, (key, i), f"nobody in the pack has the id “{one}”; add them")
        if not at:
            continue
        chapters[at - 1] = Chapter(
            since=at,
            title=chapters[at - 1].title,
            line=desk.text(entry.line) if entry.line else None,
            summary=desk.text(entry.summary) if entry.summary else None,
            appears=tuple(entry.appears),
            mentions=tuple(entry.mentions),
            prompts=tuple(Prompt(desk.text(prompt), at) for prompt in entry.prompts),
        )
    return tuple(chapters)


def _questions(desk: Desk) -> Iterator[Question]:
    for path in desk.files("quiz"):
        found = desk.sheet(path, _QUIZ)
        if found is None:
            continue
        sheet, entries = found
        desk.check_languages(sheet, sheet.data, ())
        for i, entry in enumerate(entries):
            yield Question(
                text=desk.text(entry.question),
                choices=() if isinstance(entry, StatementEntry) else tuple(map(desk.text, entry.choices)),
                answer=_answer(desk, sheet, i, entry),
                why=desk.text(entry.why),
                since=desk.since(sheet, (i, "since"), entry.since),
            )


def _answer(desk: Desk, sheet: Sheet, i: int, entry: QuestionEntry | StatementEntry) -> int:
    """Return the place of the right answer, counted from zero; a statement is TRUE or FALSE."""
    if isinstance(entry, StatementEntry):
        return TRUE if entry.true == "yes" else FALSE
    if entry.answer > len(entry.choices):
        desk.complain(
            sheet,
            (i, "answer"),
            f"there are {len(entry.choices)} choices; “answer” must be the place of one of them",
        )
    return entry.answer - 1
