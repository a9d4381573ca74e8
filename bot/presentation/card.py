"""What every card is built of: a frame, paragraphs and rows of buttons, within Discord's limits."""

from collections.abc import Iterable

import discord
from discord.ui import ActionRow, Button, Container, LayoutView, Separator, TextDisplay

BRASS = 0xB5832B
GREY = 0x80848E
LONGEST = 4_000
"""Characters a card may hold (Discord: all texts of a Components V2 message together)."""

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


def card(*blocks: str | Row | Rule | None, accent: int = BRASS) -> LayoutView:
    """Build a card from paragraphs, rows of buttons and lines; empty blocks are left out.

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
        elif block:
            frame.add_item(ActionRow(*block))
    view = LayoutView(timeout=None)
    view.add_item(frame)
    view.stop()
    return view


def heading(text: str, level: int = 3) -> str:
    """Return a heading; 2 for a card that greets a channel, 3 for answers."""
    return f"{'#' * level} {text}"


def bold(text: str) -> str:
    """Return a text in bold."""
    return f"**{text}**"


def small(text: str) -> str:
    """Return a line in Discord's small print."""
    return f"-# {text}"


def capital(text: str) -> str:
    """Return a text that begins a line: with a capital."""
    return text[:1].upper() + text[1:]


def clip(text: str, most: int) -> str:
    """Shorten a text to `most` characters, with an ellipsis where something is left out."""
    return text if len(text) <= most else text[: max(0, most - 1)].rstrip() + "…"


def plain(text: str) -> str:
    """Return somebody's words so that they stay words: no markdown, mention, link, timestamp or heading."""
    escaped = discord.utils.escape_markdown(text, as_needed=False, ignore_links=False)
    for mark in ("@", "<", "://"):
        escaped = escaped.replace(mark, f"{mark[0]}{_GAP}{mark[1:]}")
    return escaped


def gist(names: Iterable[str], most: int) -> str:
    """Join names with commas, ending in an ellipsis where they would be longer than `most` characters."""
    listed = ", ".join(names)
    return listed if len(listed) <= most else clip(listed, most)
