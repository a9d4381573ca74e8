"""Holds what the bot sends against Discord's own description of its API, and against the written limits."""

import gzip
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jsonschema_rs import Draft202012, Draft202012Validator, Registry

DISCORD = "urn:discord"
MOST_COMPONENTS = 40
LONGEST_CARD = 4_000
LONGEST_ID = 100

held: Counter[str] = Counter()
"""How many requests were held against the description, by method and path."""


def reference() -> Path | None:
    """Return the folder of reference texts that SAMOVAR_REFERENCE names, if it does."""
    folder = os.environ.get("SAMOVAR_REFERENCE")
    return Path(folder) if folder else None


@cache
def _description() -> dict[str, Any] | None:
    folder = reference()
    if folder is None:
        return None
    with gzip.open(folder / "discord-openapi.json.gz") as file:
        found: dict[str, Any] = json.load(file)
    return found


@cache
def _registry() -> Registry:
    return Registry([(DISCORD, _description())], draft=Draft202012)


@cache
def _paths() -> list[tuple[re.Pattern[str], str]]:
    description = _description()
    assert description is not None
    # Fixed words win over parameters, as on a server.
    ordered = sorted(description["paths"], key=lambda path: path.count("{"))
    return [(re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path) + "$"), path) for path in ordered]


@cache
def _validator(method: str, template: str) -> Draft202012Validator | None:
    description = _description()
    assert description is not None
    operation = description["paths"][template].get(method.lower())
    assert operation is not None, f"Discord has no {method} {template}"
    if "application/json" not in operation.get("requestBody", {}).get("content", {}):
        return None
    pointer = "/".join(
        quote(part.replace("~", "~0").replace("/", "~1"), safe="~")
        for part in ("paths", template, method.lower(), "requestBody", "content", "application/json", "schema")
    )
    return Draft202012Validator({"$ref": f"{DISCORD}#/{pointer}"}, registry=_registry())


def hold(method: str, path: str, body: object) -> None:
    """Assert that Discord would take a request: its path exists, its body fits, its cards keep the limits."""
    keep_limits(body)
    if _description() is None:
        return
    template = next((template for pattern, template in _paths() if pattern.match(path)), None)
    assert template is not None, f"Discord's description has no {path}"
    held[f"{method} {template}"] += 1
    validator = _validator(method, template)
    if validator is not None and body is not None:
        faults = sorted(validator.iter_errors(_numbered(body)), key=lambda fault: len(fault.instance_path))
        assert not faults, f"{method} {path}: {faults[0].message[:500]}"


def _numbered(body: object) -> object:
    """Return a body with the ids of files, roles, recipients, and of what its selects hold at first, as strings.

    Discord's guide to uploads numbers files 0, 1, … as discord.py does, and discord.py writes the ids that a select
    holds, of roles to mention and of a recipient as numbers, which Discord takes everywhere; its description knows only
    strings.
    """
    if isinstance(body, list):
        return [_numbered(one) for one in body]
    if not isinstance(body, dict):
        return body
    if "default_values" in body:
        return {**body, "default_values": [{**one, "id": str(one["id"])} for one in body["default_values"]]}
    body = {key: _numbered(one) if key in ("components", "component") else one for key, one in body.items()}
    for within in ("data", "message"):
        if isinstance(body.get(within), dict):
            return {**body, within: _numbered(body[within])}
    allowed: Any = body.get("allowed_mentions")
    if isinstance(allowed, dict) and allowed.get("roles"):
        body = {**body, "allowed_mentions": {**allowed, "roles": list(map(str, allowed["roles"]))}}
    if "recipient_id" in body:
        return {**body, "recipient_id": str(body["recipient_id"])}
    files: Any = body.get("attachments")
    return {**body, "attachments": [{**one, "id": str(one["id"])} for one in files]} if files else body


def keep_limits(body: object) -> None:
    """Assert Discord's written limits: 40 components and 4,000 characters a card, 100 a custom id, 25 choices."""
    data = body.get("data", body) if isinstance(body, dict) else {}
    if not isinstance(data, dict):
        return
    assert len(data.get("choices") or []) <= 25
    for choice in data.get("choices") or []:
        assert 1 <= len(choice["name"]) <= 100
        assert len(str(choice["value"])) <= 100
    found = list(_walk(data.get("components") or []))
    assert len(found) <= MOST_COMPONENTS
    assert sum(len(one.get("content") or "") for one in found) <= LONGEST_CARD
    ids = [one["custom_id"] for one in found if "custom_id" in one]
    assert len(set(ids)) == len(ids), f"a custom id stands twice: {ids}"
    assert all(1 <= len(one) <= LONGEST_ID for one in ids)
    assert all(len(one.get("label") or "") <= 80 for one in found if one.get("type") == 2)
    if data.get("flags", 0) & (1 << 15):
        assert not data.get("content")
        assert not data.get("embeds")


def _walk(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        yield from _walk(component.get("components") or [])
        if isinstance(component.get("component"), dict):
            yield from _walk([component["component"]])
