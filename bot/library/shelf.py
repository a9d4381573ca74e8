"""The books a host offers: found at once, checked in the background, read only when a club reads them.

Starting up must not take longer, nor memory grow, with packs that nobody reads. So the shelf opens as
soon as one pack is whole, looks through the others meanwhile, and keeps only their title pages.
"""

import asyncio
import logging
import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.domain.book import Book
from bot.domain.view import Text
from bot.library.complaints import BrokenPack
from bot.library.pack import read_pack

log = logging.getLogger(__name__)

KEPT = 32
"""Books held in memory at once; the longest takes about three megabytes."""
SHOWN = 5
"""Complaints about one pack that the log names; `python -m bot check` tells all of them."""


class NothingToRead(Exception):
    """There is no whole pack in the content folder; the message says what to do."""


@dataclass(frozen=True, slots=True)
class TitlePage:
    """What the shelf keeps of a pack that nobody has opened yet."""

    slug: str
    title: Text
    author: Text
    languages: tuple[str, ...]


def folders(content: Path) -> list[Path]:
    """Return the folders that may be packs, in the order of their names."""
    if not content.is_dir():
        raise NothingToRead(f"There is no folder {content}; set SAMOVAR_CONTENT to your folder of packs.")
    return sorted(one for one in content.iterdir() if one.is_dir() and not one.name.startswith((".", "_")))


class Shelf:
    """All packs of a content folder."""

    def __init__(self, content: Path) -> None:
        """Look at which folders there are. Raises NothingToRead when there is none."""
        self._folders = {folder.name: folder for folder in folders(content)}
        if not self._folders:
            raise NothingToRead(f"The folder {content} holds no pack; put at least one book there.")
        self._unseen = iter(list(self._folders))
        self._pages: dict[str, TitlePage] = {}
        self._books: OrderedDict[str, Book] = OrderedDict()
        self._reading: dict[str, asyncio.Lock] = {}
        self._closing = threading.Event()

    def open(self) -> None:
        """Check packs until one is whole. Raises NothingToRead when none is."""
        if not any(self._survey()):
            raise NothingToRead("Not one pack is whole; `python -m bot check` lists what to mend.")

    def survey(self) -> None:
        """Check the remaining packs, one after another, until done or closed. Blocks: run it in a thread."""
        for _ in self._survey():
            pass

    def close(self) -> None:
        """End a survey that is under way after the pack it is at."""
        self._closing.set()

    def _survey(self) -> Iterator[TitlePage]:
        for slug in self._unseen:
            if self._closing.is_set():
                return
            try:
                book = read_pack(self._folders[slug])
            except BrokenPack as broken:
                _name_it(broken)
                continue
            self._pages[slug] = TitlePage(slug, book.title, book.author, book.languages)
            yield self._pages[slug]

    def pages(self) -> tuple[TitlePage, ...]:
        """Return the title pages of all packs found whole so far, by slug."""
        return tuple(self._pages[slug] for slug in sorted(self._pages))

    def at_hand(self, slug: str) -> Book | None:
        """Return a book that is in memory already, without waiting for the disk."""
        book = self._books.get(slug)
        if book is not None:
            self._books.move_to_end(slug)
        return book

    async def book(self, slug: str) -> Book | None:
        """Return a book, read from disk the first time; None where there is no such pack or it is broken."""
        if (book := self.at_hand(slug)) is not None or slug not in self._folders:
            return book
        async with self._reading.setdefault(slug, asyncio.Lock()):
            if (book := self.at_hand(slug)) is not None:
                return book
            try:
                book = await asyncio.to_thread(read_pack, self._folders[slug])
            except BrokenPack as broken:
                _name_it(broken)
                return None
            self._books[slug] = book
            if len(self._books) > KEPT:
                self._books.popitem(last=False)
            return book


def _name_it(broken: BrokenPack) -> None:
    shown = broken.complaints[:SHOWN]
    more = len(broken.complaints) - len(shown)
    log.warning(
        "The pack %s is left out until it is mended: %s%s",
        broken.slug,
        "; ".join(map(str, shown)),
        f"; and {more} more (python -m bot check lists them)" if more else "",
    )
