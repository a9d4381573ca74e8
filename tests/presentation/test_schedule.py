"""The schedule tells where the club is and what that asks of a reader, and shames nobody; all of it fits a card."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.domain import pause as pauses
from bot.domain.calendar import moment
from bot.domain.outline import Outline
from bot.domain.pace import Pace
from bot.domain.plan import Plan, Wishes, plan
from bot.domain.schedule import Schedule, pacing
from bot.presentation.plan_files import MOST, pictures, shown
from bot.presentation.say import Say, say_in
from bot.presentation.schedule import schedule, whole
from tests.presentation.read import LANGUAGES, Commands, a_club, buttons, hold, text

when = datetime.fromisoformat

OUTLINE = Outline("chapter", ((1_200,) * 34, (1_200,) * 35))
WISHES = Wishes(date(2027, 1, 4), 6, time(19), "Europe/London", Pace("chapters", 14))
PLAN = Plan(WISHES, plan(OUTLINE, WISHES), threads={1: 111, 2: 222})
READING = when("2027-01-13 12:00")


def found(now: datetime, at: int | None, planned: Plan | None = PLAN, name: str = "Mondays") -> Schedule:
    """Return somebody's schedule at a local time."""
    where = pacing(OUTLINE, planned.sections, at or 0, now, planned.pause) if planned else None
    return Schedule(a_club(name), OUTLINE, moment(now, "Europe/London"), at, planned, where)


def told(say: Say, *about: object) -> str:
    """Return the schedule's words."""
    return text(schedule(say, found(*about), Commands()))  # type: ignore[arg-type]


def test_whoever_is_behind_hears_what_is_left_by_the_day(english: Say, vietnamese: Say) -> None:
    assert "**Section 2 · 1.14–1.27** · about 1 h 10 min" in told(english, READING, 17)
    assert (
        "Up to the section’s end you have 10 chapters, about 50 minutes of reading. "
        "With 4 days left that is 3 chapters a day, about 15 minutes." in told(english, READING, 17)
    )
    assert "Còn 4 ngày, tức là mỗi ngày 3 chương, khoảng 15 phút." in told(vietnamese, READING, 17)


@pytest.mark.parametrize(
    ("now", "at", "words"),
    [
        (READING, 27, "You have read this section to its end."),
        (READING, 29, "You are ahead of the club by 2 chapters, about 10 minutes of reading."),
        (when("2027-01-17 12:00"), 20, "Come to the meeting as far as you have read."),
        (when("2027-01-18 08:00"), 27, "It met on <t:"),
        (when("2027-12-01 00:00"), 60, "9 chapters are left for you."),
        (when("2027-12-01 00:00"), 69, "You have finished the book"),
        (when("2027-01-01 00:00"), 3, "The club has not begun yet."),
    ],
)
def test_every_place_has_its_words(english: Say, now: datetime, at: int, words: str) -> None:
    assert words in told(english, now, at)


def test_a_club_that_rests_says_until_when(english: Say) -> None:
    resting = pauses.begin(PLAN, READING, 3)[0]
    assert "**The club rests until <t:1801656000:D>. Everything ahead has moved with it.**" in told(
        english, READING, 17, resting
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_called_late_or_slow(language: str) -> None:
    for at in (0, 5, 17, 28, 69):
        for now in (READING, when("2027-01-17 12:00"), when("2027-12-01 00:00")):
            words = told(say_in(language), now, at).lower()
            assert not any(
                word in words for word in ("behind", "late", "slow", "must", "should", "trễ", "chậm", "phải")
            )


def test_who_has_not_joined_is_not_spoken_of(english: Say) -> None:
    card = schedule(english, found(READING, None), Commands())
    assert "you" not in text(card).lower()
    assert buttons(card)[-1] == ("Join", "join:3")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_of_everything_fits(language: str) -> None:
    say = say_in(language)
    many = Outline("chapter", ((1_200,) * 400,))
    long = replace(WISHES, pace=Pace("chapters", 1))
    planned = Plan(long, plan(many, long), threads=dict.fromkeys(range(1, 401), 10**18))
    name = "*" * 80
    for now in (when("2027-01-01 00:00"), READING, when("2040-01-01 00:00")):
        where = Schedule(a_club(name), many, moment(now, "UTC"), 3, planned, pacing(many, planned.sections, 3, now))
        hold(schedule(say, where, Commands()))
        for page in (0, 3, 999):
            hold(whole(say, where, planned, page))
    hold(schedule(say, found(READING, None, None, name), Commands()))


def test_the_whole_plan_opens_where_the_club_is(english: Say) -> None:
    many = Outline("chapter", ((1_200,) * 200,))
    long = replace(WISHES, pace=Pace("chapters", 1))
    planned = Plan(long, plan(many, long))
    now = planned.sections[120].opens + timedelta(hours=1)
    where = Schedule(a_club(), many, moment(now, "Europe/London"), 3, planned, pacing(many, planned.sections, 3, now))
    [opens] = [one for label, one in buttons(schedule(english, where, Commands())) if label == "Whole plan"]
    page = whole(english, where, planned, int(opens.split(":")[2]))
    assert "**121 · 121**" in text(page)
    assert [label for label, _ in buttons(page)][-3:] == ["Earlier", "Later", "Back to today"]


def test_a_plan_of_many_years_is_shown_in_as_many_pictures_as_a_message_carries(
    english: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.presentation import calendar_picture

    drawn: list[tuple[object, ...]] = []

    def draw(_say: Say, outline: object, sections: object, breaks: object, months: object, _today: object) -> bytes:
        drawn.append((outline, sections, breaks, months))
        return b"png"

    monkeypatch.setattr(calendar_picture, "picture", draw)
    many = Outline("chapter", ((1_200,) * 400,))
    long = replace(WISHES, pace=Pace("chapters", 1))
    planned = Plan(long, plan(many, long))
    where = Schedule(a_club(), many, moment(when("2030-01-01 00:00"), "UTC"), 3, planned)
    files = pictures(english, where, planned)
    assert [file.filename for file in files] == [f"plan-{number}.png" for number in range(1, len(files) + 1)]
    assert len(files) <= MOST
    assert date(2030, 1, 1) in drawn[0][3]  # type: ignore[operator]
    assert {one[:3] for one in drawn} == {(many, planned.sections, long.breaks)}, "dates and addresses, nothing else"
    assert all(0 < len(file.description or "") <= 1_024 for file in files)
    hold(shown(english, where, files))
