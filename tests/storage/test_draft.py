"""Clubs in the making are kept a row a moderator and server, and are read back as they were."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from bot.domain.draft import Draft, Spot, fresh
from bot.domain.pace import Pace
from bot.domain.plan import Break, Wishes
from bot.storage import draft as rows
from bot.storage.database import Database

NOW = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
ANN, BEN = 4, 5
BARE = fresh("en", "en", None, NOW)
FULL = Draft(
    "vi",
    Wishes(
        date(2027, 1, 4),
        2,
        time(19, 30),
        "Europe/London",
        Pace("by", day=date(2027, 6, 1)),
        (Break(date(2027, 2, 1), date(2027, 2, 14)),),
        frozenset(),
        time(8),
    ),
    "marked",
    Spot(1_234_567_890_123_456_789, forum=True),
    "Nhóm “Đọc”",
    1_234_567_890_123_456_790,
    paced=False,
    events=True,
    zone_chosen=True,
)


@pytest.mark.parametrize("draft", [BARE, FULL])
async def test_a_draft_is_read_back_as_it_was(database: Database, draft: Draft) -> None:
    number = await rows.add(database, 1, ANN, draft, NOW)
    assert await rows.own(database, 1, ANN) == (number, draft)
    assert await rows.load(database, 1, number) == (ANN, draft)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(name=st.none() | st.text(max_size=80), days=st.frozensets(st.integers(0, 6)), amount=st.integers(1, 6_000))
async def test_whatever_a_draft_holds_is_kept(
    database: Database, name: str | None, days: frozenset[int], amount: int
) -> None:
    draft = replace(FULL, name=name, wishes=replace(FULL.wishes, prompt_days=days, pace=Pace("hours", amount)))
    await rows.put(database, 1, number := await _number(database), draft, NOW)
    assert await rows.load(database, 1, number) == (ANN, draft)


async def _number(database: Database) -> int:
    found = await rows.own(database, 1, ANN)
    return found[0] if found else await rows.add(database, 1, ANN, BARE, NOW)


async def test_somebody_has_one_draft_in_each_server(database: Database) -> None:
    await rows.add(database, 1, ANN, BARE, NOW)
    with pytest.raises(IntegrityError):
        await rows.add(database, 1, ANN, FULL, NOW)
    await rows.add(database, 2, ANN, FULL, NOW)
    await rows.add(database, 1, BEN, FULL, NOW)
    assert (await rows.own(database, 1, ANN) or (0, None))[1] == BARE


async def test_a_draft_is_seen_changed_and_dropped_in_its_own_server_only(database: Database) -> None:
    number = await rows.add(database, 1, ANN, BARE, NOW)
    await rows.put(database, 2, number, FULL, NOW)
    await rows.drop(database, 2, number)
    assert await rows.load(database, 2, number) is None
    assert await rows.load(database, 1, number) == (ANN, BARE)
    await rows.drop(database, 1, number)
    assert await rows.own(database, 1, ANN) is None


async def test_the_number_of_a_dropped_draft_is_never_given_again(database: Database) -> None:
    first = await rows.add(database, 1, ANN, BARE, NOW)
    await rows.drop(database, 1, first)
    assert await rows.add(database, 1, BEN, BARE, NOW) != first
