"""Plans to show: sections of about as many chapters, a week each, with breaks in between."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.domain.calendar import Break
from bot.domain.outline import Outline
from bot.domain.plan import Section

KARENINA = Outline("chapter", tuple((1_500,) * size for size in (34, 35, 32, 23, 33, 32, 31, 19)))
ADVENT = Break(date(2026, 12, 20), date(2027, 1, 3))


def weekly(
    outline: Outline, sections: int, start: date, *, weekday: int = 6, breaks: Sequence[Break] = ()
) -> tuple[Section, ...]:
    """Divide a book into weeks that meet on `weekday` at 19:00; sections open at 9:00 on the day after."""
    ends = [outline.last * number // sections for number in range(sections + 1)]
    opens = _after(start, breaks)
    made: list[Section] = []
    for number in range(1, sections + 1):
        meets = opens + timedelta(4)
        while meets.weekday() != weekday or meets != _after(meets, breaks):
            meets += timedelta(1)
        first, last = ends[number - 1] + 1, ends[number]
        times = datetime.combine(opens, time(9)), datetime.combine(meets, time(19))
        made.append(Section(number, first, last, *times))
        opens = _after(meets + timedelta(1), breaks)
    return tuple(made)


def _after(day: date, breaks: Sequence[Break]) -> date:
    while any(rest.first <= day <= rest.last for rest in breaks):
        day += timedelta(1)
    return day
