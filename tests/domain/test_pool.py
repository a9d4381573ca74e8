"""The questions of a round cover what it is about, and none comes again soon."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.outline import Outline
from bot.domain.pool import beside, choose, pool
from bot.domain.quiz import CHOICE, WHO, Item
from bot.domain.view import Question, View
from tests.domain.test_quiz import item, words


def view(horizon: int, sinces: list[int]) -> View:
    """Return a view of a book of twenty chapters with questions on some of them."""
    asked = tuple(Question(words("?"), (words("a"), words("b")), 0, words(""), since) for since in sinces)
    return View(Outline("chapter", ((100,) * 20,)), horizon, (), {}, (), asked)


def many(count: int, chapters: int, kind: str = CHOICE) -> list[Item]:
    """Return questions spread over so many chapters."""
    return [item(f"{kind}:{n}", since=1 + n * chapters // count, kind=kind) for n in range(count)]


def test_the_pool_holds_the_packs_and_the_clubs_questions_of_the_range() -> None:
    own = [item("own:1", since=4), item("own:2", since=9)]
    found = pool(view(8, [2, 3, 5, 8]), own, 3, 7)
    assert [one.key for one in found] == ["pack:3:1", "own:1", "pack:5:1"]


def test_a_question_of_the_clubs_beyond_the_horizon_is_not_in_the_pool() -> None:
    own = [item("own:1", since=8), item("own:2", since=9)]
    assert [one.key for one in pool(view(8, []), own, 1, 20)] == ["own:1"]


ITEMS = st.lists(st.tuples(st.integers(1, 30), st.sampled_from([CHOICE, WHO])), max_size=60).map(
    lambda drawn: [item(f"{kind}:{n}", since=since, kind=kind) for n, (since, kind) in enumerate(sorted(drawn))]
)


@given(ITEMS, st.integers(1, 25), st.integers(0, 2**40), st.data())
def test_whatever_is_chosen_is_as_many_as_asked_for_without_any_twice(
    items: list[Item], n: int, seed: int, data: st.DataObject
) -> None:
    recent = data.draw(st.sets(st.sampled_from([one.key for one in items]))) if items else set()
    chosen = choose(items, n, recent, seed)
    assert len({one.key for one in chosen}) == len(chosen) == min(n, len(items))
    assert [one.since for one in chosen] == sorted(one.since for one in chosen)
    assert chosen == choose(items, n, recent, seed)
    fresh = {one.key for one in items} - recent
    again = [one for one in chosen if one.key in recent]
    assert not again or fresh <= {one.key for one in chosen}


@pytest.mark.parametrize("n", [5, 10, 20])
def test_the_questions_cover_the_range_evenly(n: int) -> None:
    """However many questions one chapter has, each of `n` stretches of the range gets exactly one."""
    items = many(300, 100) + [item(f"more:{n}", since=50) for n in range(500)]
    chosen = choose(sorted(items, key=lambda one: one.since), n, (), 3)
    assert [(one.since - 1) * n // 100 for one in chosen] == list(range(n))


def test_a_stretch_without_questions_borrows_from_the_nearest() -> None:
    items = [item(f"a:{n}", since=1) for n in range(9)] + [item("z:1", since=20)]
    assert [one.since for one in choose(items, 4, (), 1)] == [1, 1, 1, 20]


def test_one_question_in_four_is_a_made_one_while_there_are_both() -> None:
    items = sorted(many(50, 50) + many(50, 50, WHO), key=lambda one: one.since)
    assert sum(one.kind == WHO for one in choose(items, 12, (), 5)) == 3
    assert sum(one.kind == WHO for one in choose(many(3, 50) + many(50, 50, WHO), 12, (), 5)) == 9


def test_other_seeds_choose_other_questions() -> None:
    items = many(400, 40)
    assert len({tuple(one.key for one in choose(items, 8, (), seed)) for seed in range(20)}) == 20


def test_a_club_goes_through_all_its_questions_before_one_comes_again() -> None:
    items, asked = many(30, 10), list[str]()
    for seed in range(5):
        asked += [one.key for one in choose(items, 6, asked, seed)]
    assert len(set(asked)) == 30


def test_nothing_to_choose_from_is_nothing_chosen() -> None:
    assert choose([], 5, (), 1) == choose(many(3, 3), 0, (), 1) == ()


def test_a_clubs_own_questions_stand_beside_the_others_by_chapter_and_none_past_the_horizon() -> None:
    made = pool(view(8, [2, 5, 8]), (), 1, 8)
    own = [item("own:1", since=9), item("own:2", since=5), item("own:3", since=1)]
    found = beside(made, own, 8)
    assert [one.key for one in found] == ["own:3", "pack:2:1", "pack:5:1", "own:2", "pack:8:1"]
    assert found == pool(view(8, [2, 5, 8]), own, 1, 8)
