"""The lore of a pack: people, themes, the story so far and what stands beside it, from YAML to dated values."""

from collections.abc import Iterator, Sequence

from pydantic import TypeAdapter

from bot.domain.book import Character, Relation
from bot.domain.view import Fact, Name, Note, Occurrence, Recap, Theme
from bot.library.desk import Desk
from bot.library.shape import (
    BackgroundEntry,
    CharacterEntry,
    CharactersFile,
    FilmEntry,
    RecapEntry,
    RecapsFile,
    ThemeEntry,
    ThemesFile,
)
from bot.library.sheet import Sheet

_CHARACTERS: TypeAdapter[list[CharacterEntry]] = TypeAdapter(CharactersFile)
_THEMES: TypeAdapter[list[ThemeEntry]] = TypeAdapter(ThemesFile)
_RECAPS: TypeAdapter[list[RecapEntry]] = TypeAdapter(RecapsFile)


def characters(desk: Desk) -> tuple[Character, ...] | None:
    """Return everybody, or None, after complaints, where nobody can tell who is in a file."""
    result: dict[str, Character] = {}
    bound: list[tuple[Sheet, int, CharacterEntry]] = []
    for path in [*desk.files("."), *desk.files("characters")]:
        if path.parent == desk.folder and path.name != "characters.yaml":
            continue
        found = desk.sheet(path, _CHARACTERS)
        if found is None:
            return None
        sheet, entries = found
        desk.check_languages(sheet, sheet.data, ())
        for i, entry in enumerate(entries):
            if entry.id in result:
                desk.complain(sheet, (i, "id"), f"“{entry.id}” is listed twice; give each person one entry")
            result[entry.id] = _character(desk, sheet, i, entry)
            bound.append((sheet, i, entry))
    for sheet, i, entry in bound:
        for r, relation in enumerate(entry.relations):
            if relation.to not in result:
                desk.complain(
                    sheet,
                    (i, "relations", r, "to"),
                    f"nobody in the pack has the id “{relation.to}”; add them or correct it",
                )
    return tuple(result.values())


def _character(desk: Desk, sheet: Sheet, i: int, entry: CharacterEntry) -> Character:
    def dated(key: str, n: int, written: str, what: str = "since") -> int:
        return desk.since(sheet, (i, key, n, what), written)

    return Character(
        entry.id,
        tuple(
            Name(
                desk.text(one.name),
                dated("names", n, one.since),
                desk.text(one.said) if one.said else None,
                desk.text(one.about) if one.about else None,
            )
            for n, one in enumerate(entry.names)
        ),
        tuple(Fact(desk.text(one.fact), dated("facts", n, one.since)) for n, one in enumerate(entry.facts)),
        tuple(
            Relation(
                one.to,
                desk.text(one.label),
                dated("relations", n, one.since),
                dated("relations", n, one.until, "until") if one.until else None,
            )
            for n, one in enumerate(entry.relations)
        ),
        entry.sort,
    )


def themes(desk: Desk) -> Iterator[Theme]:
    """Yield the themes of the pack."""
    found = desk.optional("themes.yaml", _THEMES)
    if found is None:
        return
    sheet, entries = found
    for i, entry in enumerate(entries):
        yield Theme(
            id=entry.id,
            name=desk.text(entry.name),
            since=desk.since(sheet, (i, "since"), entry.since),
            about=desk.text(entry.about),
            watch=desk.text(entry.watch),
            occurrences=tuple(
                Occurrence(desk.text(one.text), desk.since(sheet, (i, "occurrences", n, "since"), one.since))
                for n, one in enumerate(entry.occurrences)
            ),
        )


def recaps(desk: Desk) -> Iterator[Recap]:
    """Yield the recaps of the pack."""
    found = desk.optional("recaps.yaml", _RECAPS)
    if found is None:
        return
    sheet, entries = found
    for i, entry in enumerate(entries):
        yield Recap(desk.text(entry.text), desk.since(sheet, (i, "since"), entry.since))


def notes(desk: Desk, sheet: Sheet, key: str, entries: Sequence[BackgroundEntry | FilmEntry]) -> Iterator[Note]:
    """Yield what book.yaml tells under a key beside the story."""
    for i, entry in enumerate(entries):
        yield Note(
            desk.text(entry.text),
            desk.since(sheet, (key, i, "since"), entry.since),
            desk.text(entry.title) if isinstance(entry, BackgroundEntry) else None,
        )
