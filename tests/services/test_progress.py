"""A bookmark decides what its reader is told, so every way to move it must leave exactly what was meant."""

import pytest

from bot.domain.club import Club
from bot.domain.errors import BeyondTheBook, Gone, Moved, NothingToUndo, NotReading, NotUnderstood, PagesUnknown
from bot.domain.progress import Move
from bot.domain.view import Opened
from tests.marked import LAST
from tests.services.room import ANN, BEN, ELSEWHERE, MOD, Room, positions


async def test_setting_a_bookmark_joins_and_tells_what_it_opened(house: Room, club: Club) -> None:
    here = await house.here()
    told = await house.services.progress.set(here, "1.3")
    assert (told.club, told.at, told.joined, told.undoable) == (club, 3, True, True)
    assert told.move == Move(0, 3)
    assert told.opened == Opened(chapters=3, summaries=3, people=3)
    assert positions(house) == [0, 3]
    assert told.mark == here.reading(club).mark


async def test_somebody_who_joined_is_not_welcomed_again(house: Room, club: Club) -> None:
    here = await house.read_to(club, 3)
    told = await house.services.progress.set(here, "1.4")
    assert (told.joined, told.move) == (False, Move(3, 4))
    assert positions(house) == [0, 3, 4]


async def test_a_bookmark_that_is_there_already_is_not_written_again(house: Room, club: Club) -> None:
    here = await house.read_to(club, 3)
    house.asked.clear()
    told = await house.services.progress.set(here, "1.3")
    assert (told.at, told.move, told.undoable) == (3, Move(3, 3), False)
    assert house.asked == []


async def test_setting_the_start_joins_and_offers_nothing_to_undo(house: Room, club: Club) -> None:
    told = await house.services.progress.set(await house.here(), "start")
    assert (told.at, told.joined, told.undoable) == (0, True, False)
    assert positions(house) == [0]


@pytest.mark.parametrize(
    ("typed", "refusal"), [("rubbish", NotUnderstood), ("9.9", BeyondTheBook), ("p. 312", PagesUnknown)]
)
async def test_what_cannot_be_read_joins_nobody(house: Room, club: Club, typed: str, refusal: type[Exception]) -> None:
    here = await house.here()
    with pytest.raises(refusal):
        await house.services.progress.set(here, typed)
    assert here.reader(club) is None
    assert (await house.stored())[1] == {club.id: {}}


async def test_pages_count_once_the_edition_is_told(house: Room, club: Club) -> None:
    here = await house.read_to(club, 1)
    await house.services.me.edition(here, club.id, "100")
    assert (await house.services.progress.set(here, "p. 50")).at == 6
    assert (await house.services.progress.offer(here, "p. 100"))[1][0] == LAST


async def test_a_leap_is_asked_about_and_nothing_is_written(house: Room, club: Club) -> None:
    here = await house.here()
    house.asked.clear()
    told = await house.services.progress.set(here, "done")
    assert (told.at, told.mark, told.joined, told.undoable) == (0, 0, False, False)
    assert told.move == Move(0, LAST, asks=True)
    assert told.opened is None
    assert here.reader(club) is None
    assert house.asked == []


async def test_a_leap_that_is_confirmed_joins_and_goes_there(house: Room, club: Club) -> None:
    here = await house.here()
    told = await house.services.progress.go(here, club.id, 0, LAST)
    assert (told.at, told.joined, told.opened) == (LAST, True, Opened(12, 12, 12))
    assert positions(house) == [0, LAST]


async def test_an_answer_to_an_older_question_moves_nothing(house: Room, club: Club) -> None:
    here = await house.read_to(club, 4)
    with pytest.raises(Moved):
        await house.services.progress.go(here, club.id, 0, LAST)
    with pytest.raises(BeyondTheBook):
        await house.services.progress.go(here, club.id, 4, LAST + 1)
    assert positions(house) == [0, 4]


async def test_other_readings_are_told_and_can_be_chosen(house: Room, club: Club) -> None:
    here = await house.read_to(club, 4)
    told = await house.services.progress.set(here, "2")
    assert told.move == Move(4, 2, (6,))
    assert (await house.services.progress.go(here, club.id, 2, 6)).at == 6


async def test_the_buttons_step_on_and_back(house: Room, club: Club) -> None:
    here = await house.read_to(club, 4)
    on = await house.services.progress.step(here, club.id, 4, 1)
    assert (on.at, on.opened, on.undoable) == (5, Opened(1, 1, 1), True)
    back = await house.services.progress.step(here, club.id, 5, -1)
    assert (back.at, back.opened) == (4, Opened(0, 0, 0))
    assert positions(house) == [0, 4, 5, 4]


async def test_the_buttons_of_an_older_card_and_past_the_ends_move_nothing(house: Room, club: Club) -> None:
    here = await house.read_to(club, LAST)
    for shown, by, refusal in ((3, 1, Moved), (3, -1, Moved), (LAST, 1, BeyondTheBook)):
        with pytest.raises(refusal):
            await house.services.progress.step(here, club.id, shown, by)
    with pytest.raises(NotReading):
        await house.services.progress.step(await house.here(BEN), club.id, 0, 1)
    with pytest.raises(Gone):
        await house.services.progress.step(here, 99, 3, 1)
    assert positions(house) == [0, LAST]


async def test_undoing_goes_back_step_by_step_to_the_first_bookmark(house: Room, club: Club) -> None:
    here = await house.here()
    for typed in ("1.3", "2.2", "1.1"):
        await house.services.progress.set(here, typed)
    told = [await house.services.progress.undo(here) for _ in range(3)]
    assert [(one.at, one.move, one.undoable) for one in told] == [
        (6, Move(1, 6), False),
        (3, Move(6, 3), False),
        (0, Move(3, 0), False),
    ]
    assert told[0].opened == Opened(5, 5, 5)
    with pytest.raises(NothingToUndo):
        await house.services.progress.undo(here)
    assert positions(house) == [0]
    assert here.reading(club).at == 0


async def test_the_undo_of_a_card_takes_back_that_very_change(house: Room, club: Club) -> None:
    here = await house.here()
    first = await house.services.progress.set(here, "1.3")
    second = await house.services.progress.set(here, "1.4")
    with pytest.raises(Moved):
        await house.services.progress.undo_mark(here, club.id, first.mark)
    assert (await house.services.progress.undo_mark(here, club.id, second.mark)).at == 3
    with pytest.raises(Moved):
        await house.services.progress.undo_mark(here, club.id, second.mark)
    assert positions(house) == [0, 3]


async def test_after_leaving_there_is_nothing_to_undo_not_even_after_coming_back(house: Room, club: Club) -> None:
    here = await house.here()
    told = await house.services.progress.set(here, "1.3")
    await house.services.clubs.leave(here)
    for use in (
        house.services.progress.undo(here),
        house.services.progress.undo_mark(here, club.id, told.mark),
        house.services.progress.show(here),
    ):
        with pytest.raises(NotReading):
            await use
    await house.services.clubs.join(here, club)
    with pytest.raises(Moved):
        await house.services.progress.undo_mark(here, club.id, told.mark)
    with pytest.raises(NothingToUndo):
        await house.services.progress.undo(here)
    assert positions(house) == [0]


async def test_showing_tells_the_place_and_no_change(house: Room, club: Club) -> None:
    here = await house.read_to(club, 5)
    told = await house.services.progress.show(here)
    assert (told.at, told.move, told.opened, told.undoable, told.joined) == (5, None, None, False, False)
    assert await house.services.progress.place(here, club.id) == told
    assert (await house.services.progress.place(await house.here(BEN), club.id)).at == 0


async def test_who_is_where_lists_readers_by_place_the_furthest_first(
    house: Room, club: Club, other_club: Club
) -> None:
    await house.read_to(other_club, 9, 77)
    for user, at in ((ANN, 3), (BEN, 7), (MOD, 3)):
        await house.read_to(club, at, user)
    found = await house.services.progress.club(await house.here())
    assert found.places == ((7, (BEN,)), (3, (MOD, ANN)))
    assert await house.services.progress.club_by_id(await house.here(channel=ELSEWHERE), club.id) == found


async def test_who_hides_is_in_no_list_not_even_their_own_until_they_show_themselves(house: Room, club: Club) -> None:
    ann = await house.read_to(club, 3)
    await house.read_to(club, 7, BEN)
    await house.services.me.hide(ann, hidden=True)
    for user in (ANN, BEN, MOD):
        assert (await house.services.progress.club(await house.here(user))).places == ((7, (BEN,)),)
    await house.services.me.hide(ann, hidden=False)
    assert (await house.services.progress.club(ann)).places == ((7, (BEN,)), (3, (ANN,)))


async def test_while_nothing_is_typed_the_places_around_the_bookmark_are_offered(house: Room, club: Club) -> None:
    here = await house.here()
    assert (await house.services.progress.offer(here, " "))[1] == tuple(range(LAST))
    here = await house.read_to(club, 8)
    assert (await house.services.progress.offer(here, ""))[1] == tuple(range(5, LAST + 1))


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("2.1", (5, 3, 4, 6, 7, 8)), ("2", (2, 6, 0, 1, 3, 4, 5)), ("start", (0, 1, 2, 3)), ("done", (12, 10, 11))],
)
async def test_what_is_typed_may_mean_is_offered_first_then_the_places_beside_it(
    house: Room, club: Club, typed: str, offered: tuple[int, ...]
) -> None:
    here = await house.read_to(club, 4)
    assert (await house.services.progress.offer(here, typed))[1] == offered
    assert (await house.services.progress.offer(here, "rubbish"))[1] == ()
