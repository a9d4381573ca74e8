"""Choosing the next book, as the doors ask for it: what is judged, what is saved, and that it is this server's."""

from datetime import timedelta

import pytest

from bot.domain.club import Club
from bot.domain.errors import Gone, NotReading, UnknownClub
from bot.domain.vote import Booth, Poll, Slate
from bot.domain.vote_errors import NominationGone, TooFewBooks, VoteRunning
from bot.services.vote import Votes
from tests.services.room import ANN, BEN, HALL, MOD, NOW, OTHER_GUILD, Room
from tests.storage.rows import ask


@pytest.fixture
def votes(house: Room) -> Votes:
    return house.services.votes


async def _opened(house: Room, club: Club, *titles: str) -> Poll:
    """Let Ann nominate and the moderator open a vote."""
    ann = await house.read_to(club, 1)
    for title in titles or ("Emma", "Persuasion", "Romola"):
        await house.services.votes.nominate(ann, title, "Somebody")
    return await house.services.votes.open(await house.here(MOD), club.id, 3)


async def test_a_book_of_the_shelf_is_meant_by_its_slug_or_title_alone_or_with_its_author(
    house: Room, club: Club, votes: Votes
) -> None:
    ann = await house.read_to(club, 1)
    for title, author in (("marked", ""), ("THE marked  book", ""), ("The Marked Book", "nobody")):
        found = await votes.nominate(ann, title, author)
        assert found.new is not None
        assert (found.new.pack, found.new.by) == ("marked", ANN)
        await votes.take_back(ann, club.id, found.new.id)
    other = await votes.nominate(ann, "The Marked Book", "somebody else")
    assert other.new is not None
    assert other.new.pack is None


async def test_what_is_nominated_is_titled_in_every_language_of_the_shelf(
    house: Room, club: Club, votes: Votes
) -> None:
    ann = await house.read_to(club, 1)
    await votes.nominate(ann, "marked", "")
    [page] = house.shelf.pages()
    found = await votes.look(ann)
    assert isinstance(found, Slate)
    assert [book.title for book in found.books] == [page.title]
    assert ask(house.path, "SELECT title, author FROM nominations") == [(page.title["en"], page.author["en"])]


async def test_only_readers_nominate_rank_and_take_back(house: Room, club: Club, votes: Votes) -> None:
    poll = await _opened(house, club)
    ben = await house.here(BEN)
    for asked in (
        votes.nominate(ben, "Silas Marner", "G"),
        votes.take_back(ben, club.id, poll.books[0].id),
        votes.look(ben),
        votes.enter(ben, poll.id),
        votes.rank(ben, poll.id, poll.books[0].id),
        votes.keep(ben, poll.id, 0),
    ):
        with pytest.raises(NotReading):
            await asked
    assert ask(house.path, "SELECT count(*) FROM ballots") == [(0,)]


async def test_nobody_reaches_a_vote_or_nomination_of_another_server(house: Room, club: Club, votes: Votes) -> None:
    poll = await _opened(house, club)
    far = await house.open_club(HALL, OTHER_GUILD)
    there = await house.read_to(far, 1)
    for asked in (
        votes.enter(there, poll.id),
        votes.rank(there, poll.id, poll.books[0].id),
        votes.close(there, poll.id),
        votes.may_close(there, poll.id),
        votes.open(there, club.id, 3),
        votes.remove(there, club.id, poll.books[0].id),
    ):
        with pytest.raises(Gone):
            await asked
    with pytest.raises(NominationGone):
        await votes.remove(there, far.id, poll.books[0].id)
    with pytest.raises(UnknownClub):
        await votes.look(there, str(club.id))


async def test_a_vote_needs_books_and_there_is_one_at_a_time(house: Room, club: Club, votes: Votes) -> None:
    mod = await house.here(MOD)
    with pytest.raises(TooFewBooks):
        await votes.open(mod, club.id, 3)
    poll = await _opened(house, club)
    assert poll.closes == NOW + timedelta(days=3)
    with pytest.raises(VoteRunning):
        await votes.open(mod, club.id, 3)
    ann = await house.here()
    with pytest.raises(VoteRunning):
        await votes.nominate(ann, "Silas Marner", "G")
    with pytest.raises(VoteRunning):
        await votes.take_back(ann, club.id, poll.books[0].id)


@pytest.mark.parametrize("days", [0, 15, 99])
async def test_a_vote_lasts_one_to_fourteen_days(house: Room, club: Club, votes: Votes, days: int) -> None:
    ann = await house.read_to(club, 1)
    for title in ("Emma", "Romola"):
        await votes.nominate(ann, title, "Somebody")
    with pytest.raises(Gone):
        await votes.open(await house.here(MOD), club.id, days)


async def test_a_ranking_is_saved_at_each_step_and_one_of_nothing_is_no_ballot(
    house: Room, club: Club, votes: Votes
) -> None:
    poll = await _opened(house, club)
    ann = await house.here()
    emma, persuasion, romola = (book.id for book in poll.books)
    for book in (romola, emma, persuasion):
        found = await votes.rank(ann, poll.id, book)
    assert [book.id for book in found.ranking] == [romola, emma, persuasion]
    assert (found.left, found.poll.voted) == ((), 1)
    again = await votes.look(ann)
    assert isinstance(again, Booth)
    assert again == found
    assert [book.id for book in (await votes.keep(ann, poll.id, 1)).ranking] == [romola]
    assert (await votes.keep(ann, poll.id, 0)).poll.voted == 0
    assert ask(house.path, "SELECT * FROM ballots") == []


async def test_a_moderator_who_does_not_read_along_sees_the_panel(house: Room, club: Club, votes: Votes) -> None:
    mod = await house.here(MOD)
    assert isinstance(await votes.panel(mod), Slate)
    poll = await _opened(house, club)
    assert await votes.panel_by_id(mod, club.id) == poll
    after = await votes.remove(mod, club.id, poll.books[1].id)
    assert [book.title["und"] for book in after.books] == ["Emma", "Romola"]


async def test_closing_early_moves_the_end_of_the_vote_and_the_work_that_counts_it(
    house: Room, club: Club, votes: Votes
) -> None:
    poll = await _opened(house, club)
    closed = await votes.close(await house.here(MOD), poll.id)
    assert closed.closes == NOW
    due = "SELECT next_at FROM work WHERE kind = 'count'"
    assert ask(house.path, due) == [(NOW.strftime("%Y-%m-%d %H:%M:%S.%f"),)]
    assert {task.kind for task in await house.services.work.claim(9)} == {"vote", "count"}


async def test_a_vote_is_counted_once_and_nobody_is_left_in_it(house: Room, club: Club, votes: Votes) -> None:
    poll = await _opened(house, club)
    ann = await house.here()
    await votes.rank(ann, poll.id, poll.books[2].id)
    await votes.close(await house.here(MOD), poll.id)
    [task] = [one for one in await house.services.work.claim(9) if one.kind == "count"]
    counted = await house.services.work.judge(task)
    assert ask(house.path, "SELECT * FROM ballots") == []
    assert await house.services.work.judge(task) == counted
    assert "voted" in ask(house.path, "SELECT tally FROM votes")[0][0]
