"""What a summary card is made of: one chapter that its reader has finished."""

from dataclasses import dataclass

from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.view import Chapter, Person, View


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


def told(club: Club, view: View, chapter: Chapter, languages: tuple[str, ...]) -> Summary:
    """Return a chapter of the view with its people as the view knows them; the book is written in `languages`."""
    appears, mentions = view.cast(chapter.appears), view.cast(chapter.mentions)
    return Summary(club, view.outline, view.horizon, chapter, appears, mentions, languages)
