"""`/manage plan`, `pause` and `resume`, through the real bot: all that is ahead moves together, work and all."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from simcord.results import InteractionResult

from tests.e2e.world import DAY, World, buttons, said, shown

when = datetime.fromisoformat

Rows = dict[tuple[str, int, int], tuple[datetime, str]]


def work(town: World) -> Rows:
    """Return the rows of work as the database has them: kind, section and nth → when they are due, and their state."""
    with closing(sqlite3.connect(town.settings.database)) as file:
        rows = file.execute("SELECT kind, section, nth, due_at, state FROM work WHERE kind != 'notice'").fetchall()
    return {(kind, section, nth): (datetime.fromisoformat(due), state) for kind, section, nth, due, state in rows}


def public(town: World) -> list[str]:
    """Return what the bot has posted in the club's channel, the latest last."""
    return [str([part.to_dict() for part in message.components]) for message in town.channel.history()]


async def fill(town: World, panel: InteractionResult, label: str, **typed: str) -> InteractionResult:
    """Let the moderator press a button of the plan's panel and send its form."""
    form = await town.mod.click(shown(panel), label=label)
    return await town.mod.submit_modal(form, typed)


async def panel(town: World) -> InteractionResult:
    """Open the plan's panel."""
    return await town.mod.slash(town.channel, "manage plan")


async def test_the_panel_shows_the_plan_and_what_can_be_done_to_it(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    told = await panel(town)
    assert told.ephemeral
    assert "3 chapters a week · meeting: Sunday, 19:00 (Europe/London)" in said(told)
    assert [label for label, _ in buttons(shown(told))] == [
        "As a picture",
        "Move a meeting",
        "Move an opening",
        "Change the pace of the rest",
    ]


async def test_a_pause_moves_every_row_of_work_and_the_channel_is_told(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    await town.env.advance_time(6 * DAY)
    before = work(town)
    told = said(await town.mod.slash(town.channel, "manage pause", weeks=2))
    assert "The club rests until <t:" in told
    assert "4 meetings have moved." in told
    after = work(town)
    assert before.keys() == after.keys()
    waiting = [key for key, (_, state) in before.items() if state == "waiting"]
    assert len(waiting) > 10
    assert all(after[key][0] == before[key][0] + timedelta(weeks=2) for key in waiting)
    assert all(after[key] == before[key] for key in before.keys() - set(waiting))
    assert "The club rests until" in public(town)[-1]
    posted = len(public(town))
    await town.env.advance_time(13 * DAY)
    assert len(public(town)) == posted
    assert "The club rests until" in said(await town.person("ann").slash(town.channel, "schedule"))


async def test_to_resume_right_away_leaves_everything_as_it_was(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    await town.env.advance_time(6 * DAY)
    rows, plan = work(town), await town.plan(club)
    await town.mod.slash(town.channel, "manage pause", weeks=5)
    assert "The club reads on." in said(await town.mod.slash(town.channel, "manage resume"))
    assert work(town) == rows
    assert await town.plan(club) == plan
    assert "The club reads on." in public(town)[-1]


async def test_pausing_again_makes_the_pause_longer_and_the_restarted_bot_knows(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    await town.mod.slash(town.channel, "manage pause", weeks=1)
    await town.mod.slash(town.channel, "manage pause", weeks=2)
    plan = await town.plan(club)
    assert plan.pause
    assert plan.pause.weeks == 3
    assert plan.sections[0].opens == when("2026-01-26 09:00")
    await town.restart()
    assert await town.plan(club) == plan
    assert "Paused until" in said(await panel(town))
    too_long = said(await town.mod.slash(town.channel, "manage pause", weeks=52))
    assert "A club may rest for 52 weeks at a stretch." in too_long
    assert await town.plan(club) == plan


async def test_a_club_that_does_not_rest_is_told_so(town: World) -> None:
    await town.give_plan(await town.open_club())
    assert "The club is not paused." in said(await town.mod.slash(town.channel, "manage resume"))


async def test_a_meeting_moves_with_its_work_and_the_channel_is_told_in_the_club_s_language(town: World) -> None:
    club = await town.open_club(language="vi")
    await town.give_plan(club, events=True)
    before = work(town)
    told = await fill(town, await panel(town), "Move a meeting", number="2", day="2026-01-20", at="20:30")
    assert "The meeting of section 2 is now <t:1768941000:F>." in said(told)
    assert "Section 3 now opens <t:1768986000:F>." in said(told)
    after = work(town)
    assert after["gathering", 2, 0][0] == before["gathering", 2, 0][0] + timedelta(days=2)
    assert after["opening", 3, 0][0] == before["opening", 3, 0][0] + timedelta(days=2)
    assert "Buổi gặp của chặng 2 nay là <t:1768941000:F>." in public(town)[-1]


async def test_an_opening_moves_without_a_word_in_the_channel(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    posted = len(public(town))
    told = await fill(town, await panel(town), "Move an opening", number="1", day="tuesday", at="")
    assert "Section 1 now opens <t:" in said(told)
    assert (await town.plan(club)).sections[0].opens == when("2026-01-06 09:00")
    assert len(public(town)) == posted


@pytest.mark.parametrize(
    ("label", "typed", "answer"),
    [
        ("Move a meeting", {"number": "1", "day": "2026-01-04", "at": ""}, "Choose a time between"),
        ("Move a meeting", {"number": "2", "day": "2026-03-01", "at": ""}, "Choose a time between"),
        ("Move an opening", {"number": "2", "day": "2026-01-11", "at": "18:00"}, "Choose a time between"),
        ("Move a meeting", {"number": "9", "day": "2026-01-12", "at": ""}, "The plan has 4 sections"),
        ("Move a meeting", {"number": "two", "day": "2026-01-12", "at": ""}, "The plan has 4 sections"),
        ("Move a meeting", {"number": "²", "day": "2026-01-12", "at": ""}, "The plan has 4 sections"),
        ("Move a meeting", {"number": "1", "day": "@everyone", "at": ""}, "could not read that as a date"),
        ("Move a meeting", {"number": "1", "day": "2026-01-12", "at": "soon"}, "could not read that as a time"),
        (
            "Change the pace of the rest",
            {"pace": "soon", "weekday": "sunday", "at": "19:00", "breaks": ""},
            "as a pace",
        ),
        (
            "Change the pace of the rest",
            {"pace": "by 2026-01-06", "weekday": "sunday", "at": "19:00", "breaks": ""},
            "no meeting by that day",
        ),
    ],
)
async def test_what_cannot_be_is_refused_kindly_and_changes_nothing(
    town: World, label: str, typed: dict[str, str], answer: str
) -> None:
    club = await town.open_club()
    plan, rows = await town.give_plan(club), work(town)
    told = said(await fill(town, await panel(town), label, **typed))
    assert answer in told
    assert "everyone" not in told
    assert await town.plan(club) == plan
    assert work(town) == rows


async def test_another_pace_is_shown_first_and_done_when_it_is_meant(town: World) -> None:
    club = await town.open_club()
    plan, rows = await town.give_plan(club), work(town)
    await town.env.advance_time(6 * DAY)
    plan, rows = await town.plan(club), work(town)
    asked: dict[str, Any] = {"pace": "2 weeks", "weekday": "wednesday", "at": "18h30", "breaks": "20 Jan to 27 Jan"}
    preview = await fill(town, await panel(town), "Change the pace of the rest", **asked)
    assert "Now: 4 sections" in said(preview)
    assert "Then: 3 sections" in said(preview)
    assert "2 · 1.4–2.4" in said(preview)
    assert await town.plan(club) == plan
    assert work(town) == rows
    await town.restart()
    done = await town.mod.click(shown(preview), label="Do it")
    assert "From section 2 on, the plan is a new one." in said(done)
    after = await town.plan(club)
    assert after.sections[0] == plan.sections[0]
    assert [(one.first, one.last) for one in after.sections[1:]] == [(4, 8), (9, 12)]
    assert [one.meets for one in after.sections[1:]] == [when("2026-01-28 18:30"), when("2026-02-04 18:30")]
    assert {section for _, section, _ in work(town)} == {1, 2, 3}
    assert "From section 2 on" in public(town)[-1]
    assert "3 sections" not in public(town)[-1]


async def test_another_pace_may_be_left(town: World) -> None:
    club = await town.open_club()
    plan = await town.give_plan(club)
    form = await panel(town)
    preview = await fill(
        town, form, "Change the pace of the rest", pace="6 weeks", weekday="mon", at="19:00", breaks=""
    )
    left = await town.mod.click(shown(preview), label="Leave it")
    assert "3 chapters a week" in said(left)
    assert await town.plan(club) == plan


async def test_a_preview_of_a_plan_that_was_changed_meanwhile_is_not_done(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    form = await panel(town)
    preview = await fill(
        town, form, "Change the pace of the rest", pace="6 weeks", weekday="mon", at="19:00", breaks=""
    )
    await town.mod.slash(town.channel, "manage pause", weeks=1)
    plan = await town.plan(club)
    assert "The plan has changed since" in said(await town.mod.click(shown(preview), label="Do it"))
    assert await town.plan(club) == plan


async def test_the_form_is_filled_in_with_what_can_be_sent_again(town: World) -> None:
    club = await town.open_club()
    plan = await town.give_plan(club)
    town._locales[town.mod.id] = "vi"
    told = await panel(town)
    form = await town.mod.click(shown(told), custom_id=f"repace:{club.id}")
    assert form.modal
    typed = {one["component"]["custom_id"]: one["component"].get("value") or "" for one in form.modal["components"]}
    preview = await town.mod.submit_modal(form, typed)
    await town.mod.click(shown(preview), label="Đổi như vậy")
    assert replace(await town.plan(club), pause=None) == plan


async def test_where_the_club_cannot_be_told_the_change_stands_and_the_moderator_knows(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    town.env.inject_error("POST", f"/channels/{town.channel.id}/messages", status=403, code=50013)
    told = await town.mod.slash(town.channel, "manage pause", weeks=2)
    assert "The club rests until" in said(told)
    assert "please tell them yourself" in said(told.followups[0])
    assert (await town.plan(club)).pause


async def test_a_club_in_a_forum_is_told_in_the_thread_of_the_section_it_reads(town: World) -> None:
    """No message can be posted in a forum itself."""
    club = await town.open_club()
    await town.give_plan(club)
    await town.env.advance_time(6 * DAY)
    plan = await town.plan(club)
    [thread] = town.channel.threads
    await town.put_plan(club, replace(plan, forum=True, threads={}))
    told = await town.mod.slash(town.channel, "manage pause", weeks=2)
    assert "please tell them yourself" in said(told.followups[0])
    await town.put_plan(club, replace(await town.plan(club), threads=plan.threads))
    assert not (await town.mod.slash(town.channel, "manage resume")).followups
    assert "The club reads on." in str([part.to_dict() for part in thread.history()[-1].components])
    assert "The club reads on." not in str(public(town))


async def test_a_club_without_a_plan_has_nothing_to_change(town: World) -> None:
    club = await town.open_club(name="Slow Readers")
    for command, options in (("plan", {}), ("pause", {"weeks": 1}), ("resume", {})):
        told = said(await town.mod.slash(town.channel, f"manage {command}", **options))
        assert "**Slow Readers** reads without a plan" in told
    for word in ("panel:1:0", "move:1:meeting", "repace:1"):
        assert "reads without a plan" in await town.forged(town.mod, word)
    assert club.id not in (await town.here(town.mod)).server.plans


async def test_with_several_clubs_only_the_one_that_is_meant_rests(town: World) -> None:
    other = town.guild.create_text_channel("second")
    first, second = await town.open_club(name="First"), await town.open_club(channel=other, name="Second")
    await town.give_plan(first)
    plan = await town.give_plan(second)
    await town.mod.slash(other, "manage pause", weeks=3, club="First")
    assert (await town.plan(first)).pause
    assert await town.plan(second) == plan
    assert "The club rests until" in public(town)[-1]


async def test_what_is_over_cannot_be_paused_or_paced_anew(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    await town.env.advance_time(40 * DAY)
    told = await panel(town)
    assert "all of it is past" in said(await town.mod.slash(town.channel, "manage pause", weeks=1))
    again = await fill(town, told, "Change the pace of the rest", pace="2", weekday="sunday", at="19:00", breaks="")
    assert "all of it is past" in said(again)
    late = await fill(town, await panel(town), "Move a meeting", number="1", day="2026-03-01", at="")
    assert "past already" in said(late)


PRESSES = ("panel:1:0", "panel:1:now", "move:1:meeting", "move:1:opening", "repace:1", "do:1:AQAIAgRWkXc")
FORMS = ("move-form:1:meeting", "move-form:1:opening", "repace-form:1")


@pytest.mark.parametrize("custom_id", [*PRESSES, *FORMS])
async def test_a_member_who_forges_a_moderator_s_press_is_refused(town: World, custom_id: str) -> None:
    club = await town.open_club()
    plan = await town.give_plan(club)
    ann = town.person("ann")
    await ann.slash(town.channel, "club join")
    data: dict[str, Any] = {"components": []} if custom_id in FORMS else {}
    assert "Only moderators of this server can do that." in await town.forged(ann, custom_id, **data)
    assert await town.plan(club) == plan


async def test_a_member_s_own_private_card_does_not_make_them_a_moderator(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    ann = town.person("ann")
    private = shown(await ann.slash(town.channel, "schedule"))
    assert "Only moderators" in await town.forged(ann, "panel:1:0", on=private)


async def test_whoever_a_server_lets_invoke_the_command_may_use_its_panel(town: World) -> None:
    """A server may give `/manage` to anybody in its Integrations, which no bot can see."""
    club = await town.open_club()
    await town.give_plan(club)
    ann = town.person("ann")
    manage = next(one for one in await town.bot.tree.fetch_commands() if one.name == "manage")
    town.guild.set_command_permissions(manage.id, {ann: True})
    form = await ann.click(shown(await ann.slash(town.channel, "manage plan")), label="Move a meeting")
    moved = await ann.submit_modal(form, {"number": "1", "day": "2026-01-12", "at": ""})
    assert "The meeting of section 1 is now" in said(moved)
    assert (await town.plan(club)).sections[0].meets == when("2026-01-12 19:00")
    assert "Only moderators" in await town.forged(ann, "panel:1:0")
