"""The plan that a club reads by: making and changing it. Whatever moves, the work that falls due moves with it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.domain import pause as pauses
from bot.domain.calendar import read_breaks, read_date, read_time
from bot.domain.club import Club
from bot.domain.errors import NoPlan, NoSuchSection, PlanMoved
from bot.domain.outline import Outline
from bot.domain.pace import read_pace
from bot.domain.plan import Plan, Wishes, move_meeting, move_opening, plan
from bot.domain.replan import Asked, Changed, Preview, replanned, seen
from bot.services.here import Here
from bot.services.places import Places

_MOVES = {"meeting": move_meeting, "opening": move_opening}


class Plans:
    """Use cases of `/manage plan`, `pause` and `resume`; `wake` has due work looked at again."""

    def __init__(self, places: Places, now: Callable[[], datetime], wake: Callable[[], None]) -> None:
        self._places = places
        self._now = now
        self._wake = wake

    def of(self, here: Here, club: Club) -> Plan:
        """Return a club's plan. Raises NoPlan."""
        plan = here.plan(club)
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

    async def let_play(self, here: Here, club_id: int, *, everybody: bool, after_meetings: bool) -> None:
        """Say who may start rounds of questions, and whether one begins after each meeting. Raises Gone or NoPlan."""
        club = here.club_by_id(club_id)
        async with here.server.lock:
            changed = replace(self.of(here, club), open_rounds=everybody, rounds=after_meetings)
            await self._places.set_plan(here.server, club, changed)
        self._wake()

    async def pause(self, here: Here, weeks: int, named: str | None = None) -> Changed:
        """Have the club rest for so many weeks from now. Raises NoPlan, NothingAhead, or LongPause."""
        club = here.club(named)
        outline = await self._outline(club)
        async with here.server.lock:
            plan = self.of(here, club)
            now = self._places.clock(plan)
            after, pause = pauses.begin(plan, now, weeks)
            return await self._save(here, self._change(club, outline, plan, after, "pause", pause.until))

    async def resume(self, here: Here, named: str | None = None) -> Changed:
        """Have the club go on. Raises NoPlan, or NotPaused."""
        club = here.club(named)
        outline = await self._outline(club)
        async with here.server.lock:
            plan = self.of(here, club)
            now = self._places.clock(plan)
            return await self._save(here, self._change(club, outline, plan, pauses.end(plan, now), "resume", now))

    async def move(self, here: Here, club_id: int, what: str, number: str, day: str, at: str) -> Changed:
        """Move the "meeting" or "opening" of a section, all as typed; without a time it keeps the one it has.

        Raises Gone, NoPlan, NoSuchSection, WouldCross, and what reading a date and a time raises.
        """
        club = here.club_by_id(club_id)
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
        club = here.club_by_id(club_id)
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
        club = here.club_by_id(club_id)
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
        await self._places.set_plan(here.server, change.club, change.plan, change.moved)
        self._wake()
        return change
