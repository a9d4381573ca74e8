"""The shapes of a pack's files as JSON Schemas for editors, and as the guide's tables of keys (`make schemas`)."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from bot.library import shape
from tests.house.messages import ROOT

FOLDER = ROOT / "content" / "schema"
GUIDE = ROOT / "docs" / "content-guide.md"
KINDS: dict[str, Any] = {
    "book": shape.BookFile,
    "chapter": shape.ChapterFile,
    "characters": shape.CharactersFile,
    "quiz": shape.QuizFile,
    "recaps": shape.RecapsFile,
    "themes": shape.ThemesFile,
}
DIALECT = "http://json-schema.org/draft-07/schema#"
"""The newest that all editors know."""

_ONE_OF = re.compile(r"\^\(([a-z|]+)\)\$")


class _ForEditors(GenerateJsonSchema):
    """Says of the shapes what an editor has to know, which reads YAML in its own way."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """Offer what can be chosen from; else let what we read as words look like a number, as 2.11 and 1843 do."""
        found = super().str_schema(schema)
        if choice := _ONE_OF.fullmatch(str(found.get("pattern", ""))):
            return {"enum": choice[1].split("|")}
        return found | {"type": ["string", "number"]}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Take a text plainly, or as a map of languages; packs hold no other maps."""
        text = super().dict_schema(schema)["additionalProperties"]
        languages = {"propertyNames": {"pattern": "^[a-z]{2}$"}, "additionalProperties": text}
        return {"anyOf": [text, {"type": "object", "minProperties": 1, **languages}]}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Let a key be left out, but not stand there empty."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Keep only defaults that say something."""
        return super().default_schema(schema) if schema.get("default") else self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - it is asked of each field
        """Leave out titles that only repeat the key."""
        return False


def schema(kind: str) -> dict[str, Any]:
    """Return the schema of one kind of file."""
    found = TypeAdapter(KINDS[kind]).json_schema(schema_generator=_ForEditors, ref_template="#/definitions/{model}")
    found["definitions"] = found.pop("$defs", {})
    told: dict[str, Any] = _in_its_words({"$schema": DIALECT, **found, "title": f"Samovar: {kind}"})
    return told


def _in_its_words(found: Any) -> Any:
    """Say limits of numbers in JSON Schema's words; pydantic keeps its own where a number is read from a string."""
    if isinstance(found, list):
        return [_in_its_words(one) for one in found]
    if isinstance(found, dict):
        words = {"ge": "minimum", "le": "maximum"}
        return {words.get(key, key): _in_its_words(value) for key, value in found.items()}
    return found


def written(kind: str) -> str:
    """Return the text of a schema's file."""
    return json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"


def path(kind: str) -> Path:
    """Return where the schema of a kind lies."""
    return FOLDER / f"{kind}.json"


def keys() -> str:
    """Return the guide's tables: every map in a pack's files, with the keys it may hold."""
    return "\n".join(line for kind in KINDS for line in _tables(kind))


def _tables(kind: str) -> Iterator[str]:
    """Yield a table for the outermost map and for each inside it, in the order in which one meets them."""
    found = schema(kind)
    yield f"\n### {kind.capitalize()}"
    if "maxItems" in found:
        yield f"\nA file is a list of up to {found['maxItems']:,} entries."
    maps = [found] if "properties" in found else _inside(found, found)
    while maps:
        one = maps.pop(0)
        yield f"\n{one['description']}\n"
        yield "| key | | what may stand there | meaning |\n|---|---|---|---|"
        for key, says in one["properties"].items():
            needed = "needed" if key in one["required"] else ""
            yield f"| `{key}` | {needed} | {_limit(says)} | {says['description']} |"
            maps += _inside(found, says)


def _inside(found: dict[str, Any], says: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the maps that a list is made of; none for anything else."""
    items = says.get("items", {})
    named = [one["$ref"] for one in items.get("oneOf", [items]) if "$ref" in one]
    return [found["definitions"][name.rpartition("/")[2]] for name in named]


def _limit(says: dict[str, Any]) -> str:
    """Say what may stand at a key, as a writer would put it."""
    if "anyOf" in says:
        return _limit(says["anyOf"][0])
    if "enum" in says:
        return ", ".join(f"`{one}`" for one in says["enum"])
    if says["type"] == "array":
        of = "" if "$ref" in says["items"] else f", each {_limit(says['items'])}"
        return f"list of {_from_to(says.get('minItems', 0), says.get('maxItems'))}{of}"
    if says["type"] == "integer":
        return f"number, {_from_to(says['minimum'], says.get('maximum'))}"
    if "pattern" in says:
        return _PATTERNS[says["pattern"]]
    return f"text, {_from_to(0, says['maxLength'])} characters"


def _from_to(least: int, most: int | None) -> str:
    if most is None:
        return f"{least} or more"
    return f"{least}–{most:,}" if least else f"up to {most:,}"


_PATTERNS = {
    f"^{shape.ADDRESS}$": "address",
    f"^(start|{shape.ADDRESS})$": "address or start",
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "id, up to 40 characters",
    r"^[a-z]{2}$": "two letters",
}


def with_keys(guide: str) -> str:
    """Return the guide with its tables as they should be."""
    return re.sub(r"(<!-- keys: .*? -->\n).*(<!-- end of keys -->)", rf"\1{keys()}\n\n\2", guide, flags=re.DOTALL)


def update() -> None:
    """Write all schemas and the guide's tables anew."""
    FOLDER.mkdir(exist_ok=True)
    for kind in KINDS:
        path(kind).write_text(written(kind), encoding="utf-8")
    GUIDE.write_text(with_keys(GUIDE.read_text("utf-8")), encoding="utf-8")


if __name__ == "__main__":
    update()
