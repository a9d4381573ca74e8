"""`/summary`: chapters already read."""

from discord import app_commands

from bot.client import Interaction, Samovar
from bot.presentation import commands as text
from bot.presentation import ids
from bot.presentation import summary as cards
from cogs.door import MOST_CHOICES, Door, answer, asks_club, choice, named_club, press


class Summary(Door):
    """Tell what a finished chapter tells."""

    @app_commands.command(name=text.SUMMARY, description=text.SUMMARY_ABOUT)
    @app_commands.rename(chapter=text.SUMMARY_CHAPTER)
    @app_commands.describe(chapter=text.SUMMARY_CHAPTER_ABOUT)
    @asks_club
    async def summary(
        self,
        interaction: Interaction,
        chapter: app_commands.Range[str, 1, 100] | None = None,
        club: str | None = None,
    ) -> None:
        """Tell the chapter that was typed, else the last one finished."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.summary(say, await self.services.summaries.tell(here, chapter, club)))

    @summary.autocomplete("chapter")
    async def chapters(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer finished chapters only."""
        here, say = await self.enter(interaction)
        outline, found = await self.services.summaries.offer(here, typed, named_club(interaction))
        return [
            choice(cards.choice(say, outline, chapter), outline.written(chapter.since))
            for chapter in found[:MOST_CHOICES]
        ]

    @press(ids.SUMMARY)
    async def turn(self, interaction: Interaction, club: int, at: int) -> None:
        """*Earlier* and *Later*."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.summary(say, await self.services.summaries.turn(here, club, at)))


async def setup(bot: Samovar) -> None:
    """Let the bot load this door by name."""
    await bot.add_cog(Summary(bot))
