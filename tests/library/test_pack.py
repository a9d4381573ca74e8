"""A pack is whole, or everything that is wrong with it is told at once, so that its writer can mend it in one go."""

import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.outline import Address
from bot.library.complaints import BrokenPack, Complaint
from bot.library.pack import read_pack
from bot.library.sheet import LARGEST
from tests.marked import LAST, PARTS, markers, write_marked

PEOPLE = "characters.yaml"
TOLD = "chapters/1.1.yaml"
QUIZ = "quiz/1.1.yaml"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A whole pack to be spoiled."""
    return write_marked(tmp_path)


def swap(pack: Path, file: str, old: str, new: str) -> None:
    """Write `new` where `old` first stands in a file of the pack."""
    text = (pack / file).read_text(encoding="utf-8")
    assert old in text, "the test means a text that is not in the pack"
    (pack / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def complaints(pack: Path) -> list[Complaint]:
    """Read a broken pack."""
    with pytest.raises(BrokenPack) as broken:
        read_pack(pack)
    assert broken.value.slug == pack.name
    return broken.value.complaints


def spoiled(pack: Path, file: str, old: str, new: str) -> list[str]:
    """Swap one text for another, and return what is wrong then."""
    swap(pack, file, old, new)
    return [str(one).removeprefix("marked/") for one in complaints(pack)]


def test_the_marked_pack_is_whole_and_everything_in_it_arrives(pack: Path) -> None:
    book = read_pack(pack)
    assert (book.slug, book.year, book.languages) == ("marked", "1900", ("en", "vi"))
    assert book.title == {"en": "The Marked Book", "vi": "Sách Đánh Dấu"}
    assert tuple(len(part) for part in book.outline.parts) == PARTS
    assert book.outline.parts[1] == (100, 110, 120, 130, 140)
    view = book.as_read_to(LAST)
    assert [chapter.since for chapter in view.chapters] == list(range(1, LAST + 1))
    assert all(c.title and c.line and c.summary and c.appears and c.mentions and c.prompts for c in view.chapters)
    assert [person.since for person in view.people.values()] == list(range(1, LAST + 1))
    asked = [question for question in view.questions if question.choices]
    assert sorted((question.since, question.answer) for question in asked) == [
        (since, since % 4) for since in range(1, LAST + 1)
    ]
    statements = [question for question in view.questions if not question.choices]
    assert {(one.since, one.answer) for one in statements} == {(n, 0 if n % 2 else 1) for n in range(1, LAST + 1)}
    assert [(note.since, note.title is None) for note in view.film] == [(n, True) for n in range(1, LAST + 1)]
    assert [(note.since, note.title is None) for note in view.background] == [(n, False) for n in range(LAST + 1)]
    assert markers(repr(view)) == set(range(1, LAST + 1))


def test_the_dates_in_a_pack_are_positions(pack: Path) -> None:
    book = read_pack(pack)
    assert book.outline.position(Address(2, 3)) == 7
    names = book.as_read_to(7).people["who-7"].names
    assert [name.text for name in names] == [{"en": "The first name mk7z", "vi": "Về first name mk7z"}]
    assert "who-7" not in book.as_read_to(6).people


def test_a_text_that_is_the_same_everywhere_is_spread_over_all_languages(pack: Path) -> None:
    book = read_pack(pack)
    assert book.author == {"en": "Nobody", "vi": "Nobody"}


def test_a_text_may_be_written_in_one_language_only(pack: Path) -> None:
    swap(pack, "chapters/1.1.yaml", "  vi: Về line mk1z\n", "")
    assert read_pack(pack).as_read_to(1).chapters[0].line == {"en": "The line mk1z"}


def test_a_lone_number_is_a_chapter_of_the_only_part(tmp_path: Path) -> None:
    folder = tmp_path / "carol"
    (folder / "quiz").mkdir(parents=True)
    (folder / "book.yaml").write_text(
        "title: A Christmas Carol\nauthor: Charles Dickens\nyear: '1843'\nlanguages: [en]\nunit: stave\nparts:\n"
        "  - chapters: [{chapter: 1, words: 10}, {chapter: '2', words: 20}, {chapter: 1.3, words: 30}]\n",
        encoding="utf-8",
    )
    (folder / "quiz" / "2.yaml").write_text("[{since: 2, question: a, choices: [b, c], answer: 1, why: d}]")
    book = read_pack(folder)
    assert (book.outline.unit, book.outline.parts) == ("stave", ((10, 20, 30),))
    assert [len(book.as_read_to(horizon).questions) for horizon in (1, 2)] == [0, 1]


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("book.yaml", "[en, vi]", "en", "4: “languages” must be a list"),
        ("book.yaml", "[en, vi]", "[en, vi, fra]", "4: “languages” is not written as expected; write a language code"),
        ("book.yaml", "words: 100", "words: many", "8: “words”: write a whole number here"),
        ("book.yaml", "words: 100", "words: [100]", "8: “words”: write a whole number here"),
        ("book.yaml", "words: 100", "words: 0", "8: “words” must be at least 1"),
        ("book.yaml", "words: 110", "words: 9999999", "13: “words” must be at most 1000000"),
        ("book.yaml", 'year: "1900"\n', "", "1: “year” is missing; add it"),
        ("book.yaml", "title: {", "titel: {}\ntitle: {", "1: “titel” is not a key that belongs here"),
        ("book.yaml", "author: Nobody", "author: {english: Nobody}", "2: “author”: “english” is no language code"),
        ("book.yaml", "author: Nobody", "author: [Nobody]", "2: “author”: write a text, or a map"),
        ("book.yaml", "author: Nobody", "author: {}", "2: “author”: write the text in at least one language"),
        ("book.yaml", "parts:", "unit: verse\nparts:", "5: “unit” is not written as expected; write chapter, stave"),
        ("book.yaml", "chapter: 1.1", "chapter: one", "7: “chapter” is not written as expected; write a chapter's"),
        ("book.yaml", "chapter: 1.2", "chapter: 1.3", "12: chapter 1.3 stands where 1.2 belongs; list all chapters"),
        (TOLD, "line:", "lines:", "2: “lines” is not a key that belongs here"),
        (TOLD, "appears: [who-1", "appears: [who-99", "8: nobody in the pack has the id “who-99”; add them"),
        (TOLD, "mentions: [who-4", "mentions: [Who 4", "9: “mentions” is not written as expected; write small"),
        (TOLD, "The line mk1z", "''", "3: “en” is empty; write its text or remove it"),
        (TOLD, "The line mk1z", "x" * 301, "3: “en” is longer than 200 characters; shorten it"),
        (TOLD, "The line mk1z", "[x]", "3: “en” must be a text"),
        (TOLD, "  vi: Về line", "  de: Die Zeile", "4: “de” is not among the languages in book.yaml"),
        (TOLD, "Về line", unicodedata.normalize("NFD", "Về line"), "4: “vi”: write letters with their marks"),
        (TOLD, "prompts:\n  - ", "prompts:\n    ", "10: “prompts” must be a list"),
        (PEOPLE, "- id: who-2", "- id: who-1\n  names: [{name: x, since: 1.1}]\n- id: who-2", "47: “who-1” is listed"),
        (PEOPLE, "since: 1.3", "since: 4.1", "6: the book has no chapter 4.1; write an address that book.yaml lists"),
        (PEOPLE, "since: 1.3", "since: 0.1", "6: the book has no chapter 0.1"),
        (PEOPLE, "since: 1.3", "since: 1.10000", "6: “since” is not written as expected; write a chapter's address"),
        (
            PEOPLE,
            "  names:",
            "  sort: horse\n  names:",
            "2: “sort” is not written as expected; write man, woman, child",
        ),
        (QUIZ, "  answer: 2", "", "1: “answer” is missing; add it"),
        (QUIZ, "answer: 2", "answer: 5", "14: there are 4 choices; “answer” must be the place of one of them"),
        (QUIZ, "answer: 2", "answer: 0", "14: “answer” must be at least 1"),
        (QUIZ, "answer: 2", "answer: second", "14: “answer”: write a whole number here, digits only"),
        (QUIZ, "since: 1.1", "since: 3.4", "1: the book has no chapter 3.4"),
        (QUIZ, "  answer: 2", "  answer: 2\n  answer: 2", "15: “answer” stands here twice; keep one"),
        (QUIZ, "- since", "- &one since", "1: YAML aliases"),
    ],
)
def test_a_fault_is_told_with_its_file_and_line(pack: Path, file: str, old: str, new: str, complaint: str) -> None:
    (found,) = spoiled(pack, file, old, new)
    assert found.startswith(f"{file}:{complaint}")


STATEMENT = "- since: 1.1\n  question: Dolly smiles.\n  true: no\n  why: She does not.\n"


@pytest.mark.parametrize(("written", "answer"), [("yes", 0), ("no", 1)])
def test_a_question_may_be_a_statement_to_judge(pack: Path, written: str, answer: int) -> None:
    (pack / QUIZ).write_text(STATEMENT.replace("no", written, 1), encoding="utf-8")
    (statement,) = read_pack(pack).as_read_to(1).questions
    assert (statement.text, statement.choices, statement.answer) == (
        {"en": "Dolly smiles.", "vi": "Dolly smiles."},
        (),
        answer,
    )


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("true: no", "true: maybe", "3: “true” is not written as expected; write yes or no"),
        ("true: no", "true: no\n  answer: 1", "4: “answer” is not a key that belongs here"),
        ("true: no", "true: no\n  choices: [a, b]", "4: “choices” is not a key that belongs here"),
        ("  why: She does not.\n", "", "1: “why” is missing; add it"),
    ],
)
def test_a_fault_in_a_statement_is_told_with_its_line(pack: Path, old: str, new: str, complaint: str) -> None:
    (pack / QUIZ).write_text(STATEMENT, encoding="utf-8")
    (found,) = spoiled(pack, QUIZ, old, new)
    assert found.startswith(f"{QUIZ}:{complaint}")


BESIDE = (
    "background:\n  - {since: 3.1, title: a, text: b}\n  - {since: start, title: c, text: d}\n"
    "film:\n  - {since: 2.1, text: e}\n  - {since: 1.1, text: f}\n"
)


def _beside(pack: Path, written: str) -> None:
    """Write other notes beside the story of the pack."""
    head = (pack / "book.yaml").read_text(encoding="utf-8").partition("background:")[0]
    (pack / "book.yaml").write_text(head + written, encoding="utf-8")


def test_what_stands_beside_the_story_is_told_in_the_order_of_becoming_known(pack: Path) -> None:
    _beside(pack, BESIDE)
    book = read_pack(pack)
    view = book.as_read_to(LAST)
    assert [(note.since, note.text["en"]) for note in view.background] == [(0, "d"), (10, "b")]
    assert [(note.since, note.text["en"]) for note in view.film] == [(1, "f"), (5, "e")]
    assert [note.text["en"] for note in book.as_read_to(0).background] == ["d"]


def test_a_book_needs_nothing_beside_its_story(pack: Path) -> None:
    _beside(pack, "")
    view = read_pack(pack).as_read_to(LAST)
    assert (view.background, view.film) == ((), ())


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (
            "since: start",
            "since: begin",
            "“since” is not written as expected; write a chapter's address such as 2.11, or",
        ),
        ("since: 3.1", "since: 9.1", "the book has no chapter 9.1; write an address that book.yaml lists"),
        ("since: 1.1", "since: start", "“since” is not written as expected; write a chapter's address such as 2.11"),
        ("title: a, ", "", "“title” is missing; add it"),
        ("text: b", f"text: {'x' * 901}", "“text” is longer than 900 characters; shorten it"),
        ("text: e", f"text: {'x' * 301}", "“text” is longer than 300 characters; shorten it"),
        ("text: e", "title: e, text: e", "“title” is not a key that belongs here"),
        ("text: e", "text: {fr: e}", "“fr” is not among the languages in book.yaml; add it there"),
    ],
)
def test_a_fault_beside_the_story_is_told_with_its_line(pack: Path, old: str, new: str, complaint: str) -> None:
    assert old in BESIDE
    _beside(pack, BESIDE.replace(old, new))
    lines = (pack / "book.yaml").read_text(encoding="utf-8").split("\n")
    (found,) = complaints(pack)
    assert found.sentence.startswith(complaint)
    assert new in lines[found.line - 1]


def test_what_somebody_is_may_be_said_and_need_not_be(pack: Path) -> None:
    swap(pack, PEOPLE, "  names:", "  sort: child\n  names:")
    people = read_pack(pack).as_read_to(LAST).people
    assert [people[one].sort for one in ("who-1", "who-2")] == ["child", "person"]


def test_two_files_for_one_chapter_are_told(pack: Path) -> None:
    (found,) = spoiled(pack, "chapters/1.2.yaml", "chapter: 1.2", "chapter: 1.1")
    assert found == "chapters/1.2.yaml:1: chapter 1.1 has another file already; keep one"


def test_a_chapter_beyond_the_book_is_not_taken_for_its_last(pack: Path) -> None:
    (found,) = spoiled(pack, TOLD, "chapter: 1.1", "chapter: 1.9")
    assert found.startswith("chapters/1.1.yaml:1: the book has no chapter 1.9")


@pytest.mark.parametrize("old", ["  names:", "- id:"])
def test_a_fault_among_the_characters_is_not_blamed_on_the_chapters(pack: Path, old: str) -> None:
    found = spoiled(pack, PEOPLE, old, old.replace(":", "s:"))
    assert {one.partition(":")[0] for one in found} == {PEOPLE}


@pytest.mark.parametrize(("file", "address"), [(PEOPLE, "1.3"), ("quiz/2.1.yaml", "2.1"), ("chapters/2.2.yaml", "2.2")])
def test_a_chapter_without_its_part_is_not_guessed_in_a_book_of_several(pack: Path, file: str, address: str) -> None:
    key = "chapter" if "chapters" in file else "since"
    (found,) = spoiled(pack, file, f"{key}: {address}", f"{key}: {address[2:]}")
    assert found.startswith(file)


def test_languages_not_listed_are_told_wherever_they_are_used(pack: Path) -> None:
    found = spoiled(pack, "book.yaml", "[en, vi]", "[en]")
    assert {one.partition(":")[0].partition("/")[0] for one in found} == {
        *("book.yaml", PEOPLE, "chapters", "quiz", "recaps.yaml", "themes.yaml")
    }
    assert all("“vi” is not among the languages in book.yaml; add it there" in one for one in found)


def test_all_that_is_wrong_with_a_pack_is_told_at_once_in_order(pack: Path) -> None:
    swap(pack, PEOPLE, "since: 1.3", "since: 9.9")
    swap(pack, TOLD, "line:", "lines:")
    swap(pack, "chapters/3.2.yaml", "appears: [", "appears: [nobody-at-all, ")
    swap(pack, "quiz/2.2.yaml", "answer:", "answers:")
    (pack / "quiz" / "9.yaml").write_bytes(b"\xff")
    assert [(one.file.removeprefix("marked/"), one.line) for one in complaints(pack)] == [
        (TOLD, 2),
        ("chapters/3.2.yaml", 8),
        (PEOPLE, 6),
        ("quiz/2.2.yaml", 1),
        ("quiz/2.2.yaml", 14),
        ("quiz/9.yaml", 0),
    ]


def test_a_pack_without_its_first_page_is_told_so(pack: Path) -> None:
    (pack / "book.yaml").unlink()
    assert [str(one) for one in complaints(pack)] == [
        "marked/book.yaml: the file is missing; every pack begins with it"
    ]


def test_a_list_of_a_million_names_is_refused_unread(pack: Path) -> None:
    names = "- id: crowd\n  names:\n" + "  - {name: x, since: 1.1}\n" * 1_000_000
    (pack / PEOPLE).write_text(names, encoding="utf-8")
    found = [one for one in complaints(pack) if one.file.endswith(PEOPLE)]
    assert [(one.line, "split it" in one.sentence) for one in found] == [(0, True)]
    assert len(names) > LARGEST


def test_as_many_names_as_a_file_can_hold_are_told_in_one_line(pack: Path) -> None:
    names = "- id: crowd\n  names: [" + "x, " * 300_000 + "x]\n"
    (pack / PEOPLE).write_text(names, encoding="utf-8")
    found = [one for one in complaints(pack) if one.file.endswith(PEOPLE)]
    assert [(one.line, one.sentence) for one in found] == [
        (2, "“names” lists more than 50 things; shorten it"),
    ]


def test_of_very_many_faults_in_one_file_the_first_are_told_and_the_rest_counted(pack: Path) -> None:
    (pack / QUIZ).write_text("- since: 1.1\n" * 100, encoding="utf-8")
    found = complaints(pack)
    assert len(found) == 51
    assert "and 350 more faults" in {one.sentence for one in found}


@given(st.data())
def test_whatever_stands_in_a_pack_it_is_a_book_or_complaints(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as place:
        pack = write_marked(Path(place))
        file = data.draw(st.sampled_from(["book.yaml", PEOPLE, TOLD, QUIZ]))
        lines = (pack / file).read_text(encoding="utf-8").splitlines()
        at = data.draw(st.integers(0, len(lines) - 1))
        head, colon, tail = lines[at].partition(":")
        odd = data.draw(
            st.sampled_from(["", "-", "[]", "{}", "[[1]]", "{a: {b: c}}", "null", "9" * 400, "1.1", "é", "- -"])
        )
        lines[at] = data.draw(
            st.sampled_from([odd, head + colon + " " + odd, odd + tail, lines[at] + "\n" + lines[at]])
        )
        (pack / file).write_text("\n".join(lines), encoding="utf-8")
        try:
            found = read_pack(pack).outline.last == LAST
        except BrokenPack as broken:
            found = all(one.sentence and one.file.startswith("marked/") for one in broken.complaints)
        assert found
