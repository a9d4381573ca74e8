"""A summary is the first thing that could spoil: only finished chapters, told with the names known by then."""

from contextlib import suppress

import pytest

from bot.domain.club import Club
from bot.domain.errors import BeyondTheBook, Gone, NothingReadYet, NotUnderstood, PagesUnknown, Refusal, SealedForNow
from tests.marked import LAST, addresses, markers
from tests.services.room import BEN, OTHER_GUILD, Room


async def test_the_last_finished_chapter_is_told_by_itself(house: Room, club: Club) -> None:
    told = await house.services.summaries.tell(await house.read_to(club, 6), None)
    assert (told.club, told.horizon, told.chapter.since, told.languages) == (club, 6, 6, ("en", "vi"))
    assert told.chapter.summary == {"en": "The summary mk6z", "vi": "Về summary mk6z"}


@pytest.mark.parametrize(
    ("typed", "since"), [("1.1", 1), ("2.1", 5), ("part 2 chapter 2", 6), ("Phần II, chương 2", 6), ("1", 5)]
)
async def test_a_finished_chapter_is_told_however_it_is_written(
    house: Room, club: Club, typed: str, since: int
) -> None:
    here = await house.read_to(club, 6)
    assert (await house.services.summaries.tell(here, typed)).chapter.since == since


async def test_people_are_told_by_the_names_the_reader_knows_today(house: Room, club: Club) -> None:
    early = await house.services.summaries.tell(await house.read_to(club, 3), "1.2")
    late = await house.services.summaries.tell(await house.read_to(club, 9), "1.2")
    names = [[person.names[0].text["en"] for person in told.appears] for told in (early, late)]
    assert names[0] == ["The full name mk3z", "The first name mk2z", "The first name mk3z"]
    assert names[1] == [f"The full name mk{n}z" for n in (3, 4, 5, 6, 7)]


@pytest.mark.parametrize(("at", "finished"), [(0, None), (4, "1.4"), (11, "3.2")])
async def test_a_later_chapter_is_sealed_and_the_refusal_names_the_bookmark(
    house: Room, club: Club, at: int, finished: str | None
) -> None:
    here = await house.read_to(club, at)
    for use in (
        house.services.summaries.tell(here, addresses()[at]),
        house.services.summaries.turn(here, club.id, at + 1),
        house.services.summaries.turn(here, club.id, 999),
    ):
        with pytest.raises(SealedForNow) as refused:
            await use
        assert refused.value.finished == finished


async def test_who_has_not_joined_has_nothing_to_be_told(house: Room, club: Club) -> None:
    here = await house.here(BEN)
    with pytest.raises(NothingReadYet):
        await house.services.summaries.tell(here, None)
    with pytest.raises(SealedForNow):
        await house.services.summaries.tell(here, "1.1")
    assert (await house.services.summaries.offer(here, ""))[1] == ()
    assert here.reader(club) is None


async def test_at_the_start_nothing_is_read_yet(house: Room, club: Club) -> None:
    with pytest.raises(NothingReadYet):
        await house.services.summaries.tell(await house.read_to(club, 0), None)


@pytest.mark.parametrize("typed", ["start", "0%", "part 1"])
async def test_who_has_read_is_not_told_that_they_have_not(house: Room, club: Club, typed: str) -> None:
    """The place before the first chapter has no summary, whoever asks for it."""
    here = await house.read_to(club, 6)
    with pytest.raises(Refusal) as refused:
        await house.services.summaries.tell(here, typed)
    assert not isinstance(refused.value, NothingReadYet)


@pytest.mark.parametrize(
    ("typed", "refusal"), [("rubbish", NotUnderstood), ("9.9", BeyondTheBook), ("p. 3", PagesUnknown)]
)
async def test_what_cannot_be_read_as_a_chapter_is_refused(
    house: Room, club: Club, typed: str, refusal: type[Exception]
) -> None:
    here = await house.read_to(club, 6)
    with pytest.raises(refusal):
        await house.services.summaries.tell(here, typed)


async def test_a_card_of_another_server_opens_nothing(house: Room, club: Club) -> None:
    await house.read_to(club, 6)
    with pytest.raises(Gone):
        await house.services.summaries.turn(await house.here(guild=OTHER_GUILD), club.id, 1)


async def test_a_card_is_judged_by_the_bookmark_of_now(house: Room, club: Club) -> None:
    here = await house.read_to(club, 6)
    assert (await house.services.summaries.turn(here, club.id, 6)).chapter.since == 6
    await house.read_to(club, 5)
    with pytest.raises(SealedForNow):
        await house.services.summaries.turn(here, club.id, 6)


async def test_another_readers_bookmark_opens_nothing(house: Room, club: Club) -> None:
    await house.read_to(club, LAST, BEN)
    with pytest.raises(SealedForNow):
        await house.services.summaries.tell(await house.read_to(club, 2), "1.3")


async def test_finished_chapters_are_offered_the_latest_first(house: Room, club: Club) -> None:
    here = await house.read_to(club, 6)
    assert [one.since for one in (await house.services.summaries.offer(here, " "))[1]] == [6, 5, 4, 3, 2, 1]


@pytest.mark.parametrize(("typed", "offered"), [("2", [5, 6]), ("1.", [1, 2, 3, 4]), ("2.3", []), ("3", []), ("x", [])])
async def test_chapters_are_offered_by_the_beginning_of_their_address(
    house: Room, club: Club, typed: str, offered: list[int]
) -> None:
    here = await house.read_to(club, 6)
    assert [one.since for one in (await house.services.summaries.offer(here, typed))[1]] == offered


@pytest.mark.parametrize("at", range(LAST + 1))
async def test_nothing_told_or_offered_lies_past_the_bookmark(house: Room, club: Club, at: int) -> None:
    here = await house.read_to(club, at)
    summaries = house.services.summaries
    said = ""
    for typed in (*addresses(), "", "2", "done", "99%"):
        said += repr((await summaries.offer(here, typed))[1])
        with suppress(Refusal):
            said += repr(await summaries.tell(here, typed or None))
    for position in range(LAST + 2):
        with suppress(Refusal):
            said += repr(await summaries.turn(here, club.id, position))
    assert markers(said) == set(range(1, at + 1))
