"""`/manage`: what moderators do. Whoever Discord lets invoke it may use what it opens."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Interaction, Samovar
from bot.domain.draft import Given, Spot
from bot.presentation import commands as text
from bot.presentation import draft as cards
from cogs.config import Configuring
from cogs.door import book_choices, finish, take_time
from cogs.info import Pinning
from cogs.log import Logging
from cogs.past import Closing
from cogs.plan import Planning
from cogs.prompt import Prompting
from cogs.question import Judging
from cogs.settings import Settling
from cogs.setup import spot
from cogs.vote_panel import VoteKeeping

_LANGUAGES = [
    app_commands.Choice(name="English", value="en"),
    app_commands.Choice(name="Tiếng Việt", value="vi"),
]


class MeetingPlace(app_commands.Transformer):
    """Reads the option of a channel in which a club can meet: text or forum, and no other kind beside them."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """An option for a channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """What Discord offers for it."""
        return [discord.ChannelType.text, discord.ChannelType.forum]

    async def transform(self, _interaction: discord.Interaction, value: app_commands.AppCommandChannel, /) -> Spot:
        """Return the channel as a club's."""
        return Spot(value.id, value.type is discord.ChannelType.forum)


@app_commands.default_permissions(manage_guild=True)
class Manage(
    Planning,
    Settling,
    Pinning,
    Closing,
    Judging,
    Prompting,
    VoteKeeping,
    Configuring,
    Logging,
    commands.GroupCog,
    name=text.MANAGE,
    description=text.MANAGE_ABOUT,
):
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
        book: app_commands.Range[str, 1, 100] | None = None,
        channel: app_commands.Transform[Spot, MeetingPlace] | None = None,
        language: str | None = None,
        name: app_commands.Range[str, 1, 80] | None = None,
    ) -> None:
        """Show the club in the making, filled in with what was given; the rest of it is in `cogs.setup`."""
        here, say = await self.enter(interaction)
        await take_time(interaction)
        given = Given(book, channel, language, name)
        standing, spoken = spot(interaction.channel), _server_language(interaction)
        found = await self.services.drafts.resume(here, standing, spoken, given)
        await finish(interaction, cards.sketch(say, found, self.mentions))

    @setup.autocomplete("book")
    async def books(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the books on the shelf."""
        return await book_choices(interaction, typed)


def _server_language(interaction: Interaction) -> str:
    return "vi" if interaction.guild_locale is discord.Locale.vietnamese else "en"


async def setup(bot: Samovar) -> None:
    """Let the bot load this door by name."""
    await bot.add_cog(Manage(bot))
