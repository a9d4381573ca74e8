"""`/quiz scores`: who was right how often, and staying off the board."""

from discord import app_commands

from bot.client import Interaction
from bot.presentation import commands as text
from bot.presentation import ids
from bot.presentation import score as cards
from cogs.door import MOST_CHOICES, Door, answer, asks_club, choice, named_club, press


class Scoring(Door):
    """The part of `/quiz` that adds up what was answered in rounds."""

    @app_commands.command(name=text.QUIZ_SCORES, description=text.QUIZ_SCORES_ABOUT)
    @app_commands.rename(season=text.QUIZ_SCORES_SEASON)
    @app_commands.describe(season=text.QUIZ_SCORES_SEASON_ABOUT)
    @asks_club
    async def scores(
        self,
        interaction: Interaction,
        season: app_commands.Range[str, 1, 100] | None = None,
        club: str | None = None,
    ) -> None:
        """Show the board of a season."""
        here, say = await self.enter(interaction)
        found = await self.services.scores.look(here, season, club)
        await answer(interaction, cards.scores(say, found, self.mentions))

    @scores.autocomplete("season")
    async def seasons(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the whole book and the sections that have opened."""
        here, say = await self.enter(interaction)
        outline, found = await self.services.scores.offer(here, named_club(interaction))
        return [choice(*line) for line in cards.choices(say, outline, found, typed)[:MOST_CHOICES]]

    @press(ids.BOARD)
    async def stay_off_board(self, interaction: Interaction, club: int, season: int, off: str) -> None:
        """*Keep me off the board*, *Put me on the board*."""
        here, say = await self.enter(interaction)
        found = await self.services.scores.stay_off(here, club, season, off=off == "yes")
        await answer(interaction, cards.scores(say, found, self.mentions))
