"""Changing the plan that a club reads by. Whatever moves, the work that falls due moves with it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.domain import pause as pauses
from bot.domain.calendar import read_breaks, read_date, read_time
from bot.domain.club import Club
from bot.domain.errors import NoPlan, NoSuchSection, PlanMoved
from bot.domain.outline import Outline
from bot.domain.pace import read_pace
from bot.domain.plan import Plan, move_meeting, move_opening
from bot.domain.replan import Asked, Changed, Preview, replanned, seen
from bot.services.places import Here, Places

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

    async def pause(self, here: Here, weeks: int, named: str | None = None) -> Changed:
        """Have the club rest for so many weeks from now. Raises NoPlan, NothingAhead, or LongPause."""
        club = here.club(named)
        outline = await self._outline(club)
        async with here.server.lock:
            plan = self.of(here, club)
            return await self._save(here, club, outline, pauses.begin(plan, self._places.clock(plan), weeks), weeks)

    async def resume(self, here: Here, named: str | None = None) -> Changed:
        """Have the club go on. Raises NoPlan, or NotPaused."""
        club = here.club(named)
        outline = await self._outline(club)
        async with here.server.lock:
            plan = self.of(here, club)
            after, weeks = pauses.end(plan, self._places.clock(plan))
            return await self._save(here, club, outline, after, weeks)

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
            return replace(await self._save(here, club, outline, after), section=after.section(section.number))

    async def ask(self, here: Here, club_id: int, pace: str, weekday: str, at: str, breaks: str) -> Preview:
        """Return what another pace for the rest would change, all as typed; a `weekday` may be typed as a date too.

        Raises Gone, NoPlan, NothingAhead, ManyBreaks, TooSoon, and what reading the typed raises.
        """
        club = here.club_by_id(club_id)
        outline = await self._outline(club)
        plan = self.of(here, club)
        now = self._places.clock(plan)
        today = now.date()
        asked = Asked(
            read_pace(pace, today, outline.last),
            read_date(weekday, today).weekday(),
            read_time(at),
            read_breaks(breaks, today),
            seen(plan),
        )
        return Preview(Changed(club, outline, plan, replanned(outline, plan, asked, now), self._now()), asked)

    async def repace(self, here: Here, club_id: int, asked: Asked) -> Changed:
        """Do what a preview showed. Raises Gone, NoPlan, PlanMoved where the plan has changed meanwhile, TooSoon."""
        club = here.club_by_id(club_id)
        outline = await self._outline(club)
        async with here.server.lock:
            plan = self.of(here, club)
            if seen(plan) != asked.seen:
                raise PlanMoved
            return await self._save(here, club, outline, replanned(outline, plan, asked, self._places.clock(plan)))

    async def _outline(self, club: Club) -> Outline:
        return (await self._places.book(club)).outline

    async def _save(self, here: Here, club: Club, outline: Outline, after: Plan, weeks: int = 0) -> Changed:
        changed = Changed(club, outline, self.of(here, club), after, self._now(), weeks)
        await self._places.set_plan(here.server, club, after, changed.moved)
        self._wake()
        return changed
