"""`/progress`: the reader's bookmark."""

from discord import app_commands
from discord.ext import commands

from bot.client import Interaction, Samovar
from bot.domain.progress import Bookmark
from bot.presentation import commands as text
from bot.presentation import ids
from bot.presentation import progress as cards
from bot.presentation import progress_club as clubs
from bot.presentation import progress_path as paths
from bot.presentation.reminder import unreached
from bot.presentation.say import say_in
from bot.presentation.streak import shared
from bot.services.here import Here
from cogs.door import MOST_CHOICES, Door, answer, asks_club, choice, named_club, press


class Progress(Door, commands.GroupCog, name=text.PROGRESS, description=text.PROGRESS_ABOUT):
    """Set, show and undo a bookmark; see who is where."""

    @app_commands.command(name=text.PROGRESS_SET, description=text.PROGRESS_SET_ABOUT)
    @app_commands.rename(where=text.PROGRESS_SET_WHERE)
    @app_commands.describe(where=text.PROGRESS_SET_WHERE_ABOUT)
    @asks_club
    async def set(
        self, interaction: Interaction, where: app_commands.Range[str, 1, 100], club: str | None = None
    ) -> None:
        """Set the bookmark to what was typed."""
        here, _ = await self.enter(interaction)
        await self._show(interaction, here, await self.services.progress.set(here, where, club))

    @set.autocomplete("where")
    async def places(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the chapters around the bookmark, or what the typed words may mean."""
        here, say = await self.enter(interaction)
        outline, found = await self.services.progress.offer(here, typed, named_club(interaction))
        return [choice(*line) for line in cards.choices(say, outline, found[:MOST_CHOICES])]

    @app_commands.command(name=text.PROGRESS_SHOW, description=text.PROGRESS_SHOW_ABOUT)
    @asks_club
    async def show(self, interaction: Interaction, club: str | None = None) -> None:
        """Show the bookmark."""
        here, _ = await self.enter(interaction)
        await self._show(interaction, here, await self.services.progress.show(here, club))

    @app_commands.command(name=text.PROGRESS_UNDO, description=text.PROGRESS_UNDO_ABOUT)
    @asks_club
    async def undo(self, interaction: Interaction, club: str | None = None) -> None:
        """Take the last change back."""
        here, _ = await self.enter(interaction)
        await self._show(interaction, here, await self.services.progress.undo(here, club))

    @app_commands.command(name=text.PROGRESS_CLUB, description=text.PROGRESS_CLUB_ABOUT)
    @asks_club
    async def club(self, interaction: Interaction, club: str | None = None) -> None:
        """Show who is where."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.who_is_where(say, await self.services.progress.club(here, club)))

    @press(ids.BACK)
    async def still_reading(self, interaction: Interaction, club: int, at: int) -> None:
        """*Still reading it*: one back."""
        here, _ = await self.enter(interaction)
        await self._show(interaction, here, await self.services.progress.step(here, club, at, -1))

    @press(ids.NEXT)
    async def next_finished(self, interaction: Interaction, club: int, at: int) -> None:
        """*Next finished*: one on."""
        here, _ = await self.enter(interaction)
        await self._show(interaction, here, await self.services.progress.step(here, club, at, 1))

    @press(ids.UNDO)
    async def take_back(self, interaction: Interaction, club: int, mark: int) -> None:
        """*Undo* on a card."""
        here, _ = await self.enter(interaction)
        await self._show(interaction, here, await self.services.progress.undo_mark(here, club, mark))

    @press(ids.GO)
    async def go(self, interaction: Interaction, club: int, before: int, after: int) -> None:
        """*Yes, open …* and *I meant …*."""
        here, _ = await self.enter(interaction)
        await self._show(interaction, here, await self.services.progress.go(here, club, before, after))

    @press(ids.PLACE)
    async def leave_it(self, interaction: Interaction, club: int) -> None:
        """*No, leave my bookmark*."""
        here, _ = await self.enter(interaction)
        await self._show(interaction, here, await self.services.progress.place(here, club))

    @press(ids.STREAK)
    async def show_streak(self, interaction: Interaction, club: int) -> None:
        """*Show my streak here*: the one answer of this group that everybody sees, in the club's language."""
        here, _ = await self.enter(interaction)
        shown = await self.services.streaks.share(here, club)
        await interaction.response.send_message(view=shared(say_in(shown.club.language), shown))

    @press(ids.WHO)
    async def turn(self, interaction: Interaction, club: int, page: int) -> None:
        """Turn a page of who is where."""
        here, say = await self.enter(interaction)
        found = await self.services.progress.club_by_id(here, club)
        await answer(interaction, cards.who_is_where(say, found, page))

    @press(ids.WHO_PICTURE)
    async def club_picture(self, interaction: Interaction, club: int) -> None:
        """*As a picture* on who is where."""
        here, say = await self.enter(interaction)
        found = await self.services.progress.along(here, club)
        await interaction.response.defer(ephemeral=True, thinking=True)
        drawn = await self.services.pictures.draw(here.user_id, clubs.sheet(say, found), clubs.draw)
        picture = clubs.named(say, found, drawn)
        await interaction.followup.send(view=clubs.shown(say, picture), file=picture, ephemeral=True)

    @press(ids.PATH)
    async def path_picture(self, interaction: Interaction, club: int) -> None:
        """*As a picture* on one's own bookmark."""
        here, say = await self.enter(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        path = await self.services.paths.own(here, club)
        drawn = await self.services.pictures.draw(here.user_id, paths.sheet(say, path), paths.draw)
        picture = paths.named(say, path, drawn)
        await interaction.followup.send(view=paths.shown(say, path, picture), file=picture, ephemeral=True)

    async def _show(self, interaction: Interaction, here: Here, mark: Bookmark) -> None:
        """Show a bookmark; who could not be reached by a reminder is told so with it, once."""
        say = say_in(here.language)
        await answer(interaction, cards.bookmark(say, mark, unreached(say) if here.habits.unreachable else None))
        await self.services.reminders.heard(here)


async def setup(bot: Samovar) -> None:
    """Let the bot load this door by name."""
    await bot.add_cog(Progress(bot))
