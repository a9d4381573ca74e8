"""Copying the database while the bot runs, and putting a copy back while it does not (decision 0010).

Both speak to SQLite directly: they serve a host at a command line, not a club, and need locks of their own.
"""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from bot.storage.database import DatabaseTrouble, address, check_sqlite
from bot.storage.schema import HEAD

OURS = {"alembic_version", "clubs", "bookmarks"}
"""Tables by which a database of Samovar is known, whatever its schema's version."""
PATIENCE = 10.0
"""Seconds for which a lock is waited for that somebody holds only for a moment, as a bot does when it stops."""


def backup(setting: str, copy: Path) -> None:
    """Copy the database that `setting` names to the new file `copy`; a bot may be writing to it meanwhile.

    Raises DatabaseTrouble with a sentence for the host; then there is no `copy`.
    """
    path = _file(setting)
    if not path.is_file():
        raise DatabaseTrouble(f"There is no database {path}; check SAMOVAR_DATABASE.")
    _refuse_taken(copy)
    with closing(_open(path, PATIENCE)) as connection:
        with _told(f"The database {path} cannot be read", "check SAMOVAR_DATABASE and its permissions"):
            if _version(connection) is None:
                raise DatabaseTrouble(f"The database {path} is not one of Samovar's; check SAMOVAR_DATABASE.")
        with (
            _told(f"The copy {copy} cannot be made", "see that its folder is there and has room"),
            _beside(copy) as part,
        ):
            connection.execute("VACUUM INTO ?", (str(part),))


def restore(setting: str, copy: Path, now: datetime) -> Path | None:
    """Put what `copy` holds into the database that `setting` names, which nobody may have open.

    Returns where the database that was there before is kept; None where there was none.
    Raises DatabaseTrouble with a sentence for the host; then the database is as it was.
    """
    path = _file(setting)
    if not copy.is_file():
        raise DatabaseTrouble(f"There is no file {copy}; name a copy that `python -m bot backup` made.")
    if path.exists() and path.samefile(copy):
        raise DatabaseTrouble(f"The file {copy} is the database itself; name a copy of it.")
    with closing(_open(copy, PATIENCE)) as source:
        _judge(source, copy)
        with _told(f"The copy cannot be put into {path}", "see that its folder has room and may be written to"):
            return _put(source, path, now)


def _put(source: sqlite3.Connection, path: Path, now: datetime) -> Path | None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = kept = None
    with suppress(FileExistsError):
        path.touch(mode=0o600, exist_ok=False)
        fresh = path
    try:
        with _alone_with(path) as target:
            if _version(target) is not None:
                kept = path.with_name(f"{path.name}.replaced-{now:%Y-%m-%dT%H-%M-%S}")
                _keep(target, kept)
            source.backup(target)
    except BaseException:
        for made in (fresh, kept):
            if made is not None:
                made.unlink(missing_ok=True)
        raise
    return kept


def _file(setting: str) -> Path:
    check_sqlite()
    url = address(setting)
    if url.get_backend_name() != "sqlite":
        raise DatabaseTrouble(
            "SAMOVAR_DATABASE is on a database server; copy it with pg_dump, put it back with pg_restore."
        )
    if not url.database or url.database == ":memory:":
        raise DatabaseTrouble("SAMOVAR_DATABASE names no file; correct it.")
    return Path(url.database)


def _open(path: Path, patience: float) -> sqlite3.Connection:
    """Open a file that is there, and never make one; `patience` is how long it waits where it is locked."""
    with _told(f"The file {path} cannot be opened", "check its permissions"):
        uri = f"{path.absolute().as_uri()}?mode=rw"
        return sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None)


def _version(connection: sqlite3.Connection) -> str | None:
    """Return the version of Samovar's schema; None where the tables are somebody else's, or there are none."""
    if not _tables(connection) >= OURS:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


def _judge(source: sqlite3.Connection, copy: Path) -> None:
    """Begin to read `copy`, and refuse what is not a whole database of a Samovar that this one knows."""
    with _told(f"The file {copy} is not a Samovar database", "name a copy that `python -m bot backup` made"):
        source.execute("BEGIN")  # what is judged now is what is put back
        version = _version(source)
        (found,) = source.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise DatabaseTrouble(f"The file {copy} is damaged ({found}); name another copy.")
    if version is None:
        raise DatabaseTrouble(
            f"The file {copy} is not a Samovar database; name a copy that `python -m bot backup` made."
        )
    if version > HEAD:
        raise DatabaseTrouble(
            f"The file {copy} is newer than this Samovar (schema {version}, known {HEAD}); upgrade Samovar first."
        )


@contextmanager
def _alone_with(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection that nobody has beside it, on one file: what stood in the log files is in it.

    Leaving the write-ahead log takes SQLite's exclusive lock, which fails while anybody has the database
    open, and which is then kept: a bot that starts meanwhile waits, and finds what was put back.
    """
    with closing(_open(path, 0)) as connection:
        hint = "if it is Samovar's, move it aside and restore again"
        with _told(f"The database {path} cannot be read", hint), _nobody_else(path):
            if _tables(connection) and _version(connection) is None:
                raise DatabaseTrouble(
                    f"The database {path} holds tables that are not Samovar's; choose another SAMOVAR_DATABASE."
                )
            for step in ("PRAGMA locking_mode=EXCLUSIVE", "PRAGMA journal_mode=DELETE", "BEGIN EXCLUSIVE", "COMMIT"):
                connection.execute(step)
        try:
            yield connection
        finally:
            # Let go in this order, or SQLite leaves an empty journal behind.
            with suppress(sqlite3.Error):
                for step in ("PRAGMA journal_mode=DELETE", "PRAGMA locking_mode=NORMAL", "SELECT 1 FROM sqlite_schema"):
                    connection.execute(step).fetchall()


@contextmanager
def _nobody_else(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        raise DatabaseTrouble(
            f"The database {path} is in use; stop the bot, and whatever else has it open, and restore again."
        ) from error


def _keep(target: sqlite3.Connection, kept: Path) -> None:
    """Copy the database page by page, for it may be the damaged one that somebody wants to be rid of."""
    with _beside(kept) as part, closing(sqlite3.connect(part)) as aside:
        target.backup(aside)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Yield an empty file beside `target`, only ours to read; written whole, it takes that name.

    Whatever happens, there is never less than a whole file under the name.
    """
    handle, name = tempfile.mkstemp(prefix=f"{target.name}.", suffix=".part", dir=target.absolute().parent)
    os.close(handle)
    part = Path(name)
    try:
        yield part
        _reach_the_disk(part)
        try:
            target.hardlink_to(part)
        except FileExistsError:
            _refuse_taken(target)
        except OSError:  # a file system without links
            _refuse_taken(target)
            part.rename(target)
        _reach_the_disk(part.parent)
    finally:
        for left in (part, Path(f"{part}-journal")):
            left.unlink(missing_ok=True)


def _reach_the_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refuse_taken(target: Path) -> None:
    if os.path.lexists(target):
        raise DatabaseTrouble(f"There is something at {target} already; choose another name for the copy.")


@contextmanager
def _told(what: str, hint: str) -> Iterator[None]:
    """Turn what SQLite and the system complain of into one sentence for the host."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        cause = error.strerror if isinstance(error, OSError) else error
        raise DatabaseTrouble(f"{what} ({cause}); {hint}.") from error
