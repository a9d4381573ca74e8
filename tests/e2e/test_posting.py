"""Turns of requests: even, and never more in a second than Discord takes, also where the machine falls behind."""

import asyncio
import itertools
import math

import pytest

from cogs.posting import A_SECOND, MOST, Gate


class Clock:
    """A clock that only sleeping moves; on a busy machine all sleepers wake at its `ticks` only, seconds apart."""

    def __init__(self) -> None:
        self.now = 100.0
        self.ticks = 0.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    one = Clock()
    asyncio_loop = type("Loop", (), {"time": lambda _self: one.now})()
    real = asyncio.sleep

    async def sleep(seconds: float) -> None:
        until = one.now + max(0.0, seconds)
        if one.ticks:
            until = math.ceil(until / one.ticks) * one.ticks
        await real(0)
        one.now = max(one.now, until)

    monkeypatch.setattr("cogs.posting.asyncio.get_running_loop", lambda: asyncio_loop)
    monkeypatch.setattr("cogs.posting.asyncio.sleep", sleep)
    return one


def busiest(begun: list[float]) -> int:
    return max(sum(first <= one < first + 1 for one in begun) for first in begun)


async def test_the_first_turn_is_at_once_however_lately_the_clock_began(clock: Clock) -> None:
    clock.now = 0.0
    await Gate()()
    assert clock.now == 0.0


async def test_turns_come_evenly_one_after_another(clock: Clock) -> None:
    gate, begun = Gate(), []
    for _ in range(200):
        await gate()
        begun.append(clock.now)
    gaps = [after - before for before, after in itertools.pairwise(begun)]
    assert min(gaps) == pytest.approx(1 / A_SECOND)
    assert max(gaps) == pytest.approx(1 / A_SECOND)


async def test_after_the_machine_fell_behind_lost_time_is_made_good_but_no_second_holds_too_many(clock: Clock) -> None:
    gate, begun = Gate(), []
    clock.ticks = 0.7

    async def one() -> None:
        await gate()
        begun.append(clock.now)

    await asyncio.gather(*(one() for _ in range(400)))
    assert len(begun) == 400
    assert busiest(begun) <= MOST
    assert begun[-1] - begun[0] <= 400 / MOST * 1.5
