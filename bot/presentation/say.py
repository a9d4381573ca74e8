"""The bot's voice: gettext catalogues read at start-up, one `Say` a language.

The English sentences stand in the code, where a reader of the code needs them, and in both catalogues.
Babel reads the .po files themselves: there is no compiled file that could be forgotten or grow stale.
"""

import io
from collections.abc import Callable, Mapping
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).with_name("locale")


class Say:
    """Says things in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = _catalogue(language)

    def __call__(self, message: str, /, **values: object) -> str:
        """Return `message` in the language, with `values` in its {places}."""
        said = self._catalogue.gettext(message)
        return said.format_map(values) if values else said

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """Return the form that fits the number `n`, which fills {n}."""
        return self._catalogue.ngettext(one, many, n).format_map({"n": n, **values})

    def told(self, text: Mapping[str, str] | None) -> str:
        """Return a book's text in the language, else in whichever it has; empty for no text."""
        if not text:
            return ""
        return text.get(self.language) or next(iter(text.values()))


Worded = Callable[[Say, Any, Mapping[str, str]], str]
"""Makes a sentence of a refusal, with the mentions of commands."""


@cache
def say_in(language: str) -> Say:
    """Return the voice for a language; each is made once."""
    return Say(language)


@cache
def _catalogue(language: str) -> GNUTranslations:
    compiled = io.BytesIO()
    with (LOCALE / language / "LC_MESSAGES" / "samovar.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
