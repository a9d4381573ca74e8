"""A fresh database for every test of the room, and two clubs in two servers."""

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.club import Club
from bot.storage.club import open_club
from bot.storage.database import Database, open_database

NOW = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """The time at which everything in these tests happens."""
    return NOW


@pytest.fixture
def path(tmp_path: Path, empty_database: Path) -> Path:
    """A database of this test's own."""
    return Path(shutil.copy(empty_database, tmp_path / "samovar.db"))


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    """That database, open."""
    async with open_database(str(path)) as one:
        yield one


@pytest.fixture
async def club(database: Database) -> Club:
    """A club in the server 1."""
    return await opened(database, 1, 11)


@pytest.fixture
async def other_club(database: Database, club: Club) -> Club:
    """A second club in the server 1."""
    del club  # it comes first
    return await opened(database, 1, 12)


@pytest.fixture
async def foreign_club(database: Database, other_club: Club) -> Club:
    """A club in the server 2, in a channel of the same number as the first one's."""
    del other_club
    return await opened(database, 2, 11)


async def opened(database: Database, guild_id: int, channel_id: int) -> Club:
    """Open a club that must not be there yet."""
    club = await open_club(
        database,
        guild_id=guild_id,
        channel_id=channel_id,
        name="Thứ Hai",
        pack="marked",
        language="vi",
        by=7,
        now=NOW,
    )
    assert club is not None
    return club
