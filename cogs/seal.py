"""*Seal this*: what somebody chooses on a message, the form that asks for its chapter, and a sealed one's files."""

from collections import OrderedDict

import aiohttp
import discord
from discord import app_commands

from bot.client import Interaction, Samovar
from bot.domain.errors import CannotPost
from bot.domain.note_errors import CHANGED, ELSEWHERE, NOT_WORDS, UNREAD, VANISHED, CannotSeal
from bot.domain.seal import File, Said, wording
from bot.presentation import commands as text
from bot.presentation import ids
from bot.presentation import seal as cards
from cogs.door import Door, finish, moderates, press, take_time
from cogs.needs import missing, to_seal
from cogs.posting import TextPlace

MOST_HELD = 200
"""Messages that wait for their forms to come back; of a form that nobody sends back Discord says nothing."""

Key = tuple[int, int]
"""Who asked, and for which message."""


class Seals(Door):
    """Seal a message. The bot reads one only when somebody hands it over, and holds that until the form is back.

    So nothing that was said is stored before somebody has said to which chapter it belongs (decision 0031).
    """

    def __init__(self, bot: Samovar) -> None:
        super().__init__(bot)
        self._held: OrderedDict[Key, discord.Message] = OrderedDict()
        self._menu = app_commands.ContextMenu(name=text.SEAL, callback=self.ask)

    async def cog_load(self) -> None:
        """Register the presses and what is chosen on a message."""
        await super().cog_load()
        self.bot.tree.add_command(self._menu)

    async def ask(self, interaction: Interaction, message: discord.Message) -> None:
        """Open the form that asks for the chapter."""
        here, say = await self.enter(interaction)
        seals = self.services.seals
        club = seals.club(here)
        blank = await seals.begin(here, club, _said(message), moderates=moderates(interaction, club))
        _may_act(interaction)
        self._held[here.user_id, message.id] = message
        while len(self._held) > MOST_HELD:
            self._held.popitem(last=False)
        await interaction.response.send_modal(cards.form(say, blank, message.id))

    @press(ids.SEAL_FORM)
    async def take(self, interaction: Interaction, club: int, message: int, chapter: str = "") -> None:
        """Take the form: keep words and files, delete the message, and let a sealed card come in its place."""
        here, say = await self.enter(interaction)
        may, held = moderates(interaction, here.club_by_id(club)), self._held.get((here.user_id, message))
        if held is None:
            raise CannotSeal(CHANGED)
        await take_time(interaction)
        place = _may_act(interaction)
        await _is_as_it_was(place, held)
        said = _said(held)
        files = await _fetched(held)
        sealing = await self.services.seals.seal(here, club, chapter, said, files, moderates=may)
        self._held.pop((here.user_id, message), None)
        deleted = await _deleted(place, message)
        view = cards.kept(say, sealing, deleted=deleted, told=said.author != here.user_id)
        await finish(interaction, view)

    @press(ids.NOTE_FILES)
    async def show_files(self, interaction: Interaction, club: int, row: int) -> None:
        """Show the files of a note to whoever may read it."""
        here, say = await self.enter(interaction)
        found = await self.services.seals.files(here, club, row)
        await take_time(interaction)
        await finish(interaction, *cards.uncovered(say, found))


def _said(message: discord.Message) -> Said:
    """Return what can be sealed of a message: a member's words and files. Raises CannotSeal."""
    written = message.type in (discord.MessageType.default, discord.MessageType.reply)
    others = message.stickers or message.poll or message.message_snapshots or message.components
    anything = message.content.strip() or message.attachments
    if not written or message.author.bot or message.webhook_id or others or not anything:
        raise CannotSeal(NOT_WORDS)
    shown = message.clean_content.replace("@\u200b", "@")
    sizes = tuple(one.size for one in message.attachments)
    return Said(message.channel.id, message.id, message.author.id, wording(shown, message.content).strip(), sizes)


def _may_act(interaction: Interaction) -> TextPlace:
    """Return where the message stands, if the bot may delete it there and post a card.

    Raises CannotPost, or CannotSeal in the chat of a voice channel, where no club meets.
    """
    place = interaction.channel
    if not isinstance(place, discord.TextChannel | discord.Thread):
        raise CannotSeal(ELSEWHERE)
    if lacking := missing(place, to_seal(place, replaces=True)):
        raise CannotPost(place.id, lacking)
    return place


async def _is_as_it_was(place: TextPlace, held: discord.Message) -> None:
    """Look once more: a bot that reads no messages is told that one was changed, though not how. Raises CannotSeal."""
    try:
        now = await place.fetch_message(held.id)
    except discord.NotFound:
        raise CannotSeal(VANISHED) from None
    if now.edited_at != held.edited_at:
        raise CannotSeal(CHANGED)


async def _fetched(held: discord.Message) -> list[File]:
    """Return the files of a message. Raises CannotSeal where one cannot be fetched."""
    try:
        return [File(one.filename, one.description, await one.read()) for one in held.attachments]
    except (discord.HTTPException, aiohttp.ClientError, OSError):
        raise CannotSeal(UNREAD) from None


async def _deleted(place: TextPlace, message_id: int) -> bool:
    """Delete a message at once; what cannot be done now the work that falls due does."""
    try:
        await place.get_partial_message(message_id).delete()
    except discord.NotFound:
        return True
    except (discord.HTTPException, aiohttp.ClientError, OSError):
        return False
    return True


async def setup(bot: Samovar) -> None:
    """Let the bot load this door by name."""
    await bot.add_cog(Seals(bot))
