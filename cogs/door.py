"""What all command groups share: who asks, how they are answered, and which presses a group answers."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import discord
from discord import File, InteractionType, app_commands
from discord.ext import commands
from discord.ui import LayoutView

from bot.client import Interaction, Pressed, Samovar
from bot.domain.club import Club
from bot.domain.errors import NotAllowed
from bot.presentation import commands as text
from bot.presentation.card import clip
from bot.presentation.club import book_choice
from bot.presentation.ids import PANELS, CustomId
from bot.presentation.say import Say, say_in
from bot.services.here import Here

MOST_CHOICES = 25

P = TypeVar("P", bound=Pressed)


def press(custom_id: CustomId) -> Callable[[P], P]:
    """Mark a method of a Door as the answer to buttons, a select or forms of one kind of id."""

    def mark(method: P) -> P:
        method.__press__ = custom_id  # type: ignore[attr-defined]
        return method

    return mark


class Door(commands.Cog):
    """A group of commands and the presses that belong to it."""

    def __init__(self, bot: Samovar) -> None:
        self.bot = bot
        self.services = bot.services
        self.mentions = bot.mentions

    async def cog_load(self) -> None:
        """Register the presses."""
        for name in dir(type(self)):
            kind = getattr(getattr(type(self), name), "__press__", None)
            if kind is not None:
                self.bot.on_press(kind, getattr(self, name))

    async def enter(self, interaction: Interaction) -> tuple[Here, Say]:
        """Return the asker in their server, and the voice to answer them with."""
        here = await self.bot.here(interaction)
        return here, say_in(here.language)


async def answer(interaction: Interaction, view: LayoutView) -> None:
    """Answer privately; a press on a private card changes that card."""
    if _on_private_card(interaction):
        await interaction.response.edit_message(view=view)
    else:
        await interaction.response.send_message(view=view, ephemeral=True)


def moderates(interaction: Interaction, club: Club) -> bool:
    """Whether whoever asks has, at this moment, Manage Server or the role of the club's moderators (decision 0021)."""
    user = interaction.user
    if interaction.permissions.manage_guild:
        return True
    return isinstance(user, discord.Member) and club.mods_id is not None and user.get_role(club.mods_id) is not None


def may_manage(interaction: Interaction, club: Club | None = None) -> None:
    """Raise NotAllowed unless whoever presses may look after this server's clubs (decision 0015).

    They have Manage Server, or hold a private card for moderators: nobody sees that but whoever `/manage` made it
    for, and Discord, which knows what the server allows, let them invoke it. An id on any other message is forged,
    unless it is one that stands on public posts: there the role of the moderators of its `club` will do.
    """
    message = interaction.message
    if interaction.permissions.manage_guild or (club is not None and moderates(interaction, club)):
        return
    if message is None or not message.flags.ephemeral or not _is_panel(message.components):
        raise NotAllowed


def _is_panel(components: Iterable[object]) -> bool:
    """Whether a button for moderators is among components, at whatever depth, or beside a text."""
    words = tuple(f"{one.word}:" for one in PANELS)
    return any(
        str(getattr(one, "custom_id", None)).startswith(words)
        or _is_panel((*getattr(one, "children", ()), *filter(None, [getattr(one, "accessory", None)])))
        for one in components
    )


async def take_time(interaction: Interaction) -> None:
    """Acknowledge before work that may take longer than Discord waits for; `finish` gives the answer."""
    if _on_private_card(interaction):
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)


async def finish(interaction: Interaction, view: LayoutView, files: Sequence[File] = ()) -> None:
    """Answer privately after `take_time`; a press on a private card changes that card, with its files."""
    if _on_private_card(interaction):
        await interaction.edit_original_response(view=view, attachments=files)
    else:
        await interaction.followup.send(view=view, files=files, ephemeral=True)


def _on_private_card(interaction: Interaction) -> bool:
    message = interaction.message
    pressed = interaction.type is not InteractionType.application_command
    return pressed and message is not None and message.flags.ephemeral


def choice(name: str, value: str) -> app_commands.Choice[str]:
    """Make one line of an autocomplete, within Discord's 100 characters."""
    return app_commands.Choice(name=clip(name, 100), value=value)


async def club_choices(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer the server's clubs for the `club` option."""
    here = await interaction.client.here(interaction)
    found = interaction.client.services.clubs.offer(here, typed)
    return [choice(club.name, str(club.id)) for club in found[:MOST_CHOICES]]


async def book_choices(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer the books on the shelf, by their title pages."""
    say = say_in((await interaction.client.here(interaction)).language)
    found = interaction.client.services.clubs.books(typed, MOST_CHOICES)
    return [choice(book_choice(say, page.title, page.author), page.slug) for page in found]


def named_club(interaction: Interaction) -> str | None:
    """Return the `club` option as filled in so far, while another option is being typed."""
    return getattr(interaction.namespace, "club", None)


def asks_club(command: P) -> P:
    """Give a command its `club` option: name, description and choices are the same everywhere."""
    for decorate in (
        app_commands.rename(club=text.CLUB_OPTION),
        app_commands.describe(club=text.CLUB_OPTION_ABOUT),
        app_commands.autocomplete(club=club_choices),
    ):
        command = decorate(command)
    return command
