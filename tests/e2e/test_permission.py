"""Every command and press of moderators, as the bot itself has them, tried by every kind of person who is none."""

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Any

import pytest
from simcord.actors import MemberActor
from simcord.results import ResponseMessage

from bot.domain.club import Club
from bot.presentation.ids import CustomId
from tests.e2e.drafting import begin
from tests.e2e.moderators import PLAY, PRESSES, READING, WITH_AUTHORS, of_moderators
from tests.e2e.world import World, forge, outgoing, shown
from tests.storage.every_table import everything

REFUSED = "Only moderators of this server can do that."
NOTHING = "That button leads nowhere any more."
SAMPLES = {"[A-Za-z0-9_-]{1,76}": "x", "[0-9]{1,2}": "3"}


def _value(pattern: str) -> str:
    """Return what stands for a field of an id: a sample, the last word of a list, else a number."""
    words = [word for word in pattern.split("|") if re.fullmatch("[a-z-]+", word)]
    return SAMPLES.get(pattern) or (words[-1] if words else "1")


def _id(kind: CustomId) -> str:
    """Return an id of a kind, which names the first row of each table."""
    custom_id = kind(*(_value(pattern) for _, pattern in kind.fields))
    assert kind.template.match(custom_id), custom_id
    return custom_id


def _all(town: World, besides: Container[str] = WITH_AUTHORS) -> list[tuple[str, dict[str, Any]]]:
    """Return every press of moderators, but for those of a game and of reading, with what comes along with it.

    Who is told what by a note that is not theirs stands in test_note.py.
    """
    kinds = [
        kind
        for kind, _ in of_moderators(town)
        if PRESSES[kind.word] not in (PLAY, READING) and kind.word not in besides
    ]
    assert len(kinds) > 25, "they are found by what the bot answers to"
    return [
        (_id(kind), {"component_type": 3, "values": ["1"]} if kind.select else {"components": []} if form else {})
        for kind in kinds
        for form in (kind.word.endswith("-form"),)
    ]


@dataclass
class Town:
    """A server with a club in which there is something of everything, and what its former moderator still holds."""

    world: World
    club: Club
    former: MemberActor
    held: ResponseMessage


@pytest.fixture
async def place(town: World) -> Town:
    """That server: a plan, a question, a prompt, nominations, a draft, and a moderator who is one no longer."""
    club = await town.open_club()
    await town.give_plan(club)
    await town.put(town.mod, club, 12)
    here = await town.here(town.mod)
    services = town.bot.services
    with town.env.time_context():
        await services.prompts.suggest(here, club.id, "1.3", "Why does Ann come?")
        for title, author in (("Emma", "Jane Austen"), ("Romola", "George Eliot")):
            await services.votes.nominate(here, title, author)
    former = town.person("former", moderator=True)
    held = shown(await former.slash(town.channel, "manage settings"))
    await begin(town, book="marked")
    town.env.backend.remove_member_role(town.guild.id, former.id, town.staff.id)
    return Town(town, club, former, held)


async def _hold(place: Town, person: MemberActor, sentence: str, on: ResponseMessage | None = None) -> None:
    """Try everything as somebody, and hold that each try is answered with one sentence and changes nothing."""
    world, before = place.world, everything(place.world.settings.database)
    for custom_id, data in _all(world):
        sent = len(world.env.http_requests)
        answer = await world.forged(person, custom_id, on=on, **data)
        assert answer == sentence, custom_id
        assert len(world.env.http_requests) == sent + 1, outgoing(world.env, sent)
    assert everything(world.settings.database) == before


async def test_no_member_can_invoke_a_command_of_moderators(place: Town) -> None:
    seen = place.world.env.backend.visible_commands
    ann = place.world.person("ann")
    offered = {one["name"] for one in map(_plain, seen(user_id=ann.id, channel_id=place.world.channel.id))}
    assert "manage" not in offered
    assert "summary" in offered


def _plain(command: Any) -> dict[str, Any]:
    return command if isinstance(command, dict) else {"name": command.name}


async def test_a_member_and_a_reader_with_a_private_card_of_their_own_are_told_one_sentence(place: Town) -> None:
    ann = place.world.person("ann")
    await _hold(place, ann, REFUSED)
    await ann.slash(place.world.channel, "club join")
    private = shown(await ann.slash(place.world.channel, "schedule"))
    await _hold(place, ann, REFUSED, on=private)


async def test_a_former_moderator_is_told_one_sentence_also_with_a_card_that_was_theirs(place: Town) -> None:
    await _hold(place, place.former, REFUSED)
    await _hold(place, place.former, REFUSED, on=place.held)


async def test_a_moderator_of_another_server_finds_nothing(place: Town) -> None:
    world = place.world
    abroad = world.env.create_guild("Elsewhere")
    channel = abroad.create_text_channel("books")
    stranger = world.person("stranger", guild=abroad, moderator=True)
    before = everything(world.settings.database)
    for custom_id, data in _all(world, besides=()):
        sent = len(world.env.http_requests)
        await forge(world, stranger, custom_id, channel, **data)
        body = outgoing(world.env, sent)
        assert custom_id.startswith("draft") or NOTHING in body, custom_id
        assert "Marked" not in body, custom_id
    assert everything(world.settings.database) == before
