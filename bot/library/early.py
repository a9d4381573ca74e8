"""Named too early: a text that names somebody before its reader can know that name.

It is what keeps hundreds of chapters honest: every summary, prompt, question, fact and title is held
against every name of everybody, in each language, by the chapter that the text belongs to.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from bot.domain.book import Character
from bot.library.complaints import Complaint
from bot.library.sheet import Plain, Sheet

_WORD = re.compile(r"[^\W\d_]+")
_UNTOLD = frozenset({"id", "to", "sort", "since", "until", "chapter", "appears", "mentions", "answer", "true", "words"})
"""Keys whose values are no texts."""

Path = tuple[int | str, ...]
Since = Callable[[str], int | None]
Names = Mapping[str, list[tuple[tuple[str, ...], int]]]
"""First word → the names that begin with it, the longest first, each with the first chapter that gives it."""


class TooEarly:
    """All names of a pack by language, and the search for them in its texts."""

    def __init__(self, languages: Iterable[str], characters: Iterable[Character]) -> None:
        everybody = tuple(characters)
        self._names = {language: _names(language, everybody) for language in languages}

    def complaints(self, sheet: Sheet, since: Since) -> Iterator[Complaint]:
        """Yield a complaint for each name that a text of the sheet uses too early; `since` reads an address."""
        for path, language, text, known in _texts(sheet.data, since):
            for language_of_names in [language] if language in self._names else self._names:
                for name in _found(text, self._names[language_of_names], known):
                    yield Complaint(
                        sheet.name,
                        sheet.line(path),
                        f"“{name}” is named too early: a reader here does not know that name yet; "
                        "say who they are in another way, or correct the name's “since”",
                    )


def _names(language: str, characters: Iterable[Character]) -> Names:
    """Collect the proper names in a language: those that begin with a capital."""
    earliest: dict[tuple[str, ...], int] = {}
    for character in characters:
        for name in character.names:
            words = tuple(_WORD.findall(name.text.get(language, "")))
            if words and words[0][0].isupper():
                earliest[words] = min(name.since, earliest.get(words, name.since))
    names: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for words, since in sorted(earliest.items(), key=lambda one: -len(one[0])):
        names.setdefault(words[0], []).append((words, since))
    return names


def _found(text: str, names: Names, known: int) -> Iterator[str]:
    """Yield the names in a text that become known only after chapter `known`; the longest name at a place counts."""
    words = _WORD.findall(text)
    at = 0
    while at < len(words):
        here = next((one for one in names.get(words[at], ()) if tuple(words[at : at + len(one[0])]) == one[0]), None)
        if here is None:
            at += 1
            continue
        name, since = here
        if since > known:
            yield " ".join(name)
        at += len(name)


def _texts(
    data: Plain, since: Since, path: Path = (), known: int | None = None, language: str = "*"
) -> Iterator[tuple[Path, str, str, int]]:
    """Walk a sheet and yield every text that belongs to a chapter: its path, language, words, and the chapter."""
    if isinstance(data, list):
        for i, item in enumerate(data):
            yield from _texts(item, since, (*path, i), known, language)
    elif isinstance(data, dict):
        written = data.get("since", data.get("chapter"))
        here = since(written) if isinstance(written, str) else known
        for key, value in data.items():
            if key not in _UNTOLD and not (key == "name" and "names" in path):  # a name is what it is from its since on
                yield from _texts(value, since, (*path, key), here, key if len(key) == 2 and key != "as" else language)
    elif known is not None:
        yield path, language, data, known
