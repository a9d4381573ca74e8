"""A club's own questions: who may propose, look and decide, and what is held of them in memory."""

import asyncio

import pytest

from bot.domain.club import Club
from bot.domain.deck import SOLO, Asked
from bot.domain.errors import Gone, NothingReadYet, NotReading, NotUnderstood, SealedForNow
from bot.domain.proposal import APPROVE, DECLINE, MOST_WAITING, REMOVE, NotTaken, ProposalsFull, Sealed
from bot.domain.question import BadQuestion, Decided, Own, Typed
from bot.storage import question as rows
from tests.services.room import ANN, BEN, GUILD, MOD, OTHER_GUILD, Room, join
from tests.storage.rows import ask

TYPED = Typed("1.3", "Who comes?", "Anna", "Dolly\nKitty\nBetsy", "She does.")


async def propose(house: Room, club: Club, user: int = ANN) -> int:
    """Let somebody who has read four chapters propose a question on the third."""
    here = await house.read_to(club, 4, user)
    return (await house.services.questions.propose(here, club.id, TYPED)).proposal.row


async def keys(house: Room, club: Club) -> list[str]:
    """Return the keys of the questions that the club may be asked."""
    return [one.key for one in await house.services.questions.own(club)]


async def test_who_has_not_joined_or_not_begun_gets_no_form(house: Room, club: Club) -> None:
    here = await house.here()
    with pytest.raises(NotReading):
        await house.services.questions.begin(here)
    await house.services.clubs.join(here, club)
    with pytest.raises(NothingReadYet):
        await house.services.questions.begin(here)


async def test_the_form_knows_the_bookmark(house: Room, club: Club) -> None:
    assert (await house.services.questions.begin(await house.read_to(club, 4))).at == 4


async def test_what_is_proposed_waits_and_comes_back_sealed(house: Room, club: Club) -> None:
    here = await house.read_to(club, 4)
    made = await house.services.questions.propose(here, club.id, TYPED)
    assert made.proposal == Sealed(made.proposal.row, 3, ANN, approved=False)
    assert ask(house.path, "SELECT since, right, approved_at FROM questions") == [(3, "Anna", None)]
    assert await keys(house, club) == []


async def test_whatever_is_refused_is_given_back_as_it_was_typed(house: Room, club: Club) -> None:
    here, questions = await house.read_to(club, 4), house.services.questions
    for club_id, typed, why in (
        (club.id, Typed("nowhere", "?", "a", "b", "c"), NotUnderstood()),
        (club.id, Typed("1.1", "?", "a", "b", "c"), BadQuestion("few")),
        (99, TYPED, None),
    ):
        with pytest.raises(NotTaken) as caught:
            await questions.propose(here, club_id, typed)
        assert caught.value.typed == typed
        assert type(caught.value.why) is (type(why) if why else Gone)
    await house.services.clubs.leave(here)
    with pytest.raises(NotTaken) as caught:
        await questions.propose(here, club.id, TYPED)
    assert isinstance(caught.value.why, NotReading)
    assert ask(house.path, "SELECT * FROM questions") == []


async def test_so_many_of_one_members_may_wait_and_no_more_also_at_once(house: Room, club: Club) -> None:
    here, questions = await house.read_to(club, 4), house.services.questions
    tries = [questions.propose(here, club.id, TYPED) for _ in range(MOST_WAITING + 3)]
    done = await asyncio.gather(*tries, return_exceptions=True)
    full = [one.why for one in done if isinstance(one, NotTaken)]
    assert full == [ProposalsFull(MOST_WAITING)] * 3
    assert ask(house.path, "SELECT count(*) FROM questions") == [(MOST_WAITING,)]
    with pytest.raises(ProposalsFull):
        await questions.begin(here)
    await questions.begin(await house.read_to(club, 4, BEN))


async def test_a_moderator_sees_the_words_from_that_chapter_on(house: Room, club: Club) -> None:
    row, questions = await propose(house, club), house.services.questions
    stranger = await house.here(MOD)
    assert (await questions.look(stranger, club.id, row)).proposal == Sealed(row, 3, ANN, approved=False)
    assert (await questions.all(stranger)).questions == (Sealed(row, 3, ANN, approved=False),)
    for at, opens in ((2, False), (3, True)):
        mod = await house.read_to(club, at, MOD)
        for found in ((await questions.look(mod, club.id, row)).proposal, *(await questions.all(mod)).questions):
            assert isinstance(found, Own) is opens


async def test_nobody_decides_on_what_they_have_not_read(house: Room, club: Club) -> None:
    row, questions = await propose(house, club), house.services.questions
    mod = await house.read_to(club, 2, MOD)
    for what in (APPROVE, DECLINE):
        with pytest.raises(SealedForNow):
            await questions.decide(mod, club.id, row, what)
    mod = await house.read_to(club, 3, MOD)
    await questions.decide(mod, club.id, row, APPROVE)
    await house.read_to(club, 2, MOD)
    with pytest.raises(SealedForNow):
        await questions.decide(mod, club.id, row, REMOVE)
    assert await keys(house, club) == [f"own:{row}"]


async def test_an_approved_question_is_asked_and_a_removed_one_is_not(house: Room, club: Club) -> None:
    row, questions = await propose(house, club), house.services.questions
    mod, reader = await house.read_to(club, 4, MOD), await house.read_to(club, 3, BEN)
    assert await keys(house, club) == []
    await questions.decide(mod, club.id, row, APPROVE)
    assert await keys(house, club) == [f"own:{row}"]
    found = await house.services.quizzes.ask(reader, SOLO)
    assert isinstance(found, Asked)
    assert (found.item.key, found.item.author, found.item.text) == (f"own:{row}", ANN, {"en": "Who comes?"})
    await questions.decide(mod, club.id, row, REMOVE)
    assert await keys(house, club) == []
    with pytest.raises(Gone):
        await house.services.quizzes.answer(reader, club.id, found.card.row, 0, 0, SOLO)
    assert ask(house.path, "SELECT * FROM questions") == []


async def test_an_approved_question_past_the_bookmark_is_not_asked(house: Room, club: Club) -> None:
    row = await propose(house, club)
    await house.services.questions.decide(await house.read_to(club, 4, MOD), club.id, row, APPROVE)
    here = await house.read_to(club, 2, BEN)
    for at, there in ((2, False), (3, True), (2, False)):
        here = await house.read_to(club, at, BEN)
        async with here.server.lock:
            _, items = await house.services.quizzes._pool(here, club)
        assert (f"own:{row}" in items) is there
        assert [one.since for one in items.values()] == sorted(one.since for one in items.values())


async def test_of_two_moderators_at_the_same_moment_one_decides(house: Room, club: Club) -> None:
    row, questions = await propose(house, club), house.services.questions
    one, other = await house.read_to(club, 4, MOD), await house.read_to(club, 4, BEN)
    both = [questions.decide(one, club.id, row, APPROVE), questions.decide(other, club.id, row, DECLINE)]
    done = await asyncio.gather(*both, return_exceptions=True)
    assert [type(one) for one in done if isinstance(one, Exception)] == [Decided]
    for what in (APPROVE, DECLINE):
        with pytest.raises(Decided):
            await questions.decide(one, club.id, row, what)


async def test_rows_of_other_clubs_and_servers_are_as_if_they_were_not_there(
    house: Room, club: Club, other_club: Club
) -> None:
    abroad = await house.open_club(guild=OTHER_GUILD)
    row, questions = await propose(house, club), house.services.questions
    mod = await house.read_to(other_club, 4, MOD)
    for act in (questions.look(mod, other_club.id, row), questions.decide(mod, other_club.id, row, DECLINE)):
        with pytest.raises(Decided):
            await act
    for act in (questions.look(mod, abroad.id, row), questions.decide(mod, abroad.id, row, DECLINE)):
        with pytest.raises(Gone):
            await act
    assert (await questions.all_by_id(mod, other_club.id, 0)).questions == ()
    assert await rows.count(house.database, GUILD, club.id) == (1, 0)


async def test_a_page_past_the_end_is_the_last(house: Room, club: Club) -> None:
    for _ in range(9):
        await propose(house, club)
    found = await house.services.questions.all_by_id(await house.here(MOD), club.id, 7)
    assert (found.page, found.pages, len(found.questions), found.waiting) == (1, 2, 1, 9)


async def test_after_the_first_time_the_questions_come_from_memory(house: Room, club: Club) -> None:
    row = await propose(house, club)
    await house.services.questions.decide(await house.read_to(club, 4, MOD), club.id, row, APPROVE)
    await asyncio.gather(*(keys(house, club) for _ in range(5)))
    house.asked.clear()
    assert await keys(house, club) == [f"own:{row}"]
    assert house.asked == []


async def test_another_memory_over_the_same_database_knows_the_same(house: Room, club: Club) -> None:
    row = await propose(house, club)
    await house.services.questions.decide(await house.read_to(club, 4, MOD), club.id, row, APPROVE)
    after_a_restart = join(house.database, house.shelf)
    assert await after_a_restart.questions.own(club) == await house.services.questions.own(club)


@pytest.mark.parametrize("everywhere", [True, False])
async def test_a_forgotten_authors_question_is_asked_without_their_name(
    house: Room, club: Club, everywhere: bool
) -> None:
    row, waiting = await propose(house, club), await propose(house, club)
    await house.services.questions.decide(await house.read_to(club, 4, MOD), club.id, row, APPROVE)
    assert [one.author for one in await house.services.questions.own(club)] == [ANN]
    here = await house.here()
    await (house.services.me.forget_everywhere(here) if everywhere else house.services.me.forget(here, club.id))
    assert [one.author for one in await house.services.questions.own(club)] == [None]
    assert await rows.find(house.database, GUILD, club.id, waiting) is None


async def test_where_saving_fails_what_is_held_is_read_anew(
    house: Room, club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The failure may come after the saving."""
    row, approve = await propose(house, club), rows.approve
    mod = await house.read_to(club, 4, MOD)
    assert await keys(house, club) == []

    async def lost(*values: object) -> None:
        await approve(*values)  # type: ignore[arg-type]
        raise OSError

    monkeypatch.setattr(rows, "approve", lost)
    with pytest.raises(OSError):  # noqa: PT011 - whatever comes
        await house.services.questions.decide(mod, club.id, row, APPROVE)
    assert await keys(house, club) == [f"own:{row}"]
