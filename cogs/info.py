"""`/club info`, and the moderators' wish for a card of the club that keeps itself up to date."""

import discord
from discord import app_commands
from discord.ui import LayoutView

from bot.client import Interaction
from bot.domain.info import Info
from bot.domain.past import Past
from bot.presentation import commands as text
from bot.presentation import ids
from bot.presentation import info as cards
from bot.presentation.past import look_back
from bot.presentation.say import Say
from cogs.door import Door, answer, asks_club, may_manage, press
from cogs.needs import TO_PIN, TO_PIN_A_POST, may_post, missing


class Informing(Door):
    """The part of `/club` that shows a club at a glance."""

    @app_commands.command(name=text.CLUB_INFO, description=text.CLUB_INFO_ABOUT)
    @asks_club
    async def info(self, interaction: Interaction, club: str | None = None) -> None:
        """Show what anybody may know of a club."""
        here, say = await self.enter(interaction)
        await answer(interaction, self._shown(say, await self.services.infos.look(here, club)))

    @press(ids.INFO)
    async def info_here(self, interaction: Interaction, club: int) -> None:
        """*In my language* on the club's card."""
        here, say = await self.enter(interaction)
        await answer(interaction, self._shown(say, await self.services.infos.look_by_id(here, club)))

    def _shown(self, say: Say, found: Info | Past) -> LayoutView:
        return (
            look_back(say, found, self.mentions) if isinstance(found, Past) else cards.info(say, found, self.mentions)
        )


class Pinning(Door):
    """The part of `/manage` that has the card posted and pinned. The press is judged again: see `may_manage`."""

    @press(ids.PIN)
    async def pin(self, interaction: Interaction, club: int) -> None:
        """*Pin the club's card*. It is posted by the work that falls due, in an instant."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        place = may_post(interaction.guild, here.club_by_id(club).channel_id)
        forum = isinstance(place, discord.ForumChannel)
        lacking = missing(place, TO_PIN_A_POST if forum else TO_PIN)
        found = await self.services.infos.pin(here, club)
        await answer(interaction, cards.asked(say, found, lacking, forum=forum))
