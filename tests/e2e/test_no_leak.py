"""The proof: whatever anybody tries, no outgoing byte tells what happens after their bookmark."""

import itertools
import re
from pathlib import Path

import discord
import pytest

from tests import contract
from tests.e2e.notes import note_everything
from tests.e2e.plans import give_staff
from tests.e2e.plenty import ask_everything, everywhere, play_everything, share_everything
from tests.e2e.walk import FORM, IN_THE_CHANNEL, Step, Walk
from tests.e2e.world import DAY, World, outgoing, world
from tests.marked import LAST, mark, markers, write_marked
from tests.plans import speaking

PICTURE = "map.png"
DRAFT = {
    "en-US": (FORM, "a select", "See the plan", "As a picture", "Start the club", "Throw it away"),
    "vi": (FORM, "a select", "Xem kế hoạch", "Xem bằng hình", "Mở câu lạc bộ", "Bỏ đi"),
}
"""What a moderator's walk must have pressed on the card of a club in the making."""


SHOW_STREAK = {"en-US": "Show my streak here", "vi": "Cho mọi người xem chuỗi ngày đọc"}
APPLY = {"en-US": "Apply", "vi": "Áp dụng"}
NOTED = {
    "member": ("Open", "Reply", "Tell me when I get there", "Read them", "All notes", "Edit", "Delete", FORM),
    "moderator": ("How did it turn out?", "Remove"),
}
"""What a walk among others' notes must have pressed, where some of them are read and some are not."""
SETTING_UP = {("vi", 1), ("en-US", LAST)}
"""Where a moderator's walk takes in the card of a club in the making: as long a way as all others together."""


async def _walk(
    town: World, role: str, speaks: str, at: int | None, *, place: int = 0, shared: bool = True, asked: int = LAST
) -> tuple[Walk, list[Step]]:
    """Walk in a club where others have shared, played and noted everything, and asked on the chapters to `asked`.

    All may know `place` chapters there.
    """
    club = await town.open_club()
    await give_staff(town, club)
    await ask_everything(town, club, asked)
    if place:
        (await town.here(town.mod)).server.plans[club.id] = speaking(place)
    if shared:
        await share_everything(town, club)
        play_everything(town, club)
        await note_everything(town, club)
    person = town.mod if role == "moderator" else town.person("walker")
    town._locales[person.id] = speaks
    here, reminders = await town.here(person), town.bot.services.reminders
    await reminders.ask(here, ["opens"], "3", "London", streak=role != "stranger")
    walk = Walk(town, club, person, at, only=_registered(town) - _left_out(speaks, at))
    return walk, [step async for step in walk.steps()]


def _leaks(steps: list[Step], place: int = 0) -> list[str]:
    """Return what went past its reader's bookmark or its place; a card of the place opens for whoever is there."""
    return [
        f"{step.what} (read to {step.horizon}): {sorted(found)}"
        for step in steps
        for texts, horizon in (
            (step.private, max(step.horizon, place) if step.what.endswith(IN_THE_CHANNEL) else step.horizon),
            (step.public, place),
        )
        if (found := {since for text in texts for since in markers(text) if since > horizon})
    ]


def _registered(town: World) -> set[str]:
    menus = {one.name for one in town.bot.tree.get_commands(type=discord.AppCommandType.message)}
    return menus | {c.qualified_name for c in town.bot.tree.walk_commands() if not hasattr(c, "commands")}


def _left_out(speaks: str, at: int | None) -> set[str]:
    return set() if (speaks, at) in SETTING_UP else {"manage setup"}


WALKED = (
    ("member", 0, "en-US"),
    ("moderator", 1, "vi"),
    ("moderator", LAST - 1, "en-US"),
)
"""Who walks in every run of the suite; the long runs (`make soak`) walk from everywhere, in both languages."""
LONG = [
    pytest.param(role, at, speaks, marks=pytest.mark.soak)
    for role in ("member", "moderator")
    for at in everywhere()
    for speaks in ("en-US", "vi")
    if (role, at, speaks) not in WALKED
]


@pytest.mark.parametrize(("role", "at", "speaks"), [*WALKED, ("stranger", None, "en-US"), *LONG])
async def test_nobody_is_told_anything_past_their_bookmark(town: World, role: str, at: int | None, speaks: str) -> None:
    walk, steps = await _walk(town, role, speaks, at)
    assert not _leaks(steps)
    assert _in_the_channel(town) == set()
    told = {since for step in steps for text in step.private for since in markers(text)}
    if speaks == "en-US" and at and at < LAST:
        tried = {step.what for step in steps}
        assert [label for label in NOTED[role] if not any(what.endswith(f"then {label!r}") for what in tried)] == []
    assert _own(steps) >= _own_to_be_seen(role, at or 0)
    assert _notes(steps, at or 0) == {f"margin {mark(since)}" for since in range(1, (at or 0) + 1)}
    assert role == "moderator" or not any("waiting" in text for text in _own(steps))
    assert not at or any(step.what.endswith(f"then {SHOW_STREAK[speaks]!r}") for step in steps)
    if at:
        by_whom = {"mod"} if role == "moderator" else {"walker"}
        sealing = [step for step in steps if step.what.startswith("Seal this on")]
        assert {"talker"} | by_whom == {step.what.split(" what ")[1].split(" ")[0] for step in sealing}
        assert any(f"aloud {mark(1)}" in text for step in sealing for text in step.private), "it opens from there on"
        files = [step for step in sealing if step.what.endswith(("then '1 file'", "then '1 tệp'"))]
        assert any(f"\n{mark(1)}" in text for step in files for text in step.private), "its file, to the last byte"
    for sealed in ("proposes a question on", "suggests a question to talk about"):
        assert not at or any(sealed in text for step in steps for text in step.public)
    assert not at or {at, 1} <= told, "a walk sees the markers that earlier ones must not"
    seen = {name for name in _registered(town) if role == "moderator" or not name.startswith("manage")}
    assert walk.commands == seen - _left_out(speaks, at)
    maps = [
        text for step in steps if step.what.startswith("/character map") for text in step.private if PICTURE in text
    ]
    assert bool(maps) is bool(at and at > 1), "whose words in the picture are walked too"
    if role == "moderator" and at:
        exported = [text for step in steps if step.what.startswith("/manage export") for text in step.private]
        assert any(f"talk approved 0 {mark(1)}" in text for text in exported), "what may be known is in the file"
        assert any(step.what.endswith(f"then {APPLY[speaks]!r}") for step in steps)
    if role == "moderator" and (speaks, at) in SETTING_UP:
        tried = {step.what for step in steps}
        for label in DRAFT[speaks]:
            assert any(what.startswith("/manage setup") and what.endswith(f"then {label!r}") for what in tried), label


@pytest.mark.parametrize(("place", "at"), [(LAST // 2, None), (LAST // 2, LAST)])
async def test_nothing_is_said_in_public_past_what_everybody_in_the_place_may_know(
    town: World, place: int, at: int | None
) -> None:
    _, steps = await _walk(town, "member", "en-US", at, place=place)
    assert not _leaks(steps, place)
    assert _in_the_channel(town) == set(range(1, place + 1)), "what all may know is told in full, and nothing else"
    opened = {since for s in steps if s.what.endswith(IN_THE_CHANNEL) for t in s.private for since in markers(t)}
    assert opened == set(range(1, max(place, at or 0) + 1)), "what others shared opens up to there"


def _own(steps: list[Step]) -> set[str]:
    """Return which questions and prompts of members' own were shown."""
    told = "\n".join(text for step in steps for text in step.private)
    return set(re.findall(r"(?:own|talk) (?:waiting|approved) 0 mk[0-9]+z", told))


def _notes(steps: list[Step], at: int) -> set[str]:
    """Return which notes of others were shown to a bookmark that stood there."""
    told = "\n".join(text for step in steps if step.horizon <= at for text in step.private)
    return set(re.findall(r"margin mk[0-9]+z", told))


def _own_to_be_seen(role: str, at: int) -> set[str]:
    """Return those that a walk must come upon.

    For a moderator it is everything up to there; for a reader what is approved, of questions the one asked first.
    """
    read = range(1, at + 1)
    if role == "moderator":
        kinds = itertools.product(("own", "talk"), ("waiting", "approved"), read)
        return {f"{what} {state} 0 {mark(since)}" for what, state, since in kinds}
    talked = {f"talk approved 0 {mark(since)}" for since in read[::2]}
    return talked | ({f"own approved 0 {mark(at)}"} if at % 2 else set())


def _in_the_channel(town: World) -> set[int]:
    """Return how far into the book all that was posted in the channel reaches, whoever let it be posted."""
    bodies = (str(r.json) for r in town.env.http_requests if r.path.endswith(f"/{town.channel.id}/messages"))
    return {since for body in bodies for since in markers(body)}


PLANNED = (
    "schedule",
    "club replay",
    "quiz scores",
    "manage plan",
    "manage pause",
    "manage resume",
    "manage settings",
    "manage log",
)


@pytest.mark.parametrize(
    ("role", "at", "speaks"),
    [
        ("moderator", LAST // 2, "en-US"),
        ("member", 1, "vi"),
        ("stranger", None, "en-US"),
    ],
)
async def test_nothing_of_a_plan_tells_anything_past_the_bookmark(
    town: World, role: str, at: int | None, speaks: str
) -> None:
    """Cards, forms, previews, what the channel is told, and the texts, names and contents of files."""
    club = await town.open_club()
    await town.give_plan(club)
    await town.mod.slash(town.channel, "manage pause", weeks=1)
    await town.mod.slash(town.channel, "manage resume")
    await town.env.advance_time(14 * DAY)
    person = town.mod if role == "moderator" else town.person("walker")
    town._locales[person.id] = speaks
    sent = len(town.env.http_requests)
    walk = Walk(town, club, person, at, plan=await town.plan(club), only=PLANNED, depth=3)
    steps = [step async for step in walk.steps()]
    assert not _leaks(steps)
    assert walk.commands == {name for name in PLANNED if role == "moderator" or not name.startswith("manage")}
    told = outgoing(town.env, sent)
    assert "plan-1.png" in told
    assert "plan.ics" in told
    assert f"board:{club.id}:1:" in told, "the board of a section"
    changed = (
        "The meeting of section 2",
        "the plan is a new one",
        "**Moderators’ role** · none → ",
        "**Pause** · none → ",
    )
    assert role != "moderator" or all(word in told for word in changed)


@pytest.mark.parametrize("at", [LAST - 1])
async def test_what_a_reader_gets_is_the_same_as_from_a_book_cut_off_at_their_bookmark(
    tmp_path: Path, empty_database: Path, at: int
) -> None:
    """Counts, choices and buttons too: nothing differs that could hint at what was cut out."""
    told = []
    for cut_after in (LAST, at):
        folder = tmp_path / str(cut_after)
        folder.mkdir()
        write_marked(folder / "content", cut_after=cut_after)
        async with world(folder, folder / "content", empty_database) as town:
            _, steps = await _walk(town, "member", "en-US", at, shared=False, asked=cut_after)
            told.append([(s.what, s.private) for s in steps if s.after <= at])
            for request in town.env.http_requests:
                contract.hold(request.method, request.path, request.json)
    whole, cut = told
    assert len(whole) > 50
    assert whole == cut
