"""The card of who was right how often, and the seasons to choose from."""

from collections.abc import Iterable, Mapping

from discord.ui import LayoutView

from bot.domain.outline import Outline
from bot.domain.score import Board, Season, Standing, Tally
from bot.domain.where import fold
from bot.presentation import ids
from bot.presentation.card import RULE, Row, bold, button, card, heading, plain, small
from bot.presentation.places import span
from bot.presentation.say import Say

Mentions = Mapping[str, str]

SHOWN = 10
"""Lines of a board on its card, beside the asker's own."""


def scores(say: Say, board: Board, commands: Mentions) -> LayoutView:
    """Show the first of a board and the asker's own line, wherever that stands."""
    top = board.lines[:SHOWN]
    own = next((one for one in board.lines[SHOWN:] if board.mine == one.tally), None)
    others = len(board.lines) - len(top) - (own is not None)
    return card(
        heading(say("Scores")),
        f"{plain(board.club.name)} · {named(say, board.outline, board.season)}",
        "\n".join(line(say, one) for one in top)
        or say(
            "Nobody is on this board yet. It counts what is answered in rounds; {command} starts one.",
            command=commands["quiz round"],
        ),
        f"…\n{line(say, own)}" if own else None,
        small(say.plural("{n} other is on the board.", "{n} others are on the board.", others)) if others else None,
        small(say("The more accurate stands first, then whoever answered more. How fast it was counts nothing."))
        if top
        else None,
        *((RULE, _off(say, board.mine)) if board.off else ()),
        _buttons(say, board),
    )


def named(say: Say, outline: Outline, season: Season) -> str:
    """Return a season's name: "The whole book", or "Section 3 · 2.1–2.10"."""
    if not season.number:
        return say("The whole book")
    return say("Section {n} · {chapters}", n=season.number, chapters=span(outline, season.first, season.last))


def choices(say: Say, outline: Outline, seasons: Iterable[Season], typed: str) -> list[tuple[str, str]]:
    """Return the lines of the autocomplete that hold what is typed, each with what it fills in."""
    wanted = fold(typed)
    lines = [(named(say, outline, one), str(one.number) if one.number else "book") for one in seasons]
    return [line for line in lines if wanted in fold(line[0])]


def line(say: Say, standing: Standing) -> str:
    """Return a line of a board: the place, who it is, and how many were right."""
    tally = standing.tally
    return f"{bold(str(standing.place))} · <@{tally.user_id}> · {_score(say, tally)}"


def _score(say: Say, tally: Tally) -> str:
    """Return "9 of 12 right · 75%", rounded down: only who was always right has 100."""
    percent = 100 * tally.right // tally.answered
    return say("{right} of {answered} right", right=tally.right, answered=tally.answered) + f" · {percent}%"


def _off(say: Say, mine: Tally | None) -> str:
    """Tell somebody who stays off the board so, and how they do themselves."""
    told = small(
        say("You stay off the board: nobody but you sees your score, here or in any other club of this server.")
    )
    return "\n".join((say("You: {score}", score=_score(say, mine)), told)) if mine else told


def _buttons(say: Say, board: Board) -> Row:
    club, season = board.club.id, board.season.number
    if board.off:
        return [button(say("Put me on the board"), ids.BOARD(club, season, "no"))]
    return [button(say("Keep me off the board"), ids.BOARD(club, season, "yes"))]
