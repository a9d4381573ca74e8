"""A moderator at their desk in simulated Discord, and every way in which they change a club."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from simcord.results import ResponseMessage

from bot.domain.club import Club
from bot.domain.question import Typed
from bot.domain.replan import Asked
from bot.services.here import Here
from tests.e2e.test_settings import change, panel
from tests.e2e.world import World, shown
from tests.storage.every_table import everything


@dataclass
class Desk:
    """A moderator of a club that reads by a plan, where a question waits and one is approved."""

    town: World
    club: Club
    waiting: int
    approved: int

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The rows of the log."""
        return everything(self.town.settings.database)["changes"]

    async def panel(self) -> ResponseMessage:
        """Open the settings."""
        return await panel(self.town)

    async def settle(self, group: str, **typed: Any) -> None:
        """Change settings."""
        await change(self.town, await self.panel(), group, **typed)

    async def move(self, what: str, **typed: str) -> None:
        """Move a meeting or an opening."""
        card = shown(await self.town.mod.slash(self.town.channel, "manage plan"))
        form = await self.town.mod.click(card, custom_id=f"move:{self.club.id}:{what}")
        await self.town.mod.submit_modal(form, typed)

    async def press(self, custom_id: str, **data: Any) -> None:
        """Press a button."""
        await self.town.forged(self.town.mod, custom_id, **data)


@pytest.fixture
async def desk(town: World) -> Desk:
    """That moderator, who has read the book."""
    club = await town.open_club()
    await town.give_plan(club)
    await town.put(town.mod, club, 12)
    questions, here = town.bot.services.questions, await town.here(town.mod)
    rows = []
    for _ in range(2):
        made = await questions.propose(here, club.id, Typed("1.3", "Who comes?", "Ann", "A\nB\nC", "The bell rings."))
        rows.append(made.proposal.row)
    with town.env.time_context():
        await questions.decide(here, club.id, rows[1], "approve")
    return Desk(town, club, *rows)


async def pause(desk: Desk) -> None:
    await desk.town.mod.slash(desk.town.channel, "manage pause", weeks=2)


async def _resume(desk: Desk) -> None:
    await desk.town.mod.slash(desk.town.channel, "manage resume")


async def _repace(desk: Desk) -> None:
    here = await desk.town.here(desk.town.mod)
    with desk.town.env.time_context():
        asked: Asked = (await desk.town.bot.services.plans.ask(here, desk.club.id, "2", "sunday", "19:00", "")).asked
    await desk.press(f"do:{desk.club.id}:{asked.written()}")


async def _import(desk: Desk) -> None:
    file = ("club.yaml", b"name: Slow Readers\nsettings: {patience: 24}")
    card = shown(await desk.town.mod.slash(desk.town.channel, "manage import", file=file))
    await desk.town.mod.click(card, label="Apply")


async def _start(desk: Desk) -> None:
    place = desk.town.guild.create_text_channel("second")
    await desk.town.start(await desk.town.set_up(place, book="marked"))


async def _write(desk: Desk, prompt: int, words: str) -> None:
    typed = {"chapter": "1.3", "en": words, "vi": ""}
    form = [{"type": 18, "component": {"type": 4, "custom_id": name, "value": text}} for name, text in typed.items()]
    await desk.press(f"prompt-form:{desk.club.id}:{prompt}", components=form)


async def suggest(desk: Desk) -> None:
    here = await desk.town.here(desk.town.mod)
    with desk.town.env.time_context():
        await desk.town.bot.services.prompts.suggest(here, desk.club.id, "1.3", "Why does Ann come?")


async def note(desk: Desk) -> int:
    """Let somebody else leave a note, the first in the town, and return its row."""
    notes, here = desk.town.bot.services.notes, await _ann(desk)
    with desk.town.env.time_context():
        return (await notes.write(here, desk.club.id, "1.3", "thought", "Why does Ann come?")).note.row


async def predict(desk: Desk) -> int:
    """Let somebody else predict, first in the town, and return the row."""
    notes, here = desk.town.bot.services.notes, await _ann(desk)
    with desk.town.env.time_context():
        return (await notes.predict(here, desk.club.id, "Ann will come.")).note.row


async def _ann(desk: Desk) -> Here:
    ann = desk.town.person("ann")
    await desk.town.put(ann, desk.club, 3)
    return await desk.town.here(ann)


async def _turned_out(desk: Desk) -> None:
    chapter: dict[str, Any] = {"type": 4, "custom_id": "chapter", "value": "2.2"}
    outcome: dict[str, Any] = {"type": 3, "custom_id": "outcome", "values": ["right"]}
    form = [{"type": 18, "component": one} for one in (chapter, outcome)]
    await desk.press(f"settle-form:{desk.club.id}:1:none", components=form)


async def _seal(desk: Desk) -> None:
    town = desk.town
    message = await town.person("blurter").send(town.channel, "He dies.")
    form = await town.mod.context_menu(town.channel, "Seal this", message)
    await town.mod.submit_modal(form, {"chapter": "1.1"})


async def _nominate(desk: Desk) -> None:
    here = await desk.town.here(desk.town.mod)
    with desk.town.env.time_context():
        for title, author in (("Emma", "Jane Austen"), ("Romola", "George Eliot"), ("Cranford", "Elizabeth Gaskell")):
            await desk.town.bot.services.votes.nominate(here, title, author)


async def _vote(desk: Desk) -> None:
    await _nominate(desk)
    await desk.press(f"vote-open:{desk.club.id}:3")


ACTS: dict[str, Callable[[Desk], Awaitable[object]]] = {
    "pause": pause,
    "resume": _resume,
    "do": _repace,
    "draft-start": _start,
    "import": _import,
    "move-form meeting": lambda desk: desk.move("meeting", number="2", day="2026-01-20", at="20:30"),
    "move-form opening": lambda desk: desk.move("opening", number="1", day="2026-01-06", at=""),
    "setting-form places": lambda desk: desk.settle("places", staff=[desk.town.channel]),
    "setting-form club": lambda desk: desk.settle("club", language=["vi"], reminders=["no"]),
    "setting-form roles": lambda desk: desk.settle("roles", mention=[desk.town.staff], mods=[desk.town.staff]),
    "setting-form times": lambda desk: desk.settle("times", meeting="20:00", posting="8:00", days=["2"]),
    "setting-form rounds": lambda desk: desk.settle("rounds", who=["everybody"], after=["yes"]),
    "setting-form posts": lambda desk: desk.settle("posts", patience="24", events=["yes"]),
    "pin": lambda desk: desk.press(f"pin:{desk.club.id}"),
    "close": lambda desk: desk.press(f"close:{desk.club.id}:yes"),
    "decide approve": lambda desk: desk.press(f"decide:{desk.club.id}:{desk.waiting}:approve"),
    "decide decline": lambda desk: desk.press(f"decide:{desk.club.id}:{desk.waiting}:decline"),
    "decide remove": lambda desk: desk.press(f"decide:{desk.club.id}:{desk.approved}:remove"),
    "prompt-form add": lambda desk: _write(desk, 0, "Why does Ann come?"),
    "prompt-form edit": lambda desk: _write(desk, 1, "Why does Ben come?"),
    "prompt-decide approve": lambda desk: desk.press(f"prompt-decide:{desk.club.id}:1:approve"),
    "prompt-decide decline": lambda desk: desk.press(f"prompt-decide:{desk.club.id}:1:decline"),
    "prompt-decide remove": lambda desk: desk.press(f"prompt-decide:{desk.club.id}:1:remove"),
    "prompt-remove": lambda desk: desk.town.mod.slash(desk.town.channel, "manage prompt remove", question="1"),
    "note-drop": lambda desk: desk.press(f"note-drop:{desk.club.id}:1:yes"),
    "settle-form": _turned_out,
    "seal-form": _seal,
    "vote-open": lambda desk: desk.press(f"vote-open:{desk.club.id}:3"),
    "vote-drop": lambda desk: desk.press(f"vote-drop:{desk.club.id}:3", component_type=3, values=["1"]),
    "vote-close": lambda desk: desk.press("vote-close:1:yes"),
}
"""Every way in which a moderator changes a club."""
BEFORE: dict[str, Callable[[Desk], Awaitable[object]]] = {
    "resume": pause,
    **dict.fromkeys(("prompt-form edit", "prompt-decide remove", "prompt-remove"), ACTS["prompt-form add"]),
    **dict.fromkeys(("prompt-decide approve", "prompt-decide decline"), suggest),
    "note-drop": note,
    "settle-form": predict,
    **dict.fromkeys(("vote-open", "vote-drop"), _nominate),
    "vote-close": _vote,
}
"""What some of them need before."""
