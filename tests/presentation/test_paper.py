"""Paper: what leaves it is light, and still has the colours that it was drawn in."""

import io

import pytest
from PIL import Image, ImageChops

from bot.presentation import paper
from bot.presentation.paper import BRASS, DEEP, HATCH, INK, MUTED, PALE, PAPER, SAND, STRONG, Colour, Paper

NEAR, FLAT = 16, 4
"""How far one value of a colour, of 256, may be off where an edge is smooth, and in a field."""


@pytest.mark.parametrize("colour", [INK, MUTED, BRASS, DEEP, SAND, PALE, HATCH])
def test_a_file_looks_as_it_was_drawn_and_has_a_palette(colour: Colour) -> None:
    sheet = Paper(600, 400)
    sheet.shape((20, 20, 580, 200), colour, 30)
    sheet.line([(20, 380), (300, 230), (580, 390)], colour, dashed=True)
    for ground, y in (("on it", 110), ("beside it", 300)):
        sheet.write(300, y, f"Ễ {ground}", 60, PAPER if y < 200 else colour, STRONG, "m")
    drawn = sheet._image.copy()
    file = Image.open(io.BytesIO(sheet.png()))
    assert file.mode == "P"
    seen = file.convert("RGB")
    assert max(ImageChops.difference(drawn, seen).tobytes()) <= NEAR
    assert seen.getpixel((2, 2)) == PAPER
    assert all(
        abs(one - other) <= FLAT for one, other in zip(seen.crop((60, 60, 61, 61)).tobytes(), colour, strict=True)
    )


def test_our_colours_and_those_between_fit_a_palette() -> None:
    assert len(paper._palette().getpalette("RGB") or ()) <= 256 * 3
