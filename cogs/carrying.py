"""Carrying out one piece of work on Discord: where it goes, what is missing for it there, and its acts in order."""

import asyncio
import contextlib
from collections.abc import Iterable
from dataclasses import replace

import discord
from discord.ui import LayoutView

from bot.client import Samovar
from bot.domain.info import Board
from bot.domain.post import Asked, Closing, ForClub, Meeting, Notice, Opening, Part, Play, Post
from bot.domain.reminder import Call, Reminder
from bot.domain.seal import Sealing
from bot.domain.vote import Counted, Poll
from bot.domain.work import GONE, MISSING, Task
from bot.presentation import info as infos
from bot.presentation import notice as notices
from bot.presentation import post as cards
from bot.presentation import reminder as reminders
from bot.presentation import vote_post as votes
from bot.presentation.say import say_in
from cogs import sealing
from cogs.needs import TO_ASK, TO_OPEN, TO_OPEN_A_POST, TO_PIN, TO_PIN_A_POST, TO_WRITE, missing, to_seal
from cogs.posting import QUIETLY, Mark, Posting, TextPlace

TOO_FAST = 40003
"""Discord's code for opening direct messages faster than it likes."""
FIRST_NUMBER = 1_000
"""Added to twice a row's number on its posts' frames; Discord numbers what has no number from 1."""


ClubPlace = discord.TextChannel | discord.ForumChannel


class NotHere(Exception):
    """What is to be reached is out of reach for now: an outage, a limit of Discord's, or it removed the bot."""


class CannotAct(Exception):
    """Something that only moderators can put right; `about` is what they are told."""

    def __init__(self, *about: str) -> None:
        super().__init__(*about)
        self.about = about


class Carrier:
    """Carries out pieces of work, each of which may have been begun before."""

    def __init__(self, bot: Samovar) -> None:
        self._bot = bot
        self._posting = Posting(bot)

    async def carry_out(self, task: Task, post: Post) -> int | None:
        """Post something and return the message or event that it became.

        Raises CannotAct, NotHere, or what discord.py raises for faults that pass.
        """
        guild = self._bot.get_guild(task.guild_id)
        if guild is None or guild.unavailable:
            raise NotHere
        mark = Mark(FIRST_NUMBER + 2 * task.id, task.begun, again=task.tries > 1)
        if isinstance(post, Call):
            await self._bot.services.reminding.send_out(post)
            return None
        if isinstance(post, Reminder):
            return await self._remind(post, mark)
        try:
            return await self._act(guild, task, post, mark)
        except discord.NotFound as error:
            raise CannotAct(GONE) from error
        except discord.Forbidden as error:
            raise CannotAct(MISSING, str(post.club.channel_id), "view_channel", "send_messages") from error

    async def _act(  # noqa: PLR0911 - one for each kind of post
        self, guild: discord.Guild, task: Task, post: ForClub, mark: Mark
    ) -> int | None:
        say = say_in(post.club.language)
        match post:
            case Opening():
                return await self._open(guild, task, post, mark)
            case Asked():
                thread = await self._place(guild, _thread(post.part), TO_ASK)
                return await self._posting.message(thread, cards.asked(say, post, task.id), mark)
            case Closing():
                channel, needs = (_thread(post.part), TO_ASK) if post.forum else (post.club.channel_id, TO_WRITE)
                place = await self._place(guild, channel, needs)
                return await self._posting.message(place, cards.closing(say, post, task.id), mark)
            case Meeting():
                return await self._meet(guild, post, mark)
            case Play():
                await self._place(guild, post.plan.threads[post.section.number], TO_ASK)
                await self._bot.services.rounds.open_by_itself(task, post)
                return None
            case Notice():
                return await self._tell(guild, post, mark)
            case Poll() | Counted():
                return await self._of_a_vote(guild, task, post, mark)
            case Sealing():
                place = await self._place(guild, post.place, ())
                _check(place, to_seal(place, replaces=post.message_id is not None))
                return await sealing.carry_out(self._bot, self._posting, place, post, mark)
            case Board():
                return await self._keep_card(guild, post, mark)

    async def _open(self, guild: discord.Guild, task: Task, post: Opening, mark: Mark) -> int:
        """Open a section: in a forum its post, else a card, the thread on it, and the thread's first card."""
        say = say_in(post.club.language)
        name = cards.title(say, post.outline, post.part)
        work = self._bot.services.work
        role = guild.get_role(post.club.mention_id or 0)
        named, mentions = (role.id, _only(role)) if role else (None, QUIETLY)
        if post.forum:
            forum = await self._forum(guild, post.club.channel_id)
            thread_id = post.part.thread
            if thread_id is None:
                view = cards.guide(say, post, task.id, named)
                thread_id = await self._posting.forum_post(forum, name, view, mark, mentions)
                await work.opened(task, thread_id)
            return thread_id
        place = await self._place(guild, post.club.channel_id, TO_OPEN)
        if not isinstance(place, discord.TextChannel):
            raise CannotAct(GONE)
        message_id = task.made
        if message_id is None:
            message_id = await self._posting.message(
                place, cards.opening(say, post, task.id, named), mark, mentions=mentions
            )
            await work.made(task, message_id)
        thread = await self._posting.thread(place, message_id, name, mark)
        await self._posting.message(thread, cards.guide(say, post, task.id), mark.second)
        await work.opened(task, thread.id)
        linked = replace(post, part=replace(post.part, thread=thread.id))
        with contextlib.suppress(discord.NotFound):
            view = cards.opening(say, linked, task.id, named)
            await self._posting.change(place, message_id, view, mark, mentions)
        return message_id

    async def _meet(self, guild: discord.Guild, post: Meeting, mark: Mark) -> int:
        if not guild.me.guild_permissions.create_events:
            raise CannotAct(MISSING, str(post.club.channel_id), "create_events")
        name, about = cards.event(say_in(post.club.language), post)
        link = cards.link(guild.id, _thread(post.part))
        return await self._posting.event(guild, name, about, link, post.part.meets, made=post.made, again=mark.again)

    async def _tell(self, guild: discord.Guild, post: Notice, mark: Mark) -> int | None:
        """Tell the moderators in their channel, else whoever opened the club; None where nobody can be told."""
        view = notices.notice(say_in(post.club.language), post)
        if post.club.staff_id is not None:
            try:
                place = await self._place(guild, post.club.staff_id, TO_WRITE)
                return await self._posting.message(place, view, mark)
            except (CannotAct, discord.Forbidden, discord.NotFound):
                pass
        if post.opener is None:
            return None
        try:
            return await self._posting.direct(post.opener, view, mark)
        except (discord.Forbidden, discord.NotFound):
            return None

    async def _of_a_vote(self, guild: discord.Guild, task: Task, post: Poll | Counted, mark: Mark) -> int:
        if isinstance(post, Poll):
            return await self._ask_to_vote(guild, task, post, mark)
        return await self._tell_count(guild, task, post, mark)

    async def _ask_to_vote(self, guild: discord.Guild, task: Task, post: Poll, mark: Mark) -> int:
        """Post the card of a vote, in a forum as a post of its own."""
        say = say_in(post.club.language)
        card = votes.poll(say, post, task.id)
        if isinstance(await self._found(guild, post.club.channel_id), discord.ForumChannel):
            forum = await self._forum(guild, post.club.channel_id)
            return await self._posting.forum_post(forum, votes.title(say), card, mark)
        place = await self._place(guild, post.club.channel_id, TO_WRITE)
        return await self._posting.message(place, card, mark)

    async def _tell_count(self, guild: discord.Guild, task: Task, post: Counted, mark: Mark) -> int:
        """Post what a vote came to, where its card is, and take the buttons off that; a picture only where it may."""
        say, asked = say_in(post.club.language), post.poll.card
        place = await self._place_of_a_count(guild, post)
        may_attach = place.permissions_for(guild.me).attach_files
        picture = await asyncio.to_thread(votes.picture, say, post) if may_attach else None
        files = [picture] if picture else []
        message_id = await self._posting.message(place, votes.counted(say, post, task.id, picture), mark, files=files)
        if asked is not None:
            await self._posting.change(place, asked, votes.over(say, post), mark.second)
        return message_id

    async def _place_of_a_count(self, guild: discord.Guild, post: Counted) -> TextPlace:
        if not isinstance(await self._found(guild, post.club.channel_id), discord.ForumChannel):
            return await self._place(guild, post.club.channel_id, TO_WRITE)
        if post.poll.card is None:
            raise CannotAct(GONE)
        return await self._place(guild, post.poll.card, TO_ASK)

    async def _keep_card(self, guild: discord.Guild, post: Board, mark: Mark) -> int | None:
        """Put a club's card right; one that is not there is posted if a moderator asked for it, else None says so."""
        place = await self._found(guild, post.club.channel_id)
        if not isinstance(place, discord.TextChannel | discord.ForumChannel):
            raise CannotAct(GONE)
        view = infos.board(say_in(post.club.language), post.info)
        card = post.club.info_card
        if card is not None and not await self._changed(guild, place, card, view, mark):
            card = None
        if card is not None and post.club.closed_at is not None:
            await self._pin(guild, place, card, pinned=False)
        if not post.asked:
            return card
        if card is None:
            card = await self._post_card(place, post, view, mark)
            await self._bot.services.info_cards.posted(post, card)
        await self._pin(guild, place, card)
        return card

    async def _changed(self, guild: discord.Guild, place: ClubPlace, card: int, view: LayoutView, mark: Mark) -> bool:
        """Put a card in place of the one that stands in a channel or in its post; return whether it is still there."""
        try:
            where = place if isinstance(place, discord.TextChannel) else await self._place(guild, card, ())
            if isinstance(where, discord.Thread) and where.archived:
                await self._posting.reopen(where)
            await self._posting.change(where, card, view, mark)
        except discord.NotFound:
            return False
        return True

    async def _post_card(self, place: ClubPlace, post: Board, view: LayoutView, mark: Mark) -> int:
        """Post a club's card, in a forum as a post of its own, whose number is also its message's."""
        if isinstance(place, discord.ForumChannel):
            _check(place, TO_OPEN_A_POST)
            name = infos.title(say_in(post.club.language), post.club)
            return await self._posting.forum_post(place, name, view, mark)
        _check(place, TO_WRITE)
        return await self._posting.message(place, view, mark)

    async def _pin(self, guild: discord.Guild, place: ClubPlace, card: int, *, pinned: bool = True) -> None:
        """Pin a club's card, or take the pin off, where the bot may."""
        if isinstance(place, discord.TextChannel):
            if not missing(place, TO_PIN):
                await self._posting.pin(place.get_partial_message(card), pinned=pinned)
        elif not missing(place, TO_PIN_A_POST):
            thread = await self._place(guild, card, ())
            if isinstance(thread, discord.Thread):
                await self._posting.pin_post(thread, pinned=pinned)

    async def _remind(self, post: Reminder, mark: Mark) -> int | None:
        """Send somebody their reminder; who takes no direct messages gets none any more. Raises NotHere."""
        view = reminders.reminder(say_in(post.language), post, self._bot.mentions)
        try:
            return await self._posting.direct(post.user_id, view, mark)
        except (discord.Forbidden, discord.NotFound):
            await self._bot.services.reminding.unreachable(post)
            return None
        except discord.HTTPException as error:
            if error.code == TOO_FAST:
                raise NotHere from error
            raise

    async def _place(self, guild: discord.Guild, channel_id: int, needs: Iterable[str]) -> TextPlace:
        """Return a channel or thread that one may do everything in that is needed."""
        place = await self._found(guild, channel_id)
        if not isinstance(place, discord.TextChannel | discord.Thread):
            raise CannotAct(GONE)
        if isinstance(place, discord.Thread) and place.parent is None:
            raise CannotAct(GONE)
        _check(place, needs)
        return place

    async def _forum(self, guild: discord.Guild, channel_id: int) -> discord.ForumChannel:
        forum = await self._found(guild, channel_id)
        if not isinstance(forum, discord.ForumChannel):
            raise CannotAct(GONE)
        _check(forum, TO_OPEN_A_POST)
        return forum

    async def _found(self, guild: discord.Guild, channel_id: int) -> object:
        """Return a channel or thread, asking Discord for a thread that was put away."""
        known = guild.get_channel_or_thread(channel_id)
        try:
            return known or await self._posting.fetch(channel_id)
        except discord.Forbidden as error:
            raise CannotAct(MISSING, str(channel_id), "view_channel") from error


def _only(role: discord.Role) -> discord.AllowedMentions:
    return discord.AllowedMentions(everyone=False, users=False, roles=[role], replied_user=False)


def _check(place: TextPlace | discord.ForumChannel, needs: Iterable[str]) -> None:
    if lacking := missing(place, needs):
        raise CannotAct(MISSING, str(place.id), *lacking)


def _thread(part: Part) -> int:
    if part.thread is None:
        raise CannotAct(GONE)
    return part.thread
