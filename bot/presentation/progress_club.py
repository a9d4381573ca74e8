"""A club along its book: what the picture of it shows, and the same in words."""

from collections.abc import Iterator

import discord
from discord.ui import LayoutView

from bot.domain.outline import Outline
from bot.domain.plan import Section
from bot.domain.progress import Along
from bot.presentation.card import card, heading
from bot.presentation.days import day
from bot.presentation.picture import file, hung, in_words
from bot.presentation.places import place, span
from bot.presentation.say import Say
from bot.presentation.sheets import ClubSheet, Ends, Line

FILE = "club.png"
MOST_ROWS = 20
"""Parts that each have a line of their own; a book of more is cut into as many lines of equal length."""

MOST_TICKS = 10


def sheet(say: Say, found: Along) -> ClubSheet:
    """Return what the picture of a club shows."""
    return ClubSheet(
        say("Who is where"),
        _readers(say, sum(many for _, many in found.places)),
        _due(say, found.outline, found.section) if found.section else None,
        tuple(_lines(say, found)),
        say("In a disc: how many readers there are. Where they stand close, one disc counts them together."),
    )


def draw(shown: ClubSheet) -> bytes:
    """Draw the club along its book as a PNG. Call it in a thread."""
    from bot.presentation.progress_club_picture import picture

    return picture(shown)


def shown(say: Say, picture: discord.File) -> LayoutView:
    """Show the picture."""
    return card(heading(say("Who is where")), hung(picture))


def named(say: Say, found: Along, png: bytes) -> discord.File:
    """Return the picture to send, with its text for whoever cannot see it."""
    return file(png, FILE, alt(say, found))


def alt(say: Say, found: Along) -> str:
    """Return the picture in words: place by place, the furthest first; line by line where the places are too many."""
    begun = say("The club along the book.")
    if found.section:
        begun = f"{begun} {_due(say, found.outline, found.section)}."
    there = [
        say("{place}: {readers}", place=place(say, found.outline, at), readers=_readers(say, many))
        for at, many in reversed(found.places)
    ]
    if (told := in_words(begun, there)).endswith("…"):
        lines = [(line.name, sum(many for _, many in line.readers)) for line in _lines(say, found)]
        told = in_words(begun, [say("{place}: {readers}", place=name, readers=_readers(say, n)) for name, n in lines])
    return told


def _readers(say: Say, many: int) -> str:
    return say.plural("{n} reader", "{n} readers", many)


def _due(say: Say, outline: Outline, section: Section) -> str:
    """Return "Being read: 2.1–2.9, meeting on 14 February"."""
    return say(
        "Being read: {chapters}, meeting on {day}",
        chapters=span(outline, section.first, section.last),
        day=day(say, section.meets.date()),
    )


def _lines(say: Say, found: Along) -> Iterator[Line]:
    outline = found.outline
    parts = len(outline.parts)
    by_part = parts <= MOST_ROWS
    many = parts if by_part else MOST_ROWS
    for number in range(1, many + 1):
        start, end = (
            (outline.end(number - 1), outline.end(number))
            if by_part
            else (outline.last * (number - 1) // many, outline.last * number // many)
        )
        named = say("Part {n}", n=number) if by_part and parts > 1 else span(outline, start + 1, end)
        readers = tuple((at, n) for at, n in found.places if start < at <= end or (at == 0 and number == 1))
        ticks = _ticks(outline, start, end) if by_part else ()
        yield Line(named, start, end, readers, ticks, _within(found.section, start, end))


def _ticks(outline: Outline, start: int, end: int) -> tuple[tuple[int, str], ...]:
    """Return every so many chapters of a part, so that the longest part has no more than a phone shows apart."""
    longest = max(map(len, outline.parts))
    each = next(
        step * 10**power for power in range(9) for step in (1, 2, 5) if longest <= MOST_TICKS * step * 10**power
    )
    return tuple((start + chapter, str(chapter)) for chapter in range(each, end - start + 1, each))


def _within(section: Section | None, start: int, end: int) -> Ends | None:
    """Return what of a section lies on a stretch of the book."""
    if section is None or section.first > end or section.last <= start:
        return None
    return max(start, section.first - 1), min(end, section.last)
