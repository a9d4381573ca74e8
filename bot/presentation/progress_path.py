"""A reader's own path over the weeks: what the picture of it shows, and the same in words."""

from datetime import date, timedelta

import discord
from discord.ui import LayoutView

from bot.domain.outline import Outline
from bot.domain.progress_path import Day, Path
from bot.presentation.card import card, heading, plain
from bot.presentation.days import day, month
from bot.presentation.picture import file, hung, in_words
from bot.presentation.places import place
from bot.presentation.say import Say
from bot.presentation.sheets import PathSheet

FILE = "path.png"
WEEK = timedelta(weeks=1)
LONG = timedelta(days=300)
"""After so long a time the dates are told by month and year."""
MOST_DATES, MOST_MONTHS = 5, 3
"""Dates below the picture, and months: more would meet."""


def sheet(say: Say, path: Path) -> PathSheet:
    """Return what the picture of a path shows."""
    outline = path.outline
    days = [at for at, _ in (*path.days, *path.plan)]
    first = min([*days, path.today])
    last = max([*days, path.today, first + WEEK])
    furthest = max(at for _, at in path.days)
    top = outline.last if path.plan else _end_of_part(outline, furthest)
    return PathSheet(
        say("Your path"),
        say("you: {where}", where=place(say, outline, path.days[-1][1])),
        None if path.due is None else say("the plan today: {where}", where=place(say, outline, path.due)),
        say("today"),
        first,
        last,
        path.today,
        top,
        (*path.days, (path.today, path.days[-1][1])),
        path.plan,
        _levels(say, outline, top),
        _dates(say, first, last),
    )


def draw(shown: PathSheet) -> bytes:
    """Draw a path as a PNG. Call it in a thread."""
    from bot.presentation.progress_path_picture import picture

    return picture(shown)


def shown(say: Say, path: Path, picture: discord.File) -> LayoutView:
    """Show the picture."""
    return card(heading(say("Your path")), plain(path.club.name), hung(picture))


def named(say: Say, path: Path, png: bytes) -> discord.File:
    """Return the picture to send, with its text for whoever cannot see it."""
    return file(png, FILE, alt(say, path))


def alt(say: Say, path: Path) -> str:
    """Return a path in words: where it stood at the end of each week, the latest first, and where the plan stands."""
    outline = path.outline
    begun = say("Your path over the weeks.")
    told = [say("{day}: {where}", day=day(say, on), where=place(say, outline, at)) for on, at in _weekly(path)]
    if path.due is not None:
        told.insert(0, say("the plan today: {where}", where=place(say, outline, path.due)))
    return in_words(begun, told)


def _weekly(path: Path) -> list[Day]:
    """Return the last day of each week on which the bookmark moved, the latest first."""
    last = {at.isocalendar()[:2]: (at, position) for at, position in path.days}
    return list(last.values())[::-1]


def _end_of_part(outline: Outline, at: int) -> int:
    return outline.end(outline.address(max(1, at)).part)


def _levels(say: Say, outline: Outline, top: int) -> tuple[tuple[int, str], ...]:
    """Return where the parts of a book begin; of a book of one part, some of its chapters."""
    if len(outline.parts) > 1:
        begins = [(outline.end(part - 1), part) for part in range(1, len(outline.parts) + 1)]
        return tuple((at, say("Part {n}", n=part)) for at, part in begins if at < top)
    each = max(1, round(top / 5))
    return tuple((at, outline.written(at)) for at in range(each, top + 1, each))


def _dates(say: Say, first: date, last: date) -> tuple[tuple[date, str], ...]:
    """Return the days to name: weeks apart as a whole, from the first on."""
    weeks = (last - first) // WEEK
    long = last - first > LONG
    each = -(-(weeks + 1) // (MOST_MONTHS if long else MOST_DATES))
    written = month if long else day
    return tuple((on, written(say, on)) for week in range(0, weeks + 1, each) for on in (first + week * WEEK,))
