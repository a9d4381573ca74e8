"""Everybody's place in a server (clubs, bookmarks, habits), kept in memory a server at a time.

Every change goes through a method that saves first and then remembers. Reads and autocomplete make no query at all.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.domain import log
from bot.domain.book import Book
from bot.domain.calendar import local
from bot.domain.club import Asker, Club, Reader, followed
from bot.domain.config_change import Taken
from bot.domain.errors import PackUnavailable
from bot.domain.log import Line
from bot.domain.me import Habits, spoken
from bot.domain.plan import Plan, Section, being_read
from bot.domain.view import View
from bot.library.shelf import Shelf
from bot.services.here import Here, Server
from bot.services.memory import Memory
from bot.storage import club as club_rows
from bot.storage import config as config_rows
from bot.storage import departure as departure_rows
from bot.storage import info as info_rows
from bot.storage import me as me_rows
from bot.storage import plan as plan_rows
from bot.storage import progress as progress_rows
from bot.storage import reminder as reminder_rows
from bot.storage.database import Database

CUT_AT_ONCE = 2_000
"""Names of a book that is cut to a horizon without a thread: about a millisecond."""


class Places(Memory):
    """The servers in memory, and the only way to change them."""

    def __init__(self, database: Database, shelf: Shelf, now: Callable[[], datetime]) -> None:
        super().__init__(database)
        self._shelf = shelf
        self._now = now
        self._changed: Callable[[Club], object] = lambda _club: None

    def heed(self, changed: Callable[[Club], object]) -> None:
        """Have `changed` called whenever something that anybody may know of a club is another; it must not wait."""
        self._changed = changed

    async def here(self, asker: Asker) -> Here:
        """Return the asker in their server, which is read from the database the first time only."""
        server = await self.server(asker.guild_id)
        habits = server.habits.get(asker.user_id, Habits())
        return Here(asker, server, spoken(habits, asker.locale))

    async def book(self, club: Club) -> Book:
        """Return the book a club reads. Raises PackUnavailable where the shelf has it no more."""
        book = self._shelf.at_hand(club.pack) or await self._shelf.book(club.pack)
        if book is None:
            raise PackUnavailable
        return book

    async def view(self, club: Club, horizon: int) -> View:
        """Return a club's book as read to a horizon. Raises PackUnavailable.

        A book with thousands of names is cut in a thread, so that nobody else waits for it.
        """
        book = await self.book(club)
        if book.names <= CUT_AT_ONCE:
            return book.as_read_to(horizon)
        return await asyncio.to_thread(book.as_read_to, horizon)

    def clock(self, plan: Plan) -> datetime:
        """Return the time now, naive and local, on the clock of a plan."""
        return local(self._now(), plan.wishes.zone)

    async def join(self, here: Here, club: Club, at: int = 0) -> Reader:
        """Make the asker a reader of the club who went from the start to `at`; call with the server's lock held."""
        mark = await self._save(
            here.server, club_rows.join(self._database, club.guild_id, club.id, here.user_id, at, self._now())
        )
        return self._remember(here, club, Reader(here.user_id, at, mark))

    async def leave(self, here: Here, club: Club) -> None:
        """Forget the asker in the club; call with the server's lock held."""
        await self._save(here.server, club_rows.leave(self._database, club.guild_id, club.id, here.user_id))
        here.server.readers[club.id].pop(here.user_id, None)
        self._tell(here.server, club.id)

    async def put(self, here: Here, club: Club, reader: Reader, at: int) -> Reader:
        """Save a reader's new bookmark; call with the server's lock held."""
        mark = await self._save(
            here.server, progress_rows.put(self._database, club.guild_id, club.id, reader.user_id, at, self._now())
        )
        return self._remember(here, club, replace(reader, at=at, mark=mark))

    async def take_back(self, here: Here, club: Club, reader: Reader) -> Reader | None:
        """Go back to the reader's bookmark before this one, None without one; call with the lock held."""
        earlier = await self._save(
            here.server, progress_rows.take_back(self._database, club.guild_id, club.id, reader.user_id, reader.mark)
        )
        if earlier is None:
            return None
        mark, at = earlier
        return self._remember(here, club, replace(reader, at=at, mark=mark))

    async def set_pages(self, here: Here, club: Club, reader: Reader, pages: int | None) -> Reader:
        """Save how many pages the reader's edition has; call with the server's lock held."""
        await self._save(here.server, me_rows.set_pages(self._database, club.guild_id, club.id, reader.user_id, pages))
        return self._remember(here, club, replace(reader, pages=pages))

    async def set_unreminded(self, here: Here, club: Club, reader: Reader, *, unreminded: bool) -> Reader:
        """Save whether the reader wants no reminders of the book; call with the server's lock held."""
        saving = reminder_rows.set_unreminded(
            self._database, club.guild_id, club.id, reader.user_id, unreminded=unreminded
        )
        await self._save(here.server, saving)
        return self._remember(here, club, replace(reader, unreminded=unreminded))

    async def set_habits(self, here: Here, habits: Habits) -> None:
        """Save what the asker set for themselves in this server; call with the server's lock held."""
        known = here.user_id in here.server.habits
        await self._save(
            here.server, me_rows.set_habits(self._database, here.asker.guild_id, here.user_id, habits, known=known)
        )
        if habits == Habits():
            here.server.habits.pop(here.user_id, None)
        else:
            here.server.habits[here.user_id] = habits
        for club_id in here.server.joined(here.user_id):
            self._tell(here.server, club_id)

    async def open_club(
        self, here: Here, channel_id: int, name: str, pack: str, language: str, staff_id: int | None = None
    ) -> Club | None:
        """Save a new club, None where one meets in that channel; call with the server's lock held."""
        club = await self._save(
            here.server,
            club_rows.open_club(
                self._database,
                guild_id=here.asker.guild_id,
                channel_id=channel_id,
                name=name,
                pack=pack,
                language=language,
                staff_id=staff_id,
                by=here.user_id,
                now=self._now(),
            ),
        )
        if club is not None:
            here.server.clubs[club.id] = club
            here.server.readers[club.id] = {}
        return club

    async def set_card(self, here: Here, club: Club, card: int, draft: int) -> Club:
        """Remember the message that is a club's welcome card, and let the draft it came of go.

        Whoever read in the channel's club before goes along; call with the server's lock held.
        """
        line = log.opened(club, here.user_id, self._now())
        before = followed(here.server.clubs.values(), club)
        saving = club_rows.set_card(self._database, club, card, draft, line, before)
        along = await self._save(here.server, saving)
        here.server.clubs[club.id] = replace(club, card=card)
        here.server.readers[club.id] |= {user: Reader(user, 0, mark) for user, mark in along.items()}
        return here.server.clubs[club.id]

    async def archive(self, here: Here, club: Club) -> Club:
        """Make a club a past one; call with the server's lock held."""
        line = log.closed(club, here.user_id, self._now())
        await self._save(here.server, club_rows.archive(self._database, club, line))
        here.server.clubs[club.id] = replace(here.server.clubs[club.id], closed_at=line.at)
        self._tell(here.server, club.id)
        return here.server.clubs[club.id]

    async def settle(self, server: Server, club: Club, line: Line) -> None:
        """Save a club's settings as a moderator changed them; call with the server's lock held.

        Its own questions are held in its language, so they are read anew.
        """
        server.questions.pop(club.id, None)
        await self._save(server, club_rows.settle(self._database, club, line))
        server.clubs[club.id] = club
        self._tell(server, club.id)

    async def set_info_card(self, server: Server, club_id: int, message_id: int | None) -> None:
        """Remember which message is a club's card, None for one that is deleted; call with the server's lock held."""
        club = server.clubs.get(club_id)
        if club is not None:
            await self._save(server, info_rows.remember(self._database, club, message_id))
            server.clubs[club_id] = replace(club, info_card=message_id)

    async def take_in(self, server: Server, taken: Taken, line: Line) -> None:
        """Save what a file makes of a club, all of it or nothing; call with the server's lock held."""
        club, plan = taken.club, taken.plan
        server.let_go(club.id)
        await self._save(server, config_rows.save(self._database, taken, line))
        server.clubs[club.id] = club
        if plan is not None:
            server.plans[club.id] = plan

    def being_read(self, server: Server, club: Club) -> Section | None:
        """Return the section that a club is reading now, None where it has no plan or reads none."""
        plan = server.plans.get(club.id)
        return being_read(plan.sections, local(self._now(), plan.wishes.zone)) if plan else None

    async def set_plan(
        self, server: Server, club: Club, plan: Plan, moved: frozenset[int] = frozenset(), line: Line | None = None
    ) -> Plan:
        """Save a club's plan and bring the work that falls due in step; call with the server's lock held.

        `moved` are the sections whose meetings have a new time; `line` tells which moderator's change it is, if one's.
        """
        await self._save(server, plan_rows.save(self._database, club.guild_id, club.id, plan, self._now(), moved, line))
        server.plans[club.id] = plan
        self._tell(server, club.id)
        return plan

    async def set_thread(self, server: Server, club: Club, number: int, thread: int) -> None:
        """Remember which thread is a section's; call with the server's lock held."""
        await self._save(server, plan_rows.set_thread(self._database, club.guild_id, club.id, number, thread))
        held = server.plans[club.id]
        server.plans[club.id] = replace(held, threads={**held.threads, number: thread})
        self._tell(server, club.id)

    async def close_club(self, here: Here, club: Club) -> None:
        """Remove a club whose welcome card could not be posted; call with the server's lock held."""
        await self._save(here.server, club_rows.close_club(self._database, club.guild_id, club.id))
        here.server.clubs.pop(club.id, None)
        here.server.readers.pop(club.id, None)
        here.server.plans.pop(club.id, None)
        here.server.noted.pop(club.id, None)
        here.server.let_go(club.id)

    async def forget(self, here: Here, club: Club) -> None:
        """Forget everything of the asker's in one club; call with the server's lock held."""
        await self._save(here.server, me_rows.forget(self._database, club.guild_id, here.user_id, club.id))
        here.server.readers[club.id].pop(here.user_id, None)
        here.server.let_go(club.id)
        self._tell(here.server, club.id)

    async def forget_everywhere(self, user_id: int) -> None:
        """Forget somebody in every server; call with no server's lock held.

        It goes server by server, each with its lock, so that what is held in memory and what stands in
        the database never differ. Whoever was not told that it is done presses again and finishes it.
        """
        for guild_id in await me_rows.servers(self._database, user_id):
            server = await self.server(guild_id)
            async with server.lock:
                await self._save(server, me_rows.forget(self._database, guild_id, user_id))
                server.habits.pop(user_id, None)
                server.let_go()
                for club_id, readers in server.readers.items():
                    if readers.pop(user_id, None):
                        self._tell(server, club_id)

    async def forget_server(self, guild_id: int, before: datetime) -> bool:
        """Forget a whole server that removed the bot no later than `before`; return whether that was so."""
        server = await self.server(guild_id)
        async with server.lock:
            gone = await self._save(server, departure_rows.purge(self._database, guild_id, before))
            if gone:
                for held in (server.clubs, server.readers, server.habits, server.plans, server.noted):
                    held.clear()
                server.let_go()
        return gone

    def _tell(self, server: Server, club_id: int) -> None:
        if (club := server.clubs.get(club_id)) is not None:
            self._changed(club)

    def _remember(self, here: Here, club: Club, reader: Reader) -> Reader:
        here.server.readers[club.id][reader.user_id] = reader
        self._tell(here.server, club.id)
        return reader
