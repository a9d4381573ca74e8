"""The board: the more accurate first, then whoever answered more; who stays off it is in no number."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.score import Given, Standing, board

ANN, BEN, CAM = 1, 2, 3


def answers(who: int, right: int, wrong: int, since: int = 1) -> list[Given]:
    """Return so many right and wrong answers of somebody's."""
    return [Given(who, since, n < right) for n in range(right + wrong)]


def test_the_more_accurate_stands_first() -> None:
    found = board([*answers(ANN, 6, 4), *answers(BEN, 3, 1)], 1, 9, ())
    assert found == (Standing(1, BEN, 3, 4), Standing(2, ANN, 6, 10))


def test_of_two_as_accurate_whoever_answered_more_stands_first() -> None:
    found = board([*answers(ANN, 1, 1), *answers(BEN, 4, 4)], 1, 9, ())
    assert [one.user_id for one in found] == [BEN, ANN]


def test_equals_share_a_place_and_the_next_is_skipped() -> None:
    found = board([*answers(ANN, 2, 1), *answers(BEN, 2, 1), *answers(CAM, 1, 2)], 1, 9, ())
    assert [(one.place, one.user_id) for one in found] == [(1, ANN), (1, BEN), (3, CAM)]


def test_a_season_counts_only_its_own_chapters() -> None:
    given_ = [*answers(ANN, 1, 0, since=3), *answers(ANN, 0, 5, since=2), *answers(ANN, 0, 5, since=6)]
    assert board(given_, 3, 5, ()) == (Standing(1, ANN, 1, 1),)


def test_thirds_are_equal_to_sixths_without_rounding() -> None:
    found = board([*answers(ANN, 1, 2), *answers(BEN, 2, 4)], 1, 9, ())
    assert [one.place for one in found] == [1, 2], "as accurate, but Ben answered more"
    assert found[0].user_id == BEN


@given(st.lists(st.builds(Given, st.integers(1, 6), st.integers(1, 9), st.booleans())), st.sets(st.integers(1, 6)))
def test_whoever_stays_off_changes_nothing_for_the_others(given_: list[Given], hidden: set[int]) -> None:
    without = board([one for one in given_ if one.user_id not in hidden], 1, 9, ())
    assert board(given_, 1, 9, hidden) == without
    keys = [(one.right / one.answered, one.answered) for one in without]
    assert keys == sorted(keys, reverse=True)
    assert sum(one.answered for one in without) == sum(one.user_id not in hidden for one in given_)
