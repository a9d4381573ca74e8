"""Saying where in a book: addresses and counts in the words of its unit."""

from collections.abc import Callable

from bot.domain.outline import Outline
from bot.presentation.say import Say


def place(say: Say, outline: Outline, position: int) -> str:
    """Return a bookmark in a word: "the start", "2.11", "the end"."""
    if position == 0:
        return say("the start")
    if position == outline.last:
        return say("the end")
    return outline.written(position)


def span(outline: Outline, first: int, last: int) -> str:
    """Return the chapters at positions `first` … `last` by their addresses: "1.34–2.3", or "3" for one alone."""
    ends = outline.written(first), outline.written(last)
    return ends[0] if first == last else "–".join(ends)


def spelled(say: Say, outline: Outline, position: int) -> str:
    """Return a bookmark in words: "part 2, chapter 11"."""
    if position in (0, outline.last):
        return place(say, outline, position)
    part, chapter = outline.address(position)
    alone = _UNIT[outline.unit](say, chapter)
    return alone if len(outline.parts) == 1 else say("part {part}, {chapter}", part=part, chapter=alone)


def count(say: Say, outline: Outline, n: int) -> str:
    """Return "45 chapters", in the book's unit."""
    return _COUNT[outline.unit](say, n)


def progress(say: Say, outline: Outline, position: int) -> str:
    """Return "45 of 239 chapters"."""
    return say("{read} of {all}", read=position, all=count(say, outline, outline.last))


_UNIT: dict[str, Callable[[Say, int], str]] = {
    "chapter": lambda say, n: say("chapter {n}", n=n),
    "stave": lambda say, n: say("stave {n}", n=n),
    "scene": lambda say, n: say("scene {n}", n=n),
    "canto": lambda say, n: say("canto {n}", n=n),
}
_COUNT: dict[str, Callable[[Say, int], str]] = {
    "chapter": lambda say, n: say.plural("{n} chapter", "{n} chapters", n),
    "stave": lambda say, n: say.plural("{n} stave", "{n} staves", n),
    "scene": lambda say, n: say.plural("{n} scene", "{n} scenes", n),
    "canto": lambda say, n: say.plural("{n} canto", "{n} cantos", n),
}
