"""The long runs of `make soak`: many readers doing anything, restarts in between, kills again and again."""

import asyncio
import json
import random
from pathlib import Path

import pytest
from simcord.actors import MemberActor
from simcord.results import ResponseMessage

from tests.e2e.filled import WORDS
from tests.e2e.test_process import _bookmarks, _set_bookmark
from tests.e2e.wire import process, wire, with_a_club
from tests.e2e.world import World, buttons, shown
from tests.marked import markers

pytestmark = pytest.mark.soak

STEPS = 3_000
KILLS = 25


@pytest.mark.parametrize("seed", range(4))
async def test_a_long_random_life_of_a_club_never_leaks_and_never_forgets(town: World, seed: int) -> None:
    chance = random.Random(seed)
    club = await town.open_club()
    people = [town.person(f"reader{n}", speaks=chance.choice(["en-US", "vi"])) for n in range(8)]
    cards: list[tuple[MemberActor, ResponseMessage]] = []
    for step in range(STEPS):
        person = chance.choice(people)
        before = await town.at(person, club) or 0
        sent = len(town.env.http_requests)
        mine = [card for owner, card in cards if owner is person and buttons(card)]
        if mine and chance.random() < 0.6:
            card = chance.choice(mine)
            _, custom_id = chance.choice(buttons(card))
            result = await person.click(card, custom_id=custom_id)
        else:
            name = chance.choice(
                [
                    *("progress set", "progress undo", "summary", "progress club"),
                    *("me settings", "me export", "me delete", "club leave"),
                ]
            )
            options = {"progress set": "where", "summary": "chapter"}
            filled = {options[name]: chance.choice(WORDS)} if name in options else {}
            result = await person.slash(town.channel, name, **filled)
        horizon = max(before, await town.at(person, club) or 0)
        told = "".join(json.dumps(request.json) for request in town.env.http_requests[sent:])
        assert max(markers(told), default=0) <= horizon
        if result.modal is None:
            cards.append((person, shown(result)))
            del cards[:-60]
        if step % 500 == 499:
            places = {reader.id: await town.at(reader, club) for reader in people}
            await town.restart()
            assert {reader.id: await town.at(reader, club) for reader in people} == places


@pytest.mark.parametrize("seed", range(KILLS))
async def test_a_kill_at_any_moment_loses_nothing_that_was_answered(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    await with_a_club(tmp_path)
    async with wire() as discord, process(discord.url, tmp_path) as running:
        await asyncio.wait_for(discord.ready.wait(), 30)
        for number in range(100):
            await _set_bookmark(discord, number, user=500 + number)
        await asyncio.wait_for(discord.until_answered(chance.randint(1, 99)), 30)
        running.kill()
        await running.wait()
        answered = {500 + int(number) for number in discord.answered}
    assert answered <= set(_bookmarks(tmp_path))
