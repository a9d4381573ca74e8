"""What authors and moderators do with a note: change its words, take it back, say how a prediction turned out."""

import contextlib
from collections.abc import Awaitable
from typing import TypeVar

import aiohttp
import discord

from bot.client import Interaction
from bot.domain.note import RIGHT, Ahead, Opened
from bot.presentation import ids, note_card
from bot.presentation import note as cards
from bot.presentation import note_forms as forms
from bot.presentation.say import Say, say_in
from bot.services.here import Here
from cogs.door import Door, answer, moderates, press

T = TypeVar("T")

UNREACHABLE = (discord.HTTPException, aiohttp.ClientError, OSError)
"""What keeps a card from being posted or changed; the note itself is safe by then."""


class NoteKeeping(Door):
    """The part of `/note` behind *Edit*, *Delete* and *How did it turn out?*; each press is judged again."""

    async def show(self, interaction: Interaction, say: Say, found: Opened | Ahead, part: int, way: str) -> None:
        """Show a note, or how far off it is."""
        if isinstance(found, Ahead):
            await answer(interaction, cards.ahead(say, found, self.mentions))
        else:
            await answer(interaction, cards.opened(say, found, part, way))

    async def or_give_back(self, interaction: Interaction, say: Say, typed: str, use: Awaitable[T]) -> T | None:
        """Return what a form led to; where it could not be taken, say why and give back what was written in it."""
        try:
            return await use
        except Exception as error:  # noqa: BLE001 - whatever went wrong, what somebody wrote must not be lost
            await self.bot.door(interaction, error)
            for view in cards.given_back(say, typed):
                await interaction.followup.send(view=view, ephemeral=True)
        return None

    async def change_card(self, language: str, guild_id: int, channel_id: int, message_id: int) -> None:
        """Let the card of a note that is gone say so; where that fails, it does once somebody presses it."""
        place = self.bot.get_partial_messageable(channel_id, guild_id=guild_id)
        with contextlib.suppress(*UNREACHABLE):
            await place.get_partial_message(message_id).edit(view=note_card.taken_back(say_in(language)))

    @press(ids.NOTE_EDIT)
    async def edit(self, interaction: Interaction, club: int, row: int) -> None:
        """*Edit*: open the form with the words as they are."""
        here, say = await self.enter(interaction)
        note = await self.services.notes.own(here, club, row)
        await interaction.response.send_modal(forms.change(say, club, row, note.text))

    @press(ids.NOTE_EDIT_FORM)
    async def take_change(self, interaction: Interaction, club: int, row: int, text: str = "") -> None:
        """Take the changed words, and show the note with them."""
        here, say = await self.enter(interaction)
        found = await self.or_give_back(interaction, say, text, self._changed(here, club, row, text))
        if found is not None:
            await self.show(interaction, say, found, 0, "card")

    async def _changed(self, here: Here, club: int, row: int, text: str) -> Opened | Ahead:
        await self.services.notes.change(here, club, row, text)
        return await self.services.note_reading.open(here, club, row)

    @press(ids.NOTE_DROP)
    async def drop(self, interaction: Interaction, club: int, row: int, sure: str) -> None:
        """*Delete* and *Remove*: ask first, then let the public card say so."""
        here, say = await self.enter(interaction)
        notes, may = self.services.notes, moderates(interaction, here.club_by_id(club))
        if sure == "ask":
            note = await notes.may_remove(here, club, row, moderates=may)
            await answer(interaction, cards.may_drop(say, club, row, mine=note.author == here.user_id))
            return
        gone = await notes.remove(here, club, row, moderates=may)
        await answer(interaction, cards.dropped(say))
        if gone.channel_id and gone.message_id:
            await self.change_card(gone.club.language, gone.club.guild_id, gone.channel_id, gone.message_id)

    @press(ids.SETTLE)
    async def ask_outcome(self, interaction: Interaction, club: int, row: int) -> None:
        """*How did it turn out?*: open the form."""
        here, say = await self.enter(interaction)
        may = moderates(interaction, here.club_by_id(club))
        blank, known = await self.services.notes.begin_settling(here, club, row, moderates=may)
        await interaction.response.send_modal(forms.settle(say, blank, known))

    @press(ids.SETTLE_FORM)
    async def settle(
        self,
        interaction: Interaction,
        club: int,
        row: int,
        known: str,
        chapter: str = "",
        outcome: tuple[str, ...] = (RIGHT,),
    ) -> None:
        """Take how it turned out, and show the prediction with it."""
        here, say = await self.enter(interaction)
        may = moderates(interaction, here.club_by_id(club))
        before = None if known == "none" else known
        await self.services.notes.settle(here, club, row, before, chapter, outcome[0], moderates=may)
        found = await self.services.note_reading.open(here, club, row, moderates=may)
        await self.show(interaction, say, found, 0, "card")
