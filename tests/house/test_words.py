"""Laws about the bot's words: every sentence in both languages, every refusal worded, no prose elsewhere."""

import ast
import re
import string
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import discord
import pytest
from babel.messages.catalog import Message

from bot.domain import config, errors, note_errors, pace, proposal, question, vote_errors
from bot.domain import round as rounds
from bot.domain.errors import Refusal
from bot.presentation import commands as command_texts
from bot.presentation.refusals import WORDS, refusal
from bot.presentation.say import say_in
from tests.house.messages import LANGUAGES, ROOT, complete, in_code, written

COMMAND_NAME = re.compile(r"[-_'\w]{1,32}")


OTHERS: dict[type[Refusal], dict[str, object]] = {
    pace.BadPace: {"kind": "chapters"},
    errors.CannotPost: {"channel_id": 1, "missing": ("view_channel", "create_events")},
    errors.DraftLacks: {"missing": ("book", "channel")},
    errors.StartPassed: {"start": date(2026, 1, 5)},
    errors.BadDate: {"first": date(2026, 1, 5), "last": date(2027, 1, 4)},
    errors.TooSoon: {"meeting": date(2027, 1, 4)},
    errors.StartPassed: {"start": date(2027, 1, 4)},
    errors.DraftLacks: {"missing": ("book",)},
    errors.CannotPost: {"channel_id": 11, "missing": ("send_messages",)},
    rounds.RoundRunning: {"guild_id": 1, "channel_id": 2, "message_id": 3},
    question.BadQuestion: {"fault": "long"},
    proposal.NotTaken: {"why": errors.NotUnderstood(), "typed": question.Typed("1", "What?", "A", "B", "So.")},
    config.BadConfig: {"faults": (config.Fault(3, "missing", (("key", "pace"),)),)},
    vote_errors.NominatedAlready: {"title": {"en": "Emma"}, "author": {"en": "Jane Austen"}},
    vote_errors.VoteRunning: {"closes": datetime.fromisoformat("2027-01-04 19:00+00:00")},
    errors.WouldCross: dict.fromkeys(("after", "before"), datetime.fromisoformat("2027-01-04 19:00")),
}


def _subclasses(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for one in kind.__subclasses__():
        yield one
        yield from _subclasses(one)


def _ids(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_in_the_code_is_written_in_every_language(language: str) -> None:
    catalogue = written(language)
    code = {str(_ids(message)) for message in in_code() if message.id}
    there = {str(_ids(message)) for message in catalogue if message.id}
    assert code - there == set(), "run `make messages`, then write them"
    assert there - code == set(), "run `make messages`: nobody says these any more"
    assert [message.id for message in catalogue if message.id and not complete(message)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_fills_in_the_same_places_and_is_nfc(language: str) -> None:
    for message in written(language):
        for said in _strings(message) if message.id else ():
            assert _places(said) == _places(_ids(message)[-1]), message.id
            assert unicodedata.is_normalized("NFC", said), message.id


def test_vietnamese_is_written_with_its_diacritics() -> None:
    said = [text for message in written("vi") if message.id for text in _strings(message) if len(text) > 25]
    assert all(any(ord(sign) > 127 for sign in text) for text in said)


def test_no_message_hides_in_an_f_string_where_translators_would_miss_it() -> None:
    for path in (ROOT / "bot" / "presentation").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                calls = [n for n in ast.walk(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
                said = [c for c in calls if c.func.id == "say" and isinstance(c.args[0], ast.Constant)]  # type: ignore[attr-defined]
                assert not said, f"{path.name}:{node.lineno}"


def test_every_refusal_is_worded_and_nothing_else_is() -> None:
    assert set(_subclasses(Refusal)) == set(WORDS)


def test_the_trees_of_refusals_name_every_one_wherever_it_stands() -> None:
    trees = "\n".join(module.__doc__ or "" for module in (errors, note_errors, vote_errors))
    assert sorted(re.findall(r"[├└]── (\w+)", trees)) == sorted(one.__name__ for one in _subclasses(Refusal))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(_subclasses(Refusal)), ids=lambda kind: kind.__name__)
def test_every_refusal_is_a_calm_sentence(kind: type[Refusal], language: str) -> None:
    values: dict[str, object] = {
        "last": 239,
        "finished": "2.11",
        "names": ("A", "B"),
        "name": "A",
        "most": 25,
        "fewest": 10,
        "made": "2.11",
        "why": note_errors.HEAVY,
    }
    values |= OTHERS.get(kind, {})
    error = kind(**{name: values[name] for name in getattr(kind, "__dataclass_fields__", {})})
    view = refusal(say_in(language), error, dict.fromkeys(_every_command(), "/x"))
    text = next(item.content for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay))
    assert text.endswith((".", "…"))
    assert "!" not in text
    assert "{" not in text


def _every_command() -> set[str]:
    """Return the commands that sentences mention."""
    sources = (ROOT / "bot" / "presentation").glob("*.py")
    return {name for path in sources for name in re.findall(r'commands\["([a-z ]+)"\]', path.read_text("utf-8"))}


def test_sentences_mention_only_commands_that_exist() -> None:
    names = {text.message for text in vars(command_texts).values() if hasattr(text, "extras") and text.extras}
    assert {word for command in _every_command() for word in command.split()} <= names


@pytest.mark.parametrize("language", LANGUAGES)
def test_command_names_are_such_as_discord_takes(language: str) -> None:
    for message in in_code():
        for text in _ids(message) if message.id else ():
            if text.startswith(("command: ", "option: ")):
                name = say_in(language)(text).partition(": ")[2]
                assert COMMAND_NAME.fullmatch(name), name
                assert name == name.lower()


def test_doors_and_services_hold_no_prose() -> None:
    """A string with a space in it, in a cog or a service, is a sentence that belongs in presentation."""
    for path in [*(ROOT / "cogs").glob("*.py"), *(ROOT / "bot" / "services").glob("*.py")]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                assert " " not in node.value or node.value == "Tiếng Việt", f"{path.name}:{node.lineno} {node.value!r}"


def _modules() -> list[Path]:
    return [*(ROOT / "bot").rglob("*.py"), *(ROOT / "cogs").rglob("*.py")]


def test_no_room_is_crowded() -> None:
    crowded = {path.name: n for path in _modules() if (n := len(path.read_text("utf-8").splitlines())) > 300}
    assert crowded == {}
