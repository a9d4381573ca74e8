"""Named too early: what keeps hundreds of chapters honest must see every text, in both languages."""

from pathlib import Path

import pytest

from bot.library.complaints import BrokenPack
from bot.library.pack import read_pack

HEAD = """\
title: {en: Small, vi: Nhỏ}
author: Nobody
year: "1900"
languages: [en, vi]
parts:
  - chapters:
      - {chapter: 1.1, words: 100}
      - {chapter: 1.2, words: 100, title: {en: TITLE, vi: Nhan đề}}
      - {chapter: 1.3, words: 100}
background:
  - {since: start, title: {en: EVERYBODY, vi: Ai cũng biết}, text: {en: BEFORE, vi: Trước khi đọc.}}
  - {since: 1.2, title: {en: HEADLINE, vi: Thời ấy}, text: {en: TIME, vi: Về thời ấy.}}
film: [{since: 1.2, text: {en: FILM, vi: Trong phim.}}]
"""
PEOPLE = """\
- id: vronsky
  names:
    - name: {en: Count Vronsky, vi: bá tước Vrônxki}
      since: 1.3
    - name: {en: Vronsky, vi: Vrônxki}
      since: 1.3
    - name: {en: the officer, vi: viên sĩ quan}
      since: 1.1
- id: anna
  names:
    - name: {en: Anna, vi: Anna}
      since: 1.1
    - name: {en: Anna Vronsky, vi: Anna Vrônxkaia}
      since: 1.2
  facts:
    - {fact: {en: FACT, vi: Một điều.}, since: 1.2}
  relations:
    - {to: vronsky, as: {en: RELATION, vi: bạn}, since: 1.2}
"""
CHAPTER = """\
chapter: 1.2
line: {en: LINE, vi: DONG}
summary: {en: SUMMARY, vi: Tóm tắt.}
prompts: [{en: PROMPT, vi: Câu hỏi?}]
"""
QUIZ = """\
- since: 1.2
  question: {en: QUESTION, vi: Hỏi?}
  choices: [{en: CHOICE, vi: Một}, {en: Two, vi: Hai}]
  answer: 1
  why: {en: WHY, vi: Vì thế.}
"""
THEMES = """\
- id: snow
  name: {en: THEME, vi: Tuyết}
  since: 1.2
  about: {en: ABOUT, vi: Về tuyết.}
  watch: {en: WATCH, vi: Để ý.}
  occurrences: [{since: 1.2, text: {en: SHOWN, vi: Hiện ra.}}]
"""
RECAPS = "- {since: 1.2, text: {en: RECAP, vi: Lược.}}\n"
FILES = {
    "book.yaml": HEAD,
    "characters.yaml": PEOPLE,
    "chapters/2.yaml": CHAPTER,
    "quiz/2.yaml": QUIZ,
    "themes.yaml": THEMES,
    "recaps.yaml": RECAPS,
}
PLACES = [
    *(("book.yaml", "EVERYBODY"), ("book.yaml", "BEFORE"), ("book.yaml", "HEADLINE"), ("book.yaml", "TIME")),
    *(("book.yaml", "FILM"), ("book.yaml", "TITLE")),
    *(("characters.yaml", "FACT"), ("characters.yaml", "RELATION")),
    *(("chapters/2.yaml", "LINE"), ("chapters/2.yaml", "SUMMARY"), ("chapters/2.yaml", "PROMPT")),
    *(("quiz/2.yaml", "QUESTION"), ("quiz/2.yaml", "CHOICE"), ("quiz/2.yaml", "WHY")),
    *(("themes.yaml", "THEME"), ("themes.yaml", "ABOUT"), ("themes.yaml", "WATCH"), ("themes.yaml", "SHOWN")),
    ("recaps.yaml", "RECAP"),
]


def complaints(folder: Path, file: str = "", place: str = "", text: str = "") -> list[str]:
    """Write the small pack with one text replaced, and return its complaints."""
    pack = folder / "small"
    for name, written in FILES.items():
        (pack / name).parent.mkdir(parents=True, exist_ok=True)
        said = written.replace(place, f'"{text}"') if name == file else written
        (pack / name).write_text(said, encoding="utf-8")
    try:
        read_pack(pack)
    except BrokenPack as broken:
        return [str(one) for one in broken.complaints]
    return []


def test_a_pack_that_names_nobody_too_early_is_whole(tmp_path: Path) -> None:
    assert complaints(tmp_path) == []


@pytest.mark.parametrize(("file", "place"), PLACES, ids=str)
def test_every_kind_of_text_is_seen_and_its_line_is_told(tmp_path: Path, file: str, place: str) -> None:
    line = FILES[file][: FILES[file].index(place)].count("\n") + 1
    assert complaints(tmp_path, file, place, "It was Vronsky’s.") == [
        (
            f"small/{file}:{line}: “Vronsky” is named too early: a reader here does not know that name yet; "
            "say who they are in another way, or correct the name's “since”"
        )
    ]


def test_each_language_is_held_against_its_own_spelling(tmp_path: Path) -> None:
    (found,) = complaints(tmp_path, "chapters/2.yaml", "DONG", "Đó là bá tước Vrônxki.")
    assert "“Vrônxki” is named too early" in found
    assert complaints(tmp_path, "chapters/2.yaml", "DONG", "Đó là Vronsky.") == []


@pytest.mark.parametrize("text", ["Anna Vronsky arrives.", "Anna met the officer.", "The officers, vronsky or not."])
def test_names_known_by_then_are_free_also_where_they_hold_another_name(tmp_path: Path, text: str) -> None:
    assert complaints(tmp_path, "chapters/2.yaml", "LINE", text) == []


def test_the_longest_name_at_a_place_is_the_one_told(tmp_path: Path) -> None:
    (found,) = complaints(tmp_path, "chapters/2.yaml", "LINE", "Enter Count Vronsky.")
    assert "“Count Vronsky” is named too early" in found


def test_every_name_used_too_early_is_told_once_a_text(tmp_path: Path) -> None:
    assert len(complaints(tmp_path, "chapters/2.yaml", "LINE", "Vronsky, Count Vronsky, and Vronsky again.")) == 2


def test_the_chapter_that_gives_the_name_may_use_it(tmp_path: Path) -> None:
    pack = tmp_path / "small" / "chapters"
    pack.mkdir(parents=True)
    later = CHAPTER.replace("1.2", "1.3").replace("LINE", "Vronsky arrives.").replace("DONG", "Vrônxki đến.")
    (pack / "3.yaml").write_text(later, encoding="utf-8")
    assert complaints(tmp_path) == []
