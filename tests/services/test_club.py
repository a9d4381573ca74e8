"""Opening, joining and leaving decide who reads what, and several people may do it in the same moment."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.club import LONGEST_NAME, MOST_CLUBS, Club
from bot.domain.errors import BadName, ChannelTaken, ClubsFull, Gone, NotReading, UnknownClub, UnknownPack
from bot.domain.info import Info
from bot.library.readers import Here as ReadHere
from bot.library.shelf import Shelf
from tests.marked import write_marked
from tests.services.room import ANN, BEN, ELSEWHERE, HALL, LIBRARY, MOD, OTHER_GUILD, Room, held, room
from tests.storage.rows import ask

TITLE = {"en": "The Marked Book", "vi": "Sách Đánh Dấu"}


async def test_a_club_is_opened_in_a_channel_and_shows_nothing_of_the_story(house: Room) -> None:
    here = await house.here(MOD)
    card = await house.services.clubs.open(here, pack="marked", channel_id=HALL, name="Thứ Hai", language="vi")
    assert card.club == Club(card.club.id, 1, HALL, "Thứ Hai", "marked", "vi")
    assert (card.title, card.author, card.year, card.outline.last) == (
        TITLE,
        {"en": "Nobody", "vi": "Nobody"},
        "1900",
        12,
    )
    assert (card.readers, card.joined) == (0, False)
    assert held(here.server) == await house.stored()


@pytest.mark.parametrize("pack", ["marked", "The Marked Book", "the marked book ", "Sách Đánh Dấu", "sach danh dau"])
async def test_a_book_is_named_by_its_slug_or_by_its_title_in_any_language(house: Room, pack: str) -> None:
    assert (await house.open_club(pack=pack)).pack == "marked"


@pytest.mark.parametrize("pack", ["", "mark", "The Marked", "Emma", "../marked", "marked\nThe Marked Book"])
async def test_a_book_that_is_not_on_the_shelf_opens_no_club(house: Room, pack: str) -> None:
    with pytest.raises(UnknownPack):
        await house.open_club(pack=pack)
    assert await house.stored() == ({}, {}, {})


@pytest.mark.parametrize(("language", "name"), [("en", "The Marked Book"), ("vi", "Sách Đánh Dấu")])
async def test_a_club_without_a_name_bears_the_title_in_its_language(house: Room, language: str, name: str) -> None:
    here = await house.here(MOD)
    card = await house.services.clubs.open(here, pack="marked", channel_id=HALL, name=None, language=language)
    assert card.club.name == name


async def test_a_name_is_kept_on_one_line_and_an_empty_or_endless_one_is_refused(house: Room, path: Path) -> None:
    assert (await house.open_club(HALL, name="  Mon\u202eday\n\nclub ")).name == "Monday club"
    here = await house.here(MOD)
    for name in ("", " \n ", "\u200b", "x" * (LONGEST_NAME + 1)):
        with pytest.raises(BadName):
            await house.services.clubs.open(here, pack="marked", channel_id=LIBRARY, name=name, language="en")
    assert ask(path, "SELECT name FROM clubs") == [("Monday club",)]


async def test_a_channel_has_one_club(house: Room, club: Club) -> None:
    with pytest.raises(ChannelTaken) as refused:
        await house.open_club(HALL, name="Tuesdays")
    assert refused.value.name == club.name
    assert (await house.open_club(HALL, OTHER_GUILD)).id != club.id


async def test_a_club_whose_welcome_card_was_never_posted_is_opened_again(house: Room) -> None:
    """The bot may have stopped in between: the moderator's second try finishes the first."""
    here = await house.here(MOD)
    open_club = house.services.clubs.open
    first = await open_club(here, pack="marked", channel_id=HALL, name="Mondays", language="en")
    again = await open_club(here, pack="marked", channel_id=HALL, name="Tuesdays", language="en")
    assert again == first
    await house.services.clubs.posted(here, first.club, 77, 0)
    with pytest.raises(ChannelTaken):
        await open_club(here, pack="marked", channel_id=HALL, name="Tuesdays", language="en")
    assert [club.card for club in (await house.stored())[0].values()] == [77]


async def test_of_many_who_open_a_club_in_one_channel_at_once_one_club_is_made(house: Room) -> None:
    here = await house.here(MOD)
    cards = await asyncio.gather(
        *(
            house.services.clubs.open(here, pack="marked", channel_id=HALL, name=f"Club {n}", language="en")
            for n in range(20)
        )
    )
    assert len({card.club.id for card in cards}) == 1
    assert len((await house.stored())[0]) == 1


async def test_a_server_has_only_so_many_clubs(house: Room) -> None:
    for channel in range(100, 100 + MOST_CLUBS):
        await house.open_club(channel)
    with pytest.raises(ClubsFull):
        await house.open_club(ELSEWHERE)
    assert len((await house.stored())[0]) == MOST_CLUBS
    await house.open_club(ELSEWHERE, OTHER_GUILD)


async def test_a_club_whose_card_could_not_be_posted_is_taken_back(house: Room) -> None:
    here = await house.here(MOD)
    card = await house.services.clubs.open(here, pack="marked", channel_id=HALL, name=None, language="en")
    await house.services.clubs.withdraw(here, card.club)
    assert held(here.server) == await house.stored() == ({}, {}, {})
    with pytest.raises(Gone):
        here.club_by_id(card.club.id)
    assert (await house.open_club(HALL)).id > card.club.id


async def test_a_club_in_which_somebody_reads_already_is_not_taken_back(house: Room) -> None:
    here = await house.here(MOD)
    card = await house.services.clubs.open(here, pack="marked", channel_id=HALL, name=None, language="en")
    await house.read_to(card.club, 3)
    await house.services.clubs.withdraw(here, card.club)
    assert (await house.stored())[1][card.club.id][ANN].at == 3


async def test_a_club_whose_card_another_moderator_has_posted_is_not_taken_back(house: Room) -> None:
    here = await house.here(MOD)
    card = await house.services.clubs.open(here, pack="marked", channel_id=HALL, name=None, language="en")
    again = await house.services.clubs.open(here, pack="marked", channel_id=HALL, name=None, language="en")
    await house.services.clubs.posted(here, card.club, 77, 0)
    await house.services.clubs.withdraw(here, again.club)
    assert [one.card for one in (await house.stored())[0].values()] == [77]


async def test_a_card_that_is_posted_after_its_club_was_taken_back_brings_nothing_back(house: Room) -> None:
    here = await house.here(MOD)
    card = await house.services.clubs.open(here, pack="marked", channel_id=HALL, name=None, language="en")
    for _ in range(2):
        await house.services.clubs.withdraw(here, card.club)
    await house.services.clubs.posted(here, card.club, 77, 0)
    assert held(here.server) == await house.stored() == ({}, {}, {})


async def test_joining_puts_a_bookmark_at_the_start_and_joining_again_moves_nothing(house: Room, club: Club) -> None:
    here = await house.here()
    card, new = await house.services.clubs.join(here, club)
    assert (new, card.joined, card.readers) == (True, True, 1)
    await house.services.progress.set(here, "1.3")
    card, new = await house.services.clubs.join(here, club)
    assert (new, card.joined, card.readers) == (False, True, 1)
    assert here.horizon(club) == 3


async def test_a_hundred_presses_of_join_at_once_join_once(house: Room, club: Club) -> None:
    here = await house.here()
    found = await asyncio.gather(*(house.services.clubs.join(here, club) for _ in range(100)))
    assert sorted(new for _, new in found) == [False] * 99 + [True]
    assert ask(house.path, "SELECT count(*) FROM bookmarks") == [(1,)]


async def test_a_hundred_who_join_at_once_are_each_in_once(house: Room, club: Club) -> None:
    heres = [await house.here(user) for user in range(100, 200)]
    found = await asyncio.gather(*(house.services.clubs.join(here, club) for here in heres))
    assert all(new for _, new in found)
    assert set((await house.stored())[1][club.id]) == set(range(100, 200))
    assert held(heres[0].server) == await house.stored()


async def test_leaving_forgets_the_reader_here_and_nobody_else(house: Room, club: Club, other_club: Club) -> None:
    here = await house.read_to(club, 3)
    await house.read_to(club, 4, BEN)
    await house.read_to(other_club, 5)
    assert await house.services.clubs.leave(here) == club
    assert here.horizon(club) == 0
    assert here.horizon(other_club) == 5
    readers = (await house.stored())[1]
    assert set(readers[club.id]) == {BEN}
    assert set(readers[other_club.id]) == {ANN}
    with pytest.raises(NotReading):
        await house.services.clubs.leave(here)


async def test_what_anybody_may_know_of_a_club_counts_its_readers(house: Room, club: Club) -> None:
    await house.read_to(club, 3)
    seen = await house.services.infos.look(await house.here(BEN))
    assert isinstance(seen, Info)
    assert (seen.club, seen.card.readers, seen.card.joined) == (club, 1, False)
    assert seen.card.beside == ("book",)
    assert await house.services.clubs.info_by_id(await house.here(BEN), club.id) == replace(seen.card, beside=())
    mine = await house.services.infos.look(await house.here(), "mondays")
    assert isinstance(mine, Info)
    assert mine.card.joined
    with pytest.raises(UnknownClub):
        await house.services.infos.look(await house.here(), "Sundays")


async def test_all_clubs_are_listed_in_the_order_of_their_opening(house: Room, club: Club, other_club: Club) -> None:
    await house.read_to(other_club, 3)
    found = await house.services.clubs.all(await house.here())
    assert [(one.club, one.title, one.joined) for one in found] == [(club, TITLE, False), (other_club, TITLE, True)]
    assert await house.services.clubs.all(await house.here(guild=OTHER_GUILD)) == ()


@pytest.mark.parametrize(
    ("typed", "offered"), [("", ["Mondays", "Thứ Ba"]), ("thu", ["Thứ Ba"]), ("DAYS", ["Mondays"]), ("x", [])]
)
async def test_clubs_are_offered_by_any_piece_of_their_name(
    house: Room, club: Club, typed: str, offered: list[str]
) -> None:
    await house.open_club(LIBRARY, name="Thứ Ba")
    assert [one.name for one in house.services.clubs.offer(await house.here(), typed)] == offered


async def test_books_are_offered_by_any_piece_of_their_title_as_many_as_can_be_shown(
    path: Path, tmp_path: Path
) -> None:
    for slug in ("anna", "emma", "ulysses"):
        write_marked(tmp_path / "content", slug, cut_after=1)
    shelf = Shelf(tmp_path / "content", ReadHere())
    await shelf.open()
    await shelf.surveyed()
    async with room(path, shelf) as house:
        books = house.services.clubs.books
        assert [page.slug for page in books("", 25)] == ["anna", "emma", "ulysses"]
        assert [page.slug for page in books("danh dau", 2)] == ["anna", "emma"]
        assert [page.slug for page in books("MM", 25)] == ["emma"]
        assert books("karenina", 25) == ()
