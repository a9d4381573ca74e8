"""Laws about what ships: Anna Karenina is written here, whole where it says so, and in both languages alike."""

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from bot.domain.outline import Address
from bot.domain.view import Chapter, Text, View
from bot.library.pack import read_pack
from tests import contract

BOOK = "anna-karenina"
PART_ONE = 34
STAGES = (Address(1, 1), Address(7, 30), Address(7, 31), Address(8, 19))
RUN = 7
"""Words in a row that no text of ours shares with the source of its facts."""

reference_found = pytest.mark.skipif(
    contract.reference() is None, reason="SAMOVAR_REFERENCE names no folder of reference texts"
)


@pytest.fixture(scope="module")
def view(content: Path) -> View:
    """The whole book, as its editor sees it."""
    book = read_pack(content / BOOK)
    return book.as_read_to(book.outline.last)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.lower().replace("’", "'"))


@cache
def _source() -> frozenset[tuple[str, ...]]:
    folder = contract.reference()
    assert folder is not None
    runs: set[tuple[str, ...]] = set()
    for path in (folder / BOOK).glob("*.txt"):
        words = _words(path.read_text(encoding="utf-8"))
        runs.update(tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))
    return frozenset(runs)


def _texts(view: View) -> list[Text]:
    texts: list[Text] = []
    for chapter in view.chapters:
        texts += [text for text in (chapter.line, chapter.summary) if text]
        texts += [prompt.text for prompt in chapter.prompts]
    for question in view.questions:
        texts += [question.text, question.why, *question.choices]
    for note in (*view.background, *view.film):
        texts += [text for text in (note.title, note.text) if text]
    return texts


def _written(view: View) -> list[Chapter]:
    return [chapter for chapter in view.chapters if chapter.summary]


@reference_found
def test_the_outline_is_that_of_the_novel(view: View) -> None:
    folder = contract.reference()
    assert folder is not None
    with (folder / BOOK / "index.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(rows) == view.outline.last == 239
    for row in rows:
        part, chapter = view.outline.address(int(row["number"]))
        assert (part, chapter) == (int(row["part"]), int(row["chapter"]))
        assert view.outline.parts[part - 1][chapter - 1] == int(row["words"])


@reference_found
def test_no_run_of_seven_words_is_shared_with_the_source(view: View) -> None:
    shared = [
        " ".join(words[i : i + RUN])
        for text in _texts(view)
        for words in (_words(text["en"]),)
        for i in range(len(words) - RUN + 1)
        if tuple(words[i : i + RUN]) in _source()
    ]
    assert shared == []


def test_part_one_is_written_whole_in_both_languages(view: View) -> None:
    written = _written(view)
    assert [chapter.since for chapter in written[:PART_ONE]] == list(range(1, PART_ONE + 1))
    for chapter in written:
        assert chapter.line
        assert chapter.prompts
        assert chapter.appears
        assert any(question.since == chapter.since for question in view.questions)
    assert all(set(text) == {"en", "vi"} for text in _texts(view))


def test_lines_are_one_short_sentence_and_summaries_have_60_to_140_words(view: View) -> None:
    for chapter in _written(view):
        assert chapter.line
        assert chapter.summary
        for language in ("en", "vi"):
            assert len(chapter.line[language]) <= 140, chapter.since
            assert 60 <= len(chapter.summary[language].split()) <= 140, chapter.since


def test_the_right_answer_is_neither_in_one_place_nor_usually_the_longest(view: View) -> None:
    questions = view.questions
    places = [question.answer for question in questions]
    assert all(places.count(place) <= len(places) / 2 for place in range(4))
    assert {len(question.choices) for question in questions} == {4}
    for language in ("en", "vi"):
        longest = sum(
            len(question.choices[question.answer][language])
            > max(len(choice[language]) for i, choice in enumerate(question.choices) if i != question.answer)
            for question in questions
        )
        assert longest <= len(questions) / 2


def test_everybody_in_the_book_is_met_somewhere(view: View) -> None:
    met = {one for chapter in view.chapters for one in (*chapter.appears, *chapter.mentions)}
    assert set(view.people) == met


def test_the_novels_background_begins_before_it_and_keeps_what_gives_it_away_for_the_end(content: Path) -> None:
    book = read_pack(content / BOOK)
    told = [str(book.as_read_to(book.outline.position(at)).background) for at in STAGES]
    for word, known in (
        ("Peter the Great", [True, True, True, True]),
        ("Yasenki", [False, False, True, True]),
        ("Katkov was for the war", [False, False, False, True]),
    ):
        assert [word in one for one in told] == known, word
