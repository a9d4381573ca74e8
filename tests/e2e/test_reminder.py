"""Reminders reach those who asked, once, by their own clock, whatever dies on the way, and end when they say so."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.calendar import moment
from bot.domain.pace import Pace
from bot.presentation import ids
from tests import contract
from tests.e2e.plans import days, plan_of, threads, with_a_plan, written
from tests.e2e.reminders import EVERYTHING, asks, form, letters, mail, until
from tests.e2e.strikes import EACH, Strikes
from tests.e2e.world import World, forge, said, shown, world
from tests.marked import LAST, markers, write_marked
from tests.storage.rows import ask


async def test_a_week_of_somebody_who_asked_for_everything_and_of_somebody_who_did_not(town: World) -> None:
    club = await with_a_plan(town)
    ann, ben = town.person("ann"), town.person("ben")
    for person in (ann, ben):
        await town.put(person, club, 1)
    assert "none; I write to you only if you ask me to" in said(await ben.slash(town.channel, "me settings"))
    told = said(await asks(town, ann, *EVERYTHING, quiet="3"))
    assert "a day before a meeting, two hours before a meeting, when a section opens, when your bookmark has" in told
    assert "rested for 3 days · Europe/London" in told
    came = []
    for at in ("05T09:01", "08T09:01", "10T19:01", "11T17:01", "11T23:59"):
        await until(town, f"2026-01-{at}Z")
        came.append(len(letters(ann)))
    assert came == [1, 2, 3, 4, 4]
    assert letters(ben) == []
    [thread] = threads(town, club)
    where = f"https://discord.com/channels/{town.guild.id}/{thread.id}"
    opened, rested, tomorrow, soon = mail(ann)
    assert opened.splitlines()[:4] == [
        "### The the\\-club",
        "A section has opened:",
        f"**[Section 1 · 1.1–1.3]({where})**",
        "We meet <t:1768158000:F>, <t:1768158000:R>.",
    ]
    assert "The club is reading:" in rested
    assert "Your bookmark is at 1.1." in rested
    assert tomorrow == soon
    assert where in soon
    assert all(one.splitlines()[-2:] == ["Not this book", "Stop"] for one in mail(ann))
    assert all("</me settings:" in one for one in mail(ann))


async def test_reminders_come_in_their_readers_language_by_their_readers_clock(town: World) -> None:
    club = await with_a_plan(town)
    lan, apia = town.person("lan", speaks="vi"), town.person("apia")
    for person in (lan, apia):
        await town.put(person, club, 1)
    assert "một ngày trước buổi gặp · Asia/Ho Chi Minh" in said(await asks(town, lan, "day", zone="Sài Gòn"))
    await asks(town, apia, "opens", zone="Apia")
    await until(town, "2026-01-05T18:59Z")
    assert letters(apia) == []
    await until(town, "2026-01-05T19:01Z")
    assert len(letters(apia)) == 1, "eight in the morning, where ten at night was due"
    await until(town, "2026-01-11T00:59Z")
    assert letters(lan) == []
    await until(town, "2026-01-11T01:01Z")
    [told] = mail(lan)
    assert "Chặng 1 · 1.1–1.3" in told
    assert "Đừng nhắc cuốn này" in told


async def test_not_this_book_ends_those_of_the_club_and_stop_all_of_them_from_the_message_itself(town: World) -> None:
    club = await with_a_plan(town)
    other = await with_a_plan(town, town.guild.create_text_channel("second"))
    ann = town.person("ann")
    for one in (club, other):
        await town.put(ann, one, 1)
    await asks(town, ann, *EVERYTHING)
    await until(town, "2026-01-05T09:01Z")
    assert len(letters(ann)) == 2
    first = next(one for one in letters(ann) if "the\\-club" in written(one))
    before = len(town.env.http_requests)
    await ann.user.click(first, label="Not this book")
    assert len([one for one in town.env.http_requests[before:] if one.method == "POST"]) == 1
    assert any("No more reminders about this book." in one for one in mail(ann))
    assert "None about The the\\-club." in said(await ann.slash(town.channel, "me settings"))
    await until(town, "2026-01-10T19:01Z")
    assert len(letters(ann)) == 3
    assert "second" in mail(ann)[-1]
    panel = shown(await ann.slash(town.channel, "me settings"))
    assert "None about" not in said(await ann.click(panel, label="Remind me of this book too"))
    await until(town, "2026-01-11T17:01Z")
    assert len(letters(ann)) == 5
    await town.restart()
    await ann.user.click(letters(ann)[-1], label="Stop")
    assert "No more reminders from that server." in mail(ann)[-1]
    await days(town, 14)
    assert len(letters(ann)) == 5
    assert "none; I write to you" in said(await ann.slash(town.channel, "me settings"))


async def test_not_this_book_is_taken_back_in_the_message_too(town: World) -> None:
    club = await with_a_plan(town)
    ann = town.person("ann")
    await town.put(ann, club, 1)
    await asks(town, ann, *EVERYTHING)
    await until(town, "2026-01-05T09:01Z")
    for label in ("Not this book", "Remind me of this book too"):
        await ann.user.click(letters(ann)[0], label=label)
    assert "I remind you of this book again." in mail(ann)[0]
    await until(town, "2026-01-10T19:01Z")
    assert len(letters(ann)) == 2


async def test_closed_direct_messages_turn_reminders_off_which_is_said_once(town: World) -> None:
    club = await with_a_plan(town)
    ann = town.person("ann")
    await town.put(ann, club, 1)
    await asks(town, ann, *EVERYTHING)
    town.env.inject_error("POST", f"/channels/{ann.user.dm_channel.id}/messages", status=403, code=50007)
    await until(town, "2026-01-05T09:01Z")
    await until(town, "2026-01-11T20:00Z")
    assert letters(ann) == []
    words = "I could not send you a direct message"
    first = await ann.slash(town.channel, "progress set", where="1.2")
    assert words in said(first)
    assert words not in said(await ann.click(shown(first), label="Next finished"))
    panel = said(await ann.slash(town.channel, "me settings"))
    assert words not in panel
    assert "none; I write to you only if you ask me to" in panel
    await asks(town, ann, "opens")
    await until(town, "2026-01-12T09:01Z")
    assert len(letters(ann)) == 1


async def test_the_settings_say_it_where_they_are_looked_at_first(town: World) -> None:
    club = await with_a_plan(town)
    ann = town.person("ann")
    await town.put(ann, club, 1)
    await asks(town, ann, "opens")
    town.env.inject_error("POST", "/users/@me/channels", status=403, code=50007)
    await until(town, "2026-01-05T09:01Z")
    assert "I could not send you a direct message" in said(await ann.slash(town.channel, "me settings"))
    assert "I could not send" not in said(await ann.slash(town.channel, "progress show"))


async def test_where_discord_slows_the_bot_down_a_reminder_comes_a_little_later(town: World) -> None:
    club = await with_a_plan(town)
    ann = town.person("ann")
    await town.put(ann, club, 1)
    await asks(town, ann, "opens")
    town.env.inject_error("POST", f"/channels/{ann.user.dm_channel.id}/messages", status=400, code=40003)
    await until(town, "2026-01-05T09:05Z")
    assert len(letters(ann)) == 1


@pytest.mark.faults
@pytest.mark.parametrize("how", EACH)
async def test_whatever_dies_at_any_step_on_the_way_a_reminder_comes_once(town: World, how: str) -> None:
    club = await with_a_plan(town, pace=Pace("chapters", 1))
    ann, ben = town.person("ann"), town.person("ben")
    for person in (ann, ben):
        await town.put(person, club, 1)
        await asks(town, person, "day")
    struck = set()
    for week, section in enumerate((await plan_of(town, club)).sections):
        due = moment(section.meets - timedelta(days=1), "Europe/London")
        await until(town, (due - timedelta(minutes=1)).isoformat())
        strikes = Strikes({week: how})
        strikes.watch(town.bot)
        await until(town, (due + timedelta(minutes=1)).isoformat())
        if strikes.dead:
            await town.restart()
        else:
            strikes.leave(town.bot)
        struck.update(strikes.seen[week : week + 1])
        await until(town, (due + timedelta(hours=1)).isoformat())
        assert [len(letters(person)) for person in (ann, ben)] == [week + 1] * 2, strikes.seen[: week + 1]
    assert {"transaction", "POST /channels/{channel_id}/messages"} <= struck


async def test_a_pause_moves_reminders_and_leaving_ends_them(town: World) -> None:
    club = await with_a_plan(town)
    ann = town.person("ann")
    await town.put(ann, club, 1)
    await asks(town, ann, "day", "hours")
    await until(town, "2026-01-09T12:00Z")
    await town.mod.slash(town.channel, "manage pause", weeks=2)
    await until(town, "2026-01-24T18:59Z")
    assert letters(ann) == []
    await until(town, "2026-01-24T19:01Z")
    assert ["<t:1769367600:F>" in one for one in mail(ann)] == [True], "the meeting as it is now"
    await ann.slash(town.channel, "club leave")
    await days(town, 7)
    assert len(letters(ann)) == 1


async def test_a_message_of_ours_is_nobodys_key_to_what_is_somebody_elses(town: World) -> None:
    club = await with_a_plan(town)
    ann, eve = town.person("ann"), town.person("eve")
    await town.put(ann, club, 1)
    await asks(town, ann, *EVERYTHING)
    abroad = town.env.create_guild("Elsewhere")
    place = abroad.create_text_channel("books")
    gone = "That button leads nowhere any more"
    assert "You have not joined this club yet" in await town.forged(eve, ids.MUTE(town.guild.id, club.id, "yes"))
    for person, where in ((town.person("far", guild=abroad), place), (ann, town.channel)):
        for custom_id in (ids.MUTE(town.guild.id + (person is ann), club.id, "yes"), ids.STOP(5), ids.STREAK(club.id)):
            assert gone in json.dumps(await forge(town, person, custom_id, where))
    assert gone in await town.forged(ann, ids.MUTE(town.guild.id, 10**9, "yes"))
    await until(town, "2026-01-05T09:01Z")
    opens = "SELECT id FROM work WHERE kind = 'opens' AND (user_id = ? OR section = 1) ORDER BY id"
    for (row,) in ask(Path(town.settings.database), opens, ann.id):
        for where in (town.channel, threads(town, club)[0]):
            assert gone in json.dumps(await forge(town, ann, ids.TOLD(row, 0), where))
    await town.forged(eve, ids.STOP(town.guild.id))
    await until(town, "2026-01-10T19:01Z")
    assert len(letters(ann)) == 2


async def test_a_city_that_several_zones_answer_to_is_asked_about(town: World) -> None:
    club = await with_a_plan(town)
    ann = town.person("ann")
    await town.put(ann, club, 1)
    card = shown(await asks(town, ann, "opens", zone="america"))
    assert "Until you choose, I go by Europe/London." in said(card)
    settled = await ann.select(card, ["America/Anchorage"], custom_id=ids.REMIND_ZONE())
    assert "when a section opens · America/Anchorage" in said(settled)
    assert "Try a larger city near you." in said(await asks(town, ann, "opens", zone="Vetusta"))
    filled = await form(town, ann)
    assert filled.modal is not None
    assert "America/Anchorage" in json.dumps(filled.modal)


async def test_a_streak_stands_beside_its_readers_bookmark_and_is_shown_to_others_only_by_them(town: World) -> None:
    club = await with_a_plan(town, language="vi")
    ann, ben = town.person("ann"), town.person("ben")
    await town.put(ann, club, 0)
    assert "streak" not in said(await ann.slash(town.channel, "progress show")).casefold()
    await asks(town, ann, streak="yes", zone="New York")
    assert "it begins with the next chapter" in said(await ann.slash(town.channel, "progress show"))
    for at in (1, 2, 3):
        await town.put(ben, club, at)
        await ann.slash(town.channel, "progress set", where=str(at))
        await days(town, 1)
    card = await ann.slash(town.channel, "progress show")
    assert "Reading streak: 3 days" in said(card)
    assert "streak" not in said(await ben.slash(town.channel, "progress show"))
    assert "streak" not in said(await ben.slash(town.channel, "progress club"))
    public = await ann.click(shown(card), label="Show my streak here")
    assert not public.ephemeral
    assert f"{ann.mention}: chuỗi 3 ngày đọc" in said(public)
    assert letters(ann) == []


async def told(folder: Path, empty_database: Path, cut_after: int) -> list[tuple[int, str]]:
    """Carry the marked book for readers at several bookmarks; return what each is told, presses and all."""
    folder.mkdir()
    write_marked(folder / "content", cut_after=cut_after)
    async with world(folder, folder / "content", empty_database) as town:
        club = await with_a_plan(town)
        readers = {at: town.person(f"reader-{at}") for at in (0, 1, 4)}
        for at, person in readers.items():
            await town.put(person, club, at)
            await asks(town, person, *EVERYTHING, quiet="3")
        await days(town, 40)
        found = [(at, one) for at, person in readers.items() for one in mail(person)]
        for at, person in readers.items():
            for label in ("Not this book", "Stop"):
                await person.user.click(letters(person)[0], label=label)
                found.append((at, mail(person)[0]))
        for request in town.env.http_requests:
            contract.hold(request.method, request.path, request.json)
        return found


async def test_no_reminder_tells_anything_of_the_story_and_none_differs_for_a_book_that_ends_at_the_bookmark(
    tmp_path: Path, empty_database: Path
) -> None:
    whole = await told(tmp_path / "whole", empty_database, LAST)
    cut = await told(tmp_path / "cut", empty_database, 1)
    assert len(whole) > 3 * 4 * 3
    assert [one for _, one in whole if markers(one)] == []
    assert whole == cut
