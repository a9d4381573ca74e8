"""A reader's bookmark is their latest row, so a row lost, doubled or taken from somebody else moves it."""

import asyncio
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.club import Club
from bot.storage.club import join
from bot.storage.database import Database, open_database
from bot.storage.progress import path as path_of
from bot.storage.progress import put, take_back
from tests.storage.conftest import opened
from tests.storage.rows import ask

ANN, BEN = 1_234_567_890_123_456_789, 5


def rows(path: Path, user_id: int) -> list[tuple[int, int]]:
    """Return the marks and positions of somebody, in their order."""
    return ask(path, "SELECT id, position FROM bookmarks WHERE user_id = ? ORDER BY id", user_id)


async def test_a_bookmark_is_one_row_with_all_that_it_says(
    database: Database, club: Club, now: datetime, path: Path
) -> None:
    mark = await put(database, 1, club.id, ANN, 7, now)
    assert ask(path, "SELECT * FROM bookmarks") == [(mark, 1, club.id, ANN, 7, "2026-11-20 19:00:00.000000")]


async def test_every_bookmark_has_a_greater_mark_than_the_one_before(
    database: Database, club: Club, foreign_club: Club, now: datetime
) -> None:
    marks = [
        await put(database, one.guild_id, one.id, reader, 3, now)
        for one in (club, foreign_club)
        for reader in (ANN, BEN)
        for _ in range(2)
    ]
    assert marks == sorted(set(marks))


async def test_taking_back_gives_the_bookmark_before(database: Database, club: Club, now: datetime, path: Path) -> None:
    first = await join(database, 1, club.id, ANN, 0, now)
    second = await put(database, 1, club.id, ANN, 4, now)
    third = await put(database, 1, club.id, ANN, 2, now)
    assert await take_back(database, 1, club.id, ANN, third) == (second, 4)
    assert await take_back(database, 1, club.id, ANN, second) == (first, 0)
    assert rows(path, ANN) == [(first, 0)]


async def test_the_first_bookmark_stays(database: Database, club: Club, now: datetime, path: Path) -> None:
    second = await join(database, 1, club.id, ANN, 3, now)
    assert await take_back(database, 1, club.id, ANN, second) == (first := second - 1, 0)
    assert await take_back(database, 1, club.id, ANN, first) is None
    assert rows(path, ANN) == [(first, 0)]


async def test_a_bookmark_is_not_first_because_others_have_earlier_ones_elsewhere(
    database: Database, club: Club, other_club: Club, foreign_club: Club, now: datetime
) -> None:
    """Earlier rows of another reader, club or server are no place to go back to."""
    await put(database, 1, club.id, BEN, 9, now)
    await put(database, 1, other_club.id, ANN, 9, now)
    await put(database, 2, foreign_club.id, ANN, 9, now)
    mine = await put(database, 1, club.id, ANN, 3, now)
    assert await take_back(database, 1, club.id, ANN, mine) is None


async def test_nothing_is_taken_back_but_the_very_bookmark_that_is_named(
    database: Database, club: Club, other_club: Club, now: datetime, path: Path
) -> None:
    mine = [await put(database, 1, club.id, ANN, at, now) for at in (1, 2, 3)]
    await put(database, 1, club.id, BEN, 1, now)
    hers = await put(database, 1, club.id, BEN, 2, now)
    before = ask(path, "SELECT * FROM bookmarks")
    assert await take_back(database, 1, club.id, ANN, hers) is None
    assert await take_back(database, 1, club.id, BEN, mine[2]) is None
    assert await take_back(database, 2, club.id, ANN, mine[2]) is None
    assert await take_back(database, 1, other_club.id, ANN, mine[2]) is None
    assert await take_back(database, 1, club.id, ANN, mine[2] + 99) is None
    assert ask(path, "SELECT * FROM bookmarks") == before


async def test_taking_back_twice_takes_back_once(database: Database, club: Club, now: datetime, path: Path) -> None:
    marks = [await put(database, 1, club.id, ANN, at, now) for at in (1, 2, 3)]
    answers = await asyncio.gather(*(take_back(database, 1, club.id, ANN, marks[2]) for _ in range(20)))
    assert sorted(answers, key=str) == [(marks[1], 2), *[None] * 19]
    assert rows(path, ANN) == [(marks[0], 1), (marks[1], 2)]


async def test_a_mark_is_never_used_again_after_an_undo(database: Database, club: Club, now: datetime) -> None:
    """Else the *Undo* of an old card would take back a newer bookmark."""
    await join(database, 1, club.id, ANN, 0, now)
    seen = set()
    for _ in range(5):
        mark = await put(database, 1, club.id, ANN, 4, now)
        assert mark not in seen
        seen.add(mark)
        assert await take_back(database, 1, club.id, ANN, mark) is not None


async def test_a_path_is_ones_own_in_one_club_in_the_order_of_setting_and_in_utc(
    database: Database, club: Club, foreign_club: Club, now: datetime
) -> None:
    assert await path_of(database, 1, club.id, ANN) == ()
    await join(database, 1, club.id, ANN, 0, now)
    await put(database, 1, club.id, ANN, 7, now + timedelta(days=2))
    await put(database, 1, club.id, ANN, 4, now + timedelta(days=1))
    await put(database, 1, club.id, BEN, 9, now)
    await put(database, foreign_club.guild_id, foreign_club.id, ANN, 8, now)
    found = await path_of(database, 1, club.id, ANN)
    assert found == ((now, 0), (now + timedelta(days=2), 7), (now + timedelta(days=1), 4))
    assert await path_of(database, foreign_club.guild_id, club.id, ANN) == (), "only with its own server"


async def test_a_hundred_bookmarks_at_once_are_a_hundred_rows(
    database: Database, club: Club, now: datetime, path: Path
) -> None:
    marks = await asyncio.gather(*(put(database, 1, club.id, ANN, at, now) for at in range(100)))
    assert len(set(marks)) == 100
    assert sorted(rows(path, ANN)) == sorted(zip(marks, range(100), strict=True))


changes = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(0, 3), st.integers(0, 12)),
        st.tuples(st.just("take back"), st.integers(0, 3), st.integers(0, 6)),
    ),
    max_size=25,
)


@given(changes)
def test_any_bookmarks_and_undos_leave_each_reader_their_own_path(
    empty_database: Path, done: list[tuple[str, int, int]]
) -> None:
    """Two readers in two clubs of two servers; an undo may name any row, whoever it belongs to."""
    path = empty_database.with_name("path.db")
    shutil.copy(empty_database, path)

    async def carry_out() -> None:
        now = datetime(2026, 11, 20, tzinfo=UTC)
        async with open_database(str(path)) as database:
            clubs = [await opened(database, guild, 11) for guild in (1, 2)]
            told: dict[tuple[Club, int], list[tuple[int, int]]] = {(c, u): [] for c in clubs for u in (ANN, BEN)}
            marks: list[int] = []
            for what, who, number in done:
                (club, user), mine = list(told.items())[who]
                if what == "put":
                    marks.append(await put(database, club.guild_id, club.id, user, number, now))
                    mine.append((marks[-1], number))
                elif marks:
                    mark = marks[-1 - number % len(marks)]
                    earlier = [one for one in mine if one[0] < mark]
                    fits = bool(earlier) and any(one[0] == mark for one in mine)
                    found = await take_back(database, club.guild_id, club.id, user, mark)
                    assert found == (earlier[-1] if fits else None)
                    told[club, user] = [one for one in mine if not (fits and one[0] == mark)]
            sql = "SELECT id, position FROM bookmarks WHERE club_id = ? AND user_id = ? ORDER BY id"
            assert {key: ask(path, sql, key[0].id, key[1]) for key in told} == told

    asyncio.run(carry_out())
