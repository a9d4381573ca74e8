"""The log of a club: page by page, each change once, for a year."""

from datetime import datetime, timedelta

import pytest

from bot.domain.club import Club
from bot.domain.log import A_PAGE, DAYS_KEPT
from bot.services.departure import Departures
from tests.services.room import MOD, NOW, Room
from tests.storage.rows import ask


async def test_the_first_line_is_that_the_club_opened_and_by_whom(house: Room, club: Club) -> None:
    [line] = (await house.services.log.all(await house.here(MOD))).lines
    assert (line.by, line.at, line.what, line.after) == (MOD, NOW, "opened", {"channel": club.channel_id})


async def test_pages_go_from_the_newest_line_to_the_oldest(house: Room, club: Club) -> None:
    here = await house.here(MOD)
    for channel in range(100, 100 + A_PAGE):
        await house.services.settings.place(here, club.id, channel)
    first = await house.services.log.all(here)
    assert [line.after["staff"] for line in first.lines] == list(range(99 + A_PAGE, 99, -1))
    assert (first.page, first.pages, first.lines_in_all) == (0, 2, A_PAGE + 1)
    last = await house.services.log.all_by_id(here, club.id, 99)
    assert ([line.what for line in last.lines], last.page) == (["opened"], 1)


async def test_each_club_has_a_log_of_its_own(house: Room, club: Club, other_club: Club) -> None:
    here = await house.here(MOD)
    await house.services.settings.place(here, club.id, 5)
    assert (await house.services.log.all_by_id(here, club.id, 0)).lines_in_all == 2
    assert (await house.services.log.all_by_id(here, other_club.id, 0)).lines_in_all == 1


async def test_whoever_is_forgotten_leaves_their_lines_without_a_name(house: Room, club: Club) -> None:
    here = await house.here(MOD)
    await house.services.me.forget(here, club.id)
    [line] = (await house.services.log.all(here)).lines
    assert line.by is None


@pytest.mark.parametrize(("age", "left"), [(timedelta(0), 1), (timedelta(seconds=1), 0)])
async def test_a_line_is_kept_for_a_year_and_dropped_by_the_daily_look(
    house: Room, club: Club, age: timedelta, left: int
) -> None:
    def later() -> datetime:
        return NOW + timedelta(days=DAYS_KEPT) + age

    daily = Departures(house.database, house.services.places, later)
    await daily.look_through({club.guild_id})
    assert ask(house.path, "SELECT count(*) FROM changes") == [(left,)]
