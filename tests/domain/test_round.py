"""How a round goes from phase to phase, and who may still choose."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pace import Pace
from bot.domain.plan import Plan, Section, Wishes
from bot.domain.quiz import Item
from bot.domain.round import (
    ASKING,
    BACK,
    LOBBY,
    OVER,
    TOLD,
    NoPlaceForRounds,
    NoQuestions,
    QuestionOver,
    Round,
    TimeUp,
    advance,
    counted,
    may_choose,
    over,
    resumed,
    span,
)

NOW = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
MOMENT = datetime(2026, 11, 1)  # noqa: DTZ001 - a plan's times are local
PLAN = Plan(
    Wishes(MOMENT.date(), 6, time(19), "UTC", Pace("chapters", 3)),
    tuple(Section(n + 1, 3 * n + 1, 3 * n + 3, MOMENT, MOMENT) for n in range(4)),
)


def a_round(keys: int = 3, *, phase: str = LOBBY, turn: int = 0, seconds: int = 30) -> Round:
    """Return a round whose phase ends in a minute."""
    return Round(
        id=1,
        guild_id=1,
        club_id=1,
        channel_id=11,
        started_by=7,
        begun=NOW,
        first=1,
        last=3,
        horizon=3,
        seconds=seconds,
        keys=tuple(f"pack:1:{n}" for n in range(keys)),
        turn=turn,
        phase=phase,
        due=NOW + timedelta(minutes=1),
    )


@given(keys=st.integers(1, 20), seconds=st.integers(10, 300))
def test_every_question_is_asked_and_told_once_in_order_and_then_it_is_over(keys: int, seconds: int) -> None:
    one, seen = a_round(keys, seconds=seconds), []
    while one.phase != OVER:
        one = advance(one, NOW)
        seen.append((one.phase, one.turn))
    assert seen == [*((phase, turn) for turn in range(keys) for phase in (ASKING, TOLD)), (OVER, keys - 1)]
    assert one.due is None


@given(seconds=st.integers(10, 300))
def test_a_question_stands_for_as_long_as_was_asked_for(seconds: int) -> None:
    assert advance(a_round(seconds=seconds), NOW).due == NOW + timedelta(seconds=seconds)


@given(phase=st.sampled_from([LOBBY, ASKING, TOLD]), away=st.integers(0, 10_000))
def test_after_a_restart_a_phase_goes_on_and_nobody_finds_it_just_closed(phase: str, away: int) -> None:
    stood = a_round(phase=phase)
    back = NOW + timedelta(seconds=away)
    again = resumed(stood, back)
    assert again.due is not None
    assert stood.due is not None
    assert again.due >= back + BACK or again.due == stood.due
    assert again.due >= stood.due
    assert replace(again, due=stood.due) == stood


def test_one_that_is_over_stays_over_after_a_restart() -> None:
    assert resumed(over(a_round()), NOW) == over(a_round())


def test_a_choice_counts_until_the_very_end_of_its_question_and_not_after() -> None:
    asked = a_round(phase=ASKING, turn=1)
    assert asked.due is not None
    may_choose(asked, 1, asked.due - timedelta(microseconds=1))
    with pytest.raises(TimeUp):
        may_choose(asked, 1, asked.due)


@pytest.mark.parametrize(
    ("phase", "turn", "chosen"), [(LOBBY, 0, 0), (TOLD, 1, 1), (OVER, 1, 1), (ASKING, 1, 0), (ASKING, 1, 2)]
)
def test_only_the_question_that_is_being_asked_takes_choices(phase: str, turn: int, chosen: int) -> None:
    with pytest.raises(QuestionOver):
        may_choose(a_round(phase=phase, turn=turn), chosen, NOW)


@given(st.dictionaries(st.integers(), st.integers(0, 3)))
def test_every_choice_is_counted_once_and_where_it_belongs(chosen: dict[int, int]) -> None:
    item = Item("pack:1:1", {}, ({"en": "a"}, {"en": "b"}, {"en": "c"}, {"en": "d"}), 0, {}, 1)
    counts = counted(item, chosen)
    assert sum(counts) == len(chosen)
    assert all(counts[place] == sum(one == place for one in chosen.values()) for place in range(4))


@given(horizon=st.integers(1, 12), data=st.data())
def test_a_round_never_reaches_past_what_everybody_in_its_place_has_read(horizon: int, data: st.DataObject) -> None:
    ends = st.none() | st.integers(1, 12)
    try:
        first, last = span(PLAN, horizon, data.draw(ends), data.draw(ends))
    except NoQuestions:
        return
    assert 1 <= first <= last <= horizon


@given(horizon=st.integers(1, 12))
def test_by_itself_it_asks_about_the_latest_section_that_everybody_there_has_read(horizon: int) -> None:
    first, last = span(PLAN, horizon, None, None)
    assert last == horizon
    assert first in {section.first for section in PLAN.sections}
    assert horizon - first < 3


def test_without_a_plan_it_asks_about_everything_from_the_beginning() -> None:
    assert span(None, 7, None, None) == (1, 7)


def test_chapters_the_wrong_way_round_or_all_beyond_have_no_questions() -> None:
    for first, last in ((5, 2), (8, None)):
        with pytest.raises(NoQuestions):
            span(PLAN, 6, first, last)


def test_where_nothing_is_known_to_everybody_there_is_no_round() -> None:
    with pytest.raises(NoPlaceForRounds):
        span(PLAN, 0, None, None)
