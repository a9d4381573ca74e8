"""`/theme`: the motifs that a club follows."""

from discord import app_commands

from bot.client import Interaction, Samovar
from bot.presentation import commands as text
from bot.presentation import ids
from bot.presentation import theme as cards
from cogs.door import MOST_CHOICES, Door, answer, asks_club, choice, named_club, press


class Theme(Door):
    """Follow a theme up to the bookmark."""

    @app_commands.command(name=text.THEME, description=text.THEME_ABOUT)
    @app_commands.rename(theme=text.THEME_NAME)
    @app_commands.describe(theme=text.THEME_NAME_ABOUT)
    @asks_club
    async def theme(
        self,
        interaction: Interaction,
        theme: app_commands.Range[str, 1, 100] | None = None,
        club: str | None = None,
    ) -> None:
        """Show one theme, or all there are to follow."""
        here, say = await self.enter(interaction)
        if theme is None:
            await answer(interaction, cards.listing(say, await self.services.themes.all(here, club)))
        else:
            await answer(interaction, cards.follow(say, await self.services.themes.follow(here, theme, club)))

    @theme.autocomplete("theme")
    async def names(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the themes that can be followed by now."""
        here, say = await self.enter(interaction)
        found = await self.services.themes.offer(here, typed, named_club(interaction))
        return [choice(*cards.choice(say, theme)) for theme in found[:MOST_CHOICES]]

    @press(ids.THEME)
    async def this_one(self, interaction: Interaction, club: int, theme: str) -> None:
        """One of the themes listed."""
        here, say = await self.enter(interaction)
        found = await self.services.themes.follow_by_id(here, club, str(theme))
        await answer(interaction, cards.follow(say, found))


async def setup(bot: Samovar) -> None:
    """Let the bot load this door by name."""
    await bot.add_cog(Theme(bot))
