"""`python -m bot check` is all that a writer of packs sees, so its lines are held word by word."""

from pathlib import Path

import pytest

from bot.library.report import check
from tests.marked import write_marked

WHOLE = [
    "marked: whole; 12 chapters, 12 people",
    "  en: 12 lines, 12 summaries, 12 prompts, 24 questions, 13 notes on the book, 12 on a film",
    "  vi: 12 lines, 12 summaries, 12 prompts, 24 questions, 13 notes on the book, 12 on a film",
]
BROKEN = [
    "spoiled: 2 to mend",
    "spoiled/chapters/1.1.yaml:2: “lines” is not a key that belongs here; check its spelling or remove it",
    "spoiled/quiz/1.1.yaml:14: “answer” must be at least 1",
]


def write_spoiled(content: Path) -> Path:
    """Write a pack with two faults."""
    folder = write_marked(content, "spoiled")
    for file, old, new in (("chapters/1.1.yaml", "line:", "lines:"), ("quiz/1.1.yaml", "answer: 2", "answer: 0")):
        text = (folder / file).read_text(encoding="utf-8")
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_a_whole_pack_tells_how_far_it_is_written(tmp_path: Path) -> None:
    folder = write_marked(tmp_path)
    assert check(tmp_path) == (True, WHOLE)
    assert check(folder) == (True, WHOLE)


def test_a_pack_that_is_only_begun_tells_what_each_language_has(tmp_path: Path) -> None:
    folder = write_marked(tmp_path, cut_after=3)
    head = folder / "book.yaml"
    head.write_text(head.read_text(encoding="utf-8").replace("      vi: Về film mk2z\n", ""), encoding="utf-8")
    for file, gone in (
        ("1.1", "  vi: Về line mk1z\n"),
        ("1.1", "  vi: Về summary mk1z\n"),
        ("1.2", "  vi: Về summary mk2z\n"),
        ("1.3", "prompts:\n  - en: The prompt mk3z\n    vi: Về prompt mk3z\n"),
    ):
        chapter = folder / "chapters" / f"{file}.yaml"
        text = chapter.read_text(encoding="utf-8")
        assert gone in text
        chapter.write_text(text.replace(gone, ""), encoding="utf-8")
    assert check(tmp_path) == (
        True,
        [
            "marked: whole; 12 chapters, 3 people",
            "  en: 3 lines, 3 summaries, 2 prompts, 6 questions, 4 notes on the book, 3 on a film",
            "  vi: 2 lines, 1 summaries, 2 prompts, 6 questions, 4 notes on the book, 2 on a film",
        ],
    )


def test_a_broken_pack_tells_all_that_is_to_mend(tmp_path: Path) -> None:
    folder = write_spoiled(tmp_path)
    assert check(tmp_path) == (False, BROKEN)
    assert check(folder) == (False, BROKEN)


def test_one_broken_pack_among_whole_ones_is_told_beside_them(tmp_path: Path) -> None:
    write_marked(tmp_path)
    write_spoiled(tmp_path)
    assert check(tmp_path) == (False, [*WHOLE, *BROKEN])


def test_the_folder_with_what_editors_know_is_not_checked_as_a_pack(tmp_path: Path) -> None:
    write_marked(tmp_path)
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "book.json").write_text("{}")
    assert check(tmp_path) == (True, WHOLE)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "nowhere"
    assert check(folder) == (
        False,
        [f"There is no folder {folder}; set SAMOVAR_CONTENT to your folder of packs."],
    )


def test_a_folder_without_packs_is_told(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert check(tmp_path) == (False, [f"The folder {tmp_path} holds no pack; put at least one book there."])


@pytest.mark.parametrize("gone", ["chapters", "quiz"])
def test_a_pack_without_its_first_page_is_not_taken_for_a_folder_of_packs(tmp_path: Path, gone: str) -> None:
    folder = write_marked(tmp_path)
    (folder / "book.yaml").unlink()
    whole, lines = check(folder)
    assert not whole
    assert not any(line.startswith(gone) for line in lines)
    assert any("marked/book.yaml" in line for line in lines)
