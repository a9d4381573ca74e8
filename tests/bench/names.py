"""Books with very many names: one as a pack, and how long one of 20,000 holds up everybody else."""

import asyncio
import random
import string
import time
from collections.abc import Awaitable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.book import Book, Character
from bot.domain.club import Asker, Club
from bot.domain.errors import NobodyKnown
from bot.domain.outline import Outline
from bot.domain.view import Chapter, Name
from bot.library.readers import Here as ReadHere
from bot.library.shelf import Shelf
from bot.running import be_quick
from bot.services.character import Characters
from bot.services.places import Places
from bot.storage.club import join, open_club
from bot.storage.database import open_database

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MISSPELT = "xqzwkpt vvbn"


class Crowded(Places):
    """Places whose every club reads a book with very many names."""

    crowd: Book

    async def book(self, _club: Club) -> Book:
        """Return the crowded book."""
        return self.crowd


def _names(many: int) -> Iterator[str]:
    chance = random.Random(1)
    for _ in range(many):
        yield " ".join("".join(chance.choices(string.ascii_lowercase, k=7)).title() for _ in range(2))


def write_crowd(content: Path, names: int) -> str:
    """Write a pack of one chapter in which that many people are named; return its slug."""
    folder = content / "crowd"
    folder.mkdir()
    book = (
        "title: Crowd\nauthor: Nobody\nyear: '1900'\nlanguages: [en]\nparts: [{chapters: [{chapter: 1.1, words: 9}]}]\n"
    )
    people = (f"- {{id: c{n}, names: [{{name: {name}, since: 1.1}}]}}\n" for n, name in enumerate(_names(names)))
    (folder / "book.yaml").write_text(book, encoding="utf-8")
    (folder / "characters.yaml").write_text("".join(people), encoding="utf-8")
    return folder.name


def crowd(names: int) -> Book:
    """Make a book of ten chapters with that many people."""
    people = (Character(f"c{n}", (Name({"en": name}, 1),)) for n, name in enumerate(_names(names)))
    return Book(
        slug="crowd",
        title={"en": "Crowd"},
        author={"en": "Nobody"},
        year="1900",
        languages=("en",),
        outline=Outline("chapter", ((100,) * 10,)),
        _chapters=tuple(Chapter(n) for n in range(1, 11)),
        _characters=tuple(people),
        _questions=(),
    )


async def longest_blocks(folder: Path, content: Path, names: int) -> list[tuple[str, float, float]]:
    """Return for each way of asking what it took and the longest that anybody else waited, in seconds."""
    async with open_database(str(folder / "names.db")) as database:
        club = await open_club(database, guild_id=1, channel_id=2, name="C", pack="crowd", language="en", by=1, now=NOW)
        assert club is not None
        await join(database, 1, club.id, 3, 5, NOW)
        places = Crowded(database, Shelf(content, ReadHere()), lambda: NOW)
        places.crowd = crowd(names)
        characters = Characters(places)
        here = await places.here(Asker(1, 3, (2,), "en"))
        be_quick()

        async def misspelt() -> None:
            try:
                await characters.lookup(here, MISSPELT)
            except NobodyKnown:
                return

        return [
            await watched("offer, the book just opened", characters.offer(here, "ab", 25)),
            await watched("offer", characters.offer(here, "ab", 25)),
            await watched("the first misspelt name", misspelt()),
            await watched("a misspelt name", misspelt()),
        ]


async def watched(what: str, asked: Awaitable[object]) -> tuple[str, float, float]:
    """Wait for something; return what it was, what it took, and the longest that anybody else waited, in seconds."""
    gaps = [0.0]

    async def beat() -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0)
            now = time.perf_counter()
            gaps.append(now - last)
            last = now

    beating = asyncio.create_task(beat())
    await asyncio.sleep(0)
    begun = time.perf_counter()
    await asked
    took = time.perf_counter() - begun
    beating.cancel()
    return what, took, max(gaps)
