"""A plan as a picture: its months as a calendar on the wall shows them, for a club to love to look at.

Whoever draws loads this module only then, and draws in a thread: Pillow takes nine megabytes, a picture a tenth
of a second. Nothing is kept between two pictures, so several threads may draw at once. All words come from the
catalogues, from Babel's dates and from the outline's addresses: no text of a book and no name has a way in.
"""

from calendar import Calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

from bot.domain.calendar import Break
from bot.domain.outline import Outline
from bot.domain.plan import Section
from bot.presentation.card import capital
from bot.presentation.days import day, month, weekdays
from bot.presentation.paper import BRASS, DEEP, HATCH, INK, MUTED, PALE, PAPER, REGULAR, SAND, STRONG, Box, Paper
from bot.presentation.picture import in_words
from bot.presentation.places import span
from bot.presentation.say import Say

Months = tuple[date, ...]
"""The first days of months, in order."""

A_PAGE = 6
"""Months of a picture: three rows of two, which a phone still shows legibly."""

CELL, ROW, WEEK = 70, 94, 7 * 70
MARGIN, GAP = 38, 44
TOP, HEAD, FOOT, LINE = 118, 96, 34, 56
DISC, BAND = 42, 36
TITLE, MONTH, WEEKDAY, NUMBER, LABEL, SMALL, SMALLEST = 46, 34, 24, 30, 28, 26, 19

_REST = -1
"""Stands where the number of a section would: the club has a break."""
_Halves = Mapping[int, int]
"""Who has which half of a day: twice its ordinal is the morning, one more is the evening."""


def pages(sections: Sequence[Section]) -> tuple[Months, ...]:
    """Return the months of each picture that a plan needs; a picture holds up to six, and all about as many."""
    months = [sections[0].opens.date().replace(day=1)]
    last = max(section.meets for section in sections).date()
    while (following := (months[-1] + timedelta(31)).replace(day=1)) <= last:
        months.append(following)
    many = -(-len(months) // A_PAGE)
    cuts = [len(months) * page // many for page in range(many + 1)]
    return tuple(tuple(months[start:end]) for start, end in pairwise(cuts))


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is drawn, to be looked up by day."""

    outline: Outline
    sections: Mapping[int, Section]
    halves: _Halves
    opens: frozenset[date]
    meets: frozenset[date]
    today: date | None


def picture(
    say: Say,
    outline: Outline,
    sections: Sequence[Section],
    breaks: Sequence[Break],
    months: Months,
    today: date | None = None,
) -> bytes:
    """Draw those `months` of a plan as a PNG, at twice the size in which Discord shows it.

    `today` is marked where it falls in them, as a date of the club's zone; leave it out of a picture that stays.
    """
    plan = _Plan(
        outline,
        {section.number: section for section in sections},
        _halves(sections, breaks, months),
        frozenset(section.opens.date() for section in sections),
        frozenset(section.meets.date() for section in sections),
        today if today and today.replace(day=1) in months else None,
    )
    weeks = [_weeks(first) for first in months]
    columns = min(2, len(months))
    heights = [HEAD + ROW * max(map(len, weeks[at : at + columns])) + FOOT for at in range(0, len(weeks), columns)]
    tops = [TOP + sum(heights[:row]) for row in range(len(heights) + 1)]
    signs = _signs(say, plan)
    free = columns == 2 and len(months) % 2 == 1
    across = 2 if columns == 1 else len(signs)
    width = 2 * MARGIN + columns * WEEK + (columns - 1) * GAP
    paper = Paper(width, tops[-1] + (0 if free else MARGIN // 2 + LINE * -(-len(signs) // across)), scale=3 - columns)
    _title(paper, say, width, len(sections))
    for at, (first, rows) in enumerate(zip(months, weeks, strict=True)):
        x, y = MARGIN + at % columns * (WEEK + GAP), tops[at // columns]
        _head(paper, say, x, y, first)
        for row, days in enumerate(rows):
            _week(paper, say, plan, x + days[0].weekday() * CELL, y + HEAD + row * ROW, days)
    if free:
        _legend(paper, signs, MARGIN + WEEK + GAP, tops[-2] + HEAD, WEEK, 1)
    else:
        _legend(paper, signs, MARGIN, tops[-1], width - 2 * MARGIN, across)
    return paper.png()


def alt(say: Say, outline: Outline, sections: Sequence[Section], breaks: Sequence[Break], months: Months) -> str:
    """Return the picture of those `months` in words, for whoever cannot see it."""
    first, after = months[0], (months[-1] + timedelta(31)).replace(day=1)
    told = [
        say(
            "{chapters} until {day}",
            chapters=span(outline, section.first, section.last),
            day=day(say, section.meets.date()),
        )
        for section in sections
        if section.meets.date() >= first and section.opens.date() < after
    ]
    rests = [
        say("break from {first} to {last}", first=day(say, rest.first), last=day(say, rest.last))
        for rest in breaks
        if rest.last >= first and rest.first < after
    ]
    shown = " – ".join(month(say, one) for one in dict.fromkeys((first, months[-1])))
    begun = say("Calendar of the plan, {months}.", months=shown)
    return in_words(begun, [*rests, *told])


def _weeks(first: date) -> list[list[date]]:
    """Return the days of a month by weeks."""
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return [[one for one in week if one.month == first.month] for week in weeks]


def _halves(sections: Sequence[Section], breaks: Sequence[Break], months: Months) -> _Halves:
    """Return whose each half of a day is; of a day on which one section meets and the next opens, each has one."""
    start, end = 2 * months[0].toordinal() - 2, 2 * months[-1].toordinal() + 66
    halves: dict[int, int] = {}
    shared = {one.meets.date() for one, following in pairwise(sections) if one.meets.date() == following.opens.date()}
    for section in sections:
        opens, meets = section.opens.date(), section.meets.date()
        morning = 2 * opens.toordinal() + (opens in shared)
        evening = 2 * meets.toordinal() + 1
        halves.update(dict.fromkeys(range(max(start, morning), min(end, evening + 1)), section.number))
    for rest in breaks:
        first, last = 2 * rest.first.toordinal(), 2 * rest.last.toordinal() + 1
        halves.update(dict.fromkeys(range(max(start, first), min(end, last + 1)), _REST))
    return halves


def _title(paper: Paper, say: Say, width: int, meetings: int) -> None:
    paper.write(MARGIN, MARGIN + TITLE // 2, say("Reading plan"), TITLE, weight=STRONG)
    told = say.plural("{n} meeting", "{n} meetings", meetings)
    paper.write(width - MARGIN, MARGIN + TITLE // 2 + 6, told, SMALL, MUTED, side="r")
    paper.shape((MARGIN, TOP - 22, width - MARGIN, TOP - 19), BRASS)


def _head(paper: Paper, say: Say, x: int, y: int, first: date) -> None:
    paper.write(x + 10, y + MONTH // 2, capital(month(say, first)), MONTH, DEEP, STRONG)
    for column, name in enumerate(weekdays(say)):
        paper.write(x + column * CELL + CELL / 2, y + 68, name, WEEKDAY, MUTED, side="m")


def _week(paper: Paper, say: Say, plan: _Plan, x: int, y: int, days: Sequence[date]) -> None:
    """Draw some days of one week of one month, the first at `x`: the numbers, and under them the bands."""
    for column, one in enumerate(days):
        _number(paper, plan, x + column * CELL + CELL // 2, y + DISC // 2, one)
    start = 2 * days[0].toordinal()
    for owner, run in groupby(range(start, start + 2 * len(days)), plan.halves.get):
        if owner is not None:
            halves = list(run)
            corners = plan.halves.get(halves[0] - 1) != owner, plan.halves.get(halves[-1] + 1) != owner
            left, right = (x + (half - start) * CELL // 2 for half in (halves[0], halves[-1] + 1))
            top = y + DISC + 9
            box = left + 3 * corners[0], top, right - 3 * corners[1], top + BAND
            _band(paper, say, plan, owner, box, corners)


def _number(paper: Paper, plan: _Plan, x: int, y: int, one: date) -> None:
    """Write the number of a day: framed where a section opens, on a disc where the club meets, underlined today."""
    half = DISC // 2
    if one in plan.opens:
        paper.shape((x - half - 5, y - half, x + half + 5, y + half), BRASS, 8, line=3)
    if one in plan.meets:
        inset = 4 if one in plan.opens else 0
        paper.shape((x - half + inset, y - half + inset, x + half - inset, y + half - inset), DEEP, half - inset)
    if one == plan.today:
        paper.shape((x - half, y + half + 3, x + half, y + half + 6), INK)
    is_read = {plan.halves.get(2 * one.toordinal() + evening) for evening in (0, 1)} - {None, _REST}
    colour = PAPER if one in plan.meets else INK if is_read else MUTED
    strong = one in plan.meets or one in plan.opens or one == plan.today
    paper.write(x, y, str(one.day), NUMBER, colour, STRONG if strong else REGULAR, "m")


def _band(paper: Paper, say: Say, plan: _Plan, owner: int, box: Box, corners: tuple[bool, bool]) -> None:
    """Draw the days of a section within a week, or of a break; write what it is where there is room."""
    left, top, right, bottom = box
    resting = owner == _REST
    if resting:
        paper.hatch(box, HATCH)
        words, colour, room = say("break"), MUTED, right - left - 40
    else:
        section = plan.sections[owner]
        paper.shape(box, SAND if owner % 2 else PALE, 10, corners)
        words, colour, room = span(plan.outline, section.first, section.last), INK, right - left - 14
    size = next((size for size in range(LABEL, SMALLEST - 1, -1) if paper.width(words, size, STRONG) <= room), None)
    if size is None:
        return
    middle = (left + right) // 2
    if resting:
        half = int(paper.width(words, size, STRONG)) // 2 + 8
        paper.shape((middle - half, top, middle + half, bottom), PAPER)
    paper.write(middle, (top + bottom) / 2, words, size, colour, STRONG, "m")


def _signs(say: Say, plan: _Plan) -> list[tuple[str, str]]:
    """Return what the legend has to explain: signs by their names here, and their meaning."""
    signs = [("band", say("to read")), ("frame", say("new section")), ("disc", say("meeting"))]
    if _REST in plan.halves.values():
        signs.append(("hatch", say("break")))
    if plan.today:
        signs.append(("line", say("today")))
    return signs


def _legend(paper: Paper, signs: Sequence[tuple[str, str]], x: int, y: int, room: int, across: int) -> None:
    """Explain the signs, so many `across` the room: in columns, or all in one line with even gaps."""
    widths = [56 + paper.width(words, SMALL) for _, words in signs]
    gap = (room - sum(widths)) / max(1, len(signs) - 1)
    for at, (sign, words) in enumerate(signs):
        left = sum(widths[:at]) + gap * at if across == len(signs) else at % across * room / across
        middle = y + at // across * LINE + LINE // 2
        _sign(paper, sign, x + int(left), middle)
        paper.write(x + int(left) + 56, middle, words, SMALL, MUTED)


def _sign(paper: Paper, sign: str, left: int, middle: int) -> None:
    box = left, middle - 14, left + 44, middle + 14
    match sign:
        case "band":
            paper.shape(box, SAND, 8)
        case "frame":
            paper.shape((left + 4, middle - 16, left + 40, middle + 16), BRASS, 8, line=3)
        case "disc":
            paper.shape((left + 6, middle - 16, left + 38, middle + 16), DEEP, 16)
        case "hatch":
            paper.hatch(box, HATCH)
        case "line":
            paper.shape((left + 2, middle + 8, left + 42, middle + 12), INK)
