"""Laws about what ships: every pack is whole, the same in all its languages, and fair to whoever is asked about it."""

import csv
import re
from datetime import date, time
from functools import cache
from pathlib import Path

import pytest

from bot.domain.book import Book
from bot.domain.outline import Address
from bot.domain.plan import Pace, Wishes, plan
from bot.domain.view import Chapter, Text, View
from bot.library.pack import read_pack
from bot.library.report import check
from bot.library.shelf import folders
from tests import contract
from tests.house.messages import ROOT

PACKS = folders(ROOT / "content")
NOVEL = "anna-karenina"
CAROL = "a-christmas-carol"
STAGES = (Address(1, 1), Address(7, 30), Address(7, 31), Address(8, 19))
RUN = 7
"""Words in a row that no text of ours shares with the source of its facts."""

reference_found = pytest.mark.skipif(
    contract.reference() is None, reason="SAMOVAR_REFERENCE names no folder of reference texts"
)


@pytest.fixture(scope="module", params=PACKS, ids=lambda pack: pack.name)
def pack(request: pytest.FixtureRequest) -> Path:
    """Each pack that ships, one after another."""
    folder: Path = request.param
    return folder


@pytest.fixture(scope="module")
def book(pack: Path) -> Book:
    return read_pack(pack)


@pytest.fixture(scope="module")
def view(book: Book) -> View:
    """The whole book, as its editor sees it."""
    return book.as_read_to(book.outline.last)


@pytest.fixture(scope="module")
def novel(content: Path) -> View:
    """Anna Karenina, whole."""
    book = read_pack(content / NOVEL)
    return book.as_read_to(book.outline.last)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.lower().replace("’", "'"))


@cache
def _source() -> frozenset[tuple[str, ...]]:
    folder = contract.reference()
    assert folder is not None
    runs: set[tuple[str, ...]] = set()
    for path in (folder / NOVEL).glob("*.txt"):
        words = _words(path.read_text(encoding="utf-8"))
        runs.update(tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))
    return frozenset(runs)


def _texts(view: View) -> list[Text]:
    """Return what is told of the chapters, and what is asked about them."""
    texts: list[Text] = []
    for chapter in view.chapters:
        texts += [text for text in (chapter.line, chapter.summary) if text]
        texts += [prompt.text for prompt in chapter.prompts]
    for question in view.questions:
        texts += [question.text, question.why, *question.choices]
    for note in (*view.background, *view.film):
        texts += [text for text in (note.title, note.text) if text]
    return texts


def _lore(view: View) -> list[Text]:
    """Return what is told besides: titles, people, themes and the story so far."""
    texts = [chapter.title for chapter in view.chapters if chapter.title]
    for person in view.people.values():
        for name in person.names:
            texts += [text for text in (name.text, name.said, name.about) if text]
        texts += [fact.text for fact in person.facts]
        texts += [tie.label for tie in person.ties]
    for theme in view.themes:
        texts += [theme.name, theme.about, theme.watch, *(one.text for one in theme.occurrences)]
    return texts + [recap.text for recap in view.recaps]


def _written(view: View) -> list[Chapter]:
    return [chapter for chapter in view.chapters if chapter.summary]


def test_a_pack_passes_the_check_and_is_written_as_far_in_each_language(pack: Path) -> None:
    whole, (head, *languages) = check(pack)
    assert whole, [head, *languages]
    assert len(languages) > 1
    assert len({line.partition(": ")[2] for line in languages}) == 1, languages


def test_every_text_is_written_in_every_language(book: Book, view: View) -> None:
    languages = set(book.languages)
    assert [text for text in (*_texts(view), *_lore(view)) if set(text) != languages] == []


def test_what_is_written_begins_with_the_first_chapter_and_leaves_out_none(view: View) -> None:
    written = _written(view)
    assert written
    assert [chapter.since for chapter in written] == list(range(1, len(written) + 1))
    asked = {question.since for question in view.questions}
    for chapter in written:
        assert chapter.line, chapter.since
        assert chapter.prompts, chapter.since
        assert chapter.appears, chapter.since
        assert chapter.since in asked, chapter.since


def test_lines_are_one_short_sentence_and_summaries_have_60_to_140_words(book: Book, view: View) -> None:
    for chapter in _written(view):
        assert chapter.line
        assert chapter.summary
        for language in book.languages:
            assert len(chapter.line[language]) <= 140, chapter.since
            assert 60 <= len(chapter.summary[language].split()) <= 140, chapter.since


def test_no_question_is_asked_twice(book: Book, view: View) -> None:
    for language in book.languages:
        asked = [question.text[language] for question in view.questions]
        assert [text for text in asked if asked.count(text) > 1] == []


def test_the_right_answer_is_neither_in_one_place_nor_usually_the_longest(book: Book, view: View) -> None:
    questions = [question for question in view.questions if question.choices]
    assert {len(question.choices) for question in questions} == {4}
    places = [question.answer for question in questions]
    assert all(places.count(place) <= len(places) / 2 for place in range(4))
    for language in book.languages:
        longest = sum(
            len(question.choices[question.answer][language])
            > max(len(choice[language]) for i, choice in enumerate(question.choices) if i != question.answer)
            for question in questions
        )
        assert longest <= len(questions) / 2


def test_statements_are_neither_all_true_nor_all_false(view: View) -> None:
    answers = [question.answer for question in view.questions if not question.choices]
    assert len(answers) < 2 or len(set(answers)) == 2


def test_everybody_in_a_book_is_met_somewhere(view: View) -> None:
    met = {one for chapter in view.chapters for one in (*chapter.appears, *chapter.mentions)}
    assert set(view.people) == met


@reference_found
def test_the_outline_is_that_of_the_novel(novel: View) -> None:
    folder = contract.reference()
    assert folder is not None
    with (folder / NOVEL / "index.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(rows) == novel.outline.last == 239
    for row in rows:
        part, chapter = novel.outline.address(int(row["number"]))
        assert (part, chapter) == (int(row["part"]), int(row["chapter"]))
        assert novel.outline.parts[part - 1][chapter - 1] == int(row["words"])


@reference_found
def test_no_run_of_seven_words_is_shared_with_the_source(novel: View) -> None:
    shared = [
        " ".join(words[i : i + RUN])
        for text in _texts(novel)
        for words in (_words(text["en"]),)
        for i in range(len(words) - RUN + 1)
        if tuple(words[i : i + RUN]) in _source()
    ]
    assert shared == []


def test_every_chapter_of_the_novel_is_written_with_two_prompts_and_two_questions(novel: View) -> None:
    assert [len(chapter.prompts) for chapter in _written(novel)] == [2] * 239
    asked = [question.since for question in novel.questions]
    assert all(asked.count(since) == 2 for since in range(1, 240))


def test_major_people_have_fifteen_facts_spread_over_the_novel(novel: View) -> None:
    for one in ("anna", "vronsky", "karenin", "levin", "kitty", "dolly", "stiva"):
        parts = {novel.outline.address(fact.since).part for fact in novel.people[one].facts}
        assert len(novel.people[one].facts) >= 15
        assert parts == set(range(1, 9)), one


def test_every_stave_of_the_carol_is_written(content: Path) -> None:
    view = read_pack(content / CAROL).as_read_to(5)
    assert [len(chapter.prompts) for chapter in _written(view)] == [4] * 5
    for stave in range(1, 6):
        asked = [question for question in view.questions if question.since == stave]
        assert [len(question.choices) for question in asked] == [4] * 5 + [0]


def test_a_club_that_reads_a_stave_of_the_carol_a_week_is_over_in_december(content: Path) -> None:
    wishes = Wishes(date(2026, 11, 24), 1, time(19), "Europe/London", Pace("chapters", 1))
    sections = plan(read_pack(content / CAROL).outline, wishes)
    assert [(section.first, section.last) for section in sections] == [(n, n) for n in range(1, 6)]
    assert {section.meets.month for section in sections} == {12}


def test_the_novels_background_begins_before_it_and_keeps_what_gives_it_away_for_the_end(content: Path) -> None:
    book = read_pack(content / NOVEL)
    told = [str(book.as_read_to(book.outline.position(at)).background) for at in STAGES]
    for word, known in (
        ("Peter the Great", [True, True, True, True]),
        ("Yasenki", [False, False, True, True]),
        ("Katkov was for the war", [False, False, False, True]),
    ):
        assert [word in one for one in told] == known, word
