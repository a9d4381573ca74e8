"""A club's own prompts: `/club suggest` for readers, `/manage prompt` for moderators."""

from discord import app_commands

from bot.client import Interaction
from bot.domain.prompt import NEW, Typed
from bot.domain.proposal import REMOVE, Looked
from bot.presentation import commands as text
from bot.presentation import ids
from bot.presentation import prompt as cards
from bot.presentation.say import say_in
from bot.services.here import Here
from cogs.door import MOST_CHOICES, Door, answer, asks_club, choice, may_manage, named_club, press
from cogs.telling import tell_moderators, tell_somebody


class Suggesting(Door):
    """The part of `/club` in which readers suggest what to talk about."""

    @app_commands.command(name=text.CLUB_SUGGEST, description=text.CLUB_SUGGEST_ABOUT)
    @asks_club
    async def suggest(self, interaction: Interaction, club: str | None = None) -> None:
        """Open the form, which tells what became of earlier suggestions."""
        here, say = await self.enter(interaction)
        await interaction.response.send_modal(cards.suggest_form(say, await self.services.prompts.begin(here, club)))

    @press(ids.SUGGEST_FORM)
    async def take_suggestion(self, interaction: Interaction, club: int, chapter: str = "", text: str = "") -> None:
        """Take the form that came back, and let the moderators know."""
        here, say = await self.enter(interaction)
        made = await self.services.prompts.suggest(here, club, chapter, text)
        await answer(interaction, cards.thanks(say, made))
        await tell_moderators(self.bot, made.club, cards.posted(say_in(made.club.language), made))


class Prompting(Door):
    """The part of `/manage` that looks after prompts. Every press is judged again: see `may_manage`.

    A form that a command opens comes back without a card to be judged by, so only who has Manage Server gets one so.
    Others whom the server lets invoke the command get a card with a button that opens it.
    """

    prompt = app_commands.Group(name=text.MANAGE_PROMPT, description=text.MANAGE_PROMPT_ABOUT)

    @prompt.command(name=text.MANAGE_PROMPT_ADD, description=text.MANAGE_PROMPT_ADD_ABOUT)
    @asks_club
    async def add_prompt(self, interaction: Interaction, club: str | None = None) -> None:
        """Open the form for a new prompt."""
        here, say = await self.enter(interaction)
        if interaction.permissions.manage_guild:
            blank = await self.services.prompts.form(here, club)
            await interaction.response.send_modal(cards.form(say, blank))
        else:
            await answer(interaction, cards.listing(say, await self.services.prompts.all(here, club), self.mentions))

    @prompt.command(name=text.MANAGE_PROMPT_LIST, description=text.MANAGE_PROMPT_LIST_ABOUT)
    @asks_club
    async def list_prompts(self, interaction: Interaction, club: str | None = None) -> None:
        """List the club's own prompts."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.listing(say, await self.services.prompts.all(here, club), self.mentions))

    @prompt.command(name=text.MANAGE_PROMPT_EDIT, description=text.MANAGE_PROMPT_EDIT_ABOUT)
    @app_commands.rename(question=text.MANAGE_PROMPT_QUESTION)
    @app_commands.describe(question=text.MANAGE_PROMPT_QUESTION_ABOUT)
    @asks_club
    async def edit_prompt(self, interaction: Interaction, question: str, club: str | None = None) -> None:
        """Open the form for a prompt that is there."""
        here, say = await self.enter(interaction)
        if interaction.permissions.manage_guild:
            blank = await self.services.prompts.form_of(here, question, club)
            await interaction.response.send_modal(cards.form(say, blank))
        else:
            found = await self.services.prompts.look_at(here, question, club)
            await answer(interaction, cards.looked(say, found, self.mentions))

    @prompt.command(name=text.MANAGE_PROMPT_REMOVE, description=text.MANAGE_PROMPT_REMOVE_ABOUT)
    @app_commands.rename(question=text.MANAGE_PROMPT_QUESTION)
    @app_commands.describe(question=text.MANAGE_PROMPT_QUESTION_ABOUT)
    @asks_club
    async def remove_prompt(self, interaction: Interaction, question: str, club: str | None = None) -> None:
        """Remove a prompt."""
        here, say = await self.enter(interaction)
        found = await self.services.prompts.remove(here, question, club)
        await answer(interaction, cards.decided(say, found, REMOVE))

    @edit_prompt.autocomplete("question")
    async def editable(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the prompts that the asker has read as far as."""
        return await self._offer(interaction, typed, waiting=True)

    @remove_prompt.autocomplete("question")
    async def removable(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer those of them that are approved; the others are declined."""
        return await self._offer(interaction, typed, waiting=False)

    async def _offer(self, interaction: Interaction, typed: str, *, waiting: bool) -> list[app_commands.Choice[str]]:
        here, say = await self.enter(interaction)
        outline, found = await self.services.prompts.offer(here, typed, named_club(interaction), waiting=waiting)
        return [choice(cards.choice(say, outline, one), str(one.row)) for one in found[:MOST_CHOICES]]

    @press(ids.PROMPTS)
    async def prompts_leaf(self, interaction: Interaction, club: int, page: int) -> None:
        """*Earlier*, *Later* and *All questions*."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        found = await self.services.prompts.all_by_id(here, club, page)
        await answer(interaction, cards.listing(say, found, self.mentions))

    @press(ids.PROMPT_LOOK)
    async def look_at_prompt(self, interaction: Interaction, club: int, prompt: int) -> None:
        """*Look at it*, on the list and on the sealed card, which stands in public."""
        here, say = await self.enter(interaction)
        may_manage(interaction, here.club_by_id(club))
        found = await self.services.prompts.look(here, club, prompt)
        await answer(interaction, cards.looked(say, found, self.mentions))

    @press(ids.PROMPT_WRITE)
    async def write_prompt(self, interaction: Interaction, club: int, prompt: int) -> None:
        """*Add a question* and *Edit*."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        blank = await self.services.prompts.form_by_id(here, club, prompt)
        await interaction.response.send_modal(cards.form(say, blank))

    @press(ids.PROMPT_FORM)
    async def take_prompt(
        self, interaction: Interaction, club: int, prompt: int, chapter: str = "", en: str = "", vi: str = ""
    ) -> None:
        """Take the form that came back, and show what became of it."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        made = await self.services.prompts.write(here, club, prompt, Typed(chapter, {"en": en, "vi": vi}))
        await answer(interaction, cards.written(say, made, new=prompt == NEW))

    @press(ids.PROMPT_DECIDE)
    async def decide_on_prompt(self, interaction: Interaction, club: int, prompt: int, what: str) -> None:
        """*Approve*, *Decline* and *Remove*."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        found = await self.services.prompts.decide(here, club, prompt, what)
        await answer(interaction, cards.decided(say, found, what))
        if what != REMOVE:
            await self._tell_author(here, found, what)

    async def _tell_author(self, here: Here, found: Looked, what: str) -> None:
        """Tell whoever suggested a prompt what was decided; whoever decides on their own knows it."""
        author = found.proposal.author
        if author is not None and author != here.user_id:
            say = say_in(self.services.prompts.language(here, found.club, author))
            await tell_somebody(self.bot, author, cards.news(say, found, what))
