"""Notes in simulated Discord: writing, posting, opening, and what stands where."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult, ResponseMessage

from bot.domain.club import Club
from bot.domain.note import OUTCOMES
from tests.e2e.world import World, buttons, forge, said, shown
from tests.marked import LAST, addresses, mark
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


async def note_everything(town: World, club: Club) -> None:
    """Let somebody on each chapter leave a note and a prediction, settle it later on, and add a reply.

    The cards of the notes stand in the channel, and that of the first prediction.
    """
    notes = town.bot.services.notes
    for since in range(1, LAST + 1):
        who = town.person(f"noter-{since}")
        await town.put(who, club, since)
        text: dict[str, Any] = {"type": 4, "custom_id": "text", "value": f"margin {mark(since)}"}
        chapter = {"type": 4, "custom_id": "chapter", "value": addresses()[since - 1]}
        await _submit(town, who, f"note-form:{club.id}:0", chapter, text)
        if since == LAST:
            continue
        here = await town.here(who)
        text["value"] = f"guess {mark(since)}"
        if since == 1:
            await _submit(town, who, f"predict-form:{club.id}", text)
            guess = int(stored(town)[-1]["id"])
        else:
            guess = (await notes.predict(here, club.id, text["value"])).note.row
        await town.bot.services.progress.reach(here, club.id, LAST)
        settles, outcome = addresses()[min(since + 2, LAST) - 1], OUTCOMES[since % 3]
        await notes.settle(here, club.id, guess, None, settles, outcome, moderates=False)
        await notes.reply(here, club.id, guess, "thought", f"margin {mark(since)} again")


async def _submit(town: World, who: MemberActor, custom_id: str, *fields: dict[str, Any]) -> None:
    await forge(town, who, custom_id, components=[{"type": 18, "component": field} for field in fields])


TABLES = ("notes", "note_marks", "note_files")
"""Where all that belongs to notes is stored; what is named later needs what is named before."""


@dataclass(frozen=True)
class Kept:
    """All that is stored of notes, and the cards in the channel."""

    rows: list[list[tuple[Any, ...]]]
    cards: dict[int, list[dict[str, Any]]]


def _rows(town: World) -> list[list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(town.settings.database)) as database:
        return [database.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES]  # noqa: S608 - ours


def kept(town: World) -> Kept:
    """Return all that there is of notes."""
    there = town.env.backend.messages.get(town.channel.id, {})
    return Kept(_rows(town), {number: message.components for number, message in there.items()})


def put_back(town: World, wanted: Kept) -> None:
    """Let there be what was, and nothing else stored or said since; nothing is done where it is so."""
    there = town.env.backend.messages.get(town.channel.id, {})
    for number in there.keys() - wanted.cards.keys():
        del there[number]
    for number, components in wanted.cards.items():
        there[number].components = components
    if _rows(town) == wanted.rows:
        return
    with closing(sqlite3.connect(town.settings.database)) as database, database:
        for table in reversed(TABLES):
            database.execute(f"DELETE FROM {table}")  # noqa: S608 - ours
        for table, rows in zip(TABLES, wanted.rows, strict=True):
            for row in rows:
                places = ", ".join("?" * len(row))
                database.execute(f"INSERT INTO {table} VALUES ({places})", row)  # noqa: S608 - ours
