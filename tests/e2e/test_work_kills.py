"""The real process, killed while it posts: what Discord holds afterwards is each post once, and none is missing."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from bot.domain.pace import Pace
from bot.domain.plan import Plan, Section, Wishes
from bot.storage import plan as plans
from bot.storage.club import open_club
from bot.storage.database import open_database
from tests.e2e.wire import CHANNEL, GUILD, LAUNCH, process, serve
from tests.e2e.wire_posts import FORUM, Posts
from tests.storage.rows import ask

IN_A_HURRY = """
from datetime import timedelta
import bot.services.work, bot.storage.work
bot.storage.work.LEASE = bot.services.work.FIRST_WAIT = timedelta(seconds=0.3)
"""
"""Leases and waits of minutes would make a test of minutes."""
EVERY = 5
QUESTIONS = 2
WHOLE = Counter({"card": 2 + 1 + 2 * (QUESTIONS + 1) + 2, "thread": 2, "event": 2})
"""Two clubs: an opening in the channel, a guide in each thread, questions and a gathering, two closings."""


async def with_work(folder: Path) -> None:
    """Make the database of a process: two clubs, all of whose work is due."""
    now = datetime.now(UTC)
    local = now.replace(tzinfo=None)
    async with open_database(str(folder / "samovar.db")) as database:
        for channel in (CHANNEL, FORUM):
            club = await open_club(
                database,
                guild_id=GUILD,
                channel_id=channel,
                name=f"C{channel}",
                pack="marked",
                language="en",
                by=1,
                now=now,
            )
            assert club is not None
            begun = local - timedelta(minutes=9)
            wishes = Wishes(begun.date(), 0, time(19), "Etc/UTC", Pace("chapters", 3))
            days = frozenset(day.weekday() for day in (begun + timedelta(days=1), begun + timedelta(days=3)))
            section = Section(1, 1, 3, begun, local + timedelta(days=6))
            wishes = replace(wishes, prompt_days=days)
            laid = Plan(wishes, (section,), forum=channel == FORUM, events=True)
            await plans.save(database, GUILD, club.id, laid, now)
    due = (now - timedelta(minutes=5)).replace(tzinfo=None).isoformat(" ")
    ask(folder / "samovar.db", "UPDATE work SET due_at = ?, next_at = ?", due, due)


def undone(folder: Path) -> list[tuple[object, ...]]:
    """Return the work that is not done, but for the daily look at bookmarks, which comes up until the book ends."""
    return ask(folder / "samovar.db", "SELECT kind, state FROM work WHERE next_at IS NOT NULL AND kind != 'quiet'")


async def until_done(discord: Posts, folder: Path) -> bool:
    """Let a process work until all is done, or until it is killed; return whether all is done."""
    discord.ready.clear()
    async with process(discord.url, folder, launch=IN_A_HURRY + LAUNCH) as running:
        discord.victim = running
        while running.returncode is None and undone(folder):  # noqa: ASYNC110 - another process works
            await asyncio.sleep(0.05)
        if running.returncode is None:
            return True
        assert running.returncode == -9, (await running.communicate())[1].decode()
        return False


def whole(discord: Posts) -> None:
    appeared = discord.appeared()
    assert set(appeared.values()) == {1}, appeared
    assert Counter(one.split()[0] for one in appeared) == WHOLE


async def test_a_process_killed_again_and_again_posts_everything_once(tmp_path: Path) -> None:
    await with_work(tmp_path)
    discord = Posts()
    kills = 0
    async with serve(discord):
        discord.kill_at = 2
        while not await asyncio.wait_for(until_done(discord, tmp_path), 180):
            kills += 1
            discord.kill_at, discord.kill_after = discord.acts + EVERY, not discord.kill_after
    assert kills >= 4
    whole(discord)


async def test_a_server_error_after_discord_acted_makes_nothing_twice(tmp_path: Path) -> None:
    await with_work(tmp_path)
    discord = Posts()
    discord.faulty = {
        "/channels/#/messages",
        "/channels/#/messages/#/threads",
        "/channels/#/threads",
        "/guilds/#/scheduled-events",
    }
    async with serve(discord):
        assert await asyncio.wait_for(until_done(discord, tmp_path), 180)
    assert discord.faults == 4
    whole(discord)
