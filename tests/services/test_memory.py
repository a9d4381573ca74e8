"""Whatever readers do in whatever order, memory, database and plain bookkeeping say the same."""

import asyncio
import shutil
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from bot.domain.club import Club
from bot.domain.errors import BeyondTheBook, Moved, NothingToUndo, NotReading
from bot.domain.me import Habits
from bot.domain.progress import LEAP
from bot.library.shelf import Shelf
from bot.services.here import Here
from tests.marked import LAST, addresses
from tests.services.room import ANN, BEN, GUILD, HALL, LIBRARY, Room, held, join, room

CYD = 6
users = st.sampled_from((ANN, BEN, CYD))
which = st.integers(0, 1)


class Readers(RuleBasedStateMachine):
    """Three readers in two clubs; `path` is what each would note on paper: the places they have been at."""

    def __init__(self, database: Path, shelf: Shelf) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        self.stack = AsyncExitStack()
        shutil.copy(database, database.with_name("memory.db"))
        entered = self.stack.enter_async_context(room(database.with_name("memory.db"), shelf))
        self.house: Room = self.loop.run(entered)
        self.clubs: list[Club] = [self.loop.run(self.house.open_club(channel)) for channel in (HALL, LIBRARY)]
        self.paths: dict[tuple[int, int], list[int]] = {}
        self.pages: dict[tuple[int, int], int] = {}
        self.habits: dict[int, Habits] = {}

    def teardown(self) -> None:
        self.loop.run(self.stack.aclose())
        self.loop.close()

    def enter(self, user: int, club: int) -> Here:
        return self.loop.run(self.house.here(user, self.clubs[club].channel_id))

    def refused(self, kind: type[Exception], use: Coroutine[object, object, object]) -> None:
        try:
            self.loop.run(use)
        except kind:
            return
        raise AssertionError(f"{kind.__name__} was not raised")

    @rule(user=users, club=which, at=st.integers(0, LAST), sure=st.booleans())
    def set_bookmark(self, user: int, club: int, at: int, *, sure: bool) -> None:
        here, path = self.enter(user, club), self.paths.get((user, club), [0])
        typed = addresses()[at - 1] if at else "start"
        told = self.loop.run(self.house.services.progress.set(here, typed))
        asked = at - path[-1] > LEAP
        assert bool(told.move and told.move.asks) == asked
        if asked and sure:
            told = self.loop.run(self.house.services.progress.go(here, self.clubs[club].id, path[-1], at))
        if not asked or sure:
            assert told.at == at
            self.paths[user, club] = path if at == path[-1] else [*path, at]

    @rule(user=users, club=which, by=st.sampled_from((-1, 1)), shown=st.none() | st.integers(0, LAST))
    def step(self, user: int, club: int, by: int, shown: int | None) -> None:
        """Press a button of the present card, or of an older one."""
        here, path = self.enter(user, club), self.paths.get((user, club))
        card = shown if shown is not None else path[-1] if path else 0
        use = self.house.services.progress.step(here, self.clubs[club].id, card, by)
        if path is None:
            self.refused(NotReading, use)
        elif card != path[-1]:
            self.refused(Moved, use)
        elif not 0 <= card + by <= LAST:
            self.refused(BeyondTheBook, use)
        else:
            assert self.loop.run(use).at == card + by
            path.append(card + by)

    @rule(user=users, club=which)
    def undo(self, user: int, club: int) -> None:
        here, path = self.enter(user, club), self.paths.get((user, club))
        use = self.house.services.progress.undo(here)
        if path is None:
            self.refused(NotReading, use)
        elif len(path) == 1:
            self.refused(NothingToUndo, use)
        else:
            path.pop()
            assert self.loop.run(use).at == path[-1]

    @rule(user=users, club=which)
    def join(self, user: int, club: int) -> None:
        here = self.enter(user, club)
        card, new = self.loop.run(self.house.services.clubs.join(here, self.clubs[club]))
        assert new == ((user, club) not in self.paths)
        assert card.joined
        self.paths.setdefault((user, club), [0])

    @rule(user=users, club=which)
    def leave(self, user: int, club: int) -> None:
        use = self.house.services.clubs.leave(self.enter(user, club))
        if self.paths.pop((user, club), None) is None:
            self.refused(NotReading, use)
        else:
            self.loop.run(use)
            self.pages.pop((user, club), None)

    @rule(user=users, club=which, pages=st.none() | st.integers(10, 9_999))
    def tell_pages(self, user: int, club: int, pages: int | None) -> None:
        use = self.house.services.me.edition(self.enter(user, club), self.clubs[club].id, str(pages or ""))
        if (user, club) not in self.paths:
            self.refused(NotReading, use)
            return
        assert self.loop.run(use) == pages
        self.pages.pop((user, club), None)
        if pages:
            self.pages[user, club] = pages

    @rule(user=users, hidden=st.booleans())
    def hide(self, user: int, *, hidden: bool) -> None:
        self.loop.run(self.house.services.me.hide(self.enter(user, 0), hidden=hidden))
        self.habits[user] = replace(self.habits.get(user, Habits()), hidden=hidden)

    @rule(user=users, off=st.booleans())
    def stay_off(self, user: int, *, off: bool) -> None:
        self.loop.run(self.house.services.me.stay_off(self.enter(user, 0), off=off))
        self.habits[user] = replace(self.habits.get(user, Habits()), unranked=off)

    @rule(user=users, language=st.sampled_from((None, "en", "vi")))
    def speak(self, user: int, language: str | None) -> None:
        self.loop.run(self.house.services.me.speak(self.enter(user, 0), language))
        self.habits[user] = replace(self.habits.get(user, Habits()), language=language)

    @precondition(lambda self: bool(self.paths))
    @rule()
    def restart(self) -> None:
        """Go on with a memory that knows only what the database tells."""
        fresh = join(self.house.database, self.house.shelf)
        self.house = Room(self.house.database, self.house.shelf, fresh, self.house.path, self.house.asked)

    @invariant()
    def memory_database_and_paper_agree(self) -> None:
        server = self.enter(ANN, 0).server
        assert held(server) == self.loop.run(self.house.stored(GUILD))
        assert server.habits == {user: one for user, one in self.habits.items() if one != Habits()}
        for index, club in enumerate(self.clubs):
            readers = {user: path[-1] for (user, at), path in self.paths.items() if at == index}
            assert {user: one.at for user, one in server.readers[club.id].items()} == readers
            pages = {user: self.pages.get((user, index)) for user in readers}
            assert {user: one.pages for user, one in server.readers[club.id].items()} == pages

    @invariant()
    def a_list_shows_all_who_do_not_hide(self) -> None:
        for index in range(2):
            found = self.loop.run(self.house.services.progress.club(self.enter(ANN, index)))
            listed = [(user, at) for at, readers in found.places for user in readers]
            paths = {user: path[-1] for (user, at), path in self.paths.items() if at == index}
            assert sorted(listed) == sorted(
                (user, at) for user, at in paths.items() if not self.habits.get(user, Habits()).hidden
            )


def test_memory_and_database_agree_after_anything_that_readers_do(empty_database: Path, shelf: Shelf) -> None:
    class ReadersHere(Readers):
        def __init__(self) -> None:
            super().__init__(empty_database, shelf)

    run_state_machine_as_test(ReadersHere, settings=settings(max_examples=40, stateful_step_count=40))
