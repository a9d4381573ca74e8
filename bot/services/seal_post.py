"""The cards of notes that the work that falls due posts: of sealed messages, and those whose first try failed."""

from bot.domain.club import Club
from bot.domain.me import Habits
from bot.domain.note import Sealed
from bot.domain.seal import Sealing, read_about
from bot.domain.work import Task
from bot.services.places import Places
from bot.storage import note as rows
from bot.storage.database import Database


class SealPosts:
    """Judges what is to be posted of a note, and remembers what was."""

    def __init__(self, database: Database, places: Places) -> None:
        self._database = database
        self._places = places

    async def due(self, club: Club, task: Task) -> Sealing | None:
        """Return the card of a claimed row; None for a note that was taken back meanwhile."""
        place, message_id, tells = read_about(task.about)
        found = await rows.find(self._database, club, task.nth, 0)
        if found is None:
            return None
        note = found[0]
        sealed = Sealed(note.row, note.since, note.kind, note.author, note.answers, note.to)
        outline = (await self._places.book(club)).outline
        language = await self._language(club, note.author) if tells else None
        return Sealing(club, outline, sealed, place, message_id, language)

    async def _language(self, club: Club, author: int) -> str:
        habits = (await self._places.server(club.guild_id)).habits.get(author, Habits())
        return habits.language or (habits.wanted.language if habits.wanted else club.language)

    async def posted(self, sealing: Sealing, channel_id: int, message_id: int) -> bool:
        """Remember a card; return whether its note is still there."""
        return await rows.posted(self._database, sealing.club, sealing.note.row, channel_id, message_id)
