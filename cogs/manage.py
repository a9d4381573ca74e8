"""`/manage`: what moderators do. Whoever Discord lets invoke it may use what it opens."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Interaction, Samovar
from bot.domain.errors import CannotPost
from bot.domain.me import LANGUAGES
from bot.presentation import club as cards
from bot.presentation import commands as text
from bot.presentation.say import say_in
from cogs.door import MOST_CHOICES, choice
from cogs.plan import Planning

_LANGUAGES = [
    app_commands.Choice(name="English", value="en"),
    app_commands.Choice(name="Tiếng Việt", value="vi"),
]


@app_commands.default_permissions(manage_guild=True)
class Manage(Planning, commands.GroupCog, name=text.MANAGE, description=text.MANAGE_ABOUT):
    """Open clubs."""

    @app_commands.command(name=text.MANAGE_SETUP, description=text.MANAGE_SETUP_ABOUT)
    @app_commands.rename(
        book=text.MANAGE_SETUP_BOOK,
        channel=text.MANAGE_SETUP_CHANNEL,
        language=text.MANAGE_SETUP_LANGUAGE,
        name=text.MANAGE_SETUP_NAME,
    )
    @app_commands.describe(
        book=text.MANAGE_SETUP_BOOK_ABOUT,
        channel=text.MANAGE_SETUP_CHANNEL_ABOUT,
        language=text.MANAGE_SETUP_LANGUAGE_ABOUT,
        name=text.MANAGE_SETUP_NAME_ABOUT,
    )
    @app_commands.choices(language=_LANGUAGES)
    async def setup(
        self,
        interaction: Interaction,
        book: app_commands.Range[str, 1, 100],
        channel: discord.TextChannel | None = None,
        language: str | None = None,
        name: app_commands.Range[str, 1, 80] | None = None,
    ) -> None:
        """Open a club and post its welcome card in the channel."""
        here, say = await self.enter(interaction)
        place = _place(interaction, channel)
        spoken = language if language in LANGUAGES else _server_language(interaction)
        await interaction.response.defer(ephemeral=True)
        found = await self.services.clubs.open(here, pack=book, channel_id=place.id, name=name, language=spoken)
        welcome = cards.welcome(say_in(spoken), found, self.mentions)
        try:
            card = await place.send(view=welcome)
        except discord.HTTPException as error:
            await self.services.clubs.withdraw(here, found.club)
            if isinstance(error, discord.Forbidden):
                raise CannotPost from error
            raise
        await self.services.clubs.posted(here, found.club, card.id)
        await interaction.followup.send(view=cards.opened(say, found), ephemeral=True)

    @setup.autocomplete("book")
    async def books(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the books on the shelf."""
        _, say = await self.enter(interaction)
        found = self.services.clubs.books(typed, MOST_CHOICES)
        return [choice(cards.book_choice(say, page.title, page.author), page.slug) for page in found]


def _place(interaction: Interaction, chosen: discord.TextChannel | None) -> discord.TextChannel:
    """Return the channel that was chosen, else the one stood in (a thread's parent). Raises CannotPost."""
    place = chosen or interaction.channel
    if isinstance(place, discord.Thread):
        place = place.parent
    if not isinstance(place, discord.TextChannel):
        raise CannotPost
    mine = place.permissions_for(place.guild.me)
    if not (mine.view_channel and mine.send_messages):
        raise CannotPost
    return place


def _server_language(interaction: Interaction) -> str:
    return "vi" if interaction.guild_locale is discord.Locale.vietnamese else "en"


async def setup(bot: Samovar) -> None:
    """Let the bot load this door by name."""
    await bot.add_cog(Manage(bot))
