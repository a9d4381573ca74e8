"""A vote tells nothing of any book but its title page, whoever presses what."""

import pytest

from bot.domain.club import Club
from tests.e2e.plans import DAY
from tests.e2e.votes import open_vote, rank, reader
from tests.e2e.walk import Walk
from tests.e2e.world import World, outgoing
from tests.marked import LAST, markers

VOTING = ("club nominate", "club vote", "manage vote")
PRESSED = {
    "member": ("/club vote", "then 'a select'", "then 'Undo the last'", "then 'Start over'", "press 'Vote'"),
    "moderator": ("then 'Close the vote now'", "then 'Close it'", "then 'Leave it open'", "press 'In my language'"),
}


async def _walked(town: World, role: str, at: int | None, speaks: str, club: Club) -> set[str]:
    person = town.mod if role == "moderator" else town.person("walker")
    town._locales[person.id] = speaks
    walk = Walk(town, club, person, at, only=VOTING, depth=3)
    steps = [step async for step in walk.steps()]
    assert walk.commands == {name for name in VOTING if role == "moderator" or not name.startswith("manage")}
    return {step.what for step in steps}


@pytest.mark.parametrize(
    ("role", "at", "speaks"),
    [("member", LAST // 2, "en-US"), ("member", 0, "vi"), ("moderator", LAST, "en-US"), ("stranger", None, "vi")],
)
async def test_nothing_of_a_vote_holds_anything_of_a_book(town: World, role: str, at: int | None, speaks: str) -> None:
    club = await town.open_club()
    ann = await reader(town, club, "ann")
    await ann.slash(town.channel, "club nominate", book="marked")
    await open_vote(town, club)
    await rank(town, ann, "Emma")
    tried = await _walked(town, role, at, speaks, club)
    if speaks == "en-US":
        for label in PRESSED[role]:
            assert any(label in what for what in tried), label
    await town.env.advance_time(4 * DAY)
    assert "The Marked Book" in outgoing(town.env)
    assert "vote.png" in outgoing(town.env)
    assert markers(outgoing(town.env)) == set()


@pytest.mark.parametrize("role", ["member", "moderator"])
async def test_nothing_of_nominating_or_opening_a_vote_holds_anything_of_a_book(town: World, role: str) -> None:
    club = await town.open_club()
    ann = await reader(town, club, "ann")
    for book in ("Emma", "Persuasion"):
        await ann.slash(town.channel, "club nominate", book=book, author="Nobody")
    tried = await _walked(town, role, LAST, "en-US", club)
    assert any("/club nominate" in what and "then 'a select'" in what for what in tried)
    assert role != "moderator" or any("then 'Open the vote'" in what for what in tried)
    assert markers(outgoing(town.env)) == set()
