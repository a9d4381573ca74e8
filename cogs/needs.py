"""What the bot has to be allowed, by what it does; said at setup, and again where it has been taken back."""

from collections.abc import Iterable

import discord

from bot.domain.errors import CannotPost, ChannelGone

TO_GREET = ("view_channel", "send_messages")
TO_WRITE = ("view_channel", "send_messages", "read_message_history")
TO_OPEN_A_POST = (*TO_WRITE, "send_messages_in_threads")
TO_OPEN = (*TO_OPEN_A_POST, "create_public_threads")
TO_PIN = ("pin_messages",)
TO_PIN_A_POST = ("manage_threads",)
TO_ASK = ("view_channel", "read_message_history", "send_messages_in_threads")


def missing(place: discord.abc.GuildChannel | discord.Thread, needs: Iterable[str]) -> tuple[str, ...]:
    """Return which of these permissions the bot lacks in a channel or thread."""
    mine = place.permissions_for(place.guild.me)
    return tuple(one for one in needs if not getattr(mine, one))


def to_seal(place: discord.TextChannel | discord.Thread, *, replaces: bool) -> tuple[str, ...]:
    """Return what it takes to post a sealed card somewhere, where it `replaces` a message to delete that too."""
    needs = TO_ASK if isinstance(place, discord.Thread) else TO_WRITE
    return (*needs, "manage_messages") if replaces else needs


def may_post(guild: discord.Guild | None, channel_id: int) -> discord.TextChannel | discord.ForumChannel:
    """Return a club's channel, if the bot could post a card there, in a forum as a post of its own.

    Raises ChannelGone or CannotPost.
    """
    place = guild.get_channel(channel_id) if guild else None
    if not isinstance(place, discord.TextChannel | discord.ForumChannel):
        raise ChannelGone
    if lacking := missing(place, TO_WRITE if isinstance(place, discord.TextChannel) else TO_OPEN_A_POST):
        raise CannotPost(place.id, lacking)
    return place
