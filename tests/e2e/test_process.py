"""The real process: how it starts, how it says that it cannot, how it stops, and what survives a kill."""

import asyncio
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot import __main__ as command_line
from tests.e2e.wire import ROOT, Wire, process, wire, with_a_club
from tests.marked import write_marked

CLOSED_PORT = "http://127.0.0.1:9/api/v10"


async def _fails(url: str, folder: Path, **environment: str) -> str:
    async with process(url, folder, **environment) as running:
        out, err = await asyncio.wait_for(running.communicate(), 30)
    assert running.returncode == command_line.TROUBLE
    assert out == b""
    lines = [line for line in err.decode().splitlines() if " INFO " not in line]
    assert "Traceback" not in err.decode()
    return "\n".join(lines)


async def test_without_a_token_one_sentence_says_where_to_put_it(tmp_path: Path) -> None:
    told = await _fails(CLOSED_PORT, tmp_path, DISCORD_TOKEN="")
    assert told == "There is no DISCORD_TOKEN; put your bot's token into the environment or into .env."


async def test_a_wrong_token_is_named(tmp_path: Path) -> None:
    async with wire(accepts=False) as discord:
        told = await _fails(discord.url, tmp_path)
    assert told == "Discord does not accept the token; copy it again from the Bot page of your application."


async def test_discord_out_of_reach_is_named(tmp_path: Path) -> None:
    told = await _fails(CLOSED_PORT, tmp_path)
    assert told.startswith("Discord cannot be reached (")
    assert told.count("\n") == 0


async def test_an_unreadable_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "samovar.db").write_bytes(b"this is no database, " * 100)
    told = await _fails(CLOSED_PORT, tmp_path)
    assert told.startswith(f"The database {tmp_path / 'samovar.db'} cannot be opened (file is not a database)")


async def test_a_database_that_is_a_folder_is_named(tmp_path: Path) -> None:
    told = await _fails(CLOSED_PORT, tmp_path, SAMOVAR_DATABASE=str(tmp_path))
    assert told.startswith(f"The database {tmp_path} cannot be opened")


async def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "samovar.db") as database:
        database.execute("CREATE TABLE alembic_version (version_num TEXT)")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")
    database.close()
    assert "is newer than this Samovar" in await _fails(CLOSED_PORT, tmp_path)


async def test_somebody_elses_database_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "samovar.db") as database:
        database.execute("CREATE TABLE recipes (name TEXT)")
    database.close()
    assert "holds tables that are not Samovar's" in await _fails(CLOSED_PORT, tmp_path)


@pytest.mark.parametrize("made", ["nothing", "an empty folder", "a broken pack"])
async def test_no_content_is_named(tmp_path: Path, made: str) -> None:
    content = tmp_path / "content"
    if made != "nothing":
        content.mkdir()
    if made == "a broken pack":
        (content / "broken").mkdir()
    told = await _fails(CLOSED_PORT, tmp_path, SAMOVAR_CONTENT=str(content))
    last = told.splitlines()[-1]
    assert {
        "nothing": f"There is no folder {content}; set SAMOVAR_CONTENT to your folder of packs.",
        "an empty folder": f"The folder {content} holds no pack; put at least one book there.",
        "a broken pack": "Not one pack is whole; `python -m bot check` lists what to mend.",
    }[made] == last


async def test_a_wrong_log_level_is_named(tmp_path: Path) -> None:
    told = await _fails(CLOSED_PORT, tmp_path, SAMOVAR_LOG="loud")
    assert told == "SAMOVAR_LOG must be one of debug, info, warning, error."


async def test_a_broken_pack_is_named_and_the_bot_starts_with_the_whole_ones(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "a-broken-one").mkdir(parents=True)
    write_marked(content)
    (content / "z-broken-too").mkdir()
    async with wire() as discord, process(discord.url, tmp_path, SAMOVAR_CONTENT=str(content)) as running:
        await asyncio.wait_for(discord.ready.wait(), 30)
        running.send_signal(signal.SIGTERM)
        _, err = await running.communicate()
    assert running.returncode == 0
    assert "a-broken-one/book.yaml: the file is missing" in err.decode()
    assert "z-broken-too/book.yaml: the file is missing" in err.decode()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_cleanly_with_everything_saved(tmp_path: Path, how: signal.Signals) -> None:
    await with_a_club(tmp_path)
    async with wire() as discord, process(discord.url, tmp_path) as running:
        await asyncio.wait_for(discord.ready.wait(), 30)
        await _set_bookmark(discord, 2, user=7)
        await asyncio.wait_for(discord.until_answered(1), 30)
        running.send_signal(how)
        _, err = await asyncio.wait_for(running.communicate(), 5)
    assert running.returncode == 0
    assert "Traceback" not in err.decode()
    assert _bookmarks(tmp_path) == {7: 3}
    assert not list(tmp_path.glob("*-wal"))


async def test_a_kill_in_the_middle_of_a_hundred_bookmarks_loses_none_that_was_answered(tmp_path: Path) -> None:
    await with_a_club(tmp_path)
    async with wire() as discord, process(discord.url, tmp_path) as running:
        await asyncio.wait_for(discord.ready.wait(), 30)
        for number in range(100):
            await _set_bookmark(discord, 1_000 + number, user=500 + number)
        await asyncio.wait_for(discord.until_answered(40), 30)
        running.kill()
        await running.wait()
        answered = {int(number) - 500 for number in discord.answered if int(number) >= 1_000}
    saved = _bookmarks(tmp_path)
    assert 39 <= len(answered) < 100
    assert answered <= set(saved)
    async with wire() as discord, process(discord.url, tmp_path) as running:
        await asyncio.wait_for(discord.ready.wait(), 30)
        user = min(answered)
        show = {"name": "progress", "id": "1", "type": 1, "options": [{"name": "show", "type": 1, "options": []}]}
        await discord.interact(5, user, show)
        await asyncio.wait_for(discord.until_answered(1), 30)
        assert "You have finished part 1, chapter 3" in str(discord.answered["5"])


async def test_check_says_what_is_wrong_and_how_far_books_are_written(tmp_path: Path) -> None:
    whole = subprocess.run(
        [sys.executable, "-m", "bot", "check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert whole.returncode == 0
    assert "anna-karenina: whole; 239 chapters" in whole.stdout
    (tmp_path / "broken").mkdir()
    broken = subprocess.run(
        [sys.executable, "-m", "bot", "check", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert broken.returncode == 1
    assert "broken/book.yaml: the file is missing; every pack begins with it" in broken.stdout


async def _set_bookmark(discord: Wire, number: int, user: int) -> None:
    where = {"name": "where", "type": 3, "value": "1.3"}
    data = {"name": "progress", "id": "1", "type": 1, "options": [{"name": "set", "type": 1, "options": [where]}]}
    await discord.interact(number, user, data)


def _bookmarks(folder: Path) -> dict[int, int]:
    with sqlite3.connect(folder / "samovar.db") as database:
        rows = database.execute("SELECT user_id, position FROM bookmarks ORDER BY id").fetchall()
    database.close()
    return dict(rows)
