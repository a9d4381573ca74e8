"""The card of a club in the making fits Discord's limits however much is filled in, and says each thing in words."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import errors
from bot.domain.calendar import Break, read_breaks
from bot.domain.club import LONGEST_NAME
from bot.domain.draft import MOST_BREAKS, Draft, Outlook, Sketch, Spot, fresh
from bot.domain.pace import Pace, read_pace
from bot.domain.plan import plan
from bot.domain.view import TitlePage
from bot.presentation import draft as cards
from bot.presentation import refusals
from bot.presentation.draft_forms import draft_form, typed_breaks, typed_pace
from bot.presentation.say import Say, say_in
from tests.presentation.read import LANGUAGES, Commands, beside, buttons, components, hold, hold_form, outline_of, text

NOW = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
OUTLINE = outline_of(34, 35, 30, 23, 33, 32, 32, 19)
FIELDS = ("book", "place", "name", "pace", "dates", "zone", "questions")
CHANNEL = 1_234_567_890_123_456_789


def a_draft(**changes: Any) -> Draft:
    return replace(fresh("en", "en", Spot(CHANNEL), NOW), pack="marked", **changes)


def a_sketch(draft: Draft | None = None, **changes: Any) -> Sketch:
    held = draft or a_draft()
    made = Sketch(7, held, NOW, {"en": "Emma"}, {"en": "Jane Austen"}, OUTLINE, plan(OUTLINE, held.wishes))
    return replace(made, **changes)


def full() -> Sketch:
    """Return a draft with as much in each field as there can be."""
    day = date(2027, 1, 1)
    breaks = tuple(Break(day + timedelta(days=40 * n), day + timedelta(days=40 * n + 3)) for n in range(MOST_BREAKS))
    draft = a_draft(name="_" * LONGEST_NAME, staff_id=CHANNEL, events=True, spot=Spot(CHANNEL, forum=True))
    wishes = replace(
        draft.wishes, breaks=breaks, zone="America/Argentina/ComodRivadavia", prompt_days=frozenset(range(7))
    )
    titles = {"title": {"en": "*" * 150}, "author": {"en": "_" * 150}}
    return a_sketch(replace(draft, wishes=wishes), follows="~" * LONGEST_NAME, **titles)


def test_the_card_says_which_club_ends_by_starting_this_one(english: Say, commands: Commands) -> None:
    told = text(cards.sketch(english, a_sketch(follows="Mon*days"), commands)).splitlines()
    assert told[told.index(f"**Channel** · <#{CHANNEL}>") + 1] == (
        "-# Mon\\*days has read its book there. It becomes a past club when this one starts, and its readers go along."
    )
    assert "past club" not in text(cards.sketch(english, a_sketch(), commands))


def test_every_field_shows_its_value_and_can_be_changed(english: Say, commands: Commands) -> None:
    card = cards.sketch(english, a_sketch(), commands)
    told = text(card)
    for line in (
        "**Book** · Emma · Jane Austen · 238 chapters",
        f"**Channel** · <#{CHANNEL}>\n**Moderators’ channel** · none",
        "**Name** · Emma\n**Language** · English",
        "**Pace** · about 3 hours a week\n-# 1 section; the last meeting is on Sunday, 29 November 2026",
        "**First section** · Monday, 23 November 2026\n**Weekly meeting** · Sunday at 19:00\n**Breaks** · none",
        "**Time zone** · UTC, where it is 19:00\n-# I guessed this. Please check it.",
        "**Questions** · Tuesday, Thursday\n**Events** · none",
    ):
        assert line in told
    offered = [custom_id for _, custom_id in every_button(card)]
    assert [f"draft-field:7:{field}" for field in FIELDS] == offered[: len(FIELDS)]
    assert offered[len(FIELDS) :] == ["draft-plan:7:0", "draft-start:7", "draft-drop:7:ask"]


def every_button(view: Any) -> list[tuple[str, str]]:
    """Return all buttons of a card, those beside a text first."""
    return [(one["label"], one["custom_id"]) for one in beside(view)] + buttons(view)


def test_in_a_club_without_a_plan_there_are_no_dates_to_choose(english: Say, commands: Commands) -> None:
    card = cards.sketch(english, a_sketch(a_draft(paced=False), sections=()), commands)
    assert "each at their own pace, without a plan" in text(card)
    assert len(every_button(card)) == 4 + 2


def test_what_stands_in_the_way_is_told_on_the_card(english: Say, commands: Commands) -> None:
    gone = a_sketch(title=None, author=None, outline=None, sections=(), book_gone=True)
    assert "no longer on my shelf" in text(cards.sketch(english, gone, commands))
    soon = a_sketch(sections=(), too_soon=date(2026, 11, 29))
    assert "the first would be on Sunday, 29 November 2026" in text(cards.sketch(english, soon, commands))
    late = a_sketch(now=NOW + timedelta(days=9))
    assert "this day has passed" in text(cards.sketch(english, late, commands))


def test_the_fullest_draft_makes_a_card_that_discord_takes(say: Say, commands: Commands) -> None:
    card = cards.sketch(say, full(), commands)
    hold(card)
    assert len(components(card)) + len(FIELDS) <= 40, "with the buttons beside the texts"
    assert "draft-start:7" in [custom_id for _, custom_id in every_button(card)]


@given(st.text(max_size=LONGEST_NAME), st.sampled_from(LANGUAGES))
def test_a_name_stays_words(name: str, language: str) -> None:
    card = cards.sketch(say_in(language), a_sketch(a_draft(name=name)), Commands())
    hold(card)
    assert "@everyone" not in text(card)


@pytest.mark.parametrize("field", FIELDS)
def test_every_form_is_one_that_discord_takes_and_holds_what_the_draft_holds(say: Say, field: str) -> None:
    made = draft_form(say, 7, full().draft, field)
    assert made.custom_id == f"draft-form:7:{field}"
    hold_form(made)


PACES = [Pace("chapters", n) for n in (1, 2, 14)] + [Pace("weeks", n) for n in (1, 20)]
PACES += [Pace("hours", n) for n in (30, 60, 61, 90, 180, 210)] + [Pace("by", day=date(2027, 6, 1))]


@pytest.mark.parametrize("pace", PACES)
def test_a_pace_that_a_form_shows_is_read_back_as_the_same(say: Say, pace: Pace) -> None:
    assert read_pace(typed_pace(say, pace), NOW.date(), 238) == pace
    assert cards.pace(say, pace, a_sketch())


def test_breaks_that_a_form_shows_are_read_back_as_the_same(say: Say) -> None:
    breaks = (Break(date(2026, 12, 20), date(2027, 1, 3)), Break(date(2027, 4, 5), date(2027, 4, 5)))
    assert read_breaks(typed_breaks(say, breaks), NOW.date()) == breaks


def test_the_days_a_form_shows_are_the_drafts(english: Say) -> None:
    made = draft_form(english, 7, a_draft(), "dates").to_dict()["components"]
    held = [one["component"] for one in made]
    assert [held[0]["value"], held[2]["value"]] == ["2026-11-23", "19:00"]
    assert [one["label"] for one in held[1]["options"] if one.get("default")] == ["Sunday"]


def outlook(weeks: int) -> Outlook:
    wishes = replace(a_draft().wishes, pace=Pace("weeks", weeks), meeting=time(19))
    return Outlook(7, wishes, OUTLINE, plan(OUTLINE, wishes), NOW)


@pytest.mark.parametrize("page", [0, 1, 999_999])
def test_the_longest_plan_is_listed_in_pages_that_discord_takes(say: Say, page: int) -> None:
    card = cards.plan(say, outlook(238), page)
    hold(card)
    assert ("draft-plan:7:1" in [one for _, one in buttons(card)]) is (page == 0)


@pytest.mark.parametrize("page", [0, 2, 999_999])
def test_the_picture_tells_in_words_what_it_shows(say: Say, page: int) -> None:
    drawn = cards.draw(say, outlook(100), page)
    assert drawn.png.startswith(b"\x89PNG")
    assert 1 <= len(drawn.alt) <= 1_024
    assert drawn.page == min(page, drawn.pages - 1)
    hold(cards.picture(say, outlook(100), drawn))


def test_books_and_zones_are_chosen_from_lists_that_discord_takes(say: Say) -> None:
    books = [TitlePage(f"book-{n}", {"en": "x" * 150}, {"en": "y" * 150}, ("en",)) for n in range(25)]
    for card in (cards.choose_book(say, 7, books), cards.choose_zone(say, a_sketch(), ["UTC"])):
        hold(card)
    (select,) = [one for one in components(cards.choose_book(say, 7, books)) if one["type"] == 3]
    assert (select["custom_id"], len(select["options"])) == ("draft-pick:7:book", 25)
    assert all(len(one["label"]) <= 100 and len(one["description"]) <= 100 for one in select["options"])


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (errors.CannotPost(), "“View Channel” and “Send Messages”"),
        (errors.CannotPost(11), "in <#11>. Please allow me “View Channel”, “Send Messages” there"),
        (errors.CannotPost(11, ("create_events",)), "Please allow me “Create Events” there"),
        (errors.DraftLacks(("book", "channel")), "choose a book first"),
        (errors.DraftLacks(("channel",)), "choose the channel"),
        (errors.StartPassed(date(2026, 11, 1)), "Sunday, 1 November 2026 has passed"),
    ],
)
def test_a_refusal_says_what_to_do(english: Say, commands: Commands, error: errors.Refusal, word: str) -> None:
    assert word in text(refusals.refusal(english, error, commands))
