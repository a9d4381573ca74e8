"""`/club nominate` and `/club vote`: readers choose the next book."""

from collections.abc import Sequence

from discord import app_commands

from bot.client import Interaction
from bot.domain.errors import Gone
from bot.domain.vote import LONGEST, Slate
from bot.presentation import commands as text
from bot.presentation import ids
from bot.presentation import vote as cards
from cogs.door import Door, answer, asks_club, book_choices, press


class Voting(Door):
    """The part of `/club` in which readers nominate books and rank them, privately."""

    @app_commands.command(name=text.CLUB_NOMINATE, description=text.CLUB_NOMINATE_ABOUT)
    @app_commands.rename(book=text.CLUB_NOMINATE_BOOK, author=text.CLUB_NOMINATE_AUTHOR)
    @app_commands.describe(book=text.CLUB_NOMINATE_BOOK_ABOUT, author=text.CLUB_NOMINATE_AUTHOR_ABOUT)
    @app_commands.autocomplete(book=book_choices)
    @asks_club
    async def nominate(
        self,
        interaction: Interaction,
        book: app_commands.Range[str, 1, LONGEST],
        author: app_commands.Range[str, 1, LONGEST] | None = None,
        club: str | None = None,
    ) -> None:
        """Nominate a book."""
        here, say = await self.enter(interaction)
        found = await self.services.votes.nominate(here, book, author or "", club)
        await answer(interaction, cards.slate(say, found, self.mentions))

    @app_commands.command(name=text.CLUB_VOTE, description=text.CLUB_VOTE_ABOUT)
    @asks_club
    async def vote(self, interaction: Interaction, club: str | None = None) -> None:
        """Show what is nominated, or one's own ranking while the club votes."""
        here, say = await self.enter(interaction)
        found = await self.services.votes.look(here, club)
        shown = cards.slate(say, found, self.mentions) if isinstance(found, Slate) else cards.booth(say, found)
        await answer(interaction, shown)

    @press(ids.NOMINATED)
    async def take_back(self, interaction: Interaction, club: int, values: tuple[str, ...]) -> None:
        """*Take one of yours back*."""
        here, say = await self.enter(interaction)
        found = await self.services.votes.take_back(here, club, chosen(values))
        await answer(interaction, cards.slate(say, found, self.mentions))

    @press(ids.VOTE)
    async def enter_booth(self, interaction: Interaction, vote: int) -> None:
        """*Vote* on the club's card."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.booth(say, await self.services.votes.enter(here, vote)))

    @press(ids.RANK)
    async def rank(self, interaction: Interaction, vote: int, values: tuple[str, ...]) -> None:
        """*Your first choice*, and each that follows."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.booth(say, await self.services.votes.rank(here, vote, chosen(values))))

    @press(ids.RANK_KEEP)
    async def keep(self, interaction: Interaction, vote: int, most: int) -> None:
        """*Undo the last* and *Start over*."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.booth(say, await self.services.votes.keep(here, vote, most)))


def chosen(values: Sequence[str]) -> int:
    """Return the nomination chosen in a select. Raises Gone for what no list of ours offers."""
    value = "".join(values[:1])
    if not (value.isascii() and value.isdigit() and len(value) < 19):
        raise Gone
    return int(value)
