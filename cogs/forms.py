"""Reading what stands in a form that came back."""

from collections.abc import Mapping

import discord

from bot.client import Interaction
from bot.domain.errors import ChannelGone
from bot.domain.settings import RoleGone

Typed = Mapping[str, str | tuple[str, ...]]
"""A field holds a text, or what was chosen in it."""


def text(typed: Typed, field: str) -> str:
    """Return what stands in a field of text."""
    value = typed.get(field, "")
    return value if isinstance(value, str) else ""


def chosen(typed: Typed, field: str) -> tuple[str, ...]:
    """Return what was chosen in a field."""
    value = typed.get(field, ())
    return value if isinstance(value, tuple) else ()


def one(typed: Typed, field: str) -> str:
    """Return the one thing chosen in a field, empty for none."""
    return "".join(chosen(typed, field)[:1])


def channel(interaction: Interaction, typed: Typed, field: str) -> discord.abc.GuildChannel | None:
    """Return the channel chosen in a form, None where none was. Raises ChannelGone."""
    number = one(typed, field)
    if not number:
        return None
    found = interaction.guild.get_channel(int(number)) if interaction.guild and number.isdigit() else None
    if found is None:
        raise ChannelGone
    return found


def role(interaction: Interaction, typed: Typed, field: str) -> int | None:
    """Return the role chosen in a form, None where none was. Raises RoleGone, also for the one that everybody has."""
    number = one(typed, field)
    if not number:
        return None
    found = interaction.guild.get_role(int(number)) if interaction.guild and number.isdigit() else None
    if found is None or found.is_default():
        raise RoleGone
    return found.id
