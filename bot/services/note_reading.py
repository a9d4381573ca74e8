"""Reading sealed notes: one at a time by each reader's own bookmark, in lists, and as they wait."""

from dataclasses import replace

from bot.domain.club import Club
from bot.domain.note import (
    A_PAGE,
    ASKED,
    GIST,
    PREDICTION,
    Ahead,
    Leaf,
    Listing,
    Note,
    Opened,
    Waiting,
    Which,
    chapter,
    level,
    pages,
    seen,
    waiting,
)
from bot.domain.note_errors import NoteGone, NothingWaits
from bot.domain.outline import Outline
from bot.services.here import Here
from bot.services.places import Places
from bot.storage import note as rows
from bot.storage.database import Database


class NoteReading:
    """Use cases of `/note list`, of *Open* on a sealed card, and of what waits for a bookmark."""

    def __init__(self, database: Database, places: Places) -> None:
        self._database = database
        self._places = places

    async def open(self, here: Here, club_id: int, row: int, *, moderates: bool = False) -> Opened | Ahead:
        """Return a note as the asker may see it by their own bookmark, and remember that they have read it.

        Authors who read no more in the club find theirs sealed, so that they can take it back. Raises Gone, NotReading,
        or NoteGone.
        """
        club = here.club_by_id(club_id)
        found = await rows.find(self._database, club, row, here.user_id)
        if found is None or found[0].author != here.user_id:
            here.reading(club)
        if found is None:
            raise NoteGone
        at, (whole, before) = here.horizon(club), found
        note, outline = seen(whole, at), await self._outline(club)
        mine = note.author == here.user_id
        if not isinstance(note, Note):
            return Ahead(club, outline, at, note, before == ASKED, mine, may_remove=mine or moderates)
        if level(note, here.user_id) > (before or ASKED):
            await self._mark(here, club, row, level(note, here.user_id))
        return Opened(
            club,
            outline,
            at,
            note,
            replies=await rows.count(self._database, club, at, Which(answers=row)),
            mine=mine,
            may_settle=note.kind == PREDICTION and at > note.since and (mine or moderates),
            may_remove=mine or moderates,
        )

    async def ask(self, here: Here, club_id: int, row: int, *, moderates: bool = False) -> Opened | Ahead:
        """Remember that the asker wants to be told when they get to a note. Who is there by now just reads it.

        Raises as `open` does, NotReading also for authors.
        """
        here.reading(here.club_by_id(club_id))
        found = await self.open(here, club_id, row, moderates=moderates)
        if isinstance(found, Opened):
            return found
        await self._mark(here, found.club, row, ASKED)
        return replace(found, asked=True)

    async def _mark(self, here: Here, club: Club, row: int, what: int) -> None:
        async with here.server.lock:
            if here.reader(club) is not None:
                await rows.mark(self._database, club, row, here.user_id, what)

    async def read_on(self, here: Here, club_id: int, row: int, *, moderates: bool = False) -> Opened | Ahead:
        """Return the note `row` of those that wait, or the first where it is gone, with what waits after it.

        Raises NothingWaits, and as `open` does.
        """
        club = here.club_by_id(club_id)
        try:
            found = await self.open(here, club_id, row, moderates=moderates)
        except NoteGone:
            left = await self._waiting(here, club)
            if left is None:
                raise NothingWaits from None
            found = await self.open(here, club_id, left.first, moderates=moderates)
        if isinstance(found, Ahead):
            return found
        return replace(found, queue=True, waiting=await self._waiting(here, club))

    async def leaf(
        self, here: Here, club_id: int, row: int, which: Which, *, moderates: bool = False
    ) -> Opened | Ahead:
        """Return a note with its neighbours in a list. Raises as `open` does."""
        found = await self.open(here, club_id, row, moderates=moderates)
        if isinstance(found, Ahead):
            return found
        club, at, note = found.club, found.at, found.note
        place = 1 + await rows.count(self._database, club, at, which, before=note)
        total = await rows.count(self._database, club, at, which)
        beside = await rows.beside(self._database, club, at, which, note)
        return replace(found, leaf=Leaf(which, place, total, *beside))

    async def look(self, here: Here, typed: str | None, kind: str | None, named: str | None = None) -> Listing:
        """Return the first page of a club's notes up to the asker's bookmark, of a chapter or a kind if they said so.

        Raises NotReading, NothingReadYet, PastBookmark, and what reading a place raises.
        """
        club = here.club(named)
        reader = here.reading(club)
        outline = await self._outline(club)
        since = chapter(typed, outline, reader.at, reader.pages) if typed is not None else None
        return await self._page(here, club, Which(since, kind), 0)

    async def turn(self, here: Here, club_id: int, which: Which, page: int) -> Listing:
        """Return a page of a list, the last where there are fewer. Raises Gone or NotReading."""
        return await self._page(here, here.club_by_id(club_id), which, page)

    async def _page(self, here: Here, club: Club, which: Which, page: int) -> Listing:
        at = here.reading(club).at
        total = await rows.count(self._database, club, at, which)
        page = min(page, pages(total) - 1)
        found = await rows.some(self._database, club, at, which, (page * A_PAGE, A_PAGE), GIST + 1)
        shown = tuple(one for one in (seen(note, at) for note in found) if isinstance(one, Note))
        left = await self._waiting(here, club)
        return Listing(club, await self._outline(club), which, shown, total, page, left)

    async def passed(self, here: Here, club: Club, before: int, after: int) -> Waiting | None:
        """Return what waits for the asker whose bookmark went on; None where it passed no chapter with notes.

        What the server's memory says of chapters spares most moves the query.
        """
        noted = here.server.noted.get(club.id, ())
        return await self._waiting(here, club) if any(before < one <= after for one in noted) else None

    async def _waiting(self, here: Here, club: Club) -> Waiting | None:
        reader = here.reading(club)
        return waiting(await rows.waiting(self._database, club, here.user_id, reader.at))

    async def _outline(self, club: Club) -> Outline:
        return (await self._places.book(club)).outline
