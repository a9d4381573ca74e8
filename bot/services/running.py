"""The rounds under way, held in memory and written through, so that a press in one costs a single statement.

Where saving fails nobody knows whether it was saved all the same, so the round is read anew before its next use.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot.domain import round as rules
from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.quiz import Item, deal
from bot.domain.round import ASKING, LOBBY, OVER, TOLD, Round, Shown
from bot.domain.score import Standing, board
from bot.services.here import Server
from bot.services.places import Places
from bot.services.pool import Pools
from bot.storage import round as rows
from bot.storage.database import Database

T = TypeVar("T")

EVERY = timedelta(seconds=3)
"""Between two changes of a card that only tell how many have answered; Discord takes about five in five seconds."""


@dataclass(slots=True, eq=False)
class Running:
    """A round under way. `items` are its questions, dealt; `chosen` is for the one that is being asked or told.

    `lags` says that its card does not show all of this yet; `shown_at` is when it was last changed in this phase.
    `lock` makes changes take turns; `doubtful` says that memory may lag behind the database.
    """

    round: Round
    club: Club
    outline: Outline
    items: tuple[Item, ...]
    players: set[int] = field(default_factory=set)
    chosen: dict[int, int] = field(default_factory=dict)
    board: tuple[Standing, ...] = ()
    lags: bool = True
    shown_at: datetime | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    doubtful: bool = False

    @property
    def item(self) -> Item | None:
        """The question that is being asked or told."""
        return self.items[self.round.turn] if self.round.phase in (ASKING, TOLD) else None

    def shown(self) -> Shown:
        """Return what the card shows."""
        item = self.item
        counts = rules.counted(item, self.chosen) if item and self.round.phase == TOLD else ()
        return Shown(self.club, self.outline, self.round, len(self.players), len(self.chosen), item, counts, self.board)

    def wants(self, now: datetime) -> bool:
        """Whether it is to be looked at: its time has come, or its card lags behind and may be changed again."""
        late = self.round.due is not None and self.round.due <= now
        return late or self.doubtful or (self.lags and (self.shown_at is None or self.shown_at + EVERY <= now))


class Runs:
    """The rounds under way, by the numbers of their rows."""

    def __init__(self, database: Database, places: Places, pools: Pools, now: Callable[[], datetime]) -> None:
        self._database = database
        self._places = places
        self._pools = pools
        self._now = now
        self._held: dict[int, Running] = {}

    def get(self, round_id: int) -> Running | None:
        """Return a round, None for one that is over or never was."""
        return self._held.get(round_id)

    def wanting(self) -> tuple[int, ...]:
        """Return the rounds that are to be looked at now."""
        now = self._now()
        return tuple(one for one, run in self._held.items() if run.wants(now))

    def in_place(self, channel_id: int) -> Running | None:
        """Return the round of a channel or thread, None where there is none."""
        return next((run for run in self._held.values() if run.round.channel_id == channel_id), None)

    @property
    def any(self) -> bool:
        """Whether any round is under way."""
        return bool(self._held)

    async def begin(self, blank: Round, club: Club, outline: Outline, items: Iterable[Item]) -> Running:
        """Save a round of these questions and hold it."""
        asked = tuple(items)
        new = replace(blank, keys=tuple(one.key for one in asked))
        new = replace(new, id=await rows.begin(self._database, new))
        return self._hold(Running(new, club, outline, _dealt(new, asked)))

    def _hold(self, run: Running) -> Running:
        self._held[run.round.id] = run
        return run

    @asynccontextmanager
    async def turn(self, run: Running) -> AsyncIterator[Round]:
        """Wait for one's turn with a round, and yield it as it stands in the database."""
        async with run.lock:
            if run.doubtful:
                await self._read_anew(run)
            yield run.round

    async def join(self, run: Running, user_id: int) -> None:
        """Let somebody be in a round; call in one's turn."""
        if user_id not in run.players:
            await self._saved(run, rows.join(self._database, run.round, user_id))
            run.players.add(user_id)
            run.lags = True

    async def choose(self, run: Running, user_id: int, item: Item, choice: int) -> None:
        """Take what somebody chooses, in place of what they chose before; call in one's turn."""
        before = run.chosen.get(user_id)
        if before is None:
            await self._saved(run, rows.choose(self._database, run.round, user_id, item.since, choice))
            run.players.add(user_id)
            run.lags = True
        elif before != choice:
            await self._saved(run, rows.change(self._database, run.round, user_id, choice))
        run.chosen[user_id] = choice

    async def advance(self, run: Running) -> None:
        """Go on to the next phase; a lobby that nobody came into is the end. Call in one's turn."""
        empty = run.round.phase == LOBBY and not run.players
        await self._put(run, rules.over(run.round) if empty else rules.advance(run.round, self._now()))

    async def end(self, run: Running) -> None:
        """End a round; call in one's turn."""
        if run.round.phase != OVER:
            await self._put(run, rules.over(run.round))

    async def _put(self, run: Running, following: Round) -> None:
        told = run.items[following.turn].answer if following.phase == TOLD else None
        await self._saved(run, rows.save(self._database, following, told))
        board = await self._board(following) if following.phase == OVER else ()
        if following.phase == ASKING:
            run.chosen = {}
        run.round, run.board = following, board
        run.lags, run.shown_at = True, None

    async def _board(self, one: Round) -> tuple[Standing, ...]:
        habits = (await self._places.server(one.guild_id)).habits
        hidden = {user for user, own in habits.items() if own.unranked}
        return board(await rows.tallies(self._database, one), hidden)

    async def posted(self, run: Running, message_id: int) -> None:
        """Remember the message that is a round's card; call in one's turn."""
        await self._saved(run, rows.posted(self._database, run.round, message_id))
        run.round = replace(run.round, message_id=message_id)

    async def let_go(self, run: Running) -> None:
        """Forget a round of which nothing is left to show; call in one's turn."""
        await self._saved(run, rows.close(self._database, run.round))
        self._held.pop(run.round.id, None)

    async def take_up(self, server: Server) -> None:
        """Hold the rounds of a server that are saved and not held; call with the server's lock held.

        They were under way when the bot was stopped, or nobody could know that they were saved. One whose questions are
        no longer in the book is over.
        """
        for found in await rows.under_way(self._database, server.id):
            club = server.clubs.get(found.club_id)
            if club is None or found.id in self._held:
                continue
            view, pool = await self._pools.at(server, club, found.horizon)
            if all(key in pool for key in found.keys):
                one = rules.resumed(found, self._now())
                run = Running(one, club, view.outline, _dealt(one, (pool[key] for key in one.keys)))
                run.players, run.chosen = await rows.people(self._database, one)
                run.board = await self._board(one) if one.phase == OVER else ()
                self._hold(run)
            else:
                await rows.save(self._database, rules.over(found))
                await rows.close(self._database, found)

    async def _saved(self, run: Running, saving: Awaitable[T]) -> T:
        try:
            return await saving
        except Exception:
            run.doubtful = True
            raise

    async def _read_anew(self, run: Running) -> None:
        """Hold what the database holds; one that is not there any more is over."""
        found = await rows.find(self._database, run.round)
        run.round = found or rules.over(run.round)
        run.players, run.chosen = await rows.people(self._database, run.round)
        run.board = await self._board(run.round) if run.round.phase == OVER else ()
        run.lags, run.shown_at, run.doubtful = True, None, False


def _dealt(one: Round, items: Iterable[Item]) -> tuple[Item, ...]:
    """Return a round's questions with their choices in the order that follows from the round's number."""
    return tuple(deal(item, one.id) for item in items)
