"""Warm paper to draw on: words, bands, rings, lines and hatching, with edges as smooth as print.

Pillow draws shapes with jagged edges, so each is drawn four times as large first and then made smaller.
"""

import io
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import combinations, pairwise
from math import dist

from PIL import Image, ImageDraw, ImageFont

from bot.presentation.card import clip

PAPER, INK, MUTED = (251, 245, 233), (59, 45, 32), (122, 103, 82)
BRASS, DEEP, SAND, PALE, HATCH = (181, 131, 43), (132, 84, 14), (234, 209, 158), (246, 231, 198), (172, 157, 134)
"""Words in `INK` stand out from paper, `SAND` and `PALE`, in `MUTED` and `DEEP` from paper, and paper from `DEEP`,
by 4.5 to one or more (WCAG 2.2, AA)."""

Colour = tuple[int, int, int]
Box = tuple[int, int, int, int]
"""Left, top, right, bottom; the last two are the first that lie outside."""
Point = tuple[float, float]

REGULAR, STRONG = "Regular", "Semibold"
_FINER = 4
_BETWEEN = 8
"""Steps from each of our colours to each other one: of these all edges are made, and together they fit a palette."""
_NO_SIGN = "\U0010fffd"
"""Private: no typeface has it."""


def typeface(size: int, weight: str = REGULAR) -> ImageFont.FreeTypeFont:
    """Return Source Serif (SIL Open Font License): it has all Vietnamese letters and, unlike most, a warm face."""
    file = files("font_source_serif_pro") / "files" / f"SourceSerifPro-{weight}.otf"
    return ImageFont.truetype(io.BytesIO(file.read_bytes()), size, layout_engine=ImageFont.Layout.BASIC)


class Ruler:
    """Measures words, also before there is a sheet to write them on; sizes named are multiplied by `scale`."""

    def __init__(self, scale: int = 1) -> None:
        self._scale = scale
        self._typefaces: dict[tuple[int, str], ImageFont.FreeTypeFont] = {}
        self._widths: dict[tuple[str, int, str], float] = {}  # measuring is most of the work of breaking lines

    def width(self, words: str, size: int, weight: str = REGULAR) -> float:
        """Return how wide the words will be."""
        key = words, size, weight
        if key not in self._widths:
            self._widths[key] = self._typeface(size, weight).getlength(words) / self._scale
        return self._widths[key]

    def has_letters(self, words: str) -> bool:
        """Return whether the typeface has all signs of the words; in place of others it draws an empty box."""
        face = self._typeface(20, REGULAR)
        missing = bytes(face.getmask(_NO_SIGN))
        return all(sign.isspace() or bytes(face.getmask(sign)) != missing for sign in set(words))

    def fitting(self, words: str, size: int, room: float, weight: str = REGULAR) -> str:
        """Shorten words, with an ellipsis, until they are no wider than the room."""
        for most in range(len(words), 0, -1):
            if self.width(shorter := clip(words, most), size, weight) <= room:
                return shorter
        return ""

    def wrapped(self, words: str, size: int, room: float, weight: str = REGULAR, most: int = 100) -> list[str]:
        """Break words into lines no wider than the room, at most so many; an ellipsis tells of what is left out."""
        lines = [""]
        for word in words.split():
            longer = f"{lines[-1]} {word}".strip()
            if self.width(longer, size, weight) <= room:
                lines[-1] = longer
                continue
            *full, last = self._broken(word, size, room, weight)
            lines = [*filter(None, lines), *full, last]
        if len(lines) > most:
            lines = [*lines[: most - 1], self.fitting(" ".join(lines[most - 1 :]), size, room, weight)]
        return lines

    def _broken(self, word: str, size: int, room: float, weight: str) -> list[str]:
        """Break a word that is wider than the room, wherever it has to be."""
        if self.width(word, size, weight) <= room:
            return [word]
        pieces = [""]
        for sign in word:
            if pieces[-1] and self.width(pieces[-1] + sign, size, weight) > room:
                pieces.append("")
            pieces[-1] += sign
        return pieces

    def _typeface(self, size: int, weight: str) -> ImageFont.FreeTypeFont:
        key = size, weight
        if key not in self._typefaces:
            self._typefaces[key] = typeface(size * self._scale, weight)
        return self._typefaces[key]


class Paper(Ruler):
    """A sheet that is drawn on by one thread; the places and sizes named are multiplied by `scale` to get pixels."""

    def __init__(self, width: int, height: int, scale: int = 1) -> None:
        super().__init__(scale)
        self._image = Image.new("RGB", (width * scale, height * scale), PAPER)
        self._draw = ImageDraw.Draw(self._image)

    def write(
        self, x: float, y: float, words: str, size: int, colour: Colour = INK, weight: str = REGULAR, side: str = "l"
    ) -> None:
        """Write words whose figures are centred on the height `y`; `x` is their (l)eft, (m)iddle or (r)ight."""
        place = x * self._scale, (y + size * 0.33) * self._scale
        self._draw.text(place, words, colour, self._typeface(size, weight), anchor=f"{side}s")

    def shape(
        self, box: Box, colour: Colour, radius: int = 0, corners: tuple[bool, bool] = (True, True), line: int = 0
    ) -> None:
        """Fill a box, or draw its outline as `line` thick; `corners` tells whether its left and right are round."""
        (left, right), finer = corners, _FINER * self._scale
        mask, draw = self._mask(box)
        draw.rounded_rectangle(
            (0, 0, mask.width - 1, mask.height - 1),
            radius * finer,
            fill=0 if line else 255,
            outline=255 if line else None,
            width=line * finer,
            corners=(left, right, right, left),
        )
        self._paste(mask, box, colour)

    def hatch(self, box: Box, colour: Colour) -> None:
        """Hatch a box, so that it is told from a filled one without its colour."""
        mask, draw = self._mask(box)
        finer = _FINER * self._scale
        for x in range(-mask.height, mask.width, 10 * finer):
            draw.line((x, mask.height, x + mask.height, 0), 255, 2 * finer)
        self._paste(mask, box, colour)

    def line(self, points: Sequence[Point], colour: Colour, thick: int = 4, *, dashed: bool = False) -> None:
        """Draw a line from point to point."""
        half = thick // 2 + 1
        across, down = zip(*points, strict=True)
        box = int(min(across)) - half, int(min(down)) - half, int(max(across)) + half + 1, int(max(down)) + half + 1
        mask, draw = self._mask(box)
        finer = _FINER * self._scale
        for stretch in _dashes(points) if dashed else (points,):
            scaled = [((x - box[0]) * finer, (y - box[1]) * finer) for x, y in stretch]
            draw.line(scaled, 255, thick * finer, joint="curve")
        self._paste(mask, box, colour)

    def arrow(self, tip: Point, length: int, towards: Point, colour: Colour) -> None:
        """Draw the head of an arrow, of that length, that points `towards` right, left, down or up as (1, 0) … ."""
        (x, y), (right, down), half = tip, towards, length * 0.6
        tail = x - right * length, y - down * length
        corners = [
            (x, y),
            (tail[0] + down * half, tail[1] + right * half),
            (tail[0] - down * half, tail[1] - right * half),
        ]
        across, deep = zip(*corners, strict=True)
        box = int(min(across)) - 1, int(min(deep)) - 1, int(max(across)) + 2, int(max(deep)) + 2
        mask, draw = self._mask(box)
        finer = _FINER * self._scale
        draw.polygon([((cx - box[0]) * finer, (cy - box[1]) * finer) for cx, cy in corners], 255)
        self._paste(mask, box, colour)

    def png(self) -> bytes:
        """Return what was drawn as a PNG, with a palette: that takes a third of the bytes, and of the time."""
        file = io.BytesIO()
        self._image.quantize(palette=_palette(), dither=Image.Dither.NONE).save(file, "PNG")
        return file.getvalue()

    def _mask(self, box: Box) -> tuple[Image.Image, ImageDraw.ImageDraw]:
        left, top, right, bottom = box
        finer = _FINER * self._scale
        mask = Image.new("L", ((right - left) * finer, (bottom - top) * finer))
        return mask, ImageDraw.Draw(mask)

    def _paste(self, mask: Image.Image, box: Box, colour: Colour) -> None:
        left, top, _right, _bottom = box
        self._image.paste(colour, (left * self._scale, top * self._scale), mask.reduce(_FINER))


@cache
def _palette() -> Image.Image:
    """Return a sheet that holds our colours and what lies between them."""
    ours = (PAPER, INK, MUTED, BRASS, DEEP, SAND, PALE, HATCH)
    mixed = [
        round(one + (other - one) * step / (_BETWEEN + 1))
        for pair in combinations(ours, 2)
        for step in range(1, _BETWEEN + 1)
        for one, other in zip(*pair, strict=True)
    ]
    sheet = Image.new("P", (1, 1))
    sheet.putpalette([*(value for colour in ours for value in colour), *mixed])
    return sheet


def _dashes(points: Sequence[Point], dash: int = 16, gap: int = 12) -> list[list[Point]]:
    """Cut a line from point to point into dashes, which go on round its corners."""
    cut: list[list[Point]] = []
    gone = 0.0
    for (x, y), (to_x, to_y) in pairwise(points):
        length = dist((x, y), (to_x, to_y))
        at = -(gone % (dash + gap))
        while at < length:
            begin, end = max(0.0, at), min(length, at + dash)
            if end > begin:
                cut.append(
                    [(x + (to_x - x) * share / length, y + (to_y - y) * share / length) for share in (begin, end)]
                )
            at += dash + gap
        gone += length
    return cut
