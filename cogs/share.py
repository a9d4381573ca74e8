"""*Share here*: what a reader sees, shown to the others where they stand."""

from dataclasses import replace

import discord

from bot.client import Interaction, Samovar
from bot.domain.errors import CannotPost
from bot.domain.share import Subject
from bot.presentation import ids
from bot.presentation import share as cards
from bot.presentation.say import say_in
from cogs.door import Door, answer, press
from cogs.needs import TO_GREET, missing

Place = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread


class Share(Door):
    """Post what a private card shows, and open what others posted."""

    @press(ids.SHARE_HERE)
    async def share(self, interaction: Interaction, club: int, kind: str, which: str, at: int) -> None:
        """*Share here*. It is acknowledged first: posting can take longer than Discord waits."""
        here, say = await self.enter(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        place = _place(interaction)
        posting, new = await self.services.shares.share(here, club, Subject(kind, str(which)), at)
        if new:
            try:
                message = await place.send(view=cards.posted(say_in(posting.club.language), posting))
            except discord.HTTPException as error:
                await self.services.shares.withdraw(posting)
                if isinstance(error, discord.Forbidden):
                    raise CannotPost(place.id) from error
                raise
            await self.services.shares.posted(posting, message.id)
            posting = replace(posting, shared=replace(posting.shared, message=message.id))
        await interaction.followup.send(view=cards.done(say, posting, new=new), ephemeral=True)

    @press(ids.SHARED)
    async def open(self, interaction: Interaction, share: int) -> None:
        """*Open* on a sealed card, *In my language* on another."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.opened(say, await self.services.shares.open(here, share)))


def _place(interaction: Interaction) -> Place:
    """Return the channel or thread stood in, if the bot may write there. Raises CannotPost."""
    place = interaction.channel
    if not isinstance(place, Place) or (isinstance(place, discord.Thread) and place.parent is None):
        raise CannotPost
    needs = ("view_channel", "send_messages_in_threads") if isinstance(place, discord.Thread) else TO_GREET
    if lacking := missing(place, needs):
        raise CannotPost(place.id, lacking)
    return place


async def setup(bot: Samovar) -> None:
    """Let the bot load this door by name."""
    await bot.add_cog(Share(bot))
