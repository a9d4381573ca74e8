"""Law about the novel's summaries: they name nobody and no place that the chapter itself does not name."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.view import Chapter, View
from bot.library.pack import read_pack
from tests import contract

NOVEL = "anna-karenina"
WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
BEGINS = ("", *".!?:“”")
"""What stands before a word that is written large though it names nobody."""
SPELT = (("serv", "serb"), ("tch", "ch"), ("kh", "h"), ("ph", "f"), ("aya", "aia"), ("ye", "e"), ("yo", "io"))
"""How the source, a translation of 1901, spells what is spelt otherwise today: Servian, Mihail, Marya Philimonovna."""
STEM = 4
"""Letters by which a country and its people are known as one: Russia, Russian."""


def _fold(word: str) -> str:
    """Return a name as both spellings have it, without its ’s."""
    folded = re.sub(r"’s?$", "", word.lower().replace("'", "’"))
    for old, new in SPELT:
        folded = folded.replace(old, new)
    return re.sub(r"(.)\1", r"\1", folded.replace("y", "i"))


def _names(text: str) -> set[str]:
    return {_fold(word) for word in WORD.findall(text) if word[0].isupper()}


def _told(novel: View, chapter: Chapter, source: str) -> set[str]:
    """Return every name of everybody whom the source names in one way or another, and all its other words."""
    told = {_fold(word) for word in WORD.findall(source)}
    for person in novel.people.values():
        if any((known := _names(name.text["en"])) and known <= told for name in person.names):
            told |= {word for name in person.names if name.since <= chapter.since for word in _names(name.text["en"])}
    return told


def _stray(novel: View, chapter: Chapter, source: str, everybody: set[str]) -> Iterator[str]:
    """Yield the names in a chapter's summary that the source does not have."""
    told = _told(novel, chapter, source)
    stems = {word[:STEM] for word in told if len(word) >= STEM}
    summary = chapter.summary["en"] if chapter.summary else ""
    for found in WORD.finditer(summary):
        name = _fold(found[0])
        before = summary[: found.start()].rstrip()[-1:]
        if not found[0][0].isupper() or (before in BEGINS and name not in everybody):
            continue
        if name not in told and name.removesuffix("s") not in told and name[:STEM] not in stems:
            yield found[0]


@pytest.mark.skipif(contract.reference() is None, reason="SAMOVAR_REFERENCE names no folder of reference texts")
def test_a_summary_names_only_whom_and_what_its_chapter_names(content: Path) -> None:
    folder = contract.reference()
    assert folder is not None
    book = read_pack(content / NOVEL)
    novel = book.as_read_to(book.outline.last)
    everybody = {word for one in novel.people.values() for name in one.names for word in _names(name.text["en"])}
    strays = {}
    for chapter in novel.chapters:
        part, number = novel.outline.address(chapter.since)
        source = (folder / NOVEL / f"{part}-{number:02}.txt").read_text(encoding="utf-8")
        if found := list(_stray(novel, chapter, source, everybody)):
            strays[f"{part}.{number}"] = found
    assert strays == {}
