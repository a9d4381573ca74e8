"""A host starts the bot on whatever lies at the address: nothing may be lost, and every no must say what to do."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from bot.storage import database as databases
from bot.storage.database import MIGRATIONS, DatabaseTrouble, address, check_sqlite, open_database
from bot.storage.schema import HEAD, metadata
from tests.storage.rows import ask, dump

NEVER = "this database must not be upgraded"


def reopen(setting: str | Path) -> None:
    """Open a database and close it again."""

    async def once() -> None:
        async with open_database(str(setting)):
            pass

    asyncio.run(once())


def trouble(setting: str | Path) -> str:
    """Return the sentence with which a database is refused."""
    with pytest.raises(DatabaseTrouble) as refused:
        reopen(setting)
    return str(refused.value)


@pytest.fixture
def upgrading(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the upgrade be one statement, as a later migration would be."""

    def instead(sql: str) -> None:
        def upgrade(connection: Connection) -> None:
            assert sql != NEVER, NEVER
            connection.execute(text(sql))
            connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": HEAD})

        monkeypatch.setattr(databases, "_upgrade", upgrade)

    return instead


@pytest.fixture
def old(path: Path) -> Path:
    """A database of an older Samovar that holds a club."""
    ask(path, "UPDATE alembic_version SET version_num = '0000'")
    ask(
        path,
        "INSERT INTO clubs (id, guild_id, channel_id, name, pack, language, opened_by, opened_at) "
        "VALUES (1, 2, 3, 'Thứ Hai', 'marked', 'vi', 4, '2026-11-20')",
    )
    return path


def test_a_new_database_gets_every_table_of_the_schema(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "samovar.db"
    reopen(path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata) == []
    engine.dispose()
    assert ask(path, "SELECT version_num FROM alembic_version") == [(HEAD,)]
    assert [one.name for one in path.parent.iterdir()] == ["samovar.db"]


def test_the_newest_migration_is_the_one_the_schema_names() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [HEAD]


def test_opening_a_second_time_changes_nothing(path: Path, upgrading: Callable[[str], None]) -> None:
    ask(
        path,
        "INSERT INTO clubs (id, guild_id, channel_id, name, pack, language, opened_by, opened_at) "
        "VALUES (1, 2, 3, 'Thứ Hai', 'marked', 'vi', 4, '2026-11-20')",
    )
    upgrading(NEVER)
    before = dump(path)
    reopen(path)
    reopen(path)
    assert dump(path) == before
    assert [one.name for one in path.parent.iterdir()] == ["samovar.db"]


def test_an_older_database_is_copied_beside_itself_before_it_is_upgraded(
    old: Path, upgrading: Callable[[str], None]
) -> None:
    upgrading("UPDATE clubs SET name = 'Mondays'")
    before = dump(old)
    reopen(old)
    copy = old.with_name(f"{old.name}.before-{HEAD}")
    assert dump(copy) == before
    assert ask(old, "SELECT name FROM clubs") == [("Mondays",)]
    assert ask(old, "SELECT version_num FROM alembic_version") == [(HEAD,)]


def test_the_copy_of_an_upgrade_that_was_given_up_is_replaced_at_the_next(
    old: Path, upgrading: Callable[[str], None]
) -> None:
    copy = old.with_name(f"{old.name}.before-{HEAD}")
    copy.write_bytes(b"half a copy")
    upgrading("UPDATE clubs SET name = 'Mondays'")
    reopen(old)
    assert ask(copy, "SELECT name FROM clubs") == [("Thứ Hai",)]


def test_an_upgrade_that_fails_is_undone_and_named(old: Path, upgrading: Callable[[str], None]) -> None:
    before = dump(old)
    upgrading("INSERT INTO clubs SELECT * FROM clubs")
    assert trouble(old).startswith(f"The database {old} cannot be opened (UNIQUE constraint failed")
    assert dump(old) == before


def test_a_newer_database_is_left_alone(path: Path, upgrading: Callable[[str], None]) -> None:
    upgrading(NEVER)
    ask(path, "UPDATE alembic_version SET version_num = '9999'")
    before = dump(path)
    assert trouble(path) == (
        f"The database {path} is newer than this Samovar (schema 9999, known {HEAD}); upgrade Samovar."
    )
    assert dump(path) == before


def test_a_strangers_tables_are_left_alone(tmp_path: Path, upgrading: Callable[[str], None]) -> None:
    upgrading(NEVER)
    path = tmp_path / "stranger.db"
    ask(path, "CREATE TABLE songs (title TEXT)")
    before = dump(path)
    assert trouble(path) == f"The database {path} holds tables that are not Samovar's; choose another SAMOVAR_DATABASE."
    assert dump(path) == before


def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "poem.txt"
    path.write_text("All happy families are alike. " * 100)
    assert trouble(path) == (
        f"The database {path} cannot be opened (file is not a database); check SAMOVAR_DATABASE and its permissions."
    )
    assert path.read_text().startswith("All happy families")


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    assert trouble(tmp_path).startswith(f"The database {tmp_path} cannot be opened (it is a folder)")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "samovar.db"
    assert trouble(path) == (f"The folder for {path} cannot be made (File exists); choose another SAMOVAR_DATABASE.")


@pytest.mark.parametrize("kind", ["nonsense", "http", "mysql"])
def test_a_kind_of_database_without_a_driver_is_named_without_its_password(kind: str) -> None:
    assert trouble(f"{kind}://user:secret@localhost/books") == (
        f"There is no driver for {kind}; use a file, or install Samovar with its postgres extra."
    )


@pytest.mark.parametrize(
    ("setting", "kind", "database"),
    [
        ("data/samovar.db", "sqlite+aiosqlite", "data/samovar.db"),
        ("/var/lib/samovar 1%/sách.db", "sqlite+aiosqlite", "/var/lib/samovar 1%/sách.db"),
        ("C:\\samovar\\samovar.db", "sqlite+aiosqlite", "C:\\samovar\\samovar.db"),
        ("sqlite:///data/samovar.db", "sqlite+aiosqlite", "data/samovar.db"),
        ("sqlite:////var/samovar.db", "sqlite+aiosqlite", "/var/samovar.db"),
        ("sqlite+aiosqlite:///samovar.db", "sqlite+aiosqlite", "samovar.db"),
        ("postgresql://user@host:5432/books", "postgresql+asyncpg", "books"),
        ("postgres://user@host/books", "postgresql+asyncpg", "books"),
        ("postgresql+asyncpg://user@host/books", "postgresql+asyncpg", "books"),
        ("postgresql+psycopg://user@host/books", "postgresql+psycopg", "books"),
    ],
)
def test_a_setting_is_a_file_or_a_database_url(setting: str, kind: str, database: str) -> None:
    url = address(setting)
    assert (url.drivername, url.database) == (kind, database)


def test_a_url_keeps_its_user_and_its_password() -> None:
    url = address("postgres://anna:k%40renina@host:5433/books")
    assert (url.username, url.password, url.host, url.port) == ("anna", "k@renina", "host", 5433)


@pytest.mark.parametrize(
    "setting",
    ["://", "a b://c", "://books", "postgresql://user:secret@host:port/books", "postgresql://host:54 32/books"],
)
def test_rubbish_is_refused_without_repeating_it(setting: str) -> None:
    with pytest.raises(DatabaseTrouble) as refused:
        address(setting)
    assert str(refused.value) == "SAMOVAR_DATABASE is neither a file nor a database URL; correct it."


def test_an_sqlite_that_is_too_old_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    check_sqlite()
    monkeypatch.setattr(databases, "SQLITE_LEAST", (99, 0))
    with pytest.raises(DatabaseTrouble) as refused:
        check_sqlite()
    assert str(refused.value).startswith(f"Python's SQLite is {sqlite3.sqlite_version}; Samovar needs ")
