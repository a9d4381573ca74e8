"""Sealing a message: the form that asks for its chapter, what is said of it privately, and its files."""

import io
import re
from collections.abc import Sequence
from itertools import count

import discord
from discord import MediaGalleryItem
from discord.ui import File, Label, LayoutView, MediaGallery, Modal, TextInput

from bot.domain import seal as domain
from bot.domain.note import Blank
from bot.domain.seal import Sealing, Uncovered
from bot.domain.where import LONGEST
from bot.presentation import ids
from bot.presentation.card import bold, button, card, heading, plain
from bot.presentation.picture import LONGEST_ALT
from bot.presentation.post import link
from bot.presentation.say import Say
from bot.presentation.summary import spelled_chapter

SHOWN = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".mp4", ".webm", ".mov")
"""Ends of the names of files that Discord shows on a card by themselves."""
HIDDEN = "SPOILER_"
"""What begins the name of a file that Discord shows only to whoever presses it."""
LONGEST_NAME = 100
"""Characters of a file's name that are kept: Discord allows more, and nobody needs them."""


def form(say: Say, blank: Blank, message_id: int) -> Modal:
    """Make the form that asks which chapter a message tells of, filled in where that is known."""
    where: TextInput[Modal] = TextInput(
        custom_id="chapter", default=blank.outline.written(blank.since) if blank.since else None, max_length=LONGEST
    )
    made = Modal(title=say("Seal this message"), custom_id=ids.SEAL_FORM(blank.club.id, message_id))
    made.add_item(
        Label(
            text=say("Of which chapter does it tell?"),
            description=say("Only who has finished it can open the message."),
            component=where,
        )
    )
    made.stop()
    return made


def kept(say: Say, sealing: Sealing, *, deleted: bool, told: bool) -> LayoutView:
    """Tell whoever sealed a message what becomes of it; not yet `deleted` it soon is, and its author is `told`."""
    where = sealing.outline.written(sealing.note.since)
    soon = say("I could not delete the message just now. I keep trying; until then it can be read.")
    return card(
        heading(say("The message is sealed")),
        say("Whoever has finished {where} can open it. A sealed card takes its place.", where=where),
        None if deleted else soon,
        say("I tell {who} privately.", who=f"<@{sealing.note.author}>") if told else None,
        [button(say("Open"), ids.NOTE(sealing.club.id, sealing.note.row, 0, "card"))],
    )


def letter(say: Say, sealing: Sealing, message_id: int) -> LayoutView:
    """Tell an author, in a direct message, that their message was sealed, and what they can do; not what it says."""
    see, club = say("See the card"), sealing.club
    return card(
        heading(say("Your message is sealed")),
        say(
            "A moderator of the club {club} has sealed what you wrote in {channel}: it tells of {where}, and not "
            "everybody has read that far. Nothing of it is lost. Whoever gets there can open it, you included.",
            club=bold(plain(club.name)),
            channel=f"<#{sealing.place}>",
            where=sealing.outline.written(sealing.note.since),
        ),
        say(
            "On the card you can change it or take it back. {card}",
            card=f"[{see}]({link(club.guild_id, sealing.place)}/{message_id})",
        ),
    )


def uncovered(say: Say, found: Uncovered) -> tuple[LayoutView, list[discord.File]]:
    """Show the files of a note privately: pictures and films at once, anything else to download; and these files."""
    note, named = found.note, _named(found.files)
    shown = {name: one for name, one in named.items() if name.lower().endswith(SHOWN)}
    pictures = [
        MediaGalleryItem(f"attachment://{name}", description=_alt(one), spoiler=_hidden(one))
        for name, one in shown.items()
    ]
    view = card(
        heading(spelled_chapter(say, found.outline, note.since)),
        say("This hangs on the message by {who}.", who=f"<@{note.author}>"),
        MediaGallery(*pictures) if pictures else None,
        [button(say("Back to the message"), ids.NOTE(found.club.id, note.row, 0, "card"))],
    )
    for name, one in named.items():
        if name not in shown:
            view.add_item(File(f"attachment://{name}", spoiler=_hidden(one)))
    return view, [discord.File(io.BytesIO(one.data), name, description=_alt(one)) for name, one in named.items()]


def _alt(one: domain.File) -> str | None:
    return one.alt[:LONGEST_ALT] if one.alt else None


def _hidden(one: domain.File) -> bool:
    return one.name.startswith(HIDDEN)


def _named(files: Sequence[domain.File]) -> dict[str, domain.File]:
    """Return files by names with which a card can speak of them: of plain signs, each once."""
    named: dict[str, domain.File] = {}
    for one in files:
        name = re.sub(r"[^A-Za-z0-9._-]", "_", one.name)[-LONGEST_NAME:] or "file"
        stem, dot, end = name.rpartition(".") if "." in name else (name, "", "")
        again = (f"{stem}-{nth}{dot}{end}" for nth in count(2))
        while name in named:
            name = next(again)
        named[name] = one
    return named
