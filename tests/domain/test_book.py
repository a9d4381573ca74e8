"""The one gate: a view holds what a reader has reached, and not a byte of what comes later."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.book import Book, Character, Relation
from bot.domain.outline import Outline
from bot.domain.view import (
    Chapter,
    Fact,
    Name,
    Note,
    Occurrence,
    Opened,
    Person,
    Prompt,
    Question,
    Recap,
    Text,
    Theme,
    View,
)
from tests.marked import mark, markers


def text(since: int, what: str) -> Text:
    return {"en": f"{what} {mark(since)}", "vi": f"{what} {mark(since)}"}


def chapter(draw: st.DrawFn, since: int, ids: list[str]) -> Chapter:
    about = st.lists(st.sampled_from(ids), max_size=4).map(tuple) if ids else st.just(())
    maybe = st.booleans()
    return Chapter(
        since=since,
        title=text(since, "title") if draw(maybe) else None,
        line=text(since, "line") if draw(maybe) else None,
        summary=text(since, "summary") if draw(maybe) else None,
        appears=draw(about),
        mentions=draw(about),
        prompts=tuple(Prompt(text(since, "prompt"), since) for _ in range(draw(st.integers(0, 2)))),
    )


def question(since: int) -> Question:
    return Question(text(since, "question"), (text(since, "yes"), text(since, "no")), 0, text(since, "why"), since)


def character(draw: st.DrawFn, one: str, ids: list[str], positions: st.SearchStrategy[int]) -> Character:
    """Return somebody whose names, facts and relations are dated anywhere, ends before beginnings too."""
    several = st.lists(positions, max_size=4)
    return Character(
        one,
        tuple(
            Name(text(at, one), at, text(at, "sound"), text(at, "reason"))
            for at in draw(st.lists(positions, min_size=1, max_size=4))
        ),
        tuple(Fact(text(at, "fact"), at) for at in draw(several)),
        tuple(
            Relation(draw(st.sampled_from(ids)), text(at, "relation"), at, draw(st.none() | positions))
            for at in draw(several)
        ),
    )


def theme(draw: st.DrawFn, n: int, positions: st.SearchStrategy[int]) -> Theme:
    at = draw(positions)
    shown = tuple(Occurrence(text(one, "shown"), one) for one in draw(st.lists(positions, max_size=4)))
    return Theme(f"theme-{n}", text(at, "theme"), at, text(at, "about"), text(at, "watch"), shown)


@st.composite
def books(draw: st.DrawFn) -> Book:
    """Build any book: every chapter is there, told or not; people have names from anywhere, in any order."""
    parts = draw(st.lists(st.integers(1, 5), min_size=1, max_size=3))
    outline = Outline("chapter", tuple((100,) * size for size in parts))
    positions = st.integers(1, outline.last)
    ids = [f"who-{n}" for n in range(draw(st.integers(0, 6)))]
    return Book(
        slug="any",
        title={"en": "Any"},
        author={"en": "Nobody"},
        year="1900",
        languages=("en", "vi"),
        outline=outline,
        _chapters=tuple(chapter(draw, since, ids) for since in range(1, outline.last + 1)),
        _characters=tuple(character(draw, one, ids, positions) for one in ids),
        _questions=tuple(question(since) for since in draw(st.lists(positions, max_size=6))),
        _themes=tuple(theme(draw, n, positions) for n in range(draw(st.integers(0, 3)))),
        _recaps=tuple(Recap(text(since, "recap"), since) for since in sorted(draw(st.lists(positions, max_size=4)))),
        _background=tuple(
            Note(text(since, "note"), since, text(since, "title"))
            for since in draw(st.lists(st.just(0) | positions, max_size=8))
        ),
        _film=tuple(Note(text(since, "film"), since) for since in draw(st.lists(positions, max_size=20))),
    )


@st.composite
def books_and_horizons(draw: st.DrawFn) -> tuple[Book, int, int]:
    """Build a book and two horizons, the nearer first."""
    book = draw(books())
    near, far = sorted((draw(st.integers(0, book.outline.last)), draw(st.integers(0, book.outline.last))))
    return book, near, far


def sinces(thing: object) -> Iterator[int]:
    """Walk everything that hangs on `thing` and yield every date in it."""
    if is_dataclass(thing):
        if isinstance(since := getattr(thing, "since", None), int):
            yield since
        for one in fields(thing):
            yield from sinces(getattr(thing, one.name))
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from sinces(value)
    elif isinstance(thing, tuple | list):
        for value in thing:
            yield from sinces(value)


def cut(book: Book, horizon: int) -> Book:
    """Return a book that was never written past `horizon`."""
    people = [
        replace(
            c,
            names=tuple(n for n in c.names if n.since <= horizon),
            facts=tuple(f for f in c.facts if f.since <= horizon),
            relations=tuple(
                replace(r, until=r.until if r.until is not None and r.until <= horizon else None)
                for r in c.relations
                if r.since <= horizon
            ),
        )
        for c in book._characters
    ]
    themes = [
        replace(t, occurrences=tuple(o for o in t.occurrences if o.since <= horizon))
        for t in book._themes
        if t.since <= horizon
    ]
    return replace(
        book,
        _chapters=tuple(one for one in book._chapters if one.since <= horizon),
        _characters=tuple(one for one in people if one.names),
        _questions=tuple(one for one in book._questions if one.since <= horizon),
        _themes=tuple(themes),
        _recaps=tuple(one for one in book._recaps if one.since <= horizon),
        _background=tuple(one for one in book._background if one.since <= horizon),
        _film=tuple(one for one in book._film if one.since <= horizon),
    )


@given(books_and_horizons())
def test_nothing_in_a_view_is_dated_past_its_horizon(given_book: tuple[Book, int, int]) -> None:
    book, horizon, _ = given_book
    view = book.as_read_to(horizon)
    assert max(sinces(view), default=0) <= horizon
    assert max(markers(repr(view)), default=0) <= horizon


@given(books_and_horizons())
def test_a_view_is_that_of_a_book_never_written_further(given_book: tuple[Book, int, int]) -> None:
    book, horizon, _ = given_book
    assert book.as_read_to(horizon) == cut(book, horizon).as_read_to(horizon)


@given(books())
def test_a_view_at_the_end_holds_the_whole_book(book: Book) -> None:
    view = book.as_read_to(book.outline.last)
    assert view.chapters == book._chapters
    assert view.questions == book._questions
    assert (view.background, view.film) == (book._background, book._film)
    assert {one: len(person.names) for one, person in view.people.items()} == {
        character.id: len(character.names) for character in book._characters
    }


def told(view: View) -> set[str]:
    """Return every text of a view."""
    texts = [t for c in view.chapters for t in (c.title, c.line, c.summary, *(p.text for p in c.prompts)) if t]
    for person in view.people.values():
        texts += [t for name in person.names for t in (name.text, name.said, name.about) if t]
        texts += [fact.text for fact in person.facts] + [tie.label for tie in person.ties]
    for theme in view.themes:
        texts += [theme.name, theme.about, theme.watch, *(shown.text for shown in theme.occurrences)]
    texts += [recap.text for recap in view.recaps]
    texts += [t for note in (*view.background, *view.film) for t in (note.text, note.title) if t]
    texts += [t for q in view.questions for t in (q.text, q.why, *q.choices)]
    return {words for one in texts for words in one.values()}


@given(books_and_horizons())
def test_whoever_reads_on_forgets_nothing(given_book: tuple[Book, int, int]) -> None:
    book, near, far = given_book
    before, after = book.as_read_to(near), book.as_read_to(far)
    assert told(before) <= told(after)
    assert before.people.keys() <= after.people.keys()
    assert before.questions == tuple(one for one in after.questions if one.since <= near)
    assert all(
        set(old.appears) <= set(new.appears) and set(old.mentions) <= set(new.mentions)
        for old, new in zip(before.chapters, after.chapters, strict=False)
    )


@given(books_and_horizons())
def test_a_chapter_is_found_at_its_position_and_nowhere_past_the_horizon(given_book: tuple[Book, int, int]) -> None:
    book, horizon, _ = given_book
    view = book.as_read_to(horizon)
    found = [view.chapter(position) for position in range(-1, book.outline.last + 2)]
    assert [one.since for one in found if one] == list(range(1, horizon + 1))
    assert found[2 : 2 + horizon] == list(view.chapters)


@given(books_and_horizons())
def test_the_cast_leaves_out_whom_nobody_knows_yet_without_a_trace(given_book: tuple[Book, int, int]) -> None:
    book, horizon, _ = given_book
    met = {c.id: min(name.since for name in c.names) for c in book._characters}
    cast = book.as_read_to(horizon).cast([*met, "nobody", *met])
    assert [person.id for person in cast] == [one for one in met if met[one] <= horizon] * 2
    assert [person.since for person in cast] == [met[person.id] for person in cast]


@given(books_and_horizons())
def test_reading_on_counts_what_it_opened(given_book: tuple[Book, int, int]) -> None:
    book, near, far = given_book
    before, after = book.as_read_to(near), book.as_read_to(far)
    assert after.opened_since(near) == Opened(
        chapters=far - near,
        summaries=sum(one.summary is not None for one in book._chapters[near:far]),
        people=len(after.people.keys() - before.people.keys()),
    )


@given(books_and_horizons())
def test_a_view_does_not_hold_even_the_id_of_somebody_not_met(given_book: tuple[Book, int, int]) -> None:
    book, horizon, _ = given_book
    view = book.as_read_to(horizon)
    assert {one for c in view.chapters for one in (*c.appears, *c.mentions)} <= view.people.keys()


SMALL = Book(
    slug="small",
    title={"en": "Small"},
    author={"en": "Nobody"},
    year="1900",
    languages=("en",),
    outline=Outline("chapter", ((100, 100, 100),)),
    _chapters=(
        Chapter(1, prompts=(Prompt({"en": "soon"}, 1), Prompt({"en": "later"}, 3))),
        Chapter(2),
        Chapter(3),
    ),
    _characters=(Character("prince", (Name({"en": "the prince"}, 3), Name({"en": "a stranger"}, 1))),),
    _questions=(),
)


def test_a_prompt_that_is_fit_only_later_is_sealed_until_then() -> None:
    assert [len(SMALL.as_read_to(horizon).chapters[0].prompts) for horizon in (1, 2, 3)] == [1, 1, 2]


def test_somebody_goes_by_the_fittest_of_the_names_met_so_far() -> None:
    assert not SMALL.as_read_to(0).people
    assert SMALL.as_read_to(2).people == {"prince": Person("prince", (Name({"en": "a stranger"}, 1),), 1)}
    names = SMALL.as_read_to(3).people["prince"].names
    assert [name.text["en"] for name in names] == ["the prince", "a stranger"]


def test_a_book_printed_by_mistake_tells_nothing_but_its_title_page() -> None:
    assert not any(word in repr(SMALL) for word in ("stranger", "soon", "later"))
