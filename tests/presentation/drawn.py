"""What a picture is made of, noted while it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import pytest
from PIL import ImageDraw

from bot.presentation import paper


@dataclass
class Drawn:
    """What was handed to Pillow to write: words, colours, and the boxes they take."""

    words: list[str] = field(default_factory=list)
    colours: dict[str, list[object]] = field(default_factory=dict)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    frames: list[tuple[int, ...]] = field(default_factory=list)
    size: tuple[int, int] = (0, 0)

    def meet(self) -> list[tuple[str, str]]:
        """Return which words run into each other, or off the paper."""
        told = list(zip(self.words, self.boxes, strict=True))
        off = [
            (words, "the edge")
            for words, (left, top, right, bottom) in told
            if left < 0 or top < 0 or right > self.size[0] or bottom > self.size[1]
        ]
        return off + [
            (words, others)
            for (words, one), (others, other) in combinations(told, 2)
            if not (one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1])
        ]

    def within(self, frames: Sequence[tuple[int, ...]]) -> list[str]:
        """Return the words that stand within one of the frames."""
        return [
            words
            for words, (left, top, right, bottom) in zip(self.words, self.boxes, strict=True)
            if any(f[0] < left and f[1] < top and right < f[2] and bottom < f[3] for f in frames)
        ]


def recording(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """Record everything that is written or framed; the recording starts anew with each sheet of paper."""
    kept, write, shape, begin = Drawn(), ImageDraw.ImageDraw.text, paper.Paper.shape, paper.Paper.__init__

    def recorded(draw: ImageDraw.ImageDraw, xy: Any, text: str, fill: Any, font: Any, anchor: str) -> None:
        kept.words.append(text)
        kept.sizes.append(font.size)
        kept.colours.setdefault(text, []).append(fill)
        kept.boxes.append(draw.textbbox(xy, text, font, anchor=anchor))
        write(draw, xy, text, fill, font, anchor)

    def framed(sheet: paper.Paper, box: paper.Box, *what: Any, **how: Any) -> None:
        if "line" in how:
            kept.frames.append(tuple(side * sheet._scale for side in box))
        shape(sheet, box, *what, **how)

    def begun(sheet: paper.Paper, width: int, height: int, scale: int = 1) -> None:
        kept.words.clear()
        kept.colours.clear()
        kept.boxes.clear()
        kept.sizes.clear()
        kept.frames.clear()
        kept.size = (width * scale, height * scale)
        begin(sheet, width, height, scale)

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", recorded)
    monkeypatch.setattr(paper.Paper, "shape", framed)
    monkeypatch.setattr(paper.Paper, "__init__", begun)
    return kept
