"""What every card is built of: a frame, paragraphs and rows of buttons, within Discord's limits."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import discord
from discord.ui import ActionRow, Button, Container, LayoutView, MediaGallery, Section, Select, Separator, TextDisplay

BRASS = 0xB5832B
GREY = 0x80848E
LONGEST = 4_000
"""Characters a card may hold (Discord: all texts of a Components V2 message together)."""

_SIGNS = re.compile(r"[\\*_~`|\[\]#>+\-]")
_NUMBERED = re.compile(r"^(\s*[0-9]+)\.", re.MULTILINE)
_GAP = "\u200b"
"""Takes no room; between the two signs that would make a mention or a link, it keeps them apart."""

Row = list[Button[LayoutView]]


def button(
    label: str, custom_id: str, style: discord.ButtonStyle = discord.ButtonStyle.secondary
) -> Button[LayoutView]:
    """Make a button; Discord shows at most 80 characters of its label."""
    return Button(label=clip(label, 80), custom_id=custom_id, style=style)


class Rule:
    """A thin line between two parts of a card."""


RULE = Rule()


@dataclass(frozen=True, slots=True)
class Field:
    """A text with a button beside it."""

    text: str
    beside: Button[LayoutView]


Block = str | Row | Rule | Field | Select[LayoutView] | MediaGallery[LayoutView]


def card(*blocks: Block | None, accent: int = BRASS) -> LayoutView:
    """Build a card from paragraphs, fields, rows of buttons, selects, pictures and lines; empty blocks are left out.

    The view is finished before it is sent: what a press does is found by its custom id, so discord.py
    must not remember the card.
    """
    frame: Container[LayoutView] = Container(accent_colour=accent)
    left = LONGEST
    for block in blocks:
        if isinstance(block, str):
            text = clip(block, left)
            left -= len(text)
            if text:
                frame.add_item(TextDisplay(text))
        elif isinstance(block, Rule):
            frame.add_item(Separator())
        elif isinstance(block, Field):
            text = clip(block.text, left)
            left -= len(text)
            if text:
                frame.add_item(Section(TextDisplay(text), accessory=block.beside))
        elif isinstance(block, MediaGallery):
            frame.add_item(block)
        elif isinstance(block, Select):
            frame.add_item(ActionRow(block))
        elif block:
            frame.add_item(ActionRow(*block))
    view = LayoutView(timeout=None)
    view.add_item(frame)
    view.stop()
    return view


def numbered(view: LayoutView, number: int) -> LayoutView:
    """Write a number on a card's frame, by which it is known again; nobody sees it."""
    view.children[0].id = number
    return view


def heading(text: str, level: int = 3) -> str:
    """Return a heading; 2 for a card that greets a channel, 3 for answers."""
    return f"{'#' * level} {text}"


def bold(text: str) -> str:
    """Return a text in bold."""
    return f"**{text}**"


def entry(name: str, value: str) -> str:
    """Return a line that tells what something is: its name in bold, and its value."""
    return f"{bold(name)} · {value}"


def small(text: str) -> str:
    """Return a line in Discord's small print."""
    return f"-# {text}"


def quoted(text: str) -> str:
    """Return a text as a quotation."""
    return "> " + text.replace("\n", "\n> ")


def stamp(moment: datetime, style: str) -> str:
    """Return an aware moment as each client shows it on its own clock."""
    return f"<t:{int(moment.timestamp())}:{style}>"


def capital(text: str) -> str:
    """Return a text that begins a line: with a capital."""
    return text[:1].upper() + text[1:]


def clip(text: str, most: int) -> str:
    """Shorten a text to `most` characters, with an ellipsis where something is left out."""
    if len(text) <= most:
        return text
    return text[: most - 1].rstrip() + "…" if most > 0 else ""


def plain(text: str) -> str:
    """Return somebody's words so that they stay words: no markdown, mention, link, timestamp or heading.

    Discord takes a backslash before a sign for "as it is"; of a number that begins a list it is the dot.
    """
    escaped = _NUMBERED.sub(r"\1\\.", _SIGNS.sub(r"\\\g<0>", text))
    for mark in ("@", "<", "://"):
        escaped = escaped.replace(mark, f"{mark[0]}{_GAP}{mark[1:]}")
    return escaped


def gist(names: Iterable[str], most: int, between: str = ", ") -> str:
    """Join names with commas, as many as fit into `most` characters; an ellipsis tells of the rest."""
    listed = list(names)
    told = between.join(listed)
    while len(told) > most and listed:
        listed.pop()
        told = between.join([*listed, "…"])
    return told
