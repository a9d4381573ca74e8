"""The one place that joins the rooms: settings in, a bot ready to connect out."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

import discord

from bot.client import Samovar
from bot.library.readers import Here, Reader
from bot.library.shelf import Shelf
from bot.services import Services
from bot.settings import Settings
from bot.storage.database import check_sqlite, open_database


def _utc_now() -> datetime:
    """Return the time, looked up at each call, so that a simulated Discord can move it."""
    return discord.utils.utcnow()


@asynccontextmanager
async def samovar(
    settings: Settings,
    *,
    now: Callable[[], datetime] = _utc_now,
    reader: Reader | None = None,
    all_packs: bool = False,
    shard_count: int | None = None,
) -> AsyncIterator[Samovar]:
    """Open the shelf and the database and yield the bot, not connected yet; put everything away at the end.

    `reader` reads the packs, in this process where none is given; with `all_packs` every one of them has
    been looked at before, instead of the first that is whole.

    Raises NothingToRead or DatabaseTrouble with a sentence for the host.
    """
    check_sqlite()
    shelf = Shelf(settings.content, reader or Here())
    async with _opened(shelf), open_database(settings.database) as database:
        if all_packs:
            await shelf.surveyed()
        services = Services.over(database, shelf, now)
        async with Samovar(services, shard_count=shard_count) as bot:
            yield bot


@asynccontextmanager
async def _opened(shelf: Shelf) -> AsyncIterator[None]:
    try:
        await shelf.open()
        yield
    finally:
        await shelf.close()
