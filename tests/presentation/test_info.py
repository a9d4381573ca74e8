"""A club at a glance, on cards that anybody may see: they hold dates and numbers, and always fit."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.club import LONGEST_NAME, ClubCard, Reader
from bot.domain.info import Info, at_a_glance
from bot.domain.pace import Pace
from bot.domain.plan import Pause, Plan, Wishes
from bot.presentation import info as cards
from bot.presentation.say import Say, say_in
from tests.presentation.plans import KARENINA, weekly
from tests.presentation.read import LANGUAGES, Commands, a_club, buttons, club_card, hold, text, texts

when = datetime.fromisoformat
HEADLINE = "**Section 2 · 1.14–1.26** · about 1 h 20 min"
WISHES = Wishes(date(2027, 1, 4), 6, time(19), "Asia/Ho_Chi_Minh", Pace("chapters", 14))
PLAN = Plan(WISHES, weekly(KARENINA, 18, date(2027, 1, 4)), threads={2: 77})
BEFORE, READING, AFTER = (datetime(2027, month, 13, tzinfo=UTC) for month in (1, 1, 12))
BEFORE = BEFORE.replace(year=2026)


def glance(now: datetime, plan: Plan | None = PLAN, *, name: str = "Mondays", readers: int = 3) -> Info:
    """Return a club that reads the long book, its readers all at chapter 20."""
    card = replace(club_card(name, readers=readers), outline=KARENINA)
    return at_a_glance(card, plan, [Reader(user, 20) for user in range(readers)], {}, now)


def test_the_card_tells_the_book_the_plan_where_the_club_is_and_how_many_read(english: Say) -> None:
    card = cards.board(english, glance(READING))
    assert texts(card) == [
        "## Mondays",
        "**Emma** · Jane Austen, 1815 · 239 chapters",
        "14 chapters a week · meeting: Sunday, 19:00 (Asia/Ho_Chi_Minh)",
        f"{HEADLINE}\nMeeting: <t:1800187200:F>, <t:1800187200:R>\nWe talk about it in <#77>.",
        "Next: section 3, 1.27–2.5, opens <t:1800237600:F>, <t:1800237600:R>",
        "3 readers · 3 are with the section",
    ]
    assert buttons(card) == [("Join", "join:3"), ("In my language", "info:3")]


def test_where_nothing_is_being_read_nobody_is_with_a_section(say: Say) -> None:
    paused = replace(PLAN, pause=Pause(4, when("2026-12-01")))
    for found in (glance(BEFORE), glance(AFTER), glance(BEFORE, paused), glance(READING, None)):
        card = cards.board(say, found)
        hold(card)
        assert texts(card)[-1] == say.plural("{n} reader", "{n} readers", 3)


def test_a_pause_is_told_with_its_end(english: Say) -> None:
    paused = replace(PLAN, pause=Pause(4, when("2027-01-12")))
    assert "**The club rests until <t:1802106000:D>. Everything ahead has moved with it.**" in text(
        cards.board(english, glance(READING, paused))
    )


def test_an_empty_club_says_so(english: Say) -> None:
    assert texts(cards.board(english, glance(READING, readers=0)))[-1] == "Nobody has joined yet."


@pytest.mark.parametrize("forum", [False, True])
def test_a_moderator_is_told_what_is_missing_by_the_names_that_discord_uses(english: Say, forum: bool) -> None:
    lacking = ("manage_threads",) if forum else ("pin_messages",)
    named = "“Manage Threads”" if forum else "“Pin Messages”"
    assert f"I am missing {named}." in text(cards.asked(english, a_club(), lacking, forum=forum))
    done = cards.asked(english, a_club(), (), forum=forum)
    assert "missing" not in text(done)
    assert buttons(done) == [("All settings", "settings:3")]


@given(
    st.text(max_size=LONGEST_NAME),
    st.text(min_size=1, max_size=100),
    st.sampled_from((BEFORE, READING, AFTER)),
    st.sampled_from(LANGUAGES),
)
def test_every_name_makes_cards_that_discord_takes(name: str, title: str, now: datetime, language: str) -> None:
    say, commands = say_in(language), Commands()
    found = glance(now, name=name)
    titled: ClubCard = replace(found.card, title={"en": title}, beside=("book", "film"))
    for one in (found, replace(found, card=titled), Info(titled)):
        hold(cards.board(say, one))
        hold(cards.info(say, one, commands))
