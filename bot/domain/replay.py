"""What a club has talked about, for those who come later: its questions on each reader's own clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.plan import Plan
from bot.domain.prompt_days import beside
from bot.domain.view import Prompt, View


@dataclass(frozen=True, slots=True)
class Stretch:
    """Chapters that a club talks about together, at positions `first` … `last`; a section, or a part of the book.

    `thread` is where it is talked about, once there is such a place.
    """

    number: int
    first: int
    last: int
    thread: int | None = None


@dataclass(frozen=True, slots=True)
class Replay:
    """One stretch as somebody at `horizon` may hear it, and those beside it that they may turn to.

    `prompts` are those known to them, in their order; `sealed` is the stretch after the one they are in.
    """

    club: Club
    outline: Outline
    horizon: int
    joined: bool
    sections: bool
    shown: Stretch
    prompts: tuple[Prompt, ...]
    earlier: int | None
    later: int | None
    sealed: Stretch | None


def stretches(outline: Outline, plan: Plan | None) -> tuple[Stretch, ...]:
    """Return what a club's book is told in: the plan's sections, or the book's parts for a club without a plan."""
    if plan is not None and plan.sections:
        return tuple(Stretch(one.number, one.first, one.last, plan.threads.get(one.number)) for one in plan.sections)
    parts = range(1, len(outline.parts) + 1)
    return tuple(Stretch(part, outline.end(part - 1) + 1, outline.end(part)) for part in parts)


def replay(
    club: Club, view: View, plan: Plan | None, number: int | None, *, joined: bool, own: Sequence[Prompt] = ()
) -> Replay:
    """Return the stretch with that number, or the one being read where `number` is None or lies further on.

    `own` are the club's own prompts on whatever chapters.
    """
    told = stretches(view.outline, plan)
    reached = _reached(told, view.horizon)
    at = min(number or reached, reached)
    shown = told[max(1, at) - 1]
    return Replay(
        club,
        view.outline,
        view.horizon,
        joined,
        plan is not None and bool(plan.sections),
        shown,
        beside(view.prompts(shown.first, shown.last), own, shown.first, min(shown.last, view.horizon)),
        shown.number - 1 or None,
        shown.number + 1 if shown.number < reached else None,
        told[reached] if reached < len(told) else None,
    )


def _reached(told: Sequence[Stretch], horizon: int) -> int:
    """Return the number of the furthest stretch that somebody at `horizon` has begun, the first one's at least."""
    return max((one.number for one in told if one.first <= horizon), default=1)


def passed(plan: Plan, before: int, after: int, now: datetime) -> int | None:
    """Return the furthest section whose end a move from `before` to `after` reaches, of those met by local `now`."""
    return max((one.number for one in plan.sections if before < one.last <= after and one.meets <= now), default=None)
