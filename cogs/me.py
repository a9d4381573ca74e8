"""`/me`: what readers set for themselves, and all that is kept of them."""

from discord import app_commands
from discord.ext import commands

from bot.client import Interaction, Samovar
from bot.presentation import commands as text
from bot.presentation import ids
from bot.presentation import me as cards
from bot.presentation import me_data as data
from cogs.door import Door, answer, asks_club, press


class Me(Door, commands.GroupCog, name=text.ME, description=text.ME_ABOUT):
    """One panel of settings, each changed in place; a copy of everything, and its deletion."""

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

    @press(ids.UNRANK)
    async def stay_off(self, interaction: Interaction, off: str) -> None:
        """Stay off the boards of quizzes, or stand on them again."""
        here, _ = await self.enter(interaction)
        await self.services.me.stay_off(here, off=off == "yes")
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

    @app_commands.command(name=text.ME_EXPORT, description=text.ME_EXPORT_ABOUT)
    async def export(self, interaction: Interaction) -> None:
        """Hand over everything that is kept of the asker in this server."""
        here, say = await self.enter(interaction)
        kept = await self.services.me.kept(here)
        view = data.exported(say, kept, self.mentions)
        await interaction.response.send_message(view=view, file=data.file(kept), ephemeral=True)

    @app_commands.command(name=text.ME_DELETE, description=text.ME_DELETE_ABOUT)
    @asks_club
    async def delete(self, interaction: Interaction, club: str | None = None) -> None:
        """Ask what is to be deleted, and whether it is meant."""
        here, say = await self.enter(interaction)
        await answer(interaction, data.question(say, await self.services.me.deletable(here, club), self.mentions))

    @press(ids.FORGET)
    async def forget(self, interaction: Interaction, club: int) -> None:
        """*Delete in this club*."""
        here, say = await self.enter(interaction)
        await answer(interaction, data.forgotten(say, await self.services.me.forget(here, club), self.mentions))

    @press(ids.FORGET_EVERYWHERE)
    async def forget_everywhere(self, interaction: Interaction) -> None:
        """*Delete everywhere*; the language chosen goes too, so this answer is the last one in it."""
        here, say = await self.enter(interaction)
        await self.services.me.forget_everywhere(here)
        await answer(interaction, data.forgotten(say, None, self.mentions))

    @press(ids.KEEP)
    async def keep(self, interaction: Interaction) -> None:
        """*Keep everything*."""
        _, say = await self.enter(interaction)
        await answer(interaction, data.all_kept(say))

    async def _show(self, interaction: Interaction) -> None:
        here, say = await self.enter(interaction)
        await answer(interaction, cards.settings(say, self.services.me.settings(here)))
        await self.services.reminders.heard(here)


async def setup(bot: Samovar) -> None:
    """Let the bot load this door by name."""
    await bot.add_cog(Me(bot))
