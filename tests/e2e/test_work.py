"""A club that runs itself: sections open, questions come, once each, and what is in the way is told."""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.builders import ChannelHandle
from simcord.types import HttpLogEntry

from bot.domain.calendar import Break
from bot.domain.club import Club
from bot.domain.plan import move_meeting, shift
from bot.presentation import ids
from cogs.posting import A_SECOND, MOST
from tests import contract
from tests.e2e.plans import (
    DAY,
    HOUR,
    TO_MONDAY,
    cards,
    events,
    forbid,
    forbid_events,
    heads,
    lay,
    out_of_reach,
    plan_of,
    rows,
    save,
    sleeping_long,
    threads,
    with_a_plan,
    written,
)
from tests.e2e.world import World, buttons, forge, outgoing, said, shown, world
from tests.marked import LAST, markers, write_marked
from tests.storage.rows import ask

__all__ = ["sleeping_long"]
pytestmark = pytest.mark.usefixtures("sleeping_long")

PATIENCE = 12 * HOUR


async def days(town: World, n: float) -> None:
    await town.env.advance_time(n * DAY)


def row_of(town: World, club: Club, kind: str, section: int = 1) -> int:
    sql = "SELECT id FROM work WHERE club_id = ? AND kind = ? AND section = ? ORDER BY nth"
    return int(ask(Path(town.settings.database), sql, club.id, kind, section)[0][0])


def posts(town: World) -> list[HttpLogEntry]:
    return [one for one in town.env.http_requests if one.method == "POST" and "/channels/" in one.path]


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


async def test_a_forged_press_finds_only_what_stands_where_it_is_made(town: World) -> None:
    other = town.guild.create_text_channel("second")
    abroad = town.env.create_guild("Elsewhere")
    place = abroad.create_text_channel("books")
    club = await with_a_plan(town)
    await with_a_plan(town, other)
    ann, stranger = town.person("ann"), town.person("stranger", guild=abroad)
    await town.env.advance_time(TO_MONDAY + 2 * DAY)
    [thread] = threads(town, club)
    prompt, opening = row_of(town, club, "prompt"), row_of(town, club, "opening")

    async def presses(person: Any, row: int, where: ChannelHandle) -> str:
        return json.dumps(await forge(town, person, ids.TOLD(row, 0), where), ensure_ascii=False)

    assert "prompt mk1z" in await presses(ann, prompt, thread)
    assert "1.1–1.3" in await presses(ann, opening, town.channel)
    gone = await presses(ann, 10**17, thread)
    ahead = [row_of(town, club, kind, section) for kind, section in (("prompt", 2), ("gathering", 1), ("opening", 2))]
    for person, row, where in (
        *((ann, row, thread) for row in (*ahead, prompt + 1)),
        (ann, prompt, town.channel),
        (ann, prompt, other),
        (ann, opening, other),
        (stranger, prompt, place),
        (stranger, opening, place),
    ):
        assert await presses(person, row, where) == gone
    beyond = json.dumps(await forge(town, ann, ids.READ(club.id, LAST + 1), thread))
    assert "mk" not in beyond
    assert await town.at(ann, club) is None
    assert "mk" not in json.dumps(await forge(town, stranger, ids.READ(club.id, 1), place))


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


def place_of(request: HttpLogEntry, club: Club) -> str:
    """Return where a request goes: "thread" for what is said in one, "channel" for all that everybody sees."""
    if not request.path.startswith("/channels/") or request.path.endswith("/threads"):
        return "channel"
    return "channel" if request.path.startswith(f"/channels/{club.channel_id}/") else "thread"


async def carried(town: World, *, forum: bool, language: str) -> list[tuple[str, int, str]]:
    """Carry a whole book; return for each request its place, the place's horizon then, and all it says."""
    staff = town.guild.create_text_channel("staff")
    club = await with_a_plan(town, forum=forum, language=language, events=True, staff=staff)
    told = []
    await town.env.advance_time(TO_MONDAY - 60)
    await forbid(town, staff, "send_messages")
    sections = (await plan_of(town, club)).sections
    for section in sections:
        sent = len(town.env.http_requests)
        await days(town, 7 if section is not sections[-1] else 14)
        for one in town.env.http_requests[sent:]:
            place = place_of(one, club)
            horizon = section.last if place == "thread" else section.first - 1
            told.append((place, horizon, f"{one.method} {one.path} {json.dumps(one.json, ensure_ascii=False)}"))
    assert {state for *_, state in rows(town, club)} <= {"done", "void"}
    return told


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("forum", [False, True])
async def test_no_byte_of_a_whole_book_tells_a_place_what_lies_beyond_it(
    town: World, forum: bool, language: str
) -> None:
    told = await carried(town, forum=forum, language=language)
    assert len(told) > 20
    leaks = [text for _, horizon, text in told if max(markers(text), default=0) > horizon]
    assert leaks == []
    assert {since for place, _, text in told if place == "thread" for since in markers(text)} == set(range(1, LAST + 1))
    assert {since for place, _, text in told if place == "channel" for since in markers(text)} == set()


@pytest.mark.parametrize("forum", [False, True])
async def test_a_book_that_ends_in_the_middle_is_carried_through_with_the_same_bytes_up_to_there(
    tmp_path: Path, empty_database: Path, forum: bool
) -> None:
    """Names of threads and events, dates, counts, order: nothing hints at what was cut out."""
    runs = []
    for cut_after in (LAST, 6, 0):
        folder = tmp_path / str(cut_after)
        folder.mkdir()
        write_marked(folder / "content", cut_after=cut_after)
        async with world(folder, folder / "content", empty_database) as town:
            runs.append(await carried(town, forum=forum, language="en"))
            for request in town.env.http_requests:
                contract.hold(request.method, request.path, request.json)
    whole, half, nothing = ([one for one in run if not is_question(one)] for run in runs)
    assert unnumbered(whole) == unnumbered(half) == unnumbered(nothing)
    assert [one for one in runs[0] if one[1] <= 6] == [one for one in runs[1] if one[1] <= 6]


def is_question(one: tuple[str, int, str]) -> bool:
    return one[0] == "thread" and bool(markers(one[2]))


def unnumbered(run: list[tuple[str, int, str]]) -> list[str]:
    """Return what is said, without Discord's own numbers, which count on with every message of the server."""
    return [re.sub(r"[0-9]{16,}", "#", text) for _, _, text in run]


async def test_each_reader_may_press_what_stands_and_is_never_shown_more_than_the_place_speaks_of(town: World) -> None:
    club = await with_a_plan(town)
    ann = town.person("ann")
    await days(town, 40)
    for number, thread in enumerate(threads(town, club), 1):
        sent = len(town.env.http_requests)
        for message in thread.history():
            for _, custom_id in buttons(message):
                if custom_id.startswith("told"):
                    await ann.click(message, custom_id=custom_id)
        assert max(markers(outgoing(town.env, sent))) == 3 * number
    assert await town.at(ann, club) is None


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
