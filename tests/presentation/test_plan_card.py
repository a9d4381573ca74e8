"""Cards for moderators: the plan, another pace before it is done, and what has moved; forms that can be sent again."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from bot.domain import pause as pauses
from bot.domain.calendar import Break, moment, read_breaks, read_date
from bot.domain.outline import Outline
from bot.domain.pace import Pace, read_pace
from bot.domain.plan import Plan, Wishes, plan
from bot.domain.replan import MOST_BREAKS, Asked, Changed, Preview, replanned, seen
from bot.domain.schedule import Schedule, pacing
from bot.presentation.days import weekday
from bot.presentation.plan_card import (
    announcement,
    changed,
    move_form,
    paced,
    panel,
    preview,
    repace_form,
    spans,
    unannounced,
)
from bot.presentation.say import Say, say_in
from tests.presentation.read import LANGUAGES, UNITS, a_club, buttons, hold, hold_form, text

when = datetime.fromisoformat

OUTLINE = Outline("chapter", ((1_200,) * 300,))
BREAKS = tuple(Break(date(2027, month, 1), date(2027, month, 3)) for month in range(1, 13))
WISHES = Wishes(
    date(2027, 1, 4), 6, time(19), "America/Argentina/ComodRivadavia", Pace("by", day=date(2030, 12, 31)), BREAKS
)
PLAN = Plan(WISHES, plan(OUTLINE, WISHES))
NOON = when("2027-01-13 12:00")
AWARE = moment(NOON, WISHES.zone)
PACES = [
    Pace("chapters", 14),
    Pace("weeks", 20),
    Pace("hours", 210),
    Pace("hours", 40),
    Pace("by", day=date(2027, 6, 1)),
]


def found(planned: Plan) -> Schedule:
    """Return a plan as it stands at noon, of a club with the longest name."""
    where = pacing(OUTLINE, planned.sections, 0, NOON, planned.pause)
    return Schedule(a_club("*" * 80), OUTLINE, AWARE, None, planned, where)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pace", PACES, ids=lambda pace: f"{pace.kind}-{pace.amount}")
@pytest.mark.parametrize("unit", UNITS)
def test_a_pace_is_written_so_that_it_can_be_typed_again(language: str, pace: Pace, unit: str) -> None:
    words = paced(say_in(language), Outline(unit, ((100,) * 100,)), pace)
    assert read_pace(words, date(2027, 1, 1), 100) == pace


@pytest.mark.parametrize("language", LANGUAGES)
def test_weekdays_and_breaks_are_written_so_that_they_can_be_typed_again(language: str) -> None:
    say, today = say_in(language), date(2027, 1, 1)
    assert [read_date(weekday(say, day), today).weekday() for day in range(7)] == list(range(7))
    assert read_breaks(spans(say, BREAKS), today) == BREAKS
    assert read_breaks(spans(say, ()), today) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_of_everything_fits(language: str) -> None:
    say = say_in(language)
    resting = pauses.begin(PLAN, NOON, 52)[0]
    for page in (None, 0, 5, 999):
        hold(panel(say, found(resting), resting, page))
    asked = Asked(Pace("chapters", 1), 2, time(18, 30), BREAKS[:MOST_BREAKS], seen(PLAN))
    after = replanned(OUTLINE, PLAN, asked, NOON)
    change = Changed(a_club("*" * 80), OUTLINE, PLAN, after, AWARE, "repace", NOON, 3)
    hold(preview(say, Preview(change, asked)))
    for what in ("pause", "resume", "meeting", "opening", "repace"):
        hold(changed(say, replace(change, what=what)))
        hold(announcement(say, replace(change, what=what)))
    hold(unannounced(say))


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_are_such_as_discord_takes(language: str) -> None:
    say = say_in(language)
    twelve = (Break(date(2027, 12, 28), date(2027, 12, 29)),) * MOST_BREAKS
    for form in (move_form(say, 10**17, "meeting"), repace_form(say, found(PLAN), PLAN, twelve)):
        hold_form(form)


def test_a_preview_says_what_there_is_and_what_there_would_be(english: Say, vietnamese: Say) -> None:
    asked = Asked(Pace("weeks", 4), 2, time(18, 30), (), seen(PLAN))
    after = replanned(OUTLINE, PLAN, asked, NOON)
    shown = Preview(Changed(a_club(), OUTLINE, PLAN, after, AWARE, "repace", NOON, 3), asked)
    card = preview(english, shown)
    assert "4 weeks · meeting: Wednesday, 18:30" in text(card)
    assert f"Now: {len(PLAN.sections)} sections" in text(card)
    assert f"Then: {len(after.sections)} sections" in text(card)
    assert "Nothing has changed yet." in text(card)
    assert [label for label, _ in buttons(card)] == ["Do it", "Leave it"]
    assert "Chưa có gì thay đổi cả." in text(preview(vietnamese, shown))


def test_the_club_is_told_in_one_line(english: Say, vietnamese: Say) -> None:
    after, pause = pauses.begin(PLAN, NOON, 2)
    change = Changed(a_club(), OUTLINE, PLAN, after, AWARE, "pause", pause.until)
    assert text(announcement(english, change)).startswith("The club rests until <t:")
    assert "\n" not in text(announcement(english, change))
    assert text(announcement(vietnamese, change)).startswith("Câu lạc bộ nghỉ đến <t:")
    assert buttons(announcement(english, change)) == []
