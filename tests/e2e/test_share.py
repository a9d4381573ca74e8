"""Sharing what one sees, through the real bot: sealed or in full, opened by each for themselves."""

import json

import discord
import pytest
from simcord import interactions
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.enums import InteractionType
from simcord.results import InteractionResult, ResponseMessage

from bot.domain.club import Club
from bot.simulated import uploads
from tests.e2e.world import World, buttons, forge, outgoing, said, shown
from tests.marked import LAST, mark, markers
from tests.storage.every_table import everything

ASKED = {
    "summary": ("summary", {}),
    "person": ("character lookup", {"name": "who-6"}),
    "theme": ("theme", {"theme": "theme-4"}),
    "recap": ("recap", {"length": "full"}),
}
DATED_BELOW = ("person", "theme")
"""Cards whose headings do not say of when they are."""
every_kind = pytest.mark.parametrize("kind", ASKED)
AT = 6
"""Where who shares stands, and the date of all that they share here."""


async def _reader(town: World, club: Club, at: int, name: str = "ann", speaks: str = "en-US") -> MemberActor:
    person = town.person(name, speaks=speaks)
    await town.put(person, club, at)
    return person


async def _ask(town: World, who: MemberActor, kind: str, place: ChannelHandle | None = None) -> ResponseMessage:
    command, options = ASKED[kind]
    return shown(await who.slash(place or town.channel, command, **options))


async def _share(
    town: World, who: MemberActor, kind: str = "summary", place: ChannelHandle | None = None
) -> InteractionResult:
    return await who.click(await _ask(town, who, kind, place), label="Share here")


async def _horizon(town: World, club: Club, place: ChannelHandle, at: int) -> None:
    (await town.here(town.mod)).server.horizons[club.id, place.id] = at


def _posted(place: ChannelHandle) -> discord.Message:
    """Return the last card that everybody sees."""
    return [message for message in place.history() if not message.flags.ephemeral][-1]


def _told(message: discord.Message) -> str:
    return "\n".join(one.content for one in _walk(message.components) if isinstance(one, discord.TextDisplay))


def _walk(components: list[discord.Component]) -> list[discord.Component]:
    return [deep for one in components for deep in (one, *_walk(list(getattr(one, "children", []))))]


async def _thread(town: World, name: str = "section-1") -> ChannelHandle:
    channel = town.bot.get_channel(town.channel.id)
    assert isinstance(channel, discord.TextChannel)
    made = await channel.create_thread(name=name, type=discord.ChannelType.public_thread)
    await town.env.settle()
    return next(one for one in town.channel.threads if one.id == made.id)


@every_kind
async def test_without_a_plan_a_share_is_sealed_for_all(town: World, kind: str) -> None:
    club = await town.open_club()
    ann = await _reader(town, club, AT)
    sent = len(town.env.http_requests)
    result = await _share(town, ann, kind)
    card = _posted(town.channel)
    assert result.ephemeral
    assert "sealed for whoever has not read so far" in said(result)
    assert f"https://discord.com/channels/{town.guild.id}/{town.channel.id}/{card.id}" in said(result)
    assert ann.mention in _told(card)
    assert "2.2" in _told(card)
    assert [label for label, _ in buttons(card)] == ["Open"]
    [public] = [str(r.json) for r in town.env.http_requests[sent:] if r.path.endswith(f"{town.channel.id}/messages")]
    assert not markers(public)
    assert "'parse': []" in public
    assert not any(word in public for word in ("who-", "theme-"))


@every_kind
@pytest.mark.parametrize("at", [0, 1, AT - 1])
async def test_before_its_date_a_sealed_card_stays_sealed(town: World, kind: str, at: int) -> None:
    club = await town.open_club()
    await _share(town, await _reader(town, club, AT), kind)
    ben = await _reader(town, club, at, "ben")
    opened = await ben.click(_posted(town.channel), label="Open")
    assert opened.ephemeral
    assert "That is still sealed for you." in said(opened)
    assert not markers(said(opened))


@every_kind
@pytest.mark.parametrize("at", [AT, LAST])
async def test_from_its_date_on_everybody_opens_it_as_it_was(town: World, kind: str, at: int) -> None:
    club = await town.open_club()
    await _share(town, await _reader(town, club, AT), kind)
    binh = await _reader(town, club, at, "binh", "vi")
    await town.restart()
    opened = await binh.click(_posted(town.channel), label="Open")
    assert opened.ephemeral
    assert max(markers(said(opened))) == AT
    assert ("Tính đến 2.2." in said(opened)) == (kind in DATED_BELOW)
    assert buttons(shown(opened)) == []


async def test_whoever_has_not_joined_is_told_how_to(town: World) -> None:
    club = await town.open_club()
    await _share(town, await _reader(town, club, AT))
    opened = await town.person("stranger").click(_posted(town.channel), label="Open")
    assert "You have not joined this club yet." in said(opened)


@every_kind
async def test_where_everybody_has_read_it_a_share_stands_in_full(town: World, kind: str) -> None:
    club = await town.open_club(language="vi")
    await _horizon(town, club, town.channel, AT)
    ann = await _reader(town, club, AT)
    assert "sealed" not in said(await _share(town, ann, kind))
    card = _posted(town.channel)
    assert max(markers(_told(card))) == AT
    assert f"{ann.mention} chia sẻ." in _told(card)
    assert "dấu trang" not in _told(card)
    assert [label for label, _ in buttons(card)] == ["Bằng tiếng của tôi"]
    await town.restart()
    await _horizon(town, club, town.channel, AT)
    opened = await town.person("stranger").click(card, label="Bằng tiếng của tôi")
    assert opened.ephemeral
    assert ("As of 2.2." in said(opened)) == (kind in DATED_BELOW)
    assert max(markers(said(opened))) == AT


@every_kind
async def test_what_goes_past_the_place_is_sealed_there(town: World, kind: str) -> None:
    club = await town.open_club()
    await _horizon(town, club, town.channel, AT - 1)
    await _share(town, await _reader(town, club, AT), kind)
    assert [label for label, _ in buttons(_posted(town.channel))] == ["Open"]
    assert not markers(_told(_posted(town.channel)))


async def test_people_of_a_chapter_shown_in_full_have_only_the_names_that_the_place_knows(town: World) -> None:
    club = await town.open_club()
    await _horizon(town, club, town.channel, AT)
    ann = await _reader(town, club, LAST)
    private = shown(await ann.slash(town.channel, "summary", chapter="2.2"))
    assert mark(9) in said(private)
    await ann.click(private, label="Share here")
    assert f"The summary {mark(AT)}" in _told(_posted(town.channel))
    assert max(markers(_told(_posted(town.channel)))) == AT


async def test_a_sections_thread_shows_what_its_channel_does_not(town: World) -> None:
    club = await town.open_club()
    thread = await _thread(town)
    await _horizon(town, club, thread, AT)
    ann = await _reader(town, club, AT)
    await _share(town, ann, place=thread)
    await _share(town, ann)
    assert f"The summary {mark(AT)}" in _told(_posted(thread))
    assert not markers(_told(_posted(town.channel)))


async def test_where_another_club_meets_a_share_is_sealed(town: World) -> None:
    other = town.guild.create_text_channel("second")
    first = await town.open_club(name="First")
    second = await town.open_club(channel=other, name="Second")
    for club, place in ((first, town.channel), (second, other)):
        await _horizon(town, club, place, LAST)
    ann = await _reader(town, first, AT)
    private = shown(await ann.slash(other, "summary", club="First"))
    await ann.click(private, label="Share here")
    assert not markers(_told(_posted(other)))
    ben = await _reader(town, second, LAST, "ben")
    assert "You have not joined this club yet." in said(await ben.click(_posted(other), label="Open"))


async def test_the_button_stays_when_pages_turn_and_shares_the_page_it_is_on(town: World) -> None:
    club = await town.open_club()
    ann = await _reader(town, club, AT)
    card = await _ask(town, ann, "summary")
    earlier = shown(await ann.click(card, label="Earlier: 2.1"))
    await ann.click(earlier, label="Share here")
    assert "shares the summary of 2.1." in _told(_posted(town.channel))
    story = shown(await ann.click(await _ask(town, ann, "recap"), label="Earlier"))
    await ann.click(story, label="Share here")
    assert markers(said(await ann.click(_posted(town.channel), label="Open"))) == markers(said(story))


async def test_who_went_back_can_share_no_more_what_is_sealed_again(town: World) -> None:
    club = await town.open_club()
    ann = await _reader(town, club, AT)
    card = await _ask(town, ann, "summary")
    await town.put(ann, club, AT - 1)
    assert "still sealed" in said(await ann.click(card, label="Share here"))
    await town.put(ann, club, None)
    assert "not joined this club yet" in said(await ann.click(card, label="Share here"))
    assert everything(town.settings.database)["shares"] == []


async def test_a_second_press_shows_the_first_card_and_posts_none(town: World) -> None:
    club = await town.open_club()
    ann = await _reader(town, club, AT)
    card = await _ask(town, ann, "summary")
    await ann.click(card, label="Share here")
    first = _posted(town.channel)
    again = said(await ann.click(card, label="Share here"))
    assert "You have just shared that" in again
    assert str(first.id) in again
    assert _posted(town.channel).id == first.id
    await town.env.advance_time(61)
    await ann.click(card, label="Share here")
    assert _posted(town.channel).id != first.id


async def test_two_presses_at_once_post_one_card(town: World) -> None:
    club = await town.open_club()
    ann = await _reader(town, club, AT)
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
    ann = await _reader(town, club, AT)
    assert "I may not write in that channel." in said(await _share(town, ann, place=muted))
    town.env.inject_error("POST", f"/channels/{town.channel.id}/messages", status=403, code=50013)
    refused = said(await _share(town, ann))
    assert "“Send Messages in Threads”" in refused
    assert everything(town.settings.database)["shares"] == []


@pytest.mark.faults
async def test_a_fault_of_discords_leaves_no_row_and_the_next_press_posts(town: World) -> None:
    club = await town.open_club()
    ann = await _reader(town, club, AT)
    town.env.inject_error("POST", f"/channels/{town.channel.id}/messages", status=400)
    assert "Something went wrong on my side" in said(await _share(town, ann))
    assert everything(town.settings.database)["shares"] == []
    assert "Shared" in said(await _share(town, ann))


async def test_a_share_is_in_the_file_of_who_made_it_and_stays_unsigned_when_they_go(town: World) -> None:
    club = await town.open_club()
    ann = await _reader(town, club, AT)
    await _share(town, ann, "person")
    card = _posted(town.channel)
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
    ben = await _reader(town, club, AT, "ben")
    assert max(markers(said(await ben.click(card, label="Open")))) == AT


async def test_whoever_left_is_told_that_only_their_cards_are_kept(town: World) -> None:
    club = await town.open_club()
    ann = await _reader(town, club, AT)
    await _share(town, ann)
    await ann.slash(town.channel, "club leave")
    assert "that it was you who shared cards there" in said(await ann.slash(town.channel, "me delete"))


async def test_a_button_that_was_never_there_shares_and_opens_nothing(town: World) -> None:
    club = await town.open_club()
    ann = await _reader(town, club, AT)
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
    await _share(town, await _reader(town, club, AT))
    abroad = town.env.create_guild("Elsewhere")
    place = abroad.create_text_channel("books")
    stranger = town.person("stranger", guild=abroad)
    sent = len(town.env.http_requests)
    body = await forge(town, stranger, "share:1", place)
    assert "leads nowhere" in str(body)
    assert not markers(outgoing(town.env, sent))
