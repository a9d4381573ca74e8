"""A reminder says what, when, where and why, in either language, and the settings show what was asked for."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.domain.me import Habits, Settings
from bot.domain.outline import Outline
from bot.domain.pace import Pace
from bot.domain.plan import Plan, Wishes, plan
from bot.domain.reminder import A_DAY, HOURS, KINDS, OPENS, QUIET, QUIET_DAYS, Reminder, Wanted
from bot.domain.streak import Shared
from bot.presentation.me import settings
from bot.presentation.reminder import choose_zone, form, muted, reminder, stopped
from bot.presentation.say import Say, say_in
from bot.presentation.streak import shared, streak
from tests.presentation.read import LANGUAGES, Commands, a_club, buttons, hold, text

OUTLINE = Outline("chapter", ((1_200,) * 34, (1_200,) * 35))
WISHES = Wishes(date(2027, 1, 4), 6, time(19), "Europe/London", Pace("chapters", 14))
PLAN = Plan(WISHES, plan(OUTLINE, WISHES), threads={1: 111})
LONGEST = "**@everyone** <@&5> [a](https://x.y) " + "W" * 43
EVERYTHING = Wanted(frozenset(KINDS), 30, "en")


def one(kind: str, section: int = 1, name: str = "Mondays", at: int = 7) -> Reminder:
    club = a_club(name)
    return Reminder(club, OUTLINE, PLAN, PLAN.sections[section - 1], kind, 5, "en", "UTC", at, 7)


def mine(habits: Habits, *, unreminded: bool = False, name: str = "Mondays") -> Settings:
    return Settings(habits, a_club(name), 864, "America/Argentina/ComodRivadavia", unreminded)


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        (OPENS, "A section has opened:", "We meet <t:1799607600:F>, <t:1799607600:R>."),
        (A_DAY, "**[Section 1 · 1.1–1.13]", "We meet <t:1799607600:F>, <t:1799607600:R>."),
        (HOURS, "**[Section 1 · 1.1–1.13]", "We meet <t:1799607600:F>, <t:1799607600:R>."),
        (QUIET, "The club is reading:", "Your bookmark is at 1.7."),
    ],
)
def test_each_kind_says_what_it_is_about_with_the_thread_and_the_meeting(
    english: Say, kind: str, first: str, last: str
) -> None:
    view = reminder(english, one(kind), Commands())
    _, *lines, why = text(view).splitlines()
    assert lines[0].startswith(first)
    assert lines[-1] == last
    assert "(https://discord.com/channels/1/111)" in text(view)
    assert why.startswith("-# You asked me for this")
    assert buttons(view) == [("Not this book", "mute:1:3:yes"), ("Stop", "stop:1")]


def test_without_a_thread_there_is_no_link_and_a_bookmark_before_the_book_is_at_the_start(english: Say) -> None:
    told = text(reminder(english, one(QUIET, 2, at=0), Commands()))
    assert "**Section 2 · 1.14–1.27**" in told
    assert "https" not in told
    assert "Your bookmark is at the start." in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_cards_with_the_longest_names_fit_and_their_words_stay_words(language: str) -> None:
    say, club = say_in(language), a_club(LONGEST)
    cards = [
        *(reminder(say, one(kind, name=LONGEST), Commands()) for kind in (*KINDS, QUIET)),
        *(muted(say, club, off=off) for off in (True, False)),
        stopped(say, Commands()),
        choose_zone(say, "UTC", ["America/Argentina/ComodRivadavia"] * 25),
        choose_zone(say, "UTC", []),
        settings(say, mine(Habits(wanted=EVERYTHING, streak=True, unreachable=True), unreminded=True, name=LONGEST)),
        shared(say, Shared(club, 5, 1)),
    ]
    for card in cards:
        hold(card)
        for wrong in ("<@&5>", "@everyone", "](https://x.y)"):
            assert wrong not in text(card)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_fits_and_holds_what_is_set(language: str) -> None:
    say = say_in(language)
    for habits in (Habits(), Habits(zone="UTC", wanted=EVERYTHING, streak=True)):
        made = form(say, mine(habits)).to_dict()
        assert len(made["title"]) <= 45
        assert len(made["components"]) <= 5
        held = []
        for label in made["components"]:
            assert len(label["label"]) <= 45
            assert len(label.get("description", "")) <= 100
            field = label["component"]
            chosen = [option["value"] for option in field.get("options", ()) if option.get("default")]
            held.append(field.get("value", chosen))
            assert all(1 <= len(option["label"]) <= 100 for option in field.get("options", ()))
        wanted = [["day", "hours", "opens"], ["30"]] if habits.wanted else [[], ["never"]]
        assert held == [*wanted, "America/Argentina/ComodRivadavia", ["yes" if habits.streak else "no"]]


def test_the_settings_tell_what_was_asked_for_and_what_was_not(english: Say) -> None:
    usual = text(settings(english, mine(Habits())))
    assert "**Reminders** · none; I write to you only if you ask me to" in usual
    assert "**Reading streak** · not counted" in usual
    some = Habits(wanted=replace(EVERYTHING, kinds=frozenset({OPENS}), quiet=None), streak=True)
    told = text(settings(english, mine(some, unreminded=True)))
    assert "**Reminders** · when a section opens · America/Argentina/ComodRivadavia" in told
    assert "**Reading streak** · counted" in told
    assert "None about Mondays." in told
    assert "None about" not in text(settings(english, mine(Habits(), unreminded=True)))
    silent = replace(mine(some), club=replace(a_club(), reminders_allowed=False))
    assert "None about Mondays." in text(settings(english, silent)), "the club sends none"
    assert "Remind me of this book too" not in {label for label, _ in buttons(settings(english, silent))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_shames_or_compares(language: str) -> None:
    """Neither how long somebody was away nor where others are stands in a reminder or beside a streak."""
    say = say_in(language)
    told = "\n".join(text(reminder(say, one(kind), Commands())) for kind in (*KINDS, QUIET))
    told += "\n".join(streak(say, days) for days in (0, 1, 9))
    for word in ("!", "behind", "late", "miss", "only", "others", "lỡ", "chậm", "trễ", "những người"):
        assert word not in told, word


def test_somebody_may_choose_from_three_days_of_quiet_to_thirty() -> None:
    assert (min(QUIET_DAYS), max(QUIET_DAYS)) == (3, 30)
    assert len(QUIET_DAYS) < 25, "a select holds 25, with never"


def test_a_streak_is_one_line(english: Say, vietnamese: Say) -> None:
    assert streak(english, 0) == "Reading streak: it begins with the next chapter you finish."
    assert [streak(english, n) for n in (1, 5)] == ["Reading streak: 1 day", "Reading streak: 5 days"]
    assert streak(vietnamese, 5) == "Chuỗi ngày đọc: 5 ngày"
