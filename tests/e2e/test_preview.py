"""The host's own proof: a preview shows everything up to a bookmark, from every command, and nothing beyond."""

from pathlib import Path

import pytest

from bot import __main__ as command_line
from bot.preview import SHOWN, SHOWS_NO_BOOK, CannotPreview, preview
from tests.e2e.plenty import everywhere
from tests.e2e.world import World
from tests.marked import LAST, addresses, markers


def _told(marked: Path, at: int, language: str) -> str:
    return "\n".join(preview(marked / "marked", addresses()[at - 1] if at else "start", language))


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("at", everywhere())
def test_it_shows_everything_up_to_the_bookmark_and_nothing_beyond(marked: Path, at: int, language: str) -> None:
    assert markers(_told(marked, at, language)) == set(range(1, at + 1))


async def test_every_command_is_shown_or_known_to_tell_nothing_of_a_book(town: World) -> None:
    leaves = {c.qualified_name for c in town.bot.tree.walk_commands() if not hasattr(c, "commands")}
    assert set(SHOWN) | SHOWS_NO_BOOK == leaves
    assert not set(SHOWN) & SHOWS_NO_BOOK


@pytest.mark.parametrize(
    "kind", ["title", "line", "summary", "prompt", "name", "sound", "explanation", "fact", "question", "why", "film"]
)
def test_every_kind_of_datum_is_in_it(marked: Path, kind: str) -> None:
    assert f"{kind} mk" in _told(marked, LAST, "en")


@pytest.mark.parametrize(
    "kind", ["relation", "about", "watch", "occurrence", "recap", "statement", "reason", "headline", "background"]
)
def test_every_kind_of_lore_is_in_it(marked: Path, kind: str) -> None:
    assert f"{kind} mk" in _told(marked, LAST, "vi")


def test_the_novel_can_be_previewed_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["preview", "anna-karenina", "--as-read-to", "1.14", "--language", "vi"]) == 0
    told = capsys.readouterr().out
    assert "===== /character lookup" in told
    assert "Phần 1, chương 14" in told
    assert "Xêriôgia" not in told


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere", "--as-read-to", "1.1"], "The pack nowhere is not whole, 1 to mend"),
        (["anna-karenina", "--as-read-to", "9.9"], "The book has no chapter 9.9"),
        (["anna-karenina", "--as-read-to", "1.1", "--language", "fr"], "There is no such language"),
    ],
)
def test_what_cannot_be_previewed_is_said_in_a_sentence(
    capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert command_line.main(["preview", *arguments]) == command_line.TROUBLE
    assert sentence in capsys.readouterr().err


def test_a_broken_pack_is_no_preview(tmp_path: Path) -> None:
    with pytest.raises(CannotPreview, match="bot check"):
        list(preview(tmp_path, "1.1", "en"))
