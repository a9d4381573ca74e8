"""Notes are one club's, read a page at a time by an index, and gone when they are deleted."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.domain.club import Club
from bot.domain.note import (
    A_PAGE,
    ASKED,
    MOST_COUNTED,
    PREDICTION,
    QUOTE,
    READ,
    REOPENED,
    RIGHT,
    THOUGHT,
    WRONG,
    Note,
    Which,
)
from bot.storage import kept as kept_rows
from bot.storage import me, note
from bot.storage.club import join, leave
from bot.storage.database import Database
from tests.storage.rows import ask

ANN, BEN, CYD = 4, 5, 6
MANY = 10_000


async def add(database: Database, club: Club, now: datetime, since: int = 3, by: int = ANN, **more: object) -> int:
    kind = str(more.pop("kind", THOUGHT))
    made = Note(0, since, kind, by, text=f"on {since}", **more)  # type: ignore[arg-type]
    return await note.add(database, club, made, now)


async def test_a_note_is_found_in_its_club_only(
    database: Database, club: Club, other_club: Club, foreign_club: Club, now: datetime
) -> None:
    row = await add(database, club, now)
    found = await note.find(database, club, row, BEN)
    assert found == (Note(row, 3, THOUGHT, ANN, text="on 3"), None)
    for elsewhere in (other_club, foreign_club):
        assert await note.find(database, elsewhere, row, BEN) is None
        assert await note.remove(database, elsewhere, row, None) is None
        assert not await note.posted(database, elsewhere, row, 1, 2)
        await note.change(database, elsewhere, row, "other words")
        await note.mark(database, elsewhere, row, BEN, READ)
        await note.settle(database, elsewhere, row, 5, RIGHT, BEN, None)
        assert await note.some(database, elsewhere, 9, Which(), (0, A_PAGE), 9) == ()
        assert await note.waiting(database, elsewhere, BEN, 9) == ()
    assert await note.find(database, club, row, BEN) == found


async def test_a_list_goes_by_the_book_and_holds_what_was_asked_for(
    database: Database, club: Club, now: datetime
) -> None:
    late, early, quote = (
        await add(database, club, now, 5),
        await add(database, club, now, 2),
        await add(database, club, now, 2, kind=QUOTE),
    )
    reply = await add(database, club, now, 2, BEN, answers=early, to=ANN)

    async def rows(at: int, which: Which) -> list[int]:
        found = await note.some(database, club, at, which, (0, A_PAGE), 2)
        assert await note.count(database, club, at, which) == len(found)
        assert all(one.text == "on" for one in found)
        return [one.row for one in found]

    assert await rows(9, Which()) == [early, quote, reply, late]
    assert await rows(4, Which()) == [early, quote, reply]
    assert await rows(9, Which(5)) == [late]
    assert await rows(4, Which(5)) == []
    assert await rows(9, Which(kind=QUOTE)) == [quote]
    assert await rows(9, Which(answers=early)) == [reply]


async def test_the_neighbours_of_a_note_are_those_of_the_list(database: Database, club: Club, now: datetime) -> None:
    rows = [await add(database, club, now, since) for since in (4, 2, 2, 3)]
    ordered = [rows[1], rows[2], rows[3], rows[0]]
    for n, row in enumerate(ordered):
        found = await note.find(database, club, row, ANN)
        assert found
        beside = await note.beside(database, club, 9, Which(), found[0])
        assert beside == (ordered[n - 1] if n else None, ordered[n + 1] if n < 3 else None)
        assert await note.count(database, club, 9, Which(), before=found[0]) == n
    assert (await note.beside(database, club, 3, Which(), Note(rows[3], 3, THOUGHT, ANN)))[1] is None


async def test_what_waits_is_what_others_wrote_and_one_has_not_read(
    database: Database, club: Club, now: datetime
) -> None:
    first, second, ahead = [await add(database, club, now, since) for since in (3, 2, 5)]
    await add(database, club, now, 3, BEN)
    await note.mark(database, club, ahead, BEN, ASKED)
    assert await note.waiting(database, club, BEN, 4) == ((second, False), (first, False))
    assert await note.waiting(database, club, BEN, 5) == ((second, False), (first, False), (ahead, True))
    for seen in (READ, ASKED):
        await note.mark(database, club, second, BEN, seen)
    assert await note.waiting(database, club, BEN, 5) == ((first, False), (ahead, True))
    assert len(await note.waiting(database, club, CYD, 9)) == 4


async def test_a_prediction_waits_twice_and_anew_when_it_is_settled_otherwise(
    database: Database, club: Club, now: datetime
) -> None:
    row = await add(database, club, now, 2, kind=PREDICTION, settles=12)
    await note.mark(database, club, row, BEN, READ)
    assert await note.waiting(database, club, BEN, 11) == ()
    assert await note.waiting(database, club, BEN, 12) == ((row, False),)
    assert await note.waiting(database, club, ANN, 12) == ((row, False),), "one's own has an end too"
    await note.settle(database, club, row, 7, RIGHT, ANN, None)
    assert [await note.waiting(database, club, BEN, at) for at in (6, 7)] == [(), ((row, False),)]
    assert await note.waiting(database, club, ANN, 12) == (), "who said so knows"
    await note.mark(database, club, row, BEN, REOPENED)
    assert await note.waiting(database, club, BEN, 12) == ()
    await note.settle(database, club, row, 8, WRONG, CYD, None)
    assert await note.waiting(database, club, BEN, 12) == ((row, False),)


async def test_a_mark_is_of_a_note_that_is_there(database: Database, club: Club, now: datetime, path: Path) -> None:
    row = await add(database, club, now)
    await note.mark(database, club, row, BEN, READ)
    assert await note.posted(database, club, row, 11, 99)
    assert await note.remove(database, club, row, None) == (11, 99)
    assert await note.remove(database, club, row, None) is None
    await note.mark(database, club, row, BEN, READ)
    assert ask(path, "SELECT * FROM note_marks") == []
    assert not await note.posted(database, club, row, 11, 99)
    assert await add(database, club, now) > row, "a button of a note that is gone never opens another"


@pytest.mark.parametrize("how", ["leave", "forget", "forget everywhere"])
async def test_who_goes_takes_their_notes_along_and_leaves_replies_without_their_name(
    database: Database, club: Club, now: datetime, path: Path, how: str
) -> None:
    await join(database, club.guild_id, club.id, ANN, 3, now)
    asked = await add(database, club, now)
    reply = await add(database, club, now, 3, BEN, answers=asked, to=ANN)
    await note.mark(database, club, asked, BEN, READ)
    await note.mark(database, club, reply, ANN, READ)
    if how == "leave":
        await leave(database, club.guild_id, club.id, ANN)
    else:
        await me.forget(database, club.guild_id, ANN, club.id if how == "forget" else None)
    assert ask(path, "SELECT id, user_id, answers, answers_to FROM notes") == [(reply, BEN, asked, None)]
    assert ask(path, "SELECT * FROM note_marks") == []


async def test_memory_is_told_of_the_chapters_at_which_something_opens(
    database: Database, club: Club, other_club: Club, foreign_club: Club, now: datetime
) -> None:
    await add(database, club, now, 2, kind=PREDICTION, settles=12)
    await add(database, club, now, 2)
    await add(database, other_club, now, 4)
    await add(database, foreign_club, now, 6)
    assert await note.chapters(database, club.guild_id) == {club.id: {2, 12}, other_club.id: {4}}
    assert await note.chapters(database, 99) == {}


@pytest.fixture
def crowded(path: Path, club: Club) -> Path:
    """A club with ten thousand long notes on one chapter, half of which are replies to the first."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executemany(
            "INSERT INTO notes (guild_id, club_id, user_id, since, kind, answers, written_at, text)"
            " VALUES (?, ?, ?, 3, 'thought', ?, '2026-01-01 00:00:00', ?)",
            [(club.guild_id, club.id, ANN, 1 if n % 2 else None, "x" * 4_000) for n in range(MANY)],
        )
        connection.commit()
    return path


async def test_ten_thousand_notes_on_a_chapter_open_in_pages_by_index_and_never_all(
    database: Database, club: Club, crowded: Path
) -> None:
    asked: list[tuple[str, Any]] = []

    def keep(_connection: object, _cursor: object, statement: str, values: Any, *_others: object) -> None:
        asked.append((statement, values))

    event.listen(database._engine.sync_engine, "before_cursor_execute", keep)
    for which in (Which(), Which(3), Which(kind=THOUGHT), Which(answers=1)):
        total = await note.count(database, club, 9, which)
        assert total == (MANY // 2 if which.answers else MANY)
        last = await note.some(database, club, 9, which, (total - A_PAGE, A_PAGE), 150)
        assert [len(one.text) for one in last] == [150] * A_PAGE
        before, after = await note.beside(database, club, 9, which, last[-1])
        assert (before, after) == (last[-2].row, None)
        assert await note.count(database, club, 9, which, before=last[-1]) == total - 1
    assert len(await note.waiting(database, club, BEN, 9)) == MOST_COUNTED + 1
    assert await note.chapters(database, club.guild_id) == {club.id: {3}}
    assert len(asked) == 4 * 5 + 2
    with closing(sqlite3.connect(crowded)) as connection:
        for statement, values in asked:
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
            assert all("SEARCH notes USING" in plan[0] and "TEMP B-TREE FOR ORDER" not in step for step in plan), plan
            counts = "count(" in statement or "DISTINCT" in statement
            assert not counts or "COVERING INDEX" in plan[0], (statement, plan)


async def test_what_one_keeps_is_told_with_its_words(database: Database, club: Club, now: datetime) -> None:
    await join(database, club.guild_id, club.id, ANN, 4, now)
    row = await add(database, club, now, 2, kind=PREDICTION, settles=12)
    await note.settle(database, club, row, 5, RIGHT, BEN, None)
    other = await add(database, club, now, 3, BEN, answers=row, to=ANN)
    await note.mark(database, club, other, ANN, READ)
    [kept] = (await kept_rows.load(database, club.guild_id, ANN)).clubs
    [mine] = kept.notes
    assert (mine.number, mine.since, mine.text, mine.settles, mine.outcome) == (row, 2, "on 2", None, None)
    assert mine.written_at.endswith("Z")
    assert [(one.since, one.seen) for one in kept.note_marks] == [(3, READ)]
