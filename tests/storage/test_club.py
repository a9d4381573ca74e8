"""A club and all that belongs to it come and go as one, and never touch another club's rows."""

import asyncio
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain import log
from bot.domain.club import Club
from bot.storage.club import archive, close_club, join, leave, open_club, set_card
from bot.storage.database import Database
from bot.storage.places import load
from bot.storage.progress import put
from tests.storage.conftest import opened
from tests.storage.rounds import played
from tests.storage.rows import ask

ANN, BEN = 4, 5


def readers(path: Path) -> list[tuple[int, int]]:
    """Return who reads in which club."""
    return ask(path, "SELECT club_id, user_id FROM readers ORDER BY 1, 2")


def marked(path: Path) -> list[tuple[int, int, int]]:
    """Return who set a bookmark where, in their order."""
    return ask(path, "SELECT club_id, user_id, position FROM bookmarks ORDER BY id")


async def test_a_club_that_was_opened_stands_in_its_row(database: Database, club: Club, path: Path) -> None:
    assert club == Club(club.id, 1, 11, "Thứ Hai", "marked", "vi", None)
    kept = (club.id, 1, 11, "Thứ Hai", "marked", "vi", None, 7, "2026-11-20 19:00:00.000000")
    assert ask(
        path, "SELECT id, guild_id, channel_id, name, pack, language, card, opened_by, opened_at FROM clubs"
    ) == [kept]


async def test_one_club_meets_in_a_channel(database: Database, club: Club, now: datetime, path: Path) -> None:
    again = await open_club(
        database, guild_id=1, channel_id=11, name="Tuesdays", pack="emma", language="en", by=8, now=now
    )
    assert again is None
    assert ask(path, "SELECT id, name FROM clubs") == [(club.id, "Thứ Hai")]


async def test_of_many_who_open_a_club_in_one_channel_one_does(database: Database, now: datetime, path: Path) -> None:
    found = await asyncio.gather(
        *(
            open_club(database, guild_id=1, channel_id=11, name=f"{n}", pack="emma", language="en", by=n, now=now)
            for n in range(20)
        )
    )
    (made,) = [one for one in found if one is not None]
    assert ask(path, "SELECT id, name FROM clubs") == [(made.id, made.name)]


async def test_a_server_has_clubs_in_several_channels_and_servers_do_not_know_of_each_other(
    club: Club, other_club: Club, foreign_club: Club
) -> None:
    assert len({club.id, other_club.id, foreign_club.id}) == 3
    assert club.channel_id == foreign_club.channel_id


async def test_a_clubs_number_is_never_given_again(database: Database, club: Club) -> None:
    """Else a button of a club that is gone would work on another."""
    await close_club(database, 1, club.id)
    assert (await opened(database, 1, 11)).id > club.id


async def test_the_welcome_card_is_remembered_for_its_club_in_its_server_only(
    database: Database, club: Club, other_club: Club, now: datetime, path: Path
) -> None:
    await set_card(database, club, 1_234_567_890_123_456_789, 0, log.opened(club, 7, now))
    await set_card(database, replace(other_club, guild_id=2), 99, 0, log.opened(other_club, 7, now))
    assert ask(path, "SELECT card FROM clubs ORDER BY id") == [(1_234_567_890_123_456_789,), (None,)]


async def test_closing_a_club_removes_its_readers_and_bookmarks_and_no_others(
    database: Database, club: Club, other_club: Club, now: datetime, path: Path
) -> None:
    for one in (club, other_club):
        for reader in (ANN, BEN):
            await join(database, 1, one.id, reader, 0, now)
            await put(database, 1, one.id, reader, 3, now)
    await close_club(database, 1, club.id)
    assert ask(path, "SELECT id FROM clubs") == [(other_club.id,)]
    assert readers(path) == [(other_club.id, ANN), (other_club.id, BEN)]
    assert marked(path) == [(other_club.id, reader, at) for reader in (ANN, BEN) for at in (0, 3)]


async def test_a_club_is_not_closed_from_another_server(database: Database, club: Club, path: Path) -> None:
    await close_club(database, 2, club.id)
    assert ask(path, "SELECT id FROM clubs") == [(club.id,)]


@pytest.mark.parametrize("at", [0, 3])
async def test_joining_makes_a_reader_who_went_from_the_start_to_their_bookmark(
    database: Database, club: Club, now: datetime, path: Path, at: int
) -> None:
    mark = await join(database, 1, club.id, ANN, at, now)
    when = "2026-11-20 19:00:00.000000"
    assert ask(path, "SELECT * FROM readers") == [(club.id, ANN, 1, None, when, None)]
    went = [(n, 1, club.id, ANN, position, when) for n, position in enumerate(sorted({0, at}), start=1)]
    assert ask(path, "SELECT * FROM bookmarks") == went
    assert mark == len(went)


async def test_joining_twice_is_refused_and_leaves_no_second_bookmark(
    database: Database, club: Club, now: datetime, path: Path
) -> None:
    await join(database, 1, club.id, ANN, 3, now)
    with pytest.raises(IntegrityError):
        await join(database, 1, club.id, ANN, 0, now)
    assert marked(path) == [(club.id, ANN, 0), (club.id, ANN, 3)]


async def test_joining_a_club_that_is_gone_leaves_nothing(database: Database, now: datetime, path: Path) -> None:
    with pytest.raises(IntegrityError):
        await join(database, 1, 99, ANN, 0, now)
    assert readers(path) == []
    assert marked(path) == []


async def test_a_hundred_who_join_at_once_are_all_in(database: Database, club: Club, now: datetime, path: Path) -> None:
    marks = await asyncio.gather(*(join(database, 1, club.id, reader, 0, now) for reader in range(100)))
    assert len(set(marks)) == 100
    assert readers(path) == [(club.id, reader) for reader in range(100)]
    assert len(marked(path)) == 100


async def test_leaving_removes_a_reader_with_every_bookmark_there_and_no_others(
    database: Database, club: Club, other_club: Club, now: datetime, path: Path
) -> None:
    for one, reader in ((club, ANN), (club, BEN), (other_club, ANN)):
        await join(database, 1, one.id, reader, 0, now)
        await put(database, 1, one.id, reader, 3, now)
    await leave(database, 1, club.id, ANN)
    assert readers(path) == [(club.id, BEN), (other_club.id, ANN)]
    assert marked(path) == [(one.id, who, at) for one, who in ((club, BEN), (other_club, ANN)) for at in (0, 3)]


async def test_leaving_takes_ones_answers_out_of_the_rounds_there_which_stay(
    database: Database, club: Club, other_club: Club, now: datetime, path: Path
) -> None:
    await join(database, 1, club.id, ANN, 0, now)
    row = played(path, club, ANN, 2, 1)
    played(path, club, BEN, 1, 0, row=row)
    other = played(path, other_club, ANN, 1, 0)
    await leave(database, 1, club.id, ANN)
    assert ask(path, "SELECT id FROM rounds ORDER BY id") == [(row,), (other,)]
    for table in ("players", "answers"):
        left = ask(path, f"SELECT DISTINCT round_id, user_id FROM {table} ORDER BY round_id")  # noqa: S608 - our names
        assert left == [(row, BEN), (other, ANN)], table


async def test_nobody_leaves_a_club_of_another_server_or_one_they_are_not_in(
    database: Database, club: Club, now: datetime, path: Path
) -> None:
    await join(database, 1, club.id, ANN, 3, now)
    await leave(database, 2, club.id, ANN)
    await leave(database, 1, club.id, BEN)
    assert readers(path) == [(club.id, ANN)]
    assert marked(path) == [(club.id, ANN, 0), (club.id, ANN, 3)]


async def test_who_comes_back_begins_anew_with_a_mark_never_seen_before(
    database: Database, club: Club, now: datetime, path: Path
) -> None:
    await join(database, 1, club.id, ANN, 0, now)
    last = await put(database, 1, club.id, ANN, 7, now)
    await leave(database, 1, club.id, ANN)
    assert await join(database, 1, club.id, ANN, 0, now) > last
    assert marked(path) == [(club.id, ANN, 0)]


async def test_a_past_club_stays_with_all_that_is_its_own_and_frees_its_channel(
    database: Database, club: Club, now: datetime, path: Path
) -> None:
    await join(database, 1, club.id, ANN, 3, now)
    await archive(database, club, log.closed(club, 7, now))
    new = await opened(database, 1, 11)
    assert ask(path, "SELECT id, closed_at IS NULL FROM clubs") == [(club.id, 0), (new.id, 1)]
    assert readers(path) == [(club.id, ANN)]
    clubs, *_ = await load(database, 1)
    assert (clubs[club.id].closed_at, clubs[new.id].closed_at) == (now, None)
    assert ask(path, "SELECT what, changed_by FROM changes") == [("closed", 7)]
    second = await open_club(database, guild_id=1, channel_id=11, name="x", pack="e", language="en", by=8, now=now)
    assert second is None


async def test_readers_go_along_to_the_start_of_the_next_book_and_who_is_there_already_stays_as_they_are(
    database: Database, club: Club, other_club: Club, foreign_club: Club, now: datetime, path: Path
) -> None:
    for reader, at in ((ANN, 9), (BEN, 3)):
        await join(database, 1, club.id, reader, at, now)
    await join(database, 1, other_club.id, BEN, 5, now)
    await join(database, 2, foreign_club.id, 77, 5, now)
    along = await set_card(database, other_club, 99, 0, log.opened(other_club, 7, now), club)
    assert list(along) == [ANN]
    _, found, _ = await load(database, 1)
    assert {user: one.at for user, one in found[other_club.id].items()} == {ANN: 0, BEN: 5}
    assert found[other_club.id][ANN].mark == along[ANN]
    assert {user: one.at for user, one in found[club.id].items()} == {ANN: 9, BEN: 3}
    assert ask(path, "SELECT pages, unreminded FROM readers WHERE club_id = ?", other_club.id) == [(None, None)] * 2


async def test_a_new_club_that_follows_none_takes_nobody_along(database: Database, club: Club, now: datetime) -> None:
    assert await set_card(database, club, 99, 0, log.opened(club, 7, now)) == {}
