"""A club that runs itself: sections open, questions come, meetings are announced, each once."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from simcord.builders import ChannelHandle

from bot.domain.plan import move_meeting, shift
from bot.presentation import ids
from cogs.posting import A_SECOND, MOST
from tests.e2e.plans import (
    DAY,
    HOUR,
    TO_MONDAY,
    cards,
    days,
    events,
    heads,
    plan_of,
    posts,
    rows,
    save,
    threads,
    with_a_plan,
    written,
)
from tests.e2e.world import World, buttons, said

PATIENCE = 12 * HOUR


async def test_a_section_opens_with_a_card_and_a_thread_that_says_how_far_it_speaks(town: World) -> None:
    club = await with_a_plan(town)
    await town.env.advance_time(TO_MONDAY - 1)
    assert cards(town, town.channel) == []
    await town.env.advance_time(2)
    [thread] = threads(town, club)
    assert thread.name == "Section 1 · 1.1–1.3"
    [card] = cards(town, town.channel)
    assert card.splitlines() == [
        "## Section 1 · 1.1–1.3",
        "**About 2 minutes** of reading. We meet <t:1768158000:F>, <t:1768158000:R>.",
        f"We talk about it in <#{thread.id}>.",
        "-# Here in the channel, please say nothing of the story yet.",
        "In my language",
    ]
    [guide] = cards(town, thread)
    assert guide.splitlines()[0] == "### This thread speaks up to 1.3"
    assert "I have read 1.3" in guide
    assert (await plan_of(town, club)).threads == {1: thread.id}


async def test_in_a_forum_a_section_is_a_post_that_says_the_same(town: World) -> None:
    club = await with_a_plan(town, forum=True)
    await town.env.advance_time(TO_MONDAY + 1)
    [post] = threads(town, club)
    assert post.name == "Section 1 · 1.1–1.3"
    [guide] = cards(town, post)
    assert guide.splitlines()[0] == "### This thread speaks up to 1.3"
    assert "We meet <t:1768158000:F>" in guide
    assert cards(town, ChannelHandle(town.env, town.guild, town.env.backend.channels[club.channel_id])) == []


@pytest.mark.parametrize("forum", [False, True])
async def test_questions_come_on_their_days_one_at_a_time_and_all_together_before_the_meeting(
    town: World, forum: bool
) -> None:
    club = await with_a_plan(town, forum=forum)
    await town.env.advance_time(TO_MONDAY + 1)
    [thread] = threads(town, club)
    seen = []
    for _ in range(7):
        seen.append([card.splitlines()[0] for card in cards(town, thread)][1:])
        await days(town, 1)
    first, second, together = "-# 1.1 · question 1 of 2", "-# 1.3 · question 2 of 2", "### Before the meeting"
    assert seen == [[], [first], [first], *[[first, second]] * 2, *[[first, second, together]] * 2]
    assert "**1.2** · The prompt mk2z" in cards(town, thread)[3]


async def test_a_whole_book_is_carried_through_and_closed_with_each_post_once(town: World) -> None:
    club = await with_a_plan(town, events=True)
    await days(town, 40)
    assert {state for *_, state in rows(town, club)} == {"done"}
    assert [str(one.name)[:9] for one in threads(town, club)] == [f"Section {n}" for n in (1, 2, 3, 4)]
    assert len(events(town)) == 4
    opened = [card.splitlines()[0] for card in cards(town, town.channel)]
    assert len(opened) == 5
    assert opened[-1] == "## We have come to the end"
    assert set(heads(town, town.channel, *threads(town, club)).values()) == {1, 4}  # four times "Before the meeting"


async def test_every_message_has_a_nonce_of_its_own_that_discord_is_told_to_keep_and_pings_nobody(town: World) -> None:
    await with_a_plan(town)
    before = len(posts(town))
    await days(town, 40)
    sent = [one.json for one in posts(town)[before:] if one.path.endswith("/messages")]
    assert len(sent) == 5 + 4 * 4
    assert all(isinstance(one, dict) for one in sent)
    assert all(one["enforce_nonce"] is True and one["allowed_mentions"] == {"parse": []} for one in sent)  # type: ignore[index]
    assert len({one["nonce"] for one in sent}) == len(sent)  # type: ignore[index]
    for one in sent:
        # The same at every try, and so made of the row: discord.py would take one at random.
        assert one["nonce"].startswith(f"{one['components'][0]['id']}-")  # type: ignore[index]
        assert len(one["nonce"]) <= 25  # type: ignore[index]


async def test_a_meeting_is_an_event_that_moves_with_its_plan(town: World) -> None:
    club = await with_a_plan(town, events=True)
    await town.env.advance_time(TO_MONDAY + 60)
    [event] = events(town)
    assert event.name == "The the-club · Section 1 · 1.1–1.3"
    assert event.scheduled_start_time == "2026-01-11T19:00:00+00:00"
    assert event.entity_metadata["location"].endswith(str(threads(town, club)[0].id))
    laid = await plan_of(town, club)
    to, now = datetime(2026, 1, 10, 20), datetime(2026, 1, 5, 10)  # noqa: DTZ001 - local times
    await save(town, club, replace(laid, sections=move_meeting(laid.sections, 1, to, now)), frozenset({1}))
    await town.env.advance_time(60)
    [event] = events(town)
    assert event.scheduled_start_time == "2026-01-10T20:00:00+00:00"
    assert event.scheduled_end_time == "2026-01-10T21:00:00+00:00"


async def test_a_pause_moves_everything_ahead_and_doubles_nothing(town: World) -> None:
    club = await with_a_plan(town, events=True)
    await town.env.advance_time(TO_MONDAY + 1.5 * DAY)
    laid = await plan_of(town, club)
    now = datetime(2026, 1, 6, 21)  # noqa: DTZ001 - a local time
    await save(town, club, replace(laid, sections=shift(laid.sections, now, 2)), frozenset({1}))
    [thread] = threads(town, club)
    before = cards(town, thread)
    await days(town, 13)
    assert events(town)[0].scheduled_start_time == "2026-01-25T19:00:00+00:00"
    await days(town, 40)
    assert cards(town, thread)[: len(before)] == before
    assert max(heads(town, town.channel, thread).values()) == 1
    assert {state for *_, state in rows(town, club)} <= {"done", "void"}


async def test_a_vietnamese_reader_gets_each_post_in_their_language_privately(town: World) -> None:
    club = await with_a_plan(town)
    lan = town.person("lan", speaks="vi")
    await days(town, 12)
    [thread] = threads(town, club)[:1]
    told = []
    for place in (town.channel, thread):
        for message in place.history():
            for label, custom_id in buttons(message):
                if label == "In my language" and custom_id.startswith("told"):
                    answer = await lan.click(message, custom_id=custom_id)
                    assert answer.response is not None
                    assert answer.response.ephemeral
                    told.append(said(answer))
    assert len(told) == 2 + 4
    assert "Về prompt mk1z" in told[3]
    assert all("In my language" not in one and "The prompt" not in one for one in told)
    assert "1.1–1.3" in told[0]


async def test_a_club_in_vietnamese_posts_in_vietnamese(town: World) -> None:
    club = await with_a_plan(town, language="vi")
    await days(town, 12)
    everything = "\n".join(card for place in (town.channel, *threads(town, club)) for card in cards(town, place))
    assert "Về prompt mk1z" in everything
    assert "The prompt" not in everything


async def test_i_have_read_this_moves_the_bookmark_joins_and_never_goes_back(town: World) -> None:
    club = await with_a_plan(town)
    ann = town.person("ann")
    await days(town, 12)
    guide, first, _, _ = threads(town, club)[0].history()
    assert "I have read 1.1" in written(first)
    assert await town.at(ann, club) is None
    await ann.click(first, custom_id=ids.READ(club.id, 1))
    assert await town.at(ann, club) == 1
    await ann.click(guide, custom_id=ids.READ(club.id, 3))
    assert await town.at(ann, club) == 3
    await ann.click(first, custom_id=ids.READ(club.id, 1))
    assert await town.at(ann, club) == 3


async def test_many_clubs_due_at_once_go_out_evenly_within_discords_limit(town: World) -> None:
    clubs = [await with_a_plan(town, town.guild.create_text_channel(f"c{n}")) for n in range(20)]
    times: list[float] = []
    send = town.bot.http.request

    async def noted(*args: Any, **kwargs: Any) -> Any:
        times.append(town.env.now().timestamp())
        return await send(*args, **kwargs)

    town.bot.http.request = noted  # type: ignore[method-assign]
    await town.env.advance_time(TO_MONDAY + HOUR)
    assert all(len(threads(town, club)) == 1 for club in clubs)
    assert len(times) == 80
    assert max(sum(begin <= one < begin + 1 for one in times) for begin in times) <= MOST
    assert times[-1] - times[0] >= 79 / A_SECOND - 0.01
