"""Servers that remove the bot are kept for thirty days, whether the bot saw it happen or not."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.library.readers import Here as ReadHere
from bot.library.shelf import Shelf
from bot.services.departure import Departures
from bot.services.places import Places
from bot.storage import departure as rows
from bot.storage.database import Database, open_database
from tests.storage.every_table import fill, found

HERE, GONE = 81_111, 82_222
BEGIN = datetime(2026, 1, 1, 12, tzinfo=UTC)


class Clock:
    """A time that tests move."""

    def __init__(self) -> None:
        self.time = BEGIN

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(str(tmp_path / "samovar.db")) as one:
        for number, guild in enumerate((HERE, GONE), start=1):
            await fill(one, guild, 900 + number, number)
            await rows.take_back(one, guild)
        yield one


@pytest.fixture
def departures(database: Database, marked: Path, clock: Clock) -> Departures:
    return Departures(database, Places(database, Shelf(marked, ReadHere()), clock), clock)


async def test_a_server_is_kept_to_the_last_second_of_thirty_days(
    departures: Departures, clock: Clock, tmp_path: Path
) -> None:
    await departures.left(GONE)
    clock.time = BEGIN + timedelta(days=30, seconds=-1)
    assert await departures.look_through({HERE}) == ()
    clock.time = BEGIN + timedelta(days=30)
    assert await departures.look_through({HERE}) == (GONE,)
    assert found(tmp_path / "samovar.db", GONE) == set()
    assert await departures.look_through({HERE}) == ()


async def test_a_server_that_left_while_the_bot_was_off_is_counted_from_when_it_was_missed(
    departures: Departures, clock: Clock
) -> None:
    assert await departures.look_through({HERE}) == ()
    clock.time = BEGIN + timedelta(days=29)
    assert await departures.look_through({HERE}) == ()
    clock.time = BEGIN + timedelta(days=30)
    assert await departures.look_through({HERE}) == (GONE,)


async def test_a_server_that_came_back_keeps_everything_and_begins_anew(
    departures: Departures, database: Database, clock: Clock
) -> None:
    await departures.left(GONE)
    clock.time = BEGIN + timedelta(days=20)
    await departures.back(GONE)
    await departures.left(GONE)
    clock.time = BEGIN + timedelta(days=31)
    assert await departures.look_through({HERE}) == ()
    assert await rows.stored(database) == {HERE, GONE}


async def test_a_server_that_is_there_is_never_forgotten_however_long_it_was_noted(
    departures: Departures, database: Database, clock: Clock
) -> None:
    await departures.left(GONE)
    clock.time = BEGIN + timedelta(days=400)
    assert await departures.look_through({HERE, GONE}) == ()
    assert await rows.away(database) == frozenset()
    assert await rows.stored(database) == {HERE, GONE}


async def test_a_server_without_a_club_that_left_leaves_no_trace_either(
    departures: Departures, clock: Clock, tmp_path: Path
) -> None:
    await departures.left(83_333)
    clock.time = BEGIN + timedelta(days=30)
    assert await departures.look_through({HERE, GONE}) == (83_333,)
    assert found(tmp_path / "samovar.db", 83_333) == set()
