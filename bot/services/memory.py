"""The servers that are held in memory, each read from the database when it is asked for first.

A server belongs to one process, so nothing else can change what is held here. Where saving fails nobody knows whether
it was saved all the same, so the server is read anew.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable
from typing import TypeVar
from weakref import WeakValueDictionary

from bot.domain.club import Club, Reader
from bot.domain.me import Habits
from bot.domain.plan import Plan
from bot.services.here import Server
from bot.storage import note as note_rows
from bot.storage import places as rows
from bot.storage import plan as plan_rows
from bot.storage.database import Database

T = TypeVar("T")

KEPT = 2_000
"""Servers held in memory at once; one with fifty readers takes about twenty kilobytes."""

READERS_KEPT = 100_000
"""Readers held at once, those of past clubs too, as many as there were when their servers were read.

A thousand take a quarter of a megabyte.
"""

Stored = tuple[dict[int, Club], dict[int, dict[int, Reader]], dict[int, Habits], dict[int, Plan], dict[int, set[int]]]
"""What is stored of one server: clubs, their readers, its members' habits, its clubs' plans, chapters with notes."""


class Memory:
    """The servers in memory."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._servers: OrderedDict[int, Server] = OrderedDict()
        # Somebody may be at work in a server that is forgotten meanwhile: whoever comes next must meet them there.
        self._alive: WeakValueDictionary[int, Server] = WeakValueDictionary()
        self._loading: dict[int, asyncio.Lock] = {}
        self._readers: dict[int, int] = {}

    async def server(self, guild_id: int) -> Server:
        """Return a server, which is read from the database the first time only."""
        server = self._servers.get(guild_id)
        if server is None:
            server = await self._load(guild_id)
        else:
            self._servers.move_to_end(guild_id)
        if server.doubtful:
            async with server.lock:
                await self._read_anew(server)
        return server

    async def _load(self, guild_id: int) -> Server:
        async with self._loading.setdefault(guild_id, asyncio.Lock()):
            server = self._alive.get(guild_id) or Server(guild_id, *await self._stored(guild_id))
            self._servers[guild_id] = self._alive[guild_id] = server
            self._readers[guild_id] = sum(map(len, server.readers.values()))
            while len(self._servers) > 1 and self._too_many():
                quiet, _ = self._servers.popitem(last=False)
                del self._readers[quiet]
        self._loading.pop(guild_id, None)
        return server

    def _too_many(self) -> bool:
        return len(self._servers) > KEPT or sum(self._readers.values()) > READERS_KEPT

    async def _stored(self, guild_id: int) -> Stored:
        clubs, readers, habits = await rows.load(self._database, guild_id)
        plans = await plan_rows.load(self._database, guild_id)
        return clubs, readers, habits, plans, await note_rows.chapters(self._database, guild_id)

    async def _save(self, server: Server, saving: Awaitable[T]) -> T:
        """Wait for what is being saved; call with the server's lock held.

        A failure may come after the saving: then memory would lag behind until a restart, and who has joined,
        say, could neither join nor read.
        """
        try:
            return await saving
        except Exception:
            server.doubtful = True
            await self._read_anew(server)
            raise

    async def _read_anew(self, server: Server) -> None:
        """Hold what the database holds; where not even that succeeds, whoever comes next tries again."""
        if server.doubtful:
            stored = await self._stored(server.id)
            server.clubs, server.readers, server.habits, server.plans, server.noted = stored
            server.let_go()
            server.doubtful = False
