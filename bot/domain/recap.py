"""The story so far, by hand and never generated, in three lengths."""

from dataclasses import dataclass

from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.view import Chapter, Recap, View

LENGTHS = ("line", "short", "full")
A_PAGE = {"line": 12, "full": 2}
"""Chapters on a page, so that the longest texts a pack may hold fit a card."""


@dataclass(frozen=True, slots=True)
class StorySoFar:
    """One page of the story up to `horizon`: recaps of longer stretches, then single chapters.

    `length` is line, short or full; `page` counts from zero.
    """

    club: Club
    outline: Outline
    horizon: int
    length: str
    page: int
    pages: int
    recaps: tuple[Recap, ...]
    chapters: tuple[Chapter, ...]


def tell(club: Club, view: View, length: str, page: int = 0) -> StorySoFar:
    """Return a page of the story so far; a page beyond the last means the last, a length unknown means short."""
    if length not in A_PAGE:
        return _short(club, view)
    told = tuple(chapter for chapter in view.chapters if (chapter.line if length == "line" else chapter.summary))
    size = A_PAGE[length]
    pages = max(1, -(-len(told) // size))
    page = min(page, pages - 1)
    return StorySoFar(club, view.outline, view.horizon, length, page, pages, (), told[page * size : (page + 1) * size])


def _short(club: Club, view: View) -> StorySoFar:
    """Return the last recap of each part begun, and the chapters since the latest of them."""
    latest: dict[int, Recap] = {}
    for recap in view.recaps:
        latest[view.outline.address(recap.since).part] = recap
    recaps = tuple(latest.values())
    told = recaps[-1].since if recaps else 0
    chapters = tuple(chapter for chapter in view.chapters[told:] if chapter.line)
    return StorySoFar(club, view.outline, view.horizon, "short", 0, 1, recaps, chapters)
