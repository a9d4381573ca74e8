"""What only moderators can do: every command and press of theirs, found by itself, and of which kind each is."""

import inspect
from collections.abc import Callable
from typing import Any

from bot.presentation.ids import CustomId
from tests.e2e.world import World

LINE, SHOWS, DRAFT, PLAY = "one line", "shows something", "changes a draft of one's own", "part of a game"
READING = "part of reading, for everybody"
"""What a moderator's press or command is: only those of the first kind change a club."""

DOORS = ("Manage", "Setup")
"""The cogs that only moderators use."""
COMMANDS = {
    "manage setup": DRAFT,
    "manage plan": SHOWS,
    "manage pause": LINE,
    "manage resume": LINE,
    "manage settings": SHOWS,
    "manage questions": SHOWS,
    "manage log": SHOWS,
    "manage export": SHOWS,
    "manage import": SHOWS,
    "manage vote": SHOWS,
    "manage prompt list": SHOWS,
    "manage prompt add": SHOWS,
    "manage prompt edit": SHOWS,
    "manage prompt remove": LINE,
}
PRESSES = {
    "panel": SHOWS,
    "move": SHOWS,
    "move-form": LINE,
    "repace": SHOWS,
    "repace-form": SHOWS,
    "do": LINE,
    "settings": SHOWS,
    "setting": SHOWS,
    "setting-form": LINE,
    "questions": SHOWS,
    "look": SHOWS,
    "decide": LINE,
    "log": SHOWS,
    "import": LINE,
    "import-leave": SHOWS,
    "pin": LINE,
    "close": LINE,
    "prompts": SHOWS,
    "prompt-look": SHOWS,
    "prompt-write": SHOWS,
    "prompt-form": LINE,
    "prompt-decide": LINE,
    "note": READING,
    "note-ask": READING,
    "note-drop": LINE,
    "seal-form": LINE,
    "settle": SHOWS,
    "settle-form": LINE,
    "vote-panel": SHOWS,
    "vote-open": LINE,
    "vote-drop": LINE,
    "vote-close": LINE,
    "draft": SHOWS,
    "draft-field": SHOWS,
    "draft-form": DRAFT,
    "draft-pick": DRAFT,
    "draft-plan": SHOWS,
    "draft-picture": SHOWS,
    "draft-drop": DRAFT,
    "draft-start": LINE,
    "round-go": PLAY,
    "round-stop": PLAY,
}
"""Every command and press of moderators, as found below, and what each is. Whoever adds one says so here."""
WITH_AUTHORS = ("note-drop", "settle", "settle-form", "seal-form")
"""Those that are for whoever wrote a note or a message, too."""


def of_moderators(town: World) -> list[tuple[CustomId, Callable[..., Any]]]:
    """Return every press that asks whether somebody moderates, with what answers it, as the bot has them."""
    return [
        (kind, callback)
        for kind, callback in town.bot._presses.values()
        if type(getattr(callback, "__self__", None)).__name__ in DOORS or _judges(callback)
    ]


def _judges(callback: Callable[..., Any]) -> bool:
    """Whether a press asks whether somebody moderates."""
    source = inspect.getsource(callback)
    return "may_manage(" in source or "moderates(" in source
