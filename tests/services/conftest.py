"""One shelf with the marked pack, and the services over a database of each test's own."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.club import Club
from bot.library.readers import Here
from bot.library.shelf import Shelf
from tests.services.room import LIBRARY, Room, room


@pytest.fixture(scope="session")
def shelf(marked: Path) -> Shelf:
    """A shelf on which the marked pack has been read."""
    one = Shelf(marked, Here())

    async def read() -> None:
        await one.open()
        await one.surveyed()
        assert await one.book("marked") is not None

    asyncio.run(read())
    return one


@pytest.fixture
def path(tmp_path: Path, empty_database: Path) -> Path:
    """A database of this test's own."""
    return Path(shutil.copy(empty_database, tmp_path / "samovar.db"))


@pytest.fixture
async def house(path: Path, shelf: Shelf) -> AsyncIterator[Room]:
    """The services, with nothing in the database."""
    async with room(path, shelf) as one:
        yield one


@pytest.fixture
async def club(house: Room) -> Club:
    """A club in the hall."""
    return await house.open_club(name="Mondays")


@pytest.fixture
async def other_club(house: Room, club: Club) -> Club:
    """A second club of the same server, in the library."""
    del club  # it comes first
    return await house.open_club(LIBRARY, name="Tuesdays")
