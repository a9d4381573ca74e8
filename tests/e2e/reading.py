"""Packs read once in a run for all the tests that open a bot over them: reading is tried where it is the matter."""

from pathlib import Path

from bot.domain.book import Book
from bot.library.complaints import BrokenPack
from bot.library.readers import Here

_read: dict[tuple[object, ...], Book | BrokenPack] = {}


class ReadOnce(Here):
    """Reads a pack in this process, unless it has been read before and no file of it has changed since."""

    async def book(self, folder: Path) -> Book | BrokenPack:
        """Read one pack whole, or remember it."""
        files = sorted(folder.rglob("*.yaml"))
        state = (folder, *((file, file.stat().st_mtime_ns) for file in files))
        if state not in _read:
            _read[state] = await super().book(folder)
        return _read[state]
