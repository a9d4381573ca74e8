"""What stands beside the story, as far as the asker has read."""

from bot.domain.background import Background, tell
from bot.services.here import Here
from bot.services.places import Places


class Backgrounds:
    """Use cases of the buttons *About the book* and *The film*."""

    def __init__(self, places: Places) -> None:
        self._places = places

    async def tell(self, here: Here, club_id: int, subject: str, page: int) -> Background:
        """Return the page that a button leads to, judged by the bookmark of now. Raises Gone."""
        club = here.club_by_id(club_id)
        return tell(club, await self._places.view(club, here.horizon(club)), subject, page)
