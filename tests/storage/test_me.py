"""What readers set for themselves is kept per server, and nothing is kept of who sets nothing."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.club import Club
from bot.domain.me import Habits
from bot.storage.club import join
from bot.storage.database import Database
from bot.storage.me import set_habits, set_pages
from tests.storage.rows import ask

ANN, BEN = 4, 5


def kept(path: Path) -> list[tuple[int, int, str | None, int]]:
    """Return all habits."""
    return ask(path, "SELECT guild_id, user_id, language, hidden FROM habits ORDER BY 1, 2")


@pytest.mark.parametrize(
    ("habits", "row"),
    [
        (Habits("vi"), ("vi", 0)),
        (Habits("en"), ("en", 0)),
        (Habits(hidden=True), (None, 1)),
        (Habits("vi", hidden=True), ("vi", 1)),
    ],
)
async def test_habits_are_one_row(database: Database, path: Path, habits: Habits, row: tuple[str | None, int]) -> None:
    await set_habits(database, 1, ANN, habits, known=False)
    assert kept(path) == [(1, ANN, *row)]


async def test_a_change_is_made_in_the_same_row(database: Database, path: Path) -> None:
    await set_habits(database, 1, ANN, Habits("vi"), known=False)
    await set_habits(database, 1, ANN, Habits("vi", hidden=True), known=True)
    await set_habits(database, 1, ANN, Habits(None, hidden=True), known=True)
    assert kept(path) == [(1, ANN, None, 1)]


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
    assert kept(path) == [(1, ANN, "en", 0), (1, BEN, "vi", 0)]


async def test_one_person_never_has_two_rows_in_a_server(database: Database, path: Path) -> None:
    await set_habits(database, 1, ANN, Habits("vi"), known=False)
    with pytest.raises(IntegrityError):
        await set_habits(database, 1, ANN, Habits("en"), known=False)
    assert kept(path) == [(1, ANN, "vi", 0)]


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
