"""Memory agrees with the database: whatever happens at once, a restart would show the same."""

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.club import Asker
from bot.domain.me import Habits
from bot.library.readers import Here as ReadHere
from bot.library.shelf import Shelf
from bot.services.here import Here
from bot.services.places import Places
from bot.storage import departure, me
from bot.storage import places as place_rows
from bot.storage import progress as progress_rows
from bot.storage.database import Database, open_database
from tests.storage.every_table import found

NOW = datetime(2026, 1, 1, tzinfo=UTC)
GUILDS = (31, 32, 33)
PEOPLE = (901_234_567, 907_654_321, 909_999_999)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(str(tmp_path / "samovar.db")) as one:
        yield one


@pytest.fixture
async def held(database: Database, marked: Path) -> Places:
    """Three servers with two clubs each, all in memory."""
    places = Places(database, Shelf(marked, ReadHere()), lambda: NOW)
    for guild in GUILDS:
        opener = await _here(places, guild, PEOPLE[0])
        for channel in (1, 2):
            await places.open_club(opener, channel, "Club", "marked", "en")
    return places


async def _here(places: Places, guild: int, user: int) -> Here:
    return await places.here(Asker(guild, user, (1,), "en-US"))


async def _agree(places: Places, database: Database) -> None:
    for guild in GUILDS:
        server = (await _here(places, guild, PEOPLE[0])).server
        assert (server.clubs, server.readers, server.habits) == await place_rows.load(database, guild)


async def _live(places: Places, guild: int, user: int, chance: random.Random, steps: int) -> None:
    """Let somebody do anything, as the use cases do it: with the server's lock held."""
    for _ in range(steps):
        here = await _here(places, guild, user)
        async with here.server.lock:
            club = chance.choice(list(here.server.clubs.values()))
            reader = here.reader(club)
            match chance.randrange(5):
                case 0 if reader:
                    await places.leave(here, club)
                case 1:
                    await places.set_habits(here, Habits(chance.choice([None, "vi"]), hidden=chance.random() < 0.5))
                case 2:
                    await places.forget(here, club)
                case _ if reader:
                    await places.put(here, club, reader, chance.randrange(10))
                case _:
                    await places.join(here, club)


@pytest.mark.parametrize("seed", range(10))
async def test_forgetting_people_while_everybody_goes_on_leaves_memory_and_database_alike(
    held: Places, database: Database, seed: int
) -> None:
    chance = random.Random(seed)
    lives = [_live(held, guild, user, chance, 12) for guild in GUILDS for user in PEOPLE]
    forgotten = [held.forget_everywhere(user) for user in PEOPLE * 2]
    whole = [*lives, *forgotten]
    chance.shuffle(whole)
    await asyncio.gather(*whole)
    await _agree(held, database)


async def test_a_bookmark_that_is_being_set_meanwhile_is_forgotten_whole_or_not_at_all(
    held: Places, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = await _here(held, GUILDS[0], PEOPLE[1])
    [club, _] = here.server.clubs.values()
    reader = await held.join(here, club)
    put, saved = progress_rows.put, asyncio.Event()

    async def slowly(*values: Any) -> int:
        mark = await put(*values)
        saved.set()
        for _ in range(50):  # time enough for whoever does not wait for the lock
            await place_rows.load(database, GUILDS[0])
        return mark

    monkeypatch.setattr(progress_rows, "put", slowly)

    async def set_a_bookmark() -> None:
        async with here.server.lock:
            await held.put(here, club, reader, 5)

    setting = asyncio.create_task(set_a_bookmark())
    await saved.wait()
    await held.forget_everywhere(PEOPLE[1])
    await setting
    await _agree(held, database)
    assert here.reader(club) is None


async def test_somebody_forgotten_everywhere_is_in_no_servers_memory(
    held: Places, database: Database, tmp_path: Path
) -> None:
    for guild in GUILDS:
        await _live(held, guild, PEOPLE[0], random.Random(1), 5)
    assert len(await me.servers(database, PEOPLE[0])) == len(GUILDS)
    await held.forget_everywhere(PEOPLE[0])
    await _agree(held, database)
    for guild in GUILDS:
        server = (await _here(held, guild, PEOPLE[0])).server
        assert PEOPLE[0] not in server.habits
        assert not server.joined(PEOPLE[0])
        assert len(server.clubs) == 2
    assert found(tmp_path / "samovar.db", PEOPLE[0]) == set()


async def test_somebody_is_forgotten_in_servers_that_are_not_in_memory_too(
    held: Places, database: Database, marked: Path
) -> None:
    for guild in GUILDS:
        await _live(held, guild, PEOPLE[1], random.Random(2), 5)
    after_a_restart = Places(database, Shelf(marked, ReadHere()), lambda: NOW)
    await after_a_restart.forget_everywhere(PEOPLE[1])
    assert await me.servers(database, PEOPLE[1]) == ()
    await _agree(after_a_restart, database)


async def test_a_server_that_is_forgotten_is_gone_for_those_too_who_hold_it(held: Places, database: Database) -> None:
    here = await _here(held, GUILDS[0], PEOPLE[0])
    await _live(held, GUILDS[0], PEOPLE[0], random.Random(3), 5)
    assert not await held.forget_server(GUILDS[0], NOW)
    assert here.server.clubs
    await departure.note(database, GUILDS[0], NOW)
    assert not await held.forget_server(GUILDS[0], NOW - timedelta(days=1))
    assert await held.forget_server(GUILDS[0], NOW)
    assert (here.server.clubs, here.server.readers, here.server.habits) == ({}, {}, {})
    await _agree(held, database)
