"""The database adds up what was answered: of one club, in one season, and never a question that is still open."""

from pathlib import Path

from bot.domain.club import Club
from bot.domain.score import Season, Tally
from bot.storage.database import Database
from bot.storage.score import tallies
from tests.storage.rounds import a_round, played

ANN, BEN = 4, 5
WHOLE = Season(0, 1, 12)


async def test_answers_of_all_rounds_are_added_up_by_person(database: Database, club: Club, path: Path) -> None:
    for right, wrong in ((3, 1), (0, 2)):
        row = played(path, club, ANN, right, wrong)
        played(path, club, BEN, 1, 0, row=row)
    assert set(await tallies(database, 1, club.id, WHOLE)) == {Tally(ANN, 3, 6), Tally(BEN, 2, 2)}


async def test_whoever_was_in_a_round_and_answered_nothing_is_not_counted(
    database: Database, club: Club, path: Path
) -> None:
    played(path, club, ANN, 0, 0)
    assert await tallies(database, 1, club.id, WHOLE) == ()


async def test_a_season_counts_both_its_ends_and_nothing_else(database: Database, club: Club, path: Path) -> None:
    for since in (3, 4, 6, 7):
        played(path, club, ANN, 1, 0, since=since)
    assert await tallies(database, 1, club.id, Season(2, 4, 6)) == (Tally(ANN, 2, 2),)


async def test_other_clubs_and_other_servers_are_not_counted(
    database: Database, club: Club, other_club: Club, foreign_club: Club, path: Path
) -> None:
    played(path, club, ANN, 1)
    for other in (other_club, foreign_club):
        played(path, other, ANN, 0, 5)
    assert await tallies(database, 1, club.id, WHOLE) == (Tally(ANN, 1, 1),)
    assert await tallies(database, 1, foreign_club.id, WHOLE) == ()
    assert await tallies(database, 2, club.id, WHOLE) == ()


async def test_a_question_that_is_being_asked_is_not_counted_and_those_before_it_are(
    database: Database, club: Club, path: Path
) -> None:
    """Else whoever answered would see here whether to change their mind."""
    played(path, club, ANN, 1, 0)
    played(path, club, ANN, 1, 2, row=a_round(path, club, phase="asking", turn=2))
    assert await tallies(database, 1, club.id, WHOLE) == (Tally(ANN, 2, 3),)


async def test_once_it_is_told_what_is_right_the_question_is_counted(
    database: Database, club: Club, path: Path
) -> None:
    played(path, club, ANN, 1, 2, row=a_round(path, club, phase="told", turn=2))
    assert await tallies(database, 1, club.id, WHOLE) == (Tally(ANN, 1, 3),)
