"""The shapes of a pack's files as JSON Schemas, for editors that help while one writes (`make schemas`)."""

import json
import re
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from bot.library import shape
from tests.house.messages import ROOT

FOLDER = ROOT / "content" / "schema"
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


def update() -> None:
    """Write all schemas anew."""
    FOLDER.mkdir(exist_ok=True)
    for kind in KINDS:
        path(kind).write_text(written(kind), encoding="utf-8")


if __name__ == "__main__":
    update()
