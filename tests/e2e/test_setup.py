"""Setting up a club, through the real bot: a card over a draft that is kept, and every field of it."""

from typing import Any

import pytest

from bot.domain.pace import Pace
from bot.simulated import uploads
from tests.e2e.drafting import SUNDAY, begin, cards, drafts, fill, said_of, walk
from tests.e2e.world import World, draft_of, forge, outgoing, said, told


async def test_a_new_draft_has_a_sensible_value_for_all_but_the_book(town: World) -> None:
    card = await begin(town)
    for line in (
        "**Book** · not chosen yet",
        f"**Channel** · {town.channel.mention}",
        "**Name** · the book’s title",
        "**Language** · English",
        "**Pace** · about 3 hours a week",
        "**First section** · Monday, 5 January 2026",
        "**Weekly meeting** · Sunday at 19:00",
        "**Time zone** · UTC, where it is 00:00",
        "**Questions** · Tuesday, Thursday",
        "**Events** · none",
    ):
        assert line in said(card)
    assert card.ephemeral
    assert not cards(town.channel)
    assert "choose a book first" in await town.start(card)
    assert not (await town.here(town.mod)).server.clubs


async def test_the_whole_way_from_an_empty_card_to_a_club_with_a_plan(town: World) -> None:
    staff = town.guild.create_text_channel("staff")
    card = await begin(town)
    assert "**Book** · The Marked Book · Nobody · 12 chapters" in await fill(town, card, "book", title="marked")
    assert f"**Moderators’ channel** · {staff.mention}" in await fill(
        town, card, "place", channel=[town.channel], staff=[staff]
    )
    assert "**Name** · Mondays\n**Language** · Tiếng Việt" in said_of(
        await fill(town, card, "name", name="Mondays", language=["vi"])
    )
    assert "**Pace** · 3 chapters a week\n-# 4 sections" in await fill(town, card, "pace", pace="3 a week")
    said_now = await fill(
        town, card, "dates", start="12 January", weekday=["2"], meeting="7:30 pm", breaks="20 Jan to 25 Jan"
    )
    assert "**First section** · Monday, 12 January 2026" in said_now
    assert "**Weekly meeting** · Wednesday at 19:30" in said_now
    assert "**Breaks** · 20.01.2026 – 25.01.2026" in said_now
    assert "**Time zone** · Europe/London, where it is 00:00" in await fill(town, card, "zone", zone="Europe/London")
    said_now = await fill(town, card, "questions", days=["0", "4"], events=["yes"])
    assert "**Questions** · Monday, Friday\n**Events** · an event of this server for each meeting" in said_now
    assert "guessed" not in said_now
    told_now = await town.start(card)
    assert "**Mondays** meets in" in told_now
    assert "The first section opens <t:1768208400:F>." in told_now
    server = (await town.here(town.mod)).server
    (club,) = server.clubs.values()
    assert (club.name, club.language, club.staff_id, club.card) == (
        "Mondays",
        "vi",
        staff.id,
        cards(town.channel)[0].id,
    )
    plan = server.plans[club.id]
    assert plan.wishes.pace == Pace("chapters", 3)
    assert [(one.first.day, one.last.day) for one in plan.wishes.breaks] == [(20, 25)]
    assert plan.wishes.prompt_days == {0, 4}
    assert (plan.events, plan.forum, len(plan.sections)) == (True, False, 4)
    assert drafts(town) == 0


async def test_the_draft_is_kept_when_discord_is_closed_and_the_bot_restarts(town: World) -> None:
    card = await begin(town, book="marked")
    await fill(town, card, "name", name="Mondays", language=["en"])
    await town.restart()
    assert "**Name** · Mondays" in await fill(town, card, "pace", pace="4")
    again = await begin(town)
    assert draft_of(again) == draft_of(card)
    assert "**Pace** · 4 chapters a week" in said(again)
    assert "The club is open" in await town.start(again)


async def test_options_given_with_the_command_take_the_place_of_what_the_draft_held(town: World) -> None:
    other = town.guild.create_text_channel("other")
    first = await begin(town, book="marked", name="Mondays")
    second = await begin(town, channel=other, language="vi", name="Tuesdays")
    assert draft_of(first) == draft_of(second)
    text = said_of(said(second))
    assert f"**Channel** · {other.mention}" in text
    assert "**Name** · Tuesdays\n**Language** · Tiếng Việt" in text
    assert "**Book** · The Marked Book" in text


async def test_a_server_or_a_moderator_that_speaks_vietnamese_gets_the_clock_of_viet_nam(town: World) -> None:
    town._locales[town.mod.id] = "vi"
    card = await begin(town)
    assert "**Múi giờ** · Asia/Ho Chi Minh, ở đó đang là 07:00" in said(card)
    assert "Tôi đoán như vậy" in said(card)


@pytest.mark.parametrize(
    ("field", "typed", "why"),
    [
        ("book", {"title": "nonsense"}, "That book is not on my shelf"),
        ("pace", {"pace": "quickly"}, "could not read"),
        ("pace", {"pace": "99 chapters a week"}, "12"),
        ("dates", {"start": "someday", "weekday": SUNDAY, "meeting": "19:00"}, "could not read"),
        ("dates", {"start": "30 December 2025", "weekday": SUNDAY, "meeting": "19:00"}, "has passed"),
        ("dates", {"start": "1900-01-01", "weekday": SUNDAY, "meeting": "19:00"}, ""),
        ("dates", {"start": "tomorrow", "weekday": SUNDAY, "meeting": "later"}, "could not read"),
        ("dates", {"start": "tomorrow", "weekday": SUNDAY, "meeting": "19:00", "breaks": "often"}, "could not read"),
        ("zone", {"zone": "Atlantis"}, "zone"),
        ("name", {"name": "\u202e\u200b", "language": ["en"]}, "needs between 1 and 80 characters"),
    ],
)
async def test_what_cannot_be_understood_is_said_privately_and_changes_nothing(
    town: World, field: str, typed: dict[str, Any], why: str
) -> None:
    card = await begin(town, book="marked")
    before = said(card)
    answer = await fill(town, card, field, **typed)
    assert answer != before
    assert why in answer
    assert "nonsense" not in answer
    assert said(card) == before
    assert said(await begin(town)) == before


async def test_a_zone_that_several_answer_to_is_chosen_from_a_list(town: World) -> None:
    card = await begin(town, book="marked")
    offered = await fill(town, card, "zone", zone="america/a")
    assert "### Which time zone?" in offered
    select = next(one for one in walk(card.components) if one["type"] == 3)
    assert 2 <= len(select["options"]) <= 25
    values = [option["value"] for option in select["options"]]
    assert "America/Anchorage" in values
    await town.mod.select(card, ["America/Anchorage"])
    assert "**Time zone** · America/Anchorage, where it is 15:00" in said(card)


async def test_a_zone_or_book_that_no_list_offered_is_refused(town: World) -> None:
    card = await begin(town, book="marked")
    for field, chosen in (("zone", "Mars/Olympus"), ("book", "nonsense"), ("zone", ""), ("book", "")):
        before = len(town.env.http_requests)
        await forge(town, town.mod, f"draft-pick:{draft_of(card)}:{field}", component_type=3, values=[chosen])
        assert "nonsense" not in outgoing(town.env, before)
    assert said(await begin(town)) == said(card)


async def test_the_plan_is_seen_as_a_list_and_as_a_picture_before_anything_is_opened(town: World) -> None:
    card = await begin(town, book="marked")
    await fill(town, card, "pace", pace="3 chapters a week")
    assert "1.1–1.3" in told(await town.mod.click(card, label="See the plan"), card)
    assert "<t:" in said(card)
    await town.mod.click(card, label="As a picture")
    (drawn,) = uploads(town.env)
    assert drawn.startswith(b"\x89PNG")
    gallery = next(one for one in walk(card.components) if one["type"] == 12)
    assert "1.1–1.3" in gallery["items"][0]["description"]
    await town.mod.click(card, label="Back")
    assert "### A new club" in said(card)
    assert not (await town.here(town.mod)).server.clubs


async def test_throwing_a_draft_away_asks_once(town: World) -> None:
    card = await begin(town, book="marked")
    number = draft_of(card)
    await town.mod.click(card, label="Throw this draft away")
    assert "Throw this draft away?" in said(card)
    await town.mod.click(card, label="Back")
    await town.mod.click(card, label="Throw this draft away")
    await town.mod.click(card, label="Throw it away")
    assert "The draft is gone" in said(card)
    assert drafts(town) == 0
    await forge(town, town.mod, f"draft-start:{number}")
    assert "This draft is gone" in outgoing(town.env)
    assert "**Book** · not chosen yet" in said(await begin(town))


ACTS = (
    "draft:{}",
    "draft-field:{}:name",
    "draft-plan:{}:0",
    "draft-picture:{}:0",
    "draft-start:{}",
    "draft-drop:{}:ask",
)


@pytest.mark.parametrize("act", [*ACTS, "draft-drop:{}:yes", "draft-pick:{}:zone", "draft-form:{}:pace"])
async def test_a_draft_answers_to_nobody_but_who_began_it(town: World, act: str) -> None:
    card = await begin(town, book="marked", name="Secret plans")
    before = said(card)
    data: dict[str, Any] = {"values": ["UTC"]} if "pick" in act else {"components": []} if "form" in act else {}
    ann, another = town.person("ann"), town.person("another", moderator=True)
    for person, sentence in ((ann, "Only moderators"), (another, "somebody else’s")):
        sent = len(town.env.http_requests)
        await forge(town, person, act.format(draft_of(card)), **data)
        assert sentence in outgoing(town.env, sent)
        assert "Secret plans" not in outgoing(town.env, sent)
    abroad = town.env.create_guild("Elsewhere")
    stranger = town.person("stranger", guild=abroad)
    sent = len(town.env.http_requests)
    await forge(town, stranger, act.format(draft_of(card)), abroad.create_text_channel("books"), **data)
    assert "Only moderators" in outgoing(town.env, sent)
    assert not (await town.here(town.mod)).server.clubs
    assert said(await begin(town)) == before
