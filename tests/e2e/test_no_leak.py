"""The proof: whatever anybody tries, no outgoing byte tells what happens after their bookmark."""

from pathlib import Path

import pytest

from tests import contract
from tests.e2e.walk import FORM, Step, Walk, everywhere
from tests.e2e.world import World, world
from tests.marked import LAST, markers, write_marked

ROLES = ("member", "moderator", "stranger")
LANGUAGES = ("en-US", "vi")
DRAFT = {
    "en-US": (FORM, "a select", "See the plan", "As a picture", "Start the club", "Throw it away"),
    "vi": (FORM, "a select", "Xem kế hoạch", "Xem bằng hình", "Mở câu lạc bộ", "Bỏ đi"),
}
"""What a moderator's walk must have pressed on the card of a club in the making."""


async def _walk(town: World, role: str, speaks: str, at: int | None) -> tuple[Walk, list[Step]]:
    club = await town.open_club()
    person = town.mod if role == "moderator" else town.person("walker")
    town._locales[person.id] = speaks
    walk = Walk(town, club, person, at)
    return walk, [step async for step in walk.steps()]


def _leaks(steps: list[Step]) -> list[str]:
    return [
        f"{step.what} (read to {step.horizon}): {sorted(found)}"
        for step in steps
        for texts, horizon in ((step.private, step.horizon), (step.public, 0))
        if (found := {since for text in texts for since in markers(text) if since > horizon})
    ]


@pytest.mark.parametrize("speaks", LANGUAGES)
@pytest.mark.parametrize(
    ("role", "at"),
    [*((role, at) for role in ROLES[:2] for at in everywhere()), ("stranger", None)],
)
async def test_nobody_is_told_anything_past_their_bookmark(town: World, role: str, at: int | None, speaks: str) -> None:
    walk, steps = await _walk(town, role, speaks, at)
    assert not _leaks(steps)
    registered = {c.qualified_name for c in town.bot.tree.walk_commands() if not hasattr(c, "commands")}
    seen = registered if role == "moderator" else {name for name in registered if not name.startswith("manage")}
    assert walk.commands == seen
    if role == "moderator":
        tried = {step.what for step in steps}
        for label in DRAFT[speaks]:
            assert any(what.startswith("/manage setup") and what.endswith(f"then {label!r}") for what in tried), label


async def test_a_walk_at_the_end_of_the_book_sees_the_markers_that_earlier_walks_must_not(town: World) -> None:
    _, steps = await _walk(town, "member", "en-US", LAST)
    seen = {since for step in steps for text in step.private for since in markers(text)}
    assert {LAST, LAST - 1, 1} <= seen


@pytest.mark.parametrize("at", [0, 1, LAST // 2, LAST - 1])
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
            _, steps = await _walk(town, "member", "en-US", at)
            told.append([(s.what, s.private) for s in steps if s.after <= at])
            for request in town.env.http_requests:
                contract.hold(request.method, request.path, request.json)
    whole, cut = told
    assert len(whole) > 50
    assert whole == cut
