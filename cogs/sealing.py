"""Carrying out a sealing on Discord: the message goes, its card comes, and its author is told; each safe to repeat."""

import contextlib
from dataclasses import replace

import discord

from bot.client import Samovar
from bot.domain.seal import Sealing
from bot.presentation import note_card as cards
from bot.presentation import seal as seals
from bot.presentation.say import say_in
from cogs.posting import Mark, Posting, TextPlace


def note_nonce(row: int) -> str:
    """Return by what Discord knows the card of a note again, whoever posts it."""
    return f"note-{row}"


async def carry_out(bot: Samovar, posting: Posting, place: TextPlace, post: Sealing, mark: Mark) -> int:
    """Put a sealed card in the place of a message, or of nothing, and return its message's id.

    The message goes first: beside it a sealed card would be of no use. Raises what discord.py raises.
    """
    if isinstance(place, discord.Thread) and place.archived:
        await posting.reopen(place)
    if post.message_id is not None:
        await posting.delete(place, post.message_id)
    say, named = say_in(post.club.language), replace(mark, name=note_nonce(post.note.row))
    message_id = await posting.message(place, cards.posted(say, post), named)
    if not await bot.services.seal_posts.posted(post, place.id, message_id):
        await posting.change(place, message_id, cards.taken_back(say), mark)
    if post.language is not None:
        # Whoever takes no direct messages finds the card where their message was.
        with contextlib.suppress(discord.Forbidden, discord.NotFound):
            letter = seals.letter(say_in(post.language), post, message_id)
            await posting.direct(post.note.author, letter, mark.second)
    return message_id
