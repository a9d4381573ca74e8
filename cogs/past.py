"""Past clubs: their list, and *Close this club*."""

from bot.client import Interaction
from bot.presentation import ids
from bot.presentation import past as cards
from cogs.door import Door, answer, may_manage, press


class Shelf(Door):
    """The part of `/club` that shows past clubs."""

    @press(ids.SHELF)
    async def shelf(self, interaction: Interaction, page: int) -> None:
        """*Past books*, and their pages."""
        here, say = await self.enter(interaction)
        await answer(interaction, cards.page(say, await self.services.pasts.all(here, page)))


class Closing(Door):
    """The part of `/manage` that closes a club. Every press is judged again: see `may_manage`."""

    @press(ids.CLOSE)
    async def close_club(self, interaction: Interaction, club: int, sure: str) -> None:
        """*Close this club*, which asks once."""
        may_manage(interaction)
        here, say = await self.enter(interaction)
        if sure == "ask":
            await answer(interaction, cards.may_close(say, here.present_by_id(club)))
        else:
            await answer(interaction, cards.closed(say, await self.services.pasts.close(here, club), self.mentions))
