"""Readers who ask to be reminded, and what they find among their direct messages."""

from datetime import datetime
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from tests.e2e.plans import written
from tests.e2e.world import World, shown

EVERYTHING = ("day", "hours", "opens")


async def form(town: World, person: MemberActor) -> InteractionResult:
    """Let somebody open the form for reminders and streak."""
    return await person.click(shown(await person.slash(town.channel, "me settings")), custom_id="remind")


async def asks(
    town: World, person: MemberActor, *kinds: str, quiet: str = "never", zone: str = "London", streak: str = "no"
) -> InteractionResult:
    """Let somebody fill in the form, and return its answer."""
    filled: dict[str, Any] = {"kinds": list(kinds), "quiet": [quiet], "zone": zone, "streak": [streak]}
    return await person.submit_modal(await form(town, person), filled)


def letters(person: MemberActor) -> list[discord.Message]:
    """Return the direct messages that somebody has from the bot."""
    return list(person.user.dm_channel.history())


def mail(person: MemberActor) -> list[str]:
    """Return what stands in them."""
    return [written(one) for one in letters(person)]


async def until(town: World, moment: str) -> None:
    """Let time pass until a moment, written in ISO 8601 with its zone."""
    await town.env.advance_time((datetime.fromisoformat(moment) - town.env.now()).total_seconds())
