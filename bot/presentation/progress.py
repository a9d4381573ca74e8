"""Cards about bookmarks."""

from collections.abc import Iterable

from discord import ButtonStyle
from discord.ui import LayoutView

from bot.domain.outline import Outline
from bot.domain.progress import Bookmark, Move, WhoIsWhere
from bot.domain.view import Opened
from bot.presentation import ids
from bot.presentation.card import Row, bold, button, capital, card, heading, plain
from bot.presentation.note import waiting
from bot.presentation.places import count, place, progress, spelled
from bot.presentation.say import Say
from bot.presentation.streak import streak

START = "start"
"""What a choice fills in for the position before the first chapter."""

READERS_A_PAGE = 60
"""Mentions on a page of who is where: sixty stay well under a card's 4,000 characters."""


def bookmark(say: Say, mark: Bookmark, note: str | None = None) -> LayoutView:
    """Show where a bookmark stands, what its move opened, and what can be done with it; a `note` stands below."""
    if mark.move is not None and mark.move.asks:
        return _question(say, mark, mark.move, note)
    move = mark.move
    other = say("If you meant another place, choose it below.") if move and move.others else None
    return card(
        heading(_headline(say, mark.outline, mark.at)),
        f"{plain(mark.club.name)} · {progress(say, mark.outline, mark.at)}",
        say("You are in the club now. Welcome.") if mark.joined else None,
        _what_changed(say, mark, move) if move else None,
        None if mark.streak is None else streak(say, mark.streak),
        *waiting(say, mark.club.id, mark.waiting),
        other,
        _buttons(say, mark),
        _others(say, mark, move) if move else None,
        note,
    )


def _headline(say: Say, outline: Outline, at: int) -> str:
    if at == 0:
        return say("Your bookmark is at the start")
    if at == outline.last:
        return say("You have finished the book")
    return say("You have finished {where}", where=spelled(say, outline, at))


def _what_changed(say: Say, mark: Bookmark, move: Move) -> str:
    if move.forward:
        return _opened(say, mark.outline, mark.opened) if mark.opened else ""
    if move.after < move.before:
        return say("Everything after it is sealed again.")
    return say("Your bookmark was there already.")


def _opened(say: Say, outline: Outline, opened: Opened) -> str:
    things = [
        count(say, outline, opened.chapters),
        say.plural("{n} summary", "{n} summaries", opened.summaries) if opened.summaries else "",
        say.plural("{n} new character", "{n} new characters", opened.people) if opened.people else "",
    ]
    return say("Opened: {things}.", things=", ".join(thing for thing in things if thing))


def _buttons(say: Say, mark: Bookmark) -> Row:
    club, at = mark.club.id, mark.at
    row = []
    if at > 0:
        row.append(button(say("Still reading it"), ids.BACK(club, at)))
    if at < mark.outline.last:
        row.append(button(say("Next finished"), ids.NEXT(club, at), ButtonStyle.primary))
    if mark.undoable:
        row.append(button(say("Undo"), ids.UNDO(club, mark.mark)))
    if mark.move is None and mark.mark:
        row.append(button(say("As a picture"), ids.PATH(club)))
    if mark.passed is not None:
        row.append(button(say("Its questions"), ids.REPLAY(club, mark.passed, 0)))
    if mark.streak:
        row.append(button(say("Show my streak here"), ids.STREAK(club)))
    return row


def _others(say: Say, mark: Bookmark, move: Move) -> Row:
    return [
        button(
            say("I meant {where}", where=place(say, mark.outline, other)),
            ids.GO(mark.club.id, mark.at, other),
        )
        for other in move.others[:5]
    ]


def _question(say: Say, mark: Bookmark, move: Move, note: str | None) -> LayoutView:
    """Ask once before a leap."""
    passed = count(say, mark.outline, move.after - move.before)
    sure = button(
        say("Yes, open {chapters}", chapters=passed),
        ids.GO(mark.club.id, move.before, move.after),
        ButtonStyle.primary,
    )
    return card(
        heading(say("Have you read as far as {where}?", where=spelled(say, mark.outline, move.after))),
        say(
            "Your bookmark is at {where}. This would open {chapters} at once.",
            where=place(say, mark.outline, move.before),
            chapters=passed,
        ),
        [sure, button(say("No, leave my bookmark"), ids.PLACE(mark.club.id))],
        _others(say, mark, move),
        note,
    )


def who_is_where(say: Say, found: WhoIsWhere, page: int = 0) -> LayoutView:
    """Show a page of who is where: positions only."""
    pages = _pages(found)
    page = min(page, len(pages) - 1)
    lines = [
        bold(capital(place(say, found.outline, at))) + " · " + " ".join(f"<@{reader}>" for reader in readers)
        for at, readers in pages[page]
    ]
    turn = []
    if page > 0:
        turn.append(button(say("Further on"), ids.WHO(found.club.id, page - 1)))
    if page < len(pages) - 1:
        turn.append(button(say("Further back"), ids.WHO(found.club.id, page + 1)))
    if found.places:
        turn.append(button(say("As a picture"), ids.WHO_PICTURE(found.club.id)))
    return card(
        heading(say("Who is where")),
        plain(found.club.name),
        "\n".join(lines) or say("Nobody shows a place yet."),
        turn,
    )


def _pages(found: WhoIsWhere) -> list[list[tuple[int, tuple[int, ...]]]]:
    pages: list[list[tuple[int, tuple[int, ...]]]] = [[]]
    room = READERS_A_PAGE
    for at, everybody in found.places:
        readers = everybody
        while readers:
            if room == 0:
                pages.append([])
                room = READERS_A_PAGE
            fitting, readers = readers[:room], readers[room:]
            pages[-1].append((at, fitting))
            room -= len(fitting)
    return pages


def choices(say: Say, outline: Outline, positions: Iterable[int]) -> list[tuple[str, str]]:
    """Return the lines of the autocomplete for a bookmark, each with what it fills in."""
    part_of = say("{read} of {all}")
    whole = count(say, outline, outline.last)
    lines = []
    for position in positions:
        written = outline.written(position) if position else START
        line = f"{written} · {part_of.format(read=position, all=whole)}"
        if position == 0:
            line = say("start · nothing read yet")
        elif position == outline.last:
            line = say("{place} · the end", place=line)
        lines.append((line, written))
    return lines
