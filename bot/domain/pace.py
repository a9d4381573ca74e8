"""How fast a club reads: reading what is typed for it, and dividing a book so that every week weighs the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WORDS_A_MINUTE = 238
"""Silent reading of English non-fiction, for which fiction's 260 leaves room (Brysbaert 2019, a review of 190 studies)."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a club means to read, by `kind`.

    "chapters": `amount` chapters a week; "weeks": an even load over `amount` weeks;
    "hours": at most about `amount` MINUTES a week; "by": finish on or before `day`.
    """

    kind: str
    amount: int = 0
    day: date | None = None


def reading_minutes(words: int) -> int:
    """Return how many minutes so many words take, rounded up."""
    return -(-words // WORDS_A_MINUTE)


def divide(words: Sequence[int], sections: int) -> tuple[int, ...]:
    """Return the end positions of so many sections (1 … len(words)) with the most even load."""
    raise NotImplementedError


def read_pace(typed: str, today: date, last: int) -> Pace:
    """Read the pace typed for a book of `last` chapters. Raises PaceNotUnderstood, BadPace, or what read_date raises."""
    raise NotImplementedError
