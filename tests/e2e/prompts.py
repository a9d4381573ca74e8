"""Clubs' own prompts in simulated Discord: suggesting and adding them, and where they stand then."""

from typing import Any

from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult, ResponseMessage

from bot.domain.club import Club
from tests.e2e.plans import (
    cards,
)
from tests.e2e.world import World, shown, told
from tests.storage.every_table import everything

ASKED = "Why does nobody speak?"


async def reader(town: World, club: Club, at: int, name: str = "ann", speaks: str = "en-US") -> MemberActor:
    """Add somebody whose bookmark is there."""
    person = town.person(name, speaks=speaks)
    await town.put(person, club, at)
    return person


async def suggest(town: World, who: MemberActor, chapter: str = "1.3", text: str = ASKED) -> InteractionResult:
    """Let somebody suggest a prompt."""
    form = await who.slash(town.channel, "club suggest")
    return await who.submit_modal(form, {"chapter": chapter, "text": text})


async def add(town: World, chapter: str = "1.2", en: str = ASKED, vi: str = "") -> InteractionResult:
    """Let the moderator add a prompt."""
    form = await town.mod.slash(town.channel, "manage prompt add")
    return await town.mod.submit_modal(form, {"chapter": chapter, "en": en, "vi": vi})


def rows(town: World) -> list[dict[str, Any]]:
    """Return the rows of prompts."""
    return everything(town.settings.database)["prompts"]


def row(town: World) -> int:
    """Return the number of the prompt that was made last."""
    return int(rows(town)[-1]["id"])


async def press(town: World, card: ResponseMessage, label: str) -> str:
    """Let the moderator press a button on a private card, and return what the card says then."""
    return told(await town.mod.click(card, label=label), card)


async def opened(town: World, place: ChannelHandle) -> ResponseMessage:
    """Let the moderator look at the suggestion that was posted last for moderators."""
    return shown(await town.mod.click(place.history()[-1], label="Look at it"))


def letters(town: World, person: MemberActor) -> list[str]:
    """Return what the bot has sent somebody as direct messages."""
    return cards(town, person.user.dm_channel)


def first_lines(town: World, thread: ChannelHandle) -> list[str]:
    """Return how each card in a thread begins, but for the first one, which speaks of the thread."""
    return [card.splitlines()[0] for card in cards(town, thread)][1:]
