"""What readers set for themselves is kept per server, and nothing is kept of who sets nothing."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.club import Club
from bot.domain.kept import KeptAnswer
from bot.domain.me import Habits
from bot.storage.club import join
from bot.storage.database import Database
from bot.storage.kept import load as all_kept
from bot.storage.me import forget, set_habits, set_pages
from tests.storage.rounds import a_round, played
from tests.storage.rows import ask

ANN, BEN = 4, 5


def kept(path: Path) -> list[tuple[int, int, str | None, int, int]]:
    """Return all habits."""
    return ask(path, "SELECT guild_id, user_id, language, hidden, unranked FROM habits ORDER BY 1, 2")


@pytest.mark.parametrize(
    ("habits", "row"),
    [
        (Habits("vi"), ("vi", 0, 0)),
        (Habits("en"), ("en", 0, 0)),
        (Habits(hidden=True), (None, 1, 0)),
        (Habits(unranked=True), (None, 0, 1)),
        (Habits("vi", hidden=True), ("vi", 1, 0)),
    ],
)
async def test_habits_are_one_row(
    database: Database, path: Path, habits: Habits, row: tuple[str | None, int, int]
) -> None:
    await set_habits(database, 1, ANN, habits, known=False)
    assert kept(path) == [(1, ANN, *row)]


async def test_a_change_is_made_in_the_same_row(database: Database, path: Path) -> None:
    await set_habits(database, 1, ANN, Habits("vi"), known=False)
    await set_habits(database, 1, ANN, Habits("vi", hidden=True), known=True)
    await set_habits(database, 1, ANN, Habits(None, hidden=True), known=True)
    assert kept(path) == [(1, ANN, None, 1, 0)]


@pytest.mark.parametrize("known", [True, False])
async def test_going_back_to_the_usual_leaves_no_row(database: Database, path: Path, *, known: bool) -> None:
    if known:
        await set_habits(database, 1, ANN, Habits("vi", hidden=True), known=False)
    await set_habits(database, 1, ANN, Habits(), known=known)
    assert kept(path) == []


async def test_habits_are_set_in_one_server_for_one_person(database: Database, path: Path) -> None:
    for guild, user in ((1, ANN), (1, BEN), (2, ANN)):
        await set_habits(database, guild, user, Habits("vi"), known=False)
    await set_habits(database, 1, ANN, Habits("en"), known=True)
    await set_habits(database, 2, ANN, Habits(), known=True)
    assert kept(path) == [(1, ANN, "en", 0, 0), (1, BEN, "vi", 0, 0)]


async def test_one_person_never_has_two_rows_in_a_server(database: Database, path: Path) -> None:
    await set_habits(database, 1, ANN, Habits("vi"), known=False)
    with pytest.raises(IntegrityError):
        await set_habits(database, 1, ANN, Habits("en"), known=False)
    assert kept(path) == [(1, ANN, "vi", 0, 0)]


async def test_pages_are_set_changed_and_forgotten(database: Database, club: Club, now: datetime, path: Path) -> None:
    await join(database, 1, club.id, ANN, 0, now)
    for pages in (864, 912, None):
        await set_pages(database, 1, club.id, ANN, pages)
        assert ask(path, "SELECT pages FROM readers") == [(pages,)]


async def test_pages_are_those_of_one_reader_in_one_club(
    database: Database, club: Club, other_club: Club, now: datetime, path: Path
) -> None:
    for one, reader in ((club, ANN), (club, BEN), (other_club, ANN)):
        await join(database, 1, one.id, reader, 0, now)
    await set_pages(database, 1, club.id, ANN, 864)
    await set_pages(database, 2, club.id, BEN, 111)
    assert ask(path, "SELECT club_id, user_id FROM readers WHERE pages IS NOT NULL") == [(club.id, ANN)]


async def test_pages_of_somebody_who_does_not_read_along_are_kept_nowhere(
    database: Database, club: Club, path: Path
) -> None:
    await set_pages(database, 1, club.id, ANN, 864)
    assert ask(path, "SELECT * FROM readers") == []


async def test_rounds_come_with_their_answers_for_who_is_in_them_or_started_them(
    database: Database, club: Club, other_club: Club, foreign_club: Club, now: datetime, path: Path
) -> None:
    await join(database, 1, club.id, ANN, 3, now)
    started = played(path, club, ANN, 1, 1, row=a_round(path, club, by=ANN), since=3)
    played(path, club, BEN, 3, 0, row=started)
    played(path, club, BEN, 1, 0)
    a_round(path, other_club, by=ANN)
    played(path, foreign_club, ANN, 1, 0)
    first, second = (await all_kept(database, 1, ANN)).clubs
    assert (first.id, second.id) == (club.id, other_club.id), "where somebody only started a round too"
    [one] = first.rounds
    assert (one.begun_at, one.channel_id, one.message_id) == ("2026-01-03T20:00:00Z", club.channel_id, 900)
    assert (one.horizon, one.seconds, one.started, one.joined) == (12, 20, True, True)
    assert one.answers == (KeptAnswer(0, 3, 0, right=True), KeptAnswer(1, 3, 1, right=False))
    [other] = second.rounds
    assert (other.started, other.joined, other.answers) == (True, False, ())


async def test_whether_the_answer_to_an_open_question_is_right_is_told_to_nobody(
    database: Database, club: Club, now: datetime, path: Path
) -> None:
    await join(database, 1, club.id, ANN, 3, now)
    played(path, club, ANN, 3, 0, row=a_round(path, club, phase="asking", turn=2))
    [kept_club] = (await all_kept(database, 1, ANN)).clubs
    assert [one.right for one in kept_club.rounds[0].answers] == [True, True, None]


async def test_of_an_answer_past_the_bookmark_only_the_chapter_comes(
    database: Database, club: Club, now: datetime, path: Path
) -> None:
    await join(database, 1, club.id, ANN, 3, now)
    played(path, club, ANN, 1, 0, since=4)
    [kept_club] = (await all_kept(database, 1, ANN)).clubs
    assert kept_club.rounds[0].answers == (KeptAnswer(0, 4, None, None),)


async def test_forgetting_somebody_takes_their_answers_and_leaves_the_rounds(
    database: Database, club: Club, other_club: Club, path: Path
) -> None:
    for one in (club, other_club):
        played(path, one, BEN, 1, 0, row=played(path, one, ANN, 1, 0, row=a_round(path, one, by=ANN)))
    await forget(database, 1, ANN, club.id)
    for table in ("players", "answers"):
        found = ask(path, f"SELECT club_id, user_id FROM {table} ORDER BY 1, 2")  # noqa: S608 - our names
        assert found == [(club.id, BEN), (other_club.id, ANN), (other_club.id, BEN)], table
    assert ask(path, "SELECT club_id, started_by FROM rounds ORDER BY id") == [(club.id, None), (other_club.id, ANN)]
    await forget(database, 1, ANN)
    assert ask(path, "SELECT DISTINCT user_id FROM answers") == [(BEN,)]
    assert ask(path, "SELECT DISTINCT started_by FROM rounds") == [(None,)]
