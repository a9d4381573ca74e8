"""What stands beside the story: how the book came to be and its time, and what a film of it changes."""

from dataclasses import dataclass

from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.view import Note, View

BOOK, FILM = "book", "film"
A_PAGE = {BOOK: 3, FILM: 8}
"""Notes on a page, so that the longest that a pack may hold fit a card."""


@dataclass(frozen=True, slots=True)
class Background:
    """One page of the notes on the `subject`, book or film; `page` counts from zero.

    `beside` names all subjects that the asker may be told of by now.
    """

    club: Club
    outline: Outline
    subject: str
    page: int
    pages: int
    notes: tuple[Note, ...]
    beside: tuple[str, ...]


def beside(view: View) -> tuple[str, ...]:
    """Return the subjects that a view holds notes on."""
    return tuple(subject for subject in A_PAGE if _notes(view, subject))


def tell(club: Club, view: View, subject: str, page: int) -> Background:
    """Return a page of the notes on a subject, as far as the view knows them; a page beyond the last means the last."""
    notes, size = _notes(view, subject), A_PAGE[subject]
    pages = max(1, -(-len(notes) // size))
    page = min(page, pages - 1)
    return Background(club, view.outline, subject, page, pages, notes[page * size : (page + 1) * size], beside(view))


def _notes(view: View, subject: str) -> tuple[Note, ...]:
    return view.film if subject == FILM else view.background
