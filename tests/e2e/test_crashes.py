"""A crash at any step of whatever writes loses nothing that a reader was told, and leaves nothing half done."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, pairwise
from typing import Literal

import pytest
from simcord import interactions
from simcord.enums import InteractionType

from bot.domain.club import Asker
from bot.domain.draft import Given, Spot
from bot.services.here import Here
from bot.storage import places as place_rows
from tests.e2e import paper as uses
from tests.e2e.fuse import Fuse, fuse
from tests.e2e.paper import Asked, Paper, Reader, Use
from tests.e2e.world import World
from tests.marked import LAST

Who = Literal["stranger", "reader", "opener"]

pytestmark = pytest.mark.faults

USES: dict[str, tuple[Who, Use]] = {
    "joining": ("stranger", uses.join),
    "a first bookmark": ("stranger", uses.set_bookmark),
    "a first leap": ("stranger", uses.go),
    "a bookmark": ("reader", uses.set_bookmark),
    "a leap": ("reader", uses.go),
    "a step": ("reader", uses.step),
    "undo": ("reader", uses.undo),
    "leaving": ("reader", uses.leave),
    "a language": ("reader", uses.speak),
    "hiding": ("reader", uses.hide),
    "staying off the board": ("reader", uses.stay_off),
    "an edition": ("reader", uses.edition),
    "deletion in a club": ("reader", uses.forget),
    "deletion everywhere": ("reader", uses.forget_everywhere),
    "opening a club": ("opener", uses.open_club),
}
FEWEST = 4
"""Moments that every writing use has: before and after a step of the database, before and after the answer."""
STRIDES = {"deletion in a club": 4, "deletion everywhere": 8}
"""The quick suite crashes at every third moment, of what takes many at fewer; long runs crash at each."""
NEVER = 0
SEEDS = [1, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(2, 12))]


@pytest.fixture
def lit() -> Iterator[Fuse]:
    """A fuse under the bot of the town."""
    with fuse() as one:
        yield one


class Street:
    """A town where crashes happen, by chance but for the moment."""

    def __init__(self, town: World, lit: Fuse, seed: int) -> None:
        self.town = town
        self.lit = lit
        self.chance = random.Random(seed)

    @property
    def paper(self) -> Paper:
        """What stands in the file now."""
        return Paper.of(self.town.settings.database)

    async def here(self, reader: Reader) -> Here:
        """Let somebody enter."""
        asker = Asker(reader.guild, reader.user, (reader.channel,), "en-US")
        return await self.town.bot.services.places.here(asker)

    async def stranger(self, name: str) -> Reader:
        """Add somebody who has joined no club."""
        return Reader(self.town.guild.id, self.town.channel.id, 1, self.town.person(name).id)

    async def opener(self, name: str) -> Reader:
        """Add somebody who is setting up a club in a server of their own."""
        guild = self.town.env.create_guild(f"Server of {name}")
        channel = guild.create_text_channel("books")
        one = Reader(guild.id, channel.id, 0, self.town.person(name, guild=guild, moderator=True).id)
        given = Given(pack="marked", spot=Spot(channel.id, forum=False))
        with self.town.env.time_context():
            draft = await self.town.bot.services.drafts.resume(await self.here(one), None, "en", given)
        return replace(one, draft=draft.id)

    async def reader(self, name: str) -> Reader:
        """Add a reader with a path, and with pages and habits by chance, who opened a club of another server too."""
        one = await self.stranger(name)
        guild = self.town.env.create_guild(f"Server of {name}")
        channel = guild.create_text_channel("books")
        abroad = Reader(guild.id, channel.id, 0, one.user)
        services = self.town.bot.services
        with self.town.env.time_context():
            opened = await services.clubs.open(
                await self.here(abroad), pack="marked", channel_id=channel.id, name=None, language="en"
            )
            for reader, club in ((one, one.club), (abroad, opened.club.id)):
                here = await self.here(reader)
                path = [0, *self.chance.sample(range(1, LAST + 1), 3)]
                for before, after in pairwise(path):
                    await services.progress.go(here, club, before, after)
                await services.me.edition(here, club, self.chance.choice(["", "500"]))
                await services.me.speak(here, self.chance.choice([None, "en"]))
                await services.me.hide(here, hidden=self.chance.choice([False, True]))
                await services.me.stay_off(here, off=self.chance.choice([False, True]))
        return one

    async def ask(self, reader: Reader, asked: Asked) -> None:
        """Send an interaction, and wait until the bot has come to rest."""
        env = self.town.env
        _, payload = interactions.base_payload(
            env.backend,
            type=InteractionType(asked.kind),
            channel_id=reader.channel,
            guild_id=reader.guild,
            user_id=reader.user,
            data=asked.data,
        )
        env.backend.emit("INTERACTION_CREATE", payload)
        await env.settle()

    async def done(self, reader: Reader, asked: Asked) -> None:
        """Ask, and see that it is answered and wholly there, in memory as in the file."""
        with self.lit.set(NEVER):
            await self.ask(reader, asked)
        assert self.lit.acknowledged
        assert self.paper == asked.stages[-1]
        await self.agree()

    async def agree(self) -> None:
        """See that memory holds what the database holds."""
        places = self.town.bot.services.places
        for guild, server in places._servers.items():
            assert (server.clubs, server.readers, server.habits) == await place_rows.load(places._database, guild)

    async def crash(self, reader: Reader, use: Use, moment: int, *, restarts: bool) -> bool:
        """Let one use fail at a moment, and see what is there; return whether it came to that moment.

        Where the bot restarts, everything fails from that moment on, or that one step only, by chance: then the
        bot lives on for a while, to say what it can.
        """
        before = self.paper
        asked = use(reader, before, self.chance)
        with self.lit.set(moment, for_good=restarts and self.chance.random() < 0.5):
            await self.ask(reader, asked)
        crashed, told = self.lit.blown, self.lit.acknowledged
        if restarts:
            await self.town.restart()
        await self.agree()
        after = self.paper
        assert after in (before, *asked.stages), "something is half done"
        assert not told or after == asked.stages[-1], "something is lost that the reader was told"
        assert crashed or told, "nothing failed, and the reader was not told"
        if after != asked.stages[-1]:
            await self.done(reader, asked)
        await self.done(reader, uses.set_bookmark(reader, self.paper, self.chance))
        return crashed


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", USES)
async def test_a_crash_at_any_step_loses_nothing_and_leaves_nothing_half_done(
    town: World, lit: Fuse, name: str, seed: int
) -> None:
    await _at_every_moment(town, lit, name, seed, restarts=True)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", USES)
async def test_where_any_one_step_fails_the_bot_goes_on_and_memory_agrees_with_the_file(
    town: World, lit: Fuse, name: str, seed: int
) -> None:
    await _at_every_moment(town, lit, name, seed, restarts=False)


async def _at_every_moment(town: World, lit: Fuse, name: str, seed: int, *, restarts: bool) -> None:
    """Crash at every moment; in the quick suite at some with a restart, and halfway between them without one."""
    await town.open_club()
    street = Street(town, lit, seed)
    who, use = USES[name]
    stride = STRIDES.get(name, 3)
    for moment in count(1) if seed > 1 else count(1 if restarts else 1 + stride // 2, stride):
        somebody = await getattr(street, who)(f"{who}-{moment}")
        try:
            if not await street.crash(somebody, use, moment, restarts=restarts):
                break
        except AssertionError as error:
            error.add_note(f"at moment {moment} of {name}, seed {seed}")
            raise
    assert moment > FEWEST


def test_these_are_fifty_crashes_and_more() -> None:
    assert FEWEST * len(USES) >= 50
