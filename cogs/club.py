"""`/club`: the clubs of a server, joining and leaving."""

from discord import app_commands
from discord.ext import commands

from bot.client import Interaction, Samovar
from bot.presentation import club as cards
from bot.presentation import commands as text
from bot.presentation import ids
from cogs.door import answer, asks_club, press
from cogs.info import Informing
from cogs.past import Shelf
from cogs.prompt import Suggesting
from cogs.replay import Replaying
from cogs.vote import Voting


class Club(
    Informing, Shelf, Replaying, Suggesting, Voting, commands.GroupCog, name=text.CLUB, description=text.CLUB_ABOUT
):
    """List, look at, join and leave clubs."""

    @app_commands.command(name=text.CLUB_LIST, description=text.CLUB_LIST_ABOUT)
    async def list(self, interaction: Interaction) -> None:
        """List the server's clubs."""
        here, say = await self.enter(interaction)
        found, past = await self.services.clubs.all(here), await self.services.pasts.all(here)
        await answer(interaction, cards.listing(say, found, self.mentions, past))

    @app_commands.command(name=text.CLUB_JOIN, description=text.CLUB_JOIN_ABOUT)
    @asks_club
    async def join(self, interaction: Interaction, club: str | None = None) -> None:
        """Join a club."""
        here, say = await self.enter(interaction)
        found, new = await self.services.clubs.join(here, here.club(club))
        await answer(interaction, cards.joined(say, found, new=new, commands=self.mentions))

    @app_commands.command(name=text.CLUB_LEAVE, description=text.CLUB_LEAVE_ABOUT)
    @asks_club
    async def leave(self, interaction: Interaction, club: str | None = None) -> None:
        """Leave a club."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.left(say, await self.services.clubs.leave(here, club), self.mentions))

    @press(ids.JOIN)
    async def join_here(self, interaction: Interaction, club: int) -> None:
        """*Join* on a card."""
        here, say = await self.enter(interaction)
        found, new = await self.services.clubs.join(here, here.club_by_id(club))
        await answer(interaction, cards.joined(say, found, new=new, commands=self.mentions))

    @press(ids.MINE)
    async def in_my_language(self, interaction: Interaction, club: int) -> None:
        """*In my language* on the welcome card."""
        here, say = await self.enter(interaction)
        found = await self.services.clubs.info_by_id(here, club)
        await answer(interaction, cards.welcome(say, found, self.mentions, private=True))


async def setup(bot: Samovar) -> None:
    """Let the bot load this door by name."""
    await bot.add_cog(Club(bot))
