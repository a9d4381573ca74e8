"""`/manage plan`, `pause` and `resume`: looking at a club's plan and changing it."""

import discord
from discord import app_commands

from bot.client import Interaction, Samovar
from bot.domain.calendar import local
from bot.domain.pause import MOST_WEEKS
from bot.domain.replan import Asked, Changed, breaks_ahead
from bot.presentation import commands as text
from bot.presentation import ids
from bot.presentation import plan_card as cards
from bot.presentation.say import Say, say_in
from cogs.door import Door, answer, asks_club, may_manage, press


class Planning(Door):
    """The part of `/manage` that looks after plans. Every press is judged again: see `may_manage`."""

    @app_commands.command(name=text.MANAGE_PLAN, description=text.MANAGE_PLAN_ABOUT)
    @asks_club
    async def plan(self, interaction: Interaction, club: str | None = None) -> None:
        """Show the plan and what can be done to it."""
        here, _ = await self.enter(interaction)
        await self._show(interaction, here.club(club).id)

    @app_commands.command(name=text.MANAGE_PAUSE, description=text.MANAGE_PAUSE_ABOUT)
    @app_commands.rename(weeks=text.MANAGE_PAUSE_WEEKS)
    @app_commands.describe(weeks=text.MANAGE_PAUSE_WEEKS_ABOUT)
    @asks_club
    async def pause(
        self, interaction: Interaction, weeks: app_commands.Range[int, 1, MOST_WEEKS], club: str | None = None
    ) -> None:
        """Let the club rest."""
        here, _ = await self.enter(interaction)
        await self._tell(interaction, await self.services.plans.pause(here, weeks, club))

    @app_commands.command(name=text.MANAGE_RESUME, description=text.MANAGE_RESUME_ABOUT)
    @asks_club
    async def resume(self, interaction: Interaction, club: str | None = None) -> None:
        """Let the club read on."""
        here, _ = await self.enter(interaction)
        await self._tell(interaction, await self.services.plans.resume(here, club))

    @press(ids.PANEL)
    async def panel(self, interaction: Interaction, club: int, page: int | str) -> None:
        """Turn to a page of the plan, "now" for the one being read; *Leave it* and *See the plan* too."""
        may_manage(interaction)
        await self._show(interaction, club, page if isinstance(page, int) else None)

    @press(ids.MOVE)
    async def ask_move(self, interaction: Interaction, club: int, what: str) -> None:
        """*Move a meeting* and *Move an opening*: open the form."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        self.services.plans.of(here, here.club_by_id(club))
        await interaction.response.send_modal(cards.move_form(say, club, what))

    @press(ids.MOVE_FORM)
    async def move(
        self, interaction: Interaction, club: int, what: str, number: str = "", day: str = "", at: str = ""
    ) -> None:
        """Take the form that came back."""
        may_manage(interaction)
        here, _ = await self.enter(interaction)
        await self._tell(interaction, await self.services.plans.move(here, club, what, number, day, at))

    @press(ids.REPACE)
    async def ask_pace(self, interaction: Interaction, club: int) -> None:
        """*Change the pace of the rest*: open the form."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        plan = self.services.plans.of(here, here.club_by_id(club))
        found = await self.services.schedules.look_by_id(here, club)
        ahead = breaks_ahead(plan, local(found.now, plan.wishes.zone))
        await interaction.response.send_modal(cards.repace_form(say, found, plan, ahead))

    @press(ids.REPACE_FORM)
    async def preview(
        self, interaction: Interaction, club: int, pace: str = "", weekday: str = "", at: str = "", breaks: str = ""
    ) -> None:
        """Take the form that came back, and show what it would change."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        found = await self.services.plans.ask(here, club, pace, weekday, at, breaks)
        await answer(interaction, cards.preview(say, found))

    @press(ids.DO)
    async def repace(self, interaction: Interaction, club: int, asked: int | str) -> None:
        """*Do it*."""
        may_manage(interaction)
        here, _ = await self.enter(interaction)
        await self._tell(interaction, await self.services.plans.repace(here, club, Asked.read(str(asked))))

    async def _show(self, interaction: Interaction, club: int, page: int | None = None) -> None:
        here, say = await self.enter(interaction)
        plan = self.services.plans.of(here, here.club_by_id(club))
        found = await self.services.schedules.look_by_id(here, club)
        await answer(interaction, cards.panel(say, found, plan, page))

    async def _tell(self, interaction: Interaction, change: Changed) -> None:
        """Answer the moderator, then tell the club."""
        _, say = await self.enter(interaction)
        await answer(interaction, cards.changed(say, change))
        if change.what != "opening":
            await tell_club(interaction, say, change)


async def tell_club(interaction: Interaction, say: Say, change: Changed) -> None:
    """Tell a club of its plan after the moderator was answered; the change stands where the club cannot be told."""
    if not await _announce(interaction.client, change):
        await interaction.followup.send(view=cards.unannounced(say), ephemeral=True)


async def _announce(bot: Samovar, change: Changed) -> bool:
    """Tell the club, in a forum in the thread of the section opened last; return whether that could be done."""
    club, threads = change.club, change.plan.threads
    place = threads.get(max(threads, default=0)) if change.plan.forum else club.channel_id
    if place is None:
        return False
    channel = bot.get_partial_messageable(place, guild_id=club.guild_id)
    try:
        await channel.send(view=cards.announcement(say_in(club.language), change))
    except discord.HTTPException:
        return False
    return True
