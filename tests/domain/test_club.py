"""Which club is meant decides whose bookmark counts, so nothing may be guessed where two are possible."""

import pytest

from bot.domain.club import LONGEST_NAME, MOST_CLUBS, Club, choose, may_open
from bot.domain.errors import BadName, ClubsFull, NoClubYet, UnknownClub, WhichClub

NOBODY: frozenset[int] = frozenset()
ELSEWHERE = (999,)


def clubs(*names: str) -> dict[int, Club]:
    """Return clubs numbered from one, which meet in the channels 101, 102 …"""
    return {n: Club(n, 7, 100 + n, name, "anna-karenina", "en") for n, name in enumerate(names, start=1)}


THREE = clubs("Thứ Hai", "Tuesdays", "Đôly’s")


@pytest.mark.parametrize("named", [None, "1", "Tuesdays"])
def test_a_server_without_a_club_says_so(named: str | None) -> None:
    with pytest.raises(NoClubYet):
        choose({}, (101,), frozenset({1}), named)


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        *(("2", 2), ("Tuesdays", 2), ("tuesdays", 2), (" TUESDAYS ", 2)),
        *(("thu hai", 1), ("Thứ Hai", 1), ("doly’s", 3)),
    ],
)
def test_a_club_is_named_by_its_id_or_its_name(named: str, meant: int) -> None:
    assert choose(THREE, ELSEWHERE, NOBODY, named).id == meant


def test_the_club_that_is_named_goes_before_the_channel_and_before_ones_own() -> None:
    assert choose(THREE, (101,), frozenset({1}), "Tuesdays").id == 2


def test_a_club_whose_name_is_a_number_is_found_by_it() -> None:
    assert choose(clubs("Tuesdays", "1984"), ELSEWHERE, NOBODY, "1984").id == 2


@pytest.mark.parametrize("named", ["9", "-1", "", " ", "Wednesdays", "²", "٢", "1.0", "9" * 4_000])
def test_a_name_or_id_that_belongs_to_no_club_is_unknown_even_in_a_clubs_channel(named: str) -> None:
    with pytest.raises(UnknownClub):
        choose(THREE, (101,), frozenset({1}), named)


def test_in_a_clubs_channel_that_club_is_meant() -> None:
    assert choose(THREE, (102,), frozenset({1}), None).id == 2


def test_in_a_thread_the_club_of_its_channel_is_meant() -> None:
    assert choose(THREE, (555, 103), frozenset({1}), None).id == 3


def test_a_thread_that_is_a_clubs_own_goes_before_its_channel() -> None:
    assert choose(THREE, (102, 101), NOBODY, None).id == 2


def test_elsewhere_the_only_club_one_joined_is_meant() -> None:
    assert choose(THREE, ELSEWHERE, frozenset({3}), None).id == 3


def test_a_club_joined_on_another_server_does_not_count() -> None:
    assert choose(THREE, ELSEWHERE, frozenset({3, 77}), None).id == 3


def test_elsewhere_the_servers_only_club_is_meant() -> None:
    assert choose(clubs("Tuesdays"), ELSEWHERE, NOBODY, None).id == 1
    assert choose(clubs("Tuesdays"), (), NOBODY, None).id == 1


def test_between_several_joined_clubs_the_bot_asks_and_names_only_those() -> None:
    with pytest.raises(WhichClub) as asked:
        choose(THREE, ELSEWHERE, frozenset({1, 3}), None)
    assert asked.value.names == ("Thứ Hai", "Đôly’s")


def test_between_several_clubs_of_which_none_is_joined_the_bot_asks() -> None:
    with pytest.raises(WhichClub) as asked:
        choose(THREE, ELSEWHERE, NOBODY, None)
    assert asked.value.names == ("Thứ Hai", "Tuesdays", "Đôly’s")


@pytest.mark.parametrize("named", ["Doly", "doly"])
def test_of_two_names_that_differ_in_marks_the_one_written_exactly_is_meant(named: str) -> None:
    assert choose(clubs("Đôly", named), ELSEWHERE, NOBODY, named).id == 2


@pytest.mark.parametrize("name", ["A", "Chủ Nhật", "x" * LONGEST_NAME])
def test_a_club_may_be_opened_under_any_name_of_a_fair_length(name: str) -> None:
    may_open((), name)
    may_open(clubs(*"abcdefghijklmnopqrstuvwx").values(), name)


@pytest.mark.parametrize("name", ["", "x" * (LONGEST_NAME + 1)])
def test_a_club_may_not_be_opened_without_a_name_or_with_an_endless_one(name: str) -> None:
    with pytest.raises(BadName) as refused:
        may_open((), name)
    assert refused.value.most == LONGEST_NAME


def test_a_server_has_as_many_clubs_as_a_list_can_show_and_no_more() -> None:
    with pytest.raises(ClubsFull) as refused:
        may_open(clubs(*map(str, range(MOST_CLUBS))).values(), "One more")
    assert refused.value.most == MOST_CLUBS == 25
