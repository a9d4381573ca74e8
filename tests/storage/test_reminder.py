"""Reminders as rows: one for each reader and moment, none ahead of it, and gone when nothing asks for them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from bot.domain.club import Club
from bot.domain.me import Habits
from bot.domain.outline import Outline
from bot.domain.pace import Pace
from bot.domain.plan import Plan, Wishes, move_meeting, plan
from bot.domain.reminder import A_DAY, HOURS, OPENS, QUIET, Errand, Wanted
from bot.storage import club as club_rows
from bot.storage import me, places, reminder, work
from bot.storage import plan as plans
from bot.storage import progress as bookmarks
from bot.storage.database import Database
from bot.storage.streak import path as path_of
from tests.storage.rows import ask

ANN, BEN = 1_234_567_890_123_456_789, 5
BOOK = Outline("chapter", ((100,) * 12,))
WISHES = Wishes(date(2026, 1, 5), 6, time(19), "Europe/London", Pace("chapters", 3))
PLAN = Plan(WISHES, plan(BOOK, WISHES))
START = datetime(2026, 1, 1, tzinfo=UTC)
SATURDAY = datetime(2026, 1, 10, 19, tzinfo=UTC)
EVERYTHING = Wanted(frozenset({A_DAY, HOURS, OPENS}), 7, "vi")


def errand(user: int, nth: int | None = None) -> Errand:
    return Errand(user, nth or user, SATURDAY)


async def send_out(database: Database, club: Club, kind: str, section: int, *errands: Errand) -> None:
    await reminder.send_out(database, club.guild_id, club.id, kind, section, errands)


def reminders(path: Path) -> list[tuple[object, ...]]:
    return ask(path, "SELECT club_id, kind, section, user_id FROM work WHERE user_id IS NOT NULL ORDER BY id")


async def test_what_somebody_asked_for_is_read_back_as_it_was_written(database: Database, club: Club) -> None:
    for habits in (
        Habits(zone="Pacific/Apia", wanted=EVERYTHING),
        Habits("en", zone="UTC", wanted=Wanted(frozenset(), 30, "en"), streak=True),
        Habits(zone="UTC", streak=True),
        Habits(unreachable=True),
    ):
        known = (await places.load(database, 1))[2] != {}
        await me.set_habits(database, 1, ANN, habits, known=known)
        assert (await places.load(database, 1))[2] == {ANN: habits}
    await me.set_habits(database, 1, ANN, Habits(), known=True)
    assert (await places.load(database, 1))[2] == {}


async def test_a_reader_gets_one_row_for_each_moment_however_often_it_calls(
    database: Database, club: Club, other_club: Club, path: Path
) -> None:
    await send_out(database, club, A_DAY, 1, errand(ANN))
    await send_out(database, club, A_DAY, 1, errand(ANN), errand(BEN))
    await send_out(database, club, HOURS, 1, errand(ANN))
    await send_out(database, other_club, A_DAY, 1, errand(ANN))
    assert reminders(path) == [
        (club.id, A_DAY, 1, ANN),
        (club.id, A_DAY, 1, BEN),
        (club.id, HOURS, 1, ANN),
        (other_club.id, A_DAY, 1, ANN),
    ]
    claimed = await work.claim(database, SATURDAY, 9)
    assert [(one.user_id, one.lane) for one in claimed] == [(ANN, ANN), (BEN, BEN), (ANN, ANN), (ANN, ANN)]


async def test_a_plan_has_its_calls_from_the_beginning_and_readers_rows_are_no_part_of_it(
    database: Database, club: Club, path: Path
) -> None:
    await plans.save(database, 1, club.id, PLAN, START)
    assert ask(path, "SELECT count(*) FROM work WHERE kind IN ('opens', 'day', 'hours')") == [(12,)]
    assert reminders(path) == []
    await send_out(database, club, OPENS, 1, errand(ANN))
    await send_out(database, club, QUIET, reminder.RESTING, errand(ANN, 17))
    await plans.save(database, 1, club.id, replace(PLAN, sections=PLAN.sections[1:]), START)
    assert reminders(path) == [(club.id, OPENS, 1, ANN), (club.id, QUIET, 0, ANN)]


async def test_of_a_moved_meeting_readers_are_reminded_again_at_its_new_time(
    database: Database, club: Club, path: Path
) -> None:
    await plans.save(database, 1, club.id, PLAN, START)
    for one in await work.claim(database, SATURDAY, 64):
        await work.done(database, one, None, SATURDAY)
    for kind, section in ((A_DAY, 1), (OPENS, 1), (A_DAY, 2)):
        await send_out(database, club, kind, section, errand(ANN))
    to, now = datetime(2026, 1, 11, 21), datetime(2026, 1, 10, 20)  # noqa: DTZ001 - local times
    later = replace(PLAN, sections=move_meeting(PLAN.sections, 1, to, now))
    await plans.save(database, 1, club.id, later, SATURDAY, frozenset({1}))
    assert reminders(path) == [(club.id, OPENS, 1, ANN), (club.id, A_DAY, 2, ANN)]
    sql = "SELECT kind, next_at, state FROM work WHERE section = 1 AND user_id IS NULL AND next_at IS NOT NULL"
    assert sorted(ask(path, sql)) == [
        (A_DAY, "2026-01-10 21:00:00.000000", "waiting"),
        (HOURS, "2026-01-11 19:00:00.000000", "waiting"),
    ]


async def test_marks_go_when_their_sections_are_over_or_the_bookmark_moves(
    database: Database, club: Club, other_club: Club, path: Path
) -> None:
    for one in (club, other_club):
        for section in (1, 2):
            await send_out(database, one, OPENS, section, errand(ANN))
        await send_out(database, one, QUIET, reminder.RESTING, errand(ANN, 17), errand(BEN, 18))
    await reminder.forget_sections(database, 1, club.id, 2)
    await reminder.forget_moved(database, 1, club.id, {18, 99})
    others = [(other_club.id, kind, section, user) for _, kind, section, user in reminders(path)[2:]]
    assert reminders(path) == [(club.id, OPENS, 2, ANN), (club.id, QUIET, 0, BEN), *others]
    assert len(others) == 4


async def test_leaving_and_forgetting_end_reminders(
    database: Database, club: Club, other_club: Club, now: datetime, path: Path
) -> None:
    for one in (club, other_club):
        for reader in (ANN, BEN):
            await club_rows.join(database, 1, one.id, reader, 1, now)
            await send_out(database, one, A_DAY, 1, errand(reader))
    await club_rows.leave(database, 1, club.id, ANN)
    assert [(one, user) for one, *_, user in reminders(path)] == [
        (club.id, BEN),
        (other_club.id, ANN),
        (other_club.id, BEN),
    ]
    await me.forget(database, 1, BEN, club.id)
    await me.forget(database, 1, ANN)
    assert [(one, user) for one, *_, user in reminders(path)] == [(other_club.id, BEN)]


async def test_only_bookmarks_that_were_set_long_ago_are_told(database: Database, club: Club, now: datetime) -> None:
    await club_rows.join(database, 1, club.id, ANN, 1, now)
    mark = await bookmarks.put(database, 1, club.id, ANN, 2, now + timedelta(days=1))
    assert await reminder.set_at(database, 1, club.id, {mark}, now) == {}
    since = now + timedelta(days=1)
    assert await reminder.set_at(database, 1, club.id, {mark}, since) == {mark: since}
    assert await reminder.set_at(database, 2, club.id, {mark}, since) == {}


async def test_a_path_is_one_readers_in_one_club(
    database: Database, club: Club, other_club: Club, now: datetime
) -> None:
    await club_rows.join(database, 1, club.id, ANN, 1, now)
    await club_rows.join(database, 1, club.id, BEN, 5, now)
    await club_rows.join(database, 1, other_club.id, ANN, 7, now)
    await bookmarks.put(database, 1, club.id, ANN, 2, now + timedelta(days=1))
    assert await path_of(database, 1, club.id, ANN) == ((0, now), (1, now), (2, now + timedelta(days=1)))


async def test_not_this_book_is_kept_of_one_reader_in_one_club_and_goes_when_they_leave(
    database: Database, club: Club, other_club: Club, now: datetime
) -> None:
    for one in (club, other_club):
        await club_rows.join(database, 1, one.id, ANN, 1, now)
    await reminder.set_unreminded(database, 1, club.id, ANN, unreminded=True)
    await reminder.set_unreminded(database, 2, other_club.id, ANN, unreminded=True)
    readers = (await places.load(database, 1))[1]
    assert [readers[one.id][ANN].unreminded for one in (club, other_club)] == [True, False]
    await club_rows.leave(database, 1, club.id, ANN)
    await club_rows.join(database, 1, club.id, ANN, 1, now)
    assert not (await places.load(database, 1))[1][club.id][ANN].unreminded
