"""Servers that removed the bot: noted once, taken back, and purged from every table when they are due."""

from datetime import timedelta
from pathlib import Path

from bot.storage import departure
from bot.storage.database import open_database
from bot.storage.schema import metadata
from tests.storage.every_table import WHEN, everything, fill, found

GONE, STAYS = 81_111, 82_222
ANN, BOB = 901_234_567, 907_654_321
LATER = WHEN + timedelta(days=1)


async def test_a_server_noted_twice_keeps_the_day_it_left(tmp_path: Path) -> None:
    async with open_database(str(tmp_path / "samovar.db")) as database:
        await departure.note(database, GONE, WHEN)
        await departure.note(database, GONE, LATER)
        assert await departure.away(database) == {GONE}
        assert await departure.due(database, WHEN) == (GONE,)
        assert await departure.due(database, WHEN - timedelta(seconds=1)) == ()


async def test_a_purge_leaves_nothing_of_the_server_in_any_table_and_all_of_the_others(tmp_path: Path) -> None:
    path = tmp_path / "samovar.db"
    async with open_database(str(path)) as database:
        await fill(database, GONE, ANN, 1)
        await fill(database, STAYS, BOB, 2)
        before = everything(path)
        assert await departure.stored(database) == {GONE, STAYS}
        assert await departure.purge(database, GONE, LATER)
        assert await departure.stored(database) == {STAYS}
    assert found(path, GONE) == found(path, ANN) == set()
    after = everything(path)
    assert {name: after[name] for name in metadata.tables} == {
        name: [row for row in before[name] if row["guild_id"] == STAYS] for name in metadata.tables
    }


async def test_a_server_that_came_back_is_not_purged_even_at_the_last_moment(tmp_path: Path) -> None:
    path = tmp_path / "samovar.db"
    async with open_database(str(path)) as database:
        await fill(database, GONE, ANN, 1)
        await departure.take_back(database, GONE)
        before = everything(path)
        assert not await departure.purge(database, GONE, LATER)
    assert everything(path) == before


async def test_what_was_deleted_does_not_stay_readable_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "samovar.db"
    async with open_database(str(path)) as database:
        await fill(database, GONE, ANN, 1)
    assert b"the name of 1" in path.read_bytes()
    async with open_database(str(path)) as database:
        await departure.purge(database, GONE, LATER)
    assert b"the name of 1" not in b"".join(one.read_bytes() for one in tmp_path.iterdir())
