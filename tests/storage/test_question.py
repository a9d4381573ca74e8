"""A club's own questions are one row each; what waits stands before what is approved."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.domain.club import Club
from bot.domain.log import Line, of_question
from bot.domain.proposal import APPROVE
from bot.domain.question import Own, Words
from bot.storage import me, question
from bot.storage.database import Database
from tests.storage.rows import ask

ANN, BEN, MOD = 4, 5, 7
WORDS = Words("Ai đến?", "Anna", ("Dolly", "Kitty", "Betsy"), "Vì thế.")


def line(now: datetime, by: int = MOD) -> Line:
    """Return the log's line of a decision on the first of the questions."""
    return of_question(APPROVE, "1.1", 1, by, now)


@pytest.fixture
async def rows(database: Database, club: Club, now: datetime) -> list[int]:
    """Three questions of Ann's and one of Ben's, on the chapters 1 to 4."""
    return [
        await question.add(database, 1, club.id, by, since, WORDS, now)
        for since, by in enumerate((ANN, ANN, ANN, BEN), start=1)
    ]


async def test_a_question_comes_back_as_it_was_kept(database: Database, club: Club, now: datetime) -> None:
    row = await question.add(database, 1, club.id, ANN, 3, WORDS, now)
    waiting = Own(row, 3, ANN, approved=False, words=WORDS)
    assert await question.find(database, 1, club.id, row) == waiting
    await question.approve(database, 1, club.id, row, line(now))
    approved = Own(row, 3, ANN, approved=True, words=WORDS)
    assert await question.find(database, 1, club.id, row) == approved
    assert await question.approved(database, 1, club.id) == (approved,)


async def test_what_waits_is_listed_first_and_the_oldest_before_the_others(
    database: Database, club: Club, now: datetime, rows: list[int]
) -> None:
    await question.approve(database, 1, club.id, rows[0], line(now))
    await question.approve(database, 1, club.id, rows[2], line(now))
    assert await question.count(database, 1, club.id) == (2, 2)
    listed = await question.some(database, 1, club.id, 0, 9)
    assert [one.row for one in listed] == [rows[1], rows[3], rows[0], rows[2]]
    assert [one.row for one in await question.some(database, 1, club.id, 1, 2)] == [rows[3], rows[0]]


async def test_somebodys_waiting_questions_are_counted_by_club(
    database: Database, club: Club, other_club: Club, now: datetime, rows: list[int]
) -> None:
    await question.approve(database, 1, club.id, rows[0], line(now))
    await question.add(database, 1, other_club.id, ANN, 1, WORDS, now)
    counted = [await question.waiting(database, 1, one.id, ANN) for one in (club, other_club)]
    assert counted == [2, 1]


async def test_a_question_is_neither_found_nor_changed_from_another_club_or_server(
    database: Database, club: Club, other_club: Club, foreign_club: Club, now: datetime, rows: list[int], path: Path
) -> None:
    before = ask(path, "SELECT * FROM questions")
    for guild, of in ((1, other_club.id), (2, foreign_club.id), (2, club.id)):
        assert await question.find(database, guild, of, rows[0]) is None
        await question.approve(database, guild, of, rows[0], line(now))
        await question.remove(database, guild, of, rows[0], line(now))
        assert await question.count(database, guild, of) == (0, 0)
        assert await question.some(database, guild, of, 0, 9) == ()
        assert await question.approved(database, guild, of) == ()
    assert ask(path, "SELECT * FROM questions") == before


async def test_a_removed_question_leaves_no_word_and_its_number_is_never_used_again(
    database: Database, club: Club, now: datetime, rows: list[int], path: Path
) -> None:
    await question.remove(database, 1, club.id, rows[-1], line(now))
    assert await question.find(database, 1, club.id, rows[-1]) is None
    assert await question.add(database, 1, club.id, ANN, 1, WORDS, now) == rows[-1] + 1
    ask(path, "DELETE FROM clubs WHERE id = ?", club.id)
    assert ask(path, "SELECT * FROM questions") == []


async def test_whoever_left_or_only_approved_is_told_what_is_kept_of_that(
    database: Database, club: Club, other_club: Club, now: datetime, rows: list[int]
) -> None:
    del other_club
    await question.approve(database, 1, club.id, rows[1], line(now, MOD + 1))
    [mine] = (await me.kept(database, 1, ANN)).clubs
    assert [(one.since, one.right, one.approved_at is None) for one in mine.questions] == [
        (1, "Anna", True),
        (2, "Anna", False),
        (3, "Anna", True),
    ]
    assert (mine.joined_at, mine.approvals) == (None, ())
    [theirs] = (await me.kept(database, 1, MOD + 1)).clubs
    assert (theirs.questions, theirs.approvals) == ((), ("2026-11-20T19:00:00Z",))
