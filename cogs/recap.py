"""`/recap`: the story so far."""

from discord import app_commands

from bot.client import Interaction, Samovar
from bot.presentation import commands as text
from bot.presentation import ids
from bot.presentation import recap as cards
from cogs.door import Door, answer, asks_club, press

_LENGTHS = [
    app_commands.Choice(name=text.RECAP_LINE, value="line"),
    app_commands.Choice(name=text.RECAP_SHORT, value="short"),
    app_commands.Choice(name=text.RECAP_FULL, value="full"),
]


class Recap(Door):
    """Tell the story up to the bookmark."""

    @app_commands.command(name=text.RECAP, description=text.RECAP_ABOUT)
    @app_commands.rename(length=text.RECAP_LENGTH)
    @app_commands.describe(length=text.RECAP_LENGTH_ABOUT)
    @app_commands.choices(length=_LENGTHS)
    @asks_club
    async def recap(self, interaction: Interaction, length: str = "short", club: str | None = None) -> None:
        """Tell the last page of the story so far."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.story(say, await self.services.recaps.tell(here, length, club)))

    @press(ids.RECAP)
    async def turn(self, interaction: Interaction, club: int, length: str, page: int) -> None:
        """Turn a page, or choose another length."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.story(say, await self.services.recaps.turn(here, club, length, page)))


async def setup(bot: Samovar) -> None:
    """Let the bot load this door by name."""
    await bot.add_cog(Recap(bot))
