"""Saying dates in the reader's language, for pictures and texts that Discord does not date by itself."""

from calendar import day_name
from collections.abc import Iterable
from datetime import date

from babel.dates import format_date, format_skeleton, get_day_names

from bot.presentation.say import Say

_LOCALES = {"en": "en_GB"}
"""Days come before months, and weeks begin on Monday, in both of our languages."""


def day(say: Say, on: date) -> str:
    """Return "11 January"."""
    return format_skeleton("MMMMd", on, locale=_locale(say))


def month(say: Say, first: date) -> str:
    """Return "January 2027", to stand within a sentence."""
    return format_skeleton("yMMMM", first, locale=_locale(say))


def weekdays(say: Say) -> list[str]:
    """Return the short names of the days of a week, Monday first."""
    names = get_day_names("short", "stand-alone", _locale(say))
    return [names[weekday] for weekday in range(7)]


def _locale(say: Say) -> str:
    return _LOCALES.get(say.language, say.language)


def full_day(say: Say, on: date) -> str:
    """Return "Monday 11 January 2027"."""
    return format_date(on, "full", _locale(say))


def weekday(say: Say, number: int) -> str:
    """Return the name of a day of the week, Monday = 0, to begin a line or stand alone."""
    return str(get_day_names("wide", "stand-alone", _locale(say))[number])


def days_named(say: Say, numbers: Iterable[int]) -> str:
    """Return the names of days of the week, Monday = 0, or that it is each of them; empty for none."""
    named = [weekday(say, number) for number in sorted(numbers)]
    return say("every day") if len(named) == len(day_name) else ", ".join(named)
