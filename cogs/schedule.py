"""`/schedule`: where the club is, and its plan to look at and to take along."""

import asyncio

from discord import app_commands

from bot.client import Interaction, Samovar
from bot.domain.errors import NoPlan
from bot.domain.plan import Plan
from bot.domain.schedule import Schedule as Found
from bot.presentation import commands as text
from bot.presentation import ids
from bot.presentation import plan_files as files
from bot.presentation import schedule as cards
from bot.presentation.say import Say
from cogs.door import Door, answer, asks_club, press


class Schedule(Door):
    """Show the plan: dates and addresses, which anybody may know."""

    @app_commands.command(name=text.SCHEDULE, description=text.SCHEDULE_ABOUT)
    @asks_club
    async def schedule(self, interaction: Interaction, club: str | None = None) -> None:
        """Show where the club is and how the asker stands to it."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.schedule(say, await self.services.schedules.look(here, club), self.mentions))

    @press(ids.SCHEDULE)
    async def back(self, interaction: Interaction, club: int) -> None:
        """*Back to today*."""
        here, say = await self.enter(interaction)
        found = await self.services.schedules.look_by_id(here, club)
        await answer(interaction, cards.schedule(say, found, self.mentions))

    @press(ids.PLAN)
    async def whole(self, interaction: Interaction, club: int, page: int) -> None:
        """*Whole plan*, and its pages."""
        say, found, plan = await self._planned(interaction, club)
        await answer(interaction, cards.whole(say, found, plan, page))

    @press(ids.PICTURE)
    async def picture(self, interaction: Interaction, club: int) -> None:
        """*As a picture*."""
        say, found, plan = await self._planned(interaction, club)
        await interaction.response.defer(ephemeral=True, thinking=True)
        drawn = await asyncio.to_thread(files.pictures, say, found, plan)
        await interaction.followup.send(view=files.shown(say, found, drawn), files=drawn, ephemeral=True)

    @press(ids.CALENDAR)
    async def calendar(self, interaction: Interaction, club: int) -> None:
        """*Calendar file*."""
        say, found, plan = await self._planned(interaction, club)
        await interaction.response.defer(ephemeral=True, thinking=True)
        file = await asyncio.to_thread(files.calendar, say, found, plan)
        await interaction.followup.send(view=files.handed_over(say), file=file, ephemeral=True)

    async def _planned(self, interaction: Interaction, club: int) -> tuple[Say, Found, Plan]:
        """Return a club's schedule with its plan. Raises Gone or NoPlan."""
        here, say = await self.enter(interaction)
        found = await self.services.schedules.look_by_id(here, club)
        if found.plan is None:
            raise NoPlan(found.club.name)
        return say, found, found.plan


async def setup(bot: Samovar) -> None:
    """Let the bot load this door by name."""
    await bot.add_cog(Schedule(bot))
