"""Sealed notes: written, answered, changed, taken back, and predictions settled."""

from collections.abc import Callable
from datetime import datetime

from bot.domain import log
from bot.domain.club import Club, Reader
from bot.domain.errors import Gone, SealedForNow
from bot.domain.note import (
    OUTCOMES,
    PREDICTION,
    WRITTEN,
    Blank,
    Note,
    Posting,
    Removed,
    Sealed,
    chapter,
    home,
    may_predict,
    seen,
    settling,
    words,
)
from bot.domain.note_errors import NoteGone, SettledMeanwhile
from bot.domain.outline import Outline
from bot.services.here import Here
from bot.services.places import Places
from bot.storage import note as rows
from bot.storage.database import Database


class Notes:
    """Use cases of `/note write` and `predict`, and of what authors and moderators do with a note."""

    def __init__(self, database: Database, places: Places, now: Callable[[], datetime]) -> None:
        self._database = database
        self._places = places
        self._now = now

    async def begin(self, here: Here, typed: str | None, kind: str, named: str | None = None) -> Blank:
        """Return an empty form for a note on the chapter typed, else the last that the asker has finished.

        Raises NotReading, NothingReadYet, PastBookmark, and what reading a place raises.
        """
        club = here.club(named)
        outline, reader = await self._outline(club), here.reading(club)
        return Blank(club, outline, chapter(typed, outline, reader.at, reader.pages), kind)

    async def begin_prediction(self, here: Here, named: str | None = None) -> Blank:
        """Return an empty form for a prediction. Raises NotReading, NothingReadYet, or NothingToPredict."""
        club = here.club(named)
        outline, at = await self._outline(club), here.reading(club).at
        may_predict(outline, at)
        return Blank(club, outline, at, PREDICTION)

    async def begin_reply(self, here: Here, club_id: int, row: int, kind: str) -> Blank:
        """Return an empty form for a reply to a note. Raises Gone, NotReading, NoteGone, or SealedForNow."""
        club = here.club_by_id(club_id)
        note = await self.readable(here, club, row)
        return Blank(club, await self._outline(club), note.since, kind, row)

    async def write(self, here: Here, club_id: int, typed: str, kind: str, text: str) -> Posting:
        """Keep a note of the asker's, and return what to post of it. Raises BadNote, and what `begin` raises."""
        club = here.club_by_id(club_id)
        if kind not in WRITTEN:
            raise Gone
        outline = await self._outline(club)
        async with here.server.lock:
            reader = here.reading(club)
            since = chapter(typed, outline, reader.at, reader.pages)
            return await self._keep(here, club, outline, Note(0, since, kind, here.user_id, text=words(text)))

    async def reply(self, here: Here, club_id: int, to: int, kind: str, text: str) -> Posting:
        """Keep a reply of the asker's to a note, on the same chapter. Raises BadNote, and what `begin_reply` raises."""
        club = here.club_by_id(club_id)
        if kind not in WRITTEN:
            raise Gone
        outline = await self._outline(club)
        async with here.server.lock:
            note = await self.readable(here, club, to)
            new = Note(0, note.since, kind, here.user_id, answers=to, to=note.author, text=words(text))
            return await self._keep(here, club, outline, new)

    async def predict(self, here: Here, club_id: int, text: str) -> Posting:
        """Keep a prediction of the asker's, made where their bookmark is now.

        Until another chapter settles it, the book's last one does. Raises BadNote, and what `begin_prediction` raises.
        """
        club = here.club_by_id(club_id)
        outline = await self._outline(club)
        async with here.server.lock:
            at = here.reading(club).at
            may_predict(outline, at)
            new = Note(0, at, PREDICTION, here.user_id, text=words(text), settles=outline.last)
            return await self._keep(here, club, outline, new)

    async def _keep(self, here: Here, club: Club, outline: Outline, new: Note) -> Posting:
        """Save a note; call with the server's lock held."""
        self.expect(here, club, new.since, new.settles)
        row = await rows.add(self._database, club, new, self._now())
        place = home(club, here.plan(club), here.asker.channel_ids[0], new.since)
        return Posting(club, outline, Sealed(row, new.since, new.kind, new.author, new.answers, new.to), place)

    def expect(self, here: Here, club: Club, *chapters: int | None) -> None:
        """Know from now on that something opens at these chapters; call with the server's lock held.

        It is said before that is saved: where saving fails, one look too many does no harm.
        """
        here.server.noted.setdefault(club.id, set()).update(one for one in chapters if one is not None)

    async def posted(self, posting: Posting, channel_id: int, message_id: int) -> bool:
        """Remember a note's card; return whether the note is still there."""
        return await rows.posted(self._database, posting.club, posting.note.row, channel_id, message_id)

    async def own(self, here: Here, club_id: int, row: int) -> Note:
        """Return a note for its author to change. Raises Gone, also for others', and as `begin_reply` does."""
        note = await self.readable(here, here.club_by_id(club_id), row)
        if note.author != here.user_id:
            raise Gone
        return note

    async def change(self, here: Here, club_id: int, row: int, text: str) -> None:
        """Give a note of the asker's other words. Raises BadNote, and what `own` raises."""
        async with here.server.lock:
            await self.own(here, club_id, row)
            await rows.change(self._database, here.club_by_id(club_id), row, words(text))

    async def may_remove(self, here: Here, club_id: int, row: int, *, moderates: bool) -> Sealed:
        """Return a note, sealed, that the asker may take back: their own, or any for whoever moderates.

        It may lie past their bookmark: taking it back tells nothing of it. Raises Gone, also for others', or NoteGone.
        """
        found = await rows.find(self._database, here.club_by_id(club_id), row, here.user_id)
        if found is None:
            raise NoteGone
        if not moderates and found[0].author != here.user_id:
            raise Gone
        return seen(found[0], 0)

    async def remove(self, here: Here, club_id: int, row: int, *, moderates: bool) -> Removed:
        """Take a note back, and return where its card is. Raises as `may_remove` does."""
        club = here.club_by_id(club_id)
        outline = await self._outline(club)
        async with here.server.lock:
            note = await self.may_remove(here, club_id, row, moderates=moderates)
            line = self._line(here, outline, log.NOTE_REMOVE, note)
            gone = await rows.remove(self._database, club, row, line)
        if gone is None:
            raise NoteGone
        return Removed(club, *gone)

    async def begin_settling(self, here: Here, club_id: int, row: int, *, moderates: bool) -> tuple[Blank, str | None]:
        """Return a form for how a prediction turned out, and what is known of that so far.

        Raises Gone where it is no prediction that the asker may settle, and as `begin_reply` does.
        """
        club = here.club_by_id(club_id)
        note, reader = await self._settled(here, club, row, moderates=moderates)
        return Blank(club, await self._outline(club), reader.at, PREDICTION, row), note.outcome

    async def settle(
        self, here: Here, club_id: int, row: int, known: str | None, typed: str, outcome: str, *, moderates: bool
    ) -> None:
        """Save which chapter settles a prediction, and how. `known` is what the asker saw of that before.

        Raises SettledMeanwhile where that has changed, SettledTooEarly, and what `begin_settling` and `begin` raise.
        """
        club = here.club_by_id(club_id)
        if outcome not in OUTCOMES:
            raise Gone
        outline = await self._outline(club)
        async with here.server.lock:
            note, reader = await self._settled(here, club, row, moderates=moderates)
            if note.outcome != known:
                raise SettledMeanwhile
            settles = settling(typed, note, outline, reader.at, reader.pages)
            if (note.settles, note.outcome) == (settles, outcome):
                return
            self.expect(here, club, settles)
            line = self._line(here, outline, log.NOTE_SETTLE, note)
            await rows.settle(self._database, club, row, settles, outcome, here.user_id, line)

    def _line(self, here: Here, outline: Outline, what: str, note: Sealed) -> log.Line | None:
        """Return the line of the log for what the asker does as a moderator; None for a note of their own."""
        if note.author == here.user_id:
            return None
        return log.of_note(what, outline.written(note.since), note.row, here.user_id, self._now())

    async def _settled(self, here: Here, club: Club, row: int, *, moderates: bool) -> tuple[Note, Reader]:
        note = await self.readable(here, club, row)
        if note.kind != PREDICTION or not (moderates or note.author == here.user_id):
            raise Gone
        return note, here.reading(club)

    async def readable(self, here: Here, club: Club, row: int) -> Note:
        """Return a note as the asker may see it. Raises NotReading, NoteGone, or SealedForNow."""
        at = here.reading(club).at
        found = await rows.find(self._database, club, row, here.user_id)
        if found is None:
            raise NoteGone
        note = seen(found[0], at)
        if not isinstance(note, Note):
            raise SealedForNow((await self._outline(club)).written(at) if at else None)
        return note

    async def _outline(self, club: Club) -> Outline:
        return (await self._places.book(club)).outline
