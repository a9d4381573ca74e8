"""Sealing what somebody said aloud: who may, what can be sealed, and the card that comes in the message's place."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.club import Club
from bot.domain.note import LONGEST_TEXT, Note, Sealed
from bot.domain.note_errors import ALREADY, HEAVY, SOMEBODYS, CannotSeal
from bot.domain.outline import Outline

MOST_BYTES = 8 * 1024 * 1024
"""Of a sealed message's files together: what Discord lets a bot send in any server, with some room (10 MiB)."""
MOST_KEPT = 256 * 1024 * 1024
"""Of all sealed files of a server together, so that one server cannot fill a host's disk."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as it hung on a message: its name, its alternative text if it has one, and its bytes."""

    name: str
    alt: str | None
    data: bytes


@dataclass(frozen=True, slots=True)
class Said:
    """A message as it is about to be sealed: where it stands, whose it is, its words, and its files' sizes in bytes."""

    channel_id: int
    message_id: int
    author: int
    text: str
    sizes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sealing:
    """A sealed card that is still to be posted in the channel `place`.

    `message_id` is the message that it replaces, None for a note whose card could not be posted at first. The author is
    told in their `language` where somebody else sealed it, None where nobody is to be told.
    """

    club: Club
    outline: Outline
    note: Sealed
    place: int
    message_id: int | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Uncovered:
    """The files of a note, for those who may read it."""

    club: Club
    outline: Outline
    note: Note
    files: tuple[File, ...]


def may_seal(said: Said, asker: int, *, moderates: bool) -> None:
    """Raise CannotSeal unless somebody may seal a message, and its files are not too heavy."""
    if not moderates and said.author != asker:
        raise CannotSeal(SOMEBODYS)
    if sum(said.sizes) > MOST_BYTES:
        raise CannotSeal(HEAVY)


def has_room(said: Said, kept: int, *, again: bool) -> None:
    """Raise CannotSeal where a message is sealed already, or a server that keeps so many bytes has no room for it."""
    if again:
        raise CannotSeal(ALREADY)
    if said.sizes and kept + sum(said.sizes) > MOST_KEPT:
        raise CannotSeal(HEAVY)


def wording(shown: str, raw: str) -> str:
    """Return the words to keep of a message: as it was shown, with names for mentions, where that is not too long."""
    return shown if len(shown) <= LONGEST_TEXT else raw[:LONGEST_TEXT]


def about(said: Said, *, tells: bool) -> tuple[str, ...]:
    """Return what a row of work has to know to put a card in a message's place, as `read_about` reads it."""
    return (str(said.channel_id), str(said.message_id), *(["tell"] if tells else []))


def read_about(written: Sequence[str]) -> tuple[int, int | None, bool]:
    """Return the channel of a card, the message it replaces if there is one, and whether the author is told."""
    return int(written[0]), int(written[1]) if len(written) > 1 else None, "tell" in written
