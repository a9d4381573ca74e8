"""The duels of a vote as a table: how many placed the book of each row before that of each column.

Whoever draws loads this module only then, and draws in a thread. Titles are what members typed: one with signs that
the typeface lacks is left to its number.
"""

from collections.abc import Callable, Sequence

from bot.presentation.card import clip
from bot.presentation.paper import BRASS, DEEP, HATCH, INK, MUTED, PALE, PAPER, REGULAR, SAND, STRONG, Paper, Ruler
from bot.presentation.picture import in_words
from bot.presentation.say import Say

NARROW, TITLES = 620, 430
"""The least width of the picture, and the greatest of a title."""
MARGIN, CELL, ROW, TOP, LINE = 38, 66, 56, 150, 34
HEAD, TITLE, NUMBER, SMALL = 40, 26, 28, 24
BIG = 8
"""Books up to which the picture is drawn at twice the size."""


def draw(say: Say, titles: Sequence[str], wins: Sequence[Sequence[int]], voted: str) -> bytes:
    """Draw the table as a PNG: the books in the order of the vote, `wins[a][b]` of those who placed a before b."""
    many = len(titles)
    width = max(NARROW, 2 * MARGIN + 60 + TITLES + many * CELL)
    scale = 2 if many <= BIG else 1
    told = say("Along a row: how many placed that book before the one whose number stands above.")
    note = Ruler(scale).wrapped(told, SMALL, width - 2 * MARGIN)
    left = width - MARGIN - many * CELL
    bottom = TOP + 40 + many * ROW
    paper = Paper(width, bottom + 24 + LINE * len(note) + MARGIN // 2, scale)
    paper.write(MARGIN, MARGIN + HEAD // 2, say("Each book against each other"), HEAD, weight=STRONG)
    paper.write(MARGIN, MARGIN + HEAD + 22, voted, SMALL, MUTED)
    paper.shape((MARGIN, TOP - 30, width - MARGIN, TOP - 27), BRASS)
    for at, title in enumerate(titles):
        middle = TOP + 40 + at * ROW + ROW // 2
        paper.write(left + at * CELL + CELL / 2, TOP + 14, str(at + 1), NUMBER, DEEP, STRONG, "m")
        paper.write(MARGIN + 40, middle, str(at + 1), NUMBER, DEEP, STRONG, "r")
        if paper.has_letters(title):
            paper.write(MARGIN + 60, middle, paper.fitting(title, TITLE, left - MARGIN - 80), TITLE)
        for to in range(many):
            _cell(paper, left + to * CELL, middle - ROW // 2, None if to == at else (wins[at][to], wins[to][at]))
    for at, words in enumerate(note):
        paper.write(MARGIN, bottom + 24 + LINE * at + LINE // 2, words, SMALL, MUTED)
    return paper.png()


def _cell(paper: Paper, x: int, y: int, duel: tuple[int, int] | None) -> None:
    """Draw one duel from the side of its row: won on a dark field and in bold, lost on paper, even in between."""
    box = x + 3, y + 3, x + CELL - 3, y + ROW - 3
    if duel is None:
        paper.hatch(box, HATCH)
        return
    mine, theirs = duel
    colour = SAND if mine > theirs else PALE if mine == theirs else PAPER
    paper.shape(box, colour, 8)
    weight = STRONG if mine > theirs else REGULAR
    paper.write(x + CELL / 2, y + ROW / 2, str(mine), NUMBER, INK if mine >= theirs else MUTED, weight, "m")


def alt(say: Say, titles: Sequence[str], duel: Callable[[int, int], tuple[int, int]]) -> str:
    """Return the table in words, as much of it as fits."""
    begun = say("Table of the vote: each book, and how it stands against those below it.")
    pairs = [(a, b) for a in range(len(titles)) for b in range(a + 1, len(titles))]
    told = [
        say("{book} against {others}", book=clip(titles[a], 40), others=f"{clip(titles[b], 40)} ({more}:{less})")
        for a, b in pairs
        for more, less in (duel(a, b),)
    ]
    return in_words(begun, told)
