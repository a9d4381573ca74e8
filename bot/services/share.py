"""Showing others what one sees: in full where everybody there may see it, else sealed until each opens it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.club import Club
from bot.domain.errors import Gone, NotReading, SealedForNow
from bot.domain.share import Posting, Shareable, Shared, Subject, look, since
from bot.services.here import Here
from bot.services.places import Places
from bot.storage import share as rows
from bot.storage.database import Database

AGAIN = timedelta(minutes=1)
"""For so long, sharing the same in the same place once more means the card that is there."""


class Shares:
    """Use cases of *Share here*."""

    def __init__(self, database: Database, places: Places, now: Callable[[], datetime]) -> None:
        self._database = database
        self._places = places
        self._now = now

    async def share(self, here: Here, club_id: int, subject: Subject, at: int) -> tuple[Posting, bool]:
        """Keep that the asker shares what they saw as read to `at`; return what to post, and whether it is new.

        What they could not see any more, since their bookmark went back, they cannot share.
        Raises Gone, NotReading, or SealedForNow.
        """
        club = here.club_by_id(club_id)
        position = min(at, here.reading(club).at)
        seen = await self._look(club, subject, position)
        if seen is None:
            raise await self._sealed(here, club)
        public = min(position, here.place_horizon(club))
        shown = await self._look(club, subject, public) if since(seen) <= public else None
        wanted = Shared(0, club.id, here.asker.channel_ids[0], here.user_id, subject, position)
        async with here.server.lock:
            here.reading(club)
            now = self._now()
            there = await rows.lately(self._database, club.guild_id, wanted, now - AGAIN)
            number = there.id if there else await rows.add(self._database, club.guild_id, wanted, now)
        return Posting(there or replace(wanted, id=number), club, seen.outline, since(seen), shown), there is None

    async def posted(self, posting: Posting, message_id: int) -> None:
        """Remember the message that a share was posted as."""
        await rows.posted(self._database, posting.club.guild_id, posting.shared.id, message_id)

    async def withdraw(self, posting: Posting) -> None:
        """Take back a share that could not be posted."""
        await rows.remove(self._database, posting.club.guild_id, posting.shared.id)

    async def open(self, here: Here, share_id: int) -> Shareable:
        """Return what was shared as the asker may see it, by their bookmark or in the place they stand in.

        It is told no further than it was when it was shared. Raises Gone, NotReading, or SealedForNow.
        """
        shared = await rows.find(self._database, here.asker.guild_id, share_id)
        if shared is None:
            raise Gone
        club = here.club_by_id(shared.club_id)
        whole = await self._look(club, shared.subject, shared.position)
        if whole is None:
            raise Gone
        may = max(here.horizon(club), here.place_horizon(club))
        seen = await self._look(club, shared.subject, min(may, shared.position)) if since(whole) <= may else None
        if seen is None:
            raise await self._sealed(here, club)
        return seen

    async def _look(self, club: Club, subject: Subject, horizon: int) -> Shareable | None:
        view = await self._places.view(club, horizon)
        return look(club, view, (await self._places.book(club)).languages, subject)

    async def _sealed(self, here: Here, club: Club) -> SealedForNow | NotReading:
        """Return why the asker may not see something: they have not joined, or have not read so far."""
        reader = here.reader(club)
        if reader is None:
            return NotReading()
        outline = (await self._places.book(club)).outline
        return SealedForNow(outline.written(reader.at) if reader.at else None)
