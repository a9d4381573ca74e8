"""What a summary card is made of: one chapter that its reader has finished."""

from dataclasses import dataclass

from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.view import Chapter, Person


@dataclass(frozen=True, slots=True)
class Summary:
    """One chapter as told to a reader at `horizon`: its people by the names that reader knows."""

    club: Club
    outline: Outline
    horizon: int
    chapter: Chapter
    appears: tuple[Person, ...]
    mentions: tuple[Person, ...]
    languages: tuple[str, ...]
