"""Servers that come and go: no command, only Discord's word that the bot was removed or added."""

import asyncio

import discord
from discord.ext import commands

from bot.client import Samovar
from cogs.door import Door

DAY = 86_400


class Departure(Door):
    """Note which servers go and return, and look through all of them at the start and once a day."""

    def __init__(self, bot: Samovar) -> None:
        super().__init__(bot)
        self._daily: asyncio.Task[None] | None = None

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note a server that removed the bot; one that is merely unavailable is not announced here."""
        await self.services.departures.left(guild.id)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Take back a server that has the bot again."""
        await self.services.departures.back(guild.id)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Begin the daily look, once: all shards are here, so a server that is missing has removed the bot."""
        if self._daily is None:
            self._daily = asyncio.create_task(self._look_daily())

    async def cog_unload(self) -> None:
        """End the daily look."""
        if self._daily is not None:
            self._daily.cancel()
            await asyncio.gather(self._daily, return_exceptions=True)

    async def _look_daily(self) -> None:
        while True:
            try:
                await self.services.departures.look_through({guild.id for guild in self.bot.guilds})
            except Exception as error:  # noqa: BLE001 - tomorrow's look must not be lost with today's
                self.bot.unattended("departures", error)
            await asyncio.sleep(DAY)


async def setup(bot: Samovar) -> None:
    """Let the bot load this door by name."""
    await bot.add_cog(Departure(bot))
