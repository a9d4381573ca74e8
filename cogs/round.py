"""Public rounds: `/quiz round`, what their buttons do, and the clock that brings them on."""

import asyncio

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands, tasks

from bot.client import Interaction, Samovar
from bot.domain.errors import CannotPost
from bot.domain.round import QUESTIONS, SECONDS, USUAL_QUESTIONS, USUAL_SECONDS, Shown
from bot.presentation import commands as text
from bot.presentation import ids
from bot.presentation import round as cards
from bot.presentation.say import say_in
from bot.services.round import Wanted
from cogs.carrying import NotHere
from cogs.door import Door, answer, asks_club, finish, moderates, press, take_time
from cogs.needs import TO_ASK, TO_WRITE, missing
from cogs.posting import Mark, Posting

Place = discord.TextChannel | discord.Thread

FLEETING = (NotHere, aiohttp.ClientError, discord.DiscordServerError, OSError)
"""What passes by itself."""

FIRST_NUMBER = 1_000_000_000
"""Added to a round's number on its card's frame, where work that fell due numbers its posts from a thousand on."""


class Rounding(Door):
    """Open rounds, take what people press, and look every second which cards lag behind, while there are any."""

    def __init__(self, bot: Samovar) -> None:
        super().__init__(bot)
        self._posting = Posting(bot)
        self._under_way: dict[int, asyncio.Task[bool]] = {}

    async def cog_load(self) -> None:
        """Register the presses, and wait for rounds."""
        await super().cog_load()
        self.services.rounds.watch(self._wake)

    async def cog_unload(self) -> None:
        """End the clock and what is under way; a round goes on where it was when the bot comes back."""
        self._tick.cancel()
        for task in self._under_way.values():
            task.cancel()
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Go on with the rounds that were under way."""
        await self.services.rounds.resume([guild.id for guild in self.bot.guilds])

    def _wake(self) -> None:
        if not self._tick.is_running():
            self._tick.start()

    @tasks.loop(seconds=1)
    async def _tick(self) -> None:
        """Look after every round that wants it; those that are slow to show hold up no other."""
        for number in self.services.rounds.wanting():
            self._look_after(number)
        if not self.services.rounds.any:
            self._tick.stop()

    def _look_after(self, number: int) -> asyncio.Task[bool]:
        """Return the one task that looks after a round at the moment; its result is whether the round goes on."""
        task = self._under_way.get(number)
        if task is None:
            task = self._under_way[number] = asyncio.create_task(self._bring_on(number))
            task.add_done_callback(lambda _: self._under_way.pop(number, None))
        return task

    async def _bring_on(self, number: int) -> bool:
        rounds = self.services.rounds
        try:
            if shown := await rounds.bring_on(number):
                await rounds.done(shown, await self._show(shown))
        except (discord.NotFound, discord.Forbidden):
            await rounds.abandon(number)
            return False
        except FLEETING:
            rounds.failed(number)
        except Exception as error:  # noqa: BLE001 - a fault in one round touches no other
            rounds.failed(number)
            self.bot.unattended(f"round:{number}", error)
        return True

    async def _show(self, shown: Shown) -> int:
        """Post a round's card, or change it; return its message. It is looked for first: it may be there already."""
        one = shown.round
        mark = Mark(FIRST_NUMBER + one.id, one.begun, again=True)
        view = cards.public(say_in(shown.club.language), shown, self.mentions)
        guild = self.bot.get_guild(one.guild_id)
        place = (guild and guild.get_channel_or_thread(one.channel_id)) or await self._posting.fetch(one.channel_id)
        if not isinstance(place, discord.TextChannel | discord.Thread):
            raise NotHere
        if one.message_id is None:
            return await self._posting.message(place, view, mark)
        await self._posting.change(place, one.message_id, view, mark)
        return one.message_id

    @app_commands.command(name=text.QUIZ_ROUND, description=text.QUIZ_ROUND_ABOUT)
    @app_commands.rename(
        questions=text.QUIZ_ROUND_QUESTIONS,
        first=text.QUIZ_ROUND_FROM,
        last=text.QUIZ_ROUND_TO,
        seconds=text.QUIZ_ROUND_SECONDS,
    )
    @app_commands.describe(
        questions=text.QUIZ_ROUND_QUESTIONS_ABOUT,
        first=text.QUIZ_ROUND_FROM_ABOUT,
        last=text.QUIZ_ROUND_TO_ABOUT,
        seconds=text.QUIZ_ROUND_SECONDS_ABOUT,
    )
    @asks_club
    async def round(
        self,
        interaction: Interaction,
        questions: app_commands.Range[int, QUESTIONS[0], QUESTIONS[-1]] = USUAL_QUESTIONS,
        first: app_commands.Range[str, 1, 100] | None = None,
        last: app_commands.Range[str, 1, 100] | None = None,
        seconds: app_commands.Range[int, SECONDS[0], SECONDS[-1]] = USUAL_SECONDS,
        club: str | None = None,
    ) -> None:
        """Open the lobby of a round in the channel or thread stood in."""
        here, say = await self.enter(interaction)
        await take_time(interaction)
        place = _place(interaction)
        wanted = Wanted(questions, seconds, first, last)
        may = moderates(interaction, here.club(club))
        number = await self.services.rounds.open(here, club, wanted, moderates=may)
        if not await self._look_after(number):
            raise CannotPost(place.id)
        await finish(interaction, cards.opened(say))

    @press(ids.ROUND_IN)
    async def join(self, interaction: Interaction, row: int) -> None:
        """*I'm in*."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.came_in(say, await self.services.rounds.join(here, row)))

    @press(ids.ROUND_PICK)
    async def pick(self, interaction: Interaction, row: int, turn: int, choice: int) -> None:
        """One of the choices, on the card of all or on one's own."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.mine(say, await self.services.rounds.choose(here, row, turn, choice)))

    @press(ids.ROUND_LOOK)
    async def look(self, interaction: Interaction, row: int, turn: int) -> None:
        """*In my language*."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.mine(say, await self.services.rounds.look(here, row, turn)))

    @press(ids.ROUND_GO)
    async def lead(self, interaction: Interaction, row: int, turn: int, phase: str) -> None:
        """*Begin now*, *Skip*, *Go on*. The card changes; nothing else needs saying."""
        here, _ = await self.enter(interaction)
        may = moderates(interaction, self.services.rounds.club(here, row))
        await self.services.rounds.go_on(here, row, turn, phase, moderates=may)
        await interaction.response.defer()
        await self._look_after(row)

    @press(ids.ROUND_STOP)
    async def stop(self, interaction: Interaction, row: int) -> None:
        """*Stop*."""
        here, _ = await self.enter(interaction)
        may = moderates(interaction, self.services.rounds.club(here, row))
        await self.services.rounds.stop(here, row, moderates=may)
        await interaction.response.defer()
        await self._look_after(row)


def _place(interaction: Interaction) -> Place:
    """Return the channel or thread stood in, if the bot may write there. Raises CannotPost."""
    place = interaction.channel
    if not isinstance(place, Place) or (isinstance(place, discord.Thread) and place.parent is None):
        raise CannotPost
    if lacking := missing(place, TO_ASK if isinstance(place, discord.Thread) else TO_WRITE):
        raise CannotPost(place.id, lacking)
    return place
