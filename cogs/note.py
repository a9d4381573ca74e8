"""`/note`: sealed notes and predictions, their cards, and what waits for a reader."""

from collections.abc import Awaitable

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Interaction, Samovar
from bot.domain.note import THOUGHT, Posting, Which
from bot.domain.note_errors import NoteGone
from bot.presentation import commands as text
from bot.presentation import ids, note_card
from bot.presentation import note as cards
from bot.presentation import note_forms as forms
from bot.presentation import summary as chapters
from bot.presentation.say import Say, say_in
from cogs.door import MOST_CHOICES, answer, asks_club, choice, finish, moderates, named_club, press, take_time
from cogs.note_keeping import UNREACHABLE, NoteKeeping
from cogs.sealing import note_nonce

_WRITTEN = [
    app_commands.Choice(name=text.NOTE_THOUGHT, value="thought"),
    app_commands.Choice(name=text.NOTE_QUOTE, value="quote"),
    app_commands.Choice(name=text.NOTE_QUESTION, value="question"),
]
_LISTED = [
    *_WRITTEN,
    app_commands.Choice(name=text.NOTE_PREDICTION, value="prediction"),
    app_commands.Choice(name=text.NOTE_MESSAGE, value="message"),
]


class Notes(NoteKeeping, commands.GroupCog, name=text.NOTE, description=text.NOTE_ABOUT):
    """Write, predict, list; open, answer, change, settle and take back."""

    @app_commands.command(name=text.NOTE_WRITE, description=text.NOTE_WRITE_ABOUT)
    @app_commands.rename(chapter=text.SUMMARY_CHAPTER, kind=text.NOTE_KIND)
    @app_commands.describe(chapter=text.SUMMARY_CHAPTER_ABOUT, kind=text.NOTE_KIND_ABOUT)
    @app_commands.choices(kind=_WRITTEN)
    @asks_club
    async def write(
        self,
        interaction: Interaction,
        chapter: app_commands.Range[str, 1, 100] | None = None,
        kind: str = THOUGHT,
        club: str | None = None,
    ) -> None:
        """Open the form."""
        here, say = await self.enter(interaction)
        blank = await self.services.notes.begin(here, chapter, kind, club)
        await interaction.response.send_modal(forms.form(say, blank))

    @app_commands.command(name=text.NOTE_PREDICT, description=text.NOTE_PREDICT_ABOUT)
    @asks_club
    async def predict(self, interaction: Interaction, club: str | None = None) -> None:
        """Open the form of a prediction."""
        here, say = await self.enter(interaction)
        await interaction.response.send_modal(forms.form(say, await self.services.notes.begin_prediction(here, club)))

    @app_commands.command(name=text.NOTE_LIST, description=text.NOTE_LIST_ABOUT)
    @app_commands.rename(chapter=text.SUMMARY_CHAPTER, kind=text.NOTE_KIND)
    @app_commands.describe(chapter=text.NOTE_LIST_CHAPTER_ABOUT, kind=text.NOTE_LIST_KIND_ABOUT)
    @app_commands.choices(kind=_LISTED)
    @asks_club
    async def look(
        self,
        interaction: Interaction,
        chapter: app_commands.Range[str, 1, 100] | None = None,
        kind: str | None = None,
        club: str | None = None,
    ) -> None:
        """List what the asker may read."""
        here, say = await self.enter(interaction)
        found = await self.services.note_reading.look(here, chapter, kind, club)
        await answer(interaction, cards.listing(say, found, self.mentions))

    @write.autocomplete("chapter")
    @look.autocomplete("chapter")
    async def chapters(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer finished chapters only."""
        here, say = await self.enter(interaction)
        outline, found = await self.services.summaries.offer(here, typed, named_club(interaction))
        return [choice(chapters.choice(say, outline, one), outline.written(one.since)) for one in found[:MOST_CHOICES]]

    @press(ids.NOTE_FORM)
    async def take(
        self,
        interaction: Interaction,
        club: int,
        to: int,
        chapter: str = "",
        kind: tuple[str, ...] = (),
        text: str = "",
    ) -> None:
        """Take the form of a note or a reply that came back, and post its card."""
        here, say = await self.enter(interaction)
        await take_time(interaction)
        notes, of_kind = self.services.notes, kind[0] if kind else THOUGHT
        use = notes.reply(here, club, to, of_kind, text) if to else notes.write(here, club, chapter, of_kind, text)
        await self._taken(interaction, say, text, use)

    @press(ids.PREDICT_FORM)
    async def take_prediction(self, interaction: Interaction, club: int, text: str = "") -> None:
        """Take the form of a prediction, and post its card."""
        here, say = await self.enter(interaction)
        await take_time(interaction)
        await self._taken(interaction, say, text, self.services.notes.predict(here, club, text))

    async def _taken(self, interaction: Interaction, say: Say, typed: str, use: Awaitable[Posting]) -> None:
        """Post the card of what is kept by then. It is acknowledged before: that can take longer than Discord waits."""
        posting = await self.or_give_back(interaction, say, typed, use)
        if posting is not None:
            message = await self._post(interaction, posting)
            await finish(interaction, cards.written(say, posting, message, self.mentions))

    async def _post(self, interaction: Interaction, posting: Posting) -> tuple[int, int] | None:
        """Post the sealed card and return its channel and message; None where it cannot yet: it keeps trying."""
        club, guild = posting.club, interaction.guild
        in_forum = guild is not None and isinstance(guild.get_channel(posting.place), discord.ForumChannel)
        place_id = club.card if in_forum and club.card else posting.place
        place = self.bot.get_partial_messageable(place_id, guild_id=club.guild_id)
        try:
            view = note_card.posted(say_in(club.language), posting)
            message = await place.send(view=view, nonce=note_nonce(posting.note.row))
        except UNREACHABLE:
            await self.services.seals.retry(posting, place_id)
            return None
        if not await self.services.notes.posted(posting, place_id, message.id):
            await self.change_card(club.language, club.guild_id, place_id, message.id)
        return place_id, message.id

    @press(ids.NOTE)
    async def open(self, interaction: Interaction, club: int, row: int, part: int, way: str) -> None:
        """*Open* on a sealed card or a list, and everything that leads from one note to another."""
        here, say = await self.enter(interaction)
        reading, may = self.services.note_reading, moderates(interaction, here.club_by_id(club))
        try:
            if way == "wait":
                found = await reading.read_on(here, club, row, moderates=may)
            elif way == "card":
                found = await reading.open(here, club, row, moderates=may)
            else:
                found = await reading.leaf(here, club, row, Which.read(way), moderates=may)
        except NoteGone:
            if not await self._heal(interaction, here.club_by_id(club).language):
                raise
            return
        await self.show(interaction, say, found, part, way)

    async def _heal(self, interaction: Interaction, language: str) -> bool:
        """Let a public card whose note is gone say so in its place; return whether it was one that was pressed."""
        if interaction.message is None or interaction.message.flags.ephemeral:
            return False
        await interaction.response.edit_message(view=note_card.taken_back(say_in(language)))
        return True

    @press(ids.NOTES)
    async def turn(self, interaction: Interaction, club: int, page: int, which: str) -> None:
        """*Earlier* and *Later* of a list, *All notes*, and the replies to a note."""
        here, say = await self.enter(interaction)
        found = await self.services.note_reading.turn(here, club, Which.read(which), page)
        await answer(interaction, cards.listing(say, found, self.mentions))

    @press(ids.NOTE_ASK)
    async def tell_me(self, interaction: Interaction, club: int, row: int) -> None:
        """*Tell me when I get there*."""
        here, say = await self.enter(interaction)
        may = moderates(interaction, here.club_by_id(club))
        found = await self.services.note_reading.ask(here, club, row, moderates=may)
        await self.show(interaction, say, found, 0, "card")

    @press(ids.NOTE_REPLY)
    async def reply(self, interaction: Interaction, club: int, row: int) -> None:
        """*Reply*: open the form."""
        here, say = await self.enter(interaction)
        try:
            blank = await self.services.notes.begin_reply(here, club, row, THOUGHT)
        except NoteGone:
            if not await self._heal(interaction, here.club_by_id(club).language):
                raise
            return
        await interaction.response.send_modal(forms.form(say, blank))


async def setup(bot: Samovar) -> None:
    """Let the bot load this door by name."""
    await bot.add_cog(Notes(bot))
