"""Settings change one at a time, with their line in the log, and memory holds what the database has."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.domain.club import Club
from bot.domain.errors import Gone, NoPlan
from bot.domain.log import SETTINGS
from bot.domain.pace import Pace
from bot.domain.plan import Plan, Wishes, plan
from bot.domain.settings import BadPatience
from bot.services.plan import Plans
from bot.storage import plan as plans
from tests.services.room import GUILD, MOD, NOW, OTHER_GUILD, Room, held
from tests.storage.rows import ask

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
    assert await plans.load(house.database, GUILD) == server.plans, "memory and database differ"
    assert await house.stored() == held(server), "memory and database differ"


def lines(house: Room) -> list[tuple[str, int]]:
    """Return what the log tells of settings, and by whom."""
    found = ask(house.path, "SELECT after, changed_by FROM changes WHERE what = ? ORDER BY id", SETTINGS)
    return [(after, by) for after, by in found]


async def test_each_change_takes_effect_at_once_with_one_line(house: Room, planned: Club) -> None:
    here, settings = await house.here(MOD), house.services.settings
    placed = await settings.place(here, planned.id, 55)
    named = await settings.name(here, planned.id, 66, 77)
    spoken = await settings.speak(here, planned.id, "vi", reminders=False)
    assert here.server.clubs[planned.id] == replace(
        planned, staff_id=55, mention_id=66, mods_id=77, language="vi", reminders_allowed=False
    )
    assert [one.after for one in (placed, named, spoken)] == [
        {"staff": 55},
        {"mention": 66, "mods": 77},
        {"language": "vi", "reminders": False},
    ]
    assert [by for _, by in lines(house)] == [MOD] * 3
    assert settings.show(here).club == spoken.club


async def test_what_changes_nothing_is_not_saved_and_leaves_no_line(house: Room, planned: Club) -> None:
    here, services = await house.here(MOD), house.services
    house.asked.clear()
    for found in (
        await services.settings.place(here, planned.id, None),
        await services.settings.name(here, planned.id, None, None),
        await services.settings.speak(here, planned.id, "en", reminders=True),
        await services.plans.let_play(here, planned.id, everybody=False, after_meetings=False),
        await services.plans.be_patient(here, planned.id, "12", events=False),
        await services.plans.retime(here, planned.id, "7 pm", "9", ["3", "1"]),
    ):
        assert found.after == {}
    assert house.asked == []


async def test_the_settings_of_a_plan_move_what_is_ahead_and_wake_whoever_does_it(house: Room, planned: Club) -> None:
    woken: list[str] = []
    service = Plans(house.services.places, lambda: NOW, lambda: woken.append("woken"))
    here = await house.here(MOD)
    found = await service.retime(here, planned.id, "20:30", "8", ["0"])
    assert found.after == {"meeting": "20:30", "posting": "08:00", "days": [0]}
    assert found.change
    assert found.change.moved == {1, 2, 3, 4}
    assert here.server.plans[planned.id].sections[0].meets == when("2026-11-22 20:30")
    await service.be_patient(here, planned.id, "24", events=True)
    await service.let_play(here, planned.id, everybody=True, after_meetings=True)
    now = here.server.plans[planned.id]
    assert (now.patience, now.events, now.open_rounds, now.rounds) == (timedelta(hours=24), True, True, True)
    assert len(woken) == 3
    assert len(lines(house)) == 3


async def test_a_new_hour_has_the_events_that_are_there_looked_at_again(house: Room, planned: Club) -> None:
    here = await house.here(MOD)
    await house.services.plans.be_patient(here, planned.id, "12", events=True)
    ask(house.path, "UPDATE work SET state = 'done', next_at = NULL, made = 9 WHERE kind = 'event' AND section = 1")
    sql = "SELECT state FROM work WHERE kind = 'event' AND section = 1"
    await house.services.plans.be_patient(here, planned.id, "13", events=True)
    assert ask(house.path, sql) == [("done",)]
    await house.services.plans.retime(here, planned.id, "20:00", "9", ["1", "3"])
    assert ask(house.path, sql) == [("waiting",)]


async def test_what_is_refused_changes_nothing(house: Room, planned: Club) -> None:
    here = await house.here(MOD)
    before = here.server.plans[planned.id], here.server.clubs[planned.id]
    with pytest.raises(BadPatience):
        await house.services.plans.be_patient(here, planned.id, "never", events=True)
    with pytest.raises(Gone):
        await house.services.settings.speak(here, planned.id, "fr", reminders=True)
    assert (here.server.plans[planned.id], here.server.clubs[planned.id]) == before
    assert lines(house) == []


async def test_a_club_without_a_plan_has_the_settings_of_a_club_only(house: Room, club: Club) -> None:
    here, services = await house.here(MOD), house.services
    assert services.settings.show_by_id(here, club.id).plan is None
    for attempt in (
        services.plans.retime(here, club.id, "20:00", "9", []),
        services.plans.be_patient(here, club.id, "12", events=True),
        services.plans.let_play(here, club.id, everybody=True, after_meetings=True),
    ):
        with pytest.raises(NoPlan):
            await attempt
    assert (await services.settings.place(here, club.id, 5)).after == {"staff": 5}


async def test_another_servers_club_is_out_of_reach(house: Room, planned: Club) -> None:
    abroad, services = await house.here(MOD, guild=OTHER_GUILD), house.services
    for attempt in (
        services.plans.retime(abroad, planned.id, "20:00", "9", []),
        services.plans.be_patient(abroad, planned.id, "12", events=True),
        services.settings.place(abroad, planned.id, 5),
        services.settings.name(abroad, planned.id, 5, 5),
        services.settings.speak(abroad, planned.id, "vi", reminders=True),
        services.log.all_by_id(abroad, planned.id, 0),
    ):
        with pytest.raises(Gone):
            await attempt
    with pytest.raises(Gone):
        services.settings.show_by_id(abroad, planned.id)


async def test_two_moderators_who_change_settings_at_once_lose_nothing(house: Room, planned: Club) -> None:
    one, other, services = await house.here(MOD), await house.here(MOD + 1), house.services
    await asyncio.gather(
        services.settings.place(one, planned.id, 5),
        services.settings.name(other, planned.id, 6, 7),
        services.plans.retime(one, planned.id, "20:00", "9", ["1", "3"]),
        services.plans.be_patient(other, planned.id, "24", events=False),
    )
    club, plan = one.server.clubs[planned.id], one.server.plans[planned.id]
    assert (club.staff_id, club.mention_id, club.mods_id) == (5, 6, 7)
    assert (plan.wishes.meeting, plan.patience) == (time(20), timedelta(hours=24))
    assert sorted(by for _, by in lines(house)) == [MOD, MOD, MOD + 1, MOD + 1]


async def test_own_questions_are_asked_in_the_clubs_new_language(house: Room, planned: Club) -> None:
    here = await house.here(MOD)
    await house.services.questions.own(planned)
    assert planned.id in here.server.questions
    await house.services.settings.speak(here, planned.id, "vi", reminders=True)
    assert planned.id not in here.server.questions


async def test_settings_that_could_not_be_saved_are_not_believed(
    house: Room, planned: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = await house.here(MOD)

    async def fail(*_arguments: object) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("bot.storage.log.add", fail)
        with pytest.raises(OSError):  # noqa: PT011 - any will do
            await house.services.settings.place(here, planned.id, 5)
    assert here.server.clubs[planned.id].staff_id is None
