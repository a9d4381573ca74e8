"""A real kill of the real process, again and again over one file, at any moment of a crowd's doing: nothing is lost."""

import asyncio
import random
from pathlib import Path

import pytest

from tests.e2e import paper as uses
from tests.e2e.paper import Asked, Paper, Reader
from tests.e2e.wire import CHANNEL, GUILD, Wire, process, wire, with_a_club

CROWD = 40
KILLS = 5
CLUB = 1
FIRST = (uses.join, uses.set_bookmark, uses.go)
LATER = (
    *(uses.set_bookmark, uses.go, uses.step, uses.undo, uses.leave),
    *(uses.speak, uses.hide, uses.stay_off, uses.edition, uses.forget, uses.forget_everywhere),
)


async def _live(database: Path, discord: Wire, running: asyncio.subprocess.Process, chance: random.Random) -> int:
    """Let everybody do something at once, kill the process meanwhile, and see what is in the file for each of them.

    Returns how many were not answered any more.
    """
    before = Paper.of(database)
    wanted: dict[int, tuple[Reader, Asked]] = {}
    for user in range(500, 500 + CROWD):
        reader = Reader(GUILD, CHANNEL, CLUB, user)
        known = reader.place in before.paths
        asked = chance.choice(LATER if known else FIRST)(reader, before, chance)
        wanted[user] = reader, asked
    for user, (_, asked) in wanted.items():
        await discord.interact(user, user, asked.data, kind=asked.kind)
    await asyncio.wait_for(discord.until_answered(chance.randrange(CROWD)), 30)
    running.kill()
    await running.wait()
    after = Paper.of(database)
    for reader, asked in wanted.values():
        was, whole, found = (one.of_reader(reader) for one in (before, asked.stages[-1], after))
        assert found in (was, whole), "something is half done"
        if str(reader.user) in discord.answered:
            assert found == whole, "something is lost that the reader was told"
    return CROWD - len(discord.answered)


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(2, 8))])
async def test_kills_at_any_moment_over_one_file_lose_nothing_that_was_answered(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    await with_a_club(tmp_path)
    interrupted = 0
    for kill in range(KILLS):
        async with wire() as discord, process(discord.url, tmp_path) as running:
            await asyncio.wait_for(discord.ready.wait(), 30)
            try:
                interrupted += await _live(tmp_path / "samovar.db", discord, running, chance)
            except AssertionError as error:
                error.add_note(f"at kill {kill}, seed {seed}")
                raise
    assert interrupted, "every kill came too late"
