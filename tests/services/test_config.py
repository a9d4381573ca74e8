"""A club's file is handed out, looked at and taken in: what was seen is what is done, all of it or nothing."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from bot.domain.club import Club
from bot.domain.config import LARGEST, Around, BadConfig, LargeFile
from bot.domain.errors import CannotPost, Gone
from bot.domain.log import IMPORT
from bot.domain.pace import Pace
from bot.domain.plan import Plan, Wishes, plan
from bot.domain.prompt import NEW, Typed
from bot.services.config import Configs
from bot.services.here import Here
from bot.storage import log as log_rows
from bot.storage import plan as plans
from tests.services.room import ANN, GUILD, MOD, OTHER_GUILD, Room, held
from tests.storage.every_table import everything
from tests.storage.rows import ask

WISHES = Wishes(date(2026, 11, 16), 6, time(19), "Europe/London", Pace("chapters", 3))
"""At the clock of these tests, a Friday evening, section 1 has been open since Monday."""
AROUND = Around(frozenset({21}), frozenset({31}))

when = datetime.fromisoformat


@pytest.fixture
async def planned(house: Room, club: Club) -> AsyncIterator[Club]:
    """A club that reads by a plan, with a prompt of its own on 1.2 and one on 2.4; its moderator is at 2.1."""
    server = await house.services.places.server(GUILD)
    outline = (await house.services.places.book(club)).outline
    async with server.lock:
        await house.services.places.set_plan(server, club, Plan(WISHES, plan(outline, WISHES)))
    here = await house.read_to(club, 5, MOD)
    for chapter in ("1.2", "2.4"):
        await house.services.prompts.write(here, club.id, NEW, Typed(chapter, {"en": f"Why {chapter}?"}))
    yield club
    assert await plans.load(house.database, GUILD) == server.plans, "memory and database differ"
    assert await house.stored() == held(server), "memory and database differ"


async def file_of(house: Room, here: Here) -> str:
    """Return the file of a club without comments."""
    configs = house.services.configs
    return configs.written(await configs.export(here), {})


async def take(house: Room, here: Here, club: Club, text: str) -> bool:
    """Look at a file and take it in."""
    configs, data = house.services.configs, text.encode()
    told = await configs.look(here, here.club_by_id(club.id), "club.yaml", data, AROUND)
    _, taken = await configs.take(here, club.id, told.seen, "club.yaml", data, AROUND)
    return taken


def lines(house: Room) -> list[tuple[str, str, int]]:
    """Return what the log tells of files that were taken in."""
    found = ask(house.path, "SELECT before, after, changed_by FROM changes WHERE what = ? ORDER BY id", IMPORT)
    return [(before, after, by) for before, after, by in found]


async def test_a_fresh_file_changes_nothing_and_leaves_no_line(house: Room, planned: Club) -> None:
    here = await house.here(MOD)
    text = await file_of(house, here)
    before = everything(house.path)
    told = await house.services.configs.look(here, planned, "club.yaml", text.encode(), AROUND)
    assert told.nothing
    assert not await take(house, here, planned, text)
    assert everything(house.path) == before


async def test_what_is_past_the_askers_bookmark_is_counted_and_not_in_the_file(house: Room, planned: Club) -> None:
    mine, strangers = await house.here(MOD), await house.here(ANN)
    assert (await house.services.configs.export(mine)).left == 1
    assert (await house.services.configs.export(strangers)).left == 2
    text = await file_of(house, mine)
    assert "Why 1.2?" in text
    assert "2.4" not in text.split("prompts:")[1]
    assert "chapter" not in (await file_of(house, strangers)).split("prompts:")[1]


async def test_all_of_it_takes_effect_at_once_with_one_line(house: Room, planned: Club) -> None:
    here = await house.here(MOD)
    text = await file_of(house, here)
    woken: list[str] = []
    house.services.configs._wake = lambda: woken.append("woken")
    text = text.replace("name: Mondays", "name: Sundays").replace("staff: none", "staff: 21").replace("19:00", "20:00")
    text = text.replace('"Why 1.2?"', '"How?"') + '    - {chapter: 3.3, vi: "Vì sao?"}\n'
    assert await take(house, here, planned, text)
    now = here.server.clubs[planned.id]
    assert now == replace(planned, name="Sundays", staff_id=21)
    assert [one.meets.hour for one in here.server.plans[planned.id].sections] == [20] * 4
    assert [one.text for one in await house.services.prompts.own(now)] == [
        {"en": "How?"},
        {"en": "Why 2.4?"},
        {"vi": "Vì sao?"},
    ]
    due = ask(house.path, "SELECT due_at FROM work WHERE kind = 'closing'")
    assert due == [("2026-12-13 22:00:00.000000",)], "two hours after the last meeting"
    assert woken == ["woken"]
    [(before, after, by)] = lines(house)
    assert by == MOD
    assert '"name": "Sundays"' in after
    assert '"prompts": [1, 1, 0]' in after
    assert "How?" not in before + after
    assert not await take(house, here, planned, text)


async def test_a_changed_prompt_keeps_its_row_and_a_new_one_is_signed(house: Room, planned: Club) -> None:
    here = await house.here(MOD)
    text = (await file_of(house, here)).replace('"Why 1.2?"', '"How?"') + '    - {chapter: 1.1, en: "Who?"}\n'
    before = ask(house.path, "SELECT id, made_by FROM prompts ORDER BY id")
    ask(house.path, "UPDATE prompts SET made_by = 99")
    assert await take(house, here, planned, text)
    found = ask(house.path, "SELECT id, text_en, made_by, approved_by FROM prompts ORDER BY id")
    assert found[0] == (before[0][0], "How?", 99, MOD)
    assert found[2][1:] == ("Who?", MOD, MOD)


async def test_what_waits_for_a_moderator_is_none_of_the_files(house: Room, planned: Club) -> None:
    ann = await house.read_to(planned, 3)
    await house.services.prompts.suggest(ann, planned.id, "1.3", "What now?")
    here = await house.here(MOD)
    text = await file_of(house, here)
    assert "What now?" not in text
    assert await take(house, here, planned, text.split("  asked:")[0] + "  asked: []\n")
    waiting = ask(house.path, "SELECT text_en FROM prompts WHERE approved_at IS NULL")
    assert waiting == [("What now?",)]


@pytest.mark.parametrize("change", ["settings", "plan", "prompt", "bookmark"])
async def test_where_anything_is_another_meanwhile_it_is_shown_anew_and_nothing_is_done(
    house: Room, planned: Club, change: str
) -> None:
    here, configs = await house.here(MOD), house.services.configs
    data = f"name: Sundays\nprompts: {{upto: 3.3, asked: []}}\nplan:{(await file_of(house, here)).split('plan:')[1]}"
    data = data.split("prompts:\n", maxsplit=1)[0].replace("19:00", "20:00")
    seen = (await configs.look(here, planned, "club.yaml", data.encode(), AROUND)).seen
    if change == "settings":
        await house.services.settings.place(here, planned.id, 21)
    elif change == "plan":
        await house.services.plans.move(here, planned.id, "meeting", "4", "2026-12-14", "")
    elif change == "prompt":
        await house.services.prompts.write(here, planned.id, NEW, Typed("1.1", {"en": "Who?"}))
    else:
        await house.read_to(planned, 9, MOD)
    before = everything(house.path)
    told, taken = await configs.take(here, planned.id, seen, "club.yaml", data.encode(), AROUND)
    assert not taken
    assert told.seen != seen
    assert everything(house.path) == before
    _, taken = await configs.take(here, planned.id, told.seen, "club.yaml", data.encode(), AROUND)
    assert taken


async def test_what_changes_while_the_file_is_read_is_seen_too(house: Room, planned: Club) -> None:
    here, configs = await house.here(MOD), house.services.configs
    seen = (await configs.look(here, planned, "club.yaml", b"name: Sundays", AROUND)).seen
    reader = configs._reader

    class Slow(type(reader)):  # type: ignore[misc]
        async def config(self, *args: object) -> object:
            found = await super().config(*args)
            configs._reader = reader
            await house.services.settings.place(here, planned.id, 21)
            return found

    configs._reader = Slow()
    told, taken = await configs.take(here, planned.id, seen, "club.yaml", b"name: Sundays", AROUND)
    assert not taken
    assert (told.club.staff_id, told.before["name"]) == (21, "Mondays")
    assert here.server.clubs[planned.id].name == "Mondays"


async def test_of_two_who_apply_the_same_file_at_once_one_does(house: Room, planned: Club) -> None:
    here, configs = await house.here(MOD), house.services.configs
    seen = (await configs.look(here, planned, "club.yaml", b"name: Sundays", AROUND)).seen
    both = await asyncio.gather(
        *(configs.take(here, planned.id, seen, "club.yaml", b"name: Sundays", AROUND) for _ in range(2))
    )
    assert sorted(taken for _, taken in both) == [False, True]
    assert len(lines(house)) == 1


async def test_what_fails_leaves_nothing_behind(house: Room, planned: Club, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_args: object) -> None:
        raise OSError("the disk is full")

    here = await house.here(MOD)
    text = (await file_of(house, here)).replace("19:00", "20:00").replace("name: Mondays", "name: Sundays")
    text = text.split("  asked:")[0] + "  asked: []\n"
    before = everything(house.path)
    with monkeypatch.context() as broken:
        broken.setattr(log_rows, "add", fail)
        with pytest.raises(OSError, match="the disk is full"):
            await take(house, here, planned, text)
    assert everything(house.path) == before
    assert here.server.clubs[planned.id] == planned
    assert await take(house, here, planned, text)


async def test_events_that_are_there_are_looked_at_again_when_their_meeting_moves(house: Room, planned: Club) -> None:
    here = await house.here(MOD)
    await house.services.plans.be_patient(here, planned.id, "12", events=True)
    ask(house.path, "UPDATE work SET state = 'done', next_at = NULL, made = 9 WHERE kind = 'event' AND section = 1")
    sql = "SELECT state FROM work WHERE kind = 'event' AND section = 1"
    assert await take(house, here, planned, "settings: {patience: 24}")
    assert ask(house.path, sql) == [("done",)]
    assert await take(house, here, planned, (await file_of(house, here)).replace("19:00", "20:00"))
    assert ask(house.path, sql) == [("waiting",)]


async def test_a_broken_file_changes_nothing_and_a_large_one_is_not_even_read(house: Room, planned: Club) -> None:
    here, configs = await house.here(MOD), house.services.configs
    before = everything(house.path)
    with pytest.raises(BadConfig) as broken:
        await configs.look(here, planned, "my.yaml", b"name: ''\nplan: 7", AROUND)
    assert (broken.value.name, [one.what for one in broken.value.faults]) == ("my.yaml", ["name", "model_type"])
    with pytest.raises(LargeFile):
        await configs.look(here, planned, "my.yaml", b"#" * (LARGEST * 1024 + 1), AROUND)
    configs.check(LARGEST * 1024)
    assert everything(house.path) == before


async def test_a_plan_is_not_begun_where_the_bot_could_not_carry_it_out(house: Room, club: Club) -> None:
    here, configs = await house.here(MOD), house.services.configs
    data = b"plan: {pace: 3, start: 2026-12-01, weekday: sunday, meeting: 19:00, zone: London}"
    with pytest.raises(CannotPost):
        await configs.look(here, club, "my.yaml", data, replace(AROUND, lacking=("create_public_threads",)))
    assert await take(house, here, club, data.decode())
    assert here.server.plans[club.id].sections[0].opens == when("2026-12-01 09:00")
    assert ask(house.path, "SELECT count(*) FROM work WHERE kind = 'opening'") == [(4,)]


async def test_a_club_of_another_server_is_out_of_reach(house: Room, planned: Club) -> None:
    foreign = await house.here(MOD, guild=OTHER_GUILD)
    with pytest.raises(Gone):
        await house.services.configs.take(foreign, planned.id, 1, "club.yaml", b"name: Mine", AROUND)


async def test_use_cases_know_their_clock_from_outside(house: Room, planned: Club) -> None:
    later = when("2026-11-23 10:00+00:00")
    places, prompts = house.services.places, house.services.prompts
    configs = Configs(places, prompts, house.shelf.reader, lambda: later, lambda: None)
    here = await house.here(MOD)
    assert (await configs.export(here)).now == later
    text = (await file_of(house, here)).replace("19:00", "20:00")
    told = await configs.look(here, planned, "club.yaml", text.encode(), AROUND)
    assert [is_.number for _, is_ in told.sections if is_] == [2, 3, 4], "the first has met by then"
