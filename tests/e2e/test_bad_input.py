"""Whatever arrives, also what no client would let through: one clear sentence, nothing lost, nobody pinged."""

import json
from typing import Any

import pytest
from simcord import interactions
from simcord.actors import MemberActor
from simcord.enums import InteractionType

from tests.e2e.world import World, outgoing

LONG = "x" * 4_000
STRANGE = [
    LONG,
    "99.99",
    "0.0",
    "-5",
    "\u202e11.2\u202c",
    "@everyone",
    "<@&1>",
    "1e9",
    "9" * 90,
    "２.９９",
    "\x00",
    "'; DROP TABLE bookmarks; --",
    "{where}",
    "%s%n",
    "🫖" * 50,
    " ",
]


async def _slash(town: World, person: MemberActor, path: str, **options: str) -> dict[str, Any]:
    """Send a command as no client would, past its checks of length and choice; return the one answer."""
    name, _, sub = path.partition(" ")
    filled = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
    command = next(
        c for c in town.env.backend.visible_commands(user_id=person.id, channel_id=town.channel.id) if c["name"] == name
    )
    data = {
        "id": command["id"],
        "name": name,
        "type": 1,
        "options": [{"name": sub, "type": 1, "options": filled}] if sub else filled,
    }
    before = len(town.env.http_requests)
    _, payload = interactions.base_payload(
        town.env.backend,
        type=InteractionType.APPLICATION_COMMAND,
        channel_id=town.channel.id,
        guild_id=person.guild.id,
        user_id=person.id,
        data=data,
    )
    town.env.backend.emit("INTERACTION_CREATE", payload)
    await town.env.settle()
    requests = town.env.http_requests[before:]
    assert len([request for request in requests if request.path.endswith("/callback")]) == 1
    body = requests[-1].json
    assert isinstance(body, dict)
    return body


@pytest.mark.parametrize("typed", STRANGE)
async def test_a_strange_place_gets_one_sentence_and_moves_nothing(town: World, typed: str) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 3)
    for path, option in (("progress set", "where"), ("summary", "chapter")):
        told = json.dumps(await _slash(town, ann, path, **{option: typed}), ensure_ascii=False)
        assert "could not read that" in told or "outside the book" in told
        assert "everyone" not in told
        assert LONG[:50] not in told
    assert await town.at(ann, club) == 3


@pytest.mark.parametrize("named", STRANGE)
async def test_a_strange_club_or_book_gets_one_sentence(town: World, named: str) -> None:
    await town.open_club()
    ann = town.person("ann")
    told = json.dumps(await _slash(town, ann, "progress show", club=named))
    assert "No club of this server has that name" in told
    told = json.dumps(await _slash(town, town.mod, "manage setup", book=named))
    assert "not on my shelf" in told
    assert "everyone" not in outgoing(town.env, len(town.env.http_requests) - 2)


@pytest.mark.parametrize("name", [LONG, "\u202e\u200b", "\n\t "])
async def test_a_club_name_that_is_no_name_opens_no_club(town: World, name: str) -> None:
    told = json.dumps(await _slash(town, town.mod, "manage setup", book="marked", name=name), ensure_ascii=False)
    assert "needs between 1 and 80 characters" in told
    assert not (await town.here(town.mod)).server.clubs


async def test_a_language_that_there_is_not_falls_back(town: World) -> None:
    told = json.dumps(await _slash(town, town.mod, "manage setup", book="marked", language="xx"))
    assert "**Language** \\u00b7 English" in told


async def test_a_command_in_a_direct_message_is_answered_there(town: World) -> None:
    ann = town.person("ann")
    _, payload = interactions.base_payload(
        town.env.backend,
        type=InteractionType.MESSAGE_COMPONENT,
        channel_id=ann.user.dm_channel.id,
        guild_id=None,
        user_id=ann.id,
        data={"custom_id": "join:1", "component_type": 2},
    )
    town.env.backend.emit("INTERACTION_CREATE", payload)
    await town.env.settle()
    assert "This works in a server" in outgoing(town.env)


@pytest.mark.faults
async def test_a_fault_of_our_own_is_admitted_with_a_reference_and_without_anybodys_words(
    town: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await town.open_club()
    ann = town.person("ann")

    async def broken(*_args: object, **_values: object) -> None:
        raise RuntimeError("a disk is full")

    monkeypatch.setattr(town.bot.services.places, "_database", None)
    monkeypatch.setattr("bot.storage.club.join", broken)
    told = json.dumps(await _slash(town, ann, "progress set", where="1.2"), ensure_ascii=False)
    assert "Something went wrong on my side, and it is written down as" in told
    (record,) = [record for record in caplog.records if record.levelname == "ERROR"]
    reference = record.getMessage().split()[1]
    assert reference in told
    assert record.getMessage() == f"Fault {reference} in /progress set."
    assert town.env.errors


@pytest.mark.faults
@pytest.mark.parametrize("code", [10062, 40060])
async def test_an_answer_that_came_too_late_is_noted_and_nothing_else(
    town: World, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    town.env.inject_error("POST", "/interactions/*/*/callback", status=404, code=code, times=2)
    before = len(town.env.http_requests)
    with caplog.at_level("INFO"):
        await ann.slash(town.channel, "progress set", where="1.2")
    assert await town.at(ann, club) == 2
    assert [r.path for r in town.env.http_requests[before:] if not r.path.endswith("/callback")] == []
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
