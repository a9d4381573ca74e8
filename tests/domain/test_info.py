"""A club at a glance: who is with the section, and when its card shows something else by itself."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import moment
from bot.domain.club import Club, ClubCard, Reader
from bot.domain.info import at_a_glance, next_change, with_section
from bot.domain.me import Habits
from bot.domain.outline import Outline
from bot.domain.pace import Pace
from bot.domain.plan import Pause, Plan, Wishes, plan, shift

BOOK = Outline("chapter", ((100,) * 12,))
ZONE = "Europe/London"
WISHES = Wishes(date(2026, 3, 23), 6, time(19), ZONE, Pace("chapters", 3))
"""Four weeks, over the night on which the clocks go forward."""
PLAN = Plan(WISHES, plan(BOOK, WISHES))
CARD = ClubCard(Club(3, 1, 11, "Mondays", "marked", "en"), {}, {}, "1815", BOOK, 2, joined=False)
SECOND = PLAN.sections[1]
BEFORE = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(("at", "along"), [(0, 0), (3, 0), (4, 1), (6, 1), (12, 1)])
def test_who_has_a_chapter_of_the_section_or_is_past_it_is_with_it(at: int, along: int) -> None:
    assert with_section(SECOND, [Reader(1, at)], {}) == along


def test_who_hides_their_place_is_not_counted_and_nobody_is_where_nothing_is_read() -> None:
    readers = [Reader(user, 6) for user in (1, 2, 3)]
    assert with_section(SECOND, readers, {1: Habits(hidden=True), 2: Habits("vi")}) == 2
    assert with_section(None, readers, {}) == 0


def test_a_club_without_a_plan_changes_by_nobody_but_its_readers() -> None:
    found = at_a_glance(CARD, None, [Reader(1, 6)], {}, BEFORE)
    assert (found.plan, found.pacing, found.along) == (None, None, 0)
    assert next_change(None, BEFORE) is None


@given(st.integers(0, 60 * 24 * 90), st.integers(0, 60 * 24 * 40), st.booleans())
def test_between_now_and_the_next_change_the_card_stays_the_same(minutes: int, further: int, paused: bool) -> None:
    plan = PLAN
    if paused:
        since = datetime.fromisoformat("2026-03-31 12:00")
        plan = Plan(WISHES, shift(PLAN.sections, since, 2), pause=Pause(2, since))
    now = BEFORE + timedelta(minutes=minutes)
    readers = [Reader(1, 5), Reader(2, 9)]
    there = at_a_glance(CARD, plan, readers, {}, now)
    later = now + timedelta(minutes=further)
    change = next_change(plan, now)
    if change is None or later < change:
        assert at_a_glance(CARD, plan, readers, {}, later) == there
    else:
        assert change > now


def test_the_card_changes_at_every_opening_and_meeting_and_not_after_the_last() -> None:
    now, seen = BEFORE, []
    while (change := next_change(PLAN, now)) is not None:
        assert at_a_glance(CARD, PLAN, (), {}, change) != at_a_glance(CARD, PLAN, (), {}, now)
        now = change
        seen.append(change)
    times = [time for one in PLAN.sections for time in (one.opens, one.meets)]
    assert seen == [moment(time, ZONE) for time in times]
