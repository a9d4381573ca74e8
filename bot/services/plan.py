"""The plan that a club reads by: making and changing it. Whatever moves, the work that falls due moves with it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain import log
from bot.domain import pause as pauses
from bot.domain.calendar import read_breaks, read_date, read_time
from bot.domain.club import Club
from bot.domain.errors import NoPlan, NoSuchSection, PlanMoved
from bot.domain.outline import Outline
from bot.domain.pace import read_pace
from bot.domain.past import still_open
from bot.domain.plan import Plan, Wishes, move_meeting, move_opening, plan
from bot.domain.replan import Asked, Changed, Preview, moved, replanned, seen
from bot.domain.settings import Settled, meeting_after, patient, retimed, settled
from bot.services.here import Here
from bot.services.places import Places

_MOVES = {"meeting": move_meeting, "opening": move_opening}


class Plans:
    """Use cases of `/manage plan`, `pause`, `resume`, and a plan's settings; `wake` has due work looked at again."""

    def __init__(self, places: Places, now: Callable[[], datetime], wake: Callable[[], None]) -> None:
        self._places = places
        self._now = now
        self._wake = wake

    def of(self, here: Here, club: Club) -> Plan:
        """Return a present club's plan. Raises ClubClosed or NoPlan."""
        plan = here.plan(still_open(club))
        if plan is None or not plan.sections:
            raise NoPlan(club.name)
        return plan

    async def begin(self, here: Here, club: Club, wishes: Wishes, *, forum: bool, events: bool) -> Plan:
        """Make and save the plan of a club that opens. Raises PackUnavailable or TooSoon."""
        made = Plan(wishes, plan(await self._outline(club), wishes), forum=forum, events=events)
        async with here.server.lock:
            await self._places.set_plan(here.server, club, made)
        self._wake()
        return made

    async def let_play(self, here: Here, club_id: int, *, everybody: bool, after_meetings: bool) -> Settled:
        """Say who may start rounds of questions, and whether one begins after each meeting. Raises Gone or NoPlan."""
        return await self._settle(
            here, club_id, lambda plan: replace(plan, open_rounds=everybody, rounds=after_meetings)
        )

    async def be_patient(self, here: Here, club_id: int, hours: str, *, events: bool) -> Settled:
        """Say how late posts may be, as typed, and whether meetings are events of the server.

        Raises Gone, NoPlan, or BadPatience.
        """
        return await self._settle(here, club_id, lambda plan: patient(plan, hours, events=events))

    async def retime(self, here: Here, club_id: int, meeting: str, posting: str, days: Iterable[str]) -> Settled:
        """Change the hours of meetings and of posts, as typed, and the days of questions; what is ahead moves along.

        Raises Gone, NoPlan, and what reading a time raises.
        """
        outline = await self._outline(here.present_by_id(club_id))
        return await self._settle(
            here, club_id, lambda plan: retimed(plan, self._places.clock(plan), meeting, posting, days), outline
        )

    async def _settle(
        self, here: Here, club_id: int, change: Callable[[Plan], Plan], outline: Outline | None = None
    ) -> Settled:
        """Save what a change of settings makes of a plan, with its line, unless nothing is another.

        With an `outline` it tells of the plan too.
        """
        club = here.present_by_id(club_id)
        async with here.server.lock:
            before, now = self.of(here, club), self._now()
            clock = self._places.clock(before)
            after = change(before)
            told = Changed(club, outline, before, after, now, "hours", clock) if outline else None
            found = settled((club, before), (club, after), told)
            if found.after:
                again = moved(before, after)
                if after.events and not before.events:
                    again |= meeting_after(after, clock)
                await self._places.set_plan(here.server, club, after, again, found.line(here.user_id, now))
        self._wake()
        return found

    async def pause(self, here: Here, weeks: int, named: str | None = None) -> Changed:
        """Have the club rest for so many weeks from now. Raises NoPlan, NothingAhead, or LongPause."""
        club = here.present(named)
        outline = await self._outline(club)
        async with here.server.lock:
            plan = self.of(here, club)
            now = self._places.clock(plan)
            after, pause = pauses.begin(plan, now, weeks)
            return await self._save(here, self._change(club, outline, plan, after, "pause", pause.until))

    async def resume(self, here: Here, named: str | None = None) -> Changed:
        """Have the club go on. Raises NoPlan, or NotPaused."""
        club = here.present(named)
        outline = await self._outline(club)
        async with here.server.lock:
            plan = self.of(here, club)
            now = self._places.clock(plan)
            return await self._save(here, self._change(club, outline, plan, pauses.end(plan, now), "resume", now))

    async def move(self, here: Here, club_id: int, what: str, number: str, day: str, at: str) -> Changed:
        """Move the "meeting" or "opening" of a section, all as typed; without a time it keeps the one it has.

        Raises Gone, NoPlan, NoSuchSection, WouldCross, and what reading a date and a time raises.
        """
        club = here.present_by_id(club_id)
        outline = await self._outline(club)
        async with here.server.lock:
            plan = self.of(here, club)
            now = self._places.clock(plan)
            section = plan.section(int(number)) if number.isascii() and number.isdigit() and len(number) < 6 else None
            if section is None:
                raise NoSuchSection(len(plan.sections))
            stood = section.meets if what == "meeting" else section.opens
            time = read_time(at) if at.strip() else stood.time()
            to = datetime.combine(read_date(day, now.date()), time)
            after = replace(plan, sections=_MOVES[what](plan.sections, section.number, to, now))
            return await self._save(here, self._change(club, outline, plan, after, what, to, section.number))

    async def ask(self, here: Here, club_id: int, pace: str, weekday: str, at: str, breaks: str) -> Preview:
        """Return what another pace for the rest would change, all as typed; a `weekday` may be typed as a date too.

        Raises Gone, NoPlan, NothingAhead, TooManyBreaks, TooSoon, and what reading the typed raises.
        """
        club = here.present_by_id(club_id)
        outline = await self._outline(club)
        plan = self.of(here, club)
        today = self._places.clock(plan).date()
        asked = Asked(
            read_pace(pace, today, outline.last),
            read_date(weekday, today).weekday(),
            read_time(at),
            read_breaks(breaks, today),
            seen(plan),
        )
        return Preview(self._repaced(club, outline, plan, asked), asked)

    async def repace(self, here: Here, club_id: int, asked: Asked) -> Changed:
        """Do what a preview showed. Raises Gone, NoPlan, PlanMoved where the plan has changed meanwhile, TooSoon."""
        club = here.present_by_id(club_id)
        outline = await self._outline(club)
        async with here.server.lock:
            plan = self.of(here, club)
            if seen(plan) != asked.seen:
                raise PlanMoved
            return await self._save(here, self._repaced(club, outline, plan, asked))

    async def _outline(self, club: Club) -> Outline:
        return (await self._places.book(club)).outline

    def _repaced(self, club: Club, outline: Outline, plan: Plan, asked: Asked) -> Changed:
        now = self._places.clock(plan)
        after = replanned(outline, plan, asked, now)
        first = next(one for one in after.sections if one.opens > now)
        return self._change(club, outline, plan, after, "repace", first.opens, first.number)

    def _change(
        self, club: Club, outline: Outline, before: Plan, after: Plan, what: str, at: datetime, number: int = 0
    ) -> Changed:
        return Changed(club, outline, before, after, self._now(), what, at, number)

    async def _save(self, here: Here, change: Changed) -> Changed:
        line = log.of_plan(change, here.user_id)
        await self._places.set_plan(here.server, change.club, change.plan, change.moved, line)
        self._wake()
        return change
