"""A club's settings: what each is called in plain values, what a change makes of a plan, and what stays."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import pause as pauses
from bot.domain.club import Club
from bot.domain.errors import Gone, TimeNotUnderstood
from bot.domain.outline import Outline
from bot.domain.pace import Pace
from bot.domain.plan import Plan, Wishes, plan
from bot.domain.settings import (
    GROUPS,
    OF_A_PLAN,
    PATIENCE,
    BadPatience,
    meeting_after,
    own_hours,
    patient,
    retimed,
    settled,
    spoken,
    values,
)

when = datetime.fromisoformat

OUTLINE = Outline("chapter", ((100,) * 12,))
WISHES = Wishes(date(2026, 1, 5), 6, time(19), "Europe/London", Pace("chapters", 3))
PLAN = Plan(WISHES, plan(OUTLINE, WISHES))
"""Four sections, from Mondays at nine to Sundays at seven."""
NOW = when("2026-01-14 12:00")
CLUB = Club(3, 1, 11, "Mondays", "marked", "en")

hours = st.times().map(lambda one: one.replace(second=0, microsecond=0, tzinfo=None))
moments = st.datetimes(when("2026-01-01"), when("2026-02-10"))


def change(found: Plan, now: datetime, meeting: time, posting: time = time(9)) -> Plan:
    """Change the hours, as they would be typed."""
    return retimed(found, now, f"{meeting:%H:%M}", f"{posting:%H:%M}", ["1", "3"])


def test_every_setting_belongs_to_one_group_and_those_of_a_plan_are_only_there_with_one() -> None:
    grouped = [name for names in GROUPS.values() for name in names]
    assert sorted(grouped) == sorted(values(CLUB, PLAN))
    assert len(set(grouped)) == len(grouped)
    of_a_plan = {name for group in OF_A_PLAN for name in GROUPS[group]}
    assert set(values(CLUB, None)) == set(grouped) - of_a_plan


def test_a_change_tells_only_what_is_another_now() -> None:
    after = replace(CLUB, mods_id=5, reminders_allowed=False)
    found = settled((CLUB, PLAN), (after, PLAN))
    assert found.before == {"mods": None, "reminders": True}
    assert found.after == {"mods": 5, "reminders": False}
    assert settled((CLUB, PLAN), (CLUB, PLAN)).after == {}


def test_meetings_ahead_go_to_the_new_hour_and_those_that_are_past_stay() -> None:
    after = change(PLAN, NOW, time(20, 30))
    assert [one.meets for one in after.sections] == [
        when("2026-01-11 19:00"),
        when("2026-01-18 20:30"),
        when("2026-01-25 20:30"),
        when("2026-02-01 20:30"),
    ]
    assert [one.opens for one in after.sections] == [one.opens for one in PLAN.sections]
    assert after.wishes == replace(WISHES, meeting=time(20, 30))
    assert own_hours(after, NOW) == 0


def test_openings_and_questions_go_to_their_new_hour() -> None:
    after = change(PLAN, NOW, time(19), time(7, 30))
    assert [one.opens.time() for one in after.sections] == [time(9), time(9), time(7, 30), time(7, 30)]
    assert after.wishes.posting == time(7, 30)


def test_a_meeting_that_was_moved_by_hand_keeps_its_own_hour() -> None:
    third = replace(PLAN.sections[2], meets=when("2026-01-25 11:00"))
    moved = replace(PLAN, sections=(*PLAN.sections[:2], third, PLAN.sections[3]))
    after = change(moved, NOW, time(20))
    assert [one.meets.time() for one in after.sections] == [time(19), time(20), time(11), time(20)]
    assert own_hours(after, NOW) == 1


def test_a_meeting_stays_where_the_new_hour_is_past_already() -> None:
    today = when("2026-01-18 18:00")
    after = change(PLAN, today, time(17))
    assert [one.meets.time() for one in after.sections] == [time(19), time(19), time(17), time(17)]
    assert own_hours(after, today) == 1


@given(moments, hours, hours)
def test_whatever_the_hours_the_plan_stays_in_order_and_nothing_past_moves(
    now: datetime, meeting: time, posting: time
) -> None:
    after = change(PLAN, now, meeting, posting)
    ends = [moment for one in after.sections for moment in (one.opens, one.meets)]
    assert ends == sorted(ends)
    assert [(one.first, one.last) for one in after.sections] == [(one.first, one.last) for one in PLAN.sections]
    for before, one in zip(PLAN.sections, after.sections, strict=True):
        assert one.meets.date() == before.meets.date()
        assert one.meets == before.meets or min(one.meets, before.meets) > now
        assert one.opens == before.opens or min(one.opens, before.opens) > now


@given(moments, hours)
def test_to_change_an_hour_back_leaves_everything_as_it_was(now: datetime, meeting: time) -> None:
    there = change(PLAN, now, meeting)
    kept = [one.number for one in there.sections if one.meets.time() == meeting or one.meets <= now]
    back = change(there, now, time(19))
    assert [back.sections[number - 1].meets for number in kept] == [PLAN.sections[number - 1].meets for number in kept]


@given(hours)
def test_a_pause_ends_with_no_day_of_rest_left_behind_whatever_the_hour_of_posting_meanwhile(posting: time) -> None:
    resting, _ = pauses.begin(PLAN, NOW, 2)
    after = pauses.end(change(resting, NOW, time(19), posting), NOW)
    assert after.wishes.breaks == ()


def test_the_days_of_questions_are_those_that_were_chosen() -> None:
    after = retimed(PLAN, NOW, "19:00", "9", ["0", "6"])
    assert after.wishes.prompt_days == {0, 6}
    assert retimed(PLAN, NOW, "19:00", "9:00", []).wishes.prompt_days == frozenset()
    with pytest.raises(Gone):
        retimed(PLAN, NOW, "19:00", "9:00", ["7"])
    with pytest.raises(TimeNotUnderstood):
        retimed(PLAN, NOW, "soon", "9:00", [])


@pytest.mark.parametrize("typed", ["0", "169", "-1", "", "²", "soon", "1.5", "123456"])
def test_a_patience_that_nobody_has_is_refused(typed: str) -> None:
    with pytest.raises(BadPatience):
        patient(PLAN, typed, events=False)


def test_a_patience_is_in_hours() -> None:
    for typed in (PATIENCE[0], 36, PATIENCE[-1]):
        assert patient(PLAN, f" {typed} ", events=True).patience == timedelta(hours=typed)
    assert patient(PLAN, "12", events=True).events


def test_a_club_speaks_only_languages_of_ours() -> None:
    assert spoken(CLUB, "vi", reminders=False) == replace(CLUB, language="vi", reminders_allowed=False)
    with pytest.raises(Gone):
        spoken(CLUB, "fr", reminders=True)


def test_only_sections_that_still_meet_are_looked_at_again() -> None:
    assert meeting_after(PLAN, NOW) == {2, 3, 4}
