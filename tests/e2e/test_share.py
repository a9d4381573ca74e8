"""Sharing what one sees, through the real bot: sealed or in full, opened by each for themselves."""

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult, ResponseMessage

from bot.domain.club import Club
from tests.e2e.world import World, buttons, said, shown
from tests.marked import LAST, mark, markers
from tests.plans import speaking
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


async def reader(town: World, club: Club, at: int, name: str = "ann", speaks: str = "en-US") -> MemberActor:
    person = town.person(name, speaks=speaks)
    await town.put(person, club, at)
    return person


async def ask(town: World, who: MemberActor, kind: str, place: ChannelHandle | None = None) -> ResponseMessage:
    command, options = ASKED[kind]
    return shown(await who.slash(place or town.channel, command, **options))


async def share(
    town: World, who: MemberActor, kind: str = "summary", place: ChannelHandle | None = None
) -> InteractionResult:
    return await who.click(await ask(town, who, kind, place), label="Share here")


async def set_horizon(town: World, club: Club, place: ChannelHandle, at: int) -> None:
    plan = speaking(at) if place.id == club.channel_id else speaking(0, place.id, at)
    (await town.here(town.mod)).server.plans[club.id] = plan


def posted(place: ChannelHandle) -> discord.Message:
    """Return the last card that everybody sees."""
    return [message for message in place.history() if not message.flags.ephemeral][-1]


def told_by(message: discord.Message) -> str:
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
    ann = await reader(town, club, AT)
    sent = len(town.env.http_requests)
    result = await share(town, ann, kind)
    card = posted(town.channel)
    assert result.ephemeral
    assert "sealed for whoever has not read so far" in said(result)
    assert f"https://discord.com/channels/{town.guild.id}/{town.channel.id}/{card.id}" in said(result)
    assert ann.mention in told_by(card)
    assert "2.2" in told_by(card)
    assert [label for label, _ in buttons(card)] == ["Open"]
    [public] = [str(r.json) for r in town.env.http_requests[sent:] if r.path.endswith(f"{town.channel.id}/messages")]
    assert not markers(public)
    assert "'parse': []" in public
    assert not any(word in public for word in ("who-", "theme-"))


@every_kind
@pytest.mark.parametrize("at", [0, 1, AT - 1])
async def test_before_its_date_a_sealed_card_stays_sealed(town: World, kind: str, at: int) -> None:
    club = await town.open_club()
    await share(town, await reader(town, club, AT), kind)
    ben = await reader(town, club, at, "ben")
    opened = await ben.click(posted(town.channel), label="Open")
    assert opened.ephemeral
    assert "That is still sealed for you." in said(opened)
    assert not markers(said(opened))


@every_kind
@pytest.mark.parametrize("at", [AT, LAST])
async def test_from_its_date_on_everybody_opens_it_as_it_was(town: World, kind: str, at: int) -> None:
    club = await town.open_club()
    await share(town, await reader(town, club, AT), kind)
    binh = await reader(town, club, at, "binh", "vi")
    await town.restart()
    opened = await binh.click(posted(town.channel), label="Open")
    assert opened.ephemeral
    assert max(markers(said(opened))) == AT
    assert ("Tính đến 2.2." in said(opened)) == (kind in DATED_BELOW)
    assert buttons(shown(opened)) == []


async def test_whoever_has_not_joined_is_told_how_to(town: World) -> None:
    club = await town.open_club()
    await share(town, await reader(town, club, AT))
    opened = await town.person("stranger").click(posted(town.channel), label="Open")
    assert "You have not joined this club yet." in said(opened)


@every_kind
async def test_where_everybody_has_read_it_a_share_stands_in_full(town: World, kind: str) -> None:
    club = await town.open_club(language="vi")
    await set_horizon(town, club, town.channel, AT)
    ann = await reader(town, club, AT)
    assert "sealed" not in said(await share(town, ann, kind))
    card = posted(town.channel)
    assert max(markers(told_by(card))) == AT
    assert f"{ann.mention} chia sẻ." in told_by(card)
    assert "dấu trang" not in told_by(card)
    assert [label for label, _ in buttons(card)] == ["Bằng tiếng của tôi"]
    await town.restart()
    await set_horizon(town, club, town.channel, AT)
    opened = await town.person("stranger").click(card, label="Bằng tiếng của tôi")
    assert opened.ephemeral
    assert ("As of 2.2." in said(opened)) == (kind in DATED_BELOW)
    assert max(markers(said(opened))) == AT


@every_kind
async def test_what_goes_past_the_place_is_sealed_there(town: World, kind: str) -> None:
    club = await town.open_club()
    await set_horizon(town, club, town.channel, AT - 1)
    await share(town, await reader(town, club, AT), kind)
    assert [label for label, _ in buttons(posted(town.channel))] == ["Open"]
    assert not markers(told_by(posted(town.channel)))


async def test_people_of_a_chapter_shown_in_full_have_only_the_names_that_the_place_knows(town: World) -> None:
    club = await town.open_club()
    await set_horizon(town, club, town.channel, AT)
    ann = await reader(town, club, LAST)
    private = shown(await ann.slash(town.channel, "summary", chapter="2.2"))
    assert mark(9) in said(private)
    await ann.click(private, label="Share here")
    assert f"The summary {mark(AT)}" in told_by(posted(town.channel))
    assert max(markers(told_by(posted(town.channel)))) == AT


async def test_a_sections_thread_shows_what_its_channel_does_not(town: World) -> None:
    club = await town.open_club()
    thread = await _thread(town)
    await set_horizon(town, club, thread, AT)
    ann = await reader(town, club, AT)
    await share(town, ann, place=thread)
    await share(town, ann)
    assert f"The summary {mark(AT)}" in told_by(posted(thread))
    assert not markers(told_by(posted(town.channel)))


async def test_where_another_club_meets_a_share_is_sealed(town: World) -> None:
    other = town.guild.create_text_channel("second")
    first = await town.open_club(name="First")
    second = await town.open_club(channel=other, name="Second")
    for club, place in ((first, town.channel), (second, other)):
        await set_horizon(town, club, place, LAST)
    ann = await reader(town, first, AT)
    private = shown(await ann.slash(other, "summary", club="First"))
    await ann.click(private, label="Share here")
    assert not markers(told_by(posted(other)))
    ben = await reader(town, second, LAST, "ben")
    assert "You have not joined this club yet." in said(await ben.click(posted(other), label="Open"))


async def test_the_button_stays_when_pages_turn_and_shares_the_page_it_is_on(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, AT)
    card = await ask(town, ann, "summary")
    earlier = shown(await ann.click(card, label="Earlier: 2.1"))
    await ann.click(earlier, label="Share here")
    assert "shares the summary of 2.1." in told_by(posted(town.channel))
    story = shown(await ann.click(await ask(town, ann, "recap"), label="Earlier"))
    await ann.click(story, label="Share here")
    assert markers(said(await ann.click(posted(town.channel), label="Open"))) == markers(said(story))


async def test_who_went_back_can_share_no_more_what_is_sealed_again(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, AT)
    card = await ask(town, ann, "summary")
    await town.put(ann, club, AT - 1)
    assert "still sealed" in said(await ann.click(card, label="Share here"))
    await town.put(ann, club, None)
    assert "not joined this club yet" in said(await ann.click(card, label="Share here"))
    assert everything(town.settings.database)["shares"] == []
