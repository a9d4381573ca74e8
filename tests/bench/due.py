"""Work that falls due, where there is much of it: a million rows, the longest book, 5,000 clubs in one minute."""

import asyncio
import gc
import json
import os
import random
import sqlite3
import statistics
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import Any

import discord
from discord.http import Route
from sqlalchemy import update

from bot.bootstrap import samovar
from bot.client import Samovar
from bot.domain.outline import Outline
from bot.domain.pace import Pace
from bot.domain.plan import Plan, Section, Wishes, plan
from bot.domain.work import occurrences
from bot.library.readers import Here
from bot.library.shelf import Shelf
from bot.services.places import Places
from bot.services.reminding import Reminding
from bot.services.work import Work
from bot.settings import Settings
from bot.storage import plan as plans
from bot.storage import schema
from bot.storage import work as rows_of_work
from bot.storage.club import open_club
from bot.storage.database import Database, open_database
from cogs.work import Work as Loop
from tests.e2e.wire import BOT, USER

CLUBS, ROWS = 100_000, 1_000_000
ROUNDS = 300
AT_ONCE = 5_000
BOUND = 50
"""Requests a second that Discord takes."""
LATENCY = 0.1, 0.2
"""Seconds that a request to Discord takes, at least and at most."""
CHAPTERS, WEEKS = 3_000, 520
INFO = 20


def _memory() -> float:
    """Return the memory that this process has at the moment, in megabytes (Linux)."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _now() -> datetime:
    return datetime.now(UTC)


def _stored(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(" ", "microseconds")


async def _first(database: Database, now: datetime, laid: Plan) -> None:
    """Make the club 1, whose rows are the pattern for the others."""
    about = {"guild_id": 1, "channel_id": 1, "name": "C", "pack": "anna-karenina", "language": "en", "by": 1}
    club = await open_club(database, now=now, **about)  # type: ignore[arg-type]
    assert club is not None
    await plans.save(database, 1, club.id, laid, now)


def _week(now: datetime) -> Plan:
    """Return a plan of one section that is being read."""
    local = now.replace(tzinfo=None)
    wishes = Wishes(local.date(), 6, clock_time(19), "Etc/UTC", Pace("chapters", 3))
    section = Section(1, 1, 3, local - timedelta(days=3), local + timedelta(days=3))
    return Plan(wishes, (section,), threads={1: 1})


def _copies(path: Path, clubs: int) -> None:
    """Copy the club 1 to so many servers, each with its plan; the numbers of all that is a server's are its own."""
    with closing(sqlite3.connect(path)) as database:
        for table, key, own in (
            ("clubs", "id", ("id", "guild_id", "channel_id")),
            ("plans", "club_id", ("club_id", "guild_id")),
            ("sections", "club_id", ("club_id", "guild_id", "thread")),
        ):
            names = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            taken = ", ".join("n" if name in own else f'"{name}"' for name in names)
            numbers = "WITH RECURSIVE numbers(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?) "
            copies = f"INSERT INTO {table} SELECT {taken} FROM numbers, {table} WHERE {key} = 1"  # noqa: S608 - ours
            database.execute(numbers + copies, (clubs,))
        database.execute("DELETE FROM work")
        database.execute("DELETE FROM sqlite_sequence WHERE name = 'work'")
        database.commit()


def _work(path: Path, rows: Iterator[tuple[int, int, str, str | None, str]]) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.executemany(
            "INSERT INTO work (guild_id, club_id, kind, section, nth, due_at, next_at, state, tries) "
            "SELECT ?1, ?1, 'prompt', 1, ?2, ?3, ?4, ?5, 0",
            rows,
        )
        database.commit()


async def wake_up(folder: Path, content: Path) -> str:
    """Measure from the moment that a row is due to its being claimed, among very many."""
    path, now = folder / "million.db", _now()
    async with open_database(str(path)) as database:
        await _first(database, now, _week(now))
    _copies(path, CLUBS)
    each = ROWS // CLUBS
    chance = random.Random(1)

    def rows() -> Iterator[tuple[int, int, str, str | None, str]]:
        for club in range(1, CLUBS + 1):
            for nth in range(each):
                due = _stored(now + timedelta(days=1 + chance.random() * 300))
                yield (club, nth, due, *((None, "done") if nth < each // 2 else (due, "waiting")))

    _work(path, rows())
    async with open_database(str(path)) as database:
        places = Places(database, Shelf(content, Here()), _now)
        work = Work(database, places, Reminding(database, places, _now), _now)
        before, late = _memory(), []
        for _ in range(ROUNDS):
            due = _now() + timedelta(seconds=0.02)
            one = chance.randrange(CLUBS) * each + each
            await database.single(update(schema.work).where(schema.work.c.id == one).values(next_at=due))
            while not (claimed := await work.claim(64)):
                await work.sleep()
            late.append((_now() - due).total_seconds())
            assert [task.nth for task in claimed] == [each - 1]
            await rows_of_work.skip(database, claimed[0])
        grown = _memory() - before
    return (
        f"wake-up to claim, {CLUBS:,} clubs, {ROWS:,} rows: median {statistics.median(late) * 1000:.2f} ms, "
        f"p99 {statistics.quantiles(late, n=100)[98] * 1000:.2f} ms; memory {grown:+.1f} MB"
    )


async def longest_plan(folder: Path) -> str:
    """Measure planning the longest book that may be, evenly over ten years, and saving it with all its work."""
    chance = random.Random(1)
    outline = Outline("chapter", (tuple(chance.randrange(500, 9_000) for _ in range(CHAPTERS)),))
    wishes = Wishes(date(2026, 1, 5), 6, clock_time(19), "Europe/London", Pace("weeks", WEEKS))
    begun = time.perf_counter()
    sections = plan(outline, wishes)
    planned = time.perf_counter()
    laid = Plan(wishes, sections, events=True)
    many = len(occurrences(laid))
    listed = time.perf_counter()
    async with open_database(str(folder / "longest.db")) as database:
        saving = time.perf_counter()
        await _first(database, _now(), laid)
        saved = time.perf_counter()
    return (
        f"plan of {CHAPTERS:,} chapters in {len(sections)} sections: {(planned - begun) * 1000:.0f} ms; its {many:,} "
        f"pieces of work: {(listed - planned) * 1000:.0f} ms, saved in {(saved - saving) * 1000:.0f} ms"
    )


async def at_once(folder: Path, content: Path, clubs: int) -> str:
    """Let one question be due in very many clubs, and measure how long the real loop takes to post them all."""
    path, now = folder / "many.db", _now()
    async with open_database(str(path)) as database:
        await _first(database, now, _week(now))
    _copies(path, clubs)
    due = now + timedelta(seconds=5)
    _work(path, ((club, 0, _stored(due), _stored(due), "waiting") for club in range(1, clubs + 1)))
    settings = Settings("", str(path), content, INFO)
    async with samovar(settings, shard_count=1) as bot:
        sent = _stand_in(bot, clubs)
        before = _memory()
        cog = Loop(bot)
        await cog.on_ready()
        most = 0.0
        while len(sent) < clubs or _left(path):
            await asyncio.sleep(0.2)
            most = max(most, _memory() - before) if len(sent) % 50 == 0 else most
        took = sent[-1] - due.timestamp()
        await cog.cog_unload()
        grown = max(most, _memory() - before)
    bound = clubs / BOUND
    busiest = max(sum(begin <= one < begin + 1 for one in sent[n : n + 100]) for n, begin in enumerate(sent))
    return (
        f"{clubs:,} clubs due at once: {took:.1f} s for {len(sent):,} requests, {took / bound:.3f} × the bound of "
        f"{bound:.0f} s (aim: 1.05); at most {busiest} in a second; memory {grown:+.1f} MB"
    )


def _left(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as database:
        return database.execute("SELECT 1 FROM work WHERE next_at IS NOT NULL LIMIT 1").fetchone() is not None


def _stand_in(bot: Samovar, guilds: int) -> list[float]:
    """Put a bot into so many servers of a Discord that only takes messages; return when each was taken."""
    state = bot._connection
    state.user = discord.ClientUser(state=state, data=USER)  # type: ignore[arg-type]
    for number in range(1, guilds + 1):
        state._add_guild_from_data(_guild(number))  # type: ignore[arg-type]
    sent: list[float] = []
    chance = random.Random(1)

    async def request(route: Route, **others: Any) -> dict[str, Any]:
        assert route.path.endswith("/messages"), route.path
        sent.append(time.time())
        await asyncio.sleep(chance.uniform(*LATENCY))
        body = others["json"] if "json" in others else json.loads(others["form"][0]["value"])
        return _message(len(sent), str(route.channel_id), body)

    bot.http.request = request  # type: ignore[method-assign]
    return sent


def _guild(number: int) -> dict[str, Any]:
    nothing: dict[str, Any] = {key: [] for key in ("emojis", "stickers", "features")}
    role: dict[str, Any] = dict.fromkeys(("color", "position", "flags"), 0)
    thread: dict[str, Any] = {"thread_metadata": {"archived": False, "auto_archive_duration": 60, "locked": False}}
    thread["thread_metadata"]["archive_timestamp"] = "2026-01-01T00:00:00+00:00"
    return {
        **nothing,
        "id": str(number),
        "name": "Readers",
        "owner_id": "1",
        "roles": [
            {
                **role,
                "id": str(number),
                "name": "@everyone",
                "permissions": str(discord.Permissions.all().value),
                "hoist": False,
                "managed": False,
                "mentionable": False,
            }
        ],
        "members": [{"user": USER, "roles": [], "joined_at": None, "deaf": False, "mute": False, "flags": 0}],
        "channels": [{"id": str(10**6 + number), "type": 0, "name": "b", "position": 0, "permission_overwrites": []}],
        "threads": [
            {
                **thread,
                "id": str(number),
                "parent_id": str(10**6 + number),
                "owner_id": str(BOT),
                "name": "s",
                "type": 11,
                "message_count": 0,
                "member_count": 1,
            }
        ],
    }


def _message(number: int, place: str, body: dict[str, Any]) -> dict[str, Any]:
    nothing: dict[str, Any] = {key: [] for key in ("attachments", "embeds", "mentions", "mention_roles")}
    return {
        **nothing,
        "id": str(number),
        "channel_id": place,
        "author": USER,
        "content": "",
        "timestamp": "2026-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "pinned": False,
        "type": 0,
        "flags": 1 << 15,
        "components": body["components"],
    }


async def figures(folder: Path, content: Path, clubs: int = AT_ONCE) -> None:
    """Measure all three and print them, each as soon as it is known."""
    print("\nWork that falls due\n", flush=True)
    print(await wake_up(folder, content), flush=True)
    print(await longest_plan(folder), flush=True)
    print(await at_once(folder, content, clubs), flush=True)
