"""Pausing a club's plan and going on: everything ahead moves together, and the days between are a break like any other.

That the days of a pause become a break of the plan is what moves its prompts too, which are counted from a section's
opening: without it they would go on while the club rests.
"""

from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.domain.calendar import Break
from bot.domain.errors import LongPause, NothingAhead, NotPaused
from bot.domain.plan import Pause, Plan, resume, shift

MOST_WEEKS = 52
"""Weeks that a club may rest at a stretch: after a year it is another club."""


def rest(pause: Pause, posting: time) -> Break | None:
    """Return the days on which a pause lets nothing be posted: whole weeks, from the first day it can still touch."""
    first = pause.since.date() + timedelta(days=pause.since.time() >= posting)
    return Break(first, first + timedelta(weeks=pause.weeks, days=-1)) if pause.weeks > 0 else None


def begin(plan: Plan, now: datetime, weeks: int) -> tuple[Plan, Pause]:
    """Move everything ahead of the local time `now` by so many weeks; a club that rests already rests longer.

    Raises NothingAhead where nothing is left to move, and LongPause.
    """
    if not plan.sections or plan.sections[-1].meets <= now:
        raise NothingAhead
    there = plan.resting(now)
    pause = Pause(weeks + there.weeks, there.since) if there else Pause(weeks, now)
    if pause.weeks > MOST_WEEKS:
        raise LongPause(MOST_WEEKS)
    resting = replace(plan, sections=shift(plan.sections, now, weeks), pause=pause)
    return _instead(resting, _days(plan, there), _days(plan, pause)), pause


def end(plan: Plan, now: datetime) -> Plan:
    """Go on: take back what is left of the pause, in whole weeks, so that nothing comes to lie before `now`.

    Raises NotPaused.
    """
    there = plan.resting(now)
    if there is None:
        raise NotPaused
    sections, weeks = resume(plan.sections, now, there.weeks)
    over = replace(there, weeks=there.weeks - weeks)
    return _instead(replace(plan, sections=sections, pause=None), _days(plan, there), _days(plan, over))


def post_at(plan: Plan, now: datetime, posting: time) -> Plan:
    """Change the hour of posting, and with it the days on which a pause lets nothing be posted."""
    there = plan.resting(now)
    changed = replace(plan, wishes=replace(plan.wishes, posting=posting))
    return _instead(changed, _days(plan, there), _days(changed, there))


def _days(plan: Plan, pause: Pause | None) -> Break | None:
    return rest(pause, plan.wishes.posting) if pause else None


def _instead(plan: Plan, before: Break | None, after: Break | None) -> Plan:
    """Put the days of one pause in place of those of another."""
    kept = tuple(one for one in plan.wishes.breaks if one != before)
    return replace(plan, wishes=replace(plan.wishes, breaks=kept + ((after,) if after else ())))
