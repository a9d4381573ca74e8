"""`/character` answers "who is that?" from what the asker has read."""

from discord import app_commands
from discord.ext import commands

from bot.client import Interaction, Samovar
from bot.domain.character import WhichOne
from bot.domain.character_map import Around
from bot.presentation import character as cards
from bot.presentation import character_map as maps
from bot.presentation import commands as text
from bot.presentation import ids
from bot.presentation.say import Say, say_in
from bot.services.here import Here
from cogs.door import MOST_CHOICES, Door, answer, asks_club, choice, finish, named_club, press, take_time


async def people(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer people met so far only."""
    here = await interaction.client.here(interaction)
    found = await interaction.client.services.characters.offer(here, typed, MOST_CHOICES, named_club(interaction))
    return [choice(*cards.choice(say_in(here.language), person)) for person in found]


class Character(Door, commands.GroupCog, name=text.CHARACTER, description=text.CHARACTER_ABOUT):
    """Look people up, as far as the asker has read."""

    @app_commands.command(name=text.CHARACTER_LOOKUP, description=text.CHARACTER_LOOKUP_ABOUT)
    @app_commands.rename(name=text.CHARACTER_LOOKUP_NAME)
    @app_commands.describe(name=text.CHARACTER_LOOKUP_NAME_ABOUT)
    @app_commands.autocomplete(name=people)
    @asks_club
    async def lookup(
        self, interaction: Interaction, name: app_commands.Range[str, 1, 100], club: str | None = None
    ) -> None:
        """Tell who somebody is, or ask which one is meant."""
        here, say = await self.enter(interaction)
        found = await self.services.characters.lookup(here, name, club)
        view = cards.which_one(say, found) if isinstance(found, WhichOne) else cards.portrait(say, found)
        await answer(interaction, view)

    @app_commands.command(name=text.CHARACTER_LIST, description=text.CHARACTER_LIST_ABOUT)
    @asks_club
    async def list(self, interaction: Interaction, club: str | None = None) -> None:
        """List everybody met so far."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.listing(say, await self.services.characters.all(here, club)))

    @app_commands.command(name=text.CHARACTER_MAP, description=text.CHARACTER_MAP_ABOUT)
    @app_commands.rename(around=text.CHARACTER_MAP_AROUND)
    @app_commands.describe(around=text.CHARACTER_LOOKUP_NAME_ABOUT)
    @app_commands.autocomplete(around=people)
    @asks_club
    async def map(
        self, interaction: Interaction, around: app_commands.Range[str, 1, 100], club: str | None = None
    ) -> None:
        """Draw those around somebody, or ask around whom."""
        here, say = await self.enter(interaction)
        found = await self.services.characters.map(here, around, club)
        if isinstance(found, WhichOne):
            await answer(interaction, maps.which_one(say, found))
        else:
            await self._map(interaction, here, say, found, 0)

    @press(ids.MAP)
    async def map_of(self, interaction: Interaction, club: int, who: str, page: int) -> None:
        """One of several people, or a page of those who are not in the picture."""
        here, say = await self.enter(interaction)
        found = await self.services.characters.map_of(here, club, str(who))
        await self._map(interaction, here, say, found, page)

    async def _map(self, interaction: Interaction, here: Here, say: Say, found: Around, page: int) -> None:
        """Show a map with its picture, which takes time to draw; further pages and a map of nobody have none."""
        await take_time(interaction)
        page = min(page, maps.pages(say, found) - 1)
        if page or not found.bonds:
            await finish(interaction, maps.around(say, found, None, page))
            return
        drawn = await self.services.pictures.draw(here.user_id, maps.sheet(say, found), maps.draw)
        picture = maps.named(say, found, drawn)
        await finish(interaction, maps.around(say, found, picture), [picture])

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
