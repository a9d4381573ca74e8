"""`/club replay`: what the club has asked itself, on the asker's own clock."""

from discord import app_commands

from bot.client import Interaction
from bot.presentation import commands as text
from bot.presentation import ids
from bot.presentation import replay as cards
from cogs.door import Door, answer, asks_club, press


class Replaying(Door):
    """The part of `/club` that tells late joiners what was asked before."""

    @app_commands.command(name=text.CLUB_REPLAY, description=text.CLUB_REPLAY_ABOUT)
    @asks_club
    async def replay(self, interaction: Interaction, club: str | None = None) -> None:
        """Tell the questions of the section that the asker is in."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.replay(say, await self.services.replays.tell(here, club), self.mentions))

    @press(ids.REPLAY)
    async def turn(self, interaction: Interaction, club: int, number: int, page: int) -> None:
        """Turn to another section or page, or hear the questions of the one just finished."""
        here, say = await self.enter(interaction)
        told = await self.services.replays.turn(here, club, number)
        await answer(interaction, cards.replay(say, told, self.mentions, page))
