"""A question is dealt the same to everybody who holds the same card, and the right answer stands anywhere."""

from collections import Counter
from math import factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.quiz import CHOICE, FALSE, TRUTH, Item, deal, mixed, of_the_pack, order
from bot.domain.view import Question, Text


def words(text: str) -> Text:
    """Return a text in one language."""
    return {"en": text}


def item(key: str = "pack:1:1", size: int = 4, since: int = 1, kind: str = CHOICE, answer: int = 0) -> Item:
    """Return a question with `size` choices."""
    choices = tuple(words(f"choice {n}") for n in range(size))
    return Item(key, words("what"), choices, answer, words("because"), since, kind)


@pytest.mark.parametrize("size", [2, 3, 4, 6])
def test_over_all_orders_the_right_answer_stands_at_each_place_equally_often(size: int) -> None:
    everywhere = [order(size, seed) for seed in range(factorial(size))]
    assert len(set(everywhere)) == factorial(size)
    for answer in range(size):
        places = Counter(one.index(answer) for one in everywhere)
        assert set(places.values()) == {factorial(size - 1)}


@pytest.mark.parametrize("size", [2, 4])
def test_over_the_rows_of_a_table_the_right_answer_stands_at_each_place_about_equally_often(size: int) -> None:
    """The sum of squared deviations (chi-square) stays under its 99.9% bound for that many places."""
    rows = 4_000
    places = Counter(deal(item(size=size, answer=size - 1), row).answer for row in range(rows))
    expected = rows / size
    assert sum((places[n] - expected) ** 2 / expected for n in range(size)) < {2: 10.83, 4: 16.27}[size]


def test_two_questions_of_one_round_are_not_shuffled_alike() -> None:
    assert len({deal(item(f"pack:1:{n}"), 7).answer for n in range(40)}) == 4


@given(st.integers(2, 6), st.integers(0, 2**64), st.data())
def test_dealing_moves_the_choices_and_loses_none(size: int, seed: int, data: st.DataObject) -> None:
    before = item(size=size, answer=data.draw(st.integers(0, size - 1)))
    after = deal(before, seed)
    assert sorted(one["en"] for one in after.choices) == sorted(one["en"] for one in before.choices)
    assert after.choices[after.answer] == before.choices[before.answer]
    assert after == deal(before, seed)


def test_true_and_false_stay_where_they_are() -> None:
    statement = item(size=0, kind=TRUTH, answer=FALSE)
    assert {deal(statement, seed).answer for seed in range(50)} == {FALSE}
    assert statement.size == 2


def test_what_is_mixed_never_changes() -> None:
    """Cards out there were dealt with these numbers: another order after an upgrade would judge them wrongly."""
    assert mixed(7, "pack:1:1") == 12_735_394_836_205_537_208
    assert order(4, 9) == (1, 3, 0, 2)


def test_the_questions_of_the_pack_keep_their_keys_at_every_horizon() -> None:
    asked = [
        Question(words(str(n)), (words("a"), words("b")), 0, words(""), since) for n, since in enumerate([1, 2, 1])
    ]
    keys = [one.key for one in of_the_pack(tuple(asked))]
    assert keys == ["pack:1:1", "pack:2:1", "pack:1:2"]
    assert [one.key for one in of_the_pack(tuple(one for one in asked if one.since < 2))] == ["pack:1:1", "pack:1:2"]


def test_a_question_without_choices_is_a_statement_to_judge() -> None:
    (one,) = of_the_pack((Question(words("so"), (), FALSE, words("no"), 1),))
    assert (one.kind, one.answer, one.size) == (TRUTH, FALSE, 2)
