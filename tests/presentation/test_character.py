"""A card of somebody fits Discord and tells the names worth telling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.character import Cast, Portrait, WhichOne
from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.view import Fact, Name, Person, Tie
from bot.presentation.character import FACTS, NAMES, TIES, listing, portrait, which_one
from bot.presentation.say import say_in
from tests.presentation.read import buttons, hold, text

CLUB = Club(1, 2, 3, "Readers", "small", "en")
OUTLINE = Outline("chapter", ((100,) * 40,))


def name(words: str, said: str = "", about: str = "") -> Name:
    """Return a name known from the start."""
    return Name({"en": words}, 1, {"en": said} if said else None, {"en": about} if about else None)


def somebody(n: int = 0) -> Person:
    """Return somebody of whom little is known."""
    return Person(f"who-{n}", (name(f"Somebody {n}"),), 1)


@pytest.mark.parametrize("language", ["en", "vi"])
@given(st.integers(0, 100), st.integers(0, 50), st.integers(0, 100), st.integers(1, 200))
def test_the_longest_life_fits_a_card(language: str, facts: int, names: int, ties: int, long: int) -> None:
    person = Person(
        "long",
        tuple(name("n" * min(long, 80), "s" * min(long, 100), "a" * long) for _ in range(names + 1)),
        1,
        tuple(Fact({"en": "f" * long}, n + 1) for n in range(facts)),
        (),
        3,
    )
    bound = tuple(
        (Tie("who-1", {"en": "r" * min(long, 80)}, n, n if n % 2 == 0 else None), somebody(n)) for n in range(ties)
    )
    hold(portrait(say_in(language), Portrait(CLUB, OUTLINE, 40, person, bound)))


def test_the_first_fact_and_the_latest_are_told() -> None:
    facts = tuple(Fact({"en": f"fact {n}."}, n) for n in range(1, 21))
    told = text(portrait(say_in("en"), Portrait(CLUB, OUTLINE, 20, Person("x", (name("X"),), 1, facts), ())))
    assert "• fact 1." in told
    assert "• fact 20." in told
    assert told.count("• fact") == FACTS


def test_spellings_to_find_somebody_by_are_not_told() -> None:
    names = (name("Stiva", "STEE-va"), name("Stephen"), *(name(f"Called {n}", about="why") for n in range(9)))
    told = text(portrait(say_in("en"), Portrait(CLUB, OUTLINE, 5, Person("x", names, 1), ())))
    assert "Say: STEE-va" in told
    assert "Stephen" not in told
    assert told.count("• Called") == NAMES


def test_relations_that_hold_come_first_and_those_to_people_of_whom_most_is_known() -> None:
    others = [Person(f"who-{n}", (name(f"Somebody {n}"),), 1, (Fact({"en": "f"}, 1),) * n) for n in range(20)]
    ties = tuple(
        (Tie(other.id, {"en": "friend"}, 1, 1 if n % 2 == 1 else None), other) for n, other in enumerate(others)
    )
    told = text(portrait(say_in("en"), Portrait(CLUB, OUTLINE, 9, Person("x", (name("X"),), 1), ties)))
    order = [line.split("Somebody ")[1] for line in told.splitlines() if "friend of" in line]
    assert order == [str(n) for n in range(18, -1, -2)]
    assert len(order) == TIES
    few = text(portrait(say_in("en"), Portrait(CLUB, OUTLINE, 9, Person("x", (name("X"),), 1), ties[:2])))
    assert few.index("Somebody 0") < few.index("Somebody 1, which is over")


def test_somebody_of_whom_nothing_is_known_is_not_an_empty_card() -> None:
    told = text(portrait(say_in("en"), Portrait(CLUB, OUTLINE, 5, somebody(), ())))
    assert "Nothing more is known of them yet." in told
    assert "Only spoken of so far. As of your bookmark at 5." in told


def test_which_one_offers_each_as_a_button() -> None:
    found = WhichOne(CLUB, tuple(somebody(n) for n in range(10)))
    view = which_one(say_in("en"), found)
    hold(view)
    assert [label for label, _ in buttons(view)] == [f"Somebody {n}" for n in range(10)]


@given(st.integers(0, 200), st.integers(0, 20))
def test_every_page_of_the_list_fits_a_card(people: int, page: int) -> None:
    hold(listing(say_in("vi"), Cast(CLUB, OUTLINE, 40, tuple(somebody(n) for n in range(people))), page))
