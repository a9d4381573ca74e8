"""A calendar file leaves us for good: it must be right wherever it is opened, and hold only addresses and dates."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from bot.domain.club import LONGEST_NAME, Club, tidy
from bot.domain.outline import Outline
from bot.domain.plan import Section
from bot.presentation.calendar_file import calendar_file
from bot.presentation.say import Say, say_in
from tests.presentation.plans import KARENINA, weekly
from tests.presentation.read import LANGUAGES, a_club, outline_of

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
LONDON, SAIGON = "Europe/London", "Asia/Ho_Chi_Minh"
LINK = "https://discord.com/channels/1/11"


def made(
    say: Say,
    sections: Sequence[Section],
    zone: str = LONDON,
    *,
    outline: Outline = KARENINA,
    club: Club | None = None,
    link: str | None = LINK,
    now: datetime = NOW,
) -> Any:
    """Make a file and read it back as a calendar program does."""
    parsed = Calendar.from_ical(calendar_file(say, club or a_club(), outline, sections, zone, link, now))
    assert isinstance(parsed, Calendar)
    assert parsed.errors == []
    assert [one.errors for one in parsed.walk() if one.errors] == []
    return parsed


def entries(file: Any, kind: str) -> list[Any]:
    """Return the meetings or the openings of a file, in its order."""
    return [event for event in file.walk("VEVENT") if event["UID"].startswith(f"{kind}-")]


def meeting_at(local: str, opens: str = "2026-01-01 09:00") -> Section:
    """Return a section that meets at a local time."""
    return Section(1, 1, 5, datetime.fromisoformat(opens), datetime.fromisoformat(local))


def test_each_section_has_its_meeting_and_its_opening_with_addresses(english: Say, vietnamese: Say) -> None:
    plan = weekly(KARENINA, 18, date(2027, 1, 4))
    file = made(english, plan)
    assert [str(one["SUMMARY"]) for one in entries(file, "meeting")][:2] == [
        "Mondays: meeting on 1.1–1.13",
        "Mondays: meeting on 1.14–1.26",
    ]
    assert [one.start.replace(tzinfo=None) for one in entries(file, "meeting")] == [one.meets for one in plan]
    assert str(entries(file, "opening")[0]["SUMMARY"]) == "Mondays: 1.1–1.13 to read"
    assert [one.start for one in entries(file, "opening")] == [one.opens.date() for one in plan]
    assert str(entries(made(vietnamese, plan), "meeting")[0]["SUMMARY"]) == "Mondays: buổi gặp về 1.1–1.13"
    assert {str(one["URL"]) for one in file.walk("VEVENT")} == {LINK}


def test_an_opening_takes_a_whole_day_and_leaves_the_reader_free(english: Say) -> None:
    opening = entries(made(english, weekly(KARENINA, 1, date(2027, 2, 28))), "opening")[0]
    assert opening["DTSTART"].params["VALUE"] == "DATE"
    assert (opening.start, opening.end) == (date(2027, 2, 28), date(2027, 3, 1))
    assert opening["TRANSP"] == "TRANSPARENT"


@pytest.mark.parametrize(
    ("zone", "local", "utc"),
    [
        (LONDON, "2026-03-28 19:00", "2026-03-28 19:00"),
        (LONDON, "2026-03-29 19:00", "2026-03-29 18:00"),
        (LONDON, "2026-10-24 19:00", "2026-10-24 18:00"),
        (LONDON, "2026-10-25 19:00", "2026-10-25 19:00"),
        (LONDON, "2026-10-25 01:30", "2026-10-25 00:30"),
        (LONDON, "2026-03-29 01:30", "2026-03-29 01:30"),
        (SAIGON, "2026-03-29 19:00", "2026-03-29 12:00"),
        (SAIGON, "2026-10-25 19:00", "2026-10-25 12:00"),
        ("Australia/Lord_Howe", "2026-10-04 19:00", "2026-10-04 08:00"),
        ("UTC", "2026-10-25 19:00", "2026-10-25 19:00"),
    ],
)
def test_a_meeting_is_at_its_local_time_across_daylight_saving(english: Say, zone: str, local: str, utc: str) -> None:
    meeting = entries(made(english, [meeting_at(local)], zone), "meeting")[0]
    assert meeting.start.astimezone(UTC) == datetime.fromisoformat(utc + "Z")
    assert meeting["DURATION"].dt == timedelta(hours=1)


@pytest.mark.parametrize("zone", [LONDON, SAIGON, "America/New_York", "Asia/Saigon"])
def test_the_zone_travels_with_the_file(english: Say, zone: str) -> None:
    plan = weekly(outline_of(120), 120, date(2026, 1, 5))
    file = made(english, plan, zone, outline=outline_of(120))
    assert {one["DTSTART"].params["TZID"] for one in entries(file, "meeting")} == {zone}
    assert [str(one["TZID"]) for one in file.walk("VTIMEZONE")] == [zone]
    carried = file.walk("VTIMEZONE")[0].to_tz()
    for section in plan:
        assert (
            section.meets.replace(tzinfo=carried).utcoffset()
            == section.meets.replace(tzinfo=ZoneInfo(zone)).utcoffset()
        )


def test_a_newer_file_moves_what_was_imported_before(english: Say) -> None:
    before = made(english, weekly(KARENINA, 4, date(2027, 1, 4)))
    after = made(english, weekly(KARENINA, 4, date(2027, 1, 11)), now=NOW + timedelta(minutes=1))
    for old, new in zip(before.walk("VEVENT"), after.walk("VEVENT"), strict=True):
        assert old["UID"] == new["UID"]
        assert old["SEQUENCE"] < new["SEQUENCE"] < 2**31
        assert old["DTSTAMP"].dt < new["DTSTAMP"].dt
        assert old.start < new.start


def test_the_same_plan_at_the_same_moment_is_the_same_file(say: Say) -> None:
    plan = weekly(KARENINA, 4, date(2027, 1, 4))
    files = {calendar_file(say, a_club(), KARENINA, plan, LONDON, LINK, NOW) for _ in range(2)}
    assert len(files) == 1


def test_no_two_entries_share_an_id_not_even_of_two_clubs_or_servers(english: Say) -> None:
    outline = outline_of(365)
    plan = weekly(outline, 365, date(2026, 11, 20))
    clubs = [a_club(), Club(4, 1, 12, "Tuesdays", "marked", "en"), Club(3, 2, 11, "Mondays", "marked", "en")]
    uids = [
        str(event["UID"])
        for club in clubs
        for event in made(english, plan, SAIGON, outline=outline, club=club).walk("VEVENT")
    ]
    assert len(uids) == len(set(uids)) == 3 * 2 * 365


@pytest.mark.parametrize(
    "name",
    [
        *("Mondays, but late; and \\n so on", "A: b, c", 'The "quoted"', "Câu lạc bộ đọc sách", "🫖📚", "é" * 80),
        *(
            "a\nBEGIN:VEVENT\nUID:evil",
            "a\r\nEND:VCALENDAR",
            "\u202eright to left\u202c",
            "قراء",
            "x" * 80,
            "👩‍👩‍👧" * 10,
        ),
    ],
)
def test_a_name_stays_a_name(say: Say, name: str) -> None:
    plan = weekly(KARENINA, 2, date(2027, 1, 4))
    file = made(say, plan, club=a_club(name))
    raw = calendar_file(say, a_club(name), KARENINA, plan, LONDON, LINK, NOW)
    for known_as in (b"\r\nNAME:", b"\r\nX-WR-CALNAME:"):  # icalendar reads no words in these two
        assert str(Calendar.from_ical(raw.replace(known_as, b"\r\nSUMMARY:"))["SUMMARY"]) == tidy(name)
    assert len(file.walk("VEVENT")) == 4
    for event in file.walk("VEVENT"):
        assert str(event["SUMMARY"]).startswith(tidy(name) + ": ")


@given(st.text(max_size=LONGEST_NAME), st.sampled_from(LANGUAGES))
def test_no_name_can_add_to_the_file_or_turn_its_words_round(name: str, language: str) -> None:
    say, plan = say_in(language), weekly(outline_of(2), 2, date(2027, 1, 4))
    club = a_club(name)
    raw = calendar_file(say, club, outline_of(2), plan, LONDON, None, NOW)
    plain = calendar_file(say, a_club("Mondays"), outline_of(2), plan, LONDON, None, NOW)
    kinds = [[line.split(b":")[0] for line in unfolded(one)] for one in (raw, plain)]
    assert kinds[0] == kinds[1]
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", raw.decode())


def unfolded(raw: bytes) -> list[bytes]:
    """Return the lines of a file as a program puts them together again (RFC 5545, 3.1)."""
    return raw.replace(b"\r\n ", b"").split(b"\r\n")


@settings(max_examples=20)
@given(st.integers(1, 40), st.sampled_from(LANGUAGES))
def test_a_file_holds_addresses_and_dates_and_nothing_else_of_the_book(sections: int, language: str) -> None:
    file = made(say_in(language), weekly(KARENINA, sections, date(2027, 1, 4)))
    kept = {"SUMMARY", "DTSTART", "DTEND", "DURATION", "DTSTAMP", "UID", "SEQUENCE", "TRANSP", "URL"}
    for event in file.walk("VEVENT"):
        assert set(event) <= kept
        assert re.fullmatch(r"Mondays: [^0-9]*[1-8]\.[0-9]{1,2}–[1-8]\.[0-9]{1,2}[^0-9]*", str(event["SUMMARY"]))


def test_a_file_without_a_link_has_none(english: Say) -> None:
    assert all(
        "URL" not in one for one in made(english, weekly(KARENINA, 2, date(2027, 1, 4)), link=None).walk("VEVENT")
    )
