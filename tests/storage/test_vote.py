"""Nominations, votes and rankings are one club's, and a vote that begins takes along what was nominated."""

from datetime import datetime, timedelta
from pathlib import Path

from bot.domain.club import Club
from bot.domain.log import Line, vote_opened
from bot.domain.vote import Nominee, count
from bot.storage import vote
from bot.storage.database import Database
from tests.storage.rows import ask

ANN, BEN = 4, 5


def opened(now: datetime) -> Line:
    """Return the line of the log by whoever opens a vote."""
    return vote_opened(2, now, ANN, now)


def book(title: str, by: int = ANN) -> Nominee:
    return Nominee(0, {"und": title}, {"und": "Somebody"}, by)


async def test_nominations_wait_for_the_next_vote_of_their_club(
    database: Database, club: Club, other_club: Club, now: datetime
) -> None:
    for one, title in ((club, "Emma"), (club, "Romola"), (other_club, "Persuasion")):
        await vote.nominate(database, one, book(title), now)
    assert [one.title["und"] for one in await vote.coming(database, club)] == ["Emma", "Romola"]
    number = await vote.begin(database, club, now + timedelta(days=3), opened(now))
    assert await vote.coming(database, club) == ()
    assert [one.title["und"] for one in await vote.coming(database, other_club)] == ["Persuasion"]
    poll = await vote.load(database, club, number)
    assert poll == await vote.running(database, club)
    assert poll is not None
    assert [(one.title["und"], one.by) for one in poll.books] == [("Emma", ANN), ("Romola", ANN)]
    assert (poll.closes, poll.voted, poll.card, poll.tally) == (now + timedelta(days=3), 0, None, None)
    assert await vote.load(database, other_club, number) is None
    assert await vote.club_of(database, club.guild_id, number) == club.id
    assert await vote.club_of(database, club.guild_id + 1, number) is None


async def test_a_long_title_of_a_pack_is_cut_to_the_column_and_taken_in_the_clubs_language(
    database: Database, club: Club, now: datetime, path: Path
) -> None:
    await vote.nominate(database, club, Nominee(0, {"en": "E", "vi": "V" * 200}, {}, ANN, "pack"), now)
    assert ask(path, "SELECT pack, title, author FROM nominations") == [("pack", "V" * 100, "")]


async def test_a_vote_that_begins_has_its_card_due_at_once_and_its_end_in_time(
    database: Database, club: Club, now: datetime, path: Path
) -> None:
    number = await vote.begin(database, club, now + timedelta(days=1), opened(now))
    due = ask(path, "SELECT kind, section, nth, state, due_at < next_at FROM work ORDER BY due_at")
    assert due == [("vote", 0, number, "waiting", 0), ("count", 0, number, "waiting", 0)]


async def test_each_has_one_ranking_in_a_vote_and_only_that_is_changed(
    database: Database, club: Club, now: datetime
) -> None:
    number = await vote.begin(database, club, now, opened(now))
    await vote.rank(database, club, number, ANN, (3, 1), now)
    await vote.rank(database, club, number, BEN, (2,), now)
    await vote.rank(database, club, number, ANN, (1,), now)
    assert await vote.ranking(database, club, number, ANN) == (1,)
    assert sorted(await vote.rankings(database, club, number)) == [(1,), (2,)]
    await vote.rank(database, club, number, BEN, (), now)
    assert await vote.ranking(database, club, number, BEN) == ()
    poll = await vote.load(database, club, number)
    assert poll is not None
    assert poll.voted == 1


async def test_a_count_is_read_back_as_it_was_and_no_ranking_outlives_it(
    database: Database, club: Club, now: datetime, path: Path
) -> None:
    first, second = [await vote.begin(database, club, now, opened(now)) for _ in range(2)]
    for number in (first, second):
        await vote.rank(database, club, number, ANN, (2, 1), now)
    tally = count((1, 2), [(2, 1)])
    await vote.count(database, club, first, tally)
    poll = await vote.load(database, club, first)
    assert poll is not None
    assert (poll.tally, poll.voted) == (tally, 1)
    assert ask(path, "SELECT vote_id FROM ballots") == [(second,)]


async def test_what_is_kept_of_somebody_is_told_by_titles_without_removed_books(
    database: Database, club: Club, now: datetime
) -> None:
    emma, romola = [await vote.nominate(database, club, book(title, BEN), now) for title in ("Emma", "Romola")]
    number = await vote.begin(database, club, now, opened(now))
    await vote.rank(database, club, number, ANN, (romola, emma), now)
    await vote.remove(database, club, emma)
    nominated, ranked = await vote.kept(database, club.guild_id, ANN)
    assert nominated == {}
    assert [one.ranking for one in ranked[club.id]] == [("Romola",)]
    assert [one.title for one in (await vote.kept(database, club.guild_id, BEN))[0][club.id]] == ["Romola"]
    assert await vote.kept(database, club.guild_id + 1, BEN) == ({}, {})
