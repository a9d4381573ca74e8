"""A club's days: local time and the world's, the breaks in its calendar, and the dates and times that people type.

Dates are read day first, as most of the world and both of our languages write them: "4/1" is 4 January. A date that
would only make sense month first is refused, else the same hand's 1/12 and 1/13 would lie eleven months apart.
"""

import re
from calendar import isleap
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.errors import BadDate, DateNotUnderstood, TimeNotUnderstood
from bot.domain.where import LONGEST, fold
from bot.domain.zones import read_zone, zones_like

__all__ = [
    "Break",
    "after_breaks",
    "local",
    "moment",
    "read_breaks",
    "read_date",
    "read_time",
    "read_zone",
    "zones_like",
]

BACK, AHEAD = timedelta(days=366), timedelta(days=3_660)
"""How far a date may lie from today: a club may have begun last year, and plans ten years ahead at most."""

LONGEST_BREAKS = 500
"""Characters that all of a club's breaks may take to type."""


@dataclass(frozen=True, slots=True)
class Break:
    """Local dates, both included, on which nothing opens, meets or is posted."""

    first: date
    last: date


def after_breaks(day: date, breaks: Iterable[Break]) -> date:
    """Return `day`, or the first day after it that is in no break. Breaks may overlap and be in any order."""
    for rest in sorted(breaks, key=lambda rest: rest.first):
        if rest.first <= day <= rest.last:
            day = rest.last + timedelta(days=1)
    return day


def moment(local: datetime, zone: str) -> datetime:
    """Return the aware UTC moment of a naive local time in an IANA zone.

    A time that the clocks jump over moves on by the gap (02:30 becomes 03:30), and one that comes twice means the
    first: so every local time has its one moment, and nobody who watches the clock on the wall comes late.
    """
    return local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def local(moment: datetime, zone: str) -> datetime:
    """Return the naive local time, in an IANA zone, of an aware moment."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "mon|monday|thu hai|thu 2|t2",
            "tue|tues|tuesday|thu ba|thu 3|t3",
            "wed|wednesday|thu tu|thu 4|t4",
            "thu|thur|thurs|thursday|thu nam|thu 5|t5",
            "fri|friday|thu sau|thu 6|t6",
            "sat|saturday|thu bay|thu 7|t7",
            "sun|sunday|chu nhat|cn",
        )
    )
    for name in names.split("|")
}
_FROM_TODAY = {
    **dict.fromkeys(("today", "hom nay"), 0),
    **dict.fromkeys(("tomorrow", "mai", "ngay mai"), 1),
    **dict.fromkeys(("day after tomorrow", "the day after tomorrow", "ngay kia", "ngay mot", "mot"), 2),
    **dict.fromkeys(("next week", "a week from now", "in a week", "tuan sau", "tuan toi"), 7),
}

_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})\.?"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_BY_YEAR = re.compile(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})")
_BY_DAY = re.compile(rf"(?P<day>[0-9]{{1,2}})\s*(?P<mark>[-/.])\s*(?P<month>[0-9]{{1,2}})(?:\s*(?P=mark)\s*{_YEAR})?")
_NAMED = re.compile(rf"(?:the\s+)?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]*{_MONTH}(?:[\s,-]*{_YEAR})?")
_NAME_FIRST = re.compile(rf"{_MONTH}\s*(?:the\s+)?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:[\s,]+{_YEAR})?")
_VIETNAMESE = re.compile(
    rf"(?:mung\s+)?(?P<day>[0-9]{{1,2}})\s*(?:thang|thg)\.?\s*(?P<month>[0-9]{{1,2}})(?:[\s,]*(?:nam\s*)?{_YEAR})?"
)
_WRITTEN = (_BY_YEAR, _BY_DAY, _NAMED, _NAME_FIRST, _VIETNAMESE)
_WEEKDAY = rf"(?P<weekday>{'|'.join(sorted(_WEEKDAYS, key=len, reverse=True))})"
_NEXT = re.compile(
    rf"(?:(?:on|this|next|coming|this coming)\s+)?{_WEEKDAY}"
    r"(?:\s+(?P<week>next week|tuan sau|tuan toi)|\s+(?:toi|nay))?"
)
_LATER = re.compile(r"(?:in\s+)?([0-9]{1,3})\s*(?P<unit>days?|ngay|weeks?|tuan)(?:\s+(?:from now|from today|nua))?")
_PREFIX = re.compile(rf"^(?:ngay|{_WEEKDAY}),?\s+(?:ngay\s+)?")


def read_date(typed: str, today: date) -> date:
    """Read a date, day first, as of the local date `today`; without a year it is the next such day.

    A weekday is the first after today, unless "next week" says which. Raises DateNotUnderstood, or BadDate
    for a date more than a year ago or ten years ahead.
    """
    if len(typed) > LONGEST:
        raise DateNotUnderstood
    text = fold(typed).strip(" .,;!")
    try:
        day = _relative(text, today) or _written(text, today) or _written(_PREFIX.sub("", text, count=1), today)
    except (ValueError, OverflowError) as impossible:
        raise DateNotUnderstood from impossible
    if day is None:
        raise DateNotUnderstood
    if not today - BACK <= day <= today + AHEAD:
        raise BadDate(today - BACK, today + AHEAD)
    return day


def _relative(text: str, today: date) -> date | None:
    if text in _FROM_TODAY:
        return today + timedelta(days=_FROM_TODAY[text])
    if match := _NEXT.fullmatch(text):
        weekday = _WEEKDAYS[match["weekday"]]
        if match["week"]:
            return today + timedelta(days=7 - today.weekday() + weekday)
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if match := _LATER.fullmatch(text):
        return today + timedelta(days=int(match[1]) * (7 if match["unit"][0] in "wt" else 1))
    return None


def _written(text: str, today: date) -> date | None:
    """Return the date written out in `text`, None for none; raise ValueError for one that no calendar has."""
    for shape in _WRITTEN:
        if match := shape.fullmatch(text):
            parts = match.groupdict()
            month = _MONTHS[parts["name"]] if "name" in parts else int(parts["month"])
            day, year = int(parts["day"]), parts["year"]
            if year:
                return date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
            return _next_such(month, day, today)
    return None


def _next_such(month: int, day: int, today: date) -> date:
    """Return that day on or after today; 29 February may be eight years away. Raises ValueError for 31 April."""
    years = (year for year in range(today.year, today.year + 9) if isleap(year) or (month, day) != (2, 29))
    return next(found for year in years if (found := date(year, month, day)) >= today)


_TIME = re.compile(
    r"(?:(?:at|luc)\s+)?(?P<hour>[0-9]{1,2})(?:\s*(?:[:.]|h|g|gio)\s*(?P<minute>[0-5][0-9])|\s*(?:h|g|gio)\s*(?P<half>ruoi)"
    r"|\s*(?:h|g|gio|o'clock|o’clock))?\s*(?:phut\s*)?(?P<part>a\.?m\.?|p\.?m\.?|sang|trua|chieu|toi|dem|khuya)?"
)
_DIGITS = re.compile(r"(?P<hour>[0-2][0-9])(?P<minute>[0-5][0-9])")
_NAMED_TIMES = {"noon": time(12), "midday": time(12), "giua trua": time(12)} | dict.fromkeys(
    ("midnight", "nua dem"), time(0)
)

_HOURS: dict[str, Callable[[int], int]] = {
    "am": lambda hour: hour % 12,
    "pm": lambda hour: hour % 12 + 12,
    "sang": lambda hour: hour % 12,
    "trua": lambda hour: hour + 12 if hour < 6 else hour,
    "chieu": lambda hour: hour % 12 + 12,
    **dict.fromkeys(("toi", "dem", "khuya"), lambda hour: hour + 12 if 5 <= hour < 12 else hour % 12),
}
"""What an hour of 1 … 12 means in a part of the day; 12 giờ đêm is midnight, 1 giờ đêm follows it."""


def read_time(typed: str) -> time:
    """Read a time of day, by 24 hours unless a part of the day is named. Raises TimeNotUnderstood."""
    text = fold(typed).strip(" ,;!") if len(typed) <= LONGEST else ""
    if text in _NAMED_TIMES:
        return _NAMED_TIMES[text]
    match = _TIME.fullmatch(text) or _DIGITS.fullmatch(text)
    if match is None:
        raise TimeNotUnderstood
    parts = match.groupdict()
    hour, minute = int(parts["hour"]), 30 if parts.get("half") else int(parts["minute"] or 0)
    part = (parts.get("part") or "").replace(".", "")
    if part and 1 <= hour <= 12:
        hour = _HOURS[part](hour)
    elif hour > 23 or part in ({"am", "sang"} if hour else {"pm", "trua", "chieu"}):
        raise TimeNotUnderstood
    return time(hour, minute)


_SPAN = re.compile(r"\s+(?:to|until|till|through|den)\s+|\s+[-\u2010]\s+|\s*[\u2013\u2014]\s*|\s*\.\.+\s*")
_FROM = re.compile(r"^(?:from|tu)\s+")


def read_breaks(typed: str, today: date) -> tuple[Break, ...]:
    """Read breaks such as "20 Dec to 3 Jan", parted by semicolons or lines; none in an empty text.

    A single date is a break of a day. Raises BadDate, or DateNotUnderstood, also for an end before the beginning.
    """
    if len(typed) > LONGEST_BREAKS:
        raise DateNotUnderstood
    return tuple(_break(text, today) for text in re.split(r"[;\n]", typed) if text.strip())


def _break(text: str, today: date) -> Break:
    days = _SPAN.split(_FROM.sub("", fold(text)))
    first = read_date(days[0], today)
    last = read_date(days[1], first) if len(days) > 1 else first
    if len(days) > 2 or last < first:
        raise DateNotUnderstood
    return Break(first, last)
