"""A club at a round of questions in simulated Discord, as those who play it handle it."""

from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.domain.club import Club
from tests.e2e.plans import threads, written
from tests.e2e.world import DAY, World, buttons, said

QUESTION, ANSWER, LOBBY = 30, 20, 60
"""Seconds that each phase lasts."""


@pytest.fixture
async def table(town: World) -> "Table":
    """A club whose channel has read three chapters, and whose second section is open in a thread."""
    club = await town.open_club()
    await town.give_plan(club)
    await town.env.advance_time(13 * DAY)
    return Table(town, club)


class Table:
    """A round, found by its card, which is the last one that tells of a round in its place."""

    def __init__(self, town: World, club: Club) -> None:
        self.town = town
        self.club = club
        self.place: ChannelHandle = town.channel

    async def open(self, person: MemberActor | None = None, **options: Any) -> str:
        """Use the command and return what is said privately, nothing where the bot died meanwhile."""
        result = await (person or self.town.mod).slash(self.place, "quiz round", **options)
        return said(result) if result.followups or (result.response and not result.deferred) else ""

    async def begin(self, *players: MemberActor, **options: Any) -> None:
        """Open a round, let people in, and let the first question be asked."""
        assert "The lobby is open" in await self.open(None, **options)
        for one in players:
            await self.press(one, "I’m in")
        await self.pass_time(LOBBY)

    async def pass_time(self, seconds: float) -> None:
        """Let time go by, and a little more for the card to follow."""
        await self.town.env.advance_time(seconds + 2)

    @property
    def cards(self) -> list[discord.Message]:
        """The cards of rounds in the place."""
        return [
            one
            for one in self.place.history()
            if any(getattr(part, "id", 0) > 1_000_000_000 for part in one.components)
        ]

    @property
    def card(self) -> discord.Message:
        """The card as it stands."""
        return self.cards[-1]

    @property
    def text(self) -> str:
        """What it says."""
        return written(self.card)

    @property
    def offered(self) -> list[str]:
        """What it offers to press."""
        return [label for label, _ in buttons(self.card)]

    async def press(self, person: MemberActor, label: str) -> str:
        """Press a button of the card and return what is said privately."""
        result = await person.click(self.card, label=label)
        return said(result) if result.response and not result.deferred else "\n".join(map(said, result.followups))

    async def choose(self, person: MemberActor, place: int) -> str:
        """Choose by place."""
        picks = [label for label, custom_id in buttons(self.card) if custom_id.startswith("round-pick:")]
        return await self.press(person, picks[place])

    async def play_on(self) -> None:
        """Let the round run to its end."""
        for _ in range(50):
            if "is over" in self.text:
                return
            await self.pass_time(QUESTION)
        raise AssertionError(f"the round does not end: {self.text}")

    def thread(self) -> "Table":
        """Go to the thread of the section that is being read."""
        self.place = threads(self.town, self.club)[-1]
        return self
