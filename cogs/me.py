"""`/me`: what readers set for themselves."""

from discord import app_commands
from discord.ext import commands

from bot.client import Interaction, Samovar
from bot.presentation import commands as text
from bot.presentation import ids
from bot.presentation import me as cards
from cogs.door import Door, answer, press


class Me(Door, commands.GroupCog, name=text.ME, description=text.ME_ABOUT):
    """One panel of settings, each changed in place."""

    @app_commands.command(name=text.ME_SETTINGS, description=text.ME_SETTINGS_ABOUT)
    async def settings(self, interaction: Interaction) -> None:
        """Show the settings."""
        await self._show(interaction)

    @press(ids.SPEAK)
    async def speak(self, interaction: Interaction, language: str) -> None:
        """Choose a language."""
        here, _ = await self.enter(interaction)
        await self.services.me.speak(here, None if language == "auto" else language)
        await self._show(interaction)

    @press(ids.HIDE)
    async def hide(self, interaction: Interaction, hidden: str) -> None:
        """Hide or show one's place."""
        here, _ = await self.enter(interaction)
        await self.services.me.hide(here, hidden=hidden == "yes")
        await self._show(interaction)

    @press(ids.PAGES)
    async def ask_pages(self, interaction: Interaction, club: int) -> None:
        """Open the form for the pages of one's edition."""
        here, say = await self.enter(interaction)
        reader = here.reading(here.club_by_id(club))
        await interaction.response.send_modal(cards.pages_form(say, club, reader.pages))

    @press(ids.PAGES_FORM)
    async def set_pages(self, interaction: Interaction, club: int, pages: str = "") -> None:
        """Take the form that came back."""
        here, _ = await self.enter(interaction)
        await self.services.me.edition(here, club, pages)
        await self._show(interaction)

    async def _show(self, interaction: Interaction) -> None:
        here, say = await self.enter(interaction)
        await answer(interaction, cards.settings(say, self.services.me.settings(here)))


async def setup(bot: Samovar) -> None:
    """Let the bot load this door by name."""
    await bot.add_cog(Me(bot))
