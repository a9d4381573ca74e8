"""A server is read once and then believed, so what is read must be exactly what was written."""

from datetime import datetime

from bot.domain import log
from bot.domain.club import Club, Reader
from bot.domain.me import Habits
from bot.storage.club import close_club, join, leave, set_card
from bot.storage.database import Database
from bot.storage.me import set_habits, set_pages
from bot.storage.places import load
from bot.storage.progress import put, take_back

ANN, BEN, CYD = 1_234_567_890_123_456_789, 5, 6


async def test_a_server_nobody_has_used_is_empty(database: Database, club: Club) -> None:
    assert await load(database, 99) == ({}, {}, {})


async def test_clubs_come_with_all_that_is_known_of_them(
    database: Database, club: Club, other_club: Club, now: datetime
) -> None:
    await set_card(database, other_club, 77, 0, log.opened(other_club, 7, now))
    clubs, readers, habits = await load(database, 1)
    assert clubs == {
        club.id: club,
        other_club.id: Club(other_club.id, 1, 12, "Thứ Hai", "marked", "vi", 77),
    }
    assert readers == {club.id: {}, other_club.id: {}}
    assert habits == {}


async def test_a_club_that_was_closed_does_not_come(database: Database, club: Club, other_club: Club) -> None:
    await close_club(database, 1, club.id)
    clubs, readers, _ = await load(database, 1)
    assert set(clubs) == set(readers) == {other_club.id}


async def test_every_reader_comes_with_their_latest_bookmark(
    database: Database, club: Club, other_club: Club, now: datetime
) -> None:
    marks = {}
    for at in (1, 7, 3):
        for one, reader in ((club, ANN), (club, BEN), (other_club, ANN)):
            write = put if (one, reader) in marks else join
            marks[one, reader] = await write(database, 1, one.id, reader, at + one.id, now)
    await set_pages(database, 1, club.id, BEN, 864)
    _, readers, _ = await load(database, 1)
    assert readers == {
        club.id: {
            ANN: Reader(ANN, 3 + club.id, marks[club, ANN]),
            BEN: Reader(BEN, 3 + club.id, marks[club, BEN], 864),
        },
        other_club.id: {ANN: Reader(ANN, 3 + other_club.id, marks[other_club, ANN])},
    }


async def test_after_an_undo_the_bookmark_before_comes(database: Database, club: Club, now: datetime) -> None:
    first = await join(database, 1, club.id, ANN, 2, now)
    second = await put(database, 1, club.id, ANN, 9, now)
    await take_back(database, 1, club.id, ANN, second)
    assert (await load(database, 1))[1] == {club.id: {ANN: Reader(ANN, 2, first)}}


async def test_who_left_does_not_come(database: Database, club: Club, now: datetime) -> None:
    for reader in (ANN, BEN):
        await join(database, 1, club.id, reader, 2, now)
    await leave(database, 1, club.id, ANN)
    assert set((await load(database, 1))[1][club.id]) == {BEN}


async def test_habits_come_for_those_who_have_any(database: Database) -> None:
    await set_habits(database, 1, ANN, Habits("vi"), known=False)
    await set_habits(database, 1, BEN, Habits(hidden=True), known=False)
    await set_habits(database, 1, CYD, Habits(unranked=True), known=False)
    habits = {ANN: Habits("vi"), BEN: Habits(hidden=True), CYD: Habits(unranked=True)}
    assert await load(database, 1) == ({}, {}, habits)


async def test_nothing_of_another_server_comes(
    database: Database, club: Club, foreign_club: Club, now: datetime
) -> None:
    mine = await join(database, 1, club.id, ANN, 2, now)
    theirs = await join(database, 2, foreign_club.id, ANN, 9, now)
    await join(database, 2, foreign_club.id, BEN, 9, now)
    await set_habits(database, 2, ANN, Habits("vi"), known=False)
    clubs, readers, habits = await load(database, 1)
    assert club.id in clubs
    assert foreign_club.id not in clubs
    assert readers[club.id] == {ANN: Reader(ANN, 2, mine)}
    assert foreign_club.id not in readers
    assert habits == {}
    clubs, readers, habits = await load(database, 2)
    assert clubs == {foreign_club.id: foreign_club}
    assert readers[foreign_club.id][ANN] == Reader(ANN, 9, theirs)
    assert habits == {ANN: Habits("vi")}
