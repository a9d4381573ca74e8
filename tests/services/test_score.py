"""The board of a club's rounds: whose answers it counts, which seasons there are, and staying off it."""

from dataclasses import replace

import pytest

from bot.domain.club import Club
from bot.domain.errors import Gone, UnknownClub
from bot.domain.score import NoSuchSeason, Season, Standing, Tally
from bot.services.here import Here
from tests.plans import speaking
from tests.services.room import ANN, BEN, HALL, OTHER_GUILD, Room
from tests.storage.rounds import played

WHOLE = Season(0, 1, 12)


async def _plan(house: Room, club: Club) -> Here:
    """Let a club read by a plan of two sections that have opened: 1–3, and 4."""
    here = await house.here()
    async with here.server.lock:
        await house.services.places.set_plan(here.server, club, speaking(3))
    return here


async def test_with_no_answers_the_board_is_empty(house: Room, club: Club) -> None:
    found = await house.services.scores.look(await house.here())
    assert (found.club, found.season, found.lines, found.mine, found.off) == (club, WHOLE, (), None, False)


async def test_everybody_who_answered_is_on_the_board_whether_they_read_along_or_not(house: Room, club: Club) -> None:
    here = await house.read_to(club, 1)
    played(house.path, club, ANN, 1, 1, since=9)
    played(house.path, club, BEN, 2, 0, since=2)
    found = await house.services.scores.look(here)
    assert found.lines == (Standing(1, Tally(BEN, 2, 2)), Standing(2, Tally(ANN, 1, 2)))
    assert found.mine == Tally(ANN, 1, 2)


async def test_whoever_stays_off_sees_their_own_numbers_and_is_in_nobody_elses(house: Room, club: Club) -> None:
    played(house.path, club, ANN, 1, 1)
    played(house.path, club, BEN, 2, 0)
    ben = await house.here(BEN)
    told = await house.services.scores.stay_off(ben, club.id, 0, off=True)
    assert (told.lines, told.mine, told.off) == ((Standing(1, Tally(ANN, 1, 2)),), Tally(BEN, 2, 2), True)
    ann = await house.services.scores.look(await house.here())
    assert (ann.lines, ann.off) == ((Standing(1, Tally(ANN, 1, 2)),), False)
    back = await house.services.scores.stay_off(ben, club.id, 0, off=False)
    assert [one.tally.user_id for one in back.lines] == [BEN, ANN]


async def test_staying_off_holds_for_every_club_of_the_server_and_no_other(
    house: Room, club: Club, other_club: Club
) -> None:
    foreign = await house.open_club(guild=OTHER_GUILD)
    for one in (club, other_club, foreign):
        played(house.path, one, ANN, 1, 0)
    await house.services.me.stay_off(await house.here(), off=True)
    for one, on_it in ((club, False), (other_club, False), (foreign, True)):
        found = await house.services.scores.look(await house.here(BEN, one.channel_id, one.guild_id))
        assert bool(found.lines) is on_it


async def test_staying_off_keeps_the_other_settings(house: Room, club: Club) -> None:
    del club
    here = await house.here()
    await house.services.me.speak(here, "vi")
    await house.services.me.hide(here, hidden=True)
    await house.services.me.stay_off(here, off=True)
    mine = house.services.me.settings(here).habits
    assert (mine.language, mine.hidden, mine.unranked) == ("vi", True, True)
    assert (await house.stored())[2] == here.server.habits


async def test_seasons_are_the_book_and_the_sections_that_have_opened(
    house: Room, club: Club, other_club: Club
) -> None:
    here = await _plan(house, club)
    for since in (3, 4):
        played(house.path, club, ANN, since - 2, 0, since=since)
    assert (await house.services.scores.offer(here))[1] == (WHOLE, Season(2, 4, 4), Season(1, 1, 3))
    assert (await house.services.scores.offer(here, other_club.name))[1] == (WHOLE,)
    counted = {}
    for typed in (None, "book", "1", "2"):
        found = await house.services.scores.look(here, typed)
        counted[typed] = [one.tally.answered for one in found.lines]
    assert counted == {None: [3], "book": [3], "1": [1], "2": [2]}
    with pytest.raises(NoSuchSeason):
        await house.services.scores.look(here, "3")


async def test_a_section_that_has_not_opened_is_no_season(house: Room, club: Club) -> None:
    here = await _plan(house, club)
    plan = here.server.plans[club.id]
    later = tuple(replace(one, opens=one.opens.replace(year=2027)) if one.number == 2 else one for one in plan.sections)
    here.server.plans[club.id] = replace(plan, sections=later)
    assert (await house.services.scores.offer(here))[1] == (WHOLE, Season(1, 1, 3))
    with pytest.raises(NoSuchSeason):
        await house.services.scores.look(here, "2")


async def test_offering_seasons_asks_the_database_nothing_and_a_board_one_thing(house: Room, club: Club) -> None:
    here = await _plan(house, club)
    house.asked.clear()
    await house.services.scores.offer(here)
    assert house.asked == []
    await house.services.scores.look(here, "1")
    assert len(house.asked) == 1


async def test_a_button_keeps_to_its_season_and_to_the_book_where_that_is_gone(house: Room, club: Club) -> None:
    here = await _plan(house, club)
    assert (await house.services.scores.stay_off(here, club.id, 2, off=True)).season == Season(2, 4, 4)
    told = await house.services.scores.stay_off(here, club.id, 7, off=False)
    assert (told.season, told.off) == (WHOLE, False)


async def test_a_club_of_another_server_is_refused_and_nothing_changes(house: Room, club: Club) -> None:
    foreign = await house.open_club(HALL, OTHER_GUILD, name="Far away")
    here = await house.here()
    with pytest.raises(UnknownClub):
        await house.services.scores.look(here, named=str(foreign.id))
    with pytest.raises(Gone):
        await house.services.scores.stay_off(here, foreign.id, 0, off=True)
    assert here.server.habits == {}
    assert club.id != foreign.id
