"""`make bench`: what every command, autocomplete and button costs beside a bare "pong", over the wire; and work that
falls due, beside the limit that Discord sets.

The real process runs as a child and answers interactions over loopback; each round asks everything once, the pong
among it, so that all figures of a run share its weather. Ratios are what counts; the aims are printed beside them.
"""

import argparse
import asyncio
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.storage.club import join, open_club
from bot.storage.database import open_database
from tests.bench import due, pictures, quiz
from tests.bench.names import NOW, longest_blocks, write_crowd
from tests.e2e.wire import BOT, CHANNEL, GUILD, ROOT, Wire, process, wire, with_a_club

LAUNCH = """
import sys
import discord.http
discord.http.Route.BASE = sys.argv[1]
import discord
from discord import app_commands
from bot import client
from bot.__main__ import main

@app_commands.command()
async def pong(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("pong", ephemeral=True)

hook = client.Samovar.setup_hook
async def with_pong(self):
    self.tree.add_command(pong)
    await hook(self)
client.Samovar.setup_hook = with_pong
sys.exit(main(["run"]))
"""
READERS = 200
NAMES = 500
"""Names met in the book over which names are offered: what the aim speaks of."""
VERY_MANY_NAMES = 20_000
VERY_MANY_QUESTIONS = 20_000
WARM = 30
ME = 900_000_000_000_000_001
AIMS = {"autocomplete": 1.3, "read": 2.0, "write": 3.2, "list": 2.0}
MOST_MEMORY = 80
MESSAGE_FLAGS = 64 | 1 << 15


@dataclass
class Ask:
    """One thing to ask for: what kind it is, and the interaction's type and data, which may change each time."""

    name: str
    kind: str
    type: int
    data: Callable[[int], dict[str, Any]]
    took: list[float] = field(default_factory=list)


def _slash(path: str, **options: str) -> Callable[[int], dict[str, Any]]:
    filled = [{"name": name, "type": 3, "value": value} for name, value in options.items()]
    return lambda _round: _nested(path, filled)


def _nested(path: str, filled: list[dict[str, Any]]) -> dict[str, Any]:
    name, _, sub = path.partition(" ")
    options = [{"name": sub, "type": 1, "options": filled}] if sub else filled
    return {"name": name, "id": "1", "type": 1, "options": options}


def _typing(path: str, option: str, value: str, **others: str) -> Callable[[int], dict[str, Any]]:
    filled: list[dict[str, Any]] = [{"name": name, "type": 3, "value": value} for name, value in others.items()]
    return lambda _round: _nested(path, [*filled, {"name": option, "type": 3, "value": value, "focused": True}])


def _naming(value: str) -> Callable[[int], dict[str, Any]]:
    return _typing("character lookup", "name", value, club="2")


def _press(custom_id: str) -> Callable[[int], dict[str, Any]]:
    return lambda _round: {"custom_id": custom_id, "component_type": 2}


def _choice(round_: int) -> dict[str, Any]:
    """Choose something else each time, so that it has to be saved."""
    return {"custom_id": f"round-pick:1:0:{round_ % 4}", "component_type": 2}


def asks() -> list[Ask]:
    """Return everything a round asks for, in an order in which each finds the bookmark where it needs it."""
    return [
        Ask("pong (bare)", "bare", 2, _slash("pong")),
        Ask("autocomplete: progress set, where", "autocomplete", 4, _typing("progress set", "where", "")),
        Ask("autocomplete: progress set, typed", "autocomplete", 4, _typing("progress set", "where", "1.2")),
        Ask("autocomplete: summary, chapter", "autocomplete", 4, _typing("summary", "chapter", "1.")),
        Ask("autocomplete: club", "autocomplete", 4, _typing("club info", "club", "a")),
        Ask("autocomplete: manage setup, book", "autocomplete", 4, _typing("manage setup", "book", "anna")),
        Ask(f"autocomplete: {NAMES} names, not typed", "autocomplete", 4, _naming("")),
        Ask(f"autocomplete: {NAMES} names, a letter", "autocomplete", 4, _naming("a")),
        Ask(f"autocomplete: {NAMES} names, two letters", "autocomplete", 4, _naming("an")),
        Ask(f"autocomplete: {NAMES} names, nobody", "autocomplete", 4, _naming("nobody")),
        Ask("autocomplete: theme", "autocomplete", 4, _typing("theme", "theme", "ra")),
        Ask("/progress set 1.20", "write", 2, _slash("progress set", where="1.20")),
        Ask("button: Next finished", "write", 3, _press("next:1:20")),
        Ask("button: Still reading it", "write", 3, _press("back:1:21")),
        Ask("/progress undo", "write", 2, _slash("progress undo")),
        Ask("/progress show", "read", 2, _slash("progress show")),
        Ask("/summary", "read", 2, _slash("summary", chapter="1.18")),
        Ask("button: Earlier", "read", 3, _press("summary:1:17")),
        Ask("/summary, still sealed", "read", 2, _slash("summary", chapter="8.19")),
        Ask("/character lookup", "read", 2, _slash("character lookup", name="anna karenina")),
        Ask("/character lookup, misspelt", "read", 2, _slash("character lookup", name="grinyevitsch")),
        Ask("/recap", "read", 2, _slash("recap")),
        Ask("/recap, in full", "read", 2, _slash("recap", length="full")),
        Ask("/theme, one", "read", 2, _slash("theme", theme="children")),
        Ask("/schedule", "read", 2, _slash("schedule")),
        Ask("/club replay", "read", 2, _slash("club replay")),
        Ask("/club info", "read", 2, _slash("club info")),
        Ask("/me settings", "read", 2, _slash("me settings")),
        Ask("button: Change the pages", "read", 3, _press("pages:1")),
        Ask("/help", "list", 2, _slash("help")),
        Ask("/character list", "list", 2, _slash("character list")),
        Ask("/club list", "list", 2, _slash("club list")),
        Ask(f"/progress club ({READERS} readers)", "list", 2, _slash("progress club")),
        Ask("button: who is where, page 2", "list", 3, _press("who:1:1")),
        Ask("button: Hide my place", "write", 3, _press("hide:yes")),
        Ask("button: Show my place", "write", 3, _press("hide:no")),
        Ask(f"button: a choice in a round of {READERS}", "write", 3, _choice),
    ]


async def measure(packs: int, rounds: int) -> tuple[list[Ask], float, float]:
    """Run the process over `packs` packs; return the asks with their times, start-up in seconds, memory in MB."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        content = _content(here / "content", packs)
        others = {ME + 1 + n: n % 40 for n in range(READERS - 1)}
        await with_a_club(here, {**others, ME: 19}, pack="anna-karenina")
        await quiz.with_a_round(here, others)
        await _with_a_crowd(here, write_crowd(content, NAMES))
        begun = time.perf_counter()
        async with (
            wire() as discord,
            process(discord.url, here, launch=LAUNCH, SAMOVAR_CONTENT=str(content)) as running,
        ):
            await asyncio.wait_for(discord.ready.wait(), 60)
            started = time.perf_counter() - begun
            asked = asks()
            numbers = iter(range(1, 10**9))
            for round_ in range(WARM + rounds):
                for ask in asked:
                    took = await _ask(discord, ask, round_, next(numbers))
                    if round_ >= WARM:
                        ask.took.append(took)
            return asked, started, _memory(running.pid)


async def _ask(discord: Wire, ask: Ask, round_: int, number: int) -> float:
    extra = {"message": _message()} if ask.type == 3 else {}
    begun = time.perf_counter()
    await discord.interact(number, ME, ask.data(round_), kind=ask.type, **extra)
    await discord.until_answered(number)
    return time.perf_counter() - begun


def _message() -> dict[str, Any]:
    """The private card that a button stands on."""
    nothing: dict[str, Any] = {key: [] for key in ("attachments", "embeds", "mentions", "mention_roles", "components")}
    return {
        **nothing,
        "id": str(BOT + 5),
        "channel_id": str(CHANNEL),
        "author": {"id": str(BOT), "username": "samovar", "discriminator": "0", "avatar": None},
        "content": "",
        "timestamp": "2026-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "pinned": False,
        "type": 0,
        "flags": MESSAGE_FLAGS,
    }


async def _with_a_crowd(folder: Path, pack: str) -> None:
    """Open a second club, in which everybody in the crowded book has been met."""
    async with open_database(str(folder / "samovar.db")) as database:
        club = await open_club(
            database, guild_id=GUILD, channel_id=CHANNEL + 1, name="Crowd", pack=pack, language="en", by=1, now=NOW
        )
        assert club is not None
        await join(database, GUILD, club.id, ME, 1, NOW)


def _content(content: Path, packs: int) -> Path:
    """Make a folder with the flagship and copies of it; `packs` in all."""
    content.mkdir()
    for n in range(packs):
        shutil.copytree(ROOT / "content" / "anna-karenina", content / ("anna-karenina" if not n else f"book-{n:03}"))
    return content


def _memory(pid: int) -> float:
    """Return the resident memory of a process in megabytes (Linux)."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return float("nan")


def table(asked: list[Ask]) -> Iterator[str]:
    """Yield the lines of the table: median and p99 in milliseconds, the median beside the pong's, the aim."""
    bare = statistics.median(asked[0].took)
    yield f"{'':42} {'median ms':>9} {'p99 ms':>8} {'× pong':>7} {'aim':>5}"
    for ask in asked:
        median = statistics.median(ask.took)
        p99 = statistics.quantiles(ask.took, n=100)[98]
        aim = AIMS.get(ask.kind)
        verdict = "" if aim is None else f"{aim:>5}{'' if median / bare <= aim else '  above'}"
        yield f"{ask.name:42} {median * 1000:9.2f} {p99 * 1000:8.2f} {median / bare:7.2f} {verdict}"


def main() -> None:
    """Measure with one pack and with three hundred, and print both."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--packs", type=int, nargs="+", default=[1, 300])
    chosen = parser.parse_args()
    for packs in chosen.packs:
        asked, started, memory = asyncio.run(measure(packs, chosen.rounds))
        print(f"\n{packs} packs, {chosen.rounds} rounds: ready after {started:.2f} s, {memory:.0f} MB resident")
        print(f"(aim: under {MOST_MEMORY} MB, neither growing with packs that nobody reads)\n")
        print("\n".join(table(asked)), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        blocks = asyncio.run(longest_blocks(Path(folder), ROOT / "content", VERY_MANY_NAMES))
    print(f"\n{VERY_MANY_NAMES:,} names in a book: what it takes, and the longest that others wait (aim: under 5 ms)\n")
    for what, took, longest in blocks:
        print(f"{what:42} {took * 1000:9.2f} ms {longest * 1000:8.2f} ms", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        blocks = asyncio.run(quiz.longest_blocks(Path(folder), ROOT / "content", VERY_MANY_QUESTIONS))
    print(f"\n{VERY_MANY_QUESTIONS:,} questions in a book: opening a round, and the longest that others wait\n")
    for what, took, longest in blocks:
        print(f"{what:42} {took * 1000:9.2f} ms {longest * 1000:8.2f} ms", flush=True)
    pictures.figures(ROOT / "content")
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(due.figures(Path(folder), ROOT / "content"))


if __name__ == "__main__":
    main()
