"""A club's own questions: proposed by readers, looked at and decided on by moderators, asked in quizzes."""

from collections.abc import Callable
from datetime import datetime

from bot.domain import log
from bot.domain.club import Club, Reader
from bot.domain.errors import Refusal, SealedForNow
from bot.domain.outline import Outline
from bot.domain.proposal import (
    A_PAGE,
    APPROVE,
    REMOVE,
    Blank,
    Looked,
    NotTaken,
    Sealed,
    may_propose,
    pages,
    seen,
)
from bot.domain.question import Decided, Listing, Own, Typed, asked, read
from bot.domain.quiz import Item
from bot.services.here import Here, Server
from bot.services.places import Places
from bot.storage import question as rows
from bot.storage.database import Database


class Questions:
    """Use cases of `/quiz propose` and `/manage questions`."""

    def __init__(self, database: Database, places: Places, now: Callable[[], datetime]) -> None:
        self._database = database
        self._places = places
        self._now = now

    async def own(self, club: Club) -> tuple[Item, ...]:
        """Return a club's approved questions of any date; call with no server's lock held.

        They are read from the database the first time only, and after a moderator has decided on one.
        """
        server = await self._places.server(club.guild_id)
        held = server.questions.get(club.id)
        if held is not None:
            return held
        async with server.lock:
            return await self.held(server, club)

    async def held(self, server: Server, club: Club) -> tuple[Item, ...]:
        """Return the same; call with the server's lock held, so that nobody decides on one meanwhile."""
        if club.id not in server.questions:
            found = await rows.approved(self._database, club.guild_id, club.id)
            server.questions[club.id] = tuple(asked(one, club.language) for one in found)
        return server.questions[club.id]

    async def begin(self, here: Here, named: str | None = None) -> Blank:
        """Return an empty form for the asker. Raises NotReading, NothingReadYet, or ProposalsFull."""
        club = here.present(named)
        reader = await self._proposer(here, club)
        return Blank(club, await self._outline(club), reader.at)

    async def propose(self, here: Here, club_id: int, typed: Typed) -> Looked:
        """Keep a question until a moderator decides, and return it sealed, for the moderators' channel.

        Raises NotTaken, whatever the reason: what was written must not be lost.
        """
        try:
            club = here.present_by_id(club_id)
            outline = await self._outline(club)
            async with here.server.lock:
                reader = await self._proposer(here, club)
                since, words = read(typed, outline, reader.at, reader.pages)
                row = await rows.add(self._database, club.guild_id, club.id, here.user_id, since, words, self._now())
        except Refusal as error:
            raise NotTaken(error, typed) from error
        return Looked(club, outline, reader.at, Sealed(row, since, here.user_id, approved=False))

    async def _proposer(self, here: Here, club: Club) -> Reader:
        """Return the asker's place in a club if they may propose a question."""
        reader = here.reading(club)
        may_propose(reader, await rows.waiting(self._database, club.guild_id, club.id, here.user_id))
        return reader

    async def all(self, here: Here, named: str | None = None) -> Listing:
        """Return the first page of a club's questions, as far as the asker has read."""
        return await self._page(here, here.club(named), 0)

    async def all_by_id(self, here: Here, club_id: int, page: int) -> Listing:
        """Return a page of them, the last where there are fewer, in the club that a button names. Raises Gone."""
        return await self._page(here, here.club_by_id(club_id), page)

    async def _page(self, here: Here, club: Club, page: int) -> Listing:
        waiting, approved = await rows.count(self._database, club.guild_id, club.id)
        page = min(page, pages(waiting + approved) - 1)
        found = await rows.some(self._database, club.guild_id, club.id, page * A_PAGE, A_PAGE)
        shown = tuple(seen(one, here.horizon(club)) for one in found)
        return Listing(club, await self._outline(club), shown, waiting, approved, page)

    async def look(self, here: Here, club_id: int, row: int) -> Looked:
        """Return a question as the asker may see it by their own bookmark. Raises Gone, or Decided."""
        club = here.club_by_id(club_id)
        found = await self._find(club, row)
        return Looked(club, await self._outline(club), here.horizon(club), seen(found, here.horizon(club)))

    async def decide(self, here: Here, club_id: int, row: int, what: str) -> Looked:
        """Approve or decline a question that waits, or remove an approved one; return it as it was.

        Raises Gone, Decided where somebody was quicker, and SealedForNow past the asker's bookmark.
        """
        club = here.club_by_id(club_id)
        outline, at = await self._outline(club), here.horizon(club)
        async with here.server.lock:
            found = await self._find(club, row)
            if found.approved is not (what == REMOVE):
                raise Decided
            if found.since > at:
                raise SealedForNow(outline.written(at) if at else None)
            # Whatever becomes of the saving, what is held now is not to be trusted afterwards.
            here.server.questions.pop(club.id, None)
            line = log.of_question(what, outline.written(found.since), row, here.user_id, self._now())
            if what == APPROVE:
                await rows.approve(self._database, club.guild_id, club.id, row, line)
            else:
                await rows.remove(self._database, club.guild_id, club.id, row, line)
        return Looked(club, outline, at, found)

    async def _find(self, club: Club, row: int) -> Own:
        found = await rows.find(self._database, club.guild_id, club.id, row)
        if found is None:
            raise Decided
        return found

    async def _outline(self, club: Club) -> Outline:
        return (await self._places.book(club)).outline
