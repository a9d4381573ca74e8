"""Lets the bot fail at one chosen moment: before or after a step of its database, or before or after a request.

The moments are met by running, below everything of ours: a step that is added tomorrow is one more of them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite

from bot.simulated import overseeing

STEPS = ("do_execute", "do_execute_no_params", "do_executemany", "do_commit")
"""Whatever SQLAlchemy lets a database do; a roll-back is what a crash does by itself."""
ANSWER, CHANGE = 4, 7
FAULT = "Something went wrong on my side"


class Crash(Exception):
    """What the chosen moment raises."""


class Fuse:
    """Counts the moments while it is set; `told` are the answers that reached the reader meanwhile."""

    def __init__(self) -> None:
        self.blown = False
        self.told: list[str] = []
        self._left: int | None = None
        self._for_good = False

    @contextmanager
    def set(self, moment: int, *, for_good: bool = False) -> Iterator[None]:
        """Fail at a moment, counted from 1; `for_good` lets all that follows fail too, as in a killed process."""
        self.told.clear()
        self.blown, self._left, self._for_good = False, moment, for_good
        try:
            yield
        finally:
            self._left = None

    @property
    def acknowledged(self) -> bool:
        """Whether the reader was told anything but that something went wrong."""
        return any(FAULT not in told for told in self.told)

    def request(self, path: str, body: Any, act: Callable[[], Any]) -> Any:
        """Carry out a request to Discord."""
        return self.carry_out(lambda: self._note(path, body, act()))

    def _note(self, path: str, body: Any, done: Any) -> Any:
        deferred = path.endswith("/callback") and body["type"] not in (ANSWER, CHANGE)
        if path.startswith(("/interactions/", "/webhooks/")) and not deferred:
            self.told.append(str(body))
        return done

    def carry_out(self, act: Callable[..., Any], *values: Any, **others: Any) -> Any:
        """Do something, with a moment before it and one after it."""
        self._touch()
        done = act(*values, **others)
        self._touch()
        return done

    def _touch(self) -> None:
        if self._left is None:
            return
        self._left -= 1
        if self._left == 0:
            self.blown = True
        if self.blown and (self._left == 0 or self._for_good):
            raise Crash


@contextmanager
def fuse() -> Iterator[Fuse]:
    """Put a fuse under every database and every request of whatever bot runs meanwhile."""
    one = Fuse()
    with pytest.MonkeyPatch.context() as patch, overseeing(one.request):
        # The simulated Discord waits, in real seconds, for whoever sleeps for less than a minute.
        patch.setattr("bot.services.work.AFTER_A_FAULT", 3_600)
        for step in STEPS:
            original = getattr(SQLiteDialect_aiosqlite, step)

            def watched(*values: Any, original: Callable[..., Any] = original, **others: Any) -> Any:
                return one.carry_out(original, *values, **others)

            patch.setattr(SQLiteDialect_aiosqlite, step, watched)
        yield one
