"""Notes in simulated Discord: writing, posting, opening, and what stands where."""

from collections.abc import Sequence
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult, ResponseMessage

from bot.domain.club import Club
from tests.e2e.world import World, buttons, said, shown
from tests.storage.every_table import everything

WORDS = "He waits at the door."


async def reader(town: World, club: Club, at: int | None, name: str = "ann", **more: Any) -> MemberActor:
    """Add somebody whose bookmark is there; None for who has not joined."""
    person = town.person(name, **more)
    await town.put(person, club, at)
    return person


async def write(
    town: World, who: MemberActor, text: str = WORDS, place: ChannelHandle | None = None, **fields: Any
) -> InteractionResult:
    """Let somebody write a note, on the chapter that the form offers unless they type another."""
    form = await who.slash(place or town.channel, "note write", **_options(fields))
    return await send(who, form, text, **fields)


def _options(fields: dict[str, Any]) -> dict[str, Any]:
    return {"chapter": fields["chapter"]} if "chapter" in fields else {}


async def send(who: MemberActor, form: InteractionResult, text: str, **fields: Any) -> InteractionResult:
    """Fill in a form and send it: what is not given stays as it stands there."""
    assert form.modal, said(form)
    held = {one["component"]["custom_id"]: _held(one["component"]) for one in form.modal["components"]}
    wanted = {name: value for name, value in fields.items() if name in held}
    return await who.submit_modal(form, {**held, **({"text": text} if "text" in held else {}), **wanted})


def _held(field: dict[str, Any]) -> Any:
    if field["type"] == 3:
        return [option["value"] for option in field["options"] if option.get("default")]
    return field.get("value") or ""


async def predict(town: World, who: MemberActor, text: str = WORDS) -> InteractionResult:
    """Let somebody predict."""
    return await send(who, await who.slash(town.channel, "note predict"), text)


def sealed(place: ChannelHandle) -> list[discord.Message]:
    """Return the public cards in a place that can be opened."""
    public = [one for one in place.history() if not one.flags.ephemeral]
    return [one for one in public if any(custom_id.startswith("note:") for _, custom_id in buttons(one))]


async def opened(town: World, who: MemberActor, card: discord.Message | None = None) -> ResponseMessage:
    """Let somebody press *Open* on a card, the last one posted if none is named."""
    return shown(await who.click(card or sealed(town.channel)[-1], custom_id=_opens(card or sealed(town.channel)[-1])))


def _opens(card: discord.Message) -> str:
    return next(custom_id for _, custom_id in buttons(card) if custom_id.startswith("note:"))


def stored(town: World, table: str = "notes") -> Sequence[dict[str, Any]]:
    """Return the rows of a table."""
    return everything(town.settings.database)[table]
