"""The map of somebody, drawn: a ring around the one in the middle, each with their relation on their line.

The ring is laid so that nothing can meet. Those at its sides stand in two columns, each with the relation above their
line and the name below it; one more may stand above them all, and one below. Between the columns lies a field that
holds nothing but the one in the middle, and all lines run from there to the edge of the field.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from bot.presentation.paper import (
    BRASS,
    DEEP,
    INK,
    MUTED,
    PALE,
    PAPER,
    REGULAR,
    SAND,
    STRONG,
    Box,
    Colour,
    Paper,
    Ruler,
)
from bot.presentation.sheets import MapSheet, Spoke

WIDTH, MARGIN = 1_100, 22
COLUMN, ACROSS, MIDDLE = 312, 620, 320
"""The greatest widths: of a column, of whoever stands above or below the columns, and of the one in the middle."""
NAME, LABEL, CENTRE, NOTE = 32, 30, 38, 28
"""Sizes of type; on a phone 400 points wide, one of 28 is shown at 10 points."""
PAD, GAP, FIELD, NEAR, HEAD = 14, 30, 90, 8, 20
"""Around a name; between rows; between the middle and whoever stands above or below; beside a line; of an arrow."""

Step = tuple[int, int]
UP, DOWN, LEFT, RIGHT = (0, -1), (0, 1), (-1, 0), (1, 0)
LEADING = 1.2
TALL = 8
"""People from whom on the ring has somebody at its top and at its bottom, where they are even in number."""


@dataclass(frozen=True, slots=True)
class Block:
    """Words in lines, and where they stand, with `pad` around them."""

    lines: tuple[str, ...]
    size: int
    weight: str
    pad: int
    width: int
    height: int
    x: int = 0
    y: int = 0

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        return self.x, self.y, self.x + self.width, self.y + self.height

    def at(self, x: int, y: int) -> "Block":
        """Return the block with its left upper corner there."""
        return replace(self, x=x, y=y)


@dataclass(frozen=True, slots=True)
class Cell:
    """Where somebody of the ring stands: name, relation, and their line, from the middle outwards.

    At the second point the line leaves the field, `outwards`, and has the head of its arrow.
    """

    spoke: Spoke
    name: Block
    label: Block
    points: tuple[tuple[int, int], ...]
    outwards: Step


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything of a map stands."""

    height: int
    middle: Block
    cells: tuple[Cell, ...]
    notes: Block


def picture(sheet: MapSheet) -> bytes:
    """Draw a map as a PNG."""
    laid = lay(sheet)
    paper = Paper(WIDTH, laid.height)
    for cell in laid.cells:
        paper.line(cell.points, BRASS, dashed=cell.spoke.ended)
        (x, y), (right, down) = cell.points[1], cell.outwards
        if cell.spoke.inward:
            paper.arrow((x, y), HEAD, (-right, -down), BRASS)
        else:
            paper.arrow((x + right * HEAD, y + down * HEAD), HEAD, (right, down), BRASS)
        paper.shape(cell.name.box, PALE if cell.spoke.ended else SAND, 12)
        _write(paper, cell.name, INK)
        _write(paper, cell.label, INK, {LEFT: "r", RIGHT: "l"}.get(cell.outwards, "m"))
    paper.shape(laid.middle.box, DEEP, 18)
    _write(paper, laid.middle, PAPER)
    _write(paper, laid.notes, MUTED)
    return paper.png()


def _write(paper: Paper, block: Block, colour: Colour, side: str = "m") -> None:
    """Write a block, all its lines from its (l)eft, in its (m)iddle or up to its (r)ight."""
    left, _top, right, _bottom = block.box
    x = {"l": left, "m": (left + right) / 2, "r": right}[side]
    leading = (block.height - 2 * block.pad) / len(block.lines)
    for at, words in enumerate(block.lines):
        middle = block.y + block.pad + (at + 0.5) * leading
        paper.write(x, middle, words, block.size, colour, block.weight, side)


def lay(sheet: MapSheet) -> Layout:
    """Return where everything stands: the first at the top, or else at the right, and the others clockwise."""
    ruler = Ruler()
    top, right, bottom, left = _ring(sheet.spokes)
    middle = _block(ruler, sheet.middle, CENTRE, MIDDLE, STRONG, 4, PAD)
    first, last = (_pair(ruler, end, ACROSS) if end else None for end in (top, bottom))
    rows = [[_pair(ruler, spoke, COLUMN) for spoke in row] for row in zip(left, right, strict=True)]
    above = [max(pair.label.height for pair in row) + NEAR for row in rows]
    below = [max(pair.name.height for pair in row) + NEAR for row in rows]
    sides = sum(above) + sum(below) + GAP * max(0, len(rows) - 1)
    begins = MARGIN + (first.height + GAP if first else 0)
    field = max(sides, middle.height + (2 * FIELD if first else 0))
    centre = WIDTH // 2, begins + field // 2
    line, placed = begins + (field - sides) // 2, []
    for row, up, down in zip(rows, above, below, strict=True):
        placed.append([_beside(pair, centre, line + up, way) for pair, way in zip(row, (LEFT, RIGHT), strict=True)])
        line += up + down + GAP
    ends = begins + field + (GAP + last.height if last else 0) + GAP
    cells = [
        *([_over(first, centre)] if first else []),
        *(row[1] for row in placed),
        *([_under(last, centre, begins + field + GAP)] if last else []),
        *(row[0] for row in reversed(placed)),
    ]
    notes = _block(ruler, " ".join(sheet.notes), NOTE, WIDTH - 2 * MARGIN, REGULAR, 4)
    return Layout(
        ends + notes.height + MARGIN,
        middle.at(centre[0] - middle.width // 2, centre[1] - middle.height // 2),
        tuple(cells),
        notes.at((WIDTH - notes.width) // 2, ends),
    )


def _ring(spokes: Sequence[Spoke]) -> tuple[Spoke | None, Sequence[Spoke], Spoke | None, Sequence[Spoke]]:
    """Return who stands at the top, at the right, at the bottom and at the left, columns from above.

    Both columns hold as many; from eight on, where nobody is left over, there is somebody at both ends of the ring.
    """
    top = 1 if len(spokes) % 2 or len(spokes) >= TALL else 0
    bottom = 1 if top and len(spokes) % 2 == 0 else 0
    beside = (len(spokes) - top - bottom) // 2
    right, left = spokes[top : top + beside], spokes[top + beside + bottom :]
    return spokes[0] if top else None, right, spokes[top + beside] if bottom else None, left[::-1]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Somebody's name and relation, measured; `height` is that of both, one above the other, with an arrow."""

    spoke: Spoke
    name: Block
    label: Block

    @property
    def height(self) -> int:
        return self.name.height + self.label.height + 2 * NEAR + HEAD


def _pair(ruler: Ruler, spoke: Spoke, room: int) -> _Pair:
    name = _block(ruler, spoke.name, NAME, room, STRONG, 3, PAD)
    return _Pair(spoke, name, _block(ruler, spoke.relation, LABEL, room, REGULAR, 4))


def _block(ruler: Ruler, words: str, size: int, room: int, weight: str, most: int, pad: int = 0) -> Block:
    """Break words into at most so many lines that fit the room; what the typeface has no letters for is left out."""
    legible = words if ruler.has_letters(words) else "…"
    lines = _even(ruler, legible, size, room - 2 * pad, weight, most)
    width = ceil(max(ruler.width(line, size, weight) for line in lines))
    return Block(tuple(lines), size, weight, pad, width + 2 * pad, ceil(len(lines) * size * LEADING) + 2 * pad)


def _even(ruler: Ruler, words: str, size: int, room: int, weight: str, most: int) -> list[str]:
    """Break words into as few lines as the room allows, all about as wide."""
    lines = ruler.wrapped(words, size, room, weight, most)
    least = max(ruler.width(word, size, weight) for word in words.split())
    while len(lines) > 1 and (room := room - size // 2) > least:
        narrower = ruler.wrapped(words, size, room, weight, most + 1)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _beside(pair: _Pair, centre: Step, line: int, way: Step) -> Cell:
    """Place somebody in a column, with their line at that height: their relation upon it, their name below it."""
    left = way == LEFT
    edge = MARGIN + COLUMN if left else WIDTH - MARGIN - COLUMN
    across = max(pair.name.width, pair.label.width)

    def begin(block: Block) -> int:
        return edge - block.width if left else edge

    return Cell(
        pair.spoke,
        pair.name.at(begin(pair.name), line + NEAR),
        pair.label.at(begin(pair.label), line - NEAR - pair.label.height),
        (centre, (edge - way[0] * (HEAD + NEAR), line), (edge + way[0] * across, line)),
        way,
    )


def _over(pair: _Pair, centre: Step) -> Cell:
    """Place somebody above the columns."""
    below = MARGIN + pair.name.height + NEAR
    foot = below + pair.label.height + NEAR
    return Cell(
        pair.spoke,
        pair.name.at(centre[0] - pair.name.width // 2, MARGIN),
        pair.label.at(centre[0] - pair.label.width // 2, below),
        (centre, (centre[0], foot + HEAD), (centre[0], foot)),
        UP,
    )


def _under(pair: _Pair, centre: Step, begins: int) -> Cell:
    """Place somebody below the columns."""
    label = begins + HEAD + NEAR
    return Cell(
        pair.spoke,
        pair.name.at(centre[0] - pair.name.width // 2, label + pair.label.height + NEAR),
        pair.label.at(centre[0] - pair.label.width // 2, label),
        (centre, (centre[0], begins), (centre[0], begins + HEAD)),
        DOWN,
    )
