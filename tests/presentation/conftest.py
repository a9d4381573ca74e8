"""The two voices, and the commands they mention."""

import pytest

from bot.presentation.say import Say, say_in
from tests.presentation.drawn import Drawn, recording
from tests.presentation.read import LANGUAGES, Commands


@pytest.fixture
def english() -> Say:
    """The bot in English."""
    return say_in("en")


@pytest.fixture
def vietnamese() -> Say:
    """The bot in Vietnamese."""
    return say_in("vi")


@pytest.fixture(params=LANGUAGES)
def say(request: pytest.FixtureRequest) -> Say:
    """The bot in each language: what holds in one must hold in the other."""
    return say_in(request.param)


@pytest.fixture
def commands() -> Commands:
    """Mentions of all commands."""
    return Commands()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """What is written on the last sheet of paper, and how."""
    return recording(monkeypatch)
