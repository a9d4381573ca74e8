"""A club in the making: its card's buttons, selects and forms, and *Start the club*."""

import asyncio
import io

import discord

from bot.client import Interaction, Samovar
from bot.domain.club import ClubCard
from bot.domain.draft import Draft, Sketch, Spot
from bot.domain.errors import CannotPost, ChannelGone
from bot.presentation import club as club_cards
from bot.presentation import draft as cards
from bot.presentation import ids
from bot.presentation.draft_forms import draft_form
from bot.presentation.plan import stamp
from bot.presentation.say import Say, say_in
from bot.services.here import Here
from cogs.door import MOST_CHOICES, Door, answer, finish, may_manage, press, take_time
from cogs.forms import Typed, channel, chosen, one, text
from cogs.needs import TO_GREET, TO_OPEN, TO_OPEN_A_POST, missing

Place = discord.TextChannel | discord.ForumChannel


class Setup(Door):
    """Everything that the card of `/manage setup` offers. A draft answers to whoever began it, while they moderate."""

    @press(ids.DRAFT)
    async def show(self, interaction: Interaction, draft: int) -> None:
        """*Back*."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        await take_time(interaction)
        await self._redraw(interaction, say, await self.services.drafts.show(here, draft))

    @press(ids.DRAFT_FIELD)
    async def ask(self, interaction: Interaction, draft: int, field: str) -> None:
        """*Change*: open the form of a field."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        found = await self.services.drafts.own(here, draft)
        await interaction.response.send_modal(draft_form(say, draft, found, field))

    @press(ids.DRAFT_FORM)
    async def fill(self, interaction: Interaction, draft: int, field: str, **typed: str | tuple[str, ...]) -> None:
        """Take the form that came back."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        await take_time(interaction)
        match field:
            case "book":
                await self._search_book(interaction, here, draft, text(typed, "title"))
            case "zone":
                await self._search_zone(interaction, here, draft, text(typed, "zone"))
            case _:
                await self._redraw(interaction, say, await self._change(interaction, here, draft, field, typed))

    async def _change(self, interaction: Interaction, here: Here, draft: int, field: str, typed: Typed) -> Sketch:
        drafts = self.services.drafts
        match field:
            case "place":
                meets, staff = channel(interaction, typed, "channel"), channel(interaction, typed, "staff")
                return await drafts.meet(here, draft, spot(meets), staff.id if staff else None)
            case "name":
                return await drafts.name(here, draft, text(typed, "name"), one(typed, "language"))
            case "pace":
                return await drafts.pace(here, draft, text(typed, "pace"))
            case "dates":
                start, meeting, breaks = (text(typed, field) for field in ("start", "meeting", "breaks"))
                return await drafts.date(here, draft, start, one(typed, "weekday"), meeting, breaks)
        return await drafts.ask(here, draft, chosen(typed, "days"), events=one(typed, "events") == "yes")

    async def _search_book(self, interaction: Interaction, here: Here, draft: int, typed: str) -> None:
        """Take the only book that is meant, else let one be chosen."""
        say = say_in(here.language)
        found = self.services.drafts.books(typed, MOST_CHOICES)
        if len(found) == 1:
            await self._redraw(interaction, say, await self.services.drafts.choose_book(here, draft, found[0].slug))
        else:
            await self.services.drafts.own(here, draft)
            await finish(interaction, cards.choose_book(say, draft, found))

    async def _search_zone(self, interaction: Interaction, here: Here, draft: int, typed: str) -> None:
        """Take the only zone that is meant, else let one be chosen."""
        say = say_in(here.language)
        found = self.services.drafts.zones(typed, MOST_CHOICES)
        if len(found) == 1:
            await self._redraw(interaction, say, await self.services.drafts.settle(here, draft, found[0]))
        else:
            sketch = await self.services.drafts.show(here, draft)
            await finish(interaction, cards.choose_zone(say, sketch, found))

    @press(ids.DRAFT_PICK)
    async def pick(self, interaction: Interaction, draft: int, field: str, values: tuple[str, ...]) -> None:
        """Take what was chosen among several."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        await take_time(interaction)
        drafts, picked = self.services.drafts, "".join(values[:1])
        change = drafts.choose_book if field == "book" else drafts.settle
        await self._redraw(interaction, say, await change(here, draft, picked))

    @press(ids.DRAFT_PLAN)
    async def plan(self, interaction: Interaction, draft: int, page: int) -> None:
        """*See the plan*, as a list."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        await take_time(interaction)
        await finish(interaction, cards.plan(say, await self.services.drafts.planned(here, draft), page))

    @press(ids.DRAFT_PICTURE)
    async def picture(self, interaction: Interaction, draft: int, page: int) -> None:
        """*As a picture*."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        await take_time(interaction)
        found = await self.services.drafts.planned(here, draft)
        drawn = await asyncio.to_thread(cards.draw, say, found, page)
        file = discord.File(io.BytesIO(drawn.png), cards.PICTURE)
        await finish(interaction, cards.picture(say, found, drawn), [file])

    @press(ids.DRAFT_DROP)
    async def drop(self, interaction: Interaction, draft: int, sure: str) -> None:
        """*Throw this draft away*, which asks once."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        if sure == "ask":
            await self.services.drafts.own(here, draft)
            await answer(interaction, cards.may_drop(say, draft))
        else:
            await self.services.drafts.drop(here, draft)
            await answer(interaction, cards.dropped(say, self.mentions))

    @press(ids.DRAFT_START)
    async def start(self, interaction: Interaction, draft: int) -> None:
        """*Start the club*. One at a time in a server, so that a channel gets one welcome card."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        await take_time(interaction)
        async with here.server.opening:
            sketch = await self.services.drafts.ready(here, draft)
            place = _writable(interaction, sketch.draft)
            found = await self.services.drafts.open(here, sketch)
            card = await self._welcome(here, place, found)
            plan = await self.services.drafts.begin(here, sketch, found.club, card)
        begins = stamp(plan.sections[0].opens, plan.wishes.zone, "F") if plan else None
        await finish(interaction, club_cards.opened(say, found, self.mentions, begins))

    async def _welcome(self, here: Here, place: Place, found: ClubCard) -> int:
        """Post the welcome card, in a forum as a post, and return its message; where that fails no club stays."""
        card = club_cards.welcome(say_in(found.club.language), found, self.mentions)
        try:
            return await _post(place, found.club.name, card)
        except discord.HTTPException as error:
            await self.services.clubs.withdraw(here, found.club)
            if isinstance(error, discord.Forbidden):
                raise CannotPost(place.id) from error
            raise

    async def _redraw(self, interaction: Interaction, say: Say, sketch: Sketch) -> None:
        await finish(interaction, cards.sketch(say, sketch, self.mentions))


async def _post(place: Place, name: str, card: discord.ui.LayoutView) -> int:
    """Post a card in a channel, or as a post of that name in a forum, with a tag where it wants one.

    Discord gives a post and its first message the same id.
    """
    if isinstance(place, discord.TextChannel):
        return (await place.send(view=card)).id
    tags = [tag for tag in place.available_tags if not tag.moderated][:1] if place.flags.require_tag else []
    return (await place.create_thread(name=name, view=card, applied_tags=tags)).thread.id


def spot(place: object) -> Spot | None:
    """Return a channel as a club's, None for one in which no club can meet; of a thread it is the parent."""
    if isinstance(place, discord.Thread):
        place = place.parent
    if isinstance(place, discord.TextChannel | discord.ForumChannel):
        return Spot(place.id, isinstance(place, discord.ForumChannel))
    return None


def _writable(interaction: Interaction, draft: Draft) -> Place:
    """Return the channel of a draft, if the bot may do there what it will have to. Raises ChannelGone or CannotPost."""
    place = interaction.guild.get_channel(draft.spot.channel_id) if interaction.guild and draft.spot else None
    if not isinstance(place, discord.TextChannel | discord.ForumChannel):
        raise ChannelGone
    opening = TO_OPEN if isinstance(place, discord.TextChannel) else TO_OPEN_A_POST
    lacking = missing(place, opening if draft.paced else TO_GREET)
    if draft.paced and draft.events and not place.guild.me.guild_permissions.create_events:
        lacking += ("create_events",)
    if lacking:
        raise CannotPost(place.id, lacking)
    return place


async def setup(bot: Samovar) -> None:
    """Let the bot load this door by name."""
    await bot.add_cog(Setup(bot))
