"""A reader's path, drawn: the weeks go to the right, the book goes up; beside it, dashed, the way of the plan."""

from collections.abc import Callable, Sequence
from datetime import date

from bot.presentation.paper import BRASS, DEEP, HATCH, MUTED, SAND, STRONG, Paper, Point, Ruler
from bot.presentation.sheets import PathSheet

WIDTH, MARGIN = 1_100, 38
TITLE, KEY, NAME, DATE = 46, 32, 28, 28
"""Sizes of type; on a phone 400 points wide, one of 28 is shown at 10 points."""
KEY_AT, TOP, TALL, FOOT, LAST = 140, 270, 760, 64, 70
"""Where the legend and the drawing begin; how tall that is; the room for dates below it, and beside the last."""
SIGN, DOT, CLOSE = 60, 16, 40
"""A sign of the legend; a day of one's own; how near each other two levels may be named."""


def picture(sheet: PathSheet) -> bytes:
    """Draw a path as a PNG."""
    left = MARGIN + int(max(Ruler().width(name, NAME) for _, name in sheet.levels)) + 24
    right, bottom = WIDTH - MARGIN - LAST, TOP + TALL
    days, top = max(1, (sheet.last - sheet.first).days), max(1, sheet.top)
    paper = Paper(WIDTH, bottom + FOOT + MARGIN // 2)

    def across(on: date) -> float:
        return left + (on - sheet.first).days * (right - left) / days

    def up(at: int) -> float:
        return bottom - at * TALL / top

    _head(paper, sheet)
    _levels(paper, sheet.levels, up, left, right)
    paper.shape((left, bottom, right, bottom + 2), HATCH)
    for on, words in sheet.dates:
        x = across(on)
        paper.shape((int(x) - 1, bottom, int(x) + 2, bottom + 14), HATCH)
        half = paper.width(words, DATE) / 2
        paper.write(min(max(x, MARGIN + half), WIDTH - MARGIN - half), bottom + 42, words, DATE, MUTED, side="m")
    today = across(sheet.today)
    paper.line([(today, TOP), (today, bottom)], HATCH, 3)
    side = "r" if today + paper.width(sheet.now, NAME) > right else "l"
    paper.write(today, TOP - 30, sheet.now, NAME, MUTED, side=side)
    if sheet.plan:
        paper.line([(across(on), up(at)) for on, at in sheet.plan], BRASS, 5, dashed=True)
    way = [(across(on), up(at)) for on, at in sheet.way]
    paper.line(way, DEEP, 7)
    for point in way[:-1]:
        _dot(paper, point)
    return paper.png()


def _head(paper: Paper, sheet: PathSheet) -> None:
    """Write the title, and what the lines are."""
    paper.write(MARGIN, MARGIN + TITLE // 2, sheet.title, TITLE, weight=STRONG)
    paper.shape((MARGIN, 100, WIDTH - MARGIN, 103), BRASS)
    paper.line([(MARGIN, KEY_AT), (MARGIN + SIGN, KEY_AT)], DEEP, 7)
    _dot(paper, (MARGIN + SIGN / 2, KEY_AT))
    paper.write(MARGIN + SIGN + 18, KEY_AT, sheet.yours, KEY, DEEP, STRONG)
    if sheet.theirs:
        below = KEY_AT + KEY + 14
        paper.line([(MARGIN, below), (MARGIN + SIGN, below)], BRASS, 5, dashed=True)
        paper.write(MARGIN + SIGN + 18, below, sheet.theirs, KEY, MUTED)


def _levels(paper: Paper, levels: Sequence[tuple[int, str]], up: Callable[[int], float], left: int, right: int) -> None:
    """Draw a line for each level, and name those that do not stand too close to one below."""
    named = float("inf")
    for at, words in levels:
        y = up(at)
        paper.shape((left, int(y), right, int(y) + 2), SAND)
        if named - y >= CLOSE:
            paper.write(left - 16, y, words, NAME, MUTED, side="r")
            named = y


def _dot(paper: Paper, point: Point) -> None:
    x, y = map(int, point)
    paper.shape((x - DOT // 2, y - DOT // 2, x + DOT // 2, y + DOT // 2), DEEP, DOT // 2)
