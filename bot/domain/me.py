"""What readers set for themselves: language, privacy, the edition on their table."""

from dataclasses import dataclass

from bot.domain.club import Club
from bot.domain.errors import BadPages
from bot.domain.where import fold

LANGUAGES = ("en", "vi")

PAGES = range(10, 10_000)
"""Pages that an edition may have."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What a reader has set for themselves in a server; `language` None follows Discord."""

    language: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """A reader's settings; `club` is the one whose edition is meant, None where none is or none is joined."""

    habits: Habits
    club: Club | None
    pages: int | None


def spoken(habits: Habits, locale: str) -> str:
    """Return the language to answer somebody in: their own setting, else their Discord's, else English."""
    return habits.language or (locale[:2] if locale[:2] in LANGUAGES else LANGUAGES[0])


def edition(typed: str) -> int | None:
    """Read how many pages an edition has; None for an empty answer, which forgets it. Raises BadPages."""
    digits = fold(typed)
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit() and len(digits) < 6 and int(digits) in PAGES):
        raise BadPages(PAGES.start, PAGES.stop - 1)
    return int(digits)
