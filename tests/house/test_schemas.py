"""Laws about the schemas: up to date, every key explained, and never stricter than the checker, which alone judges."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema_rs import Draft7Validator

from bot.library.shelf import folders
from tests.house.messages import ROOT
from tests.house.schemas import FOLDER, KINDS, path, schema, written
from tests.marked import write_marked

PACKS = folders(ROOT / "content")
NAMED = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


class _AsEditorsDo(yaml.SafeLoader):
    """Reads YAML 1.2: numbers, true, false and null are no words, but yes and no are."""


_AsEditorsDo.yaml_implicit_resolvers = {}
for _tag, _looks, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    _AsEditorsDo.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_looks})$"), list(_first))


def _read(text: str) -> Any:
    data = yaml.load(text, Loader=_AsEditorsDo)  # noqa: S506 - a safe loader that knows fewer types
    return json.loads(json.dumps(data))  # keys are words in JSON, also the one called true


def _kind(file: Path, pack: Path) -> str:
    first = file.relative_to(pack).parts[0].removesuffix(".yaml")
    return {"chapters": "chapter"}.get(first, first)


def _faults(text: str, kind: str) -> list[str]:
    found = Draft7Validator(schema(kind)).iter_errors(_read(text))
    return [f"{error.instance_path}: {error.message}" for error in found]


def _keys(found: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(found, list):
        for one in found:
            yield from _keys(one)
    elif isinstance(found, dict):
        yield from found.get("properties", {}).items()
        for one in found.values():
            yield from _keys(one)


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_says_what_the_shapes_say(kind: str) -> None:
    assert path(kind).read_text("utf-8") == written(kind), "run `make schemas`"
    Draft7Validator(schema(kind))


def test_there_is_no_schema_of_anything_else() -> None:
    assert {one.name for one in FOLDER.iterdir()} == {f"{kind}.json" for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_explained_where_one_writes_it(kind: str) -> None:
    keys = list(_keys(schema(kind)))
    assert keys
    assert [key for key, says in keys if not says.get("description", "").endswith(".")] == []


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_every_file_that_ships_passes_as_an_editor_reads_it(pack: Path) -> None:
    files = sorted(pack.rglob("*.yaml"))
    found = {str(file): _faults(file.read_text("utf-8"), _kind(file, pack)) for file in files}
    assert {file: faults for file, faults in found.items() if faults} == {}


def test_every_file_of_the_marked_pack_passes_as_an_editor_reads_it(tmp_path: Path) -> None:
    pack = write_marked(tmp_path)
    for file in pack.rglob("*.yaml"):
        assert _faults(file.read_text("utf-8"), _kind(file, pack)) == [], file.name


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_a_file_that_names_a_schema_names_that_of_its_kind(pack: Path) -> None:
    for file in pack.rglob("*.yaml"):
        for named in NAMED.findall(file.read_text("utf-8")):
            assert (file.parent / named).resolve() == path(_kind(file, pack)), file


QUESTION = "- {since: 2.10, question: Why, choices: [So, Not so], answer: 1, why: So.}"
STATEMENT = "- {since: 2.10, question: So it is., true: no, why: It is not.}"


@pytest.mark.parametrize("text", [QUESTION, STATEMENT, QUESTION.replace("2.10", "2"), QUESTION.replace("So,", "12,")])
def test_what_the_checker_takes_an_editor_takes(text: str) -> None:
    assert _faults(text, "quiz") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (QUESTION.replace("2.10", "one"), "quiz"),
        (QUESTION.replace("answer: 1", "answer: 0"), "quiz"),
        (QUESTION.replace("answer: 1", "answer: first"), "quiz"),
        (QUESTION.replace(", Not so", ""), "quiz"),
        (QUESTION.replace("why", "because"), "quiz"),
        (QUESTION.replace("Why,", "y" * 301 + ","), "quiz"),
        (QUESTION.replace("Why,", "{english: Why},"), "quiz"),
        (STATEMENT.replace("no,", "maybe,"), "quiz"),
        ("chapter: 1.1\nline:\n", "chapter"),
        ("chapter: 1.1\nsummery: It rains.\n", "chapter"),
        ("- {id: Anna, names: [{name: Anna, since: 1.1}]}", "characters"),
        ("- {id: anna, sort: horse, names: [{name: Anna, since: 1.1}]}", "characters"),
    ],
)
def test_a_slip_is_seen_while_one_writes(text: str, kind: str) -> None:
    assert _faults(text, kind) != []
