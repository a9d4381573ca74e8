"""What a picture costs: the time to draw each, the longest that anybody else waits meanwhile, and the file."""

import asyncio
from collections.abc import Callable, Hashable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.domain.character_map import around
from bot.domain.club import Club
from bot.domain.plan import Section
from bot.domain.progress import Along
from bot.domain.progress_path import Path as Way
from bot.domain.progress_path import due, line
from bot.library.pack import read_pack
from bot.presentation import character_map, progress_club, progress_path
from bot.presentation.say import say_in
from bot.running import be_quick
from bot.services.picture import Pictures
from tests.bench.names import watched

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)
BEGAN, WEEKS, CHAPTERS = date(2027, 1, 4), 17, 14
CLUB = Club(1, 1, 1, "C", "anna-karenina", "vi")
READERS = 200

Sheet = tuple[str, Hashable, Callable[[Any], bytes]]


def _sheets(content: Path) -> list[Sheet]:
    """Return the pictures of the novel that cost most, in the language with more signs."""
    book, say = read_pack(content / CLUB.pack), say_in("vi")
    view = book.as_read_to(book.outline.last)
    opens = [datetime(2027, 1, 4, 9) + timedelta(weeks=n) for n in range(WEEKS)]  # noqa: DTZ001 - local, as in plans
    sections = [
        Section(n + 1, n * CHAPTERS + 1, (n + 1) * CHAPTERS, at, at + timedelta(days=6)) for n, at in enumerate(opens)
    ]
    places = tuple((at, READERS // 100) for at in range(0, book.outline.last, 2))
    plan = line(sections)
    days = tuple((BEGAN + timedelta(n), 2 * n) for n in range(100))
    way = Way(CLUB, book.outline, days, days[-1][0], plan, due(plan, days[-1][0]))
    return [
        (
            "the club along the book",
            progress_club.sheet(say, Along(book.outline, places, sections[4])),
            progress_club.draw,
        ),
        ("one's own path", progress_path.sheet(say, way), progress_path.draw),
        ("a map of twelve", character_map.sheet(say, around(CLUB, view, view.people["levin"])), character_map.draw),
    ]


async def longest_blocks(content: Path, rounds: int = 20) -> list[tuple[str, float, float, int]]:
    """Return for each picture what drawing it took, at the median, the longest that others waited, and its bytes.

    The last line is one that is at hand.
    """
    be_quick()
    found = []
    for what, sheet, draw in _sheets(content):
        took: list[tuple[float, float]] = []
        for _ in range(rounds + 1):  # the first loads Pillow
            _, time, longest = await watched(what, Pictures(lambda: NOW).draw(1, sheet, draw))
            took.append((time, longest))
        found.append(
            (what, sorted(time for time, _ in took[1:])[rounds // 2], max(one for _, one in took[1:]), len(draw(sheet)))
        )
    pictures = Pictures(lambda: NOW)
    png = await pictures.draw(1, sheet, draw)
    _, time, longest = await watched("", pictures.draw(1, sheet, draw))
    return [*found, ("one that is at hand", time, longest, len(png))]


def figures(content: Path) -> None:
    """Print what pictures cost."""
    print("\nPictures of the novel, drawn in a thread: what each takes, the longest that others wait, its size\n")
    for what, took, longest, size in asyncio.run(longest_blocks(content)):
        print(f"{what:42} {took * 1000:9.2f} ms {longest * 1000:8.2f} ms {size // 1024:6} kB", flush=True)
