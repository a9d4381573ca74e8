"""The messages in the code, and the catalogues brought up to date with them (`make messages`)."""

from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "bot" / "presentation" / "locale"
LANGUAGES = ("en", "vi")
KEYWORDS = {"say": None, "plural": (1, 2), "text": None, "name": None}


def _empty(language: str | None) -> Catalog:
    written_on = datetime(2026, 11, 20, tzinfo=UTC)
    return Catalog(
        locale=language,
        project="Samovar",
        version="0.1",
        charset="utf-8",
        header_comment="# Samovar's messages.",
        msgid_bugs_address="the issue tracker",
        last_translator="Samovar",
        language_team="Samovar",
        creation_date=written_on,
        revision_date=written_on,
        fuzzy=False,
    )


def in_code() -> Catalog:
    """Collect every message that presentation says, sorted by where it stands."""
    catalog = _empty(None)
    found = extract_from_dir(ROOT / "bot" / "presentation", keywords=KEYWORDS)
    for file, line, message, _comments, _context in found:
        catalog.add(message, locations=[(f"bot/presentation/{file}", line)])
    return catalog


def written(language: str) -> Catalog:
    """Read a language's catalogue."""
    path = LOCALE / language / "LC_MESSAGES" / "samovar.po"
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def complete(message: Message) -> bool:
    """Whether a message is written in every form that its language needs; a fuzzy one is not said at all."""
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return bool(forms) and all(forms) and not message.fuzzy


def update() -> None:
    """Add new messages to the catalogues, drop those gone, and let English say what the code says."""
    for language in LANGUAGES:
        code = in_code()
        catalog = written(language)
        catalog.update(code, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        for message in catalog:
            message.locations = [(file, 0) for file in dict.fromkeys(file for file, _ in message.locations)]
            if language == "en" and message.id:
                message.string = message.id
        path = LOCALE / language / "LC_MESSAGES" / "samovar.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalog, width=110, ignore_obsolete=True, include_lineno=False)
        missing = sum(not complete(message) for message in catalog if message.id)
        print(f"{language}: {len(catalog)} messages, {missing} to write")


if __name__ == "__main__":
    update()
