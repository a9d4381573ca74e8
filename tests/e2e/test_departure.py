"""A server that removes the bot, through the real bot: kept for thirty days, then gone from every table."""

from collections.abc import Callable
from pathlib import Path

import pytest
from simcord.backend import serializers

from bot.bootstrap import samovar
from bot.domain.departure import DAYS_KEPT
from bot.settings import Settings
from cogs.departure import Departure
from tests.e2e.world import INFO, World, said, shown
from tests.storage.every_table import everything, found

DAY = 86_400
NOT_YET, DUE = (DAYS_KEPT - 1) * DAY, (DAYS_KEPT + 1) * DAY


def _away(town: World) -> list[int]:
    return [row["guild_id"] for row in everything(town.settings.database)["departures"]]


def _take_out(town: World) -> Callable[[], None]:
    """Take the server out of the simulated Discord without a word; return how to put it back."""
    backend = town.env.backend
    guild = backend.guilds.pop(town.guild.id)

    def put_back() -> None:
        backend.guilds[guild.id] = guild

    return put_back


async def _remove(town: World) -> Callable[[], None]:
    put_back = _take_out(town)
    town.env.backend.emit("GUILD_DELETE", {"id": str(town.guild.id)})
    await town.env.settle()
    return put_back


async def _add(town: World) -> None:
    """Let the bot be added: Discord's word for that says nothing of having been unavailable."""
    guild = town.env.backend.guilds[town.guild.id]
    payload = {**serializers.guild_create_payload(town.env.backend, guild)}
    del payload["unavailable"]
    town.env.backend.emit("GUILD_CREATE", payload)
    await town.env.settle()


async def test_a_server_that_removed_the_bot_is_gone_after_thirty_days_and_not_before(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 3)
    await _remove(town)
    assert _away(town) == [town.guild.id]
    await town.env.advance_time(NOT_YET)
    assert len(everything(town.settings.database)["readers"]) == 1
    await town.env.advance_time(DUE - NOT_YET)
    for value in (town.guild.id, ann.id, club.channel_id):
        assert found(town.settings.database, value) == set()


async def test_a_server_that_adds_the_bot_again_in_time_finds_everything_as_it_was(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 3)
    put_back = await _remove(town)
    await town.env.advance_time(NOT_YET)
    put_back()
    await _add(town)
    assert _away(town) == []
    await town.env.advance_time(DUE)
    assert "You have finished part 1, chapter 3" in said(await ann.slash(town.channel, "progress show"))


async def test_a_server_that_comes_back_too_late_begins_anew(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 3)
    put_back = await _remove(town)
    await town.env.advance_time(DUE)
    put_back()
    await _add(town)
    assert "no club here yet" in said(await ann.slash(town.channel, "progress show"))
    again = await town.open_club()
    assert again.id > club.id
    assert await town.at(ann, again) is None


async def test_a_server_that_is_merely_unavailable_is_not_noted(town: World) -> None:
    club = await town.open_club()
    await town.put(town.person("ann"), club, 3)
    town.env.backend.emit("GUILD_DELETE", {"id": str(town.guild.id), "unavailable": True})
    await town.env.settle()
    await town.env.advance_time(DUE)
    assert _away(town) == []
    await town.env.advance_time(DUE)
    assert len(everything(town.settings.database)["readers"]) == 1


async def test_what_happened_while_the_bot_was_off_is_put_right_at_the_start(town: World) -> None:
    await town.open_club()
    put_back = _take_out(town)
    await town.restart()
    assert _away(town) == [town.guild.id]
    put_back()
    await town.restart()
    assert _away(town) == []


async def test_a_server_that_fell_due_while_the_bot_was_off_is_purged_at_the_start(town: World) -> None:
    club = await town.open_club()
    await _remove(town)
    await town.bot.close()
    await town.env.advance_time(DUE)
    assert len(everything(town.settings.database)["clubs"]) == 1
    await town.restart()
    assert found(town.settings.database, club.guild_id) == set()


async def test_other_servers_stay_as_they_are(town: World) -> None:
    await town.open_club()
    other = town.env.create_guild("Elsewhere")
    visitor = town.person("visitor", guild=other)
    place = other.create_text_channel("books")
    await visitor.click(shown(await visitor.slash(place, "me settings")), label="Hide my place")
    before = everything(town.settings.database)["habits"]
    await _remove(town)
    await town.env.advance_time(DUE)
    assert everything(town.settings.database)["habits"] == before
    assert everything(town.settings.database)["clubs"] == []


@pytest.mark.faults
async def test_a_look_that_fails_is_written_down_and_comes_again_the_next_day(
    town: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    club = await town.open_club()
    await _remove(town)
    with monkeypatch.context() as broken:
        broken.setattr("bot.storage.departure.due", None)
        await town.env.advance_time(DUE)
        assert len(everything(town.settings.database)["clubs"]) == 1
    assert "The look at departures failed; it comes again by itself." in caplog.text
    await town.env.advance_time(DAY)
    assert found(town.settings.database, club.guild_id) == set()


async def test_the_daily_look_begins_once_and_ends_with_the_bot(tmp_path: Path, marked: Path) -> None:
    async with samovar(Settings("", str(tmp_path / "samovar.db"), marked, INFO)) as bot:
        cog = Departure(bot)
        await bot.add_cog(cog)
        await cog.on_ready()
        first = cog._daily
        await cog.on_ready()
        assert cog._daily is first
    assert first is not None
    assert first.cancelled()
