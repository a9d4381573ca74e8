"""Posting so that each post appears exactly once, whatever dies between sending it and writing that down.

A message carries a nonce, by which Discord drops a second sending for some minutes, and the number of its row on its
frame, by which it is found in the channel's history after longer (decision 0013). Threads, forum posts and events take
no nonce: they are looked for where they would be.
"""

import asyncio
import contextlib
import math
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

import discord
from discord.ui import LayoutView

from bot.presentation.card import numbered

QUIETLY = discord.AllowedMentions.none()
"""How everything is posted that notifies nobody."""
A_WEEK: Final = 10080
"""Minutes without talk after which Discord puts a thread away; it comes back with the next word."""
EARLIER = timedelta(minutes=1)
"""How far this machine's clock may be ahead of Discord's."""
A_SECOND, MOST = 49, 50
"""Requests begun in a second, and how many there may be where some woke late: those that Discord allows a bot.

Answers to what people press do not count there.
"""
A_PAGE = 100
"""Messages that Discord hands out at once."""
PINS_FULL = (30003, 30047)
"""Discord's codes for a channel that has as many pins as it may, and for a forum that has its one."""
HAS_THREAD = 160004
"""Discord's code for a message that has its thread already."""

TextPlace = discord.TextChannel | discord.Thread
Place = TextPlace | discord.DMChannel


@dataclass(frozen=True, slots=True)
class Mark:
    """How a post is known again: the number on its frame, when it was begun, and whether it may be there already.

    A `name` is what Discord is told where others may post the same thing too.
    """

    number: int
    begun: datetime
    again: bool
    name: str = ""

    @property
    def second(self) -> "Mark":
        """The mark of the other message of the same row."""
        return replace(self, number=self.number + 1, name="")

    @property
    def nonce(self) -> str:
        """What Discord knows it by for some minutes; at most 25 characters."""
        return self.name or f"{self.number}-{int(self.begun.timestamp())}"


class Gate:
    """Lets requests begin one after another, evenly, so that many clubs at once keep Discord's limit."""

    def __init__(self) -> None:
        self._last = -math.inf
        self._begun: deque[float] = deque([-math.inf] * MOST, MOST)

    async def __call__(self) -> None:
        """Wait for one's turn. Turns are given by the clock, so that whoever wakes late holds up nobody else.

        Where many wake late at once, the last of them wait until a second holds no more than it may.
        """
        clock = asyncio.get_running_loop().time
        now = clock()
        self._last = max(self._last + 1 / A_SECOND, now)
        await asyncio.sleep(self._last - now)
        while (left := self._begun[0] + 1 - clock()) > 0:  # noqa: ASYNC110 - others take their turns meanwhile
            await asyncio.sleep(left)
        self._begun.append(clock())


class Posting:
    """The acts of posting on Discord, each safe to repeat. They raise what discord.py raises."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._gate = Gate()

    async def message(
        self,
        place: Place,
        view: LayoutView,
        mark: Mark,
        *,
        files: Sequence[discord.File] = (),
        mentions: discord.AllowedMentions = QUIETLY,
    ) -> int:
        """Post a card with the files it names, and return its message's id.

        It notifies whom `mentions` says, if it names them.
        """
        if mark.again and (found := await self._find(place, mark)):
            return found
        await self._gate()
        numbered(view, mark.number)
        return (await place.send(view=view, nonce=mark.nonce, files=files, allowed_mentions=mentions)).id

    async def direct(self, user_id: int, view: LayoutView, mark: Mark) -> int:
        """Send a card to somebody as a direct message and return its id."""
        await self._gate()
        place = await self._client.create_dm(discord.Object(user_id))
        return await self.message(place, view, mark)

    async def change(
        self,
        place: TextPlace,
        message_id: int,
        view: LayoutView,
        mark: Mark,
        mentions: discord.AllowedMentions = QUIETLY,
    ) -> None:
        """Put a card in place of one that was posted. Raises NotFound where somebody deleted it.

        Discord notifies nobody of a change; with the `mentions` that it was posted with, it stays marked for them.
        """
        await self._gate()
        numbered(view, mark.number)
        await place.get_partial_message(message_id).edit(view=view, allowed_mentions=mentions)

    async def delete(self, place: TextPlace, message_id: int) -> None:
        """Delete a message, if it is still there."""
        await self._gate()
        with contextlib.suppress(discord.NotFound):
            await place.get_partial_message(message_id).delete()

    async def pin(self, message: discord.PartialMessage, *, pinned: bool) -> None:
        """Pin a message, unless the channel has no room for another pin, or take its pin off."""
        await self._gate()
        with _room_for_pins():
            await (message.pin() if pinned else message.unpin())

    async def pin_post(self, thread: discord.Thread, *, pinned: bool) -> None:
        """Pin a post of a forum, unless another one is, or take its pin off."""
        await self._gate()
        with _room_for_pins():
            await thread.edit(pinned=pinned)

    async def reopen(self, thread: discord.Thread) -> None:
        """Take a thread up that was put away: nothing in it can be changed before."""
        await self._gate()
        await thread.edit(archived=False)

    async def thread(self, place: discord.TextChannel, message_id: int, name: str, mark: Mark) -> discord.Thread:
        """Open the thread of a message, or return the one it has; it has the message's id."""
        if mark.again and (found := await self._thread(message_id)):
            return found
        await self._gate()
        message = place.get_partial_message(message_id)
        try:
            return await message.create_thread(name=name, auto_archive_duration=A_WEEK)
        except discord.HTTPException as error:
            if error.code == HAS_THREAD and (found := await self._thread(message_id)):
                return found
            raise

    async def _thread(self, thread_id: int) -> discord.Thread | None:
        try:
            found = await self.fetch(thread_id)
        except discord.NotFound:
            return None
        return found if isinstance(found, discord.Thread) else None

    async def fetch(self, channel_id: int) -> object:
        """Ask Discord for a channel or thread."""
        await self._gate()
        return await self._client.fetch_channel(channel_id)

    async def forum_post(
        self,
        forum: discord.ForumChannel,
        name: str,
        view: LayoutView,
        mark: Mark,
        mentions: discord.AllowedMentions = QUIETLY,
    ) -> int:
        """Open a post in a forum and return its thread's id; it notifies whom `mentions` says, if it names them."""
        if mark.again and (found := await self._find_post(forum, mark)):
            return found
        tags = [tag for tag in forum.available_tags if not tag.moderated][:1] if forum.flags.require_tag else []
        await self._gate()
        made = await forum.create_thread(
            name=name,
            view=numbered(view, mark.number),
            auto_archive_duration=A_WEEK,
            applied_tags=tags,
            allowed_mentions=mentions,
        )
        return made.thread.id

    async def event(
        self, guild: discord.Guild, name: str, about: str, link: str, starts: datetime, *, made: int | None, again: bool
    ) -> int:
        """Put a meeting among a server's events, at the time it has now, and return the event's id.

        `link` is where it meets, and by what it is known again.
        """
        ends = starts + timedelta(hours=1)
        found = None
        if made is not None or again:
            await self._gate()
            events = await guild.fetch_scheduled_events(with_counts=False)
            found = next((one for one in events if one.id == made or one.location == link), None)
        await self._gate()
        if found is not None:
            await found.edit(name=name, description=about, start_time=starts, end_time=ends)
            return found.id
        new = await guild.create_scheduled_event(
            name=name,
            description=about,
            start_time=starts,
            end_time=ends,
            entity_type=discord.EntityType.external,
            privacy_level=discord.PrivacyLevel.guild_only,
            location=link,
        )
        return new.id

    async def _find(self, place: Place, mark: Mark) -> int | None:
        """Look through what was said since the post was begun, the latest first."""
        before = None
        while True:
            await self._gate()
            page = [one async for one in place.history(limit=A_PAGE, before=before)]
            for message in page:
                if self._is(message, mark):
                    return message.id
            if len(page) < A_PAGE or page[-1].created_at < mark.begun - EARLIER:
                return None
            before = page[-1]

    async def _find_post(self, forum: discord.ForumChannel, mark: Mark) -> int | None:
        await self._gate()
        threads = [one for one in await forum.guild.active_threads() if one.parent_id == forum.id]
        await self._gate()
        threads += [one async for one in forum.archived_threads(limit=A_PAGE)]
        for thread in threads:
            if not self._mine(thread.owner_id) or discord.utils.snowflake_time(thread.id) < mark.begun - EARLIER:
                continue
            await self._gate()
            async for message in thread.history(limit=1, oldest_first=True):
                if self._is(message, mark):
                    return thread.id
        return None

    def _is(self, message: discord.Message, mark: Mark) -> bool:
        return self._mine(message.author.id) and any(
            getattr(one, "id", None) == mark.number for one in message.components
        )

    def _mine(self, user_id: int) -> bool:
        return self._client.user is not None and user_id == self._client.user.id


@contextlib.contextmanager
def _room_for_pins() -> Iterator[None]:
    """Let be what there is no room for."""
    try:
        yield
    except discord.HTTPException as error:
        if error.code not in PINS_FULL:
            raise
