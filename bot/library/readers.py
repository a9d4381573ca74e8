"""Two ways to read packs: here, or in a process of its own whose memory and work end with it.

Checking three hundred novels in the bot's own process would hold up answers and leave the memory of the
checker (pydantic, the YAML parser) behind for good. The running bot therefore reads apart; the demo, the
tests and `check` read here.
"""

import asyncio
import logging
import os
import pickle
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from contextlib import aclosing, suppress
from pathlib import Path
from typing import Any, Protocol

from bot.domain.book import Book
from bot.domain.view import TitlePage
from bot.library.complaints import BrokenPack

log = logging.getLogger(__name__)

PAGES, BOOKS = "pages", "books"
HEAD = 8
"""Bytes before each answer of the process, which say how long it is."""


class Reader(Protocol):
    """Something that reads packs."""

    def pages(self, folders: Iterable[Path]) -> AsyncIterator[TitlePage | BrokenPack]:
        """Check packs one after another, and yield the title page of each or what is wrong with it."""

    async def book(self, folder: Path) -> Book | BrokenPack:
        """Read one pack whole, or return what is wrong with it."""


class Here:
    """Reads packs in a thread of this process."""

    async def pages(self, folders: Iterable[Path]) -> AsyncIterator[TitlePage | BrokenPack]:
        """Check packs one after another."""
        for folder in folders:
            found = await self.book(folder)
            yield found if isinstance(found, BrokenPack) else found.title_page

    async def book(self, folder: Path) -> Book | BrokenPack:
        """Read one pack whole."""
        return await asyncio.to_thread(_read, folder)


class Apart:
    """Reads packs in a process that lives as long as its errand."""

    async def pages(self, folders: Iterable[Path]) -> AsyncIterator[TitlePage | BrokenPack]:
        """Check packs one after another."""
        async with aclosing(_errand(PAGES, folders)) as found:
            async for page in found:
                yield page

    async def book(self, folder: Path) -> Book | BrokenPack:
        """Read one pack whole."""
        async with aclosing(_errand(BOOKS, [folder])) as found:
            async for one in found:
                book: Book | BrokenPack = one
                return book
        raise RuntimeError(f"the process that reads {folder.name} ended without an answer")


async def _errand(what: str, folders: Iterable[Path]) -> AsyncGenerator[Any, None]:
    """Send a process for packs, and yield what it brings of each."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.library.readers", what),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,  # Ctrl-C is for the bot, which ends its errands itself
    )
    done = False
    try:
        if child.stdin is not None and child.stdout is not None:
            child.stdin.write("\n".join(str(folder.absolute()) for folder in folders).encode())
            child.stdin.close()
            while head := await child.stdout.read(HEAD):
                answer = await child.stdout.readexactly(int.from_bytes(head))
                yield pickle.loads(answer)  # noqa: S301 - written by our own child
        done = True
    finally:
        if not done:  # killing one that has ended takes its exit status from asyncio, which then complains
            with suppress(ProcessLookupError):
                child.kill()
        await child.wait()


def _read(folder: Path) -> Book | BrokenPack:
    from bot.library.pack import read_pack

    try:
        return read_pack(folder)
    except BrokenPack as broken:
        return broken


def _run_errand(what: str) -> None:
    """Read the packs whose folders come in, and write out what was found of each."""
    if what == PAGES:
        os.nice(10)  # whoever waits for an answer of the bot comes first
    for folder in sys.stdin.read().splitlines():
        found = _read(Path(folder))
        answer = pickle.dumps(found.title_page if what == PAGES and isinstance(found, Book) else found)
        sys.stdout.buffer.write(len(answer).to_bytes(HEAD) + answer)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        _run_errand(sys.argv[1])
