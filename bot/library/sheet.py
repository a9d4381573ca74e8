"""One YAML file as plain strings, lists and maps, each of which still knows its line.

Every scalar stays a string (so that 2.10 is never 2.1 and `no` is never False), a key may stand only
once, and aliases are refused: they save a writer nothing here and can be used to exhaust memory.
"""

from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.library.complaints import Complaint

LARGEST = 1_000_000
"""Bytes a file may have; the longest novel's chapter file is a few thousand."""
MOST = 50
DEEPEST = 20
"""Levels a file may nest; packs need five."""

Plain = str | list["Plain"] | dict[str, "Plain"]

try:
    from yaml.cyaml import CBaseLoader as _Loader
except ImportError:  # PyYAML without libyaml: the same result, slower
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]


class _Compose(_Loader):
    """Compose nodes only; refuse aliases before anything can multiply."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that could be read: `data` as plain values, and where each of them stands."""

    name: str
    data: Plain
    _node: yaml.Node

    def line(self, path: tuple[int | str, ...]) -> int:
        """Return the line of the value at `path`, or of the nearest thing around it that exists."""
        node, line = self._node, self._node.start_mark.line
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            node, line = found
        return int(line) + 1


def read_sheet(path: Path, name: str) -> Sheet | list[Complaint]:
    """Read one file; `name` is what complaints call it. Return the sheet, or what is wrong with the file."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            return [Complaint(name, 0, f"the file has {size:,} bytes; split it, at most {LARGEST:,} are read")]
        data = path.read_bytes()
    except OSError as error:
        return [Complaint(name, 0, f"the file cannot be read ({error.strerror}); check its permissions")]
    return sheet_of(data, name)


def sheet_of(data: bytes, name: str) -> Sheet | list[Complaint]:
    """Read the bytes of a file in the same way."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return [Complaint(name, 0, "the file is not UTF-8 text; save it as UTF-8", "encoding")]
    try:
        if fault := _danger(text):
            return [Complaint(name, *fault)]
        node = yaml.compose(text, _Compose)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        told = f"this is not YAML ({error.problem}); check indentation, quotes and colons"
        return [Complaint(name, line, told, "yaml")]
    except (yaml.YAMLError, RecursionError):
        told = "this is not YAML that can be read; remove control characters and deep nesting"
        return [Complaint(name, 0, told, "unreadable")]
    if node is None:
        return [Complaint(name, 0, "the file is empty; write its content or remove it", "empty")]
    complaints: list[Complaint] = []
    plain = _plain(node, name, complaints)
    return complaints[:MOST] or Sheet(name, plain, node)


def _danger(text: str) -> tuple[int, str, str] | None:
    """Find, event by event, what must not reach the composer: it recurses in C, where deep nesting ends the process."""
    depth = 0
    for event in yaml.parse(text, _Compose):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            return line, "YAML aliases (&name, *name) are not allowed; write the text out", "alias"
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return line, "this is nested too deeply; flatten it", "deep"
    return None


def _plain(node: yaml.Node, name: str, complaints: list[Complaint]) -> Plain:
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, name, complaints) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Plain] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                complaints.append(Complaint(name, line, "a key must be a plain word", "key"))
            elif key.value in result:
                twice = f"“{key.value}” stands here twice; keep one"
                complaints.append(Complaint(name, line, twice, "twice", (("key", key.value),)))
            else:
                result[key.value] = _plain(value, name, complaints)
        return result
    return str(node.value)


def _child(node: yaml.Node, step: int | str) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item, item.start_mark.line
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return value, key.start_mark.line
    return None
