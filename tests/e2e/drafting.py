"""Filling in a club in the making as a moderator does: the command, the card, its forms."""

from pathlib import Path
from typing import Any

import discord
from simcord import interactions
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.enums import InteractionType
from simcord.results import ResponseMessage

from tests.e2e.world import World, draft_of, shown, told
from tests.storage.rows import ask

DAY = 86_400
SUNDAY = ["6"]


async def begin(town: World, person: MemberActor | None = None, **options: Any) -> ResponseMessage:
    """Let a moderator call `/manage setup` and return the card."""
    return shown(await (person or town.mod).slash(town.channel, "manage setup", **options))


async def fill(town: World, card: ResponseMessage, field: str, **typed: Any) -> str:
    """Let the moderator change a field of the card; return what is said to it."""
    form = await town.mod.click(card, custom_id=f"draft-field:{draft_of(card)}:{field}")
    assert form.modal is not None
    return told(await town.mod.submit_modal(form, typed), card)


def cards(place: ChannelHandle) -> list[discord.Message]:
    """Return what the bot has posted in a channel for everybody."""
    posted = [message for message in place.history() if message.type is discord.MessageType.default]
    return [message for message in posted if not message.flags.ephemeral]


def drafts(town: World) -> int:
    """Return how many drafts the database holds, read from outside."""
    return int(ask(Path(town.settings.database), "SELECT count(*) FROM drafts")[0][0])


def said_of(text: str) -> str:
    """Return a card's text without the words on its buttons."""
    return text.replace("\nChange\n", "\n")


def walk(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return all components, however deep."""
    return [found for one in components for found in (one, *walk(one.get("components", [])))]


def emit(town: World, person: MemberActor, custom_id: str) -> None:
    """Press a button without waiting for the answer."""
    _, payload = interactions.base_payload(
        town.env.backend,
        type=InteractionType.MESSAGE_COMPONENT,
        channel_id=town.channel.id,
        guild_id=town.guild.id,
        user_id=person.id,
        data={"custom_id": custom_id, "component_type": 2},
    )
    town.env.backend.emit("INTERACTION_CREATE", payload)
