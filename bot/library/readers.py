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
from bot.domain.config import Config, Fault, Standing
from bot.domain.view import TitlePage
from bot.library.complaints import BrokenPack

log = logging.getLogger(__name__)

PAGES, BOOKS, CONFIG = "pages", "books", "config"
HEAD = 8
"""Bytes before each answer of the process, which say how long it is."""


class Reader(Protocol):
    """Something that reads packs, and what else people write in YAML."""

    def pages(self, folders: Iterable[Path]) -> AsyncIterator[TitlePage | BrokenPack]:
        """Check packs one after another, and yield the title page of each or what is wrong with it."""

    async def book(self, folder: Path) -> Book | BrokenPack:
        """Read one pack whole, or return what is wrong with it."""

    async def config(self, file: bytes, standing: Standing) -> Config | tuple[Fault, ...]:
        """Read a club's configuration, or return what is wrong with it."""


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

    async def config(self, file: bytes, standing: Standing) -> Config | tuple[Fault, ...]:
        """Read a club's configuration."""
        return await asyncio.to_thread(_read_config, file, standing)


class Apart:
    """Reads packs in a process that lives as long as its errand."""

    async def pages(self, folders: Iterable[Path]) -> AsyncIterator[TitlePage | BrokenPack]:
        """Check packs one after another."""
        async with aclosing(_errand(PAGES, _named(folders))) as found:
            async for page in found:
                yield page

    async def book(self, folder: Path) -> Book | BrokenPack:
        """Read one pack whole."""
        book: Book | BrokenPack = await _answer(BOOKS, _named([folder]))
        return book

    async def config(self, file: bytes, standing: Standing) -> Config | tuple[Fault, ...]:
        """Read a club's configuration."""
        config: Config | tuple[Fault, ...] = await _answer(CONFIG, pickle.dumps((file, standing)))
        return config


def _named(folders: Iterable[Path]) -> bytes:
    return "\n".join(str(folder.absolute()) for folder in folders).encode()


async def _answer(what: str, sent: bytes) -> Any:  # noqa: ANN401 - what a process brings is known to who asked
    """Send a process for one thing, and return it."""
    async with aclosing(_errand(what, sent)) as found:
        async for one in found:
            return one
    raise RuntimeError(f"the process that reads {what} ended without an answer")


async def _errand(what: str, sent: bytes) -> AsyncGenerator[Any, None]:
    """Send a process for something that is read from what is `sent`, and yield what it brings, one by one."""
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
            child.stdin.write(sent)
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


def _read_config(file: bytes, standing: Standing) -> Config | tuple[Fault, ...]:
    from bot.library.config import read_config

    return read_config(file, standing)


def _run_errand(what: str) -> None:
    """Read what is asked for by what comes in, and write out what was found of each."""
    sent = sys.stdin.buffer.read()
    if what == CONFIG:
        _bring(_read_config(*pickle.loads(sent)))  # noqa: S301 - sent by our own parent
        return
    if what == PAGES:
        os.nice(10)  # whoever waits for an answer of the bot comes first
    for folder in sent.decode().splitlines():
        found = _read(Path(folder))
        _bring(found.title_page if what == PAGES and isinstance(found, Book) else found)


def _bring(found: object) -> None:
    answer = pickle.dumps(found)
    sys.stdout.buffer.write(len(answer).to_bytes(HEAD) + answer)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        _run_errand(sys.argv[1])
