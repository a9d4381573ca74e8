"""The real `backup` and `restore` beside the real bot: copies made while readers go on, put back while nobody does."""

import asyncio
import resource
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import TROUBLE
from tests.e2e.test_process import _bookmarks, _set_bookmark
from tests.e2e.wire import GUILD, ROOT, Wire, outside, process, wire, with_a_club

BOOKMARKS, COPIES, AT_ONCE = 200, 5, 8
OLD = 50_000
"""Bookmarks of another server, so that a copy takes a while."""


def _around(folder: Path) -> dict[str, str]:
    return {**outside(), "PYTHONPATH": str(ROOT), "SAMOVAR_DATABASE": str(folder / "samovar.db")}


async def _bot(folder: Path, *arguments: str, room: int | None = None) -> tuple[int, str, str]:
    """Carry out one command over the database in `folder`, with `room` bytes for a file; return what it said."""

    def narrow() -> None:
        if room is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        cwd=folder,
        env=_around(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=narrow,
    )
    out, err = await asyncio.wait_for(running.communicate(), 60)
    assert running.returncode is not None
    return running.returncode, out.decode(), err.decode()


async def _refused(folder: Path, *arguments: str, room: int | None = None) -> str:
    """Carry out a command that fails, as every one does here: one sentence, and nothing new in the folder."""
    before = {one.name for one in folder.iterdir()}
    status, out, err = await _bot(folder, *arguments, room=room)
    assert (status, out, err.count("\n")) == (TROUBLE, "", 1)
    assert {one.name for one in folder.iterdir()} == before
    return err.strip()


def _everything(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return list(database.iterdump())


def _fill(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute(
            "INSERT INTO clubs (id, guild_id, channel_id, name, pack, language, opened_by, opened_at)"
            " VALUES (9, 5, 6, 'Old', 'old', 'en', 7, '2020-01-01')"
        )
        rows = ((5, 9, user, 1, "2020-01-01") for user in range(OLD))
        database.executemany(
            "INSERT INTO bookmarks (guild_id, club_id, user_id, position, set_at) VALUES (?, ?, ?, ?, ?)", rows
        )
        database.commit()


def _of_the_club(path: Path) -> list[int]:
    """Return who set their bookmark in the club of the wire, in the order in which these were saved."""
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        # Joining saves one at the beginning of the book, which nobody asked for.
        query = "SELECT user_id FROM bookmarks WHERE guild_id = ? AND position = 3 ORDER BY id"
        found = database.execute(query, (GUILD,))
        return [user for (user,) in found]


async def _set_many(discord: Wire, enough: asyncio.Event) -> None:
    """Let reader after reader set a bookmark, some at once, two hundred and until it is enough."""
    sent = 0
    while sent < BOOKMARKS or not enough.is_set():
        for _ in range(AT_ONCE):
            await _set_bookmark(discord, sent, user=sent)
            sent += 1
        await discord.until_answered(sent)


async def test_every_copy_made_while_two_hundred_bookmarks_are_set_is_whole(tmp_path: Path) -> None:
    await with_a_club(tmp_path)
    _fill(tmp_path / "samovar.db")
    enough = asyncio.Event()
    overtaken = 0
    async with wire() as discord, process(discord.url, tmp_path) as running:
        await asyncio.wait_for(discord.ready.wait(), 30)
        setting = asyncio.create_task(_set_many(discord, enough))
        for number in range(COPIES):
            if number == COPIES - 1:  # the last while the bot has nothing to do, and its log is yet to be cleared
                enough.set()
                await asyncio.wait_for(setting, 60)
            await asyncio.wait_for(discord.until_answered(BOOKMARKS * number // COPIES + 1), 30)
            answered = {int(one) for one in discord.answered}
            copy = tmp_path / f"copy-{number}.db"
            assert await _bot(tmp_path, "backup", str(copy)) == (0, f"The database is copied to {copy}.\n", "")
            assert answered <= set(_of_the_club(copy))
            overtaken += len(discord.answered) > len(answered)
        assert overtaken, "nobody set a bookmark while a copy was made"
        running.send_signal(signal.SIGTERM)
        _, err = await running.communicate()
    assert running.returncode == 0
    assert "Traceback" not in err.decode()
    saved = _of_the_club(tmp_path / "samovar.db")
    assert len(saved) == len(discord.answered) >= BOOKMARKS
    for number in range(COPIES):
        copied = _of_the_club(tmp_path / f"copy-{number}.db")
        assert copied == saved[: len(copied)], "a copy has a hole, or something that was never saved"
    assert not list(tmp_path.glob("*.part*"))


async def test_a_copy_is_put_back_only_when_the_bot_has_stopped_and_then_the_bot_goes_on_from_it(
    tmp_path: Path,
) -> None:
    await with_a_club(tmp_path)
    copy = tmp_path / "copy.db"
    async with wire() as discord, process(discord.url, tmp_path) as running:
        await asyncio.wait_for(discord.ready.wait(), 30)
        await _set_bookmark(discord, 1, user=7)
        await asyncio.wait_for(discord.until_answered(1), 30)
        assert (await _bot(tmp_path, "backup", str(copy)))[0] == 0
        await _set_bookmark(discord, 2, user=8)
        await asyncio.wait_for(discord.until_answered(2), 30)
        assert "is in use; stop the bot" in await _refused(tmp_path, "restore", str(copy))
        await _set_bookmark(discord, 3, user=9)
        await asyncio.wait_for(discord.until_answered(3), 30)
        running.kill()
        await running.wait()
    assert (tmp_path / "samovar.db-wal").stat().st_size
    status, out, err = await _bot(tmp_path, "restore", str(copy))
    assert (status, err) == (0, "")
    (kept,) = tmp_path.glob("samovar.db.replaced-*")
    assert out == f"The database is now as it is in {copy}; the one before is kept as {kept}.\n"
    assert set(_of_the_club(kept)) == {7, 8, 9}
    assert _everything(tmp_path / "samovar.db") == _everything(copy)
    assert {one.name for one in tmp_path.iterdir()} == {"content", "samovar.db", "copy.db", kept.name}
    async with wire() as discord, process(discord.url, tmp_path) as running:
        await asyncio.wait_for(discord.ready.wait(), 30)
        await _set_bookmark(discord, 4, user=10)
        await asyncio.wait_for(discord.until_answered(1), 30)
        running.send_signal(signal.SIGTERM)
        await running.communicate()
    assert _bookmarks(tmp_path) == {7: 3, 10: 3}


async def test_a_copy_that_is_newer_than_the_code_is_refused(tmp_path: Path) -> None:
    await with_a_club(tmp_path, {7: 3})
    copy = tmp_path / "copy.db"
    await _bot(tmp_path, "backup", str(copy))
    with closing(sqlite3.connect(copy)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    before = _everything(tmp_path / "samovar.db")
    assert "is newer than this Samovar (schema 9999" in await _refused(tmp_path, "restore", str(copy))
    assert _everything(tmp_path / "samovar.db") == before


async def test_a_file_that_is_there_or_a_folder_that_is_not_gets_one_sentence(tmp_path: Path) -> None:
    await with_a_club(tmp_path)
    told = await _refused(tmp_path, "backup", str(tmp_path / "samovar.db"))
    assert told.endswith("already; choose another name for the copy.")
    told = await _refused(tmp_path, "backup", str(tmp_path / "nowhere" / "copy.db"))
    assert told.endswith("(No such file or directory); see that its folder is there and has room.")


@pytest.mark.parametrize("room", [40_000, 300_000, 1_000_000])
async def test_a_full_disk_leaves_no_copy_behind(tmp_path: Path, room: int) -> None:
    await with_a_club(tmp_path)
    _fill(tmp_path / "samovar.db")
    told = await _refused(tmp_path, "backup", str(tmp_path / "copy.db"), room=room)
    assert told.startswith(f"The copy {tmp_path / 'copy.db'} cannot be made (")


@pytest.mark.parametrize("there", ["a small database", "no database"])
async def test_a_disk_that_is_full_leaves_the_database_as_it_was(tmp_path: Path, there: str) -> None:
    await with_a_club(tmp_path)
    small, large = tmp_path / "small.db", tmp_path / "large.db"
    await _bot(tmp_path, "backup", str(small))
    _fill(tmp_path / "samovar.db")
    await _bot(tmp_path, "backup", str(large))
    (tmp_path / "samovar.db").unlink()
    if there == "a small database":
        await _bot(tmp_path, "restore", str(small))
    told = await _refused(tmp_path, "restore", str(large), room=200_000)
    assert told.startswith(f"The copy cannot be put into {tmp_path / 'samovar.db'} (")
    if there == "a small database":
        assert _everything(tmp_path / "samovar.db") == _everything(small)


@pytest.mark.parametrize("written", [0, 50_000, 500_000, 2_000_000])
def test_a_restore_that_is_killed_leaves_either_the_one_or_the_other_whole(tmp_path: Path, written: int) -> None:
    """The kill comes when SQLite has noted so many bytes of what it replaces, for undoing it."""
    asyncio.run(with_a_club(tmp_path, {7: 3}))
    path, copy, journal = (tmp_path / name for name in ("samovar.db", "copy.db", "samovar.db-journal"))
    _fill(path)
    asyncio.run(_bot(tmp_path, "backup", str(copy)))
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE bookmarks SET position = position + 1")
        database.commit()
    before, copied = _everything(path), _everything(copy)
    with subprocess.Popen([sys.executable, "-m", "bot", "restore", copy], cwd=tmp_path, env=_around(tmp_path)) as one:
        while one.poll() is None and not (_kept(tmp_path) and _size(journal) >= written):
            pass
        one.kill()
    (kept,) = _kept(tmp_path)
    assert _everything(kept) == before
    assert _everything(path) in (before, copied)
    _of_the_club(path)  # and looks whole to SQLite


def _kept(folder: Path) -> list[Path]:
    return [one for one in folder.glob("samovar.db.replaced-*") if ".part" not in one.name]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return -1


@pytest.mark.parametrize("command", ["backup", "restore"])
async def test_a_database_server_has_its_own_tool(tmp_path: Path, command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", command, "copy.db"],
        cwd=tmp_path,
        env={**_around(tmp_path), "SAMOVAR_DATABASE": "postgresql://me:secret@host/samovar"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (TROUBLE, "")
    assert "pg_dump" in done.stderr
    assert "secret" not in done.stderr
