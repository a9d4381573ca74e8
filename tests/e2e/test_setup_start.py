"""*Start the club*: a welcome card, a plan, and nothing left behind where it fails."""

import asyncio

import discord
import pytest

from tests.e2e.drafting import DAY, SUNDAY, begin, cards, drafts, emit, fill
from tests.e2e.world import World, buttons, draft_of, forge, outgoing, said


async def test_in_a_forum_the_welcome_is_a_post_with_the_clubs_name(town: World) -> None:
    forum = town.guild.create_forum_channel("forum")
    card = await begin(town, book="marked", channel=forum, name="Mondays")
    assert f"{forum.mention} (forum)" in said(card)
    assert "The club is open" in await town.start(card)
    (post,) = forum.threads
    assert post.name == "Mondays"
    assert [label for label, _ in buttons(post.history()[0])] == ["Join", "In my language"]
    server = (await town.here(town.mod)).server
    (club,) = server.clubs.values()
    assert club.channel_id == forum.id
    assert server.plans[club.id].forum


async def test_in_a_forum_that_refuses_the_post_no_club_stays(town: World) -> None:
    forum = town.guild.create_forum_channel("forum")
    card = await begin(town, book="marked", channel=forum)
    town.env.inject_error("POST", f"/channels/{forum.id}/threads", status=403, code=50013)
    assert f"in {forum.mention}" in await town.start(card)
    server = (await town.here(town.mod)).server
    assert (server.clubs, server.plans) == ({}, {})
    assert "### A new club" in said(card)
    assert "The club is open" in await town.start(card)


NEEDED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "create_public_threads": "Create Public Threads",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_message_history": "Read Message History",
}


@pytest.mark.parametrize("permission", NEEDED)
async def test_each_permission_that_a_plan_needs_is_named_when_it_is_missing(town: World, permission: str) -> None:
    lacking = discord.PermissionOverwrite(**{permission: False})
    seen = discord.PermissionOverwrite(view_channel=True)
    place = town.guild.create_text_channel(
        "place", overwrites={town.guild.default_role: lacking, town.mod: seen, town.staff: seen}
    )
    answer = await town.start(await begin(town, book="marked", channel=place))
    assert f"“{NEEDED[permission]}”" in answer
    assert not (await town.here(town.mod)).server.clubs


@pytest.mark.parametrize("permission", NEEDED)
async def test_in_a_forum_making_threads_is_writing(
    town: World, permission: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = discord.Permissions(**{one: one != permission for one in NEEDED})
    monkeypatch.setattr(discord.ForumChannel, "permissions_for", lambda *_: allowed)
    forum = town.guild.create_forum_channel("forum")
    answer = await town.start(await begin(town, book="marked", channel=forum))
    assert ("The club is open" in answer) is (permission == "create_public_threads")
    assert (f"“{NEEDED[permission]}”" in answer) is (permission != "create_public_threads")


async def test_meetings_among_the_events_need_the_permission_to_make_events(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = await begin(town, book="marked")
    await fill(town, card, "questions", days=[], events=["yes"])
    assert "**Questions** · all together, on the day before the meeting" in said(card)
    with monkeypatch.context() as forbidden:
        forbidden.setattr(discord.Member, "guild_permissions", discord.Permissions.none())
        assert "“Create Events”" in await town.start(card)
    assert "The club is open" in await town.start(card)


async def test_a_club_without_a_plan_needs_no_threads(town: World) -> None:
    lacking = discord.PermissionOverwrite(create_public_threads=False, read_message_history=False)
    place = town.guild.create_text_channel("place", overwrites={town.guild.default_role: lacking})
    card = await begin(town, book="marked", channel=place)
    assert "each at their own pace" in await fill(town, card, "pace", pace="")
    assert "First section" not in said(card)
    assert "The club is open" in await town.start(card)
    assert not (await town.here(town.mod)).server.plans


async def test_a_channel_that_was_deleted_meanwhile_is_to_be_chosen_anew(town: World) -> None:
    place = town.guild.create_text_channel("place")
    card = await begin(town, book="marked", channel=place)
    town.env.backend.delete_channel(place.id)
    await town.env.settle()
    assert "That channel is not there any more" in await town.start(card)
    await fill(town, card, "place", channel=[town.channel], staff=[])
    assert "The club is open" in await town.start(card)


async def test_a_book_that_left_the_shelf_meanwhile_is_to_be_chosen_anew(town: World) -> None:
    card = await begin(town, book="marked")
    shelf = town.bot.services.drafts._shelf
    held, shelf._books, shelf._folders = (shelf._books, shelf._folders), type(shelf._books)(), {}
    again = await begin(town)
    assert "no longer on my shelf" in said(again)
    assert "That book is not on my shelf" in await town.start(again)
    shelf._books, shelf._folders = held
    assert "The club is open" in await town.start(card)


async def test_a_start_that_has_passed_meanwhile_is_to_be_moved(town: World) -> None:
    card = await begin(town, book="marked")
    await town.env.advance_time(7 * DAY)
    again = await begin(town)
    assert "this day has passed" in said(again)
    assert "Monday, 5 January 2026 has passed" in await town.start(again)
    assert not (await town.here(town.mod)).server.clubs
    await fill(town, again, "dates", start="tomorrow", weekday=SUNDAY, meeting="19:00")
    assert "The club is open" in await town.start(again)
    assert said(card)


async def test_a_second_press_of_start_opens_nothing_more(town: World) -> None:
    card = await begin(town, book="marked")
    number = draft_of(card)
    await town.start(card)
    sent = len(town.env.http_requests)
    await forge(town, town.mod, f"draft-start:{number}")
    assert "This draft is gone" in outgoing(town.env, sent)
    assert len((await town.here(town.mod)).server.clubs) == 1
    assert len(cards(town.channel)) == 1


async def test_two_moderators_at_the_same_moment_open_one_club_with_one_card(town: World) -> None:
    other = town.person("other", moderator=True)
    first = await begin(town, book="marked")
    second = await begin(town, other, book="marked")
    sent = len(town.env.http_requests)
    for person, card in ((town.mod, first), (other, second), (town.mod, first)):
        emit(town, person, f"draft-start:{draft_of(card)}")
    await town.env.settle()
    assert len(cards(town.channel)) == 1
    assert len((await town.here(town.mod)).server.clubs) == 1
    assert "meets in that channel already" in outgoing(town.env, sent)
    assert "This draft is gone" in outgoing(town.env, sent)


async def test_what_died_between_the_card_and_the_plan_is_finished_by_pressing_again(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = await begin(town, book="marked")

    async def crash(*_: object, **__: object) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as broken:
        broken.setattr(town.bot.services.drafts._plans, "begin", crash)
        await town.mod.click(card, label="Start the club")
    await town.restart()
    assert not (await town.here(town.mod)).server.plans
    assert "The club is open" in await town.start(await begin(town))
    server = (await town.here(town.mod)).server
    (club,) = server.clubs.values()
    assert club.id in server.plans
    assert drafts(town) == 0


async def test_the_club_begins_to_run_by_itself(town: World) -> None:
    card = await begin(town, book="marked")
    await fill(town, card, "dates", start="tomorrow", weekday=SUNDAY, meeting="19:00")
    await town.start(card)
    await town.env.advance_time(2 * DAY)
    assert len(cards(town.channel)) == 2
    assert len(town.channel.threads) == 1
