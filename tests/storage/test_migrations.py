"""A database of the first schema, with rows in every table, opened by the code of today."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text

from bot.domain.club import Club, Reader
from bot.domain.me import Habits
from bot.storage import club as club_rows
from bot.storage import departure, me, places
from bot.storage.database import MIGRATIONS, open_database
from bot.storage.schema import HEAD, metadata
from tests.storage.every_table import everything

FIRST: dict[str, list[tuple[object, ...]]] = {
    "clubs": [
        (1, 10, 100, "Thursday Readers", "anna-karenina", "vi", 555, 71, "2026-01-01 10:00:00.000000"),
        (2, 10, 101, "Nhóm đọc", "anna-karenina", "en", None, 72, "2026-01-02 10:00:00.000000"),
        (3, 20, 200, "Elsewhere", "other", "en", 556, 71, "2026-01-03 10:00:00.000000"),
    ],
    "readers": [
        (1, 71, 10, 864, "2026-01-01 10:00:00.000000"),
        (1, 73, 10, None, "2026-01-04 10:00:00.000000"),
        (3, 73, 20, None, "2026-01-05 10:00:00.000000"),
    ],
    "bookmarks": [
        (1, 10, 1, 71, 0, "2026-01-01 10:00:00.000000"),
        (2, 10, 1, 71, 34, "2026-01-06 10:00:00.123456"),
        (3, 10, 1, 73, 7, "2026-01-04 10:00:00.000000"),
        (4, 20, 3, 73, 1, "2026-01-05 10:00:00.000000"),
    ],
    "habits": [(10, 71, "vi", True), (20, 73, None, True)],
}


def _migrate(connection: Connection, to: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A database that only the first migration has made, with rows in every table it has."""
    path = tmp_path / "samovar.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        _migrate(connection, "0001")
        for table, rows in FIRST.items():
            for row in rows:
                places_of = ", ".join(f":v{n}" for n in range(len(row)))
                values = {f"v{n}": value for n, value in enumerate(row)}
                connection.execute(text(f"INSERT INTO {table} VALUES ({places_of})"), values)  # noqa: S608 - our names
    engine.dispose()
    return path


async def test_every_table_of_the_first_schema_has_rows_here(first: Path) -> None:
    filled = {table for table, rows in everything(first).items() if rows}
    assert filled == set(everything(first)) == {*FIRST, "alembic_version"}


async def test_everything_from_the_first_schema_is_there_afterwards(first: Path) -> None:
    before = everything(first)
    async with open_database(str(first)) as database:
        clubs, readers, habits = await places.load(database, 10)
        assert clubs[1] == Club(1, 10, 100, "Thursday Readers", "anna-karenina", "vi", 555)
        assert clubs[2] == Club(2, 10, 101, "Nhóm đọc", "anna-karenina", "en", None)
        assert readers == {1: {71: Reader(71, 34, 2, 864), 73: Reader(73, 7, 3)}, 2: {}}
        assert habits == {71: Habits("vi", hidden=True)}
        kept = await me.kept(database, 10, 71)
        assert [mark.set_at for mark in kept.clubs[0].marks] == ["2026-01-01T10:00:00Z", "2026-01-06T10:00:00.123456Z"]
        assert kept.clubs[0].opened_at == "2026-01-01T10:00:00Z"
        assert await departure.away(database) == frozenset()
    after = everything(first)
    assert after.pop("departures") == []
    assert after.pop("alembic_version") == [{"version_num": HEAD}]
    before.pop("alembic_version")
    assert after == before


async def test_a_copy_from_before_stays_beside_it_whole_and_of_the_first_schema(first: Path) -> None:
    before = everything(first)
    async with open_database(str(first)):
        pass
    copy = first.with_name(f"samovar.db.before-{HEAD}")
    assert copy.name == "samovar.db.before-0002"
    assert everything(copy) == before
    assert before["alembic_version"] == [{"version_num": "0001"}]


async def test_it_is_the_schema_that_the_code_uses_and_goes_on_from_there(first: Path) -> None:
    async with open_database(str(first)) as database:
        await me.forget(database, 10, 71)
        await club_rows.close_club(database, 20, 3)
    engine = create_engine(f"sqlite:///{first}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    engine.dispose()
    left = everything(first)
    assert [(row["club_id"], row["user_id"]) for row in left["readers"]] == [(1, 73)]
    assert [row["opened_by"] for row in left["clubs"]] == [None, 72]
    assert [row["id"] for row in left["bookmarks"]] == [3]


async def test_a_second_start_changes_nothing(first: Path) -> None:
    async with open_database(str(first)):
        pass
    once = everything(first)
    async with open_database(str(first)):
        pass
    assert everything(first) == once
