"""Work that falls due: what is still to be done of it, and a loop that sleeps until then or is woken."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.domain.club import Asker, Club
from bot.domain.errors import Gone, PackUnavailable
from bot.domain.pace import Pace
from bot.domain.plan import Plan, Wishes, move_meeting, plan
from bot.domain.post import Asked, Meeting, Notice, Opening, Post
from bot.domain.reminder import REMINDERS
from bot.domain.work import CLOSING, EVENT, GATHERING, MISSING, NOTICE, OPENING, PROMPT, SKIPPED, Task
from bot.library.shelf import Shelf
from bot.services import Services
from bot.services.here import Here
from bot.services.work import FIRST_WAIT, LONGEST_SLEEP, LONGEST_WAIT, Work
from bot.storage.database import open_database
from bot.storage.work import LEASE, TOGETHER
from tests.services.room import ANN, GUILD, HALL, LIBRARY, MOD, OTHER_GUILD
from tests.storage.rows import ask

WISHES = Wishes(date(2026, 1, 5), 6, time(19), "Europe/London", Pace("chapters", 3))
MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
DAY, WEEK, SECOND = timedelta(days=1), timedelta(weeks=1), timedelta(seconds=1)
THREAD = 900


class House:
    """The services over a clock that tests move."""

    def __init__(self, services: Services, clock: list[datetime], path: Path) -> None:
        self.services = services
        self.work: Work = services.work
        self.clock = clock
        self.path = path

    def at(self, moment: datetime) -> None:
        """Let it be that moment."""
        self.clock[0] = moment

    async def here(self, *channels: int, guild: int = GUILD) -> Here:
        return await self.services.places.here(Asker(guild, ANN, channels or (HALL,), "en-US"))

    async def plan(self, club: Club, plan_: Plan, moved: frozenset[int] = frozenset()) -> Plan:
        """Give a club a plan."""
        here = await self.here(guild=club.guild_id)
        async with here.server.lock:
            return await self.services.places.set_plan(here.server, club, plan_, moved)

    async def open(self, channel: int = HALL, guild: int = GUILD, **wishes: object) -> tuple[Club, Plan]:
        """Open a club with a plan of the marked book."""
        here = await self.services.places.here(Asker(guild, MOD, (channel,), "en-US"))
        card = await self.services.clubs.open(here, pack="marked", channel_id=channel, name=None, language="en")
        book = await self.services.places.book(card.club)
        wished = replace(WISHES, **wishes)  # type: ignore[arg-type]
        return card.club, await self.plan(card.club, Plan(wished, plan(book.outline, wished), events=True))

    async def due(self) -> dict[tuple[str, int, int], Task]:
        """Claim all that is due; calls for reminders have tests of their own."""
        found = await self.work.claim(1_000)
        return {(one.kind, one.section, one.nth): one for one in found if one.kind not in REMINDERS}

    async def judged(self) -> dict[tuple[str, int], Post | None]:
        """Claim and judge all that is due."""
        return {(one.kind, one.section): await self.work.judge(one) for one in (await self.due()).values()}

    def states(self) -> dict[tuple[str, int, int], str]:
        rows = ask(self.path, "SELECT kind, section, nth, state FROM work WHERE kind != 'notice'")
        return {(kind, section, nth): state for kind, section, nth, state in rows}


@pytest.fixture
async def house(path: Path, shelf: Shelf) -> AsyncIterator[House]:
    clock = [datetime(2026, 1, 1, tzinfo=UTC)]
    async with open_database(str(path)) as database:
        yield House(Services.over(database, shelf, lambda: clock[0]), clock, path)


async def test_a_section_that_is_due_opens(house: House) -> None:
    club, made = await house.open()
    house.at(MONDAY)
    post = (await house.judged())[OPENING, 1]
    assert isinstance(post, Opening)
    assert (post.club, post.part.section, post.forum) == (club, made.sections[0], False)


async def test_questions_and_the_event_wait_for_their_thread_and_come_when_it_is_there(house: House) -> None:
    await house.open()
    house.at(MONDAY + DAY)
    due = await house.due()
    for key in ((EVENT, 1, 0), (PROMPT, 1, 0)):
        assert await house.work.judge(due[key]) is None
    assert house.states()[PROMPT, 1, 0] == "waiting"
    assert await house.due() == {}
    await house.work.opened(due[OPENING, 1, 0], THREAD)
    judged = await house.judged()
    assert isinstance(judged[EVENT, 1], Meeting)
    prompt = judged[PROMPT, 1]
    assert isinstance(prompt, Asked)
    assert prompt.part.thread == THREAD


async def test_what_fails_is_tried_again_ever_more_slowly_up_to_a_quarter_of_an_hour(house: House) -> None:
    await house.open()
    house.at(MONDAY)
    waits = []
    for _ in range(8):
        [one] = await house.work.claim(1)
        await house.work.later(one)
        [(at,)] = ask(house.path, "SELECT next_at FROM work WHERE id = ?", one.id)
        next_at = datetime.fromisoformat(at).replace(tzinfo=UTC)
        waits.append(next_at - house.clock[0])
        ask(house.path, "UPDATE work SET next_at = '2027-01-01' WHERE id != ?", one.id)
        house.at(next_at)
    assert waits[:3] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert max(waits) == waits[-1] == LONGEST_WAIT


async def test_late_questions_are_done_within_the_clubs_patience_and_left_out_after_it(house: House) -> None:
    _, made = await house.open()
    house.at(MONDAY)
    await house.work.opened((await house.due())[OPENING, 1, 0], THREAD)
    house.at(MONDAY + DAY + made.patience)
    assert (await house.judged())[PROMPT, 1] is not None
    house.at(MONDAY + 3 * DAY + made.patience + SECOND)
    assert (await house.judged())[PROMPT, 1] is None
    assert (house.states()[PROMPT, 1, 0], house.states()[PROMPT, 1, 1]) == ("late", "late")


async def test_a_club_may_be_more_patient(house: House) -> None:
    club, made = await house.open()
    await house.plan(club, replace(made, patience=timedelta(hours=30), threads={1: THREAD}))
    house.at(MONDAY + DAY + timedelta(hours=30))
    assert (await house.judged())[PROMPT, 1] is not None


async def test_after_two_weeks_off_the_present_section_opens_and_one_notice_counts_what_was_left_out(
    house: House,
) -> None:
    await house.open()
    back = MONDAY + 2 * WEEK + timedelta(hours=1)
    house.at(back)
    judged = await house.judged()
    assert {key for key, post in judged.items() if post is not None} == {(OPENING, 3)}
    assert house.states()[EVENT, 3, 0] == "waiting"
    late = [key for key, state in house.states().items() if state == "late"]
    assert len(late) == 10
    assert {section for _, section, _ in late} == {1, 2}
    house.at(back + TOGETHER)
    told = (await house.judged())[NOTICE, 0]
    assert isinstance(told, Notice)
    assert told.about == (SKIPPED, "10")
    assert told.opener == MOD


async def test_a_book_that_ended_meanwhile_is_closed_all_the_same(house: House) -> None:
    await house.open()
    house.at(MONDAY + 5 * WEEK)
    assert {key for key, post in (await house.judged()).items() if post} == {(CLOSING, 4)}


async def test_a_forum_whose_last_section_never_opened_waits_with_its_closing_and_alarms_nobody(house: House) -> None:
    club, made = await house.open()
    await house.plan(club, replace(made, forum=True))
    house.at(MONDAY + 5 * WEEK)
    assert not any((await house.judged()).values())
    assert house.states()[CLOSING, 4, 0] == "waiting"


async def test_what_a_plan_or_a_club_has_no_more_is_nobodys_business(house: House) -> None:
    club, made = await house.open()
    house.at(MONDAY + WEEK)
    due = await house.due()
    await house.plan(club, replace(made, sections=made.sections[:1]))
    assert await house.work.judge(due[OPENING, 2, 0]) is None
    await house.services.places.close_club(await house.here(), club)
    assert await house.work.judge(due[EVENT, 2, 0]) is None
    assert ask(house.path, "SELECT * FROM work WHERE kind = 'notice'") == []


async def test_a_day_without_a_question_left_is_void_without_a_word(house: House) -> None:
    club, made = await house.open(prompt_days=frozenset(range(6)))
    await house.plan(club, replace(made, threads={1: THREAD}, patience=WEEK))
    house.at(MONDAY + 4 * DAY)
    await house.judged()
    assert house.states()[PROMPT, 1, 3] == "void"
    assert ask(house.path, "SELECT * FROM work WHERE kind = 'notice'") == []


async def test_a_book_off_the_shelf_is_said_so(house: House, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    await house.open()
    house.at(MONDAY)
    due = await house.due()

    async def nothing(_slug: str) -> None:
        return None

    monkeypatch.setattr(shelf, "at_hand", lambda _slug: None)
    monkeypatch.setattr(shelf, "book", nothing)
    with pytest.raises(PackUnavailable):
        await house.work.judge(due[OPENING, 1, 0])


async def test_a_meeting_moved_while_its_event_was_made_is_put_right_once_more(house: House) -> None:
    club, made = await house.open()
    made = await house.plan(club, replace(made, threads={1: THREAD}))
    house.at(MONDAY)
    event = (await house.due())[EVENT, 1, 0]
    post = await house.work.judge(event)
    assert post is not None
    to = datetime(2026, 1, 10, 20)  # noqa: DTZ001 - a local time
    sections = move_meeting(made.sections, 1, to, datetime(2026, 1, 5, 10))  # noqa: DTZ001
    await house.plan(club, replace(made, sections=sections), moved=frozenset({1}))
    await house.work.done(event, post, 4711)
    again = (await house.due())[EVENT, 1, 0]
    assert again.made == 4711
    post = await house.work.judge(again)
    assert isinstance(post, Meeting)
    assert post.part.meets == datetime(2026, 1, 10, 20, tzinfo=UTC)
    await house.work.done(again, post, 4711)
    assert (EVENT, 1, 0) not in await house.due()


@pytest.mark.parametrize(
    ("zone", "start", "at", "moment"),
    [
        ("Europe/London", date(2026, 3, 29), time(1, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("Europe/London", date(2026, 10, 25), time(1, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("America/New_York", date(2026, 3, 8), time(2, 30), datetime(2026, 3, 8, 7, 30, tzinfo=UTC)),
        ("America/New_York", date(2026, 11, 1), time(1, 30), datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), datetime(2026, 10, 3, 15, 45, tzinfo=UTC)),
        ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), datetime(2026, 4, 4, 14, 45, tzinfo=UTC)),
        ("Asia/Ho_Chi_Minh", date(2028, 2, 29), time(0), datetime(2028, 2, 28, 17, tzinfo=UTC)),
        ("Asia/Ho_Chi_Minh", date(2027, 1, 1), time(0), datetime(2026, 12, 31, 17, tzinfo=UTC)),
    ],
)
async def test_a_section_opens_at_its_one_moment_when_the_clocks_change(
    house: House, zone: str, start: date, at: time, moment: datetime
) -> None:
    await house.open(start=start, zone=zone, posting=at)
    house.at(moment - SECOND)
    assert await house.due() == {}
    house.at(moment)
    assert isinstance((await house.judged())[OPENING, 1], Opening)
    house.at(moment + timedelta(hours=1))
    assert (OPENING, 1, 0) in await house.due(), "it is the same row, whose lease ran out"
    assert [key for key in house.states() if key[:2] == (OPENING, 1)] == [(OPENING, 1, 0)]


async def test_a_button_tells_again_what_stands_where_it_was_pressed_and_nothing_else(house: House) -> None:
    club, _ = await house.open()
    await house.open(LIBRARY)
    await house.open(HALL, OTHER_GUILD)
    house.at(MONDAY + DAY)
    await house.due()
    rows = dict(ask(house.path, "SELECT kind, min(id) FROM work WHERE club_id = ? GROUP BY kind", club.id))
    opening = await house.work.posted(await house.here(HALL), rows[OPENING])
    assert isinstance(opening, Opening)
    for here in (await house.here(LIBRARY), await house.here(HALL, guild=OTHER_GUILD), await house.here(THREAD, HALL)):
        with pytest.raises(Gone):
            await house.work.posted(here, rows[PROMPT])
    server = (await house.here()).server
    async with server.lock:
        await house.services.places.set_thread(server, club, 1, THREAD)
    assert isinstance(await house.work.posted(await house.here(THREAD, HALL), rows[PROMPT]), Asked)
    for elsewhere in ((HALL,), (THREAD + 1, HALL), (LIBRARY,)):
        with pytest.raises(Gone):
            await house.work.posted(await house.here(*elsewhere), rows[PROMPT])
    for never in (rows[GATHERING], rows[EVENT], 10**17):
        with pytest.raises(Gone):
            await house.work.posted(await house.here(THREAD, HALL), never)


async def slept(house: House) -> tuple[asyncio.Task[None], float]:
    """Let the house fall asleep; return the sleep and for how many seconds it is meant."""
    asked: list[float] = []
    begun = asyncio.Event()

    async def forever(seconds: float) -> None:
        asked.append(seconds)
        begun.set()
        await asyncio.Event().wait()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("bot.services.work.asyncio.sleep", forever)
        sleeping = asyncio.create_task(house.work.sleep())
        await begun.wait()
    return sleeping, asked[0]


async def test_it_sleeps_until_the_next_row_is_due_but_never_longer_than_an_hour(house: House) -> None:
    for at, seconds in ((None, LONGEST_SLEEP.total_seconds()), (MONDAY - 90 * SECOND, 90), (MONDAY + DAY, 0)):
        if at is not None:
            house.at(at)
        sleeping, meant = await slept(house)
        assert meant == seconds
        house.work.wake()
        await asyncio.wait_for(sleeping, 5)
        if at is None:
            await house.open()


@pytest.mark.parametrize("what", ["wake", "later", "hold", "late"])
async def test_whatever_makes_a_row_due_sooner_ends_the_sleep(house: House, what: str) -> None:
    await house.open()
    house.at(MONDAY + (WEEK if what == "late" else 0 * DAY))
    one = (await house.due())[OPENING, 1, 0]
    sleeping, _ = await slept(house)
    match what:
        case "wake":
            house.work.wake()
        case "later":
            await house.work.later(one)
        case "hold":
            await house.work.hold(one, (MISSING, "1", "send_messages"))
        case "late":
            assert await house.work.judge(one) is None
    await asyncio.wait_for(sleeping, 5)


async def test_a_change_while_it_looks_when_to_wake_is_not_slept_through(house: House) -> None:
    sleeping = asyncio.create_task(house.work.sleep())
    await asyncio.sleep(0)
    house.work.wake()
    await asyncio.wait_for(sleeping, 5)


async def test_a_lease_is_longer_than_all_retries_of_a_request(house: House) -> None:
    await house.open()
    house.at(MONDAY)
    assert await house.due() != {}
    house.at(MONDAY + timedelta(seconds=100))
    assert await house.due() == {}
    house.at(MONDAY + LEASE)
    assert await house.due() != {}
