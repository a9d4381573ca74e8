"""A reader's deck: what is asked next, what an answer changes, and what is judged again."""

import asyncio

import pytest

from bot.domain.club import Club
from bot.domain.deck import REVIEW, SOLO, AnsweredAlready, Asked, Judged, NothingToAsk
from bot.domain.errors import Gone, NothingReadYet, NotReading, SealedForNow
from bot.domain.quiz import TRUTH
from bot.services.here import Here
from tests.services.room import BEN, Room
from tests.storage.rows import ask


async def _answer(house: Room, here: Here, asked: Asked | NothingToAsk, *, right: bool = True) -> Judged:
    assert isinstance(asked, Asked)
    item = asked.item
    place = item.answer if right else (item.answer + 1) % item.size
    return await house.services.quizzes.answer(here, asked.club.id, asked.card.row, asked.card.turn, place, asked.way)


async def test_who_has_not_joined_or_not_begun_is_told_so(house: Room, club: Club) -> None:
    here = await house.here()
    with pytest.raises(NotReading):
        await house.services.quizzes.ask(here, SOLO)
    await house.services.clubs.join(here, club)
    with pytest.raises(NothingReadYet):
        await house.services.quizzes.ask(here, SOLO)


async def test_an_answer_is_judged_and_kept(house: Room, club: Club) -> None:
    here = await house.read_to(club, 4)
    asked = await house.services.quizzes.ask(here, SOLO)
    judged = await _answer(house, here, asked)
    assert judged.right
    assert judged.asked == asked
    assert ask(house.path, "SELECT turn, missed FROM cards") == [(1, 0)]


async def test_the_same_card_is_dealt_the_same_until_it_is_answered(house: Room, club: Club) -> None:
    here = await house.read_to(club, 4)
    assert await house.services.quizzes.ask(here, SOLO) == await house.services.quizzes.ask(here, SOLO)


async def test_two_questions_asked_at_the_same_moment_are_one_card(house: Room, club: Club) -> None:
    here = await house.read_to(club, 4)
    one, other = await asyncio.gather(*(house.services.quizzes.ask(here, SOLO) for _ in range(2)))
    assert one == other
    assert ask(house.path, "SELECT count(*) FROM cards") == [(1,)]


async def test_of_two_answers_at_the_same_moment_one_counts(house: Room, club: Club) -> None:
    here = await house.read_to(club, 4)
    asked = await house.services.quizzes.ask(here, SOLO)
    done = await asyncio.gather(*(_answer(house, here, asked) for _ in range(2)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == [AnsweredAlready.__name__, Judged.__name__]
    assert ask(house.path, "SELECT turn FROM cards") == [(1,)]


async def test_what_was_missed_is_reviewed_until_it_is_right(house: Room, club: Club) -> None:
    here = await house.read_to(club, 4)
    quizzes = house.services.quizzes
    assert isinstance(await quizzes.ask(here, REVIEW), NothingToAsk)
    await _answer(house, here, await quizzes.ask(here, SOLO), right=False)
    await _answer(house, here, await quizzes.go_on(here, club.id, REVIEW), right=False)
    await _answer(house, here, await quizzes.go_on(here, club.id, REVIEW))
    assert isinstance(await quizzes.go_on(here, club.id, REVIEW), NothingToAsk)


async def test_a_card_past_a_bookmark_that_went_back_is_neither_asked_nor_judged_nor_counted(
    house: Room, club: Club
) -> None:
    here = await house.read_to(club, 6)
    quizzes = house.services.quizzes
    await _answer(house, here, await quizzes.ask(here, SOLO), right=False)
    later = await quizzes.ask(here, SOLO)
    await house.read_to(club, 1)
    with pytest.raises(SealedForNow):
        await _answer(house, here, later)
    while isinstance(found := await quizzes.ask(here, SOLO), Asked):
        assert (found.item.since, found.waiting) == (1, 0)
        await _answer(house, here, found)
    assert found.answered == 2
    assert isinstance(await quizzes.ask(here, REVIEW), NothingToAsk)


async def test_a_card_of_somebody_elses_or_with_no_such_choice_is_gone(house: Room, club: Club) -> None:
    here, ben = await house.read_to(club, 4), await house.read_to(club, 4, BEN)
    asked = await house.services.quizzes.ask(here, SOLO)
    with pytest.raises(Gone):
        await _answer(house, ben, asked)
    while isinstance(asked, Asked) and asked.item.kind != TRUTH:
        await _answer(house, here, asked)
        asked = await house.services.quizzes.ask(here, SOLO)
    assert isinstance(asked, Asked)
    with pytest.raises(Gone):
        await house.services.quizzes.answer(here, club.id, asked.card.row, 0, 2, SOLO)


async def test_each_club_has_a_deck_of_its_own(house: Room, club: Club, other_club: Club) -> None:
    first, second = await house.read_to(club, 4), await house.read_to(other_club, 4)
    asked = await house.services.quizzes.ask(first, SOLO)
    other = await house.services.quizzes.ask(second, SOLO)
    assert isinstance(asked, Asked)
    assert isinstance(other, Asked)
    assert asked.card.row != other.card.row
    with pytest.raises(Gone):
        await house.services.quizzes.answer(first, other_club.id, asked.card.row, 0, 0, SOLO)


async def test_asking_takes_one_look_at_the_deck_and_an_answer_one_more_write(house: Room, club: Club) -> None:
    here = await house.read_to(club, 4)
    asked = await house.services.quizzes.ask(here, SOLO)
    house.asked.clear()
    await _answer(house, here, asked)
    assert [statement.split()[0] for statement in house.asked] == ["SELECT", "UPDATE"]
