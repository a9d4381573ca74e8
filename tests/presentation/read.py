"""Reading a card as Discord gets it, and building the values that cards are made of."""

from collections.abc import Iterator
from typing import Any

from discord.ui import LayoutView, Modal

from bot.domain.club import Club, ClubCard
from bot.domain.outline import Outline

BUTTON, TEXT = 2, 10
"""Discord's numbers for two kinds of components."""

LONGEST, MOST_COMPONENTS = 4_000, 40
UNITS = ("chapter", "stave", "scene", "canto")
LANGUAGES = ("en", "vi")
MARKED = (4, 5, 3)


class Commands(dict[str, str]):
    """Mentions of all commands."""

    def __missing__(self, name: str) -> str:
        return f"</{name}:1234567890123456789>"


def components(view: LayoutView) -> list[dict[str, Any]]:
    """Return every component of a card, at whatever depth."""
    return list(_walk(view.to_components()))  # type: ignore[no-untyped-call]


def _walk(found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in found:
        yield component
        yield from _walk(component.get("components", []))


def beside(view: LayoutView) -> list[dict[str, Any]]:
    """Return the buttons that stand beside a text."""
    return [one["accessory"] for one in components(view) if "accessory" in one]


def texts(view: LayoutView) -> list[str]:
    """Return the paragraphs of a card."""
    return [str(one["content"]) for one in components(view) if one["type"] == TEXT]


def text(view: LayoutView) -> str:
    """Return all paragraphs of a card as one text."""
    return "\n".join(texts(view))


def buttons(view: LayoutView) -> list[tuple[str, str]]:
    """Return the labels and custom ids of a card's buttons."""
    return [(one["label"], one["custom_id"]) for one in components(view) if one["type"] == BUTTON]


def hold(view: LayoutView) -> None:
    """Fail where a card is one that Discord would not take."""
    all_of_it = components(view) + beside(view)
    assert sum(len(one) for one in texts(view)) <= LONGEST
    assert len(all_of_it) <= MOST_COMPONENTS
    assert all(texts(view)), "Discord takes no empty text"
    for one in all_of_it:
        if one["type"] == BUTTON:
            assert 1 <= len(one["label"]) <= 80
            assert 1 <= len(one["custom_id"]) <= 100
        if one["type"] == 1:
            assert 1 <= len(one["components"]) <= 5


def hold_form(form: Modal) -> None:
    """Fail where a form is one that Discord would not take."""
    made = form.to_dict()
    assert 1 <= len(made["title"]) <= 45
    assert len(made["custom_id"]) <= 100
    assert 1 <= len(made["components"]) <= 5
    for label in made["components"]:
        assert 1 <= len(label["label"]) <= 45
        assert len(label.get("description") or "") <= 100
        field = label["component"]
        assert len(field.get("placeholder") or "") <= 100
        assert len(field.get("value") or "") <= field.get("max_length", 4_000)
        assert len(field.get("options") or []) <= 25


def outline_of(*parts: int, unit: str = "chapter") -> Outline:
    """Return the outline of a book whose parts have so many chapters."""
    return Outline(unit, tuple((100,) * size for size in parts))


def a_club(name: str = "Mondays") -> Club:
    """Return a club."""
    return Club(3, 1, 11, name, "marked", "en")


def club_card(
    name: str = "Mondays", *, readers: int = 0, joined: bool = False, title: str = "Emma", beside: tuple[str, ...] = ()
) -> ClubCard:
    """Return a club as anybody may see it."""
    author = {"en": "Jane Austen"}
    return ClubCard(a_club(name), {"en": title}, author, "1815", outline_of(*MARKED), readers, joined, beside)
