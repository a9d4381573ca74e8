"""Finding somebody among the people met so far, and nobody else."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.book import Book, Character, Relation
from bot.domain.character import cast, find, portrait
from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.view import Chapter, Fact, Name
from tests.domain.test_book import books

CLUB = Club(1, 2, 3, "Readers", "small", "en")
SMALL = Book(
    slug="small",
    title={"en": "Small"},
    author={"en": "Nobody"},
    year="1900",
    languages=("en", "vi"),
    outline=Outline("chapter", ((100,) * 6,)),
    _chapters=tuple(Chapter(n, appears=("stiva", "dolly") if n < 3 else ("dolly",)) for n in range(1, 7)),
    _characters=(
        Character(
            "stiva",
            (
                Name({"en": "Stiva Oblonsky", "vi": "Xtiva Ôblônxki"}, 1),
                Name({"en": "Prince Oblonsky", "vi": "công tước Ôblônxki"}, 2),
            ),
            (Fact({"en": "Asleep."}, 1), Fact({"en": "Awake."}, 4)),
            (
                Relation("dolly", {"en": "husband"}, 1),
                Relation("maid", {"en": "master"}, 2, until=5),
                Relation("guest", {"en": "host"}, 2),
            ),
        ),
        Character("dolly", (Name({"en": "Dolly Oblonskaya", "vi": "Đôly"}, 2), Name({"en": "the wife"}, 1))),
        Character("maid", (Name({"en": "the maid"}, 2),)),
        Character("cook", (Name({"en": "the maid’s friend"}, 2), Name({"en": "Prince"}, 6))),
        Character("guest", (Name({"en": "the guest"}, 6),)),
    ),
    _questions=(),
)


def found(typed: str, horizon: int = 5) -> list[str]:
    """Return whom a typed name finds at a horizon."""
    return [person.id for person in find(SMALL.as_read_to(horizon), typed)]


def test_case_and_diacritics_do_not_count_in_either_language() -> None:
    assert [found(typed) for typed in ("STIVA OBLONSKY", "xtiva oblonxki", "Đôly", "doly")] == [
        *(["stiva"], ["stiva"], ["dolly"], ["dolly"])
    ]


def test_an_exact_name_wins_over_one_that_only_holds_it() -> None:
    assert found("the maid") == ["maid"]


def test_the_beginnings_of_words_are_enough_in_any_order() -> None:
    assert found("obl prin") == ["stiva"]
    assert found("obl") == ["stiva", "dolly"]


def test_a_piece_of_a_name_finds_it_where_nothing_begins_so() -> None:
    assert found("lonsk") == ["stiva", "dolly"]


def test_a_name_means_only_those_who_have_it_by_now() -> None:
    assert found("prince oblonsky", 1) == []
    assert found("prince", 5) == ["stiva"]
    assert found("prince", 6) == ["cook"]


def test_somebody_not_met_yet_is_not_found_by_name_or_id() -> None:
    assert found("guest") == []
    assert found("the guest") == []
    assert found("guest", 6) == ["guest"]


def test_nothing_typed_finds_nobody() -> None:
    assert [found(typed) for typed in ("", "  ", "\u200b", "?!")] == [[], [], [], []]


def test_a_portrait_holds_what_is_known_by_now() -> None:
    early = portrait(CLUB, SMALL.as_read_to(1), SMALL.as_read_to(1).people["stiva"])
    late = portrait(CLUB, SMALL.as_read_to(5), SMALL.as_read_to(5).people["stiva"])
    assert [fact.text["en"] for fact in early.person.facts] == ["Asleep."]
    assert [(tie.label["en"], other.id, tie.ended) for tie, other in early.ties] == [("husband", "dolly", False)]
    assert [(tie.label["en"], other.id, tie.ended) for tie, other in late.ties] == [
        ("husband", "dolly", False),
        ("master", "maid", True),
    ]
    assert (early.person.seen, late.person.seen) == (1, 2)


def test_the_cast_stands_in_the_order_of_meeting() -> None:
    assert [person.id for person in cast(CLUB, SMALL.as_read_to(6)).people] == [
        *("stiva", "dolly", "maid", "cook", "guest")
    ]


@given(books(), st.text(max_size=12), st.data())
def test_whatever_is_typed_finds_only_people_of_the_view(book: Book, typed: str, data: st.DataObject) -> None:
    view = book.as_read_to(data.draw(st.integers(0, book.outline.last)))
    assert all(view.people[person.id] is person for person in find(view, typed))


@given(books(), st.data())
def test_everybody_met_is_found_by_each_of_their_names(book: Book, data: st.DataObject) -> None:
    view = book.as_read_to(data.draw(st.integers(0, book.outline.last)))
    for person in view.people.values():
        for name in person.names:
            assert person in find(view, name.text["vi"])
