"""Looking at a database from outside, with nothing of ours in between."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any


def ask(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Carry out one statement with plain sqlite3, save it, and return its rows; a lock is not waited for."""
    with closing(sqlite3.connect(path, timeout=0)) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        rows = connection.execute(sql, values).fetchall()
        connection.commit()
        return rows


def dump(path: Path) -> list[str]:
    """Return everything that stands in a database."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


@contextmanager
def changes(path: str) -> Iterator[Callable[[], bool]]:
    """Yield what tells whether anybody has saved anything since it was asked last; at first somebody has."""
    seen: object = None
    with closing(sqlite3.connect(path)) as connection:

        def changed() -> bool:
            nonlocal seen
            before, (seen,) = seen, connection.execute("PRAGMA data_version").fetchone()
            return bool(seen != before)

        yield changed
