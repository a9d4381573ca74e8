"""A zone is found by the city that somebody lives in or would think of, not only by its name in a table."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import local, moment, read_zone, zones_like
from bot.domain.errors import UnknownZone


@pytest.mark.parametrize(
    ("zone", "typed"),
    [
        (
            "Asia/Ho_Chi_Minh",
            ["saigon", "Sài Gòn", "Hà Nội", "hanoi", "viet nam", "Việt Nam", "ho chi minh", "Asia/Saigon"],
        ),
        ("Europe/London", ["london", "UK", "Europe/London", "europe/lon"]),
        ("America/New_York", ["new york", "New_York", "newyork", "america/new york", "Eastern Time", "york"]),
        ("Asia/Tokyo", ["tokyo", "Japan", "Nhật Bản"]),
        ("Asia/Kolkata", ["kolkata", "Calcutta", "Ấn Độ"]),
        ("UTC", ["utc", "UTC"]),
    ],
)
def test_a_zone_is_found_first_by_what_people_call_it(zone: str, typed: list[str]) -> None:
    assert [zones_like(one)[:1] for one in typed] == [(zone,)] * len(typed)
    assert {read_zone(one) for one in typed} == {zone}


def test_a_city_entirely_comes_before_one_that_only_begins_so() -> None:
    assert zones_like("york") == ("America/New_York",)
    found = zones_like("Paris")
    assert found[0] == "Europe/Paris"


def test_nothing_typed_offers_what_clubs_mostly_need() -> None:
    assert {"Asia/Ho_Chi_Minh", "Europe/London", "America/New_York", "UTC"} <= set(zones_like(" "))


@pytest.mark.parametrize("typed", ["Etc/GMT+5", "posixrules", "SystemV/EST5", "Factory", "localtime"])
def test_zones_that_nobody_lives_in_are_not_offered(typed: str) -> None:
    assert zones_like(typed) == ()


@pytest.mark.parametrize("typed", ["", "  ", "Yasnaya Polyana", "america", "a"])
def test_what_names_no_zone_or_many_is_refused(typed: str) -> None:
    with pytest.raises(UnknownZone):
        read_zone(typed)


@given(st.text(max_size=120), st.integers(1, 25))
def test_never_more_are_offered_than_asked_for_and_none_twice(typed: str, most: int) -> None:
    found = zones_like(typed, most)
    assert len(found) <= most
    assert len(set(found)) == len(found)


def test_every_zone_that_is_offered_can_be_reckoned_with_and_typed() -> None:
    noon = datetime.fromisoformat("2027-06-15 12:00")
    for area in (
        "Africa",
        "America",
        "Antarctica",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
        "utc",
    ):
        for zone in zones_like(area, 1_000):
            assert local(moment(noon, zone), zone) == noon
            assert read_zone(zone) == zone
