"""Reminding: whom a moment calls for, and whether a reminder is still to go when its turn comes.

A club has one row of work for each of its moments, whoever reads there. Only when that is carried out are there rows
for readers, and only for those who asked; they are judged again when they go, by what their readers want by then.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.domain.calendar import local, moment
from bot.domain.club import Asker, Club, Reader
from bot.domain.me import Habits
from bot.domain.plan import Plan, Section, being_read
from bot.domain.reminder import (
    OPENS,
    QUIET,
    QUIET_DAYS,
    Call,
    Errand,
    Reminder,
    awake,
    next_look,
    pointless,
    rested,
)
from bot.domain.work import FOR_A_THREAD, Task
from bot.services.here import Server
from bot.services.places import Places
from bot.storage import reminder as rows
from bot.storage import work as work_rows
from bot.storage.database import Database


class Reminding:
    """Use cases of reminders that fall due."""

    def __init__(self, database: Database, places: Places, now: Callable[[], datetime]) -> None:
        self._database = database
        self._places = places
        self._now = now

    async def judge(self, task: Task) -> Call | Reminder | None:
        """Return what is to be done for a claimed row; None where it waits or is left undone, which nobody is told.

        A call waits for its section's thread, a reminder for its reader's morning. Raises PackUnavailable.
        """
        server = await self._places.server(task.guild_id)
        club, plan = server.present(task.club_id), server.plans.get(task.club_id)
        found: Call | Reminder | None = None
        if club is not None and plan is not None and task.user_id is not None:
            found = await self._reminder(server, club, plan, task)
        elif club is not None and plan is not None:
            found = self._call(club, plan, task)
        if found is None:
            await work_rows.skip(self._database, task)
        elif (at := self._waits(found)) is not None:
            await work_rows.later(self._database, task, at)
            return None
        return found

    def _about(self, plan: Plan, task: Task) -> Section | None:
        """Return the section that a row is about, if it is not too late for it; of resting bookmarks, the one read."""
        reading = task.kind == QUIET
        section = being_read(plan.sections, self._places.clock(plan)) if reading else plan.section(task.section)
        late = section is not None and pointless(task.kind, section, plan.wishes.zone, self._now())
        return None if late else section

    def _call(self, club: Club, plan: Plan, task: Task) -> Call | None:
        """Return a call that is still to be made; for resting bookmarks there is one until the last meeting."""
        section = self._about(plan, task)
        looks = task.kind == QUIET and plan.sections and self._places.clock(plan) < plan.sections[-1].meets
        return Call(club, plan, section, task.kind) if section is not None or looks else None

    async def _reminder(self, server: Server, club: Club, plan: Plan, task: Task) -> Reminder | None:
        reader, section = server.readers[club.id].get(task.user_id or 0), self._about(plan, task)
        habits = server.habits.get(task.user_id or 0, Habits())
        if reader is None or section is None or habits.wanted is None or not _wants(habits, reader, task.kind):
            return None
        if self._rests(club, plan) or (task.kind == QUIET and (reader.mark != task.nth or reader.at >= section.last)):
            return None
        return Reminder(
            club,
            (await self._places.book(club)).outline,
            plan,
            section,
            task.kind,
            reader.user_id,
            language=habits.language or habits.wanted.language,
            zone=habits.zone or plan.wishes.zone,
            at=reader.at,
            quiet=habits.wanted.quiet,
        )

    def _waits(self, found: Call | Reminder) -> datetime | None:
        """Return until when something waits, None where it need not."""
        now = self._now()
        if isinstance(found, Reminder):
            at = awake(now, found.zone)
            return at if at > now else None
        waits = found.kind == OPENS and found.section and found.section.number not in found.plan.threads
        return now + FOR_A_THREAD if waits else None

    def _rests(self, club: Club, plan: Plan) -> bool:
        """Whether a club sends no reminders: it may not, or is paused."""
        return not club.reminders_allowed or plan.resting(self._places.clock(plan)) is not None

    async def send_out(self, call: Call) -> None:
        """Make a piece of work for each reader who is to be reminded; whoever has theirs gets no other."""
        club, plan, section = call.club, call.plan, call.section
        server = await self._places.server(club.guild_id)
        readers = server.readers.get(club.id, {})
        if call.kind == QUIET:
            await rows.forget_moved(self._database, club.guild_id, club.id, {one.mark for one in readers.values()})
        elif call.kind == OPENS and section is not None:
            await rows.forget_sections(self._database, club.guild_id, club.id, section.number)
        if section is None or self._rests(club, plan):
            return
        asked = {
            one: habits
            for one in readers.values()
            if (habits := server.habits.get(one.user_id)) and _wants(habits, one, call.kind)
        }
        if call.kind == QUIET:
            asked = await self._resting(call, section, asked)
        about = rows.RESTING if call.kind == QUIET else section.number
        errands = [
            Errand(
                one.user_id,
                one.mark if call.kind == QUIET else one.user_id,
                awake(self._now(), habits.zone or plan.wishes.zone),
            )
            for one, habits in asked.items()
        ]
        if errands:
            await rows.send_out(self._database, club.guild_id, club.id, call.kind, about, errands)

    async def _resting(self, call: Call, section: Section, asked: dict[Reader, Habits]) -> dict[Reader, Habits]:
        """Return those whose bookmark, short of the section's end, has rested for as long as they chose."""
        plan, behind = call.plan, {one.mark for one in asked if one.at < section.last}
        if not behind:
            return {}
        long_ago = self._now() - timedelta(days=min(QUIET_DAYS))
        found = await rows.set_at(self._database, call.club.guild_id, call.club.id, behind, long_ago)
        since = {mark: local(at, plan.wishes.zone) for mark, at in found.items()}
        now = self._places.clock(plan)
        return {
            one: habits
            for one, habits in asked.items()
            if one.mark in since
            and habits.wanted is not None
            and habits.wanted.quiet is not None
            and rested(since[one.mark], plan, habits.wanted.quiet) <= now
        }

    def next_look(self, call: Call) -> datetime | None:
        """Return when a call is to come up again (UTC): that for resting bookmarks does, once a day."""
        if call.kind != QUIET:
            return None
        at = next_look(call.plan, self._places.clock(call.plan))
        return moment(at, call.plan.wishes.zone) if at is not None else None

    async def unreachable(self, reminder: Reminder) -> None:
        """Let somebody be who cannot be written to: no reminders any more, of which they are told when they come."""
        asker = Asker(reminder.club.guild_id, reminder.user_id, (), reminder.language)
        here = await self._places.here(asker)
        async with here.server.lock:
            if here.habits.wanted is not None:
                await self._places.set_habits(here, here.habits.without_reminders(unreachable=True))


def _wants(habits: Habits, reader: Reader, kind: str) -> bool:
    return habits.wanted is not None and habits.wanted.covers(kind) and not reader.unreminded
