"""What readers set for themselves: language, privacy, the edition on their table."""

from dataclasses import dataclass, replace
from typing import Self

from bot.domain.club import Club
from bot.domain.errors import BadPages
from bot.domain.reminder import Wanted
from bot.domain.where import fold

LANGUAGES = ("en", "vi")

PAGES = range(10, 10_000)
"""Pages that an edition may have."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What a reader has set for themselves in a server; `language` None follows Discord.

    `hidden` keeps their place from the other readers, `unranked` their scores in quizzes. `zone`, an IANA name, is
    their own clock for what they asked to be reminded of (`wanted`) and for their reading `streak`. `unreachable` says
    that a reminder could not be delivered and they do not know it yet.
    """

    language: str | None = None
    hidden: bool = False
    unranked: bool = False
    zone: str | None = None
    wanted: Wanted | None = None
    streak: bool = False
    unreachable: bool = False

    def without_reminders(self, *, unreachable: bool = False) -> Self:
        """Return the same with no reminders, and with no zone that nothing needs any more."""
        return replace(self, wanted=None, zone=self.zone if self.streak else None, unreachable=unreachable)


@dataclass(frozen=True, slots=True)
class Settings:
    """A reader's settings; `club` is the one whose edition is meant, None where none is or none is joined.

    `zone` is the clock they are thought to live by; `unreminded` says that they want no reminders of that club.
    """

    habits: Habits
    club: Club | None
    pages: int | None
    zone: str
    unreminded: bool = False


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
