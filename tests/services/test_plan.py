"""Plans are read from memory, changed one at a time, and what memory holds is what the database has."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.domain.club import Club
from bot.domain.errors import Gone, LongPause, NoPlan, NotPaused, PlanMoved
from bot.domain.pace import Pace
from bot.domain.plan import Plan, Wishes, plan
from bot.domain.replan import Asked
from bot.services.plan import Plans
from bot.storage.plan import load
from tests.services.room import GUILD, MOD, NOW, OTHER_GUILD, Room

WISHES = Wishes(date(2026, 11, 16), 6, time(19), "Europe/London", Pace("chapters", 3))
"""At the clock of these tests, a Friday evening, section 1 has been open since Monday."""

when = datetime.fromisoformat


@pytest.fixture
async def planned(house: Room, club: Club) -> AsyncIterator[Club]:
    """A club that reads by a plan."""
    server = await house.services.places.server(GUILD)
    outline = (await house.services.places.book(club)).outline
    async with server.lock:
        await house.services.places.set_plan(server, club, Plan(WISHES, plan(outline, WISHES)))
    yield club
    assert await load(house.database, GUILD) == server.plans, "memory and database differ"


async def test_reading_a_plan_asks_the_database_for_nothing(house: Room, planned: Club) -> None:
    here = await house.read_to(planned, 2)
    services = house.services
    await services.replays.tell(here)  # from then on the club's own prompts are held
    house.asked.clear()
    schedule = await services.schedules.look(here)
    await services.schedules.look_by_id(here, planned.id)
    await services.replays.tell(here)
    await services.replays.turn(here, planned.id, 1)
    await services.plans.ask(here, planned.id, "2 weeks", "sunday", "19:00", "")
    assert house.asked == []
    assert schedule.pacing
    assert (schedule.pacing.state, schedule.pacing.chapters) == ("reading", -1)


async def test_every_change_is_saved_and_wakes_whoever_does_what_is_due(house: Room, planned: Club) -> None:
    woken: list[str] = []
    plans = Plans(house.services.places, lambda: NOW, lambda: woken.append("woken"))
    here = await house.here(MOD)
    paused = await plans.pause(here, 2)
    assert paused.moved == {1, 2, 3, 4}
    assert (paused.what, paused.at) == ("pause", when("2026-12-04 19:00"))
    resumed = await plans.resume(here)
    assert resumed.plan == paused.before
    moved = await plans.move(here, planned.id, "meeting", "1", "2026-11-23", "")
    assert moved.moved == {1}
    assert moved.plan.sections[0].meets == when("2026-11-23 19:00")
    assert moved.plan.sections[1].opens == when("2026-11-24 09:00")
    opened = await plans.move(here, planned.id, "opening", "2", "2026-11-25", "8:00")
    assert opened.moved == frozenset()
    asked = (await plans.ask(here, planned.id, "2 weeks", "sunday", "19:00", "")).asked
    repaced = await plans.repace(here, planned.id, asked)
    assert repaced.number == 2
    assert len(woken) == 5


async def test_two_moderators_who_pause_at_once_pause_one_after_the_other(house: Room, planned: Club) -> None:
    one, other = await house.here(MOD), await house.here(MOD + 1)
    await asyncio.gather(house.services.plans.pause(one, 1), house.services.plans.pause(other, 2))
    there = one.server.plans[planned.id].pause
    assert there
    assert there.weeks == 3
    assert one.server.plans[planned.id].sections[0].meets == when("2026-12-13 19:00")


async def test_of_two_who_press_do_it_the_second_is_told_that_the_plan_has_changed(house: Room, planned: Club) -> None:
    here = await house.here(MOD)
    asked = (await house.services.plans.ask(here, planned.id, "2 weeks", "sunday", "19:00", "")).asked
    await house.services.plans.repace(here, planned.id, asked)
    with pytest.raises(PlanMoved):
        await house.services.plans.repace(here, planned.id, asked)


async def test_what_is_refused_is_not_saved(house: Room, planned: Club) -> None:
    here = await house.here(MOD)
    before = here.server.plans[planned.id]
    house.asked.clear()
    with pytest.raises(NotPaused):
        await house.services.plans.resume(here)
    with pytest.raises(LongPause):
        await house.services.plans.pause(here, 53)
    assert house.asked == []
    assert here.server.plans[planned.id] == before


async def test_a_club_without_a_plan_has_none_to_change(house: Room, club: Club) -> None:
    here = await house.here(MOD)
    plans = house.services.plans
    asked = Asked(Pace("weeks", 2), 6, time(19), (), 0)
    for attempt in (
        plans.pause(here, 1),
        plans.resume(here),
        plans.move(here, club.id, "meeting", "1", "tomorrow", ""),
        plans.ask(here, club.id, "2 weeks", "sunday", "19:00", ""),
        plans.repace(here, club.id, asked),
    ):
        with pytest.raises(NoPlan):
            await attempt
    assert (await house.services.schedules.look(here)).plan is None


async def test_another_server_s_club_is_out_of_reach(house: Room, planned: Club) -> None:
    abroad = await house.here(MOD, guild=OTHER_GUILD)
    services = house.services
    asked = Asked(Pace("weeks", 2), 6, time(19), (), 0)
    for attempt in (
        services.plans.move(abroad, planned.id, "meeting", "1", "tomorrow", ""),
        services.plans.ask(abroad, planned.id, "2 weeks", "sunday", "19:00", ""),
        services.plans.repace(abroad, planned.id, asked),
        services.schedules.look_by_id(abroad, planned.id),
        services.replays.turn(abroad, planned.id, 1),
    ):
        with pytest.raises(Gone):
            await attempt


async def test_a_bookmark_that_reaches_the_end_of_a_section_the_club_has_met_about_says_which(
    house: Room, planned: Club
) -> None:
    here = await house.read_to(planned, 2)
    assert (await house.services.progress.step(here, planned.id, 2, 1)).passed is None
    server = here.server
    earlier = tuple(
        replace(one, opens=one.opens - timedelta(weeks=2), meets=one.meets - timedelta(weeks=2))
        for one in server.plans[planned.id].sections
    )
    async with server.lock:
        await house.services.places.set_plan(server, planned, replace(server.plans[planned.id], sections=earlier))
    await house.services.progress.step(here, planned.id, 3, -1)
    assert (await house.services.progress.step(here, planned.id, 2, 1)).passed == 1
    assert (await house.services.progress.step(here, planned.id, 3, 1)).passed is None
