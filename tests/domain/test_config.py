"""What a file makes of a club: what it leaves out stays, what has opened stays, and what nobody may know stays."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import pause as pauses
from bot.domain.calendar import Break
from bot.domain.config import Config, Planned, Standing, club_after, config_of, faults, opened, plan_after
from bot.domain.config_change import ADDED, CHANGED, REMOVED, Edit, Edits, taken
from bot.domain.pace import Pace
from bot.domain.plan import Pause, Plan, Section
from bot.domain.view import Prompt
from tests.configs import AROUND, CLUB, PLAN, WISHES, clubs, own, standing

when = datetime.fromisoformat


def planned(**changes: Any) -> Planned:
    """Return the plan of the usual club as its file has it, with changes."""
    file = config_of(standing()).plan
    assert file
    wishes = replace(file.wishes, **{name: value for name, value in changes.items() if name in WISHES.__slots__})
    return replace(file, wishes=wishes, **{key: value for key, value in changes.items() if key not in WISHES.__slots__})


def after(there: Standing, file: Planned) -> Plan:
    """Return what a file's plan makes of a club, in which nothing is wrong."""
    assert list(faults(Config(plan=file), there)) == []
    found = plan_after(Config(plan=file), there)
    assert found
    return found


def listed(sections: tuple[Section, ...], number: int, **changes: Any) -> tuple[Section, ...]:
    """Return sections of which one is another."""
    return tuple(replace(one, **changes) if one.number == number else one for one in sections)


@given(clubs())
def test_what_stands_can_be_taken_in_and_changes_nothing(there: Standing) -> None:
    config = config_of(there)
    assert list(faults(config, there)) == []
    found = taken(config, there)
    assert found.told.nothing
    assert (found.club, found.plan, found.edits, found.again) == (there.club, there.plan, Edits(), frozenset())


@given(clubs(), clubs())
def test_taken_in_twice_a_file_changes_nothing_the_second_time(one: Standing, other: Standing) -> None:
    config = replace(config_of(one), name="Next")
    if config.plan:
        config = replace(config, plan=replace(config.plan, pause=None, sections=None))
    there = replace(other, prompts=())
    config = replace(config, prompts=tuple(p for p in config.prompts or () if p.since <= there.outline.last))
    if list(faults(config, there)):
        return
    first = taken(config, there)
    rows = tuple(replace(one, row=n) for n, one in enumerate(first.edits.added, 1))
    again = replace(there, club=first.club, plan=first.plan, prompts=rows)
    assert taken(replace(config, plan=None), again).told.nothing
    if first.plan:
        ends = [moment for section in first.plan.sections for moment in (section.opens, section.meets)]
        assert all(a < b for a, b in pairwise(ends))
        assert first.plan.sections[: len(opened(there))] == opened(there)


def test_what_a_file_leaves_out_stays() -> None:
    club = replace(CLUB, staff_id=21, mention_id=31, mods_id=32, reminders_allowed=False)
    there = standing(club=club, prompts=(own(2, 1),))
    assert taken(Config(), there).told.nothing
    assert club_after(Config(name="Next", settings={"staff": None}), club) == replace(club, name="Next", staff_id=None)
    found = taken(Config(settings={"patience": 24, "events": True}), there)
    assert found.plan == replace(PLAN, patience=timedelta(hours=24), events=True)
    assert found.told.after == {"patience": 24, "events": True}
    assert found.told.before == {"patience": 12, "events": False}


def test_another_hour_moves_every_meeting_that_the_file_has_at_the_usual_one() -> None:
    """A date alone is read as the usual hour of the file, so its sections stand at the new one."""
    later = tuple(replace(one, meets=one.meets.replace(hour=20)) for one in PLAN.sections)
    found = after(standing(), planned(meeting=time(20), sections=later))
    assert [one.meets.hour for one in found.sections] == [19, 20, 20, 20], "the first has met"
    change = taken(Config(plan=planned(meeting=time(20), sections=later)), standing())
    assert change.again == {2, 3, 4}
    assert change.told.moved
    assert change.told.moved.what == "hours"
    assert change.told.moved.moved == {2, 3, 4}
    dated = listed(later, 4, meets=later[3].meets + timedelta(days=1))
    other = taken(Config(plan=planned(meeting=time(20), sections=dated)), standing()).told.moved
    assert other
    assert (other.what, other.number) == ("repace", 2)


def test_what_has_opened_stays_whatever_a_file_says() -> None:
    moved = listed(PLAN.sections, 1, last=2, opens=when("2025-01-01"), meets=when("2027-01-01"))
    moved = listed(moved, 2, opens=when("2026-01-16"), meets=when("2026-01-17 11:00"))
    found = after(standing(), planned(sections=moved))
    assert found.sections[0] == PLAN.sections[0]
    assert found.sections[1] == replace(PLAN.sections[1], meets=when("2026-01-17 11:00")), "its meeting is still ahead"
    assert found.sections[2:] == PLAN.sections[2:]


def test_without_sections_the_rest_is_laid_anew() -> None:
    there = standing(plan=replace(PLAN, threads={1: 51, 2: 52}))
    found = after(there, planned(sections=None, pace=Pace("chapters", 6), weekday=2))
    assert found.sections[:2] == PLAN.sections[:2]
    assert [(one.first, one.last, one.meets) for one in found.sections[2:]] == [(7, 12, when("2026-01-28 19:00"))]
    assert found.threads == {1: 51, 2: 52}


def test_a_book_that_has_opened_to_its_end_is_not_laid_anew() -> None:
    there = standing(now=when("2026-03-01 12:00+00:00"))
    assert after(there, planned(sections=None, pace=Pace("chapters", 1))).sections == PLAN.sections


def test_a_club_without_a_plan_gets_one() -> None:
    there = standing(plan=None, around=replace(AROUND, forum=True))
    found = taken(Config(plan=planned(sections=None), settings={"events": True}), there)
    assert found.plan == Plan(WISHES, found.plan.sections if found.plan else (), forum=True, events=True)
    assert found.plan.sections[0].opens == when("2026-01-15 09:00"), "tomorrow: its start has passed"
    assert (found.told.before["sections"], found.told.moved, found.again) == ([], None, frozenset())


def test_a_pause_that_holds_is_kept_with_its_days_and_one_left_out_is_over() -> None:
    resting, pause = pauses.begin(PLAN, when("2026-01-14 10:00"), 2)
    there = standing(plan=resting)
    assert after(there, planned(sections=resting.sections, pause=pause)) == resting
    over = after(there, planned(sections=resting.sections))
    assert (over.pause, over.wishes.breaks, over.sections) == (None, (), resting.sections)
    begun = after(standing(), planned(sections=resting.sections, pause=pause))
    assert begun == resting


def test_a_pause_that_is_over_is_none() -> None:
    past = Pause(1, when("2025-12-01 10:00"))
    assert after(standing(), planned(pause=past)) == PLAN
    there = standing(plan=replace(PLAN, pause=past))
    assert after(there, planned()) == there.plan


def test_another_clock_keeps_the_hours_on_the_wall_and_looks_at_every_meeting_ahead() -> None:
    found = taken(Config(plan=planned(zone="America/New_York")), standing())
    assert found.plan
    assert found.plan.sections == PLAN.sections
    assert found.again == {2, 3, 4}
    assert found.told.moved
    assert found.told.moved.number == 2
    assert found.told.after == {"zone": "America/New_York"}


def test_the_order_of_breaks_is_no_difference() -> None:
    rests = tuple(Break(date(2026, month, 1), date(2026, month, 3)) for month in (5, 4))
    there = standing(plan=replace(PLAN, wishes=replace(WISHES, breaks=rests)))
    assert taken(Config(plan=planned(breaks=rests[::-1])), there).told.nothing


def test_more_breaks_than_a_form_can_hold_are_a_fault_unless_they_stand_already() -> None:
    rests = tuple(Break(date(2026, 5, day), date(2026, 5, day)) for day in range(1, 14))
    assert list(faults(Config(plan=planned(breaks=rests)), standing())) == [(("plan", "breaks"), "breaks")]
    there = standing(plan=replace(PLAN, wishes=replace(WISHES, breaks=rests)))
    assert list(faults(Config(plan=planned(breaks=rests[1:] + rests[:1])), there)) == []


def test_the_same_words_on_the_same_chapter_stay_and_others_are_paired_by_chapter_then_by_words() -> None:
    there = standing(prompts=(own(1, 1), own(2, 2), own(3, 3), own(4, 4)), upto=5)
    wanted = (
        Prompt({"en": "Why 1?"}, 1),
        Prompt({"en": "How?"}, 2),
        Prompt({"en": "Why 3?"}, 12),
        Prompt({"en": "Who?"}, 5),
    )
    found = taken(Config(prompts=wanted, upto=5), there)
    assert found.edits == Edits(
        added=(Prompt({"en": "Who?"}, 5),),
        changed=(Prompt({"en": "How?"}, 2, 2, 902), Prompt({"en": "Why 3?"}, 12, 3, 903)),
        removed=(own(4, 4),),
    )
    assert found.told.after == {"prompts": [1, 2, 1]}
    assert found.told.edits == (
        Edit(CHANGED, 2, {"en": "How?"}),
        Edit(REMOVED, 4, {"en": "Why 4?"}),
        Edit(ADDED, 5, {"en": "Who?"}),
        Edit(CHANGED, 12, None),
    )


def test_what_lies_past_the_moderators_bookmark_stays_and_is_not_told() -> None:
    there = standing(prompts=(own(3, 1), own(8, 2)), upto=5)
    assert config_of(there).prompts == (Prompt({"en": "Why 1?"}, 3),)
    emptied = taken(Config(prompts=(), upto=12), there)
    assert emptied.edits == Edits(removed=(own(3, 1),))
    written = Prompt({"en": "mk8z"}, 8)
    assert "mk8z" not in str(taken(Config(prompts=(written,), upto=12), there).told)


def test_what_was_sealed_at_the_export_is_not_removed_by_reading_on() -> None:
    early = standing(prompts=(own(3, 1), own(8, 2)), upto=5)
    late = replace(early, upto=12)
    assert taken(config_of(early), late).told.nothing


def test_the_same_question_past_the_bookmark_is_not_added_twice() -> None:
    there = standing(prompts=(own(8, 2),), upto=5)
    assert taken(config_of(replace(there, upto=12)), there).told.nothing


@given(clubs(), st.data())
def test_a_change_is_told_from_the_same_files_change_of_another_club(there: Standing, data: st.DataObject) -> None:
    config = replace(config_of(there), name="Next")
    seen = taken(config, there).told.seen
    assert taken(config, replace(there, now=there.now + timedelta(microseconds=1))).told.seen == seen
    others = [replace(there, club=replace(there.club, mods_id=77))]
    if there.plan:
        others.append(replace(there, plan=replace(there.plan, rounds=not there.plan.rounds)))
        last = there.plan.sections[-1]
        moved = replace(last, meets=last.meets + timedelta(days=1))
        others.append(replace(there, plan=replace(there.plan, sections=(*there.plan.sections[:-1], moved))))
    other = data.draw(st.sampled_from(others))
    if not list(faults(config, other)):
        assert taken(config, other).told.seen != seen
