"""`/manage log`: who changed what."""

from discord import app_commands

from bot.client import Interaction
from bot.presentation import commands as text
from bot.presentation import ids
from bot.presentation import log as cards
from cogs.door import Door, answer, asks_club, may_manage, press


class Logging(Door):
    """The part of `/manage` that shows a club's log. Every press is judged again: see `may_manage`."""

    @app_commands.command(name=text.MANAGE_LOG, description=text.MANAGE_LOG_ABOUT)
    @asks_club
    async def log(self, interaction: Interaction, club: str | None = None) -> None:
        """Show the newest lines."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.listing(say, await self.services.log.all(here, club)))

    @press(ids.LOG)
    async def turn_log(self, interaction: Interaction, club: int, page: int) -> None:
        """*Newer*, *Older* and *See the log*."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        await answer(interaction, cards.listing(say, await self.services.log.all_by_id(here, club, page)))
