"""Votes with their books dressed as the shelf has them, their count, and what the bot posts of them by itself."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain.club import Club
from bot.domain.vote import Counted, Nominee, Poll, count
from bot.domain.work import VOTE, Task, vote_too_late
from bot.library.shelf import Shelf
from bot.services.places import Places
from bot.storage import vote as rows
from bot.storage.database import Database


class Polls:
    """The votes of all clubs, as `bot.services.vote` and the work that falls due need them."""

    def __init__(self, database: Database, places: Places, shelf: Shelf, now: Callable[[], datetime]) -> None:
        self._database = database
        self._places = places
        self._shelf = shelf
        self._now = now

    async def coming(self, club: Club) -> tuple[Nominee, ...]:
        """Return what is nominated for a club's next vote."""
        return self._dressed(await rows.coming(self._database, club))

    async def running(self, club: Club) -> Poll | None:
        """Return a club's vote that is not counted yet, None where there is none."""
        return self._with_titles(await rows.running(self._database, club))

    async def load(self, club: Club, vote: int) -> Poll | None:
        """Return one of a club's votes."""
        return self._with_titles(await rows.load(self._database, club, vote))

    async def due(self, club: Club, task: Task) -> Poll | Counted | None:
        """Return what is to be posted for a row of work that has come up; None where it is left undone.

        At its end a vote is counted, once, also where it is too late to tell of it: the count is saved, and who ranked
        how is forgotten.
        """
        poll = await (self.load if task.kind == VOTE else self._closed)(club, task.nth)
        if poll is None or vote_too_late(task, poll.closes, self._now()):
            return None
        return poll if task.kind == VOTE else _counted(poll)

    async def _closed(self, club: Club, vote: int) -> Poll | None:
        """Return a vote at its end, counted."""
        server = await self._places.server(club.guild_id)
        async with server.lock:
            poll = await self.load(club, vote)
            if poll is None or poll.tally is not None:
                return poll
            rankings = await rows.rankings(self._database, club, vote)
            tally = count((book.id for book in poll.books), rankings)
            await rows.count(self._database, club, vote, tally)
        return replace(poll, tally=tally, voted=tally.voted)

    async def shown(self, club: Club, task: Task) -> Poll | Counted | None:
        """Return what a post says, for somebody who pressed its button."""
        poll = await self.load(club, task.nth)
        return poll if poll is None or task.kind == VOTE else _counted(poll)

    async def posted(self, poll: Poll, card: int) -> None:
        """Remember the card of a vote."""
        await rows.posted(self._database, poll.club, poll.id, card)

    def _with_titles(self, poll: Poll | None) -> Poll | None:
        return poll and replace(poll, books=self._dressed(poll.books))

    def _dressed(self, books: Iterable[Nominee]) -> tuple[Nominee, ...]:
        """Give the books of the shelf their titles in every language."""
        pages = {page.slug: page for page in self._shelf.pages()}
        return tuple(
            replace(book, title=pages[book.pack].title, author=pages[book.pack].author) if book.pack in pages else book
            for book in books
        )


def _counted(poll: Poll) -> Counted | None:
    return None if poll.tally is None else Counted(poll, poll.tally)
