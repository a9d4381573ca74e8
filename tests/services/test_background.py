"""What stands beside the story is judged by the bookmark of now, like the story itself."""

import pytest

from bot.domain.background import BOOK, FILM
from bot.domain.club import Club
from bot.domain.errors import Gone
from tests.marked import LAST, markers
from tests.services.room import BEN, OTHER_GUILD, Room


@pytest.mark.parametrize("at", range(LAST + 1))
async def test_all_pages_together_tell_what_is_known_at_the_bookmark_and_no_more(
    house: Room, club: Club, at: int
) -> None:
    here = await house.read_to(club, at)
    for subject in (BOOK, FILM):
        first = await house.services.backgrounds.tell(here, club.id, subject, 0)
        pages = [await house.services.backgrounds.tell(here, club.id, subject, n) for n in range(first.pages)]
        assert markers(repr(pages)) == set(range(1, at + 1))


async def test_a_page_turned_to_from_an_older_card_is_the_last_that_is_known_now(house: Room, club: Club) -> None:
    assert (await house.services.backgrounds.tell(await house.read_to(club, LAST), club.id, BOOK, 4)).page == 4
    told = await house.services.backgrounds.tell(await house.read_to(club, 1), club.id, BOOK, 4)
    assert (told.page, told.pages, [note.since for note in told.notes]) == (0, 1, [0, 1])


async def test_who_has_not_joined_is_told_what_everybody_may_know(house: Room, club: Club) -> None:
    here = await house.here(BEN)
    assert (await house.services.clubs.info(here, club)).beside == (BOOK,)
    (note,) = (await house.services.backgrounds.tell(here, club.id, BOOK, 0)).notes
    assert note.text == {"en": "What everybody may know.", "vi": "What everybody may know."}
    assert (await house.services.backgrounds.tell(here, club.id, FILM, 0)).notes == ()


async def test_the_film_is_offered_once_there_is_something_to_tell_of_it(house: Room, club: Club) -> None:
    assert (await house.services.clubs.info(await house.read_to(club, 0), club)).beside == (BOOK,)
    assert (await house.services.clubs.info(await house.read_to(club, 1), club)).beside == (BOOK, FILM)


async def test_cards_for_everybody_offer_nothing_beside_the_story(house: Room, club: Club) -> None:
    here = await house.read_to(club, LAST)
    assert (await house.services.clubs.info_by_id(here, club.id)).beside == ()
    card, _ = await house.services.clubs.join(here, club)
    assert card.beside == ()


async def test_a_card_of_another_server_opens_nothing(house: Room, club: Club) -> None:
    with pytest.raises(Gone):
        await house.services.backgrounds.tell(await house.here(guild=OTHER_GUILD), club.id, BOOK, 0)


async def test_turning_pages_asks_the_database_nothing(house: Room, club: Club) -> None:
    here = await house.read_to(club, LAST)
    house.asked.clear()
    await house.services.infos.look(here)
    await house.services.backgrounds.tell(here, club.id, FILM, 1)
    assert house.asked == []
