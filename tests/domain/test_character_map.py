"""Who stands around somebody is what a reader knows by now: relations begin, end, and lead only to people met."""

from collections.abc import Sequence

from bot.domain.book import Book, Character, Relation
from bot.domain.character_map import MOST_DRAWN, Around, around
from bot.domain.view import Chapter, Fact, Name
from tests.presentation.read import a_club, outline_of

LAST = 9


def somebody(who: str, *ties: tuple[str, str, int, int | None], since: int = 1, facts: int = 0) -> Character:
    """Return somebody named at `since`, with relations to whom, what, since when, until when."""
    return Character(
        who,
        (Name({"en": who.title()}, since),),
        tuple(Fact({"en": "So."}, 1) for _ in range(facts)),
        tuple(Relation(to, {"en": what}, begin, end) for to, what, begin, end in ties),
    )


def seen(people: Sequence[Character], horizon: int, who: str = "anna") -> Around:
    """Return those around somebody as of a horizon."""
    book = Book(
        slug="b",
        title={"en": "B"},
        author={"en": "A"},
        year="1",
        languages=("en",),
        outline=outline_of(LAST),
        _chapters=tuple(Chapter(n) for n in range(1, LAST + 1)),
        _characters=tuple(people),
        _questions=(),
    )
    view = book.as_read_to(horizon)
    return around(a_club(), view, view.people[who])


def told(found: Around) -> list[tuple[str, str, bool, bool]]:
    return [
        (bond.other.id, "+".join(label["en"] for label in bond.labels), bond.inward, bond.ended) for bond in found.bonds
    ]


def test_a_relation_begins_and_ends_with_the_bookmark() -> None:
    people = [somebody("anna"), somebody("ben", ("anna", "friend", 3, 6))]
    assert told(seen(people, 2)) == []
    assert told(seen(people, 3)) == told(seen(people, 5)) == [("ben", "friend", True, False)]
    assert told(seen(people, 6)) == [("ben", "friend", True, True)]


def test_whoever_is_not_met_yet_is_not_around_anybody() -> None:
    people = [somebody("anna", ("ben", "sister", 1, None)), somebody("ben", ("anna", "brother", 1, None), since=4)]
    assert told(seen(people, 3)) == []
    assert told(seen(people, 4)) == [("ben", "brother", True, False)]


def test_it_is_told_what_the_other_one_is_and_else_what_the_one_in_the_middle_is() -> None:
    people = [
        somebody("anna", ("ben", "sister", 1, None), ("eve", "mistress", 1, None)),
        somebody("ben", ("anna", "brother", 1, None)),
        somebody("eve"),
    ]
    assert told(seen(people, 1)) == [("ben", "brother", True, False), ("eve", "mistress", False, False)]


def test_all_that_holds_is_told_and_what_is_over_only_where_nothing_holds() -> None:
    people = [
        somebody("anna", ("ben", "wife", 5, None)),
        somebody("ben", ("anna", "friend", 1, None), ("anna", "rival", 1, 3), ("anna", "neighbour", 2, None)),
        somebody("eve", ("anna", "maid", 1, 2), ("anna", "nurse", 2, 4), ("anna", "enemy", 3, 4)),
        somebody("dan", ("anna", "guest", 1, 2)),
    ]
    assert told(seen(people, 4)) == [
        ("ben", "friend+neighbour", True, False),
        ("eve", "enemy", True, True),
        ("dan", "guest", True, True),
    ]
    assert told(seen([*people[:3], somebody("dan", ("anna", "guest", 1, 2), ("anna", "heir", 1, None))], 4))[2] == (
        "dan",
        "heir",
        True,
        False,
    )


def test_whoever_is_bound_in_more_ways_comes_first_then_who_still_is_then_the_best_known() -> None:
    people = [
        somebody("anna"),
        somebody("ben", ("anna", "guest", 1, 2), facts=5),
        somebody("dan", ("anna", "guest", 1, None)),
        somebody("eve", ("anna", "guest", 1, None), facts=2),
        somebody("fay", ("anna", "love", 1, 2), ("anna", "friend", 2, 3)),
    ]
    assert [who for who, *_ in told(seen(people, 3))] == ["fay", "eve", "dan", "ben"]
    assert told(seen(people[:1] + people[:0:-1], 3)) == told(seen(people, 3)), "in whatever order the pack has them"


def test_twelve_are_drawn_and_the_others_are_the_rest() -> None:
    people = [somebody("anna"), *(somebody(f"who-{n:02}", ("anna", "guest", 1, None)) for n in range(20))]
    found = seen(people, 1)
    assert len(found.drawn) == MOST_DRAWN == 12
    assert (*found.drawn, *found.rest) == found.bonds
    assert len(found.bonds) == 20


def test_nobody_stands_around_themselves() -> None:
    assert told(seen([somebody("anna", ("anna", "her own enemy", 1, None))], 1)) == []
