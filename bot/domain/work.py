"""Work that falls due: what a club's plan has the bot do, when, and when it is too late for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.calendar import moment
from bot.domain.plan import Plan, Section, closing, gathering, prompt_moments

OPENING = "opening"
"""A section opens: its card in the channel, its thread, the thread's first card."""
PROMPT = "prompt"
"""One question in the section's thread."""
GATHERING = "gathering"
"""All questions of the section together, before the meeting."""
EVENT = "event"
"""The meeting as a scheduled event of the server."""
CLOSING = "closing"
"""The book is done."""
NOTICE = "notice"
"""A word to the moderators."""

PATIENCE = timedelta(hours=12)
"""How late work may be done where a club has not set otherwise."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One thing a plan will have the bot do: `kind`, of which section, the how manieth; `due` in UTC."""

    kind: str
    section: int
    nth: int
    due: datetime


@dataclass(frozen=True, slots=True)
class Task:
    """A row of work that has been claimed: `tries` counts this claim too; `made` is what an earlier one made."""

    id: int
    guild_id: int
    club_id: int
    kind: str
    section: int
    nth: int
    due: datetime
    tries: int
    made: int | None = None
    about: tuple[str, ...] = ()


def occurrences(plan: Plan) -> tuple[Occurrence, ...]:
    """Return everything that a plan will have the bot do, in the order of its doing."""
    found = [one for section in plan.sections for one in _of_section(plan, section)]
    if plan.sections:
        found.append(Occurrence(CLOSING, plan.sections[-1].number, 0, _due(plan, closing(plan.sections, plan.wishes))))
    return tuple(sorted(found, key=lambda one: one.due))


def _of_section(plan: Plan, section: Section) -> Iterable[Occurrence]:
    yield Occurrence(OPENING, section.number, 0, _due(plan, section.opens))
    if plan.events:
        yield Occurrence(EVENT, section.number, 0, _due(plan, section.opens))
    for nth, at in enumerate(prompt_moments(section, plan.wishes)):
        yield Occurrence(PROMPT, section.number, nth, _due(plan, at))
    yield Occurrence(GATHERING, section.number, 0, _due(plan, gathering(section, plan.wishes)))


def _due(plan: Plan, local: datetime) -> datetime:
    return moment(local, plan.wishes.zone)


def too_late(task: Task, section: Section | None, now: datetime, patience: timedelta, zone: str) -> bool:
    """Return whether work due since `task.due` is to be left undone at `now`, both in UTC (decision 0012).

    What belongs to a section is pointless after its meeting. Before it, a section opens however late, since its
    readers need the thread; questions may be late by the club's `patience`.
    """
    if task.kind in (NOTICE, CLOSING):
        return False
    if section is None or now >= moment(section.meets, zone):
        return True
    return task.kind in (PROMPT, GATHERING) and now - task.due > patience
