"""Who is called for, and who still wants to hear when their turn comes."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.domain.club import Club
from bot.domain.errors import Gone, NotReading
from bot.domain.me import Habits
from bot.domain.pace import Pace
from bot.domain.plan import Plan, Wishes, plan
from bot.domain.reminder import A_DAY, HOURS, OPENS, QUIET, REMINDERS, Call, Reminder, Wanted
from bot.library.shelf import Shelf
from bot.services import Services
from bot.services.here import Here
from tests.services.room import ANN, BEN, LIBRARY, OTHER_GUILD, Room, room
from tests.storage.rows import ask

WISHES = Wishes(date(2026, 1, 5), 6, time(19), "Europe/London", Pace("chapters", 3))
MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
SATURDAY, SUNDAY = datetime(2026, 1, 10, 19, tzinfo=UTC), datetime(2026, 1, 11, 17, tzinfo=UTC)
DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
ALL = (A_DAY, HOURS, OPENS)


@dataclass(frozen=True)
class Weeks:
    """A club of the marked book that reads from Monday on, by a clock that tests move."""

    room: Room
    clock: list[datetime]
    club: Club

    @property
    def services(self) -> Services:
        return self.room.services

    async def here(self, user: int = ANN) -> Here:
        return await self.room.here(user)

    async def asks(self, user: int, *kinds: str, quiet: str = "", zone: str = "London", streak: bool = False) -> None:
        """Let somebody ask for reminders."""
        await self.services.reminders.ask(await self.here(user), kinds, quiet, zone, streak=streak)

    async def at(self, moment: datetime) -> list[tuple[int, str]]:
        """Let it be that moment, carry out what is due, the calls first, and return who is reminded of what."""
        self.clock[0] = moment
        return [(one.user_id, one.kind) for one in [*await self._carried_out(), *await self._carried_out()]]

    async def _carried_out(self) -> list[Reminder]:
        found = []
        for task in await self.services.work.claim(1_000):
            post = await self.services.work.judge(task) if task.kind in REMINDERS else None
            if isinstance(post, Call):
                await self.services.reminding.send_out(post)
            if isinstance(post, Reminder):
                found.append(post)
            if post is not None:
                await self.services.work.done(task, post, None)
        return found

    async def change(self, **changes: object) -> None:
        """Change the club's plan."""
        await plan_of(self.room, self.club, **changes)

    def rows(self) -> list[tuple[object, ...]]:
        sql = "SELECT user_id, kind, state FROM work WHERE user_id IS NOT NULL ORDER BY id"
        return ask(self.room.path, sql)


async def plan_of(house: Room, club: Club, **changes: object) -> Plan:
    """Give a club a plan whose sections have their threads, or another one."""
    here = await house.here(channel=club.channel_id, guild=club.guild_id)
    outline = (await house.services.places.book(club)).outline
    made = Plan(WISHES, plan(outline, WISHES), threads={n: 900 + n for n in (1, 2, 3, 4)})
    async with here.server.lock:
        return await house.services.places.set_plan(here.server, club, replace(made, **changes))  # type: ignore[arg-type]


@pytest.fixture
async def weeks(path: Path, shelf: Shelf) -> AsyncIterator[Weeks]:
    clock = [datetime(2026, 1, 1, tzinfo=UTC)]
    async with room(path, shelf) as made:
        house = replace(made, services=Services.over(made.database, shelf, lambda: clock[0]))
        club = await house.open_club(name="Mondays")
        await plan_of(house, club)
        for reader in (ANN, BEN):
            await house.read_to(club, 1, reader)
        yield Weeks(house, clock, club)


async def test_only_who_asked_is_reminded_and_of_what_they_asked_for(weeks: Weeks) -> None:
    await weeks.asks(ANN, *ALL)
    await weeks.asks(BEN, HOURS)
    assert await weeks.at(MONDAY) == [(ANN, OPENS)]
    assert await weeks.at(SATURDAY) == [(ANN, A_DAY)]
    assert await weeks.at(SUNDAY) == [(ANN, HOURS), (BEN, HOURS)]
    assert await weeks.at(SUNDAY + HOUR) == []


async def test_nobody_has_a_row_ahead_of_time_and_a_call_asks_the_database_as_little_for_many_as_for_one(
    weeks: Weeks,
) -> None:
    server = (await weeks.here()).server
    asked = []
    for section, readers in ((1, range(100, 101)), (2, range(101, 300))):
        for user in readers:
            await weeks.room.read_to(weeks.club, 1, user)
            server.habits[user] = Habits(zone="Europe/London", wanted=Wanted(frozenset(ALL), 3, "en"))
        there = server.plans[weeks.club.id]
        assert len(weeks.rows()) == section - 1
        weeks.clock[0] = MONDAY + 7 * section * DAY
        weeks.room.asked.clear()
        await weeks.services.reminding.send_out(Call(weeks.club, there, there.section(section), A_DAY))
        asked.append(len(weeks.room.asked))
    assert asked[0] == asked[1]
    assert len(weeks.rows()) == 1 + 200


async def test_a_call_that_is_carried_out_twice_reminds_once(weeks: Weeks) -> None:
    await weeks.asks(ANN, *ALL)
    weeks.clock[0] = MONDAY
    for _ in range(2):
        for task in await weeks.services.work.claim(1_000):
            post = await weeks.services.work.judge(task) if task.kind == OPENS else None
            if isinstance(post, Call):
                await weeks.services.reminding.send_out(post)
        weeks.clock[0] += HOUR
    assert weeks.rows() == [(ANN, OPENS, "taken")]


async def test_night_is_by_each_readers_own_clock(weeks: Weeks) -> None:
    await weeks.asks(ANN, *ALL, zone="Sài Gòn")
    await weeks.asks(BEN, *ALL, zone="Apia")
    assert await weeks.at(MONDAY) == [(ANN, OPENS)]
    assert await weeks.at(MONDAY + 10 * HOUR - SECOND) == []
    assert await weeks.at(MONDAY + 10 * HOUR) == [(BEN, OPENS)], "eight on Tuesday in Apia"
    assert await weeks.at(SATURDAY) == [(BEN, A_DAY)], "eight on Sunday in Apia"
    assert await weeks.at(SATURDAY + 6 * HOUR) == [(ANN, A_DAY)], "eight on Sunday in Ho Chi Minh City"
    assert await weeks.at(SUNDAY) == []
    assert await weeks.at(SUNDAY + 2 * HOUR) == [], "it has met by the time at which they may be woken"


async def test_what_comes_up_at_night_after_an_outage_waits_too(weeks: Weeks) -> None:
    await weeks.asks(ANN, OPENS)
    assert await weeks.at(MONDAY + 14 * HOUR) == [], "eleven at night in London"
    assert await weeks.at(MONDAY + 23 * HOUR) == [(ANN, OPENS)]


async def test_after_a_long_outage_nothing_of_what_is_over_comes(weeks: Weeks) -> None:
    await weeks.asks(ANN, *ALL)
    assert await weeks.at(SUNDAY + 2 * HOUR) == []
    assert await weeks.at(MONDAY + 8 * DAY) == [(ANN, OPENS)]
    [(late,)] = ask(
        weeks.room.path, "SELECT count(*) FROM work WHERE kind IN ('opens', 'day', 'hours') AND state = 'late'"
    )
    assert late == 0, "moderators are told nothing of reminders"


async def test_the_day_before_is_not_told_in_the_last_two_hours(weeks: Weeks) -> None:
    await weeks.asks(ANN, *ALL)
    await weeks.at(MONDAY)
    assert await weeks.at(SUNDAY) == [(ANN, HOURS)]


async def test_a_section_is_announced_when_it_has_its_thread(weeks: Weeks) -> None:
    await weeks.asks(ANN, OPENS)
    await weeks.change(threads={})
    assert await weeks.at(MONDAY) == []
    await weeks.change()
    assert await weeks.at(MONDAY + HOUR) == [(ANN, OPENS)]


async def test_not_this_book_ends_those_of_one_club_only_and_may_be_taken_back(weeks: Weeks) -> None:
    other = await weeks.room.open_club(LIBRARY, name="Tuesdays")
    await plan_of(weeks.room, other)
    await weeks.room.read_to(other, 1, ANN)
    await weeks.asks(ANN, *ALL)
    await weeks.services.reminders.mute(await weeks.here(), weeks.club.id, off=True)
    assert await weeks.at(MONDAY) == [(ANN, OPENS)]
    await weeks.services.reminders.mute(await weeks.here(), weeks.club.id, off=False)
    assert await weeks.at(SATURDAY) == [(ANN, A_DAY)] * 2


@pytest.mark.parametrize("ends", ["stop", "mute", "leave", "forget", "other wishes", "forbid", "pause"])
async def test_what_waits_for_the_morning_does_not_go_where_it_is_unwanted_by_then(weeks: Weeks, ends: str) -> None:
    await weeks.asks(ANN, OPENS, zone="Apia")
    assert await weeks.at(MONDAY) == []
    assert weeks.rows() == [(ANN, OPENS, "waiting")]
    here, services = await weeks.here(), weeks.services
    match ends:
        case "stop":
            await services.reminders.stop(here)
        case "mute":
            await services.reminders.mute(here, weeks.club.id, off=True)
        case "leave":
            await services.clubs.leave(here)
        case "forget":
            await services.me.forget_everywhere(here)
        case "other wishes":
            await weeks.asks(ANN, HOURS, zone="Apia")
        case "forbid":
            here.server.clubs[weeks.club.id] = replace(weeks.club, reminders_allowed=False)
        case "pause":
            await services.plans.pause(here, 2)
    assert await weeks.at(MONDAY + 10 * HOUR) == []
    assert not [row for row in weeks.rows() if row[2] == "waiting"]


async def test_a_club_that_forbids_reminders_or_rests_makes_none(weeks: Weeks) -> None:
    await weeks.asks(ANN, *ALL, quiet="3")
    here = await weeks.here()
    here.server.clubs[weeks.club.id] = replace(weeks.club, reminders_allowed=False)
    assert await weeks.at(MONDAY) == []
    here.server.clubs[weeks.club.id] = weeks.club
    await weeks.at(MONDAY + DAY)
    await weeks.services.plans.pause(here, 2)
    for day in range(2, 16):
        assert await weeks.at(MONDAY + day * DAY) == []
    assert weeks.rows() == []
    assert sorted(await weeks.at(SATURDAY + 14 * DAY)) == [(ANN, A_DAY), (ANN, QUIET)]


async def test_a_moved_meeting_is_told_again(weeks: Weeks) -> None:
    await weeks.asks(ANN, A_DAY)
    assert await weeks.at(SATURDAY) == [(ANN, A_DAY)]
    here = await weeks.here()
    await weeks.services.plans.move(here, weeks.club.id, "meeting", "1", "2026-01-12", "10:00")
    assert await weeks.at(SATURDAY + HOUR) == []
    assert await weeks.at(SUNDAY) == [(ANN, A_DAY)]


async def test_a_bookmark_that_rests_is_told_once_until_it_moves(weeks: Weeks) -> None:
    await weeks.asks(ANN, quiet="3")
    await weeks.asks(BEN, quiet="7")
    told = {day: await weeks.at(MONDAY + day * DAY) for day in range(10)}
    assert {day: who for day, who in told.items() if who} == {3: [(ANN, QUIET)], 7: [(BEN, QUIET)]}
    await weeks.room.read_to(weeks.club, 2)
    assert [await weeks.at(MONDAY + day * DAY) for day in (10, 11, 12)] == [[], [], [(ANN, QUIET)]]


async def test_who_has_read_the_section_or_sets_their_bookmark_meanwhile_is_left_in_peace(weeks: Weeks) -> None:
    await weeks.asks(ANN, quiet="3", zone="Apia")
    await weeks.asks(BEN, quiet="3")
    await weeks.room.read_to(weeks.club, 3, BEN)
    assert await weeks.at(MONDAY + 3 * DAY) == []
    assert weeks.rows() == [(ANN, QUIET, "waiting")]
    await weeks.room.read_to(weeks.club, 2, ANN)
    assert await weeks.at(MONDAY + 3 * DAY + 10 * HOUR) == []
    assert (BEN, QUIET) in await weeks.at(MONDAY + 7 * DAY), "the next section is open"


async def test_between_a_meeting_and_the_next_opening_nobody_is_behind_and_the_looks_go_on(weeks: Weeks) -> None:
    sections = (await weeks.here()).server.plans[weeks.club.id].sections
    early = replace(sections[0], meets=sections[0].meets.replace(hour=8))
    await weeks.change(sections=(early, *sections[1:]))
    await weeks.asks(ANN, quiet="6")
    assert [await weeks.at(MONDAY + day * DAY) for day in range(6)] == [[]] * 6
    assert await weeks.at(MONDAY + 6 * DAY) == [], "it met an hour ago"
    assert await weeks.at(MONDAY + 7 * DAY) == [(ANN, QUIET)]


async def test_bookmarks_are_looked_at_until_the_last_meeting_and_then_the_row_is_done(weeks: Weeks) -> None:
    for day in range(40):
        await weeks.at(MONDAY + day * DAY)
    assert ask(weeks.room.path, "SELECT state, next_at FROM work WHERE kind = 'quiet'") == [("done", None)]


async def test_a_plan_from_before_there_were_reminders_has_its_calls_when_the_first_reader_asks(weeks: Weeks) -> None:
    ask(weeks.room.path, "DELETE FROM work WHERE kind IN ('opens', 'day', 'hours', 'quiet')")
    await weeks.asks(ANN, *ALL, quiet="3")
    assert await weeks.at(MONDAY) == [(ANN, OPENS)]


async def test_who_cannot_be_reached_gets_none_any_more_and_hears_of_it_once(weeks: Weeks) -> None:
    await weeks.asks(ANN, *ALL, streak=True)
    weeks.clock[0] = MONDAY
    [call] = [one for one in await weeks.services.work.claim(99) if one.kind == OPENS]
    post = await weeks.services.work.judge(call)
    assert isinstance(post, Call)
    await weeks.services.reminding.send_out(post)
    [task] = [one for one in await weeks.services.work.claim(99) if one.user_id]
    one = await weeks.services.work.judge(task)
    assert isinstance(one, Reminder)
    for _ in range(2):
        await weeks.services.reminding.unreachable(one)
    here = await weeks.here()
    assert here.habits == Habits(zone="Europe/London", streak=True, unreachable=True)
    await weeks.services.reminders.heard(here)
    await weeks.services.reminding.unreachable(one)
    assert (await weeks.here()).habits == Habits(zone="Europe/London", streak=True)


async def test_a_clock_is_kept_only_for_who_needs_one(weeks: Weeks) -> None:
    await weeks.asks(ANN, OPENS, zone="New York")
    assert (await weeks.here()).habits.zone == "America/New_York"
    await weeks.asks(ANN, zone="New York")
    assert ANN not in (await weeks.here()).server.habits


async def test_a_clock_that_is_not_clear_is_asked_for_and_stays_what_it_was(weeks: Weeks) -> None:
    here, reminders = await weeks.here(), weeks.services.reminders
    found = await reminders.ask(here, [OPENS], "", "america", streak=False)
    assert len(found) == 25
    assert here.habits.zone == "Europe/London", "the club's"
    assert await reminders.ask(here, [OPENS], "", "nowhere at all", streak=False) == ()
    await reminders.settle(here, found[3])
    assert here.habits.zone == found[3]
    await reminders.stop(here)
    await reminders.settle(here, found[3])
    assert here.habits == Habits(), "a select on an old card brings nothing back"


async def test_what_nobody_can_choose_is_not_taken(weeks: Weeks) -> None:
    await weeks.asks(ANN, "everything", OPENS, quiet="4000")
    assert (await weeks.here()).habits.wanted == Wanted(frozenset({OPENS}), None, "en")


async def test_a_button_of_another_server_or_of_a_club_one_left_changes_nothing(weeks: Weeks) -> None:
    abroad = await weeks.room.here(ANN, guild=OTHER_GUILD)
    with pytest.raises(Gone):
        await weeks.services.reminders.mute(abroad, weeks.club.id, off=True)
    stranger = await weeks.here(4)
    with pytest.raises(NotReading):
        await weeks.services.reminders.mute(stranger, weeks.club.id, off=True)
    await weeks.services.reminders.stop(stranger)
    assert ask(weeks.room.path, "SELECT * FROM habits") == []


async def test_a_streak_is_counted_for_who_wants_it_and_costs_others_no_query(weeks: Weeks) -> None:
    progress, streaks = weeks.services.progress, weeks.services.streaks
    weeks.room.asked.clear()
    assert (await progress.show(await weeks.here())).streak is None
    assert weeks.room.asked == []
    with pytest.raises(Gone):
        await streaks.share(await weeks.here(), weeks.club.id)
    await weeks.asks(ANN, streak=True, zone="Sài Gòn")
    # Five in the afternoon in London is midnight in Ho Chi Minh City.
    for n, hour in enumerate((17, 17 + 24, 17 + 47)):
        weeks.clock[0] = datetime(2026, 1, 1, tzinfo=UTC) + hour * HOUR
        await weeks.room.read_to(weeks.club, 2 + n)
    assert (await progress.show(await weeks.here())).streak == 3, "two of four times fell on one day"
    shown = await streaks.share(await weeks.here(), weeks.club.id)
    assert (shown.user_id, shown.days) == (ANN, 3)
    weeks.clock[0] += 5 * DAY
    assert (await progress.show(await weeks.here())).streak == 0
