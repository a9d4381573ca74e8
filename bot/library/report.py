"""What `python -m bot check` says: everything that is wrong, then how far each book is written."""

from pathlib import Path

from bot.domain.book import Book
from bot.library.complaints import BrokenPack
from bot.library.pack import read_pack
from bot.library.shelf import NothingToRead, folders

_PACK = ("book.yaml", "characters.yaml", "chapters")


def check(folder: Path) -> tuple[bool, list[str]]:
    """Check a pack, or every pack in a folder; return whether all are whole, and the lines to print."""
    try:
        packs = [folder] if any((folder / one).exists() for one in _PACK) else folders(folder)
    except NothingToRead as trouble:
        return False, [str(trouble)]
    lines: list[str] = []
    whole = True
    for pack in packs:
        try:
            lines += coverage(read_pack(pack))
        except BrokenPack as broken:
            whole = False
            lines += [f"{broken.slug}: {len(broken.complaints)} to mend", *map(str, broken.complaints)]
    return whole, lines


def coverage(book: Book) -> list[str]:
    """Return how much of a book is written, in each of its languages."""
    view = book.as_read_to(book.outline.last)
    lines = [f"{book.slug}: whole; {book.outline.last} {book.outline.unit}s, {len(view.people)} people"]
    for language in book.languages:
        counts = {
            "lines": sum(language in (chapter.line or ()) for chapter in view.chapters),
            "summaries": sum(language in (chapter.summary or ()) for chapter in view.chapters),
            "prompts": sum(language in p.text for chapter in view.chapters for p in chapter.prompts),
            "questions": sum(language in question.text for question in view.questions),
        }
        if view.background or view.film:
            counts["notes on the book"] = sum(language in note.text for note in view.background)
            counts["on a film"] = sum(language in note.text for note in view.film)
        lines.append(f"  {language}: " + ", ".join(f"{n} {what}" for what, n in counts.items()))
    return lines
