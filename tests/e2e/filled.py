"""What a walk fills into options and forms: each with what may be meant by it, and with nonsense."""

import itertools
from typing import Any

from tests.e2e.world import World
from tests.marked import addresses

STRING, INTEGER, CHANNEL, ATTACHMENT = 3, 4, 7, 11
MESSAGE = 3
SELECT, TEXT_INPUT, ROLE_SELECT, CHANNEL_SELECT = 3, 4, 6, 8
"""Discord's numbers of kinds of options, of what is chosen on a message, and of components."""
SEARCHED = ("title", "zone")
"""Fields of forms by which something is found, so that it is to be chosen from a list."""
PROBES = ("", "1", "2", "3", "mk", "full", "who", "part", "45%", "done")
FEW_PROBES = ("", "mk")
"""What is typed into the option `club`, which nearly every command has and answers alike."""
WORDS = (
    "1.1",
    "2.3",
    addresses()[-1],
    "3",
    "part 2",
    "99%",
    "p. 5",
    "start",
    "done",
    "mk7z",
    "nonsense",
    "first name",
    "theme-1",
    "who-4",
)
NAMED = {
    "club": ("1", "marked", "nowhere"),
    "book": ("marked", *WORDS),
    "season": ("1", "book", *WORDS),
    "author": ("Nobody", "Somebody"),
    "question": ("1", "2", "mk7z", "nonsense"),
}
"""What is typed into options, by their names; into all others go the words. With an author any words are a title, which
is a member's own and shown to all: so no name of an author is a marker."""
TYPED = {
    "pages": "500",
    "number": "2",
    "day": "in 12 days",
    "at": "18:00",
    "pace": "2 chapters a week",
    "weekday": "saturday",
    "breaks": "in 40 days to in 50 days",
    "name": "Readers",
    "text": "Who comes?",
    "right": "A guest",
    "wrong": "A cat\nA letter\nNobody",
    "why": "The door opens.",
    "chapter": "1.1",
    "en": "Why?",
    "vi": "Vì sao?",
}
"""What is typed into forms, by the fields' ids."""

END = addresses()[-1]
FILES = (
    f"name: Next\nlanguage: vi\nprompts: {{upto: {END}, asked: [{{chapter: {END}, en: Why?}}]}}",
    "name: ''\nplan: {pace: soon}",
)
"""What is handed over where a file is asked for: one that takes away every question that may be known, and a broken
one."""


def typed(field: dict[str, Any], town: World) -> Any:
    """Return what a form's field is filled in with: what it holds already, else something."""
    if field["type"] == CHANNEL_SELECT:
        return [town.channel]
    if field["type"] == ROLE_SELECT:
        return [town.staff]
    if field["type"] == SELECT:
        return [option["value"] for option in field["options"] if option.get("default")]
    assert field["type"] == TEXT_INPUT, f"the walk cannot fill in a field of type {field['type']}; teach it"
    return field.get("value") or ("a" if field["custom_id"] in SEARCHED else TYPED[field["custom_id"]])


def fillings(options: list[dict[str, Any]], town: World) -> list[dict[str, Any]]:
    """Return the ways to fill in a command: each option with each of its values, and left out where it may be."""
    values = [_values(option, town) for option in options]
    together: list[dict[str, Any]] = []
    for chosen in itertools.zip_longest(*values, fillvalue=None):
        filled = {
            option["name"]: value if value is not None else _values(option, town)[0]
            for option, value in zip(options, chosen, strict=True)
            if value is not None or option.get("required")
        }
        together.append(filled)
    needed = {option["name"]: _values(option, town)[0] for option in options if option.get("required")}
    return [needed, *(one for one in together if one != needed)]


def _values(option: dict[str, Any], town: World) -> list[Any]:
    if choices := option.get("choices"):
        return [choice["value"] for choice in choices]
    if option["type"] == CHANNEL:
        return [town.channel]
    if option["type"] == INTEGER:
        return [option["min_value"], option["max_value"]]
    if option["type"] == ATTACHMENT:
        return [("club.yaml", text.encode()) for text in FILES]
    assert option["type"] == STRING, f"the walk cannot fill in an option of type {option['type']}; teach it"
    return list(NAMED.get(option["name"], WORDS))
