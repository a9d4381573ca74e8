"""Buttons are pressed twice and clubs press them together, so what happens at once must happen in turns."""

import asyncio
from collections.abc import Awaitable

from bot.domain.club import Club
from bot.domain.errors import Gone, Moved
from bot.domain.progress import Bookmark
from tests.marked import LAST, addresses
from tests.services.room import HALL, MOD, Room, held, positions


async def outcomes(uses: list[Awaitable[Bookmark]]) -> tuple[list[Bookmark], list[BaseException]]:
    """Carry out many uses at once; return the answers and the refusals."""
    found = await asyncio.gather(*uses, return_exceptions=True)
    return (
        [one for one in found if not isinstance(one, BaseException)],
        [one for one in found if isinstance(one, BaseException)],
    )


async def test_a_hundred_bookmarks_of_one_reader_at_once_are_each_stored_once(house: Room, club: Club) -> None:
    here = await house.read_to(club, 6)
    typed = [addresses()[n % LAST] for n in range(100)]
    told = await asyncio.gather(*(house.services.progress.set(here, one) for one in typed))
    assert positions(house) == [0, 6, *(n % LAST + 1 for n in range(100))]
    assert len({one.mark for one in told}) == 100
    assert held(here.server) == await house.stored()


async def test_a_hundred_first_bookmarks_of_one_reader_at_once_join_them_once(house: Room, club: Club) -> None:
    here = await house.here()
    told = await asyncio.gather(*(house.services.progress.set(here, "1.3") for _ in range(100)))
    assert sorted(one.joined for one in told) == [False] * 99 + [True]
    assert positions(house) == [0, 3]


async def test_a_hundred_readers_at_once_each_have_their_bookmark(house: Room, club: Club) -> None:
    heres = [await house.here(user) for user in range(100, 200)]
    await asyncio.gather(*(house.services.progress.set(here, addresses()[n % 10]) for n, here in enumerate(heres)))
    readers = (await house.stored())[1][club.id]
    assert {user: one.at for user, one in readers.items()} == {100 + n: n % 10 + 1 for n in range(100)}
    assert held(heres[0].server) == await house.stored()


async def test_a_button_pressed_a_hundred_times_at_once_works_once(house: Room, club: Club) -> None:
    here = await house.read_to(club, 4)
    done, refused = await outcomes([house.services.progress.step(here, club.id, 4, 1) for _ in range(100)])
    assert [one.at for one in done] == [5]
    assert {type(one) for one in refused} == {Moved}
    undo = house.services.progress.undo_mark
    undone, refused = await outcomes([undo(here, club.id, done[0].mark) for _ in range(100)])
    assert [one.at for one in undone] == [4]
    assert {type(one) for one in refused} == {Moved}
    assert positions(house) == [0, 4]


async def test_a_club_that_is_withdrawn_while_somebody_sets_a_bookmark_is_gone(house: Room) -> None:
    """Its welcome card could not be posted, just when somebody found it in the list."""
    mod = await house.here(MOD)
    opened = await house.services.clubs.open(mod, pack="marked", channel_id=HALL, name=None, language="en")
    here = await house.here()
    async with here.server.lock:
        late = asyncio.create_task(house.services.progress.set(here, "1.3"))
        joining = asyncio.create_task(house.services.clubs.join(here, opened.club))
        await asyncio.sleep(0)
        await house.services.places.close_club(mod, opened.club)
    ended = await asyncio.gather(late, joining, return_exceptions=True)
    assert [type(one) for one in ended] == [Gone, Gone]
    assert held(here.server) == await house.stored() == ({}, {}, {})
