"""`/manage log`, through the real bot: every change by a moderator leaves exactly one line, and nothing else does."""

from typing import Any

import pytest

from bot.domain.log import A_PAGE, DAYS_KEPT
from tests.e2e.desk import ACTS, BEFORE, Desk, desk, note, pause, predict, suggest
from tests.e2e.drafting import begin
from tests.e2e.moderators import COMMANDS, LINE, PRESSES, SHOWS, of_moderators
from tests.e2e.rounds import Table, table
from tests.e2e.test_settings import SAME
from tests.e2e.world import DAY, World, buttons, draft_of, said, shown
from tests.marked import markers
from tests.storage.every_table import everything

__all__ = ["desk", "table"]


def test_every_command_and_press_of_moderators_is_known_here(town: World) -> None:
    commands = {one.qualified_name for one in town.bot.tree.walk_commands() if not hasattr(one, "commands")}
    assert {name for name in commands if name.startswith("manage ")} == COMMANDS.keys()
    assert {kind.word for kind, _ in of_moderators(town)} == PRESSES.keys()


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
    await suggest(desk)
    guess = await predict(desk)
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
    row, before = await note(desk), desk.lines
    await desk.press(f"note:{desk.club.id}:{row}:0:card")
    await desk.town.put(desk.town.mod, desk.club, 1)
    await desk.press(f"note-ask:{desk.club.id}:{row}")
    await desk.press(f"note-drop:{desk.club.id}:{row}:ask")
    assert desk.lines == before


async def test_the_log_tells_who_changed_what_when_from_what_to_what(desk: Desk) -> None:
    await pause(desk)
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
