"""`/manage settings`: every setting of a club on one card, each changed in place."""

from collections.abc import Callable
from dataclasses import replace

from discord import app_commands

from bot.client import Interaction
from bot.domain.errors import CannotPost
from bot.domain.settings import OF_A_PLAN, Settled
from bot.presentation import commands as text
from bot.presentation import ids
from bot.presentation import settings as cards
from bot.presentation.settings_forms import setting_form
from bot.services.here import Here
from cogs.door import Door, answer, asks_club, may_manage, press
from cogs.forms import Typed, channel, chosen, one, role
from cogs.forms import text as written
from cogs.needs import TO_WRITE, missing
from cogs.plan import tell_club


class Settling(Door):
    """The part of `/manage` that shows and changes settings. Every press is judged again: see `may_manage`."""

    @app_commands.command(name=text.MANAGE_SETTINGS, description=text.MANAGE_SETTINGS_ABOUT)
    @asks_club
    async def settings(self, interaction: Interaction, club: str | None = None) -> None:
        """Show the settings."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.panel(say, self.services.settings.show(here, club), self.mentions))

    @press(ids.SETTINGS)
    async def show_settings(self, interaction: Interaction, club: int) -> None:
        """*All settings*."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        await answer(interaction, cards.panel(say, self.services.settings.show_by_id(here, club), self.mentions))

    @press(ids.SETTING)
    async def ask_setting(self, interaction: Interaction, club: int, group: str) -> None:
        """*Change*: open the form of a group."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        found = self.services.settings.show_by_id(here, club)
        if group in OF_A_PLAN:
            self.services.plans.of(here, found.club)
        await interaction.response.send_modal(setting_form(say, _as_there(interaction, found), group))

    @press(ids.SETTING_FORM)
    async def settle(self, interaction: Interaction, club: int, group: str, **typed: str | tuple[str, ...]) -> None:
        """Take the form that came back, and tell the club where its meetings moved."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        found = await self._change(interaction, here, club, group, typed)
        mute = _mute(interaction, found.club.mention_id)
        await answer(interaction, cards.changed(say, found, self.mentions, mute=mute))
        if found.change and found.change.moved:
            await tell_club(interaction, say, found.change)

    async def _change(self, interaction: Interaction, here: Here, club: int, group: str, typed: Typed) -> Settled:
        settings, plans = self.services.settings, self.services.plans
        match group:
            case "places":
                return await settings.place(here, club, _staff(interaction, typed))
            case "roles":
                mention, mods = role(interaction, typed, "mention"), role(interaction, typed, "mods")
                return await settings.name(here, club, mention, mods)
            case "club":
                reminders = one(typed, "reminders") == "yes"
                return await settings.speak(here, club, one(typed, "language"), reminders=reminders)
            case "times":
                meeting, posting = written(typed, "meeting"), written(typed, "posting")
                return await plans.retime(here, club, meeting, posting, chosen(typed, "days"))
            case "rounds":
                everybody, after = one(typed, "who") == "everybody", one(typed, "after") == "yes"
                return await plans.let_play(here, club, everybody=everybody, after_meetings=after)
        events = one(typed, "events") == "yes"
        return await plans.be_patient(here, club, written(typed, "patience"), events=events)


def _staff(interaction: Interaction, typed: Typed) -> int | None:
    """Return the moderators' channel that was chosen, None for none. Raises ChannelGone or CannotPost."""
    place = channel(interaction, typed, "staff")
    if place and (lacking := missing(place, TO_WRITE)):
        raise CannotPost(place.id, lacking)
    return place.id if place else None


def _as_there(interaction: Interaction, found: Settled) -> Settled:
    """Leave out channels and roles that were deleted: no form can have them chosen."""
    guild, club = interaction.guild, found.club
    if guild is None:
        return found
    left = replace(
        club,
        staff_id=_known(guild.get_channel, club.staff_id),
        mention_id=_known(guild.get_role, club.mention_id),
        mods_id=_known(guild.get_role, club.mods_id),
    )
    return replace(found, club=left)


def _known(look: Callable[[int], object], number: int | None) -> int | None:
    return number if number and look(number) else None


def _mute(interaction: Interaction, role_id: int | None) -> bool:
    """Whether Discord does not let the bot notify a role's members."""
    named = interaction.guild.get_role(role_id) if interaction.guild and role_id else None
    return named is not None and not (named.mentionable or named.guild.me.guild_permissions.mention_everyone)
