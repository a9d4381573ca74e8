"""A club's settings: what they are now, in plain values, and what another choice makes of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.calendar import read_time
from bot.domain.club import Club
from bot.domain.draft import chosen_day
from bot.domain.errors import Gone, Refusal, WouldCross
from bot.domain.log import SETTINGS, Line, Values
from bot.domain.me import LANGUAGES
from bot.domain.pause import post_at
from bot.domain.plan import Plan, Section, move_meeting, move_opening
from bot.domain.replan import Changed

Sections = tuple[Section, ...]
Move = Callable[[Sections, int, datetime, datetime], Sections]

PATIENCE = range(1, 169)
"""Hours that a club's posts may be late: up to a week, since nothing is due longer than from meeting to meeting."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "places": ("staff",),
    "club": ("language", "reminders"),
    "roles": ("mention", "mods"),
    "times": ("meeting", "posting", "days"),
    "rounds": ("open_rounds", "rounds"),
    "posts": ("patience", "events"),
}
"""Which settings are changed together, by the word for the group."""
OF_A_PLAN = ("times", "rounds", "posts")
"""The groups that a club without a plan has not."""


class RoleGone(Refusal):
    """The role that was chosen is no longer there, or is everybody's."""


@dataclass(frozen=True)
class BadPatience(Refusal):
    """A club's posts may be late by `fewest` to `most` hours."""

    fewest: int
    most: int


@dataclass(frozen=True, slots=True)
class Settled:
    """A club and its plan as they are now, and which settings were changed just now, from what to what.

    `change` tells of the plan where its hours were changed.
    """

    club: Club
    plan: Plan | None
    before: Values
    after: Values
    change: Changed | None = None

    def line(self, by: int, at: datetime) -> Line:
        """Return what the log keeps of it."""
        return Line(by, at, SETTINGS, self.before, self.after)


def values(club: Club, plan: Plan | None) -> Values:
    """Return every setting of a club by its name; those of a plan only where it has one."""
    of_club: Values = {
        "staff": club.staff_id,
        "language": club.language,
        "reminders": club.reminders_allowed,
        "mention": club.mention_id,
        "mods": club.mods_id,
    }
    if plan is None:
        return of_club
    return {
        **of_club,
        "meeting": f"{plan.wishes.meeting:%H:%M}",
        "posting": f"{plan.wishes.posting:%H:%M}",
        "days": sorted(plan.wishes.prompt_days),
        "open_rounds": plan.open_rounds,
        "rounds": plan.rounds,
        "patience": plan.patience // timedelta(hours=1),
        "events": plan.events,
    }


def settled(was: tuple[Club, Plan | None], now: tuple[Club, Plan | None], change: Changed | None = None) -> Settled:
    """Compare a club and its plan with what they were before."""
    before, after = values(*was), values(*now)
    other = [name for name in after if after[name] != before[name]]
    return Settled(
        *now, {name: before[name] for name in other}, {name: after[name] for name in other}, change if other else None
    )


def retimed(plan: Plan, now: datetime, meeting: str, posting: str, days: Iterable[str]) -> Plan:
    """Change the hour of meetings, that of openings and questions, as typed, and the weekdays of questions, as chosen.

    Every meeting and opening after the local time `now` that stands at the old hour goes to the new one. One that was
    moved by hand to another hour stays there, and so does one that would come to lie before `now` or cross its
    neighbours. Raises what reading a time raises.
    """
    meets, posts = read_time(meeting), read_time(posting)
    sections = plan.sections
    for one in plan.sections:
        if one.meets.time() == plan.wishes.meeting != meets:
            sections = _moved(move_meeting, sections, one.number, datetime.combine(one.meets, meets), now)
    for one in sections:
        if one.opens.time() == plan.wishes.posting != posts:
            sections = _moved(move_opening, sections, one.number, datetime.combine(one.opens, posts), now)
    changed = post_at(replace(plan, sections=sections), now, posts)
    asking = frozenset(map(chosen_day, days))
    return replace(changed, wishes=replace(changed.wishes, meeting=meets, prompt_days=asking))


def _moved(move: Move, sections: Sections, number: int, to: datetime, now: datetime) -> Sections:
    try:
        return move(sections, number, to, now)
    except WouldCross:
        return sections


def meeting_after(plan: Plan, now: datetime) -> frozenset[int]:
    """Return the sections whose meetings come after the local time `now`."""
    return frozenset(one.number for one in plan.sections if one.meets > now)


def own_hours(plan: Plan, now: datetime) -> int:
    """Return how many meetings after the local time `now` are at another hour than the plan's."""
    return sum(one.meets > now and one.meets.time() != plan.wishes.meeting for one in plan.sections)


def patient(plan: Plan, hours: str, *, events: bool) -> Plan:
    """Change how late posts may be, as typed, and whether meetings are events of the server. Raises BadPatience."""
    typed = hours.strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) < 6 and int(typed) in PATIENCE):
        raise BadPatience(PATIENCE[0], PATIENCE[-1])
    return replace(plan, patience=timedelta(hours=int(typed)), events=events)


def spoken(club: Club, language: str, *, reminders: bool) -> Club:
    """Change a club's language, as chosen, and whether its readers may be reminded. Raises Gone."""
    if language not in LANGUAGES:
        raise Gone
    return replace(club, language=language, reminders_allowed=reminders)
