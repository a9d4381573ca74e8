"""The pinned card of a club: noticing that it lags behind, and what it is to show when its turn comes.

A change is noted in memory alone, so that whoever makes it waits for nothing; the loop of the work that falls due
brings the card's row forward, once until the card is put right. A note that a crash loses is made up for by the next
change, or by the next moment at which the card changes by itself.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.domain.club import Club
from bot.domain.info import Board, Info, at_a_glance, next_change
from bot.domain.work import Task
from bot.services.club import Clubs
from bot.services.places import Places
from bot.storage import info as rows
from bot.storage import work as work_rows
from bot.storage.database import Database

EVERY = timedelta(minutes=5)
"""The least there is between two changes of a club's card."""


class InfoCards:
    """The cards of all clubs, as the work that falls due needs them."""

    def __init__(self, database: Database, places: Places, clubs: Clubs, now: Callable[[], datetime]) -> None:
        self._database = database
        self._places = places
        self._clubs = clubs
        self._now = now
        self._lagging: set[int] = set()
        self._unsaved: dict[int, int] = {}
        self._shown: dict[int, Info] = {}

    def mark(self, club: Club) -> bool:
        """Note that a club's card lags behind; return whether that is new, so that its row is to be brought forward."""
        if club.info_card is None or club.id in self._lagging:
            return False
        self._lagging.add(club.id)
        self._unsaved[club.id] = club.guild_id
        return True

    async def save_marks(self) -> None:
        """Bring forward the rows of the cards that were marked since."""
        while self._unsaved:
            club_id, guild_id = next(iter(self._unsaved.items()))
            await rows.hasten(self._database, guild_id, club_id, self._now() + EVERY)
            self._unsaved.pop(club_id)

    async def glance(self, club: Club) -> Info:
        """Return a club as its card shows it. Raises PackUnavailable."""
        server = await self._places.server(club.guild_id)
        card = await self._clubs.public(server, club)
        readers = server.readers[club.id].values()
        return at_a_glance(card, server.plans.get(club.id), readers, server.habits, self._now())

    async def due(self, club: Club, task: Task) -> Board | None:
        """Return a card that is to be put right or posted; None where it shows all that already, or is gone.

        Raises PackUnavailable.
        """
        asked = bool(task.about)
        if club.info_card is None and not asked:
            await work_rows.skip(self._database, task)
            return None
        # From here on a change is one that this look may have missed.
        self._lagging.discard(club.id)
        info = await self.glance(club)
        if not asked and info == self._shown.get(club.id):
            await self._until_next(info, task)
            return None
        return Board(info, asked)

    async def posted(self, post: Board, message_id: int) -> None:
        """Remember the message that is a club's card."""
        server = await self._places.server(post.club.guild_id)
        async with server.lock:
            await self._places.set_info_card(server, post.club.id, message_id)

    async def done(self, task: Task, post: Board, message_id: int | None) -> None:
        """Note that a card has been put right, or that it is deleted: then it is forgotten."""
        if message_id is None:
            await self.forget(task)
            return
        self._shown[post.club.id] = post.info
        await self._until_next(post.info, task)

    async def _until_next(self, info: Info, task: Task) -> None:
        at = next_change(info.plan, self._now())
        await rows.put_right(self._database, task, max(at, self._now() + EVERY) if at else None)

    async def forget(self, task: Task) -> None:
        """Forget a card that is not there any more, and do nothing further for it."""
        server = await self._places.server(task.guild_id)
        self._shown.pop(task.club_id, None)
        async with server.lock:
            await self._places.set_info_card(server, task.club_id, None)
        await work_rows.skip(self._database, task)
