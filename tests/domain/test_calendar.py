"""A club's days are those on its members' walls: through every change of the clocks, and as people write them."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Break, after_breaks, local, moment, read_breaks, read_date, read_time
from bot.domain.errors import BadDate, DateNotUnderstood, TimeNotUnderstood

TODAY = date(2026, 11, 20)
"""A Friday."""

when = datetime.fromisoformat
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
breaks = st.builds(lambda first, more: Break(first, first + timedelta(days=more)), days, st.integers(-2, 60))
zones = st.sampled_from(
    ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Ho_Chi_Minh", "America/St_Johns", "Asia/Kolkata"]
)


@pytest.mark.parametrize(
    ("zone", "typed", "utc"),
    [
        ("Europe/London", "2027-03-28 00:59", "2027-03-28 00:59"),
        ("Europe/London", "2027-03-28 02:00", "2027-03-28 01:00"),
        ("Europe/London", "2027-10-31 00:59", "2027-10-30 23:59"),
        ("Europe/London", "2027-10-31 02:00", "2027-10-31 02:00"),
        ("America/New_York", "2027-03-14 01:59", "2027-03-14 06:59"),
        ("America/New_York", "2027-03-14 03:00", "2027-03-14 07:00"),
        ("America/New_York", "2027-11-07 02:00", "2027-11-07 07:00"),
        ("Australia/Lord_Howe", "2027-10-03 01:59", "2027-10-02 15:29"),
        ("Australia/Lord_Howe", "2027-10-03 02:30", "2027-10-02 15:30"),
        ("Australia/Lord_Howe", "2027-04-04 02:00", "2027-04-03 15:30"),
        ("Asia/Ho_Chi_Minh", "2027-03-28 02:30", "2027-03-27 19:30"),
        ("Asia/Ho_Chi_Minh", "2028-02-29 19:00", "2028-02-29 12:00"),
        ("Asia/Ho_Chi_Minh", "2027-01-01 00:00", "2026-12-31 17:00"),
    ],
)
def test_a_local_time_on_either_side_of_a_change_is_its_moment(zone: str, typed: str, utc: str) -> None:
    assert moment(when(typed), zone) == when(utc).replace(tzinfo=UTC)
    assert local(moment(when(typed), zone), zone) == when(typed)


@pytest.mark.parametrize(
    ("zone", "jumped", "meant"),
    [
        ("Europe/London", "2027-03-28 01:30", "2027-03-28 02:30"),
        ("America/New_York", "2027-03-14 02:30", "2027-03-14 03:30"),
        ("Australia/Lord_Howe", "2027-10-03 02:15", "2027-10-03 02:45"),
    ],
)
def test_a_time_that_the_clocks_jump_over_moves_on_by_the_gap(zone: str, jumped: str, meant: str) -> None:
    assert local(moment(when(jumped), zone), zone) == when(meant)


@pytest.mark.parametrize(
    ("zone", "twice", "first"),
    [
        ("Europe/London", "2027-10-31 01:30", "2027-10-31 00:30"),
        ("America/New_York", "2027-11-07 01:30", "2027-11-07 05:30"),
        ("Australia/Lord_Howe", "2027-04-04 01:45", "2027-04-03 14:45"),
    ],
)
@pytest.mark.parametrize("fold", [0, 1])
def test_a_time_that_comes_twice_means_the_first(zone: str, twice: str, first: str, fold: int) -> None:
    assert moment(when(twice).replace(fold=fold), zone) == when(first).replace(tzinfo=UTC)


@given(st.datetimes(when("2020-01-01"), when("2040-01-01")), zones)
def test_a_moment_read_off_the_wall_is_that_time_or_moved_on_by_the_gap(typed: datetime, zone: str) -> None:
    shown = local(moment(typed, zone), zone)
    assert shown.tzinfo is None
    assert shown - typed in (timedelta(0), timedelta(minutes=30), timedelta(hours=1))


@given(days, st.lists(breaks, max_size=6))
def test_the_first_day_after_breaks_is_in_none_and_passes_no_free_day(day: date, rests: list[Break]) -> None:
    def free(one: date) -> bool:
        return not any(rest.first <= one <= rest.last for rest in rests)

    found = after_breaks(day, rests)
    assert free(found)
    assert not any(free(day + timedelta(days=n)) for n in range((found - day).days))


@given(days, st.lists(breaks, max_size=6))
def test_the_order_of_breaks_is_of_no_matter(day: date, rests: list[Break]) -> None:
    assert after_breaks(day, rests) == after_breaks(day, rests[::-1])


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        *((typed, "2027-01-04") for typed in ("2027-01-04", "2027/1/4", "4/1/2027", "4.1.27", "4-1-2027", "4/1")),
        *(
            (typed, "2027-01-04")
            for typed in ("4 Jan 2027", "4th of January", "Jan 4, 2027", "January 4th", "Mon 4 Jan")
        ),
        *(
            (typed, "2027-01-04")
            for typed in ("4 tháng 1", "ngày 4 tháng 1 năm 2027", "mùng 4 tháng 1", "４/１/２０２７")
        ),
        *((typed, "2027-01-04") for typed in ("thứ hai, 4/1/2027", "Thứ Hai ngày 4 tháng 1")),
        *((typed, "2026-11-20") for typed in ("today", "hôm nay", "20/11", "0 days from now")),
        *((typed, "2026-11-21") for typed in ("tomorrow", "mai", "ngày mai", "Saturday", "thứ bảy", "T7")),
        *((typed, "2026-11-22") for typed in ("day after tomorrow", "ngày kia", "chủ nhật", "CN", "on Sunday")),
        *(
            (typed, "2026-11-23")
            for typed in ("monday", "next monday", "thứ hai", "thứ 2", "thứ hai tới", "thứ hai tuần sau")
        ),
        *(
            (typed, "2026-11-27")
            for typed in ("friday", "friday next week", "thứ sáu", "next week", "in 7 days", "1 tuần nữa")
        ),
        ("thứ tư", "2026-11-25"),
        ("Thursday", "2026-11-26"),
        ("19/11", "2027-11-19"),
        ("29/2", "2028-02-29"),
        ("29 Feb 2028", "2028-02-29"),
    ],
)
def test_a_date_is_read_day_first_in_both_languages(typed: str, read: str) -> None:
    assert read_date(typed, TODAY) == date.fromisoformat(read)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "4",
        "31/4",
        "29/2/2027",
        "1/13/2027",
        "2027-13-01",
        "0/1/2027",
        "4/1-2027",
        "20271",
        "1/1/0000",
        "x" * 101,
    ],
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(DateNotUnderstood):
        read_date(typed, TODAY)


@pytest.mark.parametrize("typed", ["20/11/2016", "2025-11-18", "2037-01-01", "1 Jan 1000", "in 600 weeks"])
def test_a_date_too_far_away_is_refused_with_the_bounds(typed: str) -> None:
    with pytest.raises(BadDate) as refused:
        read_date(typed, TODAY)
    assert read_date(refused.value.first.isoformat(), TODAY) == refused.value.first
    assert read_date(refused.value.last.isoformat(), TODAY) == refused.value.last


@given(days, st.integers(-366, 3_650))
def test_a_date_written_out_is_read_as_that_date_on_any_day(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    for typed in (day.isoformat(), f"{day.day}/{day.month}/{day.year}", f"{day:%d %B %Y}", f"{day:%b %d, %Y}"):
        assert read_date(typed, today) == day


@given(days, days)
def test_a_day_without_a_year_is_the_next_such_day(today: date, day: date) -> None:
    read = read_date(f"{day.day} tháng {day.month}", today)
    assert read >= today
    assert (read.month, read.day) == (day.month, day.day)
    assert (read - today).days < 366 or (day.month, day.day) == (2, 29)


@given(days, st.integers(0, 6))
def test_a_weekday_alone_is_one_of_the_next_seven_days(today: date, weekday: int) -> None:
    english = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    vietnamese = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")[weekday]
    read = read_date(english, today)
    assert read.weekday() == weekday
    assert 1 <= (read - today).days <= 7
    assert read_date(vietnamese, today) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        *(
            (typed, time(19))
            for typed in ("19:00", "7pm", "7 p.m.", "19h", "19 giờ", "7 giờ tối", "7 tối", "1900", "at 7 PM")
        ),
        *((typed, time(19, 30)) for typed in ("7:30 pm", "19h30", "19.30", "7 giờ rưỡi tối", "lúc 19 giờ 30 phút")),
        *((typed, time(0)) for typed in ("00:00", "12am", "midnight", "12 giờ đêm", "0h", "nửa đêm")),
        *((typed, time(12)) for typed in ("12:00", "12pm", "noon", "12 giờ trưa")),
        *((typed, time(13)) for typed in ("1pm", "1 giờ chiều", "1 giờ trưa", "13h chiều")),
        ("11 giờ trưa", time(11)),
        ("8 giờ sáng", time(8)),
        ("11 giờ đêm", time(23)),
        ("1 giờ đêm", time(1)),
        ("7", time(7)),
    ],
)
def test_a_time_is_read_in_both_languages(typed: str, read: time) -> None:
    assert read_time(typed) == read


@pytest.mark.parametrize(
    "typed", ["", "late", "24:00", "7:60", "13am", "0pm", "25h", "2500", "7 7", "1" * 101, "19:00:00"]
)
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(TimeNotUnderstood):
        read_time(typed)


@given(st.times())
def test_a_time_by_24_hours_is_read_as_that_time(at: time) -> None:
    for typed in (f"{at:%H:%M}", f"{at:%Hh%M}", f"{at:%I:%M %p}", f"{at:%H%M}"):
        assert read_time(typed) == time(at.hour, at.minute)


CHRISTMAS = Break(date(2026, 12, 20), date(2027, 1, 3))


@pytest.mark.parametrize(
    "typed",
    [
        "2026-12-20 to 2027-01-03",
        "20 Dec – 3 Jan",
        "from 20/12 until 3/1",
        "từ 20/12 đến 3/1",
        "20 tháng 12 - 3 tháng 1",
    ],
)
def test_a_break_over_the_end_of_the_year_is_read_in_both_languages(typed: str) -> None:
    assert read_breaks(typed, TODAY) == (CHRISTMAS,)


def test_several_breaks_are_parted_by_semicolons_or_lines_and_one_may_be_a_day() -> None:
    typed = "20 Dec to 3 Jan; 6/2\n30 April to 1 May;"
    others = (Break(date(2027, 2, 6), date(2027, 2, 6)), Break(date(2027, 4, 30), date(2027, 5, 1)))
    assert read_breaks(typed, TODAY) == (CHRISTMAS, *others)


def test_no_text_is_no_break() -> None:
    assert read_breaks(" \n ", TODAY) == ()


@pytest.mark.parametrize("typed", ["3/1/2027 to 20/12/2026", "1/1 to 2/1 to 3/1", "Tết", "1/1;" * 200])
def test_what_is_no_break_is_refused(typed: str) -> None:
    with pytest.raises(DateNotUnderstood):
        read_breaks(typed, TODAY)


@given(st.text(max_size=110) | st.from_regex(r"[0-9a-z:;/.,\- ]{0,30}"))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    for read in (lambda: read_date(typed, TODAY), lambda: read_breaks(typed, TODAY), lambda: read_time(typed)):
        with suppress(DateNotUnderstood, BadDate, TimeNotUnderstood):
            assert read() is not None
