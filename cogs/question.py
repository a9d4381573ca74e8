"""A club's own questions: `/quiz propose` for readers, `/manage questions` for moderators."""

from discord import app_commands

from bot.client import Interaction
from bot.domain.question import Typed
from bot.presentation import commands as text
from bot.presentation import ids
from bot.presentation import question as cards
from bot.presentation.say import say_in
from cogs.door import Door, answer, asks_club, may_manage, press
from cogs.telling import tell_moderators


class Proposing(Door):
    """The part of `/quiz` in which readers propose questions of their own."""

    @app_commands.command(name=text.QUIZ_PROPOSE, description=text.QUIZ_PROPOSE_ABOUT)
    @asks_club
    async def propose(self, interaction: Interaction, club: str | None = None) -> None:
        """Open the form."""
        here, say = await self.enter(interaction)
        await interaction.response.send_modal(cards.form(say, await self.services.questions.begin(here, club)))

    @press(ids.PROPOSE_FORM)
    async def take(
        self,
        interaction: Interaction,
        club: int,
        chapter: str = "",
        text: str = "",
        right: str = "",
        wrong: str = "",
        why: str = "",
    ) -> None:
        """Take the form that came back, and let the moderators know."""
        here, say = await self.enter(interaction)
        made = await self.services.questions.propose(here, club, Typed(chapter, text, right, wrong, why))
        await answer(interaction, cards.thanks(say, made))
        await tell_moderators(self.bot, made.club, cards.posted(say_in(made.club.language), made))


class Judging(Door):
    """The part of `/manage` that looks after questions. Every press is judged again: see `may_manage`."""

    @app_commands.command(name=text.MANAGE_QUESTIONS, description=text.MANAGE_QUESTIONS_ABOUT)
    @asks_club
    async def questions(self, interaction: Interaction, club: str | None = None) -> None:
        """List what was proposed."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.listing(say, await self.services.questions.all(here, club), self.mentions))

    @press(ids.QUESTIONS)
    async def leaf(self, interaction: Interaction, club: int, page: int) -> None:
        """*Earlier*, *Later* and *All questions*."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        found = await self.services.questions.all_by_id(here, club, page)
        await answer(interaction, cards.listing(say, found, self.mentions))

    @press(ids.LOOK)
    async def look(self, interaction: Interaction, club: int, question: int) -> None:
        """*Look at it*, on the list and on the sealed card, which stands in public."""
        here, say = await self.enter(interaction)
        may_manage(interaction, here.club_by_id(club))
        found = await self.services.questions.look(here, club, question)
        await answer(interaction, cards.looked(say, found, self.mentions))

    @press(ids.DECIDE)
    async def decide(self, interaction: Interaction, club: int, question: int, what: str) -> None:
        """*Approve*, *Decline* and *Remove*."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        await answer(
            interaction, cards.decided(say, await self.services.questions.decide(here, club, question, what), what)
        )
