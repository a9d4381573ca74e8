"""The one row of a club's card: asked for, brought forward, and put off until it is needed again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.domain.club import Club
from bot.domain.log import card_asked
from bot.domain.work import INFO, Task
from bot.storage import info, places, work
from bot.storage.database import Database
from tests.storage.rows import ask

NOW = datetime(2026, 11, 20, 19, tzinfo=UTC)
SOON, LATER = NOW + timedelta(minutes=5), NOW + timedelta(days=3)


async def asked(database: Database, club: Club, at: datetime = NOW) -> Task:
    """Ask for a club's card and claim its row."""
    await info.ask(database, club, card_asked(club, 7, at))
    return await claimed(database, at)


async def claimed(database: Database, at: datetime) -> Task:
    [one] = await work.claim(database, at, 64)
    return one


def row(path: Path) -> tuple[str, str, str | None]:
    [(state, about, next_at)] = ask(path, "SELECT state, about, next_at FROM work WHERE kind = 'info'")
    return state, about, next_at and next_at[:16]


async def test_whoever_asks_is_in_the_log_and_the_row_is_due_at_once(
    database: Database, club: Club, path: Path
) -> None:
    one = await asked(database, club)
    assert (one.kind, one.about, one.tries) == (INFO, (info.ASKED,), 1)
    assert ask(path, "SELECT what, changed_by FROM changes") == [("card", 7)]


async def test_asking_again_makes_a_new_row_in_place_of_the_old_one(database: Database, club: Club, path: Path) -> None:
    first = await asked(database, club)
    again = await asked(database, club, SOON)
    assert again.id != first.id
    assert again.begun == SOON
    await info.put_right(database, first, LATER)
    assert row(path)[0] == "taken"


async def test_a_row_waits_until_its_next_moment_and_then_knows_no_tries_and_no_wish(
    database: Database, club: Club, path: Path
) -> None:
    one = await asked(database, club)
    await info.put_right(database, one, LATER)
    assert row(path) == ("waiting", "[]", "2026-11-23 19:00")
    again = await claimed(database, LATER)
    assert (again.about, again.tries) == ((), 1)


async def test_a_change_brings_a_row_forward_and_never_puts_it_off(database: Database, club: Club, path: Path) -> None:
    await info.put_right(database, await asked(database, club), LATER)
    await info.hasten(database, club.guild_id, club.id, SOON)
    assert row(path) == ("waiting", "[]", "2026-11-20 19:05")
    await info.hasten(database, club.guild_id, club.id, SOON + timedelta(minutes=1))
    assert row(path) == ("waiting", "[]", "2026-11-20 19:05")


async def test_a_change_while_the_card_is_put_right_is_not_lost(database: Database, club: Club, path: Path) -> None:
    one = await asked(database, club)
    await info.hasten(database, club.guild_id, club.id, SOON)
    await info.put_right(database, one, LATER)
    assert row(path) == ("waiting", "[]", "2026-11-20 19:05")


async def test_a_card_with_nothing_ahead_waits_for_a_change_and_a_forgotten_one_for_nothing(
    database: Database, club: Club, path: Path
) -> None:
    one = await asked(database, club)
    await info.put_right(database, one, None)
    assert row(path) == ("done", "[]", None)
    await info.hasten(database, club.guild_id, club.id, SOON)
    assert row(path)[0] == "waiting"
    await work.skip(database, await claimed(database, SOON))
    await info.hasten(database, club.guild_id, club.id, LATER)
    assert row(path) == ("void", "[]", None)


async def test_other_clubs_and_servers_are_not_touched(
    database: Database, club: Club, other_club: Club, foreign_club: Club
) -> None:
    for one in (club, other_club, foreign_club):
        await info.put_right(database, await asked(database, one), LATER)
        await info.remember(database, one, 555)
    await info.hasten(database, club.guild_id, club.id, SOON)
    await info.hasten(database, foreign_club.guild_id, club.id, SOON)
    assert [one.club_id for one in await work.claim(database, SOON, 64)] == [club.id]
    await info.remember(database, club, None)
    clubs, *_ = await places.load(database, club.guild_id)
    assert {one.id: one.info_card for one in clubs.values()} == {club.id: None, other_club.id: 555}
