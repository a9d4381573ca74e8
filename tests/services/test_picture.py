"""A picture is drawn in a thread, once for all who would see the same, and a few for each reader."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.picture import MOST, WITHIN, TooManyPictures
from bot.services.picture import KEPT, Pictures

ANN, BEN = 3, 5


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 19, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


class Easel:
    """Draws, and remembers what and where."""

    def __init__(self) -> None:
        self.drawn: list[int] = []
        self.threads: set[int] = set()

    def draw(self, shown: int) -> bytes:
        self.drawn.append(shown)
        self.threads.add(threading.get_ident())
        return b"%d" % shown


async def test_the_same_picture_is_drawn_once_whoever_asks_and_never_on_the_loop() -> None:
    pictures, easel = Pictures(Clock()), Easel()
    assert await pictures.draw(ANN, 1, easel.draw) == await pictures.draw(BEN, 1, easel.draw) == b"1"
    assert easel.drawn == [1]
    assert threading.get_ident() not in easel.threads


async def test_a_reader_has_a_few_drawn_in_a_minute_and_then_more() -> None:
    clock, easel = Clock(), Easel()
    pictures = Pictures(clock)
    for one in range(MOST):
        await pictures.draw(ANN, one, easel.draw)
    with pytest.raises(TooManyPictures):
        await pictures.draw(ANN, MOST, easel.draw)
    assert await pictures.draw(ANN, 0, easel.draw) == b"0", "one that is at hand counts nothing"
    assert await pictures.draw(BEN, MOST, easel.draw), "others do not wait for them"
    clock.now += WITHIN - timedelta(seconds=1)
    with pytest.raises(TooManyPictures):
        await pictures.draw(ANN, MOST + 1, easel.draw)
    clock.now += timedelta(seconds=1)
    assert await pictures.draw(ANN, MOST + 1, easel.draw)
    assert len(pictures._lately) == 1, "what is older is forgotten"


async def test_a_reader_has_one_drawn_at_a_time() -> None:
    pictures, begun, go_on = Pictures(Clock()), threading.Event(), threading.Event()

    def slowly(shown: int) -> bytes:
        begun.set()
        go_on.wait(10)
        return b"%d" % shown

    first = asyncio.create_task(pictures.draw(ANN, 1, slowly))
    await asyncio.to_thread(begun.wait, 10)
    with pytest.raises(TooManyPictures):
        await pictures.draw(ANN, 2, slowly)
    go_on.set()
    assert await first == b"1"
    assert await pictures.draw(ANN, 2, slowly) == b"2"


async def test_a_picture_that_failed_is_drawn_anew() -> None:
    pictures, easel = Pictures(Clock()), Easel()

    def fail(_shown: int) -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await pictures.draw(ANN, 1, fail)
    assert await pictures.draw(ANN, 1, easel.draw) == b"1"


async def test_the_pictures_longest_not_asked_for_are_let_go() -> None:
    clock, easel = Clock(), Easel()
    pictures = Pictures(clock)
    for one in range(KEPT):
        await pictures.draw(one, one, easel.draw)
    await pictures.draw(ANN, 0, easel.draw)
    await pictures.draw(KEPT, KEPT, easel.draw)
    assert len(pictures._kept) == KEPT
    assert 0 in pictures._kept
    assert 1 not in pictures._kept
