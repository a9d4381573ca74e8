"""`/manage vote`: moderators let the club vote on its next book."""

from discord import app_commands

from bot.client import Interaction
from bot.domain.vote import DAYS, USUAL_DAYS
from bot.presentation import commands as text
from bot.presentation import ids
from bot.presentation import vote_panel as cards
from cogs.door import Door, answer, asks_club, may_manage, press
from cogs.needs import may_post
from cogs.vote import chosen


class VoteKeeping(Door):
    """The part of `/manage` that looks after votes. Every press is judged again: see `may_manage`."""

    @app_commands.command(name=text.MANAGE_VOTE, description=text.MANAGE_VOTE_ABOUT)
    @app_commands.rename(days=text.MANAGE_VOTE_DAYS)
    @app_commands.describe(days=text.MANAGE_VOTE_DAYS_ABOUT)
    @asks_club
    async def vote(
        self,
        interaction: Interaction,
        days: app_commands.Range[int, DAYS.start, DAYS.stop - 1] = USUAL_DAYS,
        club: str | None = None,
    ) -> None:
        """Show what is nominated or the vote that is open."""
        here, say = await self.enter(interaction)
        found = await self.services.votes.panel(here, club)
        await answer(interaction, cards.panel(say, found, days, self.mentions))

    @press(ids.VOTE_PANEL)
    async def leave_open(self, interaction: Interaction, club: int) -> None:
        """*Leave it open*."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        found = await self.services.votes.panel_by_id(here, club)
        await answer(interaction, cards.panel(say, found, USUAL_DAYS, self.mentions))

    @press(ids.VOTE_DROP)
    async def drop(self, interaction: Interaction, club: int, days: int, values: tuple[str, ...]) -> None:
        """*Remove a book*."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        found = await self.services.votes.remove(here, club, chosen(values))
        await answer(interaction, cards.panel(say, found, days, self.mentions))

    @press(ids.VOTE_OPEN)
    async def open(self, interaction: Interaction, club: int, days: int) -> None:
        """*Open the vote*. Its card is posted by the work that falls due, in an instant."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        may_post(interaction.guild, here.club_by_id(club).channel_id)
        await answer(interaction, cards.opened(say, await self.services.votes.open(here, club, days)))

    @press(ids.VOTE_CLOSE)
    async def close(self, interaction: Interaction, vote: int, sure: str) -> None:
        """*Close the vote now*, which asks once."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        if sure == "ask":
            await answer(interaction, cards.may_close(say, await self.services.votes.may_close(here, vote)))
        else:
            await answer(interaction, cards.closed(say, await self.services.votes.close(here, vote)))
