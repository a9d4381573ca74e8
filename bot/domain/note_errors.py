"""The ways in which the rules of notes say no.

Refusal
├── BadNote              a note without a word, or too long a one
├── NoteGone             a note that was taken back
├── NothingWaits         reading on where no note is waiting
├── NothingToPredict     a prediction by somebody who has finished the book
├── SettledTooEarly      a prediction settled by a chapter that came before it
├── SettledMeanwhile     a prediction that somebody else was quicker to settle
└── CannotSeal           a message that cannot be sealed, for one of the reasons below
"""

from dataclasses import dataclass

from bot.domain.errors import Refusal


@dataclass(frozen=True)
class BadNote(Refusal):
    """A note needs a word, and has room for `most` characters."""

    most: int


class NoteGone(Refusal):
    """A note that its author or a moderator has taken back."""


class NothingWaits(Refusal):
    """No note waits for that reader."""


class NothingToPredict(Refusal):
    """Somebody who has finished the book has nothing to predict."""


@dataclass(frozen=True)
class SettledTooEarly(Refusal):
    """A prediction made at the chapter `made` is settled by a later one."""

    made: str


class SettledMeanwhile(Refusal):
    """What was known of a prediction when the form was opened has changed."""


SOMEBODYS, NOT_WORDS, HEAVY, ELSEWHERE = "somebodys", "not-words", "heavy", "elsewhere"
ALREADY, CHANGED, VANISHED, UNREAD = "already", "changed", "vanished", "unread"


@dataclass(frozen=True)
class CannotSeal(Refusal):
    """A message that cannot be sealed, and `why`.

    It is somebody else's; no words or files of a member's; too heavy; not in a place of a club; sealed already; changed
    since it was looked at; deleted; its files could not be fetched.
    """

    why: str
