"""Bookmarks: setting, stepping, undoing, and who is where."""

from dataclasses import replace

from bot.domain.book import Book
from bot.domain.club import Club, Reader
from bot.domain.errors import BeyondTheBook, Moved, NothingToUndo, Refusal
from bot.domain.outline import Outline
from bot.domain.progress import Along, Bookmark, Move, WhoIsWhere, around, decide, opened, step
from bot.domain.replay import passed
from bot.domain.where import Reading, read_where
from bot.services.here import Here
from bot.services.note_reading import NoteReading
from bot.services.places import Places
from bot.services.streak import Streaks


class Progress:
    """Use cases of `/progress`."""

    def __init__(self, places: Places, streaks: Streaks, notes: NoteReading) -> None:
        self._places = places
        self._streaks = streaks
        self._notes = notes

    async def set(self, here: Here, typed: str, named: str | None = None) -> Bookmark:
        """Set the asker's bookmark to what they typed; it joins them. A leap is only asked about."""
        club = here.club(named)
        book = await self._places.book(club)
        async with here.server.lock:
            reader = here.reader(club)
            at, pages = (reader.at, reader.pages) if reader else (0, None)
            section = self._places.being_read(here.server, club)
            reading = read_where(typed, book.outline, at, pages)
            move = decide(at, reading, section_end=section.last if section else None)
            return await self._carry_out(here, club, book, move)

    async def go(self, here: Here, club_id: int, before: int, after: int) -> Bookmark:
        """Set the bookmark to a place that a card offered while the bookmark stood at `before`."""
        club = here.club_by_id(club_id)
        book = await self._places.book(club)
        async with here.server.lock:
            if here.horizon(club) != before:
                raise Moved
            if not 0 <= after <= book.outline.last:
                raise BeyondTheBook(book.outline.last)
            move = decide(before, Reading(after), confirmed=True)
            return await self._carry_out(here, club, book, move)

    async def reach(self, here: Here, club_id: int, at: int) -> Bookmark:
        """Set the bookmark to a chapter that the asker says they have read, never back; it joins them."""
        club = here.club_by_id(club_id)
        book = await self._places.book(club)
        if not 1 <= at <= book.outline.last:
            raise BeyondTheBook(book.outline.last)
        async with here.server.lock:
            before = here.horizon(club)
            return await self._carry_out(here, club, book, decide(before, Reading(max(before, at)), confirmed=True))

    async def step(self, here: Here, club_id: int, shown: int, by: int) -> Bookmark:
        """Move the bookmark one chapter on or back from the place that the card showed."""
        club = here.club_by_id(club_id)
        book = await self._places.book(club)
        async with here.server.lock:
            return await self._carry_out(here, club, book, step(book.outline, shown, here.reading(club).at, by))

    async def _carry_out(self, here: Here, club: Club, book: Book, move: Move) -> Bookmark:
        reader = here.reader(club)
        joined = reader is None
        if move.asks:
            return Bookmark(club, book.outline, move.before, reader.mark if reader else 0, move=move)
        if reader is None:
            reader = await self._places.join(here, club, move.after)
        elif move.after != reader.at:
            reader = await self._places.put(here, club, reader, move.after)
        known = opened(move, book.as_read_to(move.after))
        return Bookmark(
            club,
            book.outline,
            move.after,
            reader.mark,
            joined=joined,
            undoable=move.after != move.before,
            move=move,
            opened=known,
            passed=self._passed(here, club, move),
            waiting=await self._notes.passed(here, club, move.before, move.after),
        )

    def _passed(self, here: Here, club: Club, move: Move) -> int | None:
        plan = here.plan(club)
        return passed(plan, move.before, move.after, self._places.clock(plan)) if plan else None

    async def undo(self, here: Here, named: str | None = None) -> Bookmark:
        """Take back the asker's last change. Raises NothingToUndo."""
        club = here.club(named)
        return await self._undo(here, club, here.reading(club).mark)

    async def undo_mark(self, here: Here, club_id: int, mark: int) -> Bookmark:
        """Take back the change that a card's *Undo* names, if it is still the last one."""
        return await self._undo(here, here.club_by_id(club_id), mark)

    async def _undo(self, here: Here, club: Club, mark: int) -> Bookmark:
        book = await self._places.book(club)
        async with here.server.lock:
            reader = here.reading(club)
            if reader.mark != mark:
                raise Moved
            before = reader.at
            earlier = await self._places.take_back(here, club, reader)
            if earlier is None:
                raise NothingToUndo
            move = Move(before, earlier.at)
            known = opened(move, book.as_read_to(earlier.at))
            return Bookmark(club, book.outline, earlier.at, earlier.mark, move=move, opened=known)

    async def show(self, here: Here, named: str | None = None) -> Bookmark:
        """Return where the asker's bookmark stands, and their streak if they want one. Raises NotReading."""
        club = here.club(named)
        found = await self._place(here, club)
        return replace(found, streak=await self._streaks.of(here, club))

    async def place(self, here: Here, club_id: int) -> Bookmark:
        """Return where the asker's bookmark stands in the club that a button names; the start without one."""
        return await self._place(here, here.club_by_id(club_id), strict=False)

    async def _place(self, here: Here, club: Club, *, strict: bool = True) -> Bookmark:
        reader = here.reading(club) if strict else here.reader(club) or Reader(here.user_id)
        return Bookmark(club, (await self._places.book(club)).outline, reader.at, reader.mark)

    async def club(self, here: Here, named: str | None = None) -> WhoIsWhere:
        """Return who is where in a club; who hides their place is not in it, nor in any number."""
        return await self._who_is_where(here, here.club(named))

    async def club_by_id(self, here: Here, club_id: int) -> WhoIsWhere:
        """Return who is where in the club that a card's button names."""
        return await self._who_is_where(here, here.club_by_id(club_id))

    async def along(self, here: Here, club_id: int) -> Along:
        """Return how many are where in a club, of those who do not hide it, and what it reads now."""
        club = here.club_by_id(club_id)
        found = await self._who_is_where(here, club)
        places = tuple((at, len(readers)) for at, readers in reversed(found.places))
        return Along(found.outline, places, self._places.being_read(here.server, club))

    async def _who_is_where(self, here: Here, club: Club) -> WhoIsWhere:
        book = await self._places.book(club)
        habits = here.server.habits
        found: dict[int, list[int]] = {}
        for reader in here.server.readers[club.id].values():
            if not (reader.user_id in habits and habits[reader.user_id].hidden):
                found.setdefault(reader.at, []).append(reader.user_id)
        ordered = tuple((at, tuple(sorted(found[at]))) for at in sorted(found, reverse=True))
        return WhoIsWhere(club, book.outline, ordered)

    async def offer(self, here: Here, typed: str, named: str | None = None) -> tuple[Outline, tuple[int, ...]]:
        """Return the positions to offer while somebody types: what they may mean, then those around."""
        club = here.club(named)
        book = await self._places.book(club)
        reader = here.reader(club)
        at, pages = (reader.at, reader.pages) if reader else (0, None)
        near = around(book.outline, at)
        if not typed.strip():
            return book.outline, tuple(near)
        try:
            reading = read_where(typed, book.outline, at, pages)
        except Refusal:
            return book.outline, ()
        meant = (reading.position, *reading.others)
        beside = range(max(0, reading.position - 2), min(reading.position + 4, book.outline.last + 1))
        return book.outline, (*meant, *(one for one in beside if one not in meant))
