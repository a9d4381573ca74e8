"""Striking at steps of what the bot does by itself: a call of the database, or a request to Discord.

A step fails before it acts, acts and has its reply lost, or is the last that the bot does: before or after it acts, it
stands still for good, as a process that is killed, until another bot takes over the same file.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from bot.client import Samovar

FAILS, LOST, DIES_BEFORE, DIES_AFTER = "fails", "its reply is lost", "is never begun", "is the last"
HOW = (FAILS, LOST, DIES_BEFORE, DIES_AFTER)
EACH = [LOST, DIES_AFTER, *(pytest.param(how, marks=pytest.mark.soak) for how in (FAILS, DIES_BEFORE))]
"""For a test of each; those after which least is known are in every run of the suite."""
FOREVER = 10**9


class Broken(Exception):
    """What a struck call of the database raises."""


class Strikes:
    """Watches a bot's steps, each named in `seen`, and those of the bots that follow it.

    `planned` says how to strike at which, counted from 0; `posts` at which of those that make something on Discord,
    whose number does not change with what else is done again.
    """

    def __init__(self, planned: Mapping[int, str] | None = None, posts: Mapping[int, str] | None = None) -> None:
        self.planned = planned or {}
        self.posts = posts or {}
        self.seen: list[str] = []
        self.dead = False

    def watch(self, bot: Samovar) -> None:
        """Come between a bot, or the one that takes over from it, and both its database and Discord."""
        self.dead = False
        database = bot.services.work._database
        single, together, request = database.single, database.together, bot.http.request

        async def one(statement: Any, values: Any = None) -> Any:
            name = f"{type(statement).__name__.lower()} {', '.join(sorted(values or ()))}".strip()
            return await self._step(name, lambda: single(statement, values), Broken)

        @asynccontextmanager
        async def several() -> AsyncIterator[Any]:
            await self._before("transaction", Broken)
            how = self._how
            async with together() as connection:
                yield connection
            await self._after(how, Broken)

        async def send(route: Any, **others: Any) -> Any:
            name = f"{route.method} {route.path}"
            return await self._step(name, lambda: request(route, **others), aiohttp.ServerDisconnectedError)

        database.single, database.together = one, several  # type: ignore[method-assign]
        bot.http.request = send  # type: ignore[method-assign]

    @staticmethod
    def leave(bot: Samovar) -> None:
        """Come between nothing any more."""
        database = bot.services.work._database
        del database.single, database.together, bot.http.request

    @property
    def _how(self) -> str:
        if self.seen[-1].startswith("POST") and (how := self.posts.get(self.posted - 1)):
            return how
        return self.planned.get(len(self.seen) - 1, "")

    @property
    def posted(self) -> int:
        """How many things have been made on Discord, or tried."""
        return sum(name.startswith("POST") for name in self.seen)

    async def _step(self, name: str, act: Callable[[], Awaitable[Any]], error: type[Exception]) -> Any:
        await self._before(name, error)
        how = self._how
        done = await act()
        await self._after(how, error)
        return done

    async def _before(self, name: str, error: type[Exception]) -> None:
        if self.dead:
            await asyncio.sleep(FOREVER)
        self.seen.append(name)
        if self._how == FAILS:
            raise error
        if self._how == DIES_BEFORE:
            await self._die()

    async def _after(self, how: str, error: type[Exception]) -> None:
        if how == LOST:
            raise error
        if how == DIES_AFTER:
            await self._die()

    async def _die(self) -> None:
        self.dead = True
        await asyncio.sleep(FOREVER)
