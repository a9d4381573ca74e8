"""Summaries of chapters already read."""

from bot.domain.club import Club
from bot.domain.errors import NothingReadYet, NotUnderstood, SealedForNow
from bot.domain.outline import Outline
from bot.domain.summary import Summary, told
from bot.domain.view import Chapter
from bot.domain.where import read_where
from bot.services.here import Here
from bot.services.places import Places


class Summaries:
    """Use cases of `/summary`."""

    def __init__(self, places: Places) -> None:
        self._places = places

    async def tell(self, here: Here, typed: str | None, named: str | None = None) -> Summary:
        """Return the summary of the chapter that was typed, else of the last one finished.

        Raises NothingReadYet, SealedForNow, and what reading a place raises.
        """
        club = here.club(named)
        if typed is None:
            return await self._at(here, club, here.horizon(club))
        reader = here.reader(club)
        at, pages = (reader.at, reader.pages) if reader else (0, None)
        outline = (await self._places.book(club)).outline
        return await self._at(here, club, read_where(typed, outline, at, pages).position)

    async def turn(self, here: Here, club_id: int, position: int) -> Summary:
        """Return the summary that a card's *Earlier* or *Later* leads to, judged by the bookmark of now."""
        return await self._at(here, here.club_by_id(club_id), position)

    async def _at(self, here: Here, club: Club, position: int) -> Summary:
        book = await self._places.book(club)
        view = book.as_read_to(here.horizon(club))
        if position < 1:
            raise NotUnderstood if view.horizon else NothingReadYet
        chapter = view.chapter(position)
        if chapter is None:
            raise SealedForNow(book.outline.written(view.horizon) if view.horizon else None)
        return told(club, view, chapter, book.languages)

    async def offer(self, here: Here, typed: str, named: str | None = None) -> tuple[Outline, tuple[Chapter, ...]]:
        """Return the chapters to offer while somebody types: only finished ones, the latest first."""
        club = here.club(named)
        book = await self._places.book(club)
        view = book.as_read_to(here.horizon(club))
        wanted = typed.strip()
        if not wanted:
            return book.outline, view.chapters[::-1]
        return book.outline, tuple(
            chapter for chapter in view.chapters if book.outline.written(chapter.since).startswith(wanted)
        )
