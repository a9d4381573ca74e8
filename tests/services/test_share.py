"""Sharing: in full where everybody in the place may see it, sealed elsewhere, and opened by one's own bookmark."""

from dataclasses import replace

import pytest

from bot.domain.club import Asker, Club
from bot.domain.errors import Gone, NotReading, SealedForNow
from bot.domain.share import Posting, Subject, since
from bot.domain.summary import Summary
from bot.services.here import Here
from tests.marked import LAST, markers
from tests.plans import speaking
from tests.services.room import ANN, BEN, ELSEWHERE, GUILD, HALL, LIBRARY, OTHER_GUILD, Room
from tests.storage.rows import ask

THREAD = 110
"""A thread of the hall."""
FOURTH = Subject("summary", "4")
EVERYTHING = (
    *(Subject("summary", str(n)) for n in range(1, LAST + 1)),
    *(Subject("person", f"who-{n}") for n in range(1, LAST + 1)),
    *(Subject("theme", f"theme-{n}") for n in range(1, LAST + 1, 3)),
    *(Subject("recap", f"{length}-0") for length in ("line", "short", "full")),
)


async def _share(house: Room, here: Here, club: Club, subject: Subject = FOURTH, at: int = LAST) -> Posting:
    posting, _ = await house.services.shares.share(here, club.id, subject, at)
    return posting


async def test_a_place_without_a_horizon_gets_a_sealed_card(house: Room, club: Club) -> None:
    posting = await _share(house, await house.read_to(club, 6), club)
    assert (posting.seen, posting.since) == (None, 4)
    assert posting.shared == replace(posting.shared, club_id=club.id, channel_id=HALL, by=ANN, position=6)


@pytest.mark.parametrize(("place", "full"), [(3, False), (4, True), (9, True)])
async def test_a_place_that_has_read_it_gets_it_in_full(house: Room, club: Club, place: int, *, full: bool) -> None:
    here = await house.read_to(club, 6)
    here.server.plans[club.id] = speaking(place)
    posting = await _share(house, here, club)
    assert (posting.seen is not None) == full
    if posting.seen is not None:
        assert posting.seen.horizon == min(place, 6)


@pytest.mark.parametrize("place", range(LAST + 1))
async def test_no_posting_holds_anything_past_the_horizon_of_its_place(house: Room, club: Club, place: int) -> None:
    here = await house.read_to(club, LAST)
    here.server.plans[club.id] = speaking(place)
    told = ""
    for subject in EVERYTHING:
        posting = await _share(house, here, club, subject)
        assert (posting.seen is None) == (posting.since > place)
        told += repr(posting.seen)
    assert markers(told) == set(range(1, place + 1))


async def test_a_thread_has_a_horizon_of_its_own_or_that_of_its_channel(house: Room, club: Club) -> None:
    plans = (await house.read_to(club, 6)).server.plans
    there = await house.services.places.here(Asker(GUILD, ANN, (THREAD, HALL), "en-US"))
    assert there.place_horizon(club) == 0
    plans[club.id] = speaking(3)
    assert there.place_horizon(club) == 3
    plans[club.id] = speaking(3, THREAD, 5)
    assert there.place_horizon(club) == 5
    assert (await house.here()).place_horizon(club) == 3


async def test_where_another_club_meets_it_is_sealed(house: Room, club: Club, other_club: Club) -> None:
    here = await house.read_to(club, 6)
    here.server.plans |= {club.id: speaking(9), other_club.id: speaking(9)}
    for channel in (LIBRARY, ELSEWHERE):
        there = await house.here(ANN, channel)
        assert (await _share(house, there, club)).seen is None
    assert (await _share(house, here, club)).seen is not None


async def test_what_is_shared_is_what_the_card_showed_not_what_one_has_read_since(house: Room, club: Club) -> None:
    here = await house.read_to(club, 9)
    posting = await _share(house, here, club, Subject("recap", "line-0"), at=4)
    assert (posting.since, posting.shared.position) == (4, 4)


async def test_what_one_has_gone_back_before_can_be_shared_no_more(house: Room, club: Club) -> None:
    here = await house.read_to(club, 3)
    for subject in (FOURTH, Subject("person", "who-4"), Subject("theme", "theme-4"), Subject("person", "nobody")):
        with pytest.raises(SealedForNow) as refused:
            await _share(house, here, club, subject)
        assert refused.value.finished == "1.3"
    assert ask(house.path, "SELECT * FROM shares") == []


async def test_only_readers_share(house: Room, club: Club) -> None:
    with pytest.raises(NotReading):
        await _share(house, await house.here(BEN), club)
    with pytest.raises(Gone):
        await _share(house, await house.here(guild=OTHER_GUILD), club)


async def test_a_second_press_within_a_minute_finds_the_first_card(house: Room, club: Club) -> None:
    here = await house.read_to(club, 6)
    shares = house.services.shares
    first, new = await shares.share(here, club.id, FOURTH, 6)
    await shares.posted(first, 987)
    again, once_more = await shares.share(here, club.id, FOURTH, 6)
    assert (new, once_more) == (True, False)
    assert again.shared == replace(first.shared, message=987)
    ben = await house.read_to(club, 6, BEN)
    assert (await shares.share(ben, club.id, FOURTH, 6))[1], "what others share is theirs"
    assert len(ask(house.path, "SELECT * FROM shares")) == 2


async def test_a_card_that_could_not_be_posted_leaves_nothing(house: Room, club: Club) -> None:
    posting = await _share(house, await house.read_to(club, 6), club)
    await house.services.shares.withdraw(posting)
    assert ask(house.path, "SELECT * FROM shares") == []


@pytest.mark.parametrize("subject", EVERYTHING, ids=lambda one: f"{one.kind} {one.which}")
async def test_a_share_opens_from_its_date_on_and_tells_nothing_past_either_bookmark(
    house: Room, club: Club, subject: Subject
) -> None:
    sharer = min(LAST, 10)
    here = await house.read_to(club, sharer)
    try:
        posting = await _share(house, here, club, subject, sharer)
    except SealedForNow:
        assert int(subject.which.rpartition("-")[2]) > sharer
        return
    for at in range(LAST + 1):
        reader = await house.read_to(club, at, BEN)
        if at < posting.since:
            with pytest.raises(SealedForNow):
                await house.services.shares.open(reader, posting.shared.id)
        else:
            seen = await house.services.shares.open(reader, posting.shared.id)
            assert max(markers(repr(seen))) <= min(at, sharer)
            assert since(seen) == posting.since


async def test_people_on_a_shared_chapter_have_the_names_that_both_readers_know(house: Room, club: Club) -> None:
    posting = await _share(house, await house.read_to(club, 4), club, Subject("summary", "2"), 4)
    names = []
    for at in (3, 4, 12):
        seen = await house.services.shares.open(await house.read_to(club, at, BEN), posting.shared.id)
        assert isinstance(seen, Summary)
        names.append([person.names[0].text["en"] for person in seen.appears])
    assert names[0] == ["The full name mk3z", "The first name mk2z", "The first name mk3z"]
    assert (
        names[1]
        == names[2]
        == [*("The full name mk3z", "The full name mk4z", "The first name mk3z", "The first name mk4z")]
    )


async def test_whoever_has_not_joined_is_offered_to(house: Room, club: Club) -> None:
    posting = await _share(house, await house.read_to(club, 6), club)
    with pytest.raises(NotReading):
        await house.services.shares.open(await house.here(BEN), posting.shared.id)


async def test_what_a_place_shows_in_full_anybody_there_may_have_in_their_language(house: Room, club: Club) -> None:
    here = await house.read_to(club, 6)
    here.server.plans[club.id] = speaking(5)
    posting = await _share(house, here, club)
    seen = await house.services.shares.open(await house.here(BEN), posting.shared.id)
    assert seen.horizon == 5
    with pytest.raises(NotReading):
        await house.services.shares.open(await house.here(BEN, ELSEWHERE), posting.shared.id)


async def test_a_share_of_another_server_or_of_nobody_leads_nowhere(house: Room, club: Club) -> None:
    posting = await _share(house, await house.read_to(club, 6), club)
    for here, number in (
        (await house.here(guild=OTHER_GUILD), posting.shared.id),
        (await house.here(), posting.shared.id + 1),
    ):
        with pytest.raises(Gone):
            await house.services.shares.open(here, number)


async def test_a_share_of_what_its_book_has_lost_leads_nowhere(
    house: Room, club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    posting = await _share(house, await house.read_to(club, 6), club)
    monkeypatch.setattr("bot.services.share.look", lambda *_: None)
    with pytest.raises(Gone):
        await house.services.shares.open(await house.here(), posting.shared.id)


async def test_opening_makes_one_query(house: Room, club: Club) -> None:
    here = await house.read_to(club, 6)
    posting = await _share(house, here, club)
    house.asked.clear()
    await house.services.shares.open(here, posting.shared.id)
    assert len(house.asked) == 1
