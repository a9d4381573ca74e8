"""Work that falls due: what a club's plan has the bot do, when, and when it is too late for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.calendar import moment
from bot.domain.plan import Plan, Section
from bot.domain.prompt_days import gathering, prompt_moments

OPENING = "opening"
"""A section opens: its card in the channel, its thread, the thread's first card."""
PROMPT = "prompt"
"""One question in the section's thread."""
GATHERING = "gathering"
"""All questions of the section together, before the meeting."""
EVENT = "event"
"""The meeting as a scheduled event of the server."""
ROUND = "round"
"""A round of questions after the meeting."""
CLOSING = "closing"
"""The book is done."""
NOTICE = "notice"
"""A word to the moderators."""
VOTE = "vote"
"""The card on which a club votes, `nth` being the number of the vote."""
COUNT = "count"
"""The end of that vote, and what it came to."""

INFO = "info"
"""The card of a club that is pinned: posted when a moderator asks for it, then put right whenever it lags behind."""

NOTE = "note"
"""The card of the note numbered `nth`, whose first try failed or which replaces a message; `about` says where."""

UNPLANNED = (NOTICE, VOTE, COUNT, INFO, NOTE)
"""What no plan asks for, so that none moves it or takes it back."""

MISSING, GONE, NO_PACK, SKIPPED = "missing", "gone", "pack", "skipped"
"""What moderators are told about: permissions, a channel that is deleted, a book off the shelf, posts left undone."""

FOR_A_THREAD = timedelta(hours=1)
"""Before the next look whether a section has its thread; whoever opens one says so."""

HOPELESS = timedelta(weeks=4)
"""How late the closing of a book or a vote may be: a club out of reach that long does not come back for it."""

CLOSING_AFTER = timedelta(hours=2)
"""How long after the beginning of its last meeting a club closes the book: when they have talked."""

ROUND_AFTER = timedelta(hours=1, minutes=30)
"""How long after the beginning of a meeting a round begins by itself: when they have talked, and before they go."""
ROUND_LATE = timedelta(minutes=30)
"""How late that may be: later on nobody is there any more."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One thing a plan will have the bot do: `kind`, of which section, the how manieth; `due` in UTC."""

    kind: str
    section: int
    nth: int
    due: datetime


@dataclass(frozen=True, slots=True)
class Task:
    """A row of work that has been claimed: `tries` counts this claim too, `begun` (UTC) is when the first one was.

    `made` is what an earlier one made; `user_id` is whom it is for where it is for one person only.
    """

    id: int
    guild_id: int
    club_id: int
    kind: str
    section: int
    nth: int
    due: datetime
    tries: int
    begun: datetime
    made: int | None = None
    about: tuple[str, ...] = ()
    user_id: int | None = None

    @property
    def lane(self) -> int:
        """Whose work it is, a club's or one person's; of that, one thing is done at a time."""
        return self.club_id if self.user_id is None else self.user_id


def occurrences(plan: Plan) -> tuple[Occurrence, ...]:
    """Return everything that a plan will have the bot do, in the order of its doing."""
    found = [one for section in plan.sections for one in _of_section(plan, section)]
    if plan.sections:
        end = plan.sections[-1]
        found.append(Occurrence(CLOSING, end.number, 0, _due(plan, end.meets + CLOSING_AFTER)))
    return tuple(sorted(found, key=lambda one: one.due))


def _of_section(plan: Plan, section: Section) -> Iterable[Occurrence]:
    wishes = plan.wishes
    yield Occurrence(OPENING, section.number, 0, _due(plan, section.opens))
    if plan.events:
        yield Occurrence(EVENT, section.number, 0, _due(plan, section.opens))
    for nth, at in enumerate(prompt_moments(section, wishes.prompt_days, wishes.posting, wishes.breaks)):
        yield Occurrence(PROMPT, section.number, nth, _due(plan, at))
    if plan.rounds:
        yield Occurrence(ROUND, section.number, 0, _due(plan, section.meets + ROUND_AFTER))
    yield Occurrence(GATHERING, section.number, 0, _due(plan, gathering(section, wishes.breaks)))


def _due(plan: Plan, local: datetime) -> datetime:
    return moment(local, plan.wishes.zone)


def needs_thread(kind: str, *, forum: bool) -> bool:
    """Return whether work waits until its section has a thread; in a forum there is no other place to close in."""
    return kind in (PROMPT, GATHERING, EVENT, ROUND) or (forum and kind == CLOSING)


def too_late(task: Task | Occurrence, section: Section | None, now: datetime, patience: timedelta, zone: str) -> bool:
    """Return whether work due since `task.due` is to be left undone at `now`, both in UTC (decision 0012).

    What belongs to a section is pointless after its meeting. Before it, a section opens however late, since its
    readers need the thread; questions may be late by the club's `patience`. A round comes after
    it, while people are still there.
    """
    if task.kind == NOTICE:
        return False
    if task.kind == CLOSING:
        return now - task.due > HOPELESS
    if task.kind == ROUND:
        return now - task.due > ROUND_LATE
    if section is None or now >= moment(section.meets, zone):
        return True
    return task.kind in (PROMPT, GATHERING) and now - task.due > patience


def vote_too_late(task: Task, closes: datetime, now: datetime) -> bool:
    """Return whether the card of a vote that `closes` then, or its end, is to be left undone at `now`, all in UTC."""
    return now >= closes if task.kind == VOTE else now - task.due > HOPELESS


def hopeless(plan: Plan, wanted: Iterable[Occurrence], now: datetime) -> frozenset[Occurrence]:
    """Return that of what a plan will have the bot do for which it is too late at `now` (UTC) already."""
    zone, patience = plan.wishes.zone, plan.patience
    return frozenset(one for one in wanted if too_late(one, plan.section(one.section), now, patience, zone))
