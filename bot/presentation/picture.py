"""A picture as Discord takes it: a file, beside it a text for whoever cannot see it, and its place on a card.

Whoever draws loads Pillow only then, and draws in a thread: nothing here does.
"""

import io

import discord
from discord.ui import LayoutView, MediaGallery

from bot.presentation.card import capital, gist

LONGEST_ALT = 1_024
"""Characters of an alternative text (Discord)."""


def file(png: bytes, name: str, alt: str) -> discord.File:
    """Return a picture to send; its name says what kind it is and nothing of what it shows."""
    return discord.File(io.BytesIO(png), name, description=alt)


def hung(picture: discord.File) -> MediaGallery[LayoutView]:
    """Return a picture as a part of a card."""
    return MediaGallery(discord.MediaGalleryItem(picture, description=picture.description))


def in_words(begun: str, told: list[str]) -> str:
    """Return an alternative text: what it is, and then as much of what it shows as fits.

    Semicolons part what it shows: read aloud, each is heard to end, though commas stand within.
    """
    return f"{begun} {capital(gist(told, LONGEST_ALT - len(begun) - 1, '; '))}".strip()
