"""The panel of settings, its forms, and what is told of a change: the longest of everything fits, in each language."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.domain.calendar import moment
from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.pace import Pace
from bot.domain.plan import Plan, Wishes, plan
from bot.domain.replan import Changed
from bot.domain.settings import GROUPS, OF_A_PLAN, Settled, retimed, settled, values
from bot.presentation.plan_card import announcement
from bot.presentation.say import Say
from bot.presentation.settings import NAMES, changed, panel
from bot.presentation.settings_forms import setting_form
from tests.presentation.read import Commands, beside, hold, hold_form, text

when = datetime.fromisoformat

LARGEST = 10**18 - 1
OUTLINE = Outline("chapter", ((1_200,) * 300,))
ZONE = "America/Argentina/ComodRivadavia"
WISHES = Wishes(date(2027, 1, 4), 6, time(19), ZONE, Pace("chapters", 10), prompt_days=frozenset(range(7)))
PLAN = Plan(WISHES, plan(OUTLINE, WISHES), events=True, open_rounds=True, rounds=True, patience=timedelta(hours=168))
NOON = when("2027-01-13 12:00")
BARE = Club(LARGEST, LARGEST, LARGEST, "*" * 80, "marked", "en")
CLUB = replace(BARE, language="vi", staff_id=LARGEST, mention_id=LARGEST, mods_id=LARGEST, reminders_allowed=False)
QUIET = replace(PLAN, wishes=replace(WISHES, prompt_days=frozenset()), events=False, patience=timedelta(hours=1))


def hours_changed(own: bool = False) -> Settled:
    """Return what comes of another hour for meetings and posts, and of no days for questions."""
    first = replace(PLAN.sections[2], meets=PLAN.sections[2].meets.replace(hour=11))
    before = replace(PLAN, sections=(*PLAN.sections[:2], first, *PLAN.sections[3:])) if own else PLAN
    after = retimed(before, NOON, "20:30", "7:30", [])
    change = Changed(CLUB, OUTLINE, before, after, moment(NOON, ZONE), "hours", NOON)
    return settled((CLUB, before), (CLUB, after), change)


def test_the_longest_of_everything_fits(say: Say, commands: Commands) -> None:
    everything = settled((BARE, QUIET), (CLUB, PLAN))
    hours = hours_changed(own=True)
    for found in (
        Settled(CLUB, PLAN, {}, {}),
        Settled(CLUB, None, {}, {}),
        everything,
        hours,
        replace(hours, before={**everything.before, **hours.before}, after={**everything.after, **hours.after}),
    ):
        hold(panel(say, found, commands))
        hold(changed(say, found, commands, mute=True))
    assert hours.change
    hold(announcement(say, hours.change))


@pytest.mark.parametrize("group", GROUPS)
def test_forms_are_such_as_discord_takes_and_hold_what_is_set(say: Say, group: str) -> None:
    for club, planned in ((CLUB, PLAN), (BARE, QUIET)):
        hold_form(setting_form(say, Settled(club, planned, {}, {}), group))


def test_every_setting_is_shown_with_its_value(english: Say, commands: Commands) -> None:
    shown = text(panel(english, Settled(CLUB, PLAN, {}, {}), commands))
    assert set(NAMES) == set(values(CLUB, PLAN))
    for line in (
        f"**Channel** · <#{LARGEST}>",
        f"**Moderators’ channel** · <#{LARGEST}>",
        "**Language** · Tiếng Việt",
        "**Reminders** · none",
        f"**Role mentioned when a section opens** · <@&{LARGEST}>",
        f"**Moderators’ role** · <@&{LARGEST}>",
        "**Hour of meetings** · 19:00",
        "**Hour of openings and questions** · 09:00",
        "**Days of questions** · every day",
        "**Rounds are started by** · Everybody",
        "**A round after each meeting** · Yes",
        "**How late questions may be** · 168 hours",
        "**Events** · an event of this server for each meeting",
    ):
        assert line in shown


def test_what_belongs_to_a_plan_is_named_and_not_offered_without_one(say: Say, commands: Commands) -> None:
    card = panel(say, Settled(CLUB, None, {}, {}), commands)
    offered = {one["custom_id"] for one in beside(card)}
    for group in GROUPS:
        assert (f"setting:{LARGEST}:{group}" in offered) is (group not in OF_A_PLAN)
    assert all(name(say) in text(card) for name in NAMES.values())


def test_a_change_tells_from_what_to_what_and_what_moved(english: Say, vietnamese: Say, commands: Commands) -> None:
    told = text(changed(english, hours_changed(), commands))
    assert "**Hour of meetings** · 19:00 → 20:30" in told
    assert "29 meetings are at 20:30 from now on." in told
    assert "keep" not in told
    assert "28 meetings are at 20:30 from now on. 1 meeting ahead keeps an hour of its own." in text(
        changed(english, hours_changed(own=True), commands)
    )
    assert "Từ giờ, 29 buổi gặp bắt đầu lúc 20:30." in text(changed(vietnamese, hours_changed(), commands))


def test_a_change_of_nothing_says_so(english: Say, commands: Commands) -> None:
    assert "Nothing has changed." in text(changed(english, Settled(CLUB, PLAN, {}, {}), commands))


def test_naming_the_moderators_role_tells_how_to_let_it_use_the_command(english: Say, commands: Commands) -> None:
    told = text(changed(english, settled((BARE, None), (CLUB, None)), commands, mute=True))
    assert "Server Settings → Integrations" in told
    assert "Discord does not let me notify" in told
    assert "Discord does not let me" not in text(changed(english, settled((BARE, None), (CLUB, None)), commands))
    assert "Integrations" not in text(changed(english, settled((CLUB, None), (BARE, None)), commands))


def test_the_club_is_told_of_its_new_hour_in_one_line(english: Say) -> None:
    change = hours_changed().change
    assert change
    told = text(announcement(english, change))
    assert told.startswith("29 meetings are at 20:30 from now on. The next meeting is <t:")
    assert "\n" not in told
