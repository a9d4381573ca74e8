"""The books a host offers: found at once, checked in the background, read only when a club reads them.

Starting up must not take longer, nor memory grow, with packs that nobody reads. So the shelf opens as
soon as one pack is whole, looks through the others meanwhile, and keeps only their title pages.
"""

import asyncio
import logging
from collections import OrderedDict
from contextlib import aclosing
from pathlib import Path

from bot.domain.book import Book
from bot.domain.view import TitlePage
from bot.library.complaints import BrokenPack
from bot.library.readers import Reader

log = logging.getLogger(__name__)

KEPT = 32
"""Books held in memory at once; the longest takes about three megabytes."""
SCHEMA = "schema"
"""The folder among the packs that is none: what editors know of a pack's files (`make schemas`)."""
SHOWN = 5
"""Complaints about one pack that the log names; `python -m bot check` tells all of them."""


class NothingToRead(Exception):
    """There is no whole pack in the content folder; the message says what to do."""


def folders(content: Path) -> list[Path]:
    """Return the folders that may be packs, in the order of their names. Raises NothingToRead without any."""
    if not content.is_dir():
        raise NothingToRead(f"There is no folder {content}; set SAMOVAR_CONTENT to your folder of packs.")
    inside = (one for one in content.iterdir() if one.is_dir() and one.name != SCHEMA)
    found = sorted(one for one in inside if not one.name.startswith((".", "_")))
    if not found:
        raise NothingToRead(f"The folder {content} holds no pack; put at least one book there.")
    return found


class Shelf:
    """All packs of a content folder."""

    def __init__(self, content: Path, reader: Reader) -> None:
        """Look at which folders there are. Raises NothingToRead when there is none."""
        self._folders = {folder.name: folder for folder in folders(content)}
        self.reader = reader
        self._pages: dict[str, TitlePage] = {}
        self._in_order: tuple[TitlePage, ...] = ()
        self._books: OrderedDict[str, Book] = OrderedDict()
        self._reading: dict[str, asyncio.Lock] = {}
        self._opened = asyncio.Event()
        self._survey: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Begin to check the packs, and return when one is whole. Raises NothingToRead when none is."""
        self._survey = asyncio.create_task(self._look_through())
        await self._opened.wait()
        if not self._pages:
            await self._survey
            raise NothingToRead("Not one pack is whole; `python -m bot check` lists what to mend.")

    async def close(self) -> None:
        """End a survey that is under way."""
        if self._survey is not None:
            self._survey.cancel()
            await asyncio.gather(self._survey, return_exceptions=True)

    async def surveyed(self) -> None:
        """Wait until every pack has been looked at."""
        if self._survey is not None:
            await self._survey

    async def _look_through(self) -> None:
        try:
            async with aclosing(self.reader.pages(self._folders.values())) as found:  # type: ignore[type-var]
                async for page in found:
                    if isinstance(page, BrokenPack):
                        _name_it(page)
                    else:
                        self._pages[page.slug] = page
                        self._in_order = tuple(self._pages[slug] for slug in sorted(self._pages))
                        self._opened.set()
        finally:
            self._opened.set()

    def pages(self) -> tuple[TitlePage, ...]:
        """Return the title pages of all packs found whole so far, by slug."""
        return self._in_order

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
            return self.at_hand(slug) or await self._read(slug)

    async def _read(self, slug: str) -> Book | None:
        found = await self.reader.book(self._folders[slug])
        if isinstance(found, BrokenPack):
            _name_it(found)
            return None
        self._books[slug] = found
        if len(self._books) > KEPT:
            self._books.popitem(last=False)
        return found


def _name_it(broken: BrokenPack) -> None:
    shown = broken.complaints[:SHOWN]
    more = len(broken.complaints) - len(shown)
    log.warning(
        "The pack %s is left out until it is mended: %s%s",
        broken.slug,
        "; ".join(map(str, shown)),
        f"; and {more} more (python -m bot check lists them)" if more else "",
    )
