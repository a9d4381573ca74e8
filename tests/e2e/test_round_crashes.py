"""A crash at any step of a round, of the database or of Discord, with and without a restart: one card, nothing lost."""

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from simcord.actors import MemberActor

from tests.e2e.fuse import FAULT, Fuse, fuse
from tests.e2e.rounds import ANSWER, LOBBY, QUESTION, Table, table
from tests.storage.rows import ask

__all__ = ["table"]
pytestmark = pytest.mark.faults

AT_LEAST = 40
"""Moments that a round has: before and after each step of the database and each request."""
EVERY = 3
"""Of the moments one in so many is tried, beginning at another each time, so that the suite stays quick."""
STARTS = [
    (0, False),
    (1, True),
    *(
        pytest.param(start, restarts, marks=pytest.mark.soak)
        for start in range(EVERY)
        for restarts in (False, True)
        if (start, restarts) not in ((0, False), (1, True))
    ),
]


@pytest.fixture
def lit() -> Iterator[Fuse]:
    """A fuse under the bot of the town."""
    with fuse() as one:
        yield one


class Played:
    """One round with one question and one player; whatever fails is done again, as people do."""

    def __init__(self, table: Table, lit: Fuse, player: MemberActor) -> None:
        self.table = table
        self.lit = lit
        self.player = player
        self.before = len(table.cards)
        self.acknowledged = False

    @property
    def _steps(self) -> tuple[Callable[[], Awaitable[bool]], ...]:
        return self._open, self._join, self._gather, self._choose, self._ask, self._tell

    async def run(self, moment: int, *, restarts: bool) -> bool:
        """Play it with a crash at a moment; return whether it came to that moment."""
        left, blown = list(self._steps), False
        while left:
            with self.lit.set(0 if blown else moment, for_good=restarts):
                while left and not (restarts and self.lit.blown):
                    if await left[0]():
                        left.pop(0)
                    moment = 0 if self.lit.blown else self.lit._left or 0
            if not blown and self.lit.blown:
                blown = True
                if restarts:
                    await self.table.town.restart()
                    await self.table.pass_time(1)
        await self.table.play_on()
        return blown

    async def _open(self) -> bool:
        told = await self.table.open(None, questions=1)
        return FAULT not in told and bool(told)

    async def _join(self) -> bool:
        await self.table.pass_time(1)
        if "It begins" in self.table.text:
            return "You are in" in await self.table.press(self.player, "I’m in")
        return True

    async def _gather(self) -> bool:
        await self.table.pass_time(LOBBY)
        return True

    async def _choose(self) -> bool:
        if "answered" not in self.table.text or "answered this time" in self.table.text:
            return True
        self.acknowledged = "You chose" in await self.table.choose(self.player, 0)
        return self.acknowledged

    async def _ask(self) -> bool:
        await self.table.pass_time(QUESTION)
        return True

    async def _tell(self) -> bool:
        await self.table.pass_time(ANSWER)
        return True

    def check(self) -> None:
        """See that there is one card, that it is over, and that what was acknowledged counts."""
        assert len(self.table.cards) == self.before + 1
        assert (f"<@{self.player.id}>" in self.table.text) == self.acknowledged
        database = Path(self.table.town.settings.database)
        assert ask(database, "SELECT count(*) FROM rounds WHERE phase != 'over' OR NOT closed") == [(0,)]
        told = ask(database, 'SELECT "right" FROM answers WHERE user_id = ?', self.player.id)
        assert [one is not None for (one,) in told] == [True] * self.acknowledged


@pytest.mark.parametrize(("start", "restarts"), STARTS)
async def test_a_crash_at_any_moment_of_a_round_leaves_one_card_and_counts_what_was_told(
    table: Table,
    lit: Fuse,
    start: int,
    restarts: bool,
) -> None:
    moment = start + 1
    while True:
        played = Played(table, lit, table.town.person(f"player-{moment}"))
        blown = await played.run(moment, restarts=restarts)
        played.check()
        if not blown:
            break
        moment += EVERY
    assert moment > AT_LEAST
