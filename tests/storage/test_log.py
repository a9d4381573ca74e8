"""The log stands or falls with the change it tells of, is read newest first, and forgets what is old."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.club import Club
from bot.domain.log import SETTINGS, Line
from bot.storage import club as club_rows
from bot.storage import log, me
from bot.storage import plan as plan_rows
from bot.storage.database import Database
from bot.storage.places import load
from tests.plans import speaking
from tests.storage.rows import ask

MOD = 1_234_567_890_123_456_789


class Broken(Exception):
    """Something that fails in the middle."""


def a_line(at: datetime, n: int = 0) -> Line:
    return Line(MOD, at, SETTINGS, {"mods": None, "days": [1, n]}, {"mods": MOD, "days": []})


async def test_a_line_comes_back_as_it_was_written_the_newest_first(
    database: Database, club: Club, other_club: Club, now: datetime
) -> None:
    for n in range(5):
        await club_rows.settle(database, club, a_line(now + timedelta(hours=n), n))
    await club_rows.settle(database, other_club, a_line(now, 9))
    assert await log.count(database, 1, club.id) == 5
    assert await log.some(database, 1, club.id, 1, 2) == (
        a_line(now + timedelta(hours=3), 3),
        a_line(now + timedelta(hours=2), 2),
    )


async def test_nothing_is_read_from_another_club_or_server(
    database: Database, club: Club, other_club: Club, now: datetime
) -> None:
    await club_rows.settle(database, club, a_line(now))
    for guild, of in ((1, other_club.id), (2, club.id)):
        assert await log.count(database, guild, of) == 0
        assert await log.some(database, guild, of, 0, 9) == ()


async def test_settings_are_saved_with_their_line(database: Database, club: Club, now: datetime) -> None:
    changed = replace(club, language="en", staff_id=5, mention_id=MOD, mods_id=MOD + 1, reminders_allowed=False)
    await club_rows.settle(database, changed, a_line(now))
    clubs, _, _ = await load(database, 1)
    assert clubs[club.id] == changed


async def test_a_change_that_fails_leaves_no_line_and_a_line_that_fails_no_change(
    database: Database, club: Club, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_arguments: object) -> None:
        raise Broken

    for broken in ("bot.storage.log.add", "bot.storage.work.follow"):
        with monkeypatch.context() as patch:
            patch.setattr(broken, fail)
            with pytest.raises(Broken):
                await plan_rows.save(database, 1, club.id, speaking(3), now, line=a_line(now))
            if broken.endswith("add"):
                with pytest.raises(Broken):
                    await club_rows.settle(database, replace(club, staff_id=5), a_line(now))
    assert (await load(database, 1))[0][club.id] == club
    assert await plan_rows.load(database, 1) == {}
    assert await log.count(database, 1, club.id) == 0


async def test_a_plan_that_nobody_changed_leaves_no_line(database: Database, club: Club, now: datetime) -> None:
    await plan_rows.save(database, 1, club.id, speaking(3), now)
    assert await log.count(database, 1, club.id) == 0
    await plan_rows.save(database, 1, club.id, speaking(4), now, line=a_line(now))
    assert await log.count(database, 1, club.id) == 1


async def test_what_is_old_is_dropped_to_the_second_in_every_server(
    database: Database, club: Club, foreign_club: Club, now: datetime
) -> None:
    for one in (club, foreign_club):
        await club_rows.settle(database, one, a_line(now - timedelta(seconds=1)))
        await club_rows.settle(database, one, a_line(now))
    await log.drop(database, now)
    assert [await log.some(database, one.guild_id, one.id, 0, 9) for one in (club, foreign_club)] == [
        (a_line(now),)
    ] * 2


async def test_a_moderator_is_told_their_lines_and_when_forgotten_the_lines_stay(
    database: Database, club: Club, now: datetime, path: Path
) -> None:
    await club_rows.settle(database, club, a_line(now))
    [kept] = (await me.kept(database, 1, MOD)).clubs
    assert [(one.what, one.after, one.changed_at) for one in kept.changes] == [
        (SETTINGS, {"mods": MOD, "days": []}, "2026-11-20T19:00:00Z")
    ]
    await me.forget(database, 1, MOD)
    assert (await me.kept(database, 1, MOD)).nothing
    assert ask(path, "SELECT changed_by, what FROM changes") == [(None, SETTINGS)]
    ask(path, "DELETE FROM clubs WHERE id = ?", club.id)
    assert ask(path, "SELECT * FROM changes") == []
