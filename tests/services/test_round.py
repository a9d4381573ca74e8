"""Rounds in memory and in the database: whoever presses when, both tell the same, before and after a restart."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.domain.club import Asker, Club
from bot.domain.errors import Gone, NotAllowed
from bot.domain.round import (
    ASKING,
    LOBBY,
    OVER,
    TOLD,
    NoPlaceForRounds,
    NoQuestions,
    QuestionOver,
    RoundOver,
    RoundRunning,
    Shown,
    TimeUp,
)
from bot.services import Services
from bot.services.here import Here
from bot.services.round import Wanted
from bot.storage.database import Database
from tests.marked import LAST, markers
from tests.plans import speaking
from tests.services.room import ANN, BEN, GUILD, HALL, LIBRARY, MOD, NOW, OTHER_GUILD, Room
from tests.storage.rows import ask

FIVE = Wanted()
SECOND = timedelta(seconds=1)


class Table:
    """A club at a round, with a clock that can be moved."""

    def __init__(self, house: Room, club: Club) -> None:
        self.house = house
        self.club = club
        self.time = NOW
        self.services = self._over()

    def _over(self) -> Services:
        return Services.over(self.house.database, self.house.shelf, self.now)

    def now(self) -> datetime:
        return self.time

    async def here(self, user: int = ANN, channel: int = HALL, guild: int = GUILD) -> Here:
        return await self.services.places.here(Asker(guild, user, (channel,), "en-US"))

    async def open(self, wanted: Wanted = FIVE, place: int = 6) -> int:
        """Let the moderator open a round in a place that has read so far."""
        here = await self.here(MOD)
        here.server.plans[self.club.id] = speaking(place)
        return await self.services.rounds.open(here, None, wanted, moderates=True)

    async def begun(self, *players: int, wanted: Wanted = FIVE, place: int = 6) -> int:
        """Open a round, let people in, and let the first question be asked."""
        number = await self.open(wanted, place)
        for one in players or (ANN,):
            await self.services.rounds.join(await self.here(one), number)
        await self.on(number)
        return number

    async def choose(self, number: int, turn: int, choice: int, user: int = ANN) -> int | None:
        mine = await self.services.rounds.choose(await self.here(user), number, turn, choice)
        return mine.chosen

    async def four(self) -> int:
        """Begin a round whose question has four choices, and let it be asked."""
        number = await self.open(Wanted(1, 300), place=1)
        ask(self.house.path, "UPDATE rounds SET asked = '[\"pack:1:1\"]'")
        await self.restart()
        await self.services.rounds.join(await self.here(), number)
        await self.on(number)
        return number

    async def on(self, number: int) -> Shown:
        """Let the time of a phase run out, and return what the card shows then."""
        due = self.shown(number).round.due
        assert due is not None
        self.time = due
        return await self.look(number)

    async def look(self, number: int) -> Shown:
        found = await self.services.rounds.bring_on(number)
        assert found is not None
        return found

    def shown(self, number: int) -> Shown:
        run = self.services.rounds._runs.get(number)
        assert run is not None
        return run.shown()

    async def restart(self) -> None:
        self.services = self._over()
        await self.services.rounds.resume([GUILD])

    def right(self, number: int) -> int:
        item = self.shown(number).item
        assert item is not None
        return item.answer

    def answers(self) -> list[tuple[int, int, int, int | None]]:
        """Return what the database holds of answers: turn, who, choice, whether right."""
        return ask(self.house.path, 'SELECT turn, user_id, choice, "right" FROM answers ORDER BY turn, user_id')


@pytest.fixture
def table(house: Room, club: Club) -> Table:
    """A club at its table."""
    return Table(house, club)


async def test_a_whole_round_asks_tells_and_ends_with_who_was_right(table: Table) -> None:
    number = await table.begun(ANN, BEN, wanted=Wanted(questions=2))
    for turn in (0, 1):
        right = table.right(number)
        await table.choose(number, turn, right, ANN)
        await table.choose(number, turn, (right + turn) % 2, BEN)
        told = await table.on(number)
        assert told.round.phase == TOLD
        assert sum(told.counts) == 2
        last = await table.on(number)
    assert last.round.phase == OVER
    assert [(one.place, one.tally.user_id, one.tally.right, one.tally.answered) for one in last.board] == [
        (1, ANN, 2, 2),
        (2, BEN, 1, 2),
    ]


async def test_nobodys_answer_shows_before_all_are_told(table: Table) -> None:
    number = await table.four()
    await table.choose(number, 0, 2, ANN)
    shown = await table.look(number)
    assert (shown.answered, shown.counts) == (1, ())
    assert table.answers() == [(0, ANN, 2, None)], "not even the database tells whether it was right"
    looked = await table.services.rounds.look(await table.here(BEN), number, 0)
    assert looked.chosen is None


async def test_one_may_change_ones_mind_and_only_the_last_choice_counts(table: Table) -> None:
    number = await table.four()
    right = table.right(number)
    for choice in ((right + 1) % 4, (right + 2) % 4, right):
        assert await table.choose(number, 0, choice) == choice
    assert (await table.on(number)).counts[right] == 1
    assert table.answers() == [(0, ANN, right, 1)]


async def test_who_comes_without_having_been_in_the_lobby_may_answer_too(table: Table) -> None:
    number = await table.begun(ANN)
    await table.choose(number, 0, 0, BEN)
    assert table.shown(number).players == 2


async def test_a_choice_after_the_time_or_for_another_question_is_refused_and_not_kept(table: Table) -> None:
    number = await table.begun(wanted=Wanted(2, 30))
    due = table.shown(number).round.due
    assert due is not None
    table.time = due - SECOND
    await table.choose(number, 0, 1)
    table.time = due
    with pytest.raises(TimeUp):
        await table.choose(number, 0, 0)
    await table.look(number)
    for turn in (0, 1):
        with pytest.raises(QuestionOver):
            await table.choose(number, turn, 0)
    await table.on(number)
    with pytest.raises(Gone):
        await table.choose(number, 1, 5)
    assert [row[:3] for row in table.answers()] == [(0, ANN, 1)]


async def test_a_restart_in_any_phase_goes_on_with_the_same_question_and_the_answers_given(table: Table) -> None:
    number = await table.open()
    await table.services.rounds.join(await table.here(), number)
    while True:
        before = table.shown(number)
        await table.restart()
        after = table.shown(number)
        assert (after.item, after.players, after.answered, after.counts, after.round.phase, after.round.turn) == (
            before.item,
            before.players,
            before.answered,
            before.counts,
            before.round.phase,
            before.round.turn,
        )
        if before.round.phase == ASKING:
            await table.choose(number, before.round.turn, 1)
        if (await table.on(number)).round.phase == OVER:
            break
    assert [row[0] for row in table.answers()] == [0, 1, 2, 3, 4]


async def test_two_hundred_at_once_are_each_counted_once(table: Table) -> None:
    number = await table.four()
    people = range(1_000, 1_200)
    await asyncio.gather(*(table.choose(number, 0, choice, one) for one in people for choice in (one % 3, one % 4)))
    told = await table.on(number)
    assert told.counts == tuple(sum(one % 4 == place for one in people) for place in range(4))
    assert len(table.answers()) == 200


async def test_a_question_that_was_never_told_is_as_if_nobody_had_answered(table: Table) -> None:
    number = await table.begun(ANN, BEN)
    await table.choose(number, 0, table.right(number), ANN)
    await table.on(number)
    await table.on(number)
    await table.choose(number, 1, 0, BEN)
    await table.services.rounds.stop(await table.here(MOD), number, moderates=True)
    assert [row[:2] for row in table.answers()] == [(0, ANN)]
    assert [one.tally.user_id for one in table.shown(number).board] == [ANN]


async def test_a_lobby_that_nobody_came_into_is_the_end(table: Table) -> None:
    number = await table.open()
    shown = await table.on(number)
    assert (shown.round.phase, shown.board) == (OVER, ())


async def test_a_place_has_one_round_at_a_time_and_the_next_when_that_is_over(table: Table) -> None:
    number = await table.open()
    await table.services.rounds.done(table.shown(number), 4_711)
    with pytest.raises(RoundRunning) as refused:
        await table.open()
    assert (refused.value.guild_id, refused.value.channel_id, refused.value.message_id) == (GUILD, HALL, 4_711)
    shown = await table.on(number)
    await table.services.rounds.done(shown, 4_711)
    assert await table.open() > number
    many = await asyncio.gather(*(table.open() for _ in range(3)), return_exceptions=True)
    assert {type(one) for one in many} == {RoundRunning}


async def test_what_was_asked_in_the_last_rounds_is_not_asked_again_while_there_is_something_else(table: Table) -> None:
    asked: list[str] = []
    for _ in range(2):
        number = await table.open(Wanted(questions=3), place=6)
        asked += table.shown(number).round.keys
        await table.services.rounds.done(await table.on(number), 1)
        table.time += SECOND
    assert len(set(asked)) == 6


@pytest.mark.parametrize("place", [1, 5, LAST])
async def test_no_question_reaches_past_the_place_however_it_is_asked_for(table: Table, place: int) -> None:
    number = await table.open(Wanted(20, 30, "1.1", "3.3"), place)
    run = table.services.rounds._runs.get(number)
    assert run is not None
    assert run.items
    assert max(item.since for item in run.items) <= place
    assert max(markers(repr(run.items))) <= place


async def test_where_nothing_is_known_to_everybody_or_nothing_was_asked_there_is_no_round(table: Table) -> None:
    with pytest.raises(NoPlaceForRounds):
        await table.open(place=0)
    with pytest.raises(NoQuestions):
        await table.open(Wanted(first="2.1", last="1.1"))
    assert ask(table.house.path, "SELECT count(*) FROM rounds") == [(0,)]


async def test_only_moderators_begin_a_round_unless_the_club_lets_everybody(table: Table) -> None:
    here = await table.here(ANN)
    here.server.plans[table.club.id] = speaking(6)
    with pytest.raises(NotAllowed):
        await table.services.rounds.open(here, None, FIVE, moderates=False)
    await table.services.plans.let_play(here, table.club.id, everybody=True, after_meetings=False)
    number = await table.services.rounds.open(here, None, FIVE, moderates=False)
    stranger = await table.here(BEN)
    with pytest.raises(NotAllowed):
        await table.services.rounds.stop(stranger, number, moderates=False)
    with pytest.raises(NotAllowed):
        await table.services.rounds.go_on(stranger, number, 0, LOBBY, moderates=False)
    await table.services.rounds.stop(here, number, moderates=False)
    assert table.shown(number).round.phase == OVER


async def test_a_second_press_to_go_on_does_not_skip_a_question(table: Table) -> None:
    number = await table.begun()
    here = await table.here(MOD)
    await table.services.rounds.go_on(here, number, 0, ASKING, moderates=True)
    with pytest.raises(QuestionOver):
        await table.services.rounds.go_on(here, number, 0, ASKING, moderates=True)
    assert (table.shown(number).round.phase, table.shown(number).round.turn) == (TOLD, 0)


async def test_a_round_is_pressed_only_where_it_stands(table: Table) -> None:
    number = await table.begun()
    for here in (await table.here(channel=LIBRARY), await table.here(guild=OTHER_GUILD)):
        for press in (
            table.services.rounds.join(here, number),
            table.services.rounds.choose(here, number, 0, 0),
            table.services.rounds.look(here, number, 0),
            table.services.rounds.go_on(here, number, 0, ASKING, moderates=True),
            table.services.rounds.stop(here, number, moderates=True),
        ):
            with pytest.raises(RoundOver):
                await press


async def test_a_press_costs_one_statement(table: Table) -> None:
    number = await table.four()
    table.house.asked.clear()
    await table.choose(number, 0, 1)
    await table.choose(number, 0, 2)
    await table.choose(number, 0, 2)
    assert [one.split()[0] for one in table.house.asked] == ["INSERT", "UPDATE"]


async def test_where_saving_failed_memory_is_put_right_before_the_next_press(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = await table.four()
    single = Database.single

    async def lost(self: Database, *values: object) -> object:
        await single(self, *values)  # type: ignore[arg-type]
        raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setattr(Database, "single", lost)
        with pytest.raises(ConnectionError):
            await table.choose(number, 0, 1)
    assert await table.choose(number, 0, 2) == 2
    assert table.answers() == [(0, ANN, 2, None)]


async def test_a_round_whose_questions_left_the_shelf_is_over_after_a_restart(table: Table) -> None:
    number = await table.begun()
    ask(table.house.path, "UPDATE rounds SET asked = '[\"pack:1:9\"]'")
    await table.restart()
    assert not table.services.rounds.any
    assert ask(table.house.path, "SELECT phase, closed FROM rounds WHERE id = ?", number) == [(OVER, 1)]


async def test_who_stays_off_the_board_is_not_named_at_the_end(table: Table) -> None:
    number = await table.begun(ANN, BEN, wanted=Wanted(questions=1))
    for one in (ANN, BEN):
        await table.choose(number, 0, 0, one)
    await table.services.me.stay_off(await table.here(BEN), off=True)
    await table.on(number)
    over = await table.on(number)
    assert [one.tally.user_id for one in over.board] == [ANN]


async def test_the_card_is_changed_at_most_every_few_seconds_for_a_count_and_at_once_for_a_phase(table: Table) -> None:
    number = await table.begun()
    changes = 0
    for second in range(30):
        await table.choose(number, 0, 1, 1_000 + second)
        if number in table.services.rounds.wanting():
            await table.look(number)
            changes += 1
        table.time += SECOND
    assert changes == 9
    assert table.services.rounds.wanting() == (number,), "the time is up"
