"""Work that falls due: sleeping until then, claiming it, and judging what is still to be done.

Whoever carries the work out on Discord does so in three steps, and may die between any two: claim, act, mark.
A row whose lease has run out comes up again, and its `tries` say that its post may be there already.
"""

import asyncio
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from bot.domain.club import Club
from bot.domain.errors import Gone
from bot.domain.info import Board
from bot.domain.plan import Plan, Section
from bot.domain.post import Asked, Meeting, Notice, Post, compose, part_of, speaks_to
from bot.domain.reminder import REMINDERS, Call
from bot.domain.view import Prompt
from bot.domain.vote import Poll
from bot.domain.work import (
    COUNT,
    EVENT,
    FOR_A_THREAD,
    GONE,
    INFO,
    NO_PACK,
    NOTE,
    NOTICE,
    PROMPT,
    ROUND,
    SKIPPED,
    VOTE,
    Task,
    needs_thread,
    too_late,
)
from bot.services.here import Here
from bot.services.info_card import InfoCards
from bot.services.places import Places
from bot.services.prompt import Prompts
from bot.services.reminding import Reminding
from bot.services.seal_post import SealPosts
from bot.services.vote_post import Polls
from bot.storage import club as club_rows
from bot.storage import work as rows
from bot.storage.database import Database

AFTER_A_FAULT = 5
"""Seconds."""
LONGEST_SLEEP = timedelta(hours=1)
"""The host's clock may be put right meanwhile."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)
"""Before the next try at what failed, doubled each time."""
LONG_WAIT = timedelta(hours=6)
"""Before the next look for a channel that was deleted: nobody brings it back."""


class Work:
    """Use cases of work that falls due."""

    def __init__(
        self,
        database: Database,
        places: Places,
        now: Callable[[], datetime],
        *,
        polls: Polls,
        prompts: Prompts,
        reminding: Reminding,
        info_cards: InfoCards,
        seal_posts: SealPosts,
    ) -> None:
        self._database = database
        self._places = places
        self._polls = polls
        self._prompts = prompts
        self._reminding = reminding
        self._info_cards = info_cards
        self._seal_posts = seal_posts
        self._now = now
        self._sleeping: asyncio.Task[None] | None = None
        self._woken = False

    def wake(self) -> None:
        """End the sleep: a plan has changed, and something may be due sooner."""
        self._woken = True
        if self._sleeping is not None:
            self._sleeping.cancel()

    def touch(self, club: Club) -> None:
        """Note that something which anybody may know of a club is another: its pinned card, if it has one, lags."""
        if self._info_cards.mark(club):
            self.wake()

    async def sleep(self) -> None:
        """Sleep until something is due or somebody wakes."""
        self._woken = False
        await self._info_cards.save_marks()
        due = await rows.next_at(self._database)
        wait = LONGEST_SLEEP if due is None else min(due - self._now(), LONGEST_SLEEP)
        if self._woken:
            return
        self._sleeping = asyncio.create_task(asyncio.sleep(max(0.0, wait.total_seconds())))
        await asyncio.gather(self._sleeping, return_exceptions=True)
        self._sleeping = None

    async def rest(self) -> None:
        """Wait a little after a fault of whoever carries work out."""
        await asyncio.sleep(AFTER_A_FAULT)

    async def claim(self, most: int) -> tuple[Task, ...]:
        """Claim at most `most` of what is due."""
        return await rows.claim(self._database, self._now(), most)

    async def judge(self, task: Task) -> Post | None:
        """Return what is to be posted for a claimed row; None where it is left undone or waits for its thread.

        Raises PackUnavailable.
        """
        if task.kind in REMINDERS:
            return await self._reminding.judge(task)
        server = await self._places.server(task.guild_id)
        if task.kind == INFO and task.club_id in server.clubs:
            return await self._info_cards.due(server.clubs[task.club_id], task)
        club, plan = server.present(task.club_id), server.plans.get(task.club_id)
        if club is not None and task.kind == NOTICE:
            return await self._notice(club, task)
        if club is not None and task.kind in (VOTE, COUNT, NOTE):
            return await self._unplanned(club, task)
        section = plan.section(task.section) if plan else None
        if club is None or plan is None or section is None:
            await rows.skip(self._database, task)
            return None
        return await self._of_a_plan(club, plan, section, task)

    async def _of_a_plan(self, club: Club, plan: Plan, section: Section, task: Task) -> Post | None:
        if too_late(task, section, self._now(), plan.patience, plan.wishes.zone):
            await rows.give_up(self._database, task, self._now())
            self.wake()
            return None
        own = await self._prompts.own(club)
        asked = await rows.asked(self._database, task) if task.kind == PROMPT else ()
        post = await self._composed(club, plan, section, task, own, asked)
        if post is None:
            await rows.skip(self._database, task)
        elif section.number not in plan.threads and needs_thread(task.kind, forum=plan.forum):
            await rows.later(self._database, task, self._now() + FOR_A_THREAD)
            return None
        if isinstance(post, Asked) and post.keys != task.about:
            await rows.settle(self._database, task, post.keys)
        return post

    async def _composed(
        self,
        club: Club,
        plan: Plan,
        section: Section,
        task: Task,
        own: Sequence[Prompt] = (),
        asked: Collection[str] = (),
    ) -> Post | None:
        view = await self._places.view(club, speaks_to(section, task.kind))
        return compose(club, plan, view, task, own, asked)

    async def _unplanned(self, club: Club, task: Task) -> Post | None:
        judges = self._seal_posts if task.kind == NOTE else self._polls
        post = await judges.due(club, task)
        if post is None:
            await rows.skip(self._database, task)
        return post

    async def _notice(self, club: Club, task: Task) -> Notice:
        about = task.about
        if about[0] == SKIPPED:
            about = (SKIPPED, str(await rows.skipped(self._database, task)))
        opener = await club_rows.opener(self._database, club.guild_id, club.id)
        return Notice(club, about, opener, task.section)

    async def made(self, task: Task, message: int) -> None:
        """Remember the first of several things that a row makes, so that it need not be looked for."""
        await rows.made(self._database, task, message)

    async def opened(self, task: Task, thread: int) -> None:
        """Remember a section's thread, and let come what waited for it."""
        server = await self._places.server(task.guild_id)
        async with server.lock:
            club = server.clubs.get(task.club_id)
            if club is not None and club.id in server.plans:
                await self._places.set_thread(server, club, task.section, thread)
        await rows.ready(self._database, task, self._now())
        self.wake()

    async def done(self, task: Task, post: Post, made: int | None) -> None:
        """Mark work as done, with the message or event that it made.

        An event whose meeting was moved while it was made is made right once more. A call may come up again, and
        what it called for is due.
        """
        if isinstance(post, Poll) and made is not None:
            await self._polls.posted(post, made)
        if isinstance(post, Board):
            await self._info_cards.done(task, post, made)
            self.wake()
            return
        if isinstance(post, Call):
            at = self._reminding.next_look(post)
            await (rows.again(self._database, task, at) if at else rows.done(self._database, task, None, self._now()))
            self.wake()
            return
        if not isinstance(post, Meeting):
            await rows.done(self._database, task, made, self._now())
            return
        server = await self._places.server(task.guild_id)
        async with server.lock:
            plan = server.plans.get(task.club_id)
            section = plan.section(task.section) if plan else None
            await rows.done(self._database, task, made, self._now())
            if plan and section and part_of(plan, post.outline, section).meets != post.part.meets:
                await rows.again(self._database, task, self._now())
                self.wake()

    async def later(self, task: Task) -> None:
        """Try again after a while, longer each time."""
        wait = min(FIRST_WAIT * 2 ** min(task.tries - 1, 10), LONGEST_WAIT)
        await rows.later(self._database, task, self._now() + wait)
        self.wake()

    async def hold(self, task: Task, about: tuple[str, ...]) -> None:
        """Let work wait for the moderators, who are told once what it is `about`.

        They hear nothing of reminders or a club's card. No vote and no note waits for a lost place, and no such card.
        """
        if about[0] == GONE and task.kind == INFO:
            await self._info_cards.forget(task)
            return
        if about[0] == GONE and task.kind in (VOTE, COUNT, NOTE):
            await rows.skip(self._database, task)
            return
        if task.kind in (INFO, *REMINDERS) or (task.kind == NOTE and about[0] == NO_PACK):
            await self.later(task)
            return
        wait = LONG_WAIT if about[0] == GONE else LONGEST_WAIT
        await rows.hold(self._database, task, self._now() + wait, about, self._now())
        self.wake()

    async def posted(self, here: Here, row: int) -> Post:
        """Return what a post says whose button was pressed there where it stands. Raises Gone.

        Everybody there sees it already; a forged press from elsewhere, or of what is to come, finds nothing.
        """
        task = await rows.begun(self._database, here.asker.guild_id, row)
        if task is None or task.kind in (NOTICE, EVENT, ROUND, INFO, NOTE, *REMINDERS):
            raise Gone
        club = here.club_by_id(task.club_id)
        if club.channel_id not in here.asker.channel_ids:
            raise Gone
        if task.kind in (VOTE, COUNT):
            post: Post | None = await self._polls.shown(club, task)
        else:
            plan = here.server.plans.get(club.id)
            section = plan.section(task.section) if plan else None
            own = await self._prompts.own(club) if task.about else ()
            post = await self._composed(club, plan, section, task, own) if plan and section else None
        if post is None or (isinstance(post, Asked) and not _stands(post, task, here)):
            raise Gone
        return post


def _stands(post: Asked, task: Task, here: Here) -> bool:
    """Whether prompts are those of a post, as far as they are not deleted, and it stands where somebody is."""
    return post.part.thread in here.asker.channel_ids and (not task.about or set(post.keys) <= set(task.about))
