"""From pydantic's findings to sentences that say what to write instead."""

from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bot.library.complaints import Complaint
from bot.library.shape import TAG
from bot.library.sheet import Sheet

T = TypeVar("T")

MOST = 50
"""Faults told of one file; a file with more has one cause."""


def fit(sheet: Sheet, shape: TypeAdapter[T], complaints: list[Complaint], ground: object = None) -> T | None:
    """Return the sheet's data in its shape, or None after adding to `complaints` all that is wrong with it.

    `ground` is what the shape holds the data against, where it looks at more than the data.
    """
    try:
        return shape.validate_python(sheet.data, context=ground)
    except ValidationError as found:
        errors = found.errors(include_url=False)
        complaints += [_complaint(sheet, error) for error in errors[:MOST]]
        if (more := len(errors) - MOST) > 0:
            complaints.append(Complaint(sheet.name, 0, f"and {more} more faults", "more", (("n", more),)))
        return None


def _complaint(sheet: Sheet, error: ErrorDetails) -> Complaint:
    named = {"key": _key(error), **error.get("ctx", {})}
    values = tuple((name, value) for name, value in named.items() if isinstance(value, str | int))
    return Complaint(sheet.name, sheet.line(_path(error)), _sentence(error), error["type"], values)


def _path(error: ErrorDetails) -> tuple[int | str, ...]:
    """Return where in the file an error is.

    Pydantic also names the shape it held an entry against, and the "*" of a text that is the same in every language.
    """
    return tuple(step for step in error["loc"] if step != "*" and not str(step).startswith(TAG))


def _key(error: ErrorDetails) -> str:
    return next((step for step in reversed(_path(error)) if isinstance(step, str)), "the file")


def _sentence(error: ErrorDetails) -> str:
    key = _key(error)
    limits = error.get("ctx", {})
    if error["type"] == "string_pattern_mismatch":
        return f"“{key}” is not written as expected; {_PATTERNS[str(limits['pattern'])]}"
    return _SENTENCES.get(error["type"], "“{key}”: {msg}").format_map({"key": key, "msg": error["msg"], **limits})


_SENTENCES = {
    "missing": "“{key}” is missing; add it",
    "extra_forbidden": "“{key}” is not a key that belongs here; check its spelling or remove it",
    "model_type": "“{key}” must be a map of key: value lines",
    "dict_type": "“{key}” must be a map of key: value lines",
    "list_type": "“{key}” must be a list: lines that begin with “- ”",
    "string_type": "“{key}” must be a text",
    "string_too_short": "“{key}” is empty; write its text or remove it",
    "string_too_long": "“{key}” is longer than {max_length} characters; shorten it",
    "too_long": "“{key}” lists more than {max_length} things; shorten it",
    "too_short": "“{key}” lists fewer than {min_length} things; add what is missing",
    "greater_than_equal": "“{key}” must be at least {ge}",
    "less_than_equal": "“{key}” must be at most {le}",
    "value_error": "“{key}”: {error}",
}

_PATTERNS = {
    r"^[0-9]{1,3}(\.[0-9]{1,4})?$": "write a chapter's address such as 2.11",
    r"^(start|[0-9]{1,3}(\.[0-9]{1,4})?)$": "write a chapter's address such as 2.11, or start for what all may know",
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "write small letters, digits and single dashes, such as old-prince",
    r"^[a-z]{2}$": "write a language code of two letters, such as en or vi",
    r"^(chapter|stave|scene|canto)$": "write chapter, stave, scene or canto",
    r"^(person|man|woman|child|animal|group)$": "write man, woman, child, animal, group, or person if you cannot say",
    r"^(yes|no)$": "write yes or no",
}
