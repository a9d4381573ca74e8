"""A club's configuration written out, with a comment above each key, so that people can read and change it.

Every value is read back as it stands here. What a plain word cannot hold stands in quotes, as JSON writes it, which is
YAML too.
"""

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from datetime import datetime, time

from bot.domain.club import tidy
from bot.domain.config import Config, Planned
from bot.domain.outline import START, Outline
from bot.domain.pace import Pace
from bot.domain.plan import Section
from bot.domain.view import Prompt

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WIDTH = 100
"""Characters of a line of comment."""

_PLAIN = re.compile(r"[A-Za-z0-9]+(?:[ _./:+-][A-Za-z0-9]+)*")

Tree = str | list["Tree"] | dict[str, "Tree"]
Notes = Mapping[str, str]
"""What is said above a key, by its path ("plan.pace"), and above everything, by ""; and beside the number of a channel
or role, by that."""


def write_config(config: Config, outline: Outline, notes: Notes) -> str:
    """Write a configuration of a club that reads the book of that outline."""
    tree: dict[str, Tree] = {"book": config.book or "", "name": config.name or "", **_settings(config)}
    if config.plan:
        tree["plan"] = _plan(config.plan, outline)
    upto = outline.written(config.upto) if config.upto else START
    tree["prompts"] = {"upto": upto, "asked": [_prompt(one, outline) for one in config.prompts or ()]}
    return "\n".join([*_comment(notes.get("", ""), ""), *_block(tree, notes, "", ""), ""])


def _settings(config: Config) -> dict[str, Tree]:
    settings = {name: _value(value) for name, value in (config.settings or {}).items()}
    return {"language": settings.pop("language"), "settings": {**settings}}


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)


def _plan(planned: Planned, outline: Outline) -> dict[str, Tree]:
    wishes, pause = planned.wishes, planned.pause
    tree: dict[str, Tree] = {
        "pace": written_pace(wishes.pace),
        "start": wishes.start.isoformat(),
        "weekday": WEEKDAYS[wishes.weekday],
        "meeting": _hour(wishes.meeting),
        "zone": wishes.zone,
        "posting": _hour(wishes.posting),
        "days": [WEEKDAYS[day] for day in sorted(wishes.prompt_days)],
        "breaks": [f"{one.first} to {one.last}" for one in wishes.breaks],
    }
    if pause:
        tree["pause"] = {"since": pause.since.isoformat(" "), "weeks": str(pause.weeks)}
    tree["sections"] = [_section(one, planned, outline) for one in planned.sections or ()]
    return tree


def written_pace(pace: Pace) -> str:
    """Write a pace so that it is read as a moderator's would be: "14 chapters a week"."""
    if pace.day:
        return f"by {pace.day}"
    if pace.kind == "weeks":
        return f"{pace.amount} weeks"
    if pace.kind == "hours":
        return f"{pace.amount} minutes a week" if pace.amount % 60 else f"{pace.amount // 60} hours a week"
    return f"{pace.amount} chapters a week"


def _section(section: Section, planned: Planned, outline: Outline) -> Tree:
    wishes = planned.wishes
    return {
        "to": outline.written(section.last),
        "opens": _moment(section.opens, wishes.posting),
        "meets": _moment(section.meets, wishes.meeting),
    }


def _moment(at: datetime, usual: time) -> str:
    """Write a local time: its date alone, where its hour is the usual one."""
    return str(at.date()) if at.time() == usual else f"{at.date()} {_hour(at.time())}"


def _hour(at: time) -> str:
    return f"{at:%H:%M}" if at == at.replace(second=0, microsecond=0) else at.isoformat()


def _prompt(one: Prompt, outline: Outline) -> Tree:
    return {"chapter": outline.written(one.since), **dict(sorted(one.text.items()))}


def _block(tree: Mapping[str, Tree], notes: Notes, path: str, indent: str) -> Iterator[str]:
    """Yield the lines of a map, with a comment above each key that there is one for."""
    for key, value in tree.items():
        here = f"{path}{key}"
        if here in notes:
            yield from () if indent else ("",)
            yield from _comment(notes[here], indent)
        if isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _block(value, notes, f"{here}.", indent + "  ")
        elif isinstance(value, list):
            yield from _list(key, value, indent)
        else:
            beside = f"  # {tidy(notes[value])}" if value.isdigit() and value in notes else ""
            yield f"{indent}{key}: {_scalar(value)}{beside}"


def _list(key: str, items: list[Tree], indent: str) -> Iterator[str]:
    """Yield the lines of a list: words in one line, maps in one line each, or if they hold texts in several."""
    words = [_scalar(one) for one in items if isinstance(one, str)]
    if len(words) == len(items):
        yield f"{indent}{key}: [{', '.join(words)}]"
        return
    yield f"{indent}{key}:"
    for number, one in enumerate(items, 1):
        if isinstance(one, dict):
            pairs = [f"{inner}: {_scalar(str(value))}" for inner, value in one.items()]
            if "chapter" in one:
                yield f"{indent}  - {pairs[0]}"
                yield from (f"{indent}    {pair}" for pair in pairs[1:])
            else:
                yield f"{indent}  - {{{', '.join(pairs)}}}  # {number}"


def _comment(text: str, indent: str) -> Iterator[str]:
    """Yield a comment in lines; a sign that has no shape of its own would not be read as one."""
    for line in text.splitlines():
        yield from (f"{indent}# {part}".rstrip() for part in textwrap.wrap(tidy(line), WIDTH - len(indent)) or [""])


def _scalar(text: str) -> str:
    """Write a text so that YAML reads the same."""
    if _PLAIN.fullmatch(text):
        return text
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in json.dumps(text, ensure_ascii=False))


def _escaped(sign: str) -> str:
    return f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08x}"
