"""A club's own prompts: who may suggest, look, write and decide, and what is held of them in memory."""

import asyncio

import pytest

from bot.domain.club import Club
from bot.domain.errors import Gone, NothingReadYet, NotReading, NotUnderstood, SealedForNow
from bot.domain.prompt import NEW, BadPrompt, Editing, Own, PromptGone, Typed
from bot.domain.proposal import (
    APPROVE,
    DECLINE,
    MOST_WAITING,
    REMOVE,
    NotTaken,
    PastBookmark,
    ProposalsFull,
    Sealed,
)
from bot.domain.view import Prompt
from bot.services.here import Here
from bot.storage import prompt as rows
from tests.services.room import ANN, BEN, GUILD, MOD, OTHER_GUILD, Room, join
from tests.storage.rows import ask

LATE = Typed("3.1", {"en": "Why so late?", "vi": ""})


async def suggest(house: Room, club: Club, user: int = ANN) -> int:
    """Let somebody who is at 4 suggest a prompt on 3."""
    here = await house.read_to(club, 4, user)
    return (await house.services.prompts.suggest(here, club.id, "1.3", "Why?")).proposal.row


async def put(house: Room, club: Club) -> list[tuple[int, int | None]]:
    """Return chapter and author of what the club is asked."""
    return [(one.since, one.author) for one in await house.services.prompts.own(club)]


async def told(house: Room, here: Here) -> list[str]:
    """Return what somebody hears who asks for what the club has asked itself."""
    return [one.text["en"] for one in (await house.services.replays.tell(here)).prompts]


async def test_without_a_bookmark_there_is_no_form(house: Room, club: Club) -> None:
    here = await house.here()
    with pytest.raises(NotReading):
        await house.services.prompts.begin(here)
    await house.services.clubs.join(here, club)
    with pytest.raises(NothingReadYet):
        await house.services.prompts.begin(here)


async def test_the_form_knows_the_bookmark_and_what_became_of_earlier_suggestions(house: Room, club: Club) -> None:
    for _ in range(3):
        await suggest(house, club)
    await suggest(house, club, BEN)
    prompts, mod = house.services.prompts, await house.read_to(club, 4, MOD)
    await prompts.decide(mod, club.id, 1, APPROVE)
    await prompts.decide(mod, club.id, 2, DECLINE)
    blank = await prompts.begin(await house.read_to(club, 4))
    assert blank.at == 4
    assert [(one.row, one.approved, one.declined, one.waits) for one in blank.mine] == [
        (1, True, False, False),
        (2, False, True, False),
        (3, False, False, True),
    ]


async def test_what_is_suggested_waits_and_comes_back_sealed(house: Room, club: Club) -> None:
    here = await house.read_to(club, 4)
    made = await house.services.prompts.suggest(here, club.id, "1.3", "Why?")
    assert made.proposal == Sealed(made.proposal.row, 3, ANN, approved=False)
    assert ask(house.path, "SELECT since, text_en, text_vi, approved_at FROM prompts") == [(3, "Why?", None, None)]
    assert await put(house, club) == []


async def test_whatever_is_refused_is_given_back_as_it_was_typed(house: Room, club: Club) -> None:
    here, prompts = await house.read_to(club, 4), house.services.prompts
    for club_id, chapter, words, why in (
        (club.id, "nowhere", "Why?", NotUnderstood),
        (club.id, "2.4", "Why?", PastBookmark),
        (club.id, "1.1", " ", BadPrompt),
        (99, "1.1", "Why?", Gone),
    ):
        with pytest.raises(NotTaken) as caught:
            await prompts.suggest(here, club_id, chapter, words)
        assert caught.value.typed == Typed(chapter, {"en": words})
        assert type(caught.value.why) is why
        for row in (NEW, 7):
            with pytest.raises(NotTaken) as caught:
                await prompts.write(here, club_id, row, Typed("nowhere", {"vi": words}))
            assert caught.value.typed == Typed("nowhere", {"vi": words})
    assert ask(house.path, "SELECT * FROM prompts") == []


async def test_so_many_of_one_members_may_wait_and_no_more_also_at_once(house: Room, club: Club) -> None:
    here, prompts = await house.read_to(club, 4), house.services.prompts
    tries = [prompts.suggest(here, club.id, "1.3", "Why?") for _ in range(MOST_WAITING + 3)]
    done = await asyncio.gather(*tries, return_exceptions=True)
    full = [one.why for one in done if isinstance(one, NotTaken)]
    assert full == [ProposalsFull(MOST_WAITING)] * 3
    with pytest.raises(ProposalsFull):
        await prompts.begin(here)
    mod = await house.read_to(club, 4, MOD)
    await prompts.decide(mod, club.id, 1, DECLINE)
    await prompts.begin(here)


async def test_a_moderator_sees_the_words_from_that_chapter_on(house: Room, club: Club) -> None:
    row, prompts = await suggest(house, club), house.services.prompts
    stranger = await house.here(MOD)
    assert (await prompts.look(stranger, club.id, row)).proposal == Sealed(row, 3, ANN, approved=False)
    listed = await prompts.all(stranger)
    assert (listed.prompts, listed.pack) == ((Sealed(row, 3, ANN, approved=False),), {})
    for at, opens in ((2, False), (3, True)):
        mod = await house.read_to(club, at, MOD)
        listed = await prompts.all(mod)
        for found in ((await prompts.look(mod, club.id, row)).proposal, *listed.prompts):
            assert isinstance(found, Own) is opens
        assert listed.pack == ({3: 1} if opens else {})
        assert [one.row for one in (await prompts.offer(mod, ""))[1]] == ([row] if opens else [])


async def test_nobody_decides_on_or_changes_what_they_have_not_read(house: Room, club: Club) -> None:
    row, prompts = await suggest(house, club), house.services.prompts
    mod = await house.read_to(club, 2, MOD)
    for what in (APPROVE, DECLINE):
        with pytest.raises(SealedForNow):
            await prompts.decide(mod, club.id, row, what)
    for form in (prompts.form_by_id(mod, club.id, row), prompts.form_of(mod, str(row))):
        with pytest.raises(SealedForNow):
            await form
    with pytest.raises(NotTaken) as caught:
        await prompts.write(mod, club.id, row, Typed("1.1", {"en": "Mine"}))
    assert isinstance(caught.value.why, SealedForNow)
    mod = await house.read_to(club, 3, MOD)
    await prompts.decide(mod, club.id, row, APPROVE)
    mod = await house.read_to(club, 2, MOD)
    for act in (prompts.decide(mod, club.id, row, REMOVE), prompts.remove(mod, str(row))):
        with pytest.raises(SealedForNow):
            await act
    assert ask(house.path, "SELECT since, text_en FROM prompts") == [(3, "Why?")]


async def test_an_approved_one_is_asked_with_its_authors_name_and_a_removed_one_is_not(house: Room, club: Club) -> None:
    row, prompts = await suggest(house, club), house.services.prompts
    mod, reader = await house.read_to(club, 4, MOD), await house.read_to(club, 3, BEN)
    assert "Why?" not in await told(house, reader)
    await prompts.decide(mod, club.id, row, APPROVE)
    assert await prompts.own(club) == (Prompt({"en": "Why?"}, 3, row, ANN),)
    assert (await told(house, reader))[-1] == "Why?"
    assert "Why?" not in await told(house, await house.read_to(club, 2, BEN))
    assert (await prompts.remove(mod, str(row))).proposal.row == row
    assert "Why?" not in await told(house, await house.read_to(club, 3, BEN))
    assert ask(house.path, "SELECT * FROM prompts") == []


async def test_a_moderator_adds_what_nobody_suggested_also_ahead_of_their_bookmark(house: Room, club: Club) -> None:
    prompts, mod = house.services.prompts, await house.read_to(club, 4, MOD)
    made = await prompts.write(mod, club.id, NEW, Typed("1.2", {"en": "Who?", "vi": "Ai?"}))
    assert made.proposal == Own(made.proposal.row, 2, None, approved=True, text={"en": "Who?", "vi": "Ai?"})
    ahead = await prompts.write(mod, club.id, NEW, LATE)
    assert ahead.proposal == Sealed(ahead.proposal.row, 10, None, approved=True)
    assert await put(house, club) == [(2, None), (10, None)]
    stranger = await house.here(BEN)
    assert (await prompts.form(stranger)).at == 0
    assert (await prompts.write(stranger, club.id, NEW, Typed("1.1", {"en": "A"}))).proposal.since == 1


async def test_a_change_keeps_whose_it_was_and_whether_it_waits(house: Room, club: Club) -> None:
    row, prompts = await suggest(house, club), house.services.prompts
    mod = await house.read_to(club, 4, MOD)
    form = await prompts.form_of(mod, str(row))
    assert isinstance(form, Editing)
    assert form.prompt.text == {"en": "Why?"}
    changed = await prompts.write(mod, club.id, row, Typed("1.2", {"en": "", "vi": "Sao?"}))
    assert changed.proposal == Own(row, 2, ANN, approved=False, text={"vi": "Sao?"})
    await prompts.decide(mod, club.id, row, APPROVE)
    assert await prompts.own(club) == (Prompt({"vi": "Sao?"}, 2, row, ANN),)
    await prompts.write(mod, club.id, row, Typed("1.4", {"en": "So?"}))
    assert await prompts.own(club) == (Prompt({"en": "So?"}, 4, row, ANN),)


async def test_of_two_moderators_at_the_same_moment_one_decides(house: Room, club: Club) -> None:
    row, prompts = await suggest(house, club), house.services.prompts
    one, other = await house.read_to(club, 4, MOD), await house.read_to(club, 4, BEN)
    both = [prompts.decide(one, club.id, row, DECLINE), prompts.decide(other, club.id, row, APPROVE)]
    done = await asyncio.gather(*both, return_exceptions=True)
    assert [type(one) for one in done if isinstance(one, Exception)] == [PromptGone]
    for what in (APPROVE, DECLINE, REMOVE):
        with pytest.raises(PromptGone):
            await prompts.decide(one, club.id, row, what)
    for act in (prompts.look(one, club.id, row), prompts.form_by_id(one, club.id, row)):
        with pytest.raises(PromptGone):
            await act
    assert (await prompts.all(one)).prompts == ()


async def test_rows_of_other_clubs_and_servers_are_as_if_they_were_not_there(
    house: Room, club: Club, other_club: Club
) -> None:
    abroad = await house.open_club(guild=OTHER_GUILD)
    row, prompts = await suggest(house, club), house.services.prompts
    mod = await house.read_to(other_club, 4, MOD)
    for act in (prompts.look(mod, other_club.id, row), prompts.decide(mod, other_club.id, row, DECLINE)):
        with pytest.raises(PromptGone):
            await act
    for act in (prompts.look(mod, abroad.id, row), prompts.decide(mod, abroad.id, row, DECLINE)):
        with pytest.raises(Gone):
            await act
    for typed in ("", "nonsense", "²", "0", "9" * 30, str(row)):
        for use in (prompts.remove, prompts.form_of, prompts.look_at):
            with pytest.raises(PromptGone):
                await use(mod, typed)
    assert (await prompts.all_by_id(mod, other_club.id, 0)).prompts == ()
    assert len(await rows.load(house.database, GUILD, club.id)) == 1


async def test_what_waits_stands_first_and_a_page_past_the_end_is_the_last(house: Room, club: Club) -> None:
    for _ in range(5):
        await suggest(house, club)
        await suggest(house, club, BEN)
    prompts, mod = house.services.prompts, await house.read_to(club, 4, MOD)
    await prompts.decide(mod, club.id, 1, APPROVE)
    first, last = await prompts.all(mod), await prompts.all_by_id(mod, club.id, 7)
    assert (first.waiting, first.approved, first.pages, last.page) == (9, 1, 2, 1)
    assert [one.row for one in (*first.prompts, *last.prompts)] == [*range(2, 11), 1]


async def test_after_the_first_time_reading_them_makes_no_query(house: Room, club: Club) -> None:
    row, prompts = await suggest(house, club), house.services.prompts
    mod = await house.read_to(club, 4, MOD)
    await prompts.decide(mod, club.id, row, APPROVE)
    await asyncio.gather(*(put(house, club) for _ in range(5)))
    house.asked.clear()
    await told(house, mod)
    await prompts.offer(mod, "w")
    await prompts.all(mod)
    await prompts.look(mod, club.id, row)
    await prompts.form_by_id(mod, club.id, row)
    await prompts.begin(mod)
    assert house.asked == []


async def test_another_memory_over_the_same_database_knows_the_same(house: Room, club: Club) -> None:
    row = await suggest(house, club)
    await house.services.prompts.decide(await house.read_to(club, 4, MOD), club.id, row, APPROVE)
    after_a_restart = join(house.database, house.shelf)
    assert await after_a_restart.prompts.own(club) == await house.services.prompts.own(club) != ()


@pytest.mark.parametrize("everywhere", [True, False])
async def test_a_forgotten_authors_prompt_is_asked_without_their_name(
    house: Room, club: Club, everywhere: bool
) -> None:
    approved, waiting, declined = [await suggest(house, club) for _ in range(3)]
    prompts, mod = house.services.prompts, await house.read_to(club, 4, MOD)
    await prompts.decide(mod, club.id, approved, APPROVE)
    await prompts.decide(mod, club.id, declined, DECLINE)
    assert await put(house, club) == [(3, ANN)]
    here = await house.here()
    await (house.services.me.forget_everywhere(here) if everywhere else house.services.me.forget(here, club.id))
    assert await put(house, club) == [(3, None)]
    assert ask(house.path, "SELECT id FROM prompts") == [(approved,)]
    assert waiting not in [one.row for one in await rows.load(house.database, GUILD, club.id)]


async def test_a_prompt_stays_its_authors_when_the_moderator_who_approved_it_is_forgotten(
    house: Room, club: Club
) -> None:
    row = await suggest(house, club)
    mod = await house.read_to(club, 4, MOD)
    await house.services.prompts.decide(mod, club.id, row, APPROVE)
    await house.services.me.forget_everywhere(mod)
    assert await put(house, club) == [(3, ANN)]


async def test_where_saving_fails_what_is_held_is_read_anew(
    house: Room, club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The failure may come after the saving."""
    row, approve = await suggest(house, club), rows.approve
    mod = await house.read_to(club, 4, MOD)
    assert await put(house, club) == []

    async def lost(*values: object) -> None:
        await approve(*values)  # type: ignore[arg-type]
        raise OSError

    monkeypatch.setattr(rows, "approve", lost)
    with pytest.raises(OSError):  # noqa: PT011 - whatever comes
        await house.services.prompts.decide(mod, club.id, row, APPROVE)
    assert await put(house, club) == [(3, ANN)]


async def test_whoever_is_told_without_asking_is_told_in_their_own_language_else_the_clubs(
    house: Room, club: Club
) -> None:
    here, prompts = await house.here(), house.services.prompts
    assert prompts.language(here, club, ANN) == "en"
    await house.services.me.speak(here, "vi")
    assert [prompts.language(here, club, user) for user in (ANN, BEN)] == ["vi", "en"]
