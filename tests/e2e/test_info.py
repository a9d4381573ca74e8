"""`/club info` and the card of a club that keeps itself up to date, through the real bot."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.backend import serializers
from simcord.builders import ChannelHandle

from bot.simulated import overseeing
from tests.e2e.plans import HOUR, TO_MONDAY, forbid, out_of_reach, threads, with_a_plan, written
from tests.e2e.strikes import DIES_AFTER, DIES_BEFORE, Strikes
from tests.e2e.test_settings import change, panel
from tests.e2e.world import World, buttons, forge, outgoing, said, shown
from tests.marked import markers
from tests.storage.rows import ask

A_WHILE = 5 * 60 + 1
"""Seconds after which a change stands on the card."""


async def pin(town: World) -> str:
    """Let the moderator ask for the card, and return what they are told."""
    card = await panel(town)
    await town.mod.click(card, label="Pin the club’s card")
    await town.env.settle()
    return said(card)


def boards(place: ChannelHandle) -> list[discord.Message]:
    """Return the cards of the club that stand in a place."""
    return [one for one in place.history() if any(custom_id.startswith("info:") for _, custom_id in buttons(one))]


def edits(town: World, since: int = 0) -> int:
    """Count the changes of cards since a request number."""
    return len([one for one in town.env.http_requests[since:] if one.method == "PATCH" and "/messages/" in one.path])


def kept(town: World) -> int | None:
    """Return the card that the club knows of."""
    [(card,)] = ask(Path(town.settings.database), "SELECT info_card FROM clubs")
    return None if card is None else int(card)


async def wait(town: World) -> None:
    await town.env.advance_time(A_WHILE)


async def test_everybody_may_see_the_book_the_plan_and_how_many_are_with_the_section(town: World) -> None:
    club = await with_a_plan(town)
    ann, ben, cyd = (town.person(name) for name in ("ann", "ben", "cyd"))
    for person, at in ((ann, 4), (ben, 3), (cyd, 6)):
        await town.put(person, club, at)
    await town.bot.services.me.hide(await town.here(cyd), hidden=True)
    before = said(await ann.slash(town.channel, "club info"))
    assert "3 chapters a week · meeting: Sunday, 19:00 (Europe/London)" in before
    assert "The club has not begun yet.\nNext: section 1, 1.1–1.3, opens <t:1767603600:F>" in before
    assert "3 readers\nYou read along" in before
    await town.env.advance_time(TO_MONDAY + 7 * 24 * HOUR + 60)
    told = said(await ann.slash(town.channel, "club info"))
    thread = threads(town, club)[1]
    assert "**Section 2 · " in told, told
    assert "\nMeeting: <t:1768762800:F>" in told
    assert f"We talk about it in <#{thread.id}>." in told
    assert "3 readers · 1 is with the section" in told


async def test_the_card_stands_pinned_in_the_channel_in_its_language_and_shows_no_reader_anything_else(
    town: World,
) -> None:
    club = await with_a_plan(town, language="vi")
    told = await pin(town)
    assert f"It stands in <#{town.channel.id}> in a moment" in told
    assert "It is pinned." in told
    [card] = boards(town.channel)
    assert card.pinned
    assert "gặp nhau: Chủ Nhật, 19:00" in written(card)
    assert [label for label, _ in buttons(card)] == ["Tham gia", "Bằng tiếng của tôi"]
    assert kept(town) == card.id
    ann = town.person("ann")
    assert "You have not joined yet." in said(await ann.click(card, label="Bằng tiếng của tôi"))
    await ann.click(card, label="Tham gia")
    assert await town.at(ann, club) == 0
    assert markers(outgoing(town.env)) == set()


async def test_the_card_is_put_right_once_in_five_minutes_however_much_happens(town: World) -> None:
    await with_a_plan(town)
    await pin(town)
    sent = len(town.env.http_requests)
    for n in range(4):
        await town.person(f"reader-{n}").slash(town.channel, "progress set", where="1.2")
    assert edits(town, sent) == 0
    await wait(town)
    assert edits(town, sent) == 1
    [card] = boards(town.channel)
    assert "4 readers" in written(card)
    await wait(town)
    await town.person("reader-9").slash(town.channel, "club join")
    await town.env.advance_time(60)
    assert "4 readers" in written(boards(town.channel)[0])
    await wait(town)
    assert "5 readers" in written(boards(town.channel)[0])
    assert edits(town, sent) == 2


async def test_a_change_that_shows_nothing_else_changes_no_card(town: World) -> None:
    club = await with_a_plan(town)
    ann = town.person("ann")
    await town.put(ann, club, 1)
    await pin(town)
    await ann.slash(town.channel, "progress set", where="1.2")
    await wait(town)
    sent = len(town.env.http_requests)
    await ann.slash(town.channel, "progress set", where="1.3")
    await wait(town)
    assert edits(town, sent) == 0


async def test_the_card_follows_openings_meetings_settings_and_the_end_by_itself(town: World) -> None:
    club = await with_a_plan(town)
    await pin(town)
    await town.env.advance_time(TO_MONDAY + A_WHILE)
    [thread] = threads(town, club)
    assert f"We talk about it in <#{thread.id}>." in written(boards(town.channel)[0])
    await town.env.advance_time(6 * 24 * HOUR + 11 * HOUR)
    assert "It met on <t:" in written(boards(town.channel)[0])
    await change(town, await panel(town), "times", meeting="20:00", posting="9:00", days=["1"])
    await wait(town)
    assert "meeting: Sunday, 20:00" in written(boards(town.channel)[0])
    await town.env.advance_time(40 * 24 * HOUR)
    assert "The club has read the book" in written(boards(town.channel)[0])
    await town.person("late").slash(town.channel, "club join")
    await wait(town)
    assert "1 reader" in written(boards(town.channel)[0])


async def test_a_card_that_somebody_deleted_is_forgotten_until_a_moderator_asks_again(town: World) -> None:
    await with_a_plan(town)
    await pin(town)
    [card] = boards(town.channel)
    town.env.backend.delete_message(town.channel.id, card.id)
    for n in range(3):
        await town.person(f"reader-{n}").slash(town.channel, "club join")
        await wait(town)
    await town.env.advance_time(30 * 24 * HOUR)
    assert boards(town.channel) == []
    assert kept(town) is None
    await pin(town)
    [again] = boards(town.channel)
    assert (kept(town), again.pinned) == (again.id, True)
    await pin(town)
    assert len(boards(town.channel)) == 1


async def test_a_deleted_card_that_a_moderator_asks_for_before_anybody_noticed_is_posted_anew(town: World) -> None:
    await with_a_plan(town)
    await pin(town)
    town.env.backend.delete_message(town.channel.id, boards(town.channel)[0].id)
    await pin(town)
    [again] = boards(town.channel)
    assert (kept(town), again.pinned) == (again.id, True)


async def test_after_a_restart_the_card_is_kept_up_to_date_still(town: World) -> None:
    await with_a_plan(town)
    await pin(town)
    await town.restart()
    await town.person("ann").slash(town.channel, "club join")
    await wait(town)
    [card] = boards(town.channel)
    assert "1 reader" in written(card)


@pytest.mark.parametrize("how", [DIES_BEFORE, DIES_AFTER])
async def test_a_bot_that_dies_while_it_posts_the_card_posts_it_once_all_the_same(town: World, how: str) -> None:
    await with_a_plan(town)
    card = await panel(town)
    strikes = Strikes(posts={0: how})
    strikes.watch(town.bot)
    await town.mod.click(card, label="Pin the club’s card")
    await town.env.settle()
    assert strikes.dead
    await town.restart()
    await town.env.advance_time(HOUR)
    [board] = boards(town.channel)
    assert (kept(town), board.pinned) == (board.id, True)


async def test_what_is_missing_is_said_and_the_card_stands_there_unpinned(town: World) -> None:
    await with_a_plan(town)
    await forbid(town, town.channel, "pin_messages")
    assert "I cannot pin it: I am missing “Pin Messages”." in await pin(town)
    [card] = boards(town.channel)
    assert not card.pinned
    await forbid(town, town.channel)
    assert "It is pinned." in await pin(town)
    [card] = boards(town.channel)
    assert card.pinned


async def test_where_the_bot_may_not_write_there_is_no_card_and_it_says_what_it_needs(town: World) -> None:
    await with_a_plan(town)
    await forbid(town, town.channel, "send_messages")
    card = await panel(town)
    told = said(await town.mod.click(card, label="Pin the club’s card"))
    assert "Please allow me “Send Messages” there" in told
    assert kept(town) is None
    assert ask(Path(town.settings.database), "SELECT 1 FROM work WHERE kind = 'info'") == []


async def test_a_card_whose_channel_is_deleted_or_out_of_reach_troubles_nobody(town: World) -> None:
    staff = town.guild.create_text_channel("staff")
    await with_a_plan(town, staff=staff)
    await pin(town)
    ask(Path(town.settings.database), "DELETE FROM work WHERE kind != 'info'")
    await town.person("ann").slash(town.channel, "club join")
    with out_of_reach(town, f"/messages/{kept(town)}"):
        await wait(town)
    await town.env.advance_time(HOUR)
    assert "1 reader" in written(boards(town.channel)[0])
    lobby = town.guild.create_text_channel("lobby")
    town.env.backend.delete_channel(town.channel.id)
    await town.person("ben").slash(lobby, "club join")
    await wait(town)
    assert kept(town) is None
    assert staff.history() == []


async def test_only_moderators_have_a_card_pinned(town: World) -> None:
    club = await with_a_plan(town)
    ann = town.person("ann")
    assert "Only moderators" in await town.forged(ann, f"pin:{club.id}")
    private = shown(await ann.slash(town.channel, "club info"))
    assert "Only moderators" in await town.forged(ann, f"pin:{club.id}", on=private)
    abroad = town.env.create_guild("Elsewhere")
    place = abroad.create_text_channel("books")
    stranger = town.person("stranger", guild=abroad)
    assert "leads nowhere" in str(await forge(town, stranger, f"info:{club.id}", place))
    assert boards(town.channel) == []


@contextmanager
def real_forum(town: World) -> Iterator[list[tuple[str, Any]]]:
    """Let posts be pinned and their first messages be found by the posts' numbers, as in Discord and not in simcord.

    Yields what was changed of posts and of their cards: the end of the address, and what was sent.
    """
    changed: list[tuple[str, Any]] = []

    def around(path: str, body: Any, act: Callable[[], Any]) -> Any:
        match = re.fullmatch(r"/channels/([0-9]+)(/messages/\1)?", path)
        if match is None or not isinstance(body, dict):
            return act()
        changed.append(((match[2] and "card") or "post", dict(body)))
        if match[2] and int(match[1]) in town.env.backend.channels:
            first = min(town.env.backend.messages[int(match[1])].values(), key=lambda one: one.id)
            return serializers.message_payload(town.env.backend, first)
        body.pop("flags", None)
        return act()

    with overseeing(around):
        yield changed


@pytest.mark.parametrize("allowed", [True, False])
async def test_in_a_forum_the_card_is_a_post_that_is_pinned_where_the_bot_may(town: World, allowed: bool) -> None:
    club = await with_a_plan(town, forum=True)
    shelf = ChannelHandle(town.env, town.guild, town.env.backend.channels[club.channel_id])
    if not allowed:
        await forbid(town, shelf, "manage_threads")
    with real_forum(town) as changed:
        told = await pin(town)
        [post] = threads(town, club)
        assert (post.name, kept(town)) == (f"At a glance · {club.name}", post.id)
        assert changed == ([("post", {"flags": discord.ChannelFlags(pinned=True).value})] if allowed else [])
        assert ("It is pinned, unless another post is" if allowed else "I am missing “Manage Threads”") in told
        changed.clear()
        town.env.backend.edit_channel(post.id, {}, thread_metadata={"archived": True})
        await town.person("ann").slash(town.channel, "club join")
        await wait(town)
        opened, card = changed
        assert opened == ("post", {"archived": False})
        assert "1 reader" in str(card)
        town.env.backend.delete_channel(post.id)
        await town.person("ben").slash(town.channel, "club join")
        await wait(town)
    assert kept(town) is None
