"""`/manage settings`, through the real bot: each setting changed on the panel, and seen to take effect."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import RoleHandle
from simcord.results import ResponseMessage

from bot.domain.club import Club
from bot.domain.settings import GROUPS, OF_A_PLAN
from tests.e2e.plans import cards, events, forbid, heads, threads, with_a_plan
from tests.e2e.test_question import TYPED, propose, reader
from tests.e2e.world import DAY, World, buttons, forge, outgoing, said, shown, told
from tests.storage.every_table import everything

when = datetime.fromisoformat
SAME: dict[str, Any] = {"meeting": "19:00", "posting": "09:00", "days": ["1", "3"]}
"""What the form of hours and days holds before anything is changed."""


async def panel(town: World, person: MemberActor | None = None) -> ResponseMessage:
    """Open the panel."""
    return shown(await (person or town.mod).slash(town.channel, "manage settings"))


async def change(town: World, card: ResponseMessage, group: str, **typed: Any) -> str:
    """Let the moderator change a group of settings in its form; return what is said to it."""
    [custom_id] = [one for _, one in buttons(card) if one.startswith("setting:") and one.endswith(f":{group}")]
    form = await town.mod.click(card, custom_id=custom_id)
    assert form.modal is not None
    result = await town.mod.submit_modal(form, typed)
    return said(result) if result.response else told(result, card)


async def current(town: World, club: Club) -> Club:
    """Return a club as it is now."""
    return (await town.here(town.mod)).server.clubs[club.id]


def due(town: World, kind: str, section: int) -> list[datetime]:
    """Return when a section's work of a kind is due, as the database has it."""
    sql = "SELECT due_at FROM work WHERE kind = ? AND section = ? ORDER BY nth"
    with closing(sqlite3.connect(town.settings.database)) as file:
        return [when(at) for (at,) in file.execute(sql, (kind, section))]


def role(town: World, name: str = "Readers", *members: MemberActor) -> RoleHandle:
    """Make a role that anyone may mention, and give it to some."""
    made = town.guild.create_role(name)
    town.env.backend.edit_role(town.guild.id, made.id, {"mentionable": True})
    for one in members:
        town.env.backend.add_member_role(town.guild.id, one.id, made.id)
    return made


async def test_the_panel_shows_every_setting_and_is_seen_by_nobody_else(town: World) -> None:
    club = await town.open_club(name="Slow Readers")
    await town.give_plan(club)
    result = await town.mod.slash(town.channel, "manage settings")
    assert result.ephemeral
    assert said(result).splitlines()[0] == "### The settings of Slow Readers"
    for line in (
        f"**Channel** · <#{town.channel.id}>",
        "**Moderators’ channel** · none",
        "**Language** · English",
        "**Reminders** · for readers who ask for them",
        "**Moderators’ role** · none",
        "**Hour of meetings** · 19:00",
        "**Days of questions** · Tuesday, Thursday",
        "**Rounds are started by** · Moderators",
        "**How late questions may be** · 12 hours",
        "**Events** · none",
        "-# Hours are on the club’s clock (Europe/London).",
    ):
        assert line in said(result)
    assert [one.rpartition(":")[2] for label, one in buttons(shown(result)) if label == "Change"] == list(GROUPS)


async def test_another_hour_moves_every_meeting_ahead_with_its_work_and_the_club_is_told(town: World) -> None:
    club = await with_a_plan(town, events=True, language="vi")
    await town.env.advance_time(6 * DAY)
    [closing] = due(town, "closing", 4)
    words = await change(town, await panel(town), "times", **{**SAME, "meeting": "8 pm"})
    assert "**Hour of meetings** · 19:00 → 20:00\n4 meetings are at 20:00 from now on." in words
    plan = await town.plan(club)
    assert [one.meets.hour for one in plan.sections] == [20] * 4
    await town.env.settle()
    [event] = events(town)
    assert "2026-01-11T20:00" in str(event.scheduled_start_time).replace(" ", "T")
    assert due(town, "closing", 4) == [closing + timedelta(hours=1)]
    assert "Từ giờ, 4 buổi gặp bắt đầu lúc 20:00. Buổi gặp tới là <t:" in cards(town, town.channel)[-1]
    assert "Kế hoạch" not in cards(town, town.channel)[-1]


async def test_another_hour_and_other_days_of_questions_count_from_now_on_and_nothing_is_called_left_out(
    town: World,
) -> None:
    club = await with_a_plan(town)
    await town.env.advance_time(6.5 * DAY)
    [thread] = threads(town, club)
    asked = heads(town, thread)
    posted = len(cards(town, town.channel))
    words = await change(town, await panel(town), "times", meeting="19:00", posting="8:00", days=["2", "4"])
    assert "**Hour of openings and questions** · 09:00 → 08:00" in words
    assert "**Days of questions** · Tuesday, Thursday → Wednesday, Friday" in words
    assert "meetings are" not in words
    assert heads(town, thread) == asked
    assert due(town, "prompt", 2) == [when("2026-01-14 08:00"), when("2026-01-16 08:00")]
    assert due(town, "opening", 2) == [when("2026-01-12 08:00")]
    await town.env.advance_time(20 * DAY)
    assert not [one for one in everything(town.settings.database)["work"] if one["kind"] == "notice"]
    assert len(cards(town, town.channel)) == posted + 3, "three openings, and no word of the change"


async def test_the_moderators_channel_gets_what_moderators_are_told(town: World) -> None:
    club = await town.open_club()
    first, second = town.guild.create_text_channel("first"), town.guild.create_text_channel("second")
    card = await panel(town)
    words = await change(town, card, "places", staff=[first])
    assert f"**Moderators’ channel** · none → <#{first.id}>" in words
    ann = await reader(town, club, 4)
    await propose(town, ann)
    assert len(cards(town, first)) == 1
    await change(town, card, "places", staff=[second])
    await propose(town, ann)
    assert [len(cards(town, one)) for one in (first, second)] == [1, 1]
    assert f"<#{second.id}> → none" in await change(town, card, "places")
    assert (await current(town, club)).staff_id is None


async def test_a_channel_where_the_bot_may_not_write_is_refused(town: World) -> None:
    club = await town.open_club()
    locked = town.guild.create_text_channel("locked")
    await forbid(town, locked, "send_messages")
    assert "Please allow me “Send Messages” there" in await change(town, await panel(town), "places", staff=[locked])
    assert (await current(town, club)).staff_id is None


@pytest.mark.parametrize("forum", [False, True])
async def test_the_role_is_notified_when_a_section_opens_and_by_nothing_else(town: World, forum: bool) -> None:
    club = await with_a_plan(town, forum=forum)
    readers = role(town)
    words = await change(town, await panel(town), "roles", mention=[readers])
    assert f"**Role mentioned when a section opens** · none → <@&{readers.id}>" in words
    sent = len(town.env.http_requests)
    await town.env.advance_time(12 * DAY)
    assert len(threads(town, club)) == 2
    posted = [one for one in town.env.http_requests[sent:] if one.method in ("POST", "PATCH") and one.json]
    naming = [one for one in posted if str(readers.id) in json.dumps(one.json)]
    openings = [one for one in naming if one.method == "POST"]
    assert len(openings) == 2
    for one in posted:
        assert isinstance(one.json, dict)
        body = one.json.get("message", one.json)
        allowed = body.get("allowed_mentions", {"parse": []})
        assert allowed.get("parse") == []
        assert not allowed.get("users")
        assert [int(number) for number in allowed.get("roles", [])] == ([readers.id] if one in naming else [])
        if one in naming:
            assert f"<@&{readers.id}>" in json.dumps(body)


async def test_a_role_that_was_deleted_is_mentioned_no_more_and_another_can_be_chosen(town: World) -> None:
    club = await with_a_plan(town)
    gone, mods = role(town), role(town, "Mods")
    await change(town, await panel(town), "roles", mention=[gone], mods=[mods])
    town.env.backend.delete_role(town.guild.id, gone.id)
    await town.env.settle()
    sent = len(town.env.http_requests)
    await town.env.advance_time(5 * DAY)
    assert threads(town, club)
    assert str(gone.id) not in outgoing(town.env, sent)
    form = await town.mod.click(await panel(town), custom_id=f"setting:{club.id}:roles")
    assert form.modal
    held = [one["component"].get("default_values", []) for one in form.modal["components"]]
    assert [[int(one["id"]) for one in values] for values in held] == [[], [mods.id]]


async def test_a_role_that_discord_does_not_let_the_bot_mention_is_told_of(town: World) -> None:
    await town.open_club()
    closed = town.guild.create_role("Closed")
    [own] = [one for one in town.env.backend.get_guild(town.guild.id).roles.values() if one.managed]
    allowed = discord.Permissions(own.permissions)
    allowed.update(administrator=False, mention_everyone=False)
    town.env.backend.edit_role(town.guild.id, own.id, {"permissions": allowed.value})
    await town.env.settle()
    words = await change(town, await panel(town), "roles", mention=[closed])
    assert f"Discord does not let me notify <@&{closed.id}> yet" in words
    town.env.backend.edit_role(town.guild.id, closed.id, {"mentionable": True})
    await town.env.settle()
    assert "Nothing has changed." in await change(town, await panel(town), "roles", mention=[closed])


async def test_a_role_that_everybody_has_or_nobody_any_more_is_refused(town: World) -> None:
    club = await town.open_club()
    for number in (town.guild.id, 4711):
        chosen = [{"type": 18, "component": {"type": 6, "custom_id": "mods", "values": [str(number)]}}]
        words = await town.forged(town.mod, f"setting-form:{club.id}:roles", components=chosen)
        assert "That role is not there any more" in words
    assert (await current(town, club)).mods_id is None


async def test_members_with_the_moderators_role_may_press_buttons_on_public_cards_as_long_as_they_have_it(
    town: World,
) -> None:
    club = await town.open_club()
    staff = town.guild.create_text_channel("staff")
    ben = town.person("ben")
    mods = role(town, "Mods", ben)
    await town.put(ben, club, 4)
    await change(town, await panel(town), "places", staff=[staff])
    ann = await reader(town, club, 4)
    await propose(town, ann)
    sealed = staff.history()[-1]
    assert "Only moderators" in said(await ben.click(sealed, label="Look at it"))
    words = await change(town, await panel(town), "roles", mods=[mods])
    assert f"Members with <@&{mods.id}> may press the moderators’ buttons on public cards" in words
    assert "Server Settings → Integrations" in words
    card = shown(await ben.click(sealed, label="Look at it"))
    assert TYPED["text"] in said(card)
    assert "Only moderators" in said(await ann.click(sealed, label="Look at it"))
    for forged in (f"settings:{club.id}", f"setting:{club.id}:roles", f"log:{club.id}:0", f"panel:{club.id}:now"):
        assert "Only moderators" in await town.forged(ben, forged), "only what stands in public"
    await ben.click(card, label="Approve")
    assert "Approved" in said(card)
    town.env.backend.remove_member_role(town.guild.id, ben.id, mods.id)
    assert "Only moderators" in said(await ben.click(sealed, label="Look at it"))


async def test_members_with_the_moderators_role_lead_rounds_in_their_club_only(town: World) -> None:
    club = await town.open_club()
    other = town.guild.create_text_channel("second")
    second = await town.open_club(channel=other, name="Second")
    for one in (club, second):
        await town.give_plan(one)
    await town.env.advance_time(13 * DAY)
    ben = town.person("ben")
    mods = role(town, "Mods", ben)
    assert "moderator" in said(await ben.slash(town.channel, "quiz round"))
    await change(town, await panel(town), "roles", mods=[mods])
    opened = await ben.slash(town.channel, "quiz round")
    assert "The lobby is open" in said(opened)
    assert "moderator" in said(await ben.slash(other, "quiz round"))
    lobby = town.channel.history()[-1]
    town.env.backend.remove_member_role(town.guild.id, ben.id, mods.id)
    ann = town.person("ann")
    town.env.backend.add_member_role(town.guild.id, ann.id, mods.id)
    await ann.click(lobby, label="Stop")
    assert "is over" in str([part.to_dict() for part in town.channel.history()[-1].components])


async def test_who_may_start_rounds_is_a_setting(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    words = await change(town, await panel(town), "rounds", who=["everybody"], after=["yes"])
    assert "**Rounds are started by** · Moderators → Everybody" in words
    assert "**A round after each meeting** · No → Yes" in words
    plan = await town.plan(club)
    assert (plan.open_rounds, plan.rounds) == (True, True)
    assert due(town, "round", 1) == [when("2026-01-11 20:30")]


async def test_patience_and_events_are_settings(town: World) -> None:
    club = await with_a_plan(town)
    await town.env.advance_time(6 * DAY)
    assert events(town) == []
    card = await panel(town)
    words = await change(town, card, "posts", patience="48", events=["yes"])
    assert "**How late questions may be** · 12 hours → 48 hours" in words
    assert "**Events** · none → an event of this server for each meeting" in words
    await town.env.settle()
    assert len(events(town)) == 1, "that of the section being read"
    assert (await town.plan(club)).patience == timedelta(hours=48)
    assert "Events that are there stay" in await change(town, card, "posts", patience="48", events=["no"])
    await town.env.advance_time(7 * DAY)
    assert len(events(town)) == 1
    assert "between 1 and 168" in await change(town, card, "posts", patience="500", events=["no"])


async def test_the_language_of_public_cards_and_reminders_are_settings(town: World) -> None:
    club = await with_a_plan(town)
    words = await change(town, await panel(town), "club", language=["vi"], reminders=["no"])
    assert "**Language** · English → Tiếng Việt" in words
    assert "**Reminders** · for readers who ask for them → none" in words
    assert (await current(town, club)).reminders_allowed is False
    await town.env.advance_time(5 * DAY)
    assert "## Chặng 1" in cards(town, town.channel)[-1]


async def test_a_club_without_a_plan_has_no_settings_of_one(town: World) -> None:
    club = await town.open_club(name="Slow Readers")
    card = await panel(town)
    assert "Only a club with a plan has these: Hour of meetings" in said(card)
    offered = {one.rpartition(":")[2] for label, one in buttons(card) if label == "Change"}
    assert offered == set(GROUPS) - set(OF_A_PLAN)
    for group in OF_A_PLAN:
        assert "reads without a plan" in await town.forged(town.mod, f"setting:{club.id}:{group}")
        forged = await town.forged(town.mod, f"setting-form:{club.id}:{group}", components=[])
        assert "reads without a plan" in forged
    assert club.id not in (await town.here(town.mod)).server.plans


@pytest.mark.parametrize("typed", [{"meeting": "soon"}, {"posting": "@everyone"}, {"meeting": " "}])
async def test_what_is_no_hour_is_refused_and_changes_nothing(town: World, typed: dict[str, str]) -> None:
    club = await town.open_club()
    plan = await town.give_plan(club)
    words = await change(town, await panel(town), "times", **{**SAME, **typed})
    assert "could not read that as a time" in words
    assert "everyone" not in words
    assert await town.plan(club) == plan


async def test_what_was_chosen_by_no_list_of_ours_leads_nowhere(town: World) -> None:
    club = await town.open_club()
    plan = await town.give_plan(club)
    for group, field, value in (("club", "language", "fr"), ("times", "days", "7")):
        parts = [{"custom_id": field, "values": [value]}] + [
            {"custom_id": one, "value": "19:00"} for one in ("meeting", "posting")
        ]
        form = [{"type": 18, "component": {"type": 3, **one}} for one in parts]
        words = await town.forged(town.mod, f"setting-form:{club.id}:{group}", components=form)
        assert "leads nowhere" in words
    assert (await town.plan(club), (await current(town, club)).language) == (plan, "en")


async def test_the_panel_and_an_open_form_work_on_after_a_restart(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    card = await panel(town)
    await town.restart()
    form = await town.mod.click(card, custom_id=f"setting:{club.id}:times")
    await town.restart()
    words = told(await town.mod.submit_modal(form, {**SAME, "meeting": "18:30"}), card)
    assert "4 meetings are at 18:30 from now on." in words
    await town.restart()
    assert "**Hour of meetings** · 18:30" in said(await panel(town))
    assert [one.meets.hour for one in (await town.plan(club)).sections] == [18] * 4


def _presses(club: Club) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"settings:{club.id}", {}),
        (f"log:{club.id}:0", {}),
        *((f"setting:{club.id}:{group}", {}) for group in GROUPS),
        *((f"setting-form:{club.id}:{group}", {"components": []}) for group in GROUPS),
    ]


async def test_whoever_is_no_moderator_gets_one_sentence_and_nothing_else(town: World) -> None:
    """A member, a moderator of yesterday, and a reader with a private card of their own."""
    club = await town.open_club()
    await town.give_plan(club)
    ann, former = town.person("ann"), town.person("former", moderator=True)
    await ann.slash(town.channel, "club join")
    town.env.backend.remove_member_role(town.guild.id, former.id, town.staff.id)
    private = shown(await ann.slash(town.channel, "schedule"))
    before = everything(town.settings.database)
    for custom_id, data in _presses(club):
        for person, card in ((ann, None), (ann, private), (former, None)):
            answer = await town.forged(person, custom_id, on=card, **data)
            assert answer == "Only moderators of this server can do that."
    assert everything(town.settings.database) == before


async def test_a_moderator_of_another_server_gets_one_sentence_and_nothing_else(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    abroad = town.env.create_guild("Elsewhere")
    place = abroad.create_text_channel("books")
    staff = abroad.create_role("Staff", permissions=discord.Permissions(manage_guild=True))
    stranger = abroad.add_member(town.env.create_user("stranger"), roles=[staff])
    town._locales[stranger.id] = "en-US"
    before = everything(town.settings.database)
    for custom_id, data in _presses(club):
        body = json.dumps(await forge(town, stranger, custom_id, place, **data))
        assert "leads nowhere any more" in body
        assert "19:00" not in body
    assert everything(town.settings.database) == before


async def test_whoever_a_server_lets_invoke_the_command_may_use_its_panel(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    manage = next(one for one in await town.bot.tree.fetch_commands() if one.name == "manage")
    town.guild.set_command_permissions(manage.id, {ann: True})
    card = await panel(town, ann)
    form = await ann.click(card, custom_id=f"setting:{club.id}:club")
    await ann.submit_modal(form, {"language": ["vi"], "reminders": ["yes"]})
    assert await current(town, club) == replace(club, language="vi")
    await ann.click(card, label="See the log")
    assert f"<@{ann.id}>" in said(card)
