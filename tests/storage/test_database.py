"""All that readers tell the bot stands in this one file, so opening it and writing to it must be safe."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import event, insert, text
from sqlalchemy.exc import IntegrityError

from bot.domain.club import Club
from bot.storage.database import Database, open_database
from bot.storage.progress import put
from bot.storage.schema import clubs, readers
from tests.storage.rows import ask

PRAGMAS = {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1}
COUNT = "SELECT count(*) FROM clubs"


def a_club(channel_id: int = 11) -> dict[str, object]:
    """Return the values of a row in `clubs`."""
    when = datetime(2026, 11, 20, 19, 0)  # noqa: DTZ001 - as SQLite keeps it, in UTC
    row: dict[str, object] = {"guild_id": 1, "channel_id": channel_id, "opened_by": 7, "opened_at": when}
    return row | {"name": "Mondays", "pack": "marked", "language": "en"}


@pytest.fixture(params=["kept", "taken"])
async def database(path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    """A database that keeps a connection for single statements, and one that takes any, as on a server."""
    async with open_database(str(path)) as one:
        yield one if request.param == "kept" else Database(one._engine, None)


@pytest.mark.parametrize(("pragma", "wanted"), PRAGMAS.items())
async def test_every_connection_is_set_up_alike(database: Database, pragma: str, wanted: object) -> None:
    statement = text(f"PRAGMA {pragma}")
    assert (await database.single(statement)).scalar_one() == wanted
    async with database.together() as connection:
        assert (await connection.execute(statement)).scalar_one() == wanted


async def test_a_single_statement_is_saved_by_itself(database: Database, path: Path) -> None:
    await database.single(insert(clubs).values(a_club()))
    assert ask(path, COUNT) == [(1,)]
    async with database.together() as connection:
        assert (await connection.execute(text(COUNT))).scalar_one() == 1


async def test_a_single_statement_leaves_the_file_free_for_others(database: Database, path: Path) -> None:
    await database.single(insert(clubs).values(a_club()))
    await database.single(text(COUNT))
    assert ask(path, "UPDATE clubs SET name = 'Tuesdays' RETURNING name") == [("Tuesdays",)]
    assert (await database.single(text("SELECT name FROM clubs"))).scalar_one() == "Tuesdays"


async def test_a_single_statement_that_fails_does_not_spoil_the_next(database: Database, path: Path) -> None:
    await database.single(insert(clubs).values(a_club(11)))
    with pytest.raises(IntegrityError):
        await database.single(insert(clubs).values(a_club(11)))
    await database.single(insert(clubs).values(a_club(12)))
    assert ask(path, COUNT) == [(2,)]


async def test_a_statement_is_carried_out_even_when_whoever_asked_goes_away(path: Path) -> None:
    """Else SQLAlchemy gives the kept connection up, and every later statement fails."""
    async with open_database(str(path)) as database:
        sent = asyncio.Event()
        event.listen(database._engine.sync_engine, "before_cursor_execute", lambda *_: sent.set())
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            task = asyncio.create_task(database.single(insert(clubs).values(a_club(11))))
            await sent.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            other.execute("ROLLBACK")
        await database.single(insert(clubs).values(a_club(12)))
        assert ask(path, "SELECT channel_id FROM clubs") == [(11,), (12,)]


async def test_a_hundred_statements_at_once_each_get_their_own_answer(database: Database) -> None:
    asked = (database.single(text("SELECT :n"), {"n": n}) for n in range(100))
    assert [found.scalar_one() for found in await asyncio.gather(*asked)] == list(range(100))


async def test_what_belongs_together_is_seen_only_when_all_of_it_is_there(database: Database, path: Path) -> None:
    async with database.together() as connection:
        for channel in (11, 12):
            await connection.execute(insert(clubs).values(a_club(channel)))
            assert ask(path, COUNT) == [(0,)]
        assert (await database.single(text(COUNT))).scalar_one() == 0
    assert ask(path, COUNT) == [(2,)]


async def test_what_belongs_together_is_undone_together(database: Database, path: Path) -> None:
    async def write_and_fail() -> None:
        async with database.together() as connection:
            await connection.execute(insert(clubs).values(a_club()))
            raise LookupError

    with pytest.raises(LookupError):
        await write_and_fail()
    assert ask(path, COUNT) == [(0,)]
    await database.single(insert(clubs).values(a_club()))
    assert ask(path, COUNT) == [(1,)]


async def test_together_takes_the_write_lock_before_its_first_statement(database: Database, path: Path) -> None:
    async with database.together():
        assert ask(path, COUNT) == [(0,)]
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            ask(path, "BEGIN IMMEDIATE")
    assert ask(path, "BEGIN IMMEDIATE") == []


async def test_writers_that_come_together_wait_for_one_another(database: Database, club: Club, path: Path) -> None:
    async def rename() -> None:
        async with database.together() as connection:
            name = (await connection.execute(text("SELECT name FROM clubs"))).scalar_one()
            await connection.execute(text("UPDATE clubs SET name = :name"), {"name": f"{name}!"})

    await asyncio.gather(*(rename() for _ in range(12)))
    assert ask(path, "SELECT name FROM clubs WHERE id = ?", club.id) == [(club.name + "!" * 12,)]


async def test_a_row_of_a_club_that_is_not_there_is_refused_on_both_connections(
    database: Database, now: datetime, path: Path
) -> None:
    with pytest.raises(IntegrityError):
        await put(database, 1, 99, 5, 3, now)
    with pytest.raises(IntegrityError):
        async with database.together() as connection:
            await connection.execute(insert(readers).values(club_id=99, user_id=5, guild_id=1, joined_at=now))
    assert ask(path, "SELECT * FROM bookmarks") == ask(path, "SELECT * FROM readers") == []


async def test_an_error_of_the_database_does_not_tell_what_a_reader_wrote(database: Database) -> None:
    await database.single(insert(clubs).values(a_club() | {"name": "a secret"}))
    with pytest.raises(IntegrityError) as refused:
        await database.single(insert(clubs).values(a_club() | {"name": "a secret"}))
    assert "a secret" not in str(refused.value)


async def test_a_closed_database_is_one_file_that_can_be_carried_away(path: Path, tmp_path: Path) -> None:
    async with open_database(str(path)) as database:
        await database.single(insert(clubs).values(a_club()))
    copy = shutil.copy(path, tmp_path / "copy.db")
    assert ask(Path(copy), COUNT) == [(1,)]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["copy.db", "samovar.db"]
