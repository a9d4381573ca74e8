"""Laws about hosting: the page and its files name only what exists, and a server gets what runs and nothing else."""

import argparse
import ast
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from bot import __main__ as command_line
from bot import settings
from tests.house.messages import ROOT

PAGE = ROOT / "docs" / "hosting.md"
UNITS = sorted((ROOT / "docs" / "systemd").iterdir())
FILES = [PAGE, *UNITS, ROOT / "Dockerfile"]
ANYTHING = "…"


def _pins(lock: str) -> dict[str, str]:
    found = re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / lock).read_text("utf-8"), flags=re.MULTILINE)
    return dict(found)


def _commands() -> list[list[str]]:
    """Return the words after `python -m bot` and after the container's name, wherever they stand."""
    text = "\n".join(path.read_text("utf-8") for path in FILES)
    said = re.findall(r"python -m bot( [a-z][^`\n|;&'>]*)", text) + re.findall(r"samovar (restore\b[^`\n]*)", text)
    return [shlex.split(re.sub(r"\$\(.*", "X", one)) for one in said]


def _subcommands() -> set[str]:
    (action,) = (a for a in command_line._parser()._actions if isinstance(a, argparse._SubParsersAction))
    return set(action.choices)


@pytest.mark.parametrize("words", _commands(), ids=" ".join)
def test_every_command_that_is_named_exists_and_takes_these_arguments(words: list[str]) -> None:
    assert callable(command_line._parser().parse_args(words).command)


def test_the_page_tells_of_running_copying_restoring_and_checking() -> None:
    assert {"run", "backup", "restore", "check"} <= {words[0] for words in _commands()} <= _subcommands()


def test_every_verb_of_make_exists() -> None:
    verbs = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE))
    named = set(re.findall(r"(?:`|sudo )make ([a-z]+)", PAGE.read_text("utf-8")))
    assert {"install"} <= named <= verbs


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_that_is_named_exists(path: Path) -> None:
    known = re.findall(r'"((?:DISCORD|SAMOVAR)_[A-Z]+)"', Path(settings.__file__).read_text("utf-8"))
    assert set(re.findall(r"\b(?:DISCORD|SAMOVAR)_[A-Z]+", path.read_text("utf-8"))) <= set(known)


def test_the_page_shows_every_file_there_is_for_a_host() -> None:
    page = PAGE.read_text("utf-8")
    for path in (*UNITS, ROOT / "Dockerfile"):
        assert f"{path.name})" in page, f"no link to {path.name}"
    for unit in UNITS:
        assert f"docs/systemd/{unit.name}" in page, f"{unit.name} is not installed"


def _said(node: ast.AST) -> str:
    """Return a string of the code as the page would show it: what differs as dots."""
    if isinstance(node, ast.JoinedStr):
        parts = [str(one.value) if isinstance(one, ast.Constant) else ANYTHING for one in node.values]
        return "".join(parts)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.sub(r"%[sd]", ANYTHING, node.value)
    return ""


def test_every_sentence_that_the_page_explains_is_one_that_the_bot_says() -> None:
    sources = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "bot").rglob("*.py")]
    says = {_said(node) for tree in sources for node in ast.walk(tree)}
    explained = re.findall(r"^\| `([^`]+)` \|", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    assert len(explained) > 10
    said = {re.sub(f"({ANYTHING})+", ANYTHING, one) for one in says}
    assert [one for one in explained if not any(real.startswith(one) for real in said)] == []


def test_a_server_gets_the_very_versions_that_were_tested_and_no_tools() -> None:
    whole, run = _pins("requirements.lock"), _pins("requirements-run.lock")
    assert run.items() <= whole.items()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]

    def names(of: list[str]) -> set[str]:
        return {re.split(r"[\[<>=]", one)[0].replace(".", "-").lower() for one in of}

    assert names(project["dependencies"]) | names(extras["postgres"]) <= set(run)
    assert not names(extras["dev"] + extras["demo"]) & set(run), "tools are installed on servers"


def test_the_locks_hold_hashes_for_everything_and_no_address() -> None:
    for lock in ("requirements.lock", "requirements-run.lock"):
        text = (ROOT / lock).read_text("utf-8")
        assert "://" not in text
        pinned = re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]
        assert [one.partition(" ")[0] for one in pinned if "--hash=sha256:" not in one] == []
    for path in (ROOT / "Dockerfile", ROOT / "Makefile"):
        for line in path.read_text("utf-8").splitlines():
            assert "pip install" not in line or "--require-hashes" in line


def test_an_image_holds_only_what_is_let_in_by_name() -> None:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    let_in = {rule.removeprefix("!") for rule in rules if rule.startswith("!")}
    copied = re.findall(r"^COPY (\S+)", (ROOT / "Dockerfile").read_text("utf-8"), flags=re.MULTILINE)
    assert rules[0] == "*"
    assert let_in == set(copied)
    assert all((ROOT / name).exists() for name in copied)


def test_the_image_runs_as_a_user_of_its_own_and_hears_sigterm() -> None:
    text = (ROOT / "Dockerfile").read_text("utf-8")
    assert re.search(r"^USER (?!root)\S+$", text, flags=re.MULTILINE)
    assert 'ENTRYPOINT ["python", "-m", "bot"]' in text, "a shell in between would swallow the signal"
    assert "STOPSIGNAL SIGTERM" in text
