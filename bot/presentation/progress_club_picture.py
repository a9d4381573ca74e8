"""A club along its book, drawn: a line for each part, with discs that count who is where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.presentation.paper import BRASS, DEEP, INK, MUTED, PALE, PAPER, SAND, STRONG, Paper, Ruler
from bot.presentation.sheets import ClubSheet, Line

WIDTH, MARGIN = 1_100, 38
TITLE, DUE, NAME, COUNT, NUMBER, SMALL = 46, 32, 30, 30, 28, 28
"""Sizes of type; on a phone 400 points wide, one of 28 is shown at 10 points."""
DISC, APART, TRACK, DUE_TRACK, DOT = 46, 6, 16, 30, 16
ROW, TOP, LEADING = 148, 122, 36


@dataclass(frozen=True, slots=True)
class Disc:
    """Readers counted together: how many, in the middle of where they stand, and how wide their disc is."""

    many: int
    middle: float
    width: int

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.middle - self.width / 2

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.middle + self.width / 2


def picture(sheet: ClubSheet) -> bytes:
    """Draw the club along its book as a PNG."""
    ruler = Ruler()
    begins = MARGIN + int(max(ruler.width(line.name, NAME, STRONG) for line in sheet.lines)) + DISC
    room = WIDTH - MARGIN - DISC // 2 - begins
    longest = max(line.end - line.start for line in sheet.lines)
    legend = ruler.wrapped(sheet.legend, SMALL, WIDTH - 2 * MARGIN)
    top = TOP + (DUE + MARGIN if sheet.due else 0)
    paper = Paper(WIDTH, top + ROW * len(sheet.lines) + LEADING * len(legend) + MARGIN)
    _head(paper, sheet)
    for row, line in enumerate(sheet.lines):
        places = {at: begins + (at - line.start) * room / longest for at in range(line.start, line.end + 1)}
        _line(paper, line, places, top + row * ROW)
    for at, words in enumerate(legend):
        paper.write(MARGIN, top + ROW * len(sheet.lines) + (at + 0.5) * LEADING, words, SMALL, MUTED)
    return paper.png()


def _head(paper: Paper, sheet: ClubSheet) -> None:
    paper.write(MARGIN, MARGIN + TITLE // 2, sheet.title, TITLE, weight=STRONG)
    paper.write(WIDTH - MARGIN, MARGIN + TITLE // 2 + 6, sheet.readers, SMALL, MUTED, side="r")
    paper.shape((MARGIN, TOP - 22, WIDTH - MARGIN, TOP - 19), BRASS)
    if sheet.due:
        middle = TOP + DUE // 2 + 6
        _due(paper, MARGIN, MARGIN + 56, middle)
        paper.write(MARGIN + 72, middle, sheet.due, DUE, DEEP, STRONG)


def _due(paper: Paper, left: int, right: int, middle: int) -> None:
    """Mark a stretch that is due: thicker than the rest, and framed."""
    box = left, middle - DUE_TRACK // 2, right, middle + DUE_TRACK // 2
    paper.shape(box, SAND, 6)
    paper.shape(box, BRASS, 6, line=3)


def _line(paper: Paper, line: Line, places: dict[int, float], y: int) -> None:
    """Draw a stretch of the book: discs above, the track with a dot for each place, the chapters' numbers below."""
    track = y + DISC + 14 + DUE_TRACK // 2
    left, right = int(places[line.start]), int(places[line.end])
    paper.write(MARGIN, track, line.name, NAME, INK, STRONG)
    paper.shape((left, track - TRACK // 2, right, track + TRACK // 2), PALE, TRACK // 2)
    paper.shape((left, track - TRACK // 2, right, track + TRACK // 2), BRASS, TRACK // 2, line=2)
    if line.due:
        _due(paper, int(places[line.due[0]]), int(places[line.due[1]]), track)
    for at, number in line.ticks:
        paper.write(places[at], track + DUE_TRACK // 2 + 22, number, NUMBER, MUTED, side="m")
    for at, _ in line.readers:
        x = int(places[at])
        paper.shape((x - DOT // 2, track - DOT // 2, x + DOT // 2, track + DOT // 2), DEEP, DOT // 2)
    for disc in discs(paper, [(places[at], many) for at, many in line.readers]):
        paper.shape((int(disc.left), y, int(disc.right), y + DISC), DEEP, DISC // 2)
        paper.write(disc.middle, y + DISC / 2, str(disc.many), COUNT, PAPER, STRONG, "m")


def discs(ruler: Ruler, readers: Sequence[tuple[float, int]]) -> list[Disc]:
    """Count readers in discs that do not meet, by where they stand: those who would meet are counted together."""
    groups = [[one] for one in readers]
    found = [_disc(ruler, group) for group in groups]
    while (meet := next(_meeting(found), None)) is not None:
        groups[meet : meet + 2] = [groups[meet] + groups[meet + 1]]
        found = [_disc(ruler, group) for group in groups]
    return found


def _meeting(found: Sequence[Disc]) -> Iterator[int]:
    """Yield which discs come too near the next one."""
    return (at for at in range(len(found) - 1) if found[at].right + APART > found[at + 1].left)


def _disc(ruler: Ruler, group: Sequence[tuple[float, int]]) -> Disc:
    many = sum(n for _, n in group)
    middle = sum(x * n for x, n in group) / many
    return Disc(many, middle, max(DISC, int(ruler.width(str(many), COUNT, STRONG)) + 24))
