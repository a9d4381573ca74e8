"""`/manage export` and `import`: all that is set for a club, as a file."""

import io

import aiohttp
import discord
from discord import app_commands

from bot.client import Interaction
from bot.domain.club import Club
from bot.domain.config import Around, Config, FileGone
from bot.domain.config_change import Told
from bot.presentation import commands as text
from bot.presentation import config as cards
from bot.presentation import ids
from cogs.door import Door, asks_club, finish, may_manage, press, take_time
from cogs.needs import TO_OPEN, TO_OPEN_A_POST, TO_WRITE, missing
from cogs.plan import tell_club


class Configuring(Door):
    """The part of `/manage` that hands out a club's configuration and takes it in. Each press is judged again.

    Until it is taken in, a file hangs on the private card that shows what it would change, and nowhere else.
    """

    @app_commands.command(name=text.MANAGE_EXPORT, description=text.MANAGE_EXPORT_ABOUT)
    @asks_club
    async def export(self, interaction: Interaction, club: str | None = None) -> None:
        """Hand out the file."""
        here, say = await self.enter(interaction)
        await take_time(interaction)
        configs = self.services.configs
        found = await configs.export(here, club)
        names = _names(interaction, found.config, found.club)
        written = configs.written(found, cards.notes(say, found, names))
        await finish(
            interaction,
            cards.exported(say, found, self.mentions),
            [discord.File(io.BytesIO(written.encode()), cards.file_name(found.club))],
        )

    @app_commands.command(name=text.MANAGE_IMPORT, description=text.MANAGE_IMPORT_ABOUT)
    @app_commands.rename(file=text.MANAGE_IMPORT_FILE)
    @app_commands.describe(file=text.MANAGE_IMPORT_FILE_ABOUT)
    @asks_club
    async def take_in(self, interaction: Interaction, file: discord.Attachment, club: str | None = None) -> None:
        """Show what a file would change."""
        here, say = await self.enter(interaction)
        meant = here.club(club)
        self.services.configs.check(file.size)
        await take_time(interaction)
        data = await _fetched(file)
        told = await self.services.configs.look(here, meant, file.filename, data, _around(interaction, meant))
        await finish(interaction, cards.preview(say, told), _hung_on(told, data))

    @press(ids.IMPORT)
    async def apply(self, interaction: Interaction, club: int, seen: int) -> None:
        """*Apply*: take in the file that hangs on the card, unless it would change something else by now."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        meant = here.club_by_id(club)
        file = _hanging(interaction)
        await take_time(interaction)
        data = await _fetched(file)
        told, taken = await self.services.configs.take(here, club, seen, cards.FILE, data, _around(interaction, meant))
        if not taken:
            await finish(interaction, cards.preview(say, told, meanwhile=True), _hung_on(told, data))
            return
        await finish(interaction, cards.done(say, told))
        if told.moved:
            await tell_club(interaction, say, told.moved)

    @press(ids.IMPORT_LEAVE)
    async def leave_file(self, interaction: Interaction, club: int) -> None:
        """*Leave it*: the file goes with the card that it hung on."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        await take_time(interaction)
        await finish(interaction, cards.left(say, here.club_by_id(club).id))


def _hanging(interaction: Interaction) -> discord.Attachment:
    """Return the file that hangs on the card that was pressed. Raises FileGone."""
    files = interaction.message.attachments if interaction.message else []
    if len(files) != 1:
        raise FileGone
    return files[0]


async def _fetched(file: discord.Attachment) -> bytes:
    """Return what is in a file. Raises FileGone."""
    try:
        return await file.read()
    except (discord.HTTPException, aiohttp.ClientError) as error:
        raise FileGone from error


def _hung_on(told: Told, data: bytes) -> list[discord.File]:
    """Return the file for a card from which it can be taken in: for no other."""
    return [] if told.nothing else [discord.File(io.BytesIO(data), cards.FILE)]


def _around(interaction: Interaction, club: Club) -> Around:
    """Return what a file may name in this server: channels in which the bot may write, and roles that some have."""
    guild = interaction.guild
    if guild is None:
        return Around()
    place = guild.get_channel(club.channel_id)
    forum = isinstance(place, discord.ForumChannel)
    needed = TO_OPEN_A_POST if forum else TO_OPEN
    return Around(
        frozenset(one.id for one in guild.text_channels if not missing(one, TO_WRITE)),
        frozenset(one.id for one in guild.roles if not one.is_default()),
        forum,
        missing(place, needed) if place else needed,
    )


def _names(interaction: Interaction, config: Config, club: Club) -> dict[int, str]:
    """Return what the channels and roles of a configuration are called, as far as they are still there."""
    guild, named = interaction.guild, config.settings or {}
    if guild is None:
        return {}
    channels = (guild.get_channel(number) for number in (club.channel_id, named.get("staff") or 0))
    roles = (guild.get_role(named.get(what) or 0) for what in ("mention", "mods"))
    return {one.id: f"#{one.name}" for one in channels if one} | {one.id: f"@{one.name}" for one in roles if one}
