"""Somebody among those they are bound to: a picture of up to twelve, and the others in words."""

from collections.abc import Callable

import discord
from discord.ui import LayoutView

from bot.domain.character import WhichOne
from bot.domain.character_map import Around, Bond
from bot.presentation import ids
from bot.presentation.card import RULE, Row, bold, button, card, clip, heading, small
from bot.presentation.character import called
from bot.presentation.character import which_one as ask
from bot.presentation.picture import file, hung, in_words
from bot.presentation.say import Say
from bot.presentation.sheets import MapSheet, Spoke

FILE = "map.png"
ROOM, LINE = 2_600, 300
"""Characters for a page of words, and for one line of it."""


def sheet(say: Say, seen: Around) -> MapSheet:
    """Return what the map of somebody shows."""
    spokes = tuple(
        Spoke(called(say, bond.other), _over(say, bond, _relation(say, bond)), bond.inward, bond.ended)
        for bond in seen.drawn
    )
    notes = [say("The words on a line say what one is to the other, to whom its arrow points."), _now(say, seen)]
    if any(spoke.ended for spoke in spokes):
        notes.insert(1, say("A dashed line: that is over."))
    return MapSheet(called(say, seen.person), spokes, tuple(notes))


def draw(shown: MapSheet) -> bytes:
    """Draw a map as a PNG. Call it in a thread."""
    from bot.presentation.character_map_picture import picture

    return picture(shown)


def named(say: Say, seen: Around, png: bytes) -> discord.File:
    """Return the picture to send, with its text for whoever cannot see it."""
    return file(png, FILE, alt(say, seen))


def alt(say: Say, seen: Around) -> str:
    """Return a map in words, as much of it as fits."""
    begun = say("Map of those around {name}, with what each is to {name}.", name=called(say, seen.person))
    return in_words(f"{begun} {_now(say, seen)}", [_bound(say, seen, bond) for bond in seen.drawn])


def around(say: Say, seen: Around, picture: discord.File | None, page: int = 0) -> LayoutView:
    """Show the map of somebody and the first page of the others; on further pages, those in words alone."""
    told = _pages(say, seen)
    club, who = seen.club.id, seen.person.id
    turn: Row = [button(say("Earlier people"), ids.MAP(club, who, page - 1))] if page > 0 else []
    if page < len(told) - 1:
        turn.append(button(say("Later people"), ids.MAP(club, who, page + 1)))
    return card(
        heading(say("Around {name}", name=called(say, seen.person))),
        hung(picture) if picture else None,
        None if seen.bonds else say("Nobody is known yet to be bound to them."),
        *((RULE, bold(_which_in_words(say, seen))) if picture and told[page] else ()),
        told[page],
        small(_now(say, seen)),
        turn,
    )


def pages(say: Say, seen: Around) -> int:
    """Return how many pages a map has."""
    return len(_pages(say, seen))


def which_one(say: Say, found: WhichOne) -> LayoutView:
    """Ask around which of several people the map is meant to be."""
    return ask(say, found, lambda person: ids.MAP(found.club.id, person.id, 0))


def _pages(say: Say, seen: Around) -> list[str]:
    """Return who is told in words: those not in the picture, or everybody where its own text had to be cut."""
    told = seen.bonds if _cut(say, seen) else seen.rest
    pages = [""]
    for bond in told:
        line = clip(f"• {_bound(say, seen, bond, bold)}", LINE)
        if len(pages[-1]) + len(line) + 1 > ROOM:
            pages.append("")
        pages[-1] = f"{pages[-1]}\n{line}".strip()
    return pages


def _cut(say: Say, seen: Around) -> bool:
    """Return whether the picture's own text has no room for all that it shows."""
    return alt(say, seen).endswith("…")


def _which_in_words(say: Say, seen: Around) -> str:
    if _cut(say, seen):
        return say("In words")
    return say("{n} more, in words", n=len(seen.rest))


def _bound(say: Say, seen: Around, bond: Bond, mark: Callable[[str], str] = str) -> str:
    """Return "Stiva Oblonsky: brother", or "Alabin: host of Stiva Oblonsky" around Alabin; the other one is marked."""
    other, relation = mark(called(say, bond.other)), _relation(say, bond)
    if bond.inward:
        return f"{other}: {_over(say, bond, relation)}"
    relation = say("{relation} of {name}", relation=relation, name=other)
    return f"{called(say, seen.person)}: {_over(say, bond, relation)}"


def _relation(say: Say, bond: Bond) -> str:
    return ", ".join(dict.fromkeys(say.told(label) for label in bond.labels))


def _over(say: Say, bond: Bond, relation: str) -> str:
    return say("{relation}, which is over", relation=relation) if bond.ended else relation


def _now(say: Say, seen: Around) -> str:
    return say("As of your bookmark at {now}.", now=seen.outline.written(seen.horizon))
