"""`/quiz`: questions on what one has read."""

from discord import app_commands
from discord.ext import commands

from bot.client import Interaction, Samovar
from bot.domain.deck import REVIEW, SOLO
from bot.presentation import commands as text
from bot.presentation import ids
from bot.presentation import quiz as cards
from cogs.door import answer, asks_club, press
from cogs.question import Proposing
from cogs.round import Rounding
from cogs.score import Scoring


class Quiz(Rounding, Scoring, Proposing, commands.GroupCog, name=text.QUIZ, description=text.QUIZ_ABOUT):
    """A deck of one's own, at one's own pace, privately."""

    @app_commands.command(name=text.QUIZ_SOLO, description=text.QUIZ_SOLO_ABOUT)
    @asks_club
    async def solo(self, interaction: Interaction, club: str | None = None) -> None:
        """Ask what is due, else something new."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.question(say, await self.services.quizzes.ask(here, SOLO, club), self.mentions))

    @app_commands.command(name=text.QUIZ_REVIEW, description=text.QUIZ_REVIEW_ABOUT)
    @asks_club
    async def review(self, interaction: Interaction, club: str | None = None) -> None:
        """Ask what was missed."""
        here, say = await self.enter(interaction)
        found = await self.services.quizzes.ask(here, REVIEW, club)
        await answer(interaction, cards.question(say, found, self.mentions))

    @press(ids.QUIZ)
    async def choose(self, interaction: Interaction, club: int, row: int, turn: int, choice: int, way: str) -> None:
        """One of the choices."""
        here, say = await self.enter(interaction)
        await answer(
            interaction, cards.verdict(say, await self.services.quizzes.answer(here, club, row, turn, choice, way))
        )

    @press(ids.QUIZ_NEXT)
    async def go_on(self, interaction: Interaction, club: int, way: str) -> None:
        """Go on with the next question."""
        here, say = await self.enter(interaction)
        found = await self.services.quizzes.go_on(here, club, way)
        await answer(interaction, cards.question(say, found, self.mentions))


async def setup(bot: Samovar) -> None:
    """Let the bot load this door by name."""
    await bot.add_cog(Quiz(bot))
