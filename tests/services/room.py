"""The services over a real database and a real shelf, as bootstrap joins them, without Discord."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import event

from bot.domain.club import Asker, Club, Reader
from bot.domain.me import Habits
from bot.library.shelf import Shelf
from bot.services import Services
from bot.services.here import Here, Server
from bot.storage.database import Database, open_database
from bot.storage.places import load
from tests.storage.rows import ask

GUILD, OTHER_GUILD = 1, 2
HALL, LIBRARY, ELSEWHERE = 11, 12, 99
"""Two channels in which clubs meet, and one in which none does."""
MOD, ANN, BEN = 7, 1_234_567_890_123_456_789, 5
NOW = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)

Held = tuple[dict[int, Club], dict[int, dict[int, Reader]], dict[int, Habits]]


@dataclass(frozen=True)
class Room:
    """The services; `asked` holds every statement that went to the database since it was last cleared."""

    database: Database
    shelf: Shelf
    services: Services
    path: Path
    asked: list[str]

    async def here(self, user: int = ANN, channel: int = HALL, guild: int = GUILD, locale: str = "en-US") -> Here:
        """Let somebody ask."""
        return await self.services.places.here(Asker(guild, user, (channel,), locale))

    async def open_club(self, channel: int = HALL, guild: int = GUILD, pack: str = "marked", name: str = "") -> Club:
        """Open a club and let its welcome card be posted."""
        clubs = self.services.clubs
        here = await self.here(MOD, channel, guild)
        card = await clubs.open(here, pack=pack, channel_id=channel, name=name or None, language="en")
        await clubs.posted(here, card.club, 1_000 + card.club.id, 0)
        return here.server.clubs[card.club.id]

    async def read_to(self, club: Club, at: int, user: int = ANN) -> Here:
        """Put somebody's bookmark in a club, and return them there."""
        here = await self.here(user, club.channel_id, club.guild_id)
        await self.services.progress.go(here, club.id, here.horizon(club), at)
        return here

    async def stored(self, guild: int = GUILD) -> Held:
        """Return what the database holds of a server."""
        return await load(self.database, guild)


def held(server: Server) -> Held:
    """Return what memory holds of a server."""
    return server.clubs, server.readers, server.habits


def positions(house: Room, user: int = ANN) -> list[int]:
    """Return the places somebody has set, in their order, as the database has them."""
    found = ask(house.path, "SELECT position FROM bookmarks WHERE user_id = ? ORDER BY id", user)
    return [position for (position,) in found]


def join(database: Database, shelf: Shelf) -> Services:
    """Make services with an empty memory."""
    return Services.over(database, shelf, lambda: NOW)


@asynccontextmanager
async def room(path: Path, shelf: Shelf) -> AsyncIterator[Room]:
    """Open the services over a database that is there."""
    async with open_database(str(path)) as database:
        asked: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
            asked.append(statement)

        event.listen(database._engine.sync_engine, "before_cursor_execute", note)
        yield Room(database, shelf, join(database, shelf), path, asked)
