"""Public rounds: opening one, who is in it and what they choose, and bringing it on when its time has come.

Whoever shows rounds on Discord asks every second which cards lag behind. What a card shows follows from what is
saved, so that it may be shown again after any crash.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import round as rules
from bot.domain.club import Club
from bot.domain.errors import Gone, NotAllowed
from bot.domain.pool import choose
from bot.domain.post import Play
from bot.domain.quiz import Item
from bot.domain.round import (
    GATHERING,
    GATHERING_BY_ITSELF,
    NOT_AGAIN,
    OVER,
    Mine,
    NoQuestions,
    QuestionOver,
    Round,
    RoundOver,
    RoundRunning,
    Shown,
)
from bot.domain.where import read_where
from bot.domain.work import Task
from bot.services.here import Here, Server
from bot.services.places import Places
from bot.services.pool import Pools
from bot.services.running import Running, Runs
from bot.storage import round as rows
from bot.storage.database import Database

MANY = 2_000
"""Questions from which on they are chosen in a thread: it takes milliseconds."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a round is asked to be; `first` and `last` are chapters as they were typed, if they were."""

    questions: int = rules.USUAL_QUESTIONS
    seconds: int = rules.USUAL_SECONDS
    first: str | None = None
    last: str | None = None


class Rounds:
    """Use cases of `/quiz round`."""

    def __init__(self, database: Database, places: Places, pools: Pools, now: Callable[[], datetime]) -> None:
        self._database = database
        self._places = places
        self._pools = pools
        self._now = now
        self._runs = Runs(database, places, pools, now)
        self._watch: Callable[[], None] = _nobody

    def watch(self, begun: Callable[[], None]) -> None:
        """Have `begun` called whenever there is a round to look after."""
        self._watch = begun

    async def open(self, here: Here, named: str | None, wanted: Wanted, *, moderates: bool) -> int:
        """Open the lobby of a round where the asker stands and return its number.

        Raises NotAllowed for who may not, RoundRunning, and what reading the chapters and choosing questions raises.
        """
        club = here.present(named)
        plan = here.plan(club)
        if not (moderates or (plan and plan.open_rounds)):
            raise NotAllowed
        horizon = here.place_horizon(club)
        outline = (await self._places.book(club)).outline
        first, last = (
            read_where(typed, outline, horizon, None).position if typed else None
            for typed in (wanted.first, wanted.last)
        )
        first, last = rules.span(plan, horizon, first, last)
        place, reach = here.asker.channel_ids[0], (first, last, horizon)
        blank = rules.gather(club, place, reach, wanted.seconds, self._now(), GATHERING)
        async with here.server.lock:
            return await self._open(here.server, club, replace(blank, started_by=here.user_id), wanted.questions)

    async def open_by_itself(self, task: Task, play: Play) -> None:
        """Open the lobby of a round on a section in its thread, unless one is there or there is nothing to ask.

        However often this is done for a row of work, it opens one round.
        """
        club, plan, section = play.club, play.plan, play.section
        server = await self._places.server(club.guild_id)
        reach = (section.first, section.last, section.last)
        place = plan.threads[section.number]
        blank = rules.gather(club, place, reach, rules.USUAL_SECONDS, self._now(), GATHERING_BY_ITSELF)
        async with server.lock:
            if not await rows.of_work(self._database, club.guild_id, task.id):
                try:
                    await self._open(server, club, replace(blank, work_id=task.id), rules.USUAL_QUESTIONS)
                except (NoQuestions, RoundRunning):
                    return

    async def _open(self, server: Server, club: Club, blank: Round, questions: int) -> int:
        """Choose the questions of a round and let it begin; call with the server's lock held.

        Raises RoundRunning or NoQuestions.
        """
        await self._runs.take_up(server)
        self._watch()
        if there := self._runs.in_place(blank.channel_id):
            raise RoundRunning(club.guild_id, blank.channel_id, there.round.message_id)
        view, pool = await self._pools.at(server, club, blank.horizon)
        asked = [one for one in pool.values() if blank.first <= one.since <= blank.last]
        recent = await rows.last_keys(self._database, club.guild_id, club.id, NOT_AGAIN)
        seed = int(blank.begun.timestamp())
        if len(asked) > MANY:
            items = await asyncio.to_thread(choose, asked, questions, recent, seed)
        else:
            items = choose(asked, questions, recent, seed)
        if not items:
            raise NoQuestions
        run = await self._runs.begin(blank, club, view.outline, items)
        self._watch()
        return run.round.id

    async def join(self, here: Here, round_id: int) -> Shown:
        """Let the asker be in a round whose lobby stands open. Raises RoundOver."""
        run = self._of(here, round_id)
        async with self._runs.turn(run) as one:
            _still(one)
            await self._runs.join(run, here.user_id)
        return run.shown()

    async def choose(self, here: Here, round_id: int, turn: int, choice: int) -> Mine:
        """Take what the asker chooses, in place of what they chose before.

        Raises RoundOver, QuestionOver, TimeUp, or Gone for a choice that there is not.
        """
        run = self._of(here, round_id)
        async with self._runs.turn(run) as one:
            item = _asked(run, one, turn)
            rules.may_choose(one, turn, self._now())
            if choice >= item.size:
                raise Gone
            await self._runs.choose(run, here.user_id, item, choice)
        return Mine(run.shown(), choice)

    async def look(self, here: Here, round_id: int, turn: int) -> Mine:
        """Return the question that the card in that place shows, with what the asker chose.

        Raises RoundOver or QuestionOver.
        """
        run = self._of(here, round_id)
        async with self._runs.turn(run) as one:
            _asked(run, one, turn)
            return Mine(run.shown(), run.chosen.get(here.user_id))

    async def go_on(self, here: Here, round_id: int, turn: int, phase: str, *, moderates: bool) -> None:
        """Bring a round on from the phase that the pressed card showed.

        Raises NotAllowed, RoundOver, or QuestionOver where it has gone on already.
        """
        run = self._of(here, round_id)
        async with self._runs.turn(run) as one:
            _may_lead(one, here, moderates=moderates)
            if (one.turn, one.phase) != (turn, phase):
                raise QuestionOver
            await self._runs.advance(run)

    async def stop(self, here: Here, round_id: int, *, moderates: bool) -> None:
        """End a round. Raises NotAllowed or RoundOver."""
        run = self._of(here, round_id)
        async with self._runs.turn(run) as one:
            _may_lead(one, here, moderates=moderates)
            await self._runs.end(run)

    def club(self, here: Here, round_id: int) -> Club:
        """Return the club, as it is now, whose round's button was pressed. Raises RoundOver."""
        return here.server.clubs[self._of(here, round_id).club.id]

    def _of(self, here: Here, round_id: int) -> Running:
        """Return the round whose button was pressed where its card stands. Raises RoundOver."""
        run = self._runs.get(round_id)
        if run is None or run.club.id not in here.server.clubs or run.round.channel_id not in here.asker.channel_ids:
            raise RoundOver
        return run

    def wanting(self) -> tuple[int, ...]:
        """Return the rounds that are to be looked at now: their time has come, or their card lags behind."""
        return self._runs.wanting()

    @property
    def any(self) -> bool:
        """Whether any round is under way."""
        return self._runs.any

    async def bring_on(self, round_id: int) -> Shown | None:
        """Bring a round on if its time has come, and return what its card is to show; None for one that is gone."""
        run = self._runs.get(round_id)
        if run is None:
            return None
        async with self._runs.turn(run):
            now = self._now()
            if run.round.due is not None and run.round.due <= now:
                await self._runs.advance(run)
            run.lags, run.shown_at = False, now
            return run.shown()

    async def done(self, shown: Shown, message_id: int) -> None:
        """Note that a card shows this, as which message; a round whose last card is shown is let go."""
        run = self._runs.get(shown.round.id)
        if run is None:
            return
        async with self._runs.turn(run):
            if run.round.message_id is None:
                await self._runs.posted(run, message_id)
            if shown.round.phase == OVER:
                await self._runs.let_go(run)

    def failed(self, round_id: int) -> None:
        """Let a card that could not be shown be shown again soon."""
        if run := self._runs.get(round_id):
            run.lags = True

    async def abandon(self, round_id: int) -> None:
        """End a round whose message or channel was deleted: nobody is told."""
        if run := self._runs.get(round_id):
            async with self._runs.turn(run):
                await self._runs.end(run)
                await self._runs.let_go(run)

    async def resume(self, guild_ids: Iterable[int]) -> None:
        """Go on with the rounds of these servers that were under way when the bot was stopped."""
        for guild_id in await rows.servers(self._database, guild_ids):
            server = await self._places.server(guild_id)
            async with server.lock:
                await self._runs.take_up(server)
        if self._runs.any:
            self._watch()


def _asked(run: Running, one: Round, turn: int) -> Item:
    """Return the question `turn`, which the round's card shows. Raises RoundOver or QuestionOver."""
    _still(one)
    if run.item is None or one.turn != turn:
        raise QuestionOver
    return run.item


def _still(one: Round) -> None:
    if one.phase == OVER:
        raise RoundOver


def _may_lead(one: Round, here: Here, *, moderates: bool) -> None:
    """Raise NotAllowed for who neither moderates nor started the round, RoundOver where there is nothing to lead."""
    _still(one)
    if not moderates and one.started_by != here.user_id:
        raise NotAllowed


def _nobody() -> None:
    """Nobody looks after rounds yet."""
