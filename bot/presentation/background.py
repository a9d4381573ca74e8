"""Cards of what stands beside the story: the book and its time, and what a film of it changes."""

from collections.abc import Iterable

from discord.ui import LayoutView

from bot.domain.background import BOOK, FILM, Background
from bot.domain.outline import Outline
from bot.domain.view import Note
from bot.presentation import ids
from bot.presentation.card import Row, bold, button, card, heading, small
from bot.presentation.say import Say

_IDS = {BOOK: ids.BACKGROUND, FILM: ids.FILM}


def told(say: Say, found: Background) -> LayoutView:
    """Show a page of the notes on the book or on its film."""
    title = say("What the film changes") if found.subject == FILM else say("About the book")
    return card(
        heading(title),
        *(_note(say, found.outline, note) for note in found.notes),
        None if found.notes else say("There is nothing to tell here yet."),
        small(say("Page {page} of {pages}", page=found.page + 1, pages=found.pages)) if found.pages > 1 else None,
        _turn(say, found),
    )


def doors(say: Say, club_id: int, subjects: Iterable[str]) -> Row:
    """Return the buttons that lead to the first pages on these subjects."""
    labels = {BOOK: say("About the book"), FILM: say("The film")}
    return [button(labels[subject], _IDS[subject](club_id, 0)) for subject in subjects]


def _note(say: Say, outline: Outline, note: Note) -> str:
    if note.title:
        return bold(say.told(note.title)) + "\n" + say.told(note.text)
    return f"{bold(outline.written(note.since))} · {say.told(note.text)}"


def _turn(say: Say, found: Background) -> Row:
    """Lead to earlier and later pages, and to the other subject."""
    lead, club = _IDS[found.subject], found.club.id
    row: Row = []
    if found.page > 0:
        row.append(button(say("Earlier"), lead(club, found.page - 1)))
    if found.page < found.pages - 1:
        row.append(button(say("Later"), lead(club, found.page + 1)))
    return row + doors(say, club, (one for one in found.beside if one != found.subject))
