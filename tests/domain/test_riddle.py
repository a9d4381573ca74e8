"""*Who is it?* has one right answer, which can be known at the bookmark it is asked at."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from bot.domain.book import Book, Character, Relation
from bot.domain.outline import Outline
from bot.domain.quiz import WHO, Item
from bot.domain.riddle import CHOICES, CLUES, riddles
from bot.domain.view import Chapter, Fact, Name, Person, Text, View
from bot.library.pack import read_pack

LAST = 8
WORDS = ("sings", "rides", "reads", "sleeps", "mows", "skates", "waits", "writes")
NAMES = ("Anna", "Kitty", "Dolly", "the nurse", "Levin", "Đôly", "Anna Levin", "Stiva", "Betsy", "Lvov")


def text(words: str) -> Text:
    """Return a text in one language."""
    return {"en": words}


@st.composite
def lore(draw: st.DrawFn) -> Book:
    """Draw a book whose people share names, facts and ties more often than any book does."""
    ids = [f"p{n}" for n in range(draw(st.integers(4, 9)))]
    since = st.integers(1, LAST)
    names = st.builds(Name, st.sampled_from([*NAMES, *(f"Name{n}" for n in range(20))]).map(text), since)
    about = st.lists(st.sampled_from([*WORDS, *NAMES, *(f"does{n}" for n in range(60))]), min_size=1, max_size=3)
    fact = st.builds(Fact, about.map(" ".join).map(text), since)
    people = tuple(
        Character(
            one,
            tuple(draw(st.lists(names, min_size=1, max_size=3))),
            tuple(draw(st.lists(fact, max_size=7))),
            tuple(
                Relation(to, text("friend"), draw(since))
                for to in draw(st.lists(st.sampled_from(ids), max_size=1))
                if to != one
            ),
            draw(st.sampled_from(["man", "man", "man", "woman"])),
        )
        for one in ids
    )
    who = st.lists(st.sampled_from(ids), max_size=2).map(tuple)
    chapters = tuple(Chapter(n, appears=draw(who), mentions=draw(who)) for n in range(1, LAST + 1))
    return Book("any", {}, {}, "1877", ("en",), Outline("chapter", ((100,) * LAST,)), chapters, people, ())


def said(text: str) -> list[str]:
    """Return the words of a text as a listener hears them, without accents and articles."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return [word for word in re.findall(r"\w+", plain.replace("đ", "d")) if word not in ("the", "a", "an")]


def names_one(clue: str, person: Person) -> bool:
    """Whether a clue says any name of somebody's."""
    heard = said(clue)
    for name in person.names:
        for words in map(said, name.text.values()):
            if any(heard[n : n + len(words)] == words for n in range(len(heard))):
                return True
    return False


def shown_as(view: View, label: Text) -> list[Person]:
    """Return who could be meant by a name that is shown."""
    return [
        one for one in view.people.values() if any(said(name.text["en"]) == said(label["en"]) for name in one.names)
    ]


def told_of(person: Person, clue: Fact) -> bool:
    """Whether somebody's record holds a clue."""
    return any(said(fact.text["en"]) == said(clue.text["en"]) for fact in person.facts)


def there(view: View, person: Person, chapters: Iterable[int]) -> bool:
    """Whether somebody is met or spoken of in every one of these chapters."""
    return all(person.id in (*view.chapters[n - 1].appears, *view.chapters[n - 1].mentions) for n in chapters)


def check(view: View, item: Item) -> None:
    """Assert that a riddle can be answered by whoever sees the view, in one way only."""
    assert item.since <= view.horizon
    assert (item.kind, len(item.clues), len(item.choices)) == (WHO, CLUES, CHOICES)
    assert all(clue.since <= item.since for clue in item.clues)
    meant = [shown_as(view, label) for label in item.choices]
    assert [len(one) for one in meant] == [1] * CHOICES, "a name shown could mean nobody, or two people"
    people = [one for (one,) in meant]
    assert len({one.id for one in people}) == CHOICES
    assert item.key.split(":")[1] == people[item.answer].id
    fits = [one for one in people if all(told_of(one, clue) for clue in item.clues)]
    assert fits == [people[item.answer]]
    for other in people:
        assert not any(names_one(clue.text["en"], other) for clue in item.clues)
        if other is not people[item.answer]:
            assert not any(told_of(other, clue) for clue in item.clues)
            assert other.sort == people[item.answer].sort
            assert not there(view, other, [clue.since for clue in item.clues])
            named = {one.id for one in view.people.values() if any(names_one(c.text["en"], one) for c in item.clues)}
            bound = {tie.to for tie in other.ties}
            bound |= {one.id for one in view.people.values() if any(tie.to == other.id for tie in one.ties)}
            assert not bound & (named | {people[item.answer].id})


@given(lore(), st.integers(0, LAST))
def test_every_riddle_can_be_answered_at_the_bookmark_in_one_way_only(book: Book, at: int) -> None:
    view = book.as_read_to(at)
    for item in riddles(view):
        check(view, item)


@pytest.mark.parametrize(
    ("pack", "at"), [*(("anna-karenina", at) for at in (5, 14, 34)), *(("a-christmas-carol", at) for at in (3, 5))]
)
def test_every_riddle_of_a_shipped_pack_can_be_answered_in_one_way_only(content: Path, pack: str, at: int) -> None:
    view = read_pack(content / pack).as_read_to(at)
    found = riddles(view)
    assert found
    for item in found:
        check(view, item)


@given(lore())
def test_the_same_riddle_is_the_same_at_every_later_bookmark(book: Book) -> None:
    seen: dict[str, Item] = {}
    for at in range(LAST + 1):
        found = riddles(book.as_read_to(at))
        assert len({one.key for one in found}) == len(found)
        for item in found:
            assert seen.setdefault(item.key, item) == item


@given(lore(), st.integers(1, LAST))
def test_nothing_later_has_a_hand_in_a_riddle(book: Book, at: int) -> None:
    """It is the same in a book from which everything later was cut out."""
    cut = replace(
        book,
        _chapters=book._chapters[:at],
        _characters=tuple(
            replace(
                one,
                names=tuple(name for name in one.names if name.since <= at),
                facts=tuple(fact for fact in one.facts if fact.since <= at),
                relations=tuple(tie for tie in one.relations if tie.since <= at),
            )
            for one in book._characters
            if one.since <= at
        ),
    )
    assert riddles(cut.as_read_to(at)) == riddles(book.as_read_to(at))


def test_the_drawn_books_do_hold_riddles() -> None:
    """Else the tests above would say nothing."""
    drawing = settings(phases=[Phase.generate], database=None)
    find(lore(), lambda book: len(riddles(book.as_read_to(LAST))) >= 2, settings=drawing)


def somebody(one: str, *facts: str, name: str = "", since: int = 1, sort: str = "man") -> Character:
    """Return somebody met at `since`, of whom that chapter tells these facts."""
    names = (Name(text(name or one.title()), since),)
    return Character(one, names, tuple(Fact(text(fact), since) for fact in facts), (), sort)


def book(*people: Character, there: tuple[str, ...] = ("levin",)) -> Book:
    """Return a book of these people, in whose first chapter only `there` appear."""
    chapters = (Chapter(1, appears=there), Chapter(2))
    return Book("any", {}, {}, "1877", ("en",), Outline("chapter", ((9, 9),)), chapters, people, ())


LEVIN = somebody("levin", "mows hay", "is shy", "skates well")
OTHERS = [somebody("lvov"), somebody("fomin"), somebody("krivin")]


def test_three_facts_and_four_people_make_a_riddle() -> None:
    (item,) = riddles(book(LEVIN, *OTHERS).as_read_to(1))
    assert item.key == "who:levin:1"
    assert [clue.text["en"] for clue in item.clues] == ["mows hay", "is shy", "skates well"]
    assert item.choices[item.answer]["en"] == "Levin"
    assert {one["en"] for one in item.choices} == {"Levin", "Lvov", "Fomin", "Krivin"}


@pytest.mark.parametrize(
    "people",
    [
        [LEVIN, *OTHERS[:2]],
        [LEVIN, *OTHERS[:2], somebody("betsy", sort="woman")],
        [LEVIN, *OTHERS[:2], somebody("krivin", since=2)],
        [LEVIN, *OTHERS[:2], somebody("krivin", name="Lvov")],
        [LEVIN, *OTHERS[:2], somebody("krivin", "is shy")],
        [somebody("levin", "mows hay", "is shy", "skates like Krivin"), *OTHERS],
        [somebody("levin", "mows hay", "is shy", "is called Levín by all"), *OTHERS],
        [somebody("levin", "mows hay", "is shy"), *OTHERS],
        [
            *(somebody("levin", "mows hay", "is shy", "knows Anna"), *OTHERS[:2], somebody("anna", sort="woman")),
            replace(OTHERS[2], relations=(Relation("anna", text("friend"), 1),)),
        ],
        [LEVIN, *OTHERS[:2], replace(OTHERS[2], relations=(Relation("levin", text("brother"), 1),))],
    ],
    ids=[
        *("three people", "another sort", "not met yet", "one name for two", "the same fact of another"),
        *("another named", "named itself", "two facts", "bound to one who is named", "a brother"),
    ],
)
def test_where_more_than_one_might_fit_there_is_no_riddle(people: list[Character]) -> None:
    assert riddles(book(*people).as_read_to(1)) == ()


def test_nobody_stands_beside_the_answer_who_was_there_at_every_clue() -> None:
    assert riddles(book(LEVIN, *OTHERS, there=("levin", "krivin")).as_read_to(1)) == ()


def test_a_riddle_that_a_later_name_spoils_is_withdrawn() -> None:
    krivin = replace(OTHERS[2], names=(*OTHERS[2].names, Name(text("Levin"), 2)))
    spoilt = book(LEVIN, *OTHERS[:2], krivin)
    assert len(riddles(spoilt.as_read_to(1))) == 1
    assert riddles(spoilt.as_read_to(2)) == ()


def test_six_facts_of_one_chapter_make_one_riddle_and_six_of_two_make_two() -> None:
    six = somebody("levin", *(f"fact {n}" for n in range(6)))
    assert [one.key for one in riddles(book(six, *OTHERS).as_read_to(2))] == ["who:levin:1"]
    later = replace(LEVIN, facts=(*LEVIN.facts, *(Fact(text(f"later {n}"), 2) for n in range(3))))
    assert [one.key for one in riddles(book(later, *OTHERS).as_read_to(2))] == ["who:levin:1", "who:levin:2"]
