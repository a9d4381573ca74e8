"""Words to somebody who is not asking: where they cannot be delivered nothing else is lost, so that is let be."""

import contextlib

import aiohttp
import discord
from discord.ui import LayoutView

from bot.client import Samovar
from bot.domain.club import Club

_LET_BE = (discord.HTTPException, aiohttp.ClientError, OSError)


async def tell_moderators(bot: Samovar, club: Club, view: LayoutView) -> None:
    """Post a card where a club's moderators meet, if they named such a channel."""
    if club.staff_id is None:
        return
    channel = bot.get_partial_messageable(club.staff_id, guild_id=club.guild_id)
    with contextlib.suppress(*_LET_BE):
        await channel.send(view=view)


async def tell_somebody(bot: Samovar, user_id: int, view: LayoutView) -> None:
    """Send somebody a card as a direct message, if they take those."""
    with contextlib.suppress(*_LET_BE):
        place = await bot.create_dm(discord.Object(user_id))
        await place.send(view=view)
