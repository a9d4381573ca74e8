"""Servers that remove the bot: noted, welcomed back, and forgotten when they stay away."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta

from bot.domain.departure import DAYS_KEPT, call_roll
from bot.domain.log import DAYS_KEPT as LINES_KEPT
from bot.services.places import Places
from bot.storage import departure as rows
from bot.storage import log
from bot.storage.database import Database


class Departures:
    """Use cases of a server's going and coming."""

    def __init__(self, database: Database, places: Places, now: Callable[[], datetime]) -> None:
        self._database = database
        self._places = places
        self._now = now

    async def left(self, guild_id: int) -> None:
        """Note that a server removed the bot: from now on its days are counted."""
        await rows.note(self._database, guild_id, self._now())

    async def back(self, guild_id: int) -> None:
        """Let a server that has the bot again keep everything."""
        await rows.take_back(self._database, guild_id)

    async def look_through(self, present: AbstractSet[int]) -> tuple[int, ...]:
        """Put right what was missed while the bot was away, and forget the servers that are due; return those.

        `present` are the servers that the bot is in. One of them is never forgotten. Lines of logs that are old go too.
        """
        await log.drop(self._database, self._now() - timedelta(days=LINES_KEPT))
        roll = call_roll(await rows.stored(self._database), await rows.away(self._database), present)
        for guild_id in sorted(roll.back):
            await self.back(guild_id)
        for guild_id in sorted(roll.gone):
            await self.left(guild_id)
        before = self._now() - timedelta(days=DAYS_KEPT)
        found = await rows.due(self._database, before)
        return tuple([one for one in found if await self._places.forget_server(one, before)])
