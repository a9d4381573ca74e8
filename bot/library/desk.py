"""One reading of one pack: its sheets, all that is wrong with them, and how their addresses and texts are read."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from bot.domain.errors import BeyondTheBook
from bot.domain.outline import START, Address, Outline
from bot.library.complaints import Complaint
from bot.library.faults import fit
from bot.library.sheet import Sheet, read_sheet

T = TypeVar("T")


class Desk:
    """Where a pack lies while it is read; `languages` and `outline` are known once book.yaml has been read."""

    languages: tuple[str, ...]
    outline: Outline

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.complaints: list[Complaint] = []
        self.sheets: list[Sheet] = []

    def sheet(self, path: Path, shape: TypeAdapter[T]) -> tuple[Sheet, T] | None:
        """Read one file in its shape; None after complaints."""
        name = f"{self.folder.name}/{path.relative_to(self.folder).as_posix()}"
        sheet = read_sheet(path, name)
        if isinstance(sheet, list):
            self.complaints += sheet
            return None
        data = fit(sheet, shape, self.complaints)
        self.sheets.append(sheet)
        return None if data is None else (sheet, data)

    def optional(self, name: str, shape: TypeAdapter[T]) -> tuple[Sheet, T] | None:
        """Read a file that a pack may have; None without it, or after complaints."""
        path = self.folder / name
        found = self.sheet(path, shape) if path.is_file() else None
        if found is not None:
            self.check_languages(found[0], found[0].data, ())
        return found

    def files(self, place: str) -> Iterator[Path]:
        """Yield the YAML files of a folder of the pack, by name."""
        yield from sorted((self.folder / place).glob("*.yaml"))

    def complain(self, sheet: Sheet, path: tuple[int | str, ...], sentence: str) -> None:
        """Note what is wrong at a place of a sheet."""
        self.complaints.append(Complaint(sheet.name, sheet.line(path), sentence))

    def since(self, sheet: Sheet, path: tuple[int | str, ...], written: str) -> int:
        """Return the position of an address, 0 for the start.

        Where the book has no such chapter it is 0 too, after a complaint.
        """
        if written == START:
            return 0
        if "." not in written and len(self.outline.parts) > 1:
            self.complain(sheet, path, f"chapter {written} of which part? write an address such as 2.11")
            return 0
        try:
            return self.outline.position(address(written))
        except BeyondTheBook:
            self.complain(sheet, path, f"the book has no chapter {written}; write an address that book.yaml lists")
            return 0

    def known(self, written: str) -> int:
        """Return the position of an address that has been found right."""
        return 0 if written == START else self.outline.position(address(written))

    def text(self, text: dict[str, str]) -> dict[str, str]:
        """Spread a text that is the same everywhere over the book's languages."""
        return dict.fromkeys(self.languages, text["*"]) if "*" in text else text

    def check_languages(self, sheet: Sheet, data: object, path: tuple[int | str, ...]) -> None:
        """Complain about texts in a language that book.yaml does not list: they would never be shown."""
        if isinstance(data, list):
            for i, item in enumerate(data):
                self.check_languages(sheet, item, (*path, i))
        elif isinstance(data, dict):
            for key, value in data.items():
                if len(key) == 2 and key not in self.languages and isinstance(value, str) and key not in ("id", "to"):
                    self.complain(sheet, (*path, key), f"“{key}” is not among the languages in book.yaml; add it there")
                self.check_languages(sheet, value, (*path, key))


def address(written: str) -> Address:
    """Read an address that has the right shape; a lone number is a chapter of the only part."""
    part, _, chapter = written.rpartition(".")
    return Address(int(part or 1), int(chapter))
