"""Sealing what was said aloud: keeping its words and files, and showing the files to whoever may read it."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.domain import log
from bot.domain.club import Club
from bot.domain.errors import WhichClub
from bot.domain.note import MESSAGE, Blank, Note, Posting, Sealed
from bot.domain.note_errors import ELSEWHERE, CannotSeal
from bot.domain.proposal import read_chapter
from bot.domain.seal import File, Said, Sealing, Uncovered, about, has_room, may_seal
from bot.services.here import Here
from bot.services.note import Notes
from bot.services.places import Places
from bot.storage import seal as rows
from bot.storage.database import Database

SOON = timedelta(seconds=90)
"""Before the second try at a card that could not be posted: within the minutes in which Discord knows a nonce again."""


class Seals:
    """Use cases of *Seal this*, and of the files on a note."""

    def __init__(
        self,
        database: Database,
        places: Places,
        notes: Notes,
        now: Callable[[], datetime],
        wake: Callable[[], None],
    ) -> None:
        self._database = database
        self._places = places
        self._notes = notes
        self._now = now
        self._wake = wake

    def club(self, here: Here) -> Club:
        """Return the club that a message is sealed for: that of the place, else the only one that can be meant.

        Raises CannotSeal where several can, ClubClosed, or NoClubYet.
        """
        try:
            return here.present()
        except WhichClub:
            raise CannotSeal(ELSEWHERE) from None

    async def begin(self, here: Here, club: Club, said: Said, *, moderates: bool) -> Blank:
        """Return the form that asks for the chapter; of one's own message it holds one's own. Raises CannotSeal."""
        may_seal(said, here.user_id, moderates=moderates)
        await self._fits(here, said)
        since = here.horizon(club) if said.author == here.user_id else 0
        return Blank(club, (await self._places.book(club)).outline, since, MESSAGE)

    async def seal(
        self, here: Here, club_id: int, typed: str, said: Said, files: Sequence[File], *, moderates: bool
    ) -> Sealing:
        """Keep a message as a note on the chapter typed, by its author, and return the card that replaces it.

        The chapter may lie past any bookmark: whoever blurted it out may have read further than they have said. Raises
        CannotSeal, Gone, ClubClosed, and what reading a place raises.
        """
        club = here.present_by_id(club_id)
        may_seal(said, here.user_id, moderates=moderates)
        outline, reader = (await self._places.book(club)).outline, here.reader(club)
        at, edition = (reader.at, reader.pages) if reader else (0, None)
        since = read_chapter(typed, outline, at, edition, upto=outline.last)
        mine, now = said.author == here.user_id, self._now()
        line = None if mine else log.of_note(log.NOTE_SEAL, outline.written(since), 0, here.user_id, now)
        note = Note(0, since, MESSAGE, said.author, text=said.text, files=len(files))
        async with here.server.lock:
            await self._fits(here, said)
            self._notes.expect(here, club, since)
            of_message = said.message_id, about(said, tells=not mine)
            row = await rows.add(self._database, club, note, files, of_message, now, line)
        self._wake()
        return Sealing(club, outline, Sealed(row, since, MESSAGE, said.author), said.channel_id, said.message_id)

    async def _fits(self, here: Here, said: Said) -> None:
        again = await rows.known(self._database, here.asker.guild_id, said.message_id)
        has_room(said, await rows.weight(self._database, here.asker.guild_id) if said.sizes else 0, again=again)

    async def retry(self, posting: Posting, place: int) -> None:
        """Let a note's card, which could not be posted in the channel `place`, be posted by the work that falls due."""
        await rows.again(self._database, posting.club, posting.note.row, (str(place),), self._now() + SOON)
        self._wake()

    async def files(self, here: Here, club_id: int, row: int) -> Uncovered:
        """Return the files of a note. Raises Gone, NotReading, NoteGone, or SealedForNow."""
        club = here.club_by_id(club_id)
        note = await self._notes.readable(here, club, row)
        outline = (await self._places.book(club)).outline
        return Uncovered(club, outline, note, await rows.files(self._database, club, row))
