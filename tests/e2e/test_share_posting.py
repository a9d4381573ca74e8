"""Posting what is shared: once, where the bot may write, and kept as long as somebody can open it."""

import json

import discord
import pytest
from simcord import interactions
from simcord.enums import InteractionType

from bot.simulated import uploads
from tests.e2e.test_share import AT, ask, posted, reader, share
from tests.e2e.world import World, forge, outgoing, said, shown
from tests.marked import LAST, markers
from tests.storage.every_table import everything


async def test_a_second_press_shows_the_first_card_and_posts_none(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, AT)
    card = await ask(town, ann, "summary")
    await ann.click(card, label="Share here")
    first = posted(town.channel)
    again = said(await ann.click(card, label="Share here"))
    assert "You have just shared that" in again
    assert str(first.id) in again
    assert posted(town.channel).id == first.id
    await town.env.advance_time(61)
    await ann.click(card, label="Share here")
    assert posted(town.channel).id != first.id


async def test_two_presses_at_once_post_one_card(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, AT)
    sent = len(town.env.http_requests)
    for _ in range(2):
        _, payload = interactions.base_payload(
            town.env.backend,
            type=InteractionType.MESSAGE_COMPONENT,
            channel_id=town.channel.id,
            guild_id=town.guild.id,
            user_id=ann.id,
            data={"custom_id": f"share-here:{club.id}:summary:{AT}:{AT}", "component_type": 2},
        )
        town.env.backend.emit("INTERACTION_CREATE", payload)
    await town.env.settle()
    paths = [request.path for request in town.env.http_requests[sent:]]
    assert sum(path.endswith("/callback") for path in paths) == 2
    assert sum(path.endswith(f"{town.channel.id}/messages") for path in paths) == 1
    assert len(everything(town.settings.database)["shares"]) == 1


async def test_where_the_bot_may_not_write_it_says_so_and_keeps_nothing(town: World) -> None:
    club = await town.open_club()
    silent = discord.PermissionOverwrite(send_messages=False)
    muted = town.guild.create_text_channel("muted", overwrites={town.guild.default_role: silent})
    ann = await reader(town, club, AT)
    assert f"in <#{muted.id}>. Please allow me “Send Messages” there" in said(await share(town, ann, place=muted))
    town.env.inject_error("POST", f"/channels/{town.channel.id}/messages", status=403, code=50013)
    refused = said(await share(town, ann))
    assert f"in <#{town.channel.id}>. Please allow me “View Channel”, “Send Messages” there" in refused
    assert everything(town.settings.database)["shares"] == []


@pytest.mark.faults
async def test_a_fault_of_discords_leaves_no_row_and_the_next_press_posts(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, AT)
    town.env.inject_error("POST", f"/channels/{town.channel.id}/messages", status=400)
    assert "Something went wrong on my side" in said(await share(town, ann))
    assert everything(town.settings.database)["shares"] == []
    assert "Shared" in said(await share(town, ann))


async def test_a_share_is_in_the_file_of_who_made_it_and_stays_unsigned_when_they_go(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, AT)
    await share(town, ann, "person")
    card = posted(town.channel)
    [row] = everything(town.settings.database)["shares"]
    assert (row["shared_by"], row["message_id"]) == (ann.id, card.id)
    await ann.slash(town.channel, "me export")
    [kept] = json.loads(uploads(town.env)[-1])["clubs"][0]["shared_by_you"]
    assert kept.pop("shared").startswith("2026-01-01T00:00:")
    assert kept == {
        "what": "person",
        "which": "who-6",
        "chapters_finished": AT,
        "channel": str(town.channel.id),
        "message": str(card.id),
    }
    asked = shown(await ann.slash(town.channel, "me delete"))
    await ann.click(asked, label="Delete in this club")
    [row] = everything(town.settings.database)["shares"]
    assert row["shared_by"] is None
    ben = await reader(town, club, AT, "ben")
    assert max(markers(said(await ben.click(card, label="Open")))) == AT


async def test_whoever_left_is_told_that_only_their_cards_are_kept(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, AT)
    await share(town, ann)
    await ann.slash(town.channel, "club leave")
    assert "that it was you who shared cards there" in said(await ann.slash(town.channel, "me delete"))


async def test_a_button_that_was_never_there_shares_and_opens_nothing(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, AT)
    sent = len(town.env.http_requests)
    for custom_id in (
        f"share-here:{club.id}:summary:{LAST}:{LAST}",
        f"share-here:{club.id}:summary:x:{LAST}",
        f"share-here:{club.id}:person:who-{LAST}:{LAST}",
        f"share-here:{club.id}:recap:long-0:{LAST}",
        f"share-here:{club.id + 1}:summary:1:1",
        f"share-here:{club.id}:quiz:1:1",
        "share:1",
        "share:999999",
    ):
        await forge(town, ann, custom_id)
    assert everything(town.settings.database)["shares"] == []
    assert not markers(outgoing(town.env, sent))


async def test_a_share_opens_in_its_own_server_only(town: World) -> None:
    club = await town.open_club()
    await share(town, await reader(town, club, AT))
    abroad = town.env.create_guild("Elsewhere")
    place = abroad.create_text_channel("books")
    stranger = town.person("stranger", guild=abroad)
    sent = len(town.env.http_requests)
    body = await forge(town, stranger, "share:1", place)
    assert "leads nowhere" in str(body)
    assert not markers(outgoing(town.env, sent))
