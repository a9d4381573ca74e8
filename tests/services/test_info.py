"""A club's card costs those who read nothing, is put right when it shows something else, and not posted unasked."""

from bot.domain.club import Club
from bot.domain.info import Board
from bot.domain.work import INFO
from bot.services.info_card import EVERY
from tests.services.room import ANN, BEN, MOD, NOW, Room
from tests.storage.rows import ask

CYD, CARD = 6, 4_711


async def pinned(house: Room, club: Club) -> Club:
    """Let a moderator ask for the card, and let it be posted."""
    here = await house.here(MOD)
    await house.services.infos.pin(here, club.id)
    board = await due(house)
    assert board is not None
    return here.server.clubs[club.id]


async def due(house: Room, message: int | None = CARD) -> Board | None:
    """Carry out what is due of a card, as if it stood there as `message`; return what it shows."""
    [task] = await house.services.work.claim(64)
    assert task.kind == INFO
    board = await house.services.work.judge(task)
    assert board is None or isinstance(board, Board)
    if board is not None:
        if board.asked and message:
            await house.services.info_cards.posted(board, message)
        await house.services.work.done(task, board, message)
    return board


def at_once(house: Room) -> str | None:
    """Let what waits be due now; return when it was to be."""
    [(due,)] = ask(house.path, "SELECT due_at FROM work WHERE kind = 'info'")
    ask(house.path, "UPDATE work SET next_at = '2026-11-20 18:00:00.000000' WHERE kind = 'info' AND next_at > ''")
    return None if due is None else str(due)[:16]


async def test_readers_pay_nothing_for_the_card_and_many_changes_are_one(house: Room, club: Club) -> None:
    await pinned(house, club)
    house.asked.clear()
    await house.read_to(club, 3)
    without = len(house.asked)
    await house.read_to(club, 4, user=BEN)
    await house.read_to(club, 5, user=BEN)
    assert [statement for statement in house.asked if "UPDATE work" in statement] == []
    assert len(house.asked) <= 3 * without
    await house.services.info_cards.save_marks()
    await house.services.info_cards.save_marks()
    await house.read_to(club, 6, user=BEN)
    await house.services.info_cards.save_marks()
    assert len([statement for statement in house.asked if "UPDATE work" in statement]) == 1
    assert at_once(house) == f"{NOW + EVERY:%Y-%m-%d %H:%M}"
    board = await due(house)
    assert board is not None
    assert (board.info.card.readers, board.asked) == (2, False)


async def test_a_club_without_a_card_is_never_marked(house: Room, club: Club) -> None:
    await house.read_to(club, 3)
    house.asked.clear()
    await house.services.info_cards.save_marks()
    assert house.asked == []
    assert not house.services.info_cards.mark(club)


async def test_what_shows_the_same_is_not_put_right(house: Room, club: Club) -> None:
    await pinned(house, club)
    for at, changes in ((1, True), (2, False)):
        await house.read_to(club, at)
        await house.services.info_cards.save_marks()
        at_once(house)
        assert ((await due(house)) is not None) is changes


async def test_what_changes_while_the_card_is_put_right_marks_it_again(house: Room, club: Club) -> None:
    now = await pinned(house, club)
    await house.read_to(club, 1)
    await house.services.info_cards.save_marks()
    assert not house.services.info_cards.mark(now)
    at_once(house)
    [task] = await house.services.work.claim(64)
    assert await house.services.work.judge(task) is not None
    assert house.services.info_cards.mark(now)


async def test_every_way_in_which_the_numbers_change_marks_the_card(house: Room, club: Club) -> None:
    await pinned(house, club)
    services = house.services

    async def marks() -> bool:
        """Whether the card is marked; if so it is put right."""
        await services.info_cards.save_marks()
        [(state,)] = ask(house.path, "SELECT state FROM work WHERE kind = 'info'")
        if state == "waiting":
            at_once(house)
            await due(house)
        return bool(state == "waiting")

    ann, ben = await house.here(ANN), await house.here(BEN)
    assert not await marks()
    for act in (
        lambda: services.clubs.join(ann, club),
        lambda: services.progress.go(ann, club.id, 0, 3),
        lambda: services.progress.undo(ann),
        lambda: services.me.hide(ann, hidden=True),
        lambda: services.clubs.leave(ann),
        lambda: services.progress.go(ben, club.id, 0, 3),
        lambda: services.me.forget(ben, club.id),
        lambda: services.progress.go(ben, club.id, 0, 3),
        lambda: services.places.forget_everywhere(BEN),
    ):
        await act()
        assert await marks(), act


async def test_a_card_that_is_deleted_is_forgotten_and_no_change_brings_it_back(house: Room, club: Club) -> None:
    await pinned(house, club)
    await house.read_to(club, 3)
    await house.services.info_cards.save_marks()
    at_once(house)
    await due(house, message=None)
    here = await house.here(CYD)
    assert here.server.clubs[club.id].info_card is None
    assert (await house.stored())[0][club.id].info_card is None
    await house.read_to(club, 4, user=CYD)
    await house.services.info_cards.save_marks()
    assert await house.services.work.claim(64) == ()
    await pinned(house, club)
    assert (await house.stored())[0][club.id].info_card == CARD
