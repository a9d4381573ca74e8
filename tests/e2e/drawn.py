"""The words that stand in pictures, noted as they are written: pixels cannot be searched for what they tell."""

from typing import Any

from bot.presentation.paper import Paper
from tests.e2e.world import World

words: list[str] = []
"""Everything written on paper since the run began."""

_write = Paper.write


def _noted(paper: Paper, x: float, y: float, told: str, *how: Any, **more: Any) -> None:
    words.append(told)
    _write(paper, x, y, told, *how, **more)


Paper.write = _noted  # type: ignore[method-assign, assignment]


def anew(town: World) -> None:
    """Let every picture be drawn once more, so that its words are noted, and as many as one likes."""
    pictures = town.bot.services.pictures
    pictures._kept.clear()
    pictures._lately.clear()
