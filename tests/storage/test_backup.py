"""Copies of the database: whole or not there at all, and put back only where it is safe."""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.storage import backup as storage
from bot.storage.backup import backup, restore
from bot.storage.database import DatabaseTrouble, open_database
from bot.storage.schema import HEAD

NOON = datetime(2026, 1, 2, 12, 30, 5, tzinfo=UTC)
KEPT = "samovar.db.replaced-2026-01-02T12-30-05"


@pytest.fixture
def path(tmp_path: Path, empty_database: Path) -> Path:
    """The database of a club with one reader, at chapter 3, in a folder of its own."""
    made = tmp_path / "house" / "samovar.db"
    made.parent.mkdir()
    shutil.copy(empty_database, made)
    with _opened(made) as database:
        database.execute(
            "INSERT INTO clubs (id, guild_id, channel_id, name, pack, language, opened_by, opened_at)"
            " VALUES (1, 5, 6, 'Thursday', 'marked', 'en', 7, '2026-01-01')"
        )
        database.execute("INSERT INTO readers (club_id, user_id, guild_id, joined_at) VALUES (1, 9, 5, '2026-01-01')")
    _read_to(made, 3)
    return made


@pytest.fixture
def copy(path: Path, tmp_path: Path) -> Path:
    """A copy of that database as it is now."""
    made = tmp_path / "copy.db"
    backup(str(path), made)
    return made


@pytest.fixture
def running(path: Path) -> Iterator[sqlite3.Connection]:
    """Somebody who has the database open, as a bot has that waits for its readers."""
    with _opened(path) as database:
        database.execute("PRAGMA journal_mode=WAL")
        yield database


def _opened(path: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(path, isolation_level=None, timeout=0))


def _read_to(path: Path, position: int) -> None:
    with _opened(path) as database:
        database.execute(
            "INSERT INTO bookmarks (guild_id, club_id, user_id, position, set_at) VALUES (5, 1, 9, ?, '2026-01-01')",
            (position,),
        )


def _everything(path: Path) -> list[str]:
    with _opened(path) as database:
        return list(database.iterdump())


def _there(path: Path) -> set[str]:
    return {one.name for one in path.parent.iterdir()}


def _refused(path: Path | str, copy: Path) -> str:
    with pytest.raises(DatabaseTrouble) as trouble:
        restore(str(path), copy, NOON)
    return str(trouble.value)


def _not_copied(path: Path | str, copy: Path) -> str:
    with pytest.raises(DatabaseTrouble) as trouble:
        backup(str(path), copy)
    return str(trouble.value)


def test_a_copy_holds_everything_and_is_one_file_that_only_its_owner_reads(path: Path, copy: Path) -> None:
    assert _everything(copy) == _everything(path)
    assert _there(copy) == {"copy.db", "house"}
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_copy_holds_what_was_saved_while_the_bot_runs_and_nothing_unsaved(
    path: Path, running: sqlite3.Connection, tmp_path: Path
) -> None:
    running.execute("UPDATE bookmarks SET position = 4")
    running.execute("BEGIN IMMEDIATE")
    running.execute("UPDATE bookmarks SET position = 5")
    backup(str(path), tmp_path / "copy.db")
    running.execute("COMMIT")
    with _opened(tmp_path / "copy.db") as copy:
        assert copy.execute("SELECT position FROM bookmarks").fetchall() == [(4,)]


def test_a_file_that_is_there_is_never_overwritten(path: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken.db"
    taken.write_text("mine")
    (tmp_path / "link.db").symlink_to("nowhere")
    for one in (taken, tmp_path / "link.db", path.parent, path):
        assert _not_copied(path, one) == f"There is something at {one} already; choose another name for the copy."
    assert taken.read_text() == "mine"


def test_a_file_that_appears_while_the_copy_is_made_is_not_overwritten_either(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.db"
    monkeypatch.setattr(storage, "_reach_the_disk", lambda _part: target.write_text("mine"))
    assert "There is something at" in _not_copied(path, target)
    assert target.read_text() == "mine"
    assert _there(target) == {"copy.db", "house"}


def test_where_the_file_system_has_no_links_the_copy_is_renamed(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_self: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", unknown)
    backup(str(path), tmp_path / "copy.db")
    assert _everything(tmp_path / "copy.db") == _everything(path)
    assert _there(tmp_path / "copy.db") == {"copy.db", "house"}


def test_a_copy_that_does_not_reach_the_disk_is_none(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    told = _not_copied(path, tmp_path / "copy.db")
    assert told == (
        f"The copy {tmp_path / 'copy.db'} cannot be made (No space left on device); "
        "see that its folder is there and has room."
    )
    assert _there(tmp_path / "copy.db") == {"house"}


def test_a_folder_that_is_not_there_is_not_made(path: Path, tmp_path: Path) -> None:
    told = _not_copied(path, tmp_path / "elsewhere" / "copy.db")
    assert "cannot be made (No such file or directory); see that its folder is there" in told
    assert not (tmp_path / "elsewhere").exists()


def test_a_database_that_is_not_there_is_not_made_by_copying_it(tmp_path: Path) -> None:
    told = _not_copied(tmp_path / "none.db", tmp_path / "copy.db")
    assert told == f"There is no database {tmp_path / 'none.db'}; check SAMOVAR_DATABASE."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("setting", ["postgresql://reader:secret@host/samovar", "postgres://host/samovar"])
def test_a_database_server_has_its_own_tool(setting: str, copy: Path) -> None:
    for told in (_not_copied(setting, copy), _refused(setting, copy)):
        assert "pg_dump" in told
        assert "secret" not in told
        assert told.count(".") == 1


@pytest.mark.parametrize("setting", [":memory:", "sqlite://"])
def test_a_database_without_a_file_is_named(setting: str, copy: Path) -> None:
    assert _not_copied(setting, copy) == "SAMOVAR_DATABASE names no file; correct it."
    assert _refused(setting, copy) == "SAMOVAR_DATABASE names no file; correct it."


def test_what_is_not_samovars_is_neither_copied_nor_put_back(path: Path, tmp_path: Path) -> None:
    other, junk = tmp_path / "other.db", tmp_path / "junk.db"
    with _opened(other) as database:
        database.execute("CREATE TABLE alembic_version (version_num TEXT)")
    junk.write_bytes(b"this is no database, " * 100)
    (tmp_path / "empty.db").touch()
    before = _everything(path)
    assert "is not one of Samovar's; check SAMOVAR_DATABASE." in _not_copied(other, tmp_path / "copy.db")
    assert "cannot be read (file is not a database)" in _not_copied(junk, tmp_path / "copy.db")
    for one in (other, junk, tmp_path / "empty.db"):
        assert f"The file {one} is not a Samovar database" in _refused(path, one)
    assert _refused(path, tmp_path / "none.db").startswith(f"There is no file {tmp_path / 'none.db'};")
    assert _everything(path) == before
    assert _there(path) == {"samovar.db"}


def test_what_is_put_back_is_exactly_what_was_copied_and_the_one_before_is_kept(path: Path, copy: Path) -> None:
    copied = _everything(path)
    _read_to(path, 4)
    replaced = _everything(path)
    kept = restore(str(path), copy, NOON)
    assert kept == path.with_name(KEPT)
    assert _everything(path) == _everything(copy) == copied
    assert _everything(kept) == replaced
    assert _there(path) == {"samovar.db", KEPT}


def test_the_one_before_can_be_put_back_in_turn(path: Path, copy: Path) -> None:
    _read_to(path, 4)
    replaced = _everything(path)
    kept = restore(str(path), copy, NOON)
    assert kept is not None
    restore(str(path), kept, NOON.replace(hour=13))
    assert _everything(path) == replaced


async def test_a_bot_opens_what_was_put_back(path: Path, copy: Path) -> None:
    restore(str(path), copy, NOON)
    async with open_database(str(path)):
        pass


def test_what_a_kill_left_in_the_log_file_is_kept_and_does_not_come_through(
    path: Path, copy: Path, running: sqlite3.Connection
) -> None:
    running.execute("UPDATE bookmarks SET position = 4")
    left = path.parent.parent / "left" / "samovar.db"
    shutil.copytree(path.parent, left.parent)
    assert left.with_name("samovar.db-wal").stat().st_size
    kept = restore(str(left), copy, NOON)
    assert kept is not None
    assert _there(left) == {"samovar.db", KEPT}
    assert _everything(left) == _everything(copy)
    with _opened(kept) as database:
        assert database.execute("SELECT position FROM bookmarks").fetchall() == [(4,)]


def test_where_there_is_no_database_the_copy_becomes_it_whatever_log_lies_there(
    path: Path, copy: Path, running: sqlite3.Connection
) -> None:
    running.execute("UPDATE bookmarks SET position = 4")
    new = path.parent.parent / "new" / "deep" / "samovar.db"
    new.parent.mkdir(parents=True)
    shutil.copy(path.with_name("samovar.db-wal"), new.with_name("samovar.db-wal"))
    assert restore(str(new), copy, NOON) is None
    assert _there(new) == {"samovar.db"}
    assert _everything(new) == _everything(copy)


def test_the_folder_of_a_new_database_is_made(copy: Path, tmp_path: Path) -> None:
    restore(str(tmp_path / "new" / "samovar.db"), copy, NOON)
    assert _everything(tmp_path / "new" / "samovar.db") == _everything(copy)


def test_nothing_is_put_back_while_somebody_has_the_database_open(
    path: Path, copy: Path, running: sqlite3.Connection
) -> None:
    running.execute("UPDATE bookmarks SET position = 4")
    before = _there(path)
    assert _refused(path, copy) == (
        f"The database {path} is in use; stop the bot, and whatever else has it open, and restore again."
    )
    assert running.execute("SELECT position FROM bookmarks").fetchall() == [(4,)]
    assert running.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert _there(path) == before


def test_nobody_gets_in_while_a_copy_is_put_back(path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = []

    def knock(*_: object) -> None:
        with _opened(path) as database, pytest.raises(sqlite3.OperationalError) as locked:
            database.execute("SELECT * FROM bookmarks")
        told.append(str(locked.value))

    monkeypatch.setattr(storage, "_keep", knock)
    restore(str(path), copy, NOON)
    assert told == ["database is locked"]


def test_a_copy_that_is_newer_than_the_code_is_refused(path: Path, copy: Path) -> None:
    with _opened(copy) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    assert _refused(path, copy) == (
        f"The file {copy} is newer than this Samovar (schema 9999, known {HEAD}); upgrade Samovar first."
    )
    assert _there(path) == {"samovar.db"}


def test_a_database_that_is_newer_than_the_code_can_be_replaced_by_the_copy_from_before(path: Path, copy: Path) -> None:
    with _opened(path) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    assert restore(str(path), copy, NOON) == path.with_name(KEPT)
    assert _everything(path) == _everything(copy)


def _spoil(path: Path) -> None:
    """Damage a page in the middle of a database: that of the bookmarks, of which its schema knows nothing."""
    with _opened(path) as database:
        database.execute("PRAGMA journal_mode=DELETE")
        [(page,)] = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'bookmarks'").fetchall()
    whole = bytearray(path.read_bytes())
    whole[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(whole)


def test_a_damaged_copy_is_refused(path: Path, copy: Path) -> None:
    _spoil(copy)
    assert f"The file {copy} is damaged (" in _refused(path, copy)
    assert _there(path) == {"samovar.db"}


def test_a_damaged_database_can_be_replaced_and_is_kept_as_it_is(path: Path, copy: Path) -> None:
    _spoil(path)
    damaged = path.read_bytes()
    kept = restore(str(path), copy, NOON)
    assert kept is not None
    assert kept.read_bytes()[4096:] == damaged[4096:]
    assert _everything(path) == _everything(copy)


def test_a_file_that_is_no_database_is_left_where_it_is(copy: Path, tmp_path: Path) -> None:
    picture = tmp_path / "house" / "picture.png"
    picture.write_bytes(b"this is no database, " * 100)
    assert _refused(picture, copy) == (
        f"The database {picture} cannot be read (file is not a database); "
        "if it is Samovar's, move it aside and restore again."
    )
    assert picture.read_bytes().startswith(b"this is no database, ")


def test_somebody_elses_database_is_left_alone(copy: Path, tmp_path: Path) -> None:
    recipes = tmp_path / "recipes.db"
    with _opened(recipes) as database:
        database.execute("CREATE TABLE recipes (name TEXT)")
    before = recipes.read_bytes()
    assert "holds tables that are not Samovar's; choose another" in _refused(recipes, copy)
    assert recipes.read_bytes() == before


def test_the_database_is_not_put_back_into_itself(path: Path, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(path)
    for one in (path, tmp_path / "link.db"):
        assert _refused(path, one) == f"The file {one} is the database itself; name a copy of it."


def test_a_replaced_database_that_cannot_be_kept_is_not_replaced(
    path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    _read_to(path, 4)
    before = _everything(path)
    monkeypatch.setattr("os.fsync", full)
    assert _refused(path, copy) == (
        f"The copy cannot be put into {path} (No space left on device); "
        "see that its folder has room and may be written to."
    )
    assert _everything(path) == before
    assert _there(path) == {"samovar.db"}


def test_a_plain_copy_of_a_stopped_bots_file_can_be_put_back_and_nothing_is_left_beside_it(
    path: Path, tmp_path: Path
) -> None:
    with _opened(path) as database:
        database.execute("PRAGMA journal_mode=WAL")
    plain = tmp_path / "plain.db"
    shutil.copy(path, plain)
    _read_to(path, 4)
    restore(str(path), plain, NOON)
    assert _everything(path) == _everything(plain)
    assert _there(path) == {"samovar.db", KEPT}
    assert _there(plain) == {"plain.db", "house"}
