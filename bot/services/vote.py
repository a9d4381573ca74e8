"""Choosing the next book: readers nominate and rank, moderators open and close the vote."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.domain.club import Club
from bot.domain.errors import Gone, UnknownPack
from bot.domain.log import book_dropped, vote_closed, vote_opened
from bot.domain.vote import (
    DAYS,
    Booth,
    Nominee,
    Poll,
    Slate,
    closing,
    may_nominate,
    ranked,
    standing_in,
    typed,
)
from bot.domain.vote_errors import NominationGone, VoteRunning
from bot.domain.where import fold
from bot.services.club import Clubs
from bot.services.here import Here
from bot.services.vote_post import Polls
from bot.storage import vote as rows
from bot.storage.database import Database


class Votes:
    """Use cases of `/club nominate`, `/club vote` and `/manage vote`."""

    def __init__(
        self, database: Database, polls: Polls, clubs: Clubs, now: Callable[[], datetime], wake: Callable[[], None]
    ) -> None:
        self._database = database
        self._polls = polls
        self._clubs = clubs
        self._now = now
        self._wake = wake

    async def nominate(self, here: Here, title: str, author: str, named: str | None = None) -> Slate:
        """Nominate a book for the club's next vote: one of the shelf, else as it is typed.

        Raises NotReading, VoteRunning, BookUnclear, NominatedAlready, EnoughNominated, or NominationsFull.
        """
        club = here.present(named)
        wanted = replace(self._book(title, author), by=here.user_id)
        async with here.server.lock:
            here.reading(club)
            await self._not_running(club)
            may_nominate(await self._polls.coming(club), wanted, here.user_id)
            number = await rows.nominate(self._database, club, wanted, self._now())
        return replace(await self._slate(here, club), new=replace(wanted, id=number))

    def _book(self, title: str, author: str) -> Nominee:
        """Return a pack where its name alone was given, or its author too; else what was typed."""
        try:
            page = self._clubs.page(title)
        except UnknownPack:
            return typed(title, author)
        if author.strip() and fold(author) not in map(fold, page.author.values()):
            return typed(title, author)
        return Nominee(0, page.title, page.author, pack=page.slug)

    async def take_back(self, here: Here, club_id: int, nomination: int) -> Slate:
        """Take back a nomination of the asker's. Raises Gone, NotReading, VoteRunning, or NominationGone."""
        club = here.present_by_id(club_id)
        async with here.server.lock:
            here.reading(club)
            await self._not_running(club)
            own = [book.id for book in await self._polls.coming(club) if book.by == here.user_id]
            if nomination not in own:
                raise NominationGone
            await rows.remove(self._database, club, nomination)
        return await self._slate(here, club)

    async def remove(self, here: Here, club_id: int, nomination: int) -> Slate | Poll:
        """Remove any nomination, from a vote that is open too. Raises Gone or NominationGone."""
        club = here.present_by_id(club_id)
        async with here.server.lock:
            poll = await self._polls.running(club)
            there = poll.books if poll else await self._polls.coming(club)
            if nomination not in [book.id for book in there]:
                raise NominationGone
            await rows.remove(self._database, club, nomination, book_dropped(len(there), here.user_id, self._now()))
        return await self._panel(here, club)

    async def look(self, here: Here, named: str | None = None) -> Slate | Booth:
        """Return the vote that is open, with the asker's ranking, else what is nominated. Raises NotReading."""
        club = here.present(named)
        here.reading(club)
        poll = await self._polls.running(club)
        if poll is None:
            return await self._slate(here, club)
        return await self._booth(here, poll)

    async def enter(self, here: Here, vote: int) -> Booth:
        """Return a vote with the asker's ranking. Raises Gone, NotReading, or VoteOver."""
        return await self._booth(here, await self._open_to(here, vote))

    async def rank(self, here: Here, vote: int, book: int) -> Booth:
        """Rank a book below those that the asker has ranked. Raises Gone, NotReading, VoteOver, NominationGone."""
        async with here.server.lock:
            poll = await self._open_to(here, vote)
            before = await rows.ranking(self._database, poll.club, vote, here.user_id)
            after = ranked(poll, before, book)
            await rows.rank(self._database, poll.club, vote, here.user_id, after, self._now())
        return await self.enter(here, vote)

    async def keep(self, here: Here, vote: int, most: int) -> Booth:
        """Take back all but the first `most` of the asker's ranking. Raises Gone, NotReading, or VoteOver."""
        async with here.server.lock:
            poll = await self._open_to(here, vote)
            before = await rows.ranking(self._database, poll.club, vote, here.user_id)
            after = standing_in(poll, before)[:most]
            await rows.rank(self._database, poll.club, vote, here.user_id, after, self._now())
        return await self.enter(here, vote)

    async def panel(self, here: Here, named: str | None = None) -> Slate | Poll:
        """Return the vote that is open, else what is nominated, as moderators see it."""
        return await self._panel(here, here.present(named))

    async def panel_by_id(self, here: Here, club_id: int) -> Slate | Poll:
        """Return the same for the club that a button names. Raises Gone."""
        return await self._panel(here, here.present_by_id(club_id))

    async def open(self, here: Here, club_id: int, days: int) -> Poll:
        """Open a vote on everything nominated, for so many days. Raises Gone, VoteRunning, or TooFewBooks."""
        club = here.present_by_id(club_id)
        if days not in DAYS:
            raise Gone
        async with here.server.lock:
            await self._not_running(club)
            now = self._now()
            books = await self._polls.coming(club)
            closes = closing(books, days, now)
            vote = await rows.begin(self._database, club, closes, vote_opened(len(books), closes, here.user_id, now))
        self._wake()
        return await self._known(here, vote)

    async def may_close(self, here: Here, vote: int) -> Poll:
        """Return a vote that is open. Raises Gone or VoteOver."""
        poll = await self._known(here, vote)
        poll.check(self._now())
        return poll

    async def close(self, here: Here, vote: int) -> Poll:
        """Close a vote before its time. Raises Gone or VoteOver."""
        async with here.server.lock:
            poll = await self.may_close(here, vote)
            now = self._now()
            await rows.close_now(self._database, poll.club, vote, vote_closed(poll.closes, here.user_id, now))
        self._wake()
        return await self._known(here, vote)

    async def _not_running(self, club: Club) -> None:
        if (poll := await self._polls.running(club)) is not None:
            raise VoteRunning(poll.closes)

    async def _known(self, here: Here, vote: int) -> Poll:
        """Return a vote of the asker's server. Raises Gone."""
        club_id = await rows.club_of(self._database, here.asker.guild_id, vote)
        poll = await self._polls.load(here.club_by_id(club_id), vote) if club_id is not None else None
        if poll is None:
            raise Gone
        return poll

    async def _open_to(self, here: Here, vote: int) -> Poll:
        """Return a vote in which the asker may still take part. Raises Gone, NotReading, or VoteOver."""
        poll = await self._known(here, vote)
        here.reading(poll.club)
        poll.check(self._now())
        return poll

    async def _booth(self, here: Here, poll: Poll) -> Booth:
        there = {book.id: book for book in poll.books}
        ranking = standing_in(poll, await rows.ranking(self._database, poll.club, poll.id, here.user_id))
        return Booth(poll, tuple(there[one] for one in ranking))

    async def _slate(self, here: Here, club: Club) -> Slate:
        books = await self._polls.coming(club)
        return Slate(club, books, tuple(book for book in books if book.by == here.user_id))

    async def _panel(self, here: Here, club: Club) -> Slate | Poll:
        return await self._polls.running(club) or await self._slate(here, club)
