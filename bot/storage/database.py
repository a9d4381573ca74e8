"""Opening the database: the engine, its settings on SQLite, and bringing it up to date."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Executable, Result, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.storage.schema import HEAD

log = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).with_name("migrations")


class DatabaseTrouble(Exception):
    """The database cannot be used; the message says what to do."""


def address(setting: str) -> URL:
    """Turn SAMOVAR_DATABASE, a file or a database URL, into the URL of an async engine."""
    if "://" not in setting:
        return URL.create("sqlite+aiosqlite", database=setting)
    try:
        url = make_url(setting)
    except (ArgumentError, ValueError):
        raise DatabaseTrouble("SAMOVAR_DATABASE is neither a file nor a database URL; correct it.") from None
    drivers = {
        "sqlite": "sqlite+aiosqlite",
        "postgresql": "postgresql+asyncpg",
        "postgres": "postgresql+asyncpg",
    }
    return url.set(drivername=drivers.get(url.drivername, url.drivername))


class Database:
    """The connections: one kept for single statements, and a pool for several that stand or fall together."""

    def __init__(self, engine: AsyncEngine, kept: AsyncConnection | None) -> None:
        """Use `kept` for single statements; None takes one from the pool each time, as servers want it."""
        self._engine = engine
        self._kept = kept
        self._turn = asyncio.Lock()

    async def single(self, statement: Executable, values: Mapping[str, object] | None = None) -> Result[Any]:
        """Carry out one statement that is saved by itself; `values` fill in its bound parameters.

        It is carried out to its end even when whoever asked for it goes away: half a statement would spoil
        the connection for the next.
        """
        return await asyncio.shield(self._carry_out(statement, values))

    async def _carry_out(self, statement: Executable, values: Mapping[str, object] | None) -> Result[Any]:
        """Use the kept connection on SQLite, one from the pool elsewhere.

        On SQLite, taking one from the pool and giving it back costs more, in turns of its thread, than the
        statement. A server may hang up, and the pool finds that out.
        """
        if self._kept is not None:
            async with self._turn:
                return await self._kept.execute(statement, values)
        async with self._engine.connect() as taken:
            connection = await taken.execution_options(isolation_level="AUTOCOMMIT")
            result = await connection.execute(statement, values)
            # Rows are fetched now: afterwards the connection is somebody else's.
            return result.freeze()() if result.returns_rows else result

    @asynccontextmanager
    async def together(self) -> AsyncIterator[AsyncConnection]:
        """Yield a connection in one transaction, saved at the end and undone on an exception."""
        async with self._engine.begin() as connection:
            yield connection


@asynccontextmanager
async def open_database(setting: str) -> AsyncIterator[Database]:
    """Open the database that `setting` names, migrated to the newest schema after a copy.

    Raises DatabaseTrouble with a sentence for the host when it cannot be used.
    """
    url = address(setting)
    engine = _engine(url)
    try:
        try:
            await _bring_up_to_date(engine, url)
        except (SQLAlchemyError, OSError) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            raise DatabaseTrouble(
                f"The database {_name(url)} cannot be opened ({cause}); check SAMOVAR_DATABASE and its permissions."
            ) from error
        if url.get_backend_name() != "sqlite":
            yield Database(engine, None)
        else:
            async with engine.connect() as kept:
                yield Database(engine, await kept.execution_options(isolation_level="AUTOCOMMIT"))
    finally:
        await engine.dispose()


def _engine(url: URL) -> AsyncEngine:
    try:
        if url.get_backend_name() == "sqlite":
            if url.database and url.database != ":memory:":
                if Path(url.database).is_dir():
                    raise DatabaseTrouble(
                        f"The database {url.database} cannot be opened (it is a folder); "
                        "name a file in SAMOVAR_DATABASE."
                    )
                Path(url.database).parent.mkdir(parents=True, exist_ok=True)
            engine = create_async_engine(url, hide_parameters=True, connect_args={"timeout": 10})
            event.listen(engine.sync_engine, "connect", _prepare)
            event.listen(engine.sync_engine, "begin", _begin)
            return engine
        return create_async_engine(url, hide_parameters=True, pool_pre_ping=True)
    except (SQLAlchemyError, ImportError) as error:
        raise DatabaseTrouble(
            f"There is no driver for {url.drivername}; use a file, or install Samovar with its postgres extra."
        ) from error
    except OSError as error:
        raise DatabaseTrouble(
            f"The folder for {_name(url)} cannot be made ({error.strerror}); choose another SAMOVAR_DATABASE."
        ) from error


def _prepare(connection: DBAPIConnection, _record: object) -> None:
    """Set up one SQLite connection: write-ahead log, no wait for the disk at each commit, foreign keys.

    What is deleted is overwritten too: it must not stay readable in the file's free pages.
    """
    connection.isolation_level = None  # the driver must not begin transactions of its own
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON", "cache_size=-2000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Take the write lock at the start: a transaction that reads first and writes later would fail at once.

    SQLAlchemy announces a beginning on connections that commit by themselves too; those have none.
    """
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE")


async def _bring_up_to_date(engine: AsyncEngine, url: URL) -> None:
    async with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        version, empty = await connection.run_sync(_version)
    if version == HEAD:
        return
    if version is not None and version > HEAD:
        raise DatabaseTrouble(
            f"The database {_name(url)} is newer than this Samovar (schema {version}, known {HEAD}); upgrade Samovar."
        )
    if version is None and not empty:
        raise DatabaseTrouble(
            f"The database {_name(url)} holds tables that are not Samovar's; choose another SAMOVAR_DATABASE."
        )
    if version is not None and url.get_backend_name() == "sqlite":
        await _copy(engine, f"{url.database}.before-{HEAD}")
    async with engine.connect() as connection:
        await _heed_foreign_keys(connection, heed=False)
        try:
            async with connection.begin():
                await connection.run_sync(_upgrade)
        finally:
            await _heed_foreign_keys(connection, heed=True)


async def _heed_foreign_keys(connection: AsyncConnection, *, heed: bool) -> None:
    """Switch foreign keys on or off, which SQLite does only outside a transaction.

    A migration that builds a table anew drops the old one, and whatever refers to it would go along.
    """
    if connection.dialect.name == "sqlite":
        driver = (await connection.get_raw_connection()).driver_connection
        await driver.execute(f"PRAGMA foreign_keys={'ON' if heed else 'OFF'}")  # type: ignore[union-attr]


def _version(connection: Connection) -> tuple[str | None, bool]:
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        return None, not tables
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar(), False


async def _copy(engine: AsyncEngine, target: str) -> None:
    """Copy the database as it is before it is changed; an older copy of the same step is replaced."""
    Path(target).unlink(missing_ok=True)  # noqa: ASYNC240 - before anybody is served
    async with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        await connection.execute(text("VACUUM INTO :target"), {"target": target})
    log.info("The database was copied to %s before it is migrated.", target)


def _upgrade(connection: Connection) -> None:
    """Run the migrations; Alembic is loaded only when there is something to migrate."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)


def _name(url: URL) -> str:
    return url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string()


SQLITE_LEAST = (3, 35)
"""The first SQLite with RETURNING."""


def check_sqlite() -> None:
    """Raise DatabaseTrouble where Python's SQLite is too old for our queries."""
    if sqlite3.sqlite_version_info < SQLITE_LEAST:
        raise DatabaseTrouble(f"Python's SQLite is {sqlite3.sqlite_version}; Samovar needs 3.35 or newer.")
