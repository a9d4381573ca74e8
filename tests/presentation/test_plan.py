"""A plan in lines: whoever opens it sees at once what is over, what is being read and what comes."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import moment
from bot.presentation.card import card
from bot.presentation.plan import lines, reading_time, stamp
from bot.presentation.say import Say, say_in
from tests.presentation.plans import KARENINA, weekly
from tests.presentation.read import LANGUAGES, hold, outline_of

LONDON, SAIGON = "Europe/London", "Asia/Ho_Chi_Minh"
PLAN = weekly(KARENINA, 18, date(2027, 1, 4))
ROOM = 3_600


def at(local: str, zone: str = LONDON) -> datetime:
    """Return the aware moment of a local time."""
    return moment(datetime.fromisoformat(local), zone)


def test_what_is_over_is_quiet_what_is_read_is_bold_and_what_comes_is_plain(english: Say) -> None:
    listed = lines(english, KARENINA, PLAN, LONDON, at("2027-01-13 12:00"), ROOM)
    assert listed.pages[0].split("\n")[:3] == [
        "-# 1 · 1.1–1.13 · met <t:1799607600:d>",
        "**2 · 1.14–1.26** · **being read** · about 1 h 20 min · meeting <t:1800212400:F>",
        "3 · 1.27–2.5 · about 1 h 20 min · <t:1800262800:d> → meeting <t:1800817200:F>",
    ]
    assert (len(listed.pages), listed.current) == (1, 0)


def test_the_plan_is_told_in_vietnamese(vietnamese: Say) -> None:
    listed = lines(vietnamese, KARENINA, PLAN, SAIGON, at("2027-01-13 12:00", SAIGON), ROOM)
    assert listed.pages[0].split("\n")[:3] == [
        "-# 1 · 1.1–1.13 · đã gặp <t:1799582400:d>",
        "**2 · 1.14–1.26** · **đang đọc** · khoảng 1 giờ 20 phút · gặp <t:1800187200:F>",
        "3 · 1.27–2.5 · khoảng 1 giờ 20 phút · <t:1800237600:d> → gặp <t:1800792000:F>",
    ]


@pytest.mark.parametrize(
    ("now", "over", "read"),
    [
        ("2027-01-04 08:59", 0, None),
        ("2027-01-04 09:00", 0, 1),
        ("2027-01-10 18:59", 0, 1),
        ("2027-01-10 19:00", 1, None),
        ("2027-01-11 09:00", 1, 2),
        ("2027-05-09 19:00", 18, None),
    ],
)
def test_a_section_is_read_from_its_opening_to_its_meeting(say: Say, now: str, over: int, read: int | None) -> None:
    told = "\n".join(lines(say, KARENINA, PLAN, LONDON, at(now), ROOM).pages).split("\n")
    assert [line.startswith("-# ") for line in told] == [number <= over for number in range(1, 19)]
    assert [number for number, line in enumerate(told, 1) if line.startswith("**")] == ([read] if read else [])


@given(st.integers(1, 365), st.integers(200, 4_000), st.integers(-30, 2_800), st.sampled_from(LANGUAGES))
def test_the_pages_hold_every_section_once_within_the_room(many: int, room: int, day: int, language: str) -> None:
    outline = outline_of(100, 265)
    plan = weekly(outline, many, date(2026, 11, 20))
    now = at("2026-11-20 09:00") + timedelta(day)
    listed = lines(say_in(language), outline, plan, LONDON, now, room)
    assert all(len(page) <= room for page in listed.pages)
    numbers = [[int(n) for n in re.findall(r"^(?:-# |\*\*)?([0-9]+) ·", page, re.MULTILINE)] for page in listed.pages]
    assert list(chain(*numbers)) == list(range(1, many + 1))
    begun = [one.number for one in plan if moment(one.opens, LONDON) <= now]
    assert (begun[-1] if begun else 1) in numbers[listed.current]
    for page, following in zip(listed.pages, listed.pages[1:], strict=False):
        assert len(page) + 1 + len(following.split("\n")[0]) > room, "a page ends where the next line has no room"


def test_a_page_fits_a_card(say: Say) -> None:
    outline = outline_of(365)
    for page in lines(
        say, outline, weekly(outline, 365, date(2026, 11, 20)), SAIGON, at("2027-02-01 09:00"), ROOM
    ).pages:
        hold(card(page))


def test_a_time_is_the_clubs_own_across_daylight_saving() -> None:
    before, after = (datetime.fromisoformat(f"2026-10-{day} 19:00") for day in (24, 25))
    assert stamp(before, LONDON, "F") == f"<t:{int(datetime(2026, 10, 24, 18, tzinfo=UTC).timestamp())}:F>"
    assert stamp(after, LONDON, "F") == f"<t:{int(datetime(2026, 10, 25, 19, tzinfo=UTC).timestamp())}:F>"


@pytest.mark.parametrize(
    ("minutes", "english_words", "vietnamese_words"),
    [
        (0, "about 1 minute", "khoảng 1 phút"),
        (1, "about 1 minute", "khoảng 1 phút"),
        (7, "about 7 minutes", "khoảng 7 phút"),
        (12, "about 10 minutes", "khoảng 10 phút"),
        (51, "about 50 minutes", "khoảng 50 phút"),
        (57, "about 55 minutes", "khoảng 55 phút"),
        (58, "about 1 hour", "khoảng 1 giờ"),
        (62, "about 1 hour", "khoảng 1 giờ"),
        (119, "about 2 hours", "khoảng 2 giờ"),
        (131, "about 2 h 10 min", "khoảng 2 giờ 10 phút"),
    ],
)
def test_reading_time_is_told_in_round_numbers(
    english: Say, vietnamese: Say, minutes: int, english_words: str, vietnamese_words: str
) -> None:
    assert reading_time(english, minutes) == english_words
    assert reading_time(vietnamese, minutes) == vietnamese_words


@given(st.integers(0, 100_000), st.integers(0, 100_000))
def test_more_to_read_is_never_told_as_less(one: int, other: int) -> None:
    def told(minutes: int) -> int:
        numbers = [int(n) for n in re.findall(r"[0-9]+", reading_time(say_in("en"), minutes))]
        if len(numbers) == 2:
            return numbers[0] * 60 + numbers[1]
        return numbers[0] * (60 if "hour" in reading_time(say_in("en"), minutes) else 1)

    less, more = sorted((one, other))
    assert told(less) <= told(more)
    assert abs(told(one) - max(one, 1)) <= 2
