"""Reminders: the form in which somebody asks for them, and the buttons of a direct message."""

from bot.client import Interaction, Samovar
from bot.domain.club import Asker
from bot.domain.errors import Gone
from bot.presentation import ids
from bot.presentation import me as settings
from bot.presentation import reminder as cards
from bot.presentation.say import Say, say_in
from bot.services.here import Here
from cogs.door import Door, answer, press


class Reminder(Door):
    """What somebody asks for, and how they end it. All of it is about whoever presses, in the server that is named."""

    @press(ids.REMIND)
    async def ask(self, interaction: Interaction) -> None:
        """*Change reminders and streak*: open the form."""
        here, say = await self.enter(interaction)
        await interaction.response.send_modal(cards.form(say, self.services.me.settings(here)))

    @press(ids.REMIND_FORM)
    async def take(
        self,
        interaction: Interaction,
        kinds: tuple[str, ...] = (),
        quiet: tuple[str, ...] = (),
        zone: str = "",
        streak: tuple[str, ...] = (),
    ) -> None:
        """Take the form that came back; a clock that is not clear is asked for once more."""
        here, say = await self.enter(interaction)
        found = await self.services.reminders.ask(here, kinds, "".join(quiet), zone, streak=streak == ("yes",))
        if len(found) == 1:
            await self._show(interaction)
        else:
            await answer(interaction, cards.choose_zone(say, here.zone, found))

    @press(ids.REMIND_ZONE)
    async def settle(self, interaction: Interaction, values: tuple[str, ...]) -> None:
        """Take the zone that was chosen among several."""
        here, _ = await self.enter(interaction)
        await self.services.reminders.settle(here, "".join(values[:1]))
        await self._show(interaction)

    @press(ids.MUTE)
    async def mute(self, interaction: Interaction, guild: int, club: int, off: str) -> None:
        """*Not this book*, and *Remind me of this book too*."""
        here, say = await self._there(interaction, guild)
        found = await self.services.reminders.mute(here, club, off=off == "yes")
        if interaction.guild_id is None:
            await interaction.response.edit_message(view=cards.muted(say, found, off=off == "yes"))
        else:
            await self._show(interaction)

    @press(ids.STOP)
    async def stop(self, interaction: Interaction, guild: int) -> None:
        """*Stop*."""
        here, say = await self._there(interaction, guild)
        await self.services.reminders.stop(here)
        if interaction.guild_id is None:
            await interaction.response.edit_message(view=cards.stopped(say, self.mentions))
        else:
            await self._show(interaction)

    async def _there(self, interaction: Interaction, guild: int) -> tuple[Here, Say]:
        """Return whoever presses in the server that the button names. Raises Gone for none of theirs."""
        if interaction.guild_id not in (None, guild) or self.bot.get_guild(guild) is None:
            raise Gone
        here = await self.services.places.here(Asker(guild, interaction.user.id, (), interaction.locale.value))
        return here, say_in(here.language)

    async def _show(self, interaction: Interaction) -> None:
        here, say = await self.enter(interaction)
        await answer(interaction, settings.settings(say, self.services.me.settings(here)))
        await self.services.reminders.heard(here)


async def setup(bot: Samovar) -> None:
    """Let the bot load this door by name."""
    await bot.add_cog(Reminder(bot))
