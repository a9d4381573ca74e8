"""Work that falls due: one loop claims it and has it carried out on Discord; and what the buttons of its posts do."""

import asyncio
from collections import deque

import aiohttp
import discord
from discord.ext import commands

from bot.client import Interaction, Samovar
from bot.domain.errors import PackUnavailable
from bot.domain.vote import Counted, Poll
from bot.domain.work import NO_PACK, Task
from bot.presentation import ids
from bot.presentation import post as cards
from bot.presentation import progress as bookmarks
from bot.presentation import vote_post as votes
from bot.presentation.say import Say
from cogs.carrying import CannotAct, Carrier, NotHere
from cogs.door import Door, answer, finish, press, take_time

AT_ONCE = 64
"""Clubs and people whose work is under way at the same time: enough to fill Discord's limit at a second a request."""
FLEETING = (NotHere, aiohttp.ClientError, discord.DiscordServerError, OSError)
"""What passes by itself."""


class Work(Door):
    """Sleep until something is due, claim it, have it carried out, mark it; for as long as the bot runs."""

    def __init__(self, bot: Samovar) -> None:
        super().__init__(bot)
        self._carrier = Carrier(bot)
        self._loop: asyncio.Task[None] | None = None
        self._free = asyncio.Semaphore(AT_ONCE)
        self._queues: dict[int, deque[Task]] = {}
        self._under_way: set[asyncio.Task[None]] = set()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Begin, once: all shards are here, so every server that is missing has removed the bot."""
        if self._loop is None:
            self._loop = asyncio.create_task(self._run())

    async def cog_unload(self) -> None:
        """End the loop and what is under way; it comes up again when its lease runs out."""
        ending = [one for one in (self._loop, *self._under_way) if one is not None]
        for one in ending:
            one.cancel()
        await asyncio.gather(*ending, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            try:
                await self.services.work.sleep()
                await self._work_off()
            except Exception as error:  # noqa: BLE001 - the loop must outlive any fault
                self.bot.unattended("work", error)
                await self.services.work.rest()

    async def _work_off(self) -> None:
        """Begin all that is due, of as many clubs and people at a time as there are places free."""
        while tasks := await self.services.work.claim(AT_ONCE):
            for task in tasks:
                queue = self._queues.get(task.lane)
                if queue is None:
                    await self._free.acquire()
                    self._queues[task.lane] = deque([task])
                    begun = asyncio.create_task(self._of_a_lane(task.lane))
                    self._under_way.add(begun)
                    begun.add_done_callback(self._ended)
                elif all(task.id != one.id for one in queue):
                    queue.append(task)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._free.release()

    async def _of_a_lane(self, lane: int) -> None:
        """Carry out the work of a club or a person one after another, in the order of its due times."""
        queue = self._queues[lane]
        try:
            while queue:
                await self._attended(queue.popleft())
        finally:
            del self._queues[lane]

    async def _attended(self, task: Task) -> None:
        try:
            await self._one(task)
        except Exception as error:  # noqa: BLE001 - a fault in one club touches no other
            self.bot.unattended(f"work:{task.id}", error)

    async def _one(self, task: Task) -> None:
        work = self.services.work
        try:
            post = await work.judge(task)
            if post is not None:
                await work.done(task, post, await self._carrier.carry_out(task, post))
        except PackUnavailable:
            await work.hold(task, (NO_PACK,))
        except CannotAct as why:
            await work.hold(task, why.about)
        except FLEETING:
            await work.later(task)
        except Exception:
            await work.later(task)
            raise

    @press(ids.TOLD)
    async def told(self, interaction: Interaction, row: int, page: int) -> None:
        """*In my language* on a post, and the pages of that answer."""
        here, say = await self.enter(interaction)
        post = await self.services.work.posted(here, row)
        if isinstance(post, Poll | Counted):
            await self._told_of_a_vote(interaction, say, post)
            return
        in_thread = isinstance(interaction.channel, discord.Thread)
        await answer(interaction, cards.privately(say, post, row, page, in_thread=in_thread))

    async def _told_of_a_vote(self, interaction: Interaction, say: Say, post: Poll | Counted) -> None:
        """Say a vote's post in the reader's language; a result with its picture, which takes time to draw."""
        if isinstance(post, Poll):
            await answer(interaction, votes.poll(say, post, None))
            return
        await take_time(interaction)
        picture = await asyncio.to_thread(votes.picture, say, post)
        await finish(interaction, votes.counted(say, post, None, picture), [picture] if picture else [])

    @press(ids.READ)
    async def read(self, interaction: Interaction, club: int, at: int) -> None:
        """*I have read …* on a post."""
        here, say = await self.enter(interaction)
        await answer(interaction, bookmarks.bookmark(say, await self.services.progress.reach(here, club, at)))


async def setup(bot: Samovar) -> None:
    """Let the bot load this door by name."""
    await bot.add_cog(Work(bot))
