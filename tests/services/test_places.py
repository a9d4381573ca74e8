"""Everybody's place is read once and kept in memory, so memory and database must never part."""

import asyncio
import shutil
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.club import Club
from bot.domain.errors import Gone, NotReading, PackUnavailable
from bot.library.readers import Here as ReadHere
from bot.library.shelf import Shelf
from bot.services import memory
from bot.storage import places as place_rows
from tests.marked import write_marked
from tests.services.room import ANN, BEN, ELSEWHERE, GUILD, HALL, MOD, OTHER_GUILD, Room, held, join, room
from tests.storage.rows import ask

FULL = "CREATE TRIGGER full BEFORE INSERT ON bookmarks BEGIN SELECT RAISE(ABORT, 'there is no room'); END"


async def test_a_server_is_read_once_however_many_come_at_once(house: Room, club: Club) -> None:
    house.asked.clear()
    fresh = join(house.database, house.shelf).places
    asker = (await house.here()).asker
    found = await asyncio.gather(*(fresh.here(asker) for _ in range(50)))
    assert len(house.asked) == 5
    assert len({id(one.server) for one in found}) == 1
    assert found[0].server.clubs == {club.id: club}


async def test_reading_and_typing_make_no_query(house: Room, club: Club, other_club: Club) -> None:
    await house.read_to(club, 5, BEN)
    await house.read_to(other_club, 3)
    await house.read_to(club, 5)
    house.asked.clear()
    services = house.services
    here, stranger = await house.here(), await house.here(MOD)
    await services.progress.show(here)
    await services.progress.place(here, other_club.id)
    await services.progress.club(here)
    for typed in ("", "2.1", "50%", "rubbish"):
        await services.progress.offer(here, typed)
        await services.summaries.offer(here, typed)
        services.clubs.offer(here, typed)
        services.clubs.books(typed, 25)
    await services.summaries.tell(here, None)
    await services.summaries.tell(here, "1.2", "Tuesdays")
    await services.summaries.turn(here, club.id, 1)
    await services.infos.look(here)
    await services.clubs.all(here)
    services.me.settings(here)
    await services.progress.set(stranger, "done")  # a leap, which is only asked about
    assert house.asked == []


async def test_the_server_that_was_quiet_longest_is_forgotten_and_read_again(
    house: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "KEPT", 2)
    club = await house.open_club(guild=2)
    await house.read_to(club, 5)
    for guild in (1, 2, 3):
        await house.here(guild=guild)
    for guild, statements in ((2, 0), (3, 0), (1, 5), (3, 0), (2, 5), (3, 0), (2, 0)):
        house.asked.clear()
        here = await house.here(guild=guild)
        assert len(house.asked) == statements
        assert held(here.server) == await house.stored(guild)
        assert (club.id in here.server.clubs) == (guild == 2)
        del here


async def test_servers_with_many_readers_leave_room_for_fewer(
    house: Room, club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    for user in range(100, 104):
        await house.read_to(club, 1, user=user)
    await house.services.pasts.close(await house.here(MOD), club.id)
    monkeypatch.setattr(memory, "READERS_KEPT", 3)
    places = join(house.database, house.shelf).places
    for guild, statements in ((5, 5), (6, 5), (5, 0), (club.guild_id, 5), (club.guild_id, 0), (6, 5), (5, 5), (6, 0)):
        house.asked.clear()
        await places.server(guild)
        assert len(house.asked) == statements, guild


async def test_a_server_that_is_being_written_to_is_not_forgotten(
    house: Room, club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "KEPT", 1)
    here = await house.here()
    async with here.server.lock:
        await house.here(guild=OTHER_GUILD)
        assert (await house.here()).server is here.server


async def test_a_change_by_somebody_whose_server_was_forgotten_meanwhile_is_seen_by_all(
    house: Room, club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They came in, waited for the book to be read, and two other servers were busy in that moment."""
    monkeypatch.setattr(memory, "KEPT", 1)
    waiting = await house.here()
    await house.here(guild=OTHER_GUILD)
    other = await house.here(BEN)
    await house.services.progress.set(waiting, "1.3")
    assert held((await house.here()).server) == await house.stored()
    assert ANN in other.server.readers[club.id]


@pytest.mark.parametrize(
    ("own", "locale", "spoken"),
    [
        *((None, "vi", "vi"), (None, "en-GB", "en"), (None, "fr", "en")),
        *(("vi", "en-US", "vi"), ("en", "vi", "en"), ("vi", "fr", "vi")),
    ],
)
async def test_somebody_is_answered_in_their_own_language(
    house: Room, own: str | None, locale: str, spoken: str
) -> None:
    await house.services.me.speak(await house.here(), own)
    assert (await house.here(locale=locale)).language == spoken
    assert (await house.here(locale=locale, guild=OTHER_GUILD)).language == ("vi" if locale == "vi" else "en")
    assert (await house.here(BEN)).language == "en"


async def test_who_has_not_joined_has_read_nothing(house: Room, club: Club) -> None:
    here = await house.here()
    assert here.horizon(club) == 0
    assert here.reader(club) is None
    with pytest.raises(NotReading):
        here.reading(club)


async def test_a_button_reaches_no_club_of_another_server(house: Room, club: Club) -> None:
    stranger = await house.here(guild=OTHER_GUILD)
    with pytest.raises(Gone):
        stranger.club_by_id(club.id)
    with pytest.raises(Gone):
        await house.services.progress.go(stranger, club.id, 0, 1)
    assert (await house.stored())[1] == {club.id: {}}


async def test_what_could_not_be_saved_is_not_remembered(house: Room, club: Club) -> None:
    here, ben = await house.read_to(club, 3), await house.here(BEN)
    before = held(here.server)[1][club.id].copy()
    ask(house.path, FULL)
    with pytest.raises(IntegrityError):
        await house.services.progress.set(here, "1.4")
    with pytest.raises(IntegrityError):
        await house.services.clubs.join(ben, club)
    assert here.server.readers[club.id] == before


async def test_after_a_failure_memory_holds_what_the_database_holds(house: Room, club: Club) -> None:
    here = await house.read_to(club, 3)
    ask(house.path, "DELETE FROM clubs")
    with pytest.raises(IntegrityError):
        await house.services.progress.set(here, "1.4")
    assert held(here.server) == await house.stored()
    with pytest.raises(Gone):
        await house.services.clubs.join(await house.here(BEN), club)


async def test_where_a_server_cannot_be_read_after_a_failure_whoever_comes_next_reads_it(
    house: Room, club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = await house.read_to(club, 3)

    async def out_of_order(*_values: object) -> None:
        raise ConnectionError

    ask(house.path, "UPDATE bookmarks SET position = 2 WHERE position = 3")
    ask(house.path, FULL)
    with monkeypatch.context() as patch:
        patch.setattr(place_rows, "load", out_of_order)
        with pytest.raises(ConnectionError):
            await house.services.progress.set(here, "1.4")
    assert here.horizon(club) == 3
    assert (await house.here()).horizon(club) == 2
    house.asked.clear()
    assert held((await house.here(BEN)).server)[1][club.id].keys() == {ANN}
    assert not house.asked, "it is read once"


async def test_bookmarks_carry_the_time_they_were_set(house: Room, club: Club) -> None:
    await house.read_to(club, 3)
    assert ask(house.path, "SELECT DISTINCT set_at FROM bookmarks") == [("2026-11-20 19:00:00.000000",)]
    assert ask(house.path, "SELECT joined_at FROM readers") == [("2026-11-20 19:00:00.000000",)]
    assert ask(house.path, "SELECT opened_at, opened_by FROM clubs") == [("2026-11-20 19:00:00.000000", MOD)]


@pytest.fixture
async def lost(path: Path, tmp_path: Path, shelf: Shelf, marked: Path) -> tuple[Club, Path]:
    """A club with a reader, whose book is not in the content folder that is returned with it."""
    content = tmp_path / "content"
    write_marked(content, "emma")
    write_marked(content, "other")
    before = Shelf(content, ReadHere())
    await before.open()
    await before.surveyed()
    async with room(path, before) as house:
        club = await house.open_club(pack="emma")
        await house.read_to(club, 3)
    return club, content


@pytest.mark.parametrize("how", ["gone", "broken"])
async def test_a_club_whose_pack_vanished_says_so_and_keeps_every_bookmark(
    lost: tuple[Club, Path], path: Path, how: str
) -> None:
    club, content = lost
    if how == "gone":
        shutil.rmtree(content / "emma")
    else:
        (content / "emma" / "book.yaml").unlink()
    shelf = Shelf(content, ReadHere())
    await shelf.open()
    await shelf.surveyed()
    async with room(path, shelf) as house:
        here = await house.here()
        services = house.services
        for use in (
            *(services.progress.set(here, "1.4"), services.progress.show(here), services.progress.undo(here)),
            *(services.progress.step(here, club.id, 3, 1), services.progress.go(here, club.id, 3, 4)),
            *(services.progress.club(here), services.progress.offer(here, "1.1")),
            *(services.summaries.tell(here, None), services.summaries.tell(here, "1.1")),
            *(services.summaries.turn(here, club.id, 1), services.infos.look(here)),
        ):
            with pytest.raises(PackUnavailable):
                await use
        (listed,) = await services.clubs.all(here)
        assert (listed.club, listed.title) == (club, None)
        assert here.horizon(club) == 3
        assert (await house.stored())[1][club.id][ANN].at == 3


async def test_elsewhere_the_channel_does_not_say_which_club_but_the_reader_does(
    house: Room, club: Club, other_club: Club
) -> None:
    await house.read_to(other_club, 3)
    assert (await house.here(channel=ELSEWHERE)).club() == other_club
    assert (await house.here(channel=HALL)).club() == club
    assert (await house.here(channel=HALL)).server.joined(ANN) == {other_club.id}
    assert (await house.here(guild=GUILD)).club("tuesdays") == other_club
