"""What is in the way of a club that runs itself: outages, lost permissions, deleted channels, closed doors."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import discord
import pytest

from bot.domain.calendar import Break
from bot.domain.plan import shift
from tests.e2e.plans import (
    DAY,
    HOUR,
    TO_MONDAY,
    cards,
    days,
    events,
    forbid,
    forbid_events,
    heads,
    lay,
    out_of_reach,
    plan_of,
    posts,
    rows,
    save,
    threads,
    with_a_plan,
    written,
)
from tests.e2e.world import World, shown
from tests.storage.rows import ask

PATIENCE = 12 * HOUR


async def test_after_two_weeks_off_the_present_opens_and_moderators_are_told_once_how_much_was_left_out(
    town: World,
) -> None:
    staff = town.guild.create_text_channel("staff")
    club = await with_a_plan(town, events=True, staff=staff)
    await town.env.advance_time(TO_MONDAY + HOUR)
    # Nobody is there: the clock goes on, and nothing runs until it stands still again.
    town.env.backend.advance_clock(16 * DAY)
    await town.restart()
    await days(town, 1)
    assert [str(one.name)[:9] for one in threads(town, club)] == ["Section 1", "Section 3"]
    late = [key for *key, state in rows(town, club) if state == "late"]
    assert Counter(section for _, section, _ in late) == {1: 3, 2: 5, 3: 1}
    [told] = cards(town, staff)
    assert "9 posts were left out because it was too late for them" in told
    await days(town, 30)
    assert len(cards(town, staff)) == 1
    assert heads(town, *threads(town, club))["### Before the meeting"] == 2
    assert [one.splitlines()[0] for one in cards(town, town.channel)][-1] == "## We have come to the end"


async def test_within_the_clubs_patience_nothing_is_left_out_and_after_it_only_the_questions(town: World) -> None:
    club = await with_a_plan(town)
    await town.env.advance_time(TO_MONDAY - 60)
    town.env.backend.advance_clock(DAY + PATIENCE - 60)
    await town.restart()
    await town.env.advance_time(HOUR)
    [thread] = threads(town, club)
    assert list(heads(town, thread)) == ["### This thread speaks up to 1.3", "-# 1.1 · question 1 of 2"]
    town.env.backend.advance_clock(2 * DAY)
    await town.restart()
    await town.env.advance_time(HOUR)
    assert len(cards(town, thread)) == 2
    assert ("prompt", 1, 1, "late") in list(rows(town, club))


@pytest.mark.parametrize(
    ("taken", "named"),
    [
        ("send_messages", "Send Messages"),
        ("create_public_threads", "Create Public Threads"),
        ("read_message_history", "Read Message History"),
        ("send_messages_in_threads", "Send Messages in Threads"),
    ],
)
async def test_a_lost_permission_is_told_once_by_its_name_and_the_work_comes_when_it_is_back(
    town: World, taken: str, named: str
) -> None:
    staff = town.guild.create_text_channel("staff")
    club = await with_a_plan(town, staff=staff)
    await forbid(town, town.channel, taken)
    await town.env.advance_time(TO_MONDAY + 10 * HOUR)
    assert cards(town, town.channel) == []
    [told] = cards(town, staff)
    assert f"I cannot post for section 1 in <#{town.channel.id}>: I am missing “{named}”." in told
    await forbid(town, town.channel)
    await town.env.advance_time(0.5 * HOUR)
    assert len(cards(town, town.channel)) == 1
    assert len(threads(town, club)) == 1
    await days(town, 5)
    assert len(cards(town, staff)) == 1
    assert [state for *_, state in rows(town, club)][:4] == ["done"] * 4


async def test_without_a_staff_channel_whoever_set_the_club_up_is_told(town: World) -> None:
    staff = town.guild.create_text_channel("staff")
    await with_a_plan(town, staff=staff, events=True)
    await forbid(town, staff, "view_channel")
    await forbid_events(town)
    await town.env.advance_time(TO_MONDAY + HOUR)
    [told] = town.mod.user.dm_channel.history()
    assert "I am missing “Create Events”" in written(told)
    assert cards(town, staff) == []
    await forbid_events(town, forbidden=False)
    await town.env.advance_time(HOUR)
    assert len(events(town)) == 1
    assert len(town.mod.user.dm_channel.history()) == 1


async def test_closed_direct_messages_are_borne_quietly(town: World) -> None:
    club = await with_a_plan(town)
    town.env.inject_error("POST", "/users/@me/channels", status=403, code=50007, times=None)
    town.env.inject_error("POST", f"/channels/{town.mod.user.dm_channel.id}/messages", status=403, code=50007)
    await forbid(town, town.channel, "send_messages")
    await town.env.advance_time(TO_MONDAY + HOUR)
    assert ask(Path(town.settings.database), "SELECT state FROM work WHERE kind = 'notice'") == [("done",)]
    await forbid(town, town.channel)
    await town.env.advance_time(HOUR)
    assert len(threads(town, club)) == 1


async def test_a_second_trouble_of_the_same_section_is_told_too(town: World) -> None:
    staff = town.guild.create_text_channel("staff")
    await with_a_plan(town, staff=staff, events=True)
    await forbid_events(town)
    await town.env.advance_time(TO_MONDAY + HOUR)
    await forbid(town, town.channel, "send_messages_in_threads")
    await days(town, 1)
    assert ["Create Events" in one for one in cards(town, staff)] == [True, False]
    assert "Send Messages in Threads" in cards(town, staff)[1]


async def test_a_deleted_channel_is_told_once_and_touches_no_other_club(town: World) -> None:
    staff = town.guild.create_text_channel("staff")
    doomed, second = town.guild.create_text_channel("doomed"), town.guild.create_text_channel("second")
    gone = await with_a_plan(town, doomed, staff=staff)
    here = await with_a_plan(town, events=True)
    later = await with_a_plan(town, second, weekday=2, prompt_days=frozenset({4}))
    town.env.backend.delete_channel(doomed.id)
    await days(town, 36)
    assert {state for *_, state in rows(town, gone)} <= {"late", "waiting"}
    told = [one for one in cards(town, staff) if "is deleted" in one]
    assert [f"for section {n}:" in one for n, one in enumerate(told, 1)] == [True] * 4
    for club in (here, later):
        assert {state for *_, state in rows(town, club)} == {"done"}
        assert len(threads(town, club)) == 4
    assert len(events(town)) == 4


async def test_another_server_goes_on_while_one_is_out_of_reach(town: World) -> None:
    club = await with_a_plan(town)
    abroad = town.env.create_guild("Elsewhere")
    books = abroad.create_text_channel("books")
    chair = abroad.create_role("Chair", permissions=discord.Permissions(manage_guild=True))
    boss = abroad.add_member(town.env.create_user("boss"), roles=[chair])
    await town.start(shown(await boss.slash(books, "manage setup", book="marked")), boss)
    [opened] = (await town.bot.services.places.server(abroad.id)).clubs.values()
    other = await lay(town, opened, events=True)
    away = town.bot.get_guild(town.guild.id)
    assert away is not None
    away.unavailable = True
    await town.env.advance_time(TO_MONDAY + HOUR)
    assert threads(town, club) == []
    assert [one.name for one in threads(town, other)] == ["Section 1 · 1.1–1.3"]
    assert len(events(town, abroad.id)) == 1
    away.unavailable = False
    with out_of_reach(town, f"/{town.channel.id}/messages"):
        await town.env.advance_time(HOUR)
        assert threads(town, club) == []
    await town.env.advance_time(HOUR)
    assert len(threads(town, club)) == len(threads(town, other)) == 1
    assert len(cards(town, town.channel)) == 1


async def test_a_question_waits_for_a_thread_that_could_not_be_made_yet_without_a_false_alarm(town: World) -> None:
    staff = town.guild.create_text_channel("staff")
    club = await with_a_plan(town, staff=staff, events=True)
    with out_of_reach(town, "/messages/*/threads"):
        await town.env.advance_time(TO_MONDAY + 60)
        assert len(cards(town, town.channel)) == 1
    await town.env.advance_time(2 * HOUR)
    assert cards(town, staff) == []
    assert len(cards(town, town.channel)) == 1
    assert len(threads(town, club)) == len(events(town)) == 1


async def test_a_question_whose_reply_was_lost_before_a_pause_is_not_asked_again_after_it(town: World) -> None:
    club = await with_a_plan(town)
    await town.env.advance_time(TO_MONDAY + DAY - 60)
    [thread] = threads(town, club)
    with out_of_reach(town, f"/channels/{thread.id}/messages", acts=True):
        await town.env.advance_time(70)
    assert len(cards(town, thread)) == 2
    ann = town.person("ann")
    for _ in range(150):
        town.env.backend.create_message(thread.id, ann.id, "So much to say.")
    laid, now = await plan_of(town, club), datetime(2026, 1, 6, 9, 0, 10)  # noqa: DTZ001 - a local time
    rest = Break(now.date(), now.date() + timedelta(days=13))
    wishes = replace(laid.wishes, breaks=(rest,))
    await save(town, club, replace(laid, wishes=wishes, sections=shift(laid.sections, now, 2)))
    await days(town, 20)
    assert ("prompt", 1, 0, "done") in list(rows(town, club))
    assert heads(town, thread)["-# 1.1 · question 1 of 2"] == 1
    assert heads(town, thread)["-# 1.3 · question 2 of 2"] == 1


async def test_a_club_that_is_gone_leaves_nothing_to_do(town: World) -> None:
    club = await with_a_plan(town)
    here = await town.here(town.mod)
    async with here.server.lock:
        await town.bot.services.places.close_club(here, club)
    sent = len(posts(town))
    await town.env.advance_time(TO_MONDAY + timedelta(days=30).total_seconds())
    assert len(posts(town)) == sent
