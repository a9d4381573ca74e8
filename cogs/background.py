"""*About the book* and *The film*: what stands beside the story."""

from bot.client import Interaction, Samovar
from bot.domain.background import BOOK, FILM
from bot.presentation import background as cards
from bot.presentation import ids
from cogs.door import Door, answer, press


class Background(Door):
    """Tell what stands beside the story, up to the bookmark."""

    @press(ids.BACKGROUND)
    async def about_the_book(self, interaction: Interaction, club: int, page: int) -> None:
        """Show *About the book*, or another page of it."""
        await self._tell(interaction, club, BOOK, page)

    @press(ids.FILM)
    async def the_film(self, interaction: Interaction, club: int, page: int) -> None:
        """Show *The film*, or another page of it."""
        await self._tell(interaction, club, FILM, page)

    async def _tell(self, interaction: Interaction, club: int, subject: str, page: int) -> None:
        here, say = await self.enter(interaction)
        await answer(interaction, cards.told(say, await self.services.backgrounds.tell(here, club, subject, page)))


async def setup(bot: Samovar) -> None:
    """Let the bot load this door by name."""
    await bot.add_cog(Background(bot))
