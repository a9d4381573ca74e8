"""`/manage log`, through the real bot: every change by a moderator leaves exactly one line, and nothing else does."""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from simcord.results import ResponseMessage

from bot.domain.club import Club
from bot.domain.log import A_PAGE, DAYS_KEPT
from bot.domain.question import Typed
from bot.domain.replan import Asked
from bot.presentation.ids import CustomId
from bot.services.here import Here
from tests.e2e.drafting import begin
from tests.e2e.rounds import Table, table
from tests.e2e.test_settings import SAME, change, panel
from tests.e2e.world import DAY, World, buttons, draft_of, said, shown
from tests.marked import markers
from tests.storage.every_table import everything

__all__ = ["table"]

LINE, SHOWS, DRAFT, PLAY = "one line", "shows something", "changes a draft of one's own", "part of a game"
READING = "part of reading, for everybody"
"""What a moderator's press or command is: only those of the first kind change a club."""

DOORS = ("Manage", "Setup")
"""The cogs that only moderators use."""
COMMANDS = {
    "manage setup": DRAFT,
    "manage plan": SHOWS,
    "manage pause": LINE,
    "manage resume": LINE,
    "manage settings": SHOWS,
    "manage questions": SHOWS,
    "manage log": SHOWS,
    "manage export": SHOWS,
    "manage import": SHOWS,
    "manage vote": SHOWS,
    "manage prompt list": SHOWS,
    "manage prompt add": SHOWS,
    "manage prompt edit": SHOWS,
    "manage prompt remove": LINE,
}
PRESSES = {
    "panel": SHOWS,
    "move": SHOWS,
    "move-form": LINE,
    "repace": SHOWS,
    "repace-form": SHOWS,
    "do": LINE,
    "settings": SHOWS,
    "setting": SHOWS,
    "setting-form": LINE,
    "questions": SHOWS,
    "look": SHOWS,
    "decide": LINE,
    "log": SHOWS,
    "import": LINE,
    "import-leave": SHOWS,
    "pin": LINE,
    "close": LINE,
    "prompts": SHOWS,
    "prompt-look": SHOWS,
    "prompt-write": SHOWS,
    "prompt-form": LINE,
    "prompt-decide": LINE,
    "note": READING,
    "note-ask": READING,
    "note-drop": LINE,
    "seal-form": LINE,
    "settle": SHOWS,
    "settle-form": LINE,
    "vote-panel": SHOWS,
    "vote-open": LINE,
    "vote-drop": LINE,
    "vote-close": LINE,
    "draft": SHOWS,
    "draft-field": SHOWS,
    "draft-form": DRAFT,
    "draft-pick": DRAFT,
    "draft-plan": SHOWS,
    "draft-picture": SHOWS,
    "draft-drop": DRAFT,
    "draft-start": LINE,
    "round-go": PLAY,
    "round-stop": PLAY,
}
"""Every command and press of moderators, as found below, and what each is. Whoever adds one says so here."""
WITH_AUTHORS = ("note-drop", "settle", "settle-form", "seal-form")
"""Those that are for whoever wrote a note or a message, too."""


def test_every_command_and_press_of_moderators_is_known_here(town: World) -> None:
    commands = {one.qualified_name for one in town.bot.tree.walk_commands() if not hasattr(one, "commands")}
    assert {name for name in commands if name.startswith("manage ")} == COMMANDS.keys()
    assert {kind.word for kind, _ in of_moderators(town)} == PRESSES.keys()


def of_moderators(town: World) -> list[tuple[CustomId, Callable[..., Any]]]:
    """Return every press that asks whether somebody moderates, with what answers it, as the bot has them."""
    return [
        (kind, callback)
        for kind, callback in town.bot._presses.values()
        if type(getattr(callback, "__self__", None)).__name__ in DOORS or _judges(callback)
    ]


def _judges(callback: Callable[..., Any]) -> bool:
    """Whether a press asks whether somebody moderates."""
    source = inspect.getsource(callback)
    return "may_manage(" in source or "moderates(" in source


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


async def _pause(desk: Desk) -> None:
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


async def _suggest(desk: Desk) -> None:
    here = await desk.town.here(desk.town.mod)
    with desk.town.env.time_context():
        await desk.town.bot.services.prompts.suggest(here, desk.club.id, "1.3", "Why does Ann come?")


async def _note(desk: Desk) -> int:
    """Let somebody else leave a note, the first in the town, and return its row."""
    notes, here = desk.town.bot.services.notes, await _ann(desk)
    with desk.town.env.time_context():
        return (await notes.write(here, desk.club.id, "1.3", "thought", "Why does Ann come?")).note.row


async def _predict(desk: Desk) -> int:
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
    "pause": _pause,
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
    "resume": _pause,
    **dict.fromkeys(("prompt-form edit", "prompt-decide remove", "prompt-remove"), ACTS["prompt-form add"]),
    **dict.fromkeys(("prompt-decide approve", "prompt-decide decline"), _suggest),
    "note-drop": _note,
    "settle-form": _predict,
    **dict.fromkeys(("vote-open", "vote-drop"), _nominate),
    "vote-close": _vote,
}
"""What some of them need before."""


def test_every_way_to_change_a_club_is_tried_here() -> None:
    tried = {name.split()[0] for name in ACTS}
    changing = {word for word, kind in PRESSES.items() if kind == LINE}
    changing |= {name.removeprefix("manage ").replace(" ", "-") for name, kind in COMMANDS.items() if kind == LINE}
    assert tried == changing


@pytest.mark.parametrize("name", ACTS)
async def test_every_change_by_a_moderator_leaves_exactly_one_line_signed_by_them(desk: Desk, name: str) -> None:
    if name in BEFORE:
        await BEFORE[name](desk)
    before = desk.lines
    await ACTS[name](desk)
    [mine] = [one for one in desk.lines if one not in before]
    assert mine["changed_by"] == desk.town.mod.id
    told = said(await desk.town.mod.slash(desk.town.channel, "manage log", club=str(mine["club_id"])))
    assert f"-# <@{desk.town.mod.id}> · <t:" in told.splitlines()[2] + told.splitlines()[3] + told.splitlines()[4]


@pytest.mark.parametrize("name", [name for name in ACTS if name.startswith(("setting-form", "prompt-form edit"))])
async def test_a_form_sent_back_as_it_was_leaves_no_line(desk: Desk, name: str) -> None:
    if name in BEFORE:
        await BEFORE[name](desk)
    await ACTS[name](desk)
    before = everything(desk.town.settings.database)
    await ACTS[name](desk)
    assert everything(desk.town.settings.database) == before


SHOWN = {
    "panel": ("panel:{club}:0", "panel:{club}:now"),
    "move": ("move:{club}:meeting", "move:{club}:opening"),
    "repace": ("repace:{club}",),
    "repace-form": ("repace-form:{club}",),
    "settings": ("settings:{club}",),
    "setting": ("setting:{club}:times", "setting:{club}:roles"),
    "questions": ("questions:{club}:0",),
    "look": ("look:{club}:{waiting}", "look:{club}:{approved}"),
    "log": ("log:{club}:0",),
    "import-leave": ("import-leave:{club}",),
    "prompts": ("prompts:{club}:0",),
    "prompt-look": ("prompt-look:{club}:1",),
    "prompt-write": ("prompt-write:{club}:0", "prompt-write:{club}:1"),
    "settle": ("settle:{club}:{guess}",),
    "vote-panel": ("vote-panel:{club}",),
    "draft": ("draft:{draft}",),
    "draft-field": ("draft-field:{draft}:name",),
    "draft-plan": ("draft-plan:{draft}:0",),
    "draft-picture": ("draft-picture:{draft}:0",),
}


OPTIONS: dict[str, dict[str, Any]] = {
    "manage prompt edit": {"question": "1"},
    "manage import": {"file": ("club.yaml", b"name: Slow Readers")},
}


async def test_what_only_shows_something_changes_no_row_of_any_table(desk: Desk) -> None:
    assert SHOWN.keys() == {word for word, kind in PRESSES.items() if kind == SHOWS}
    await _suggest(desk)
    guess = await _predict(desk)
    draft = draft_of(await begin(desk.town, book="marked"))
    before = everything(desk.town.settings.database)
    numbers = {"club": desk.club.id, "waiting": desk.waiting, "approved": desk.approved, "draft": draft, "guess": guess}
    fields = {"pace": "2 weeks", "weekday": "sunday", "at": "19:00", "breaks": ""}
    form = [{"type": 18, "component": {"type": 4, "custom_id": name, "value": text}} for name, text in fields.items()]
    for word, ids in SHOWN.items():
        for custom_id in ids:
            data = {"components": form} if word == "repace-form" else {}
            await desk.press(custom_id.format(**numbers), **data)
    for name, kind in COMMANDS.items():
        if kind == SHOWS:
            await desk.town.mod.slash(desk.town.channel, name, **OPTIONS.get(name, {}))
    assert everything(desk.town.settings.database) == before


async def test_what_changes_a_draft_changes_no_club_and_leaves_no_line(desk: Desk) -> None:
    before = everything(desk.town.settings.database)
    draft = draft_of(await begin(desk.town, book="marked"))
    form = [{"type": 18, "component": {"type": 4, "custom_id": "name", "value": "Next"}}]
    await desk.press(f"draft-form:{draft}:name", components=form)
    await desk.press(f"draft-pick:{draft}:zone", component_type=3, values=["Europe/Paris"])
    after = everything(desk.town.settings.database)
    assert "Next" in str(after["drafts"])
    assert "Europe/Paris" in str(after["drafts"])
    await desk.press(f"draft-drop:{draft}:yes")
    after = everything(desk.town.settings.database)
    assert after == before


async def test_what_is_part_of_a_game_leaves_no_line(table: Table) -> None:
    before = everything(table.town.settings.database)
    await table.open()
    await table.press(table.town.mod, "I’m in")
    await table.press(table.town.mod, "Begin now")
    await table.press(table.town.mod, "Stop")
    assert "is over" in table.text
    assert everything(table.town.settings.database)["changes"] == before["changes"]


async def test_what_is_part_of_reading_leaves_no_line(desk: Desk) -> None:
    row, before = await _note(desk), desk.lines
    await desk.press(f"note:{desk.club.id}:{row}:0:card")
    await desk.town.put(desk.town.mod, desk.club, 1)
    await desk.press(f"note-ask:{desk.club.id}:{row}")
    await desk.press(f"note-drop:{desk.club.id}:{row}:ask")
    assert desk.lines == before


async def test_the_log_tells_who_changed_what_when_from_what_to_what(desk: Desk) -> None:
    await _pause(desk)
    await desk.settle("times", **{**SAME, "meeting": "20:00"})
    await desk.press(f"decide:{desk.club.id}:{desk.waiting}:decline")
    words = said(await desk.town.mod.slash(desk.town.channel, "manage log")).splitlines()
    assert words[0] == "### The log of The Marked Book"
    assert words[1] == f"**Question {desk.waiting} on 1.3** · declined"
    assert words[2].startswith(f"-# <@{desk.town.mod.id}> · <t:")
    assert words[3] == "**Hour of meetings** · 19:00 → 20:00"
    assert words[5].startswith("**Pause** · none → until <t:")
    assert words[7] == f"**Question {desk.approved} on 1.3** · approved"
    assert words[9] == f"**The club is open** · <#{desk.town.channel.id}>"


async def test_the_log_holds_no_word_of_a_question(desk: Desk) -> None:
    for what in ("approve", "remove"):
        await desk.press(f"decide:{desk.club.id}:{desk.waiting}:{what}")
    await desk.press(f"decide:{desk.club.id}:{desk.approved}:remove")
    assert len(desk.lines) == 5
    kept = str(desk.lines) + said(await desk.town.mod.slash(desk.town.channel, "manage log"))
    assert [word for word in ("Who comes?", "Ann", "bell") if word in kept] == []
    assert markers(kept) == set()


async def test_pages_go_to_older_lines_and_back_also_after_a_restart(desk: Desk) -> None:
    for hour in range(8, 8 + A_PAGE):
        await desk.settle("times", **{**SAME, "posting": f"{hour}:30"})
    card = shown(await desk.town.mod.slash(desk.town.channel, "manage log"))
    assert [label for label, _ in buttons(card)] == ["Older", "All settings"]
    assert "The club is open" not in said(card)
    await desk.town.restart()
    await desk.town.mod.click(card, label="Older")
    assert "The club is open" in said(card)
    assert [label for label, _ in buttons(card)] == ["Newer", "All settings"]
    await desk.town.mod.click(card, label="Newer")
    await desk.town.mod.click(card, label="All settings")
    assert "### The settings of" in said(card)


async def test_a_line_is_gone_after_a_year_and_not_before(town: World) -> None:
    await town.open_club()
    await town.env.advance_time((DAYS_KEPT - 1) * DAY)
    assert "The club is open" in said(await town.mod.slash(town.channel, "manage log"))
    await town.env.advance_time(2 * DAY)
    assert "Nothing has been changed so far." in said(await town.mod.slash(town.channel, "manage log"))


async def test_a_member_cannot_look_into_the_log(desk: Desk) -> None:
    ann = desk.town.person("ann")
    assert "Only moderators" in await desk.town.forged(ann, f"log:{desk.club.id}:0")
    private = shown(await ann.slash(desk.town.channel, "schedule"))
    assert "Only moderators" in await desk.town.forged(ann, f"log:{desk.club.id}:0", on=private)
