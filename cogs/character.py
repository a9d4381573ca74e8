"""`/character` answers "who is that?" from what the asker has read."""

from discord import app_commands
from discord.ext import commands

from bot.client import Interaction, Samovar
from bot.domain.character import WhichOne
from bot.presentation import character as cards
from bot.presentation import commands as text
from bot.presentation import ids
from cogs.door import MOST_CHOICES, Door, answer, asks_club, choice, named_club, press


class Character(Door, commands.GroupCog, name=text.CHARACTER, description=text.CHARACTER_ABOUT):
    """Look people up, as far as the asker has read."""

    @app_commands.command(name=text.CHARACTER_LOOKUP, description=text.CHARACTER_LOOKUP_ABOUT)
    @app_commands.rename(name=text.CHARACTER_LOOKUP_NAME)
    @app_commands.describe(name=text.CHARACTER_LOOKUP_NAME_ABOUT)
    @asks_club
    async def lookup(
        self, interaction: Interaction, name: app_commands.Range[str, 1, 100], club: str | None = None
    ) -> None:
        """Tell who somebody is, or ask which one is meant."""
        here, say = await self.enter(interaction)
        found = await self.services.characters.lookup(here, name, club)
        view = cards.which_one(say, found) if isinstance(found, WhichOne) else cards.portrait(say, found)
        await answer(interaction, view)

    @lookup.autocomplete("name")
    async def names(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer people met so far only."""
        here, say = await self.enter(interaction)
        found = await self.services.characters.offer(here, typed, MOST_CHOICES, named_club(interaction))
        return [choice(*cards.choice(say, person)) for person in found]

    @app_commands.command(name=text.CHARACTER_LIST, description=text.CHARACTER_LIST_ABOUT)
    @asks_club
    async def list(self, interaction: Interaction, club: str | None = None) -> None:
        """List everybody met so far."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.listing(say, await self.services.characters.all(here, club)))

    @press(ids.PERSON)
    async def this_one(self, interaction: Interaction, club: int, who: str) -> None:
        """One of several people."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.portrait(say, await self.services.characters.person(here, club, str(who))))

    @press(ids.CAST)
    async def turn(self, interaction: Interaction, club: int, page: int) -> None:
        """Turn a page of the list."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.listing(say, await self.services.characters.all_by_id(here, club), page))


async def setup(bot: Samovar) -> None:
    """Let the bot load this door by name."""
    await bot.add_cog(Character(bot))
