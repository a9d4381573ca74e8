"""What a club posts by itself tells each place no more than everybody there may know."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from simcord.builders import ChannelHandle
from simcord.types import HttpLogEntry

from bot.domain.club import Club
from bot.presentation import ids
from tests import contract
from tests.e2e.plans import (
    DAY,
    HOUR,
    TO_MONDAY,
    days,
    forbid,
    plan_of,
    row_of,
    rows,
    threads,
    with_a_plan,
)
from tests.e2e.plenty import ask_everything
from tests.e2e.world import World, buttons, forge, outgoing, world
from tests.marked import LAST, mark, markers, write_marked

PATIENCE = 12 * HOUR


async def test_a_forged_press_finds_only_what_stands_where_it_is_made(town: World) -> None:
    other = town.guild.create_text_channel("second")
    abroad = town.env.create_guild("Elsewhere")
    place = abroad.create_text_channel("books")
    club = await with_a_plan(town)
    await with_a_plan(town, other)
    ann, stranger = town.person("ann"), town.person("stranger", guild=abroad)
    await town.env.advance_time(TO_MONDAY + 2 * DAY)
    [thread] = threads(town, club)
    prompt, opening = row_of(town, club, "prompt"), row_of(town, club, "opening")

    async def presses(person: Any, row: int, where: ChannelHandle) -> str:
        return json.dumps(await forge(town, person, ids.TOLD(row, 0), where), ensure_ascii=False)

    assert "prompt mk1z" in await presses(ann, prompt, thread)
    assert "1.1–1.3" in await presses(ann, opening, town.channel)
    gone = await presses(ann, 10**17, thread)
    ahead = [row_of(town, club, kind, section) for kind, section in (("prompt", 2), ("gathering", 1), ("opening", 2))]
    for person, row, where in (
        *((ann, row, thread) for row in (*ahead, prompt + 1)),
        (ann, prompt, town.channel),
        (ann, prompt, other),
        (ann, opening, other),
        (stranger, prompt, place),
        (stranger, opening, place),
    ):
        assert await presses(person, row, where) == gone
    beyond = json.dumps(await forge(town, ann, ids.READ(club.id, LAST + 1), thread))
    assert "mk" not in beyond
    assert await town.at(ann, club) is None
    assert "mk" not in json.dumps(await forge(town, stranger, ids.READ(club.id, 1), place))


def place_of(request: HttpLogEntry, club: Club) -> str:
    """Return where a request goes: "thread" for what is said in one, "channel" for all that everybody sees."""
    if not request.path.startswith("/channels/") or request.path.endswith("/threads"):
        return "channel"
    return "channel" if request.path.startswith(f"/channels/{club.channel_id}/") else "thread"


async def carried(town: World, *, forum: bool, language: str, own: bool = False) -> list[tuple[str, int, str]]:
    """Carry a whole book; return for each request its place, the place's horizon then, and all it says.

    With `own` the club has prompts of its own on every chapter.
    """
    staff = town.guild.create_text_channel("staff")
    club = await with_a_plan(town, forum=forum, language=language, events=True, staff=staff)
    if own:
        await ask_everything(town, club)
    told = []
    await town.env.advance_time(TO_MONDAY - 60)
    await forbid(town, staff, "send_messages")
    sections = (await plan_of(town, club)).sections
    for section in sections:
        sent = len(town.env.http_requests)
        await days(town, 7 if section is not sections[-1] else 14)
        for one in town.env.http_requests[sent:]:
            place = place_of(one, club)
            horizon = section.last if place == "thread" else section.first - 1
            told.append((place, horizon, f"{one.method} {one.path} {json.dumps(one.json, ensure_ascii=False)}"))
    assert {state for *_, state in rows(town, club)} <= {"done", "void"}
    return told


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("forum", [False, True])
async def test_no_byte_of_a_whole_book_tells_a_place_what_lies_beyond_it(
    town: World, forum: bool, language: str
) -> None:
    told = await carried(town, forum=forum, language=language)
    assert len(told) > 20
    leaks = [text for _, horizon, text in told if max(markers(text), default=0) > horizon]
    assert leaks == []
    assert {since for place, _, text in told if place == "thread" for since in markers(text)} == set(range(1, LAST + 1))
    assert {since for place, _, text in told if place == "channel" for since in markers(text)} == set()


@pytest.mark.parametrize("forum", [False, True])
async def test_a_clubs_own_prompts_are_told_in_their_sections_and_only_once_they_are_approved(
    town: World, forum: bool
) -> None:
    told = await carried(town, forum=forum, language="en", own=True)
    assert [text for _, horizon, text in told if max(markers(text), default=0) > horizon] == []
    everything = "\n".join(text for _, _, text in told)
    assert set(re.findall(r"talk (\w+) 0 (mk[0-9]+z)", everything)) == {
        ("approved", mark(since)) for since in range(1, LAST + 1, 2)
    }


@pytest.mark.parametrize("forum", [False, True])
async def test_a_book_that_ends_in_the_middle_is_carried_through_with_the_same_bytes_up_to_there(
    tmp_path: Path, empty_database: Path, forum: bool
) -> None:
    """Names of threads and events, dates, counts, order: nothing hints at what was cut out."""
    runs = []
    for cut_after in (LAST, 6, 0):
        folder = tmp_path / str(cut_after)
        folder.mkdir()
        write_marked(folder / "content", cut_after=cut_after)
        async with world(folder, folder / "content", empty_database) as town:
            runs.append(await carried(town, forum=forum, language="en"))
            for request in town.env.http_requests:
                contract.hold(request.method, request.path, request.json)
    whole, half, nothing = ([one for one in run if not is_question(one)] for run in runs)
    assert unnumbered(whole) == unnumbered(half) == unnumbered(nothing)
    assert [one for one in runs[0] if one[1] <= 6] == [one for one in runs[1] if one[1] <= 6]


def is_question(one: tuple[str, int, str]) -> bool:
    return one[0] == "thread" and bool(markers(one[2]))


def unnumbered(run: list[tuple[str, int, str]]) -> list[str]:
    """Return what is said, without Discord's own numbers, which count on with every message of the server."""
    return [re.sub(r"[0-9]{16,}", "#", text) for _, _, text in run]


async def test_each_reader_may_press_what_stands_and_is_never_shown_more_than_the_place_speaks_of(town: World) -> None:
    club = await with_a_plan(town)
    ann = town.person("ann")
    await days(town, 40)
    for number, thread in enumerate(threads(town, club), 1):
        sent = len(town.env.http_requests)
        for message in thread.history():
            for _, custom_id in buttons(message):
                if custom_id.startswith("told"):
                    await ann.click(message, custom_id=custom_id)
        assert max(markers(outgoing(town.env, sent))) == 3 * number
    assert await town.at(ann, club) is None
