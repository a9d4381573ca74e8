"""What taking in a configuration changes: of the club, of its plan, and of its own prompts; and what is told of it."""

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.calendar import local, moment
from bot.domain.club import Club
from bot.domain.config import Config, Standing, club_after, plan_after
from bot.domain.log import IMPORT, Line, Values
from bot.domain.outline import Outline
from bot.domain.plan import Plan, Section
from bot.domain.replan import Changed, moved
from bot.domain.settings import meeting_after, values
from bot.domain.view import Prompt, Text

ADDED, CHANGED, REMOVED = "added", "changed", "removed"

Pair = tuple[Section | None, Section | None]
"""A section before and after; None where there is none of that number."""


@dataclass(frozen=True, slots=True)
class Edits:
    """What becomes of a club's own prompts; those `changed` keep the row that stands in them."""

    added: tuple[Prompt, ...] = ()
    changed: tuple[Prompt, ...] = ()
    removed: tuple[Prompt, ...] = ()


NO_EDITS = Edits()


@dataclass(frozen=True, slots=True)
class Edit:
    """What becomes of one prompt on the chapter `since`: `what` is a word; `text` is None past the asker's bookmark."""

    what: str
    since: int
    text: Text | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A club, its plan and its prompts as a file makes them; `again` are the meetings whose events are looked at."""

    club: Club
    plan: Plan | None
    edits: Edits
    again: frozenset[int]
    told: "Told"


@dataclass(frozen=True, slots=True)
class Told:
    """What a moderator is told of a file that was taken in, or is to be.

    `before` and `after` hold what differs, in plain values; `sections` those that differ, on the clock of `zone`, empty
    without a plan; `moved` tells of the plan where there was one before and its meetings move. `foreign` says that the
    file is of a club of another book; `seen` tells one change from another.
    """

    club: Club
    outline: Outline
    zone: str
    before: Values
    after: Values
    sections: tuple[Pair, ...]
    edits: tuple[Edit, ...]
    moved: Changed | None
    foreign: bool
    seen: int

    @property
    def nothing(self) -> bool:
        """Whether the file says what stands there already."""
        return not self.after

    def line(self, by: int, at: datetime) -> Line:
        """Return what the log keeps of it: no prompt's words."""
        return Line(by, at, IMPORT, self.before, self.after)


def taken(config: Config, standing: Standing) -> Taken:
    """Return what becomes of a club by a file in which `faults` found nothing. Raises TooSoon."""
    club, plan = club_after(config, standing.club), plan_after(config, standing)
    foreign = config.book not in (None, club.pack)
    edits = _edits(config, standing)
    before, after = _differing(_values(standing.club, standing.plan, standing), _values(club, plan, standing))
    sections = _pairs(standing.plan, plan)
    if sections:
        before["sections"], after["sections"] = _size(standing.plan), _size(plan)
        after["others"] = len(sections)
    if edits != NO_EDITS:
        after["prompts"] = [len(edits.added), len(edits.changed), len(edits.removed)]
    told = Told(
        club=standing.club,
        outline=standing.outline,
        zone=plan.wishes.zone if plan else "",
        before=before,
        after=after,
        sections=sections,
        edits=tuple(_shown(edits, standing.upto)),
        moved=_moved(club, plan, standing),
        foreign=foreign,
        seen=_seen(standing, club, plan, edits),
    )
    return Taken(club, plan, edits, _again(plan, standing), told)


def _values(club: Club, plan: Plan | None, standing: Standing) -> dict[str, object]:
    """Return all that a file may change, but for sections and prompts, by name and fit for JSON."""
    return {"name": club.name, **values(club, plan), **(_wished(plan, standing) if plan else {})}


def _wished(plan: Plan, standing: Standing) -> dict[str, object]:
    wishes = plan.wishes
    pause = plan.resting(local(standing.now, wishes.zone))
    return {
        "pace": [wishes.pace.kind, wishes.pace.amount, wishes.pace.day and wishes.pace.day.isoformat()],
        "start": wishes.start.isoformat(),
        "weekday": wishes.weekday,
        "zone": wishes.zone,
        "breaks": sorted([one.first.isoformat(), one.last.isoformat()] for one in wishes.breaks),
        "pause": [int(moment(pause.until, wishes.zone).timestamp()), pause.weeks] if pause else None,
    }


def _differing(before: Values, after: Values) -> tuple[dict[str, object], dict[str, object]]:
    """Return what is another now. Of a plan that was not there before its sections tell enough."""
    other = [name for name in after if name in before and after[name] != before[name]]
    return {name: before[name] for name in other}, {name: after[name] for name in other}


def _size(plan: Plan | None) -> list[int]:
    """Return how many sections a plan has, and when the last of them meets; nothing of none."""
    if plan is None:
        return []
    return [len(plan.sections), int(moment(plan.sections[-1].meets, plan.wishes.zone).timestamp())]


def _pairs(before: Plan | None, after: Plan | None) -> tuple[Pair, ...]:
    """Return the sections that differ, before and after."""
    was, is_ = ({one.number: one for one in plan.sections} if plan else {} for plan in (before, after))
    numbers = sorted(was.keys() | is_.keys())
    return tuple((was.get(one), is_.get(one)) for one in numbers if was.get(one) != is_.get(one))


def _edits(config: Config, standing: Standing) -> Edits:
    """Compare the prompts of a file with a club's own: what is the same in both stays, whoever may know it.

    Of others on the same chapter, else of the same words, one takes another's place. Removed are only such as the file
    and its moderator can both know of.
    """
    if config.prompts is None:
        return NO_EDITS
    added, left = list(config.prompts), list(standing.prompts)
    _pair(added, left, lambda one: (one.since, _words(one)))
    upto = min(config.upto, standing.upto)
    mine = [one for one in left if one.since <= upto]
    pairs = [*_pair(added, mine, lambda one: one.since), *_pair(added, mine, _words)]
    changed = tuple(Prompt(new.text, new.since, old.row, old.author) for new, old in pairs)
    return Edits(tuple(added), changed, tuple(mine))


def _pair(new: list[Prompt], old: list[Prompt], key: Callable[[Prompt], object]) -> list[tuple[Prompt, Prompt]]:
    """Take out of both lists, in their order, and return in pairs what has the same key."""
    waiting: defaultdict[object, list[Prompt]] = defaultdict(list)
    for one in reversed(old):
        waiting[key(one)].append(one)
    pairs = [(one, there.pop()) for one in new if (there := waiting[key(one)])]
    met = {id(one) for pair in pairs for one in pair}
    for some in (new, old):
        some[:] = [one for one in some if id(one) not in met]
    return pairs


def _words(one: Prompt) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(one.text.items()))


def _shown(edits: Edits, upto: int) -> Iterable[Edit]:
    """Yield the edits by chapter, with their words as far as `upto`."""
    kinds = ((ADDED, edits.added), (CHANGED, edits.changed), (REMOVED, edits.removed))
    found = [Edit(what, one.since, one.text if one.since <= upto else None) for what, some in kinds for one in some]
    return sorted(found, key=lambda one: one.since)


def _moved(club: Club, plan: Plan | None, standing: Standing) -> Changed | None:
    """Return what the club is told of its plan, None where no meeting of it moves."""
    before = standing.plan
    if before is None or plan is None:
        return None
    moving = _moving(before, plan, standing)
    first = next((one for one in plan.sections if one.number in moving), None)
    if first is None:
        return None
    what = "hours" if _at_new_hour(before, plan) else "repace"
    return Changed(club, standing.outline, before, plan, standing.now, what, first.opens, first.number)


def _at_new_hour(before: Plan, plan: Plan) -> bool:
    """Whether all that meetings have another is the hour, which is the plan's."""
    usual = tuple(
        replace(was, meets=datetime.combine(was.meets, plan.wishes.meeting)) if was.meets != is_.meets else was
        for was, is_ in zip(before.sections, plan.sections, strict=False)
    )
    return usual == plan.sections and plan.wishes.zone == before.wishes.zone


def _moving(before: Plan, plan: Plan, standing: Standing) -> frozenset[int]:
    """Return the sections whose meeting has a new time: on another clock all that are ahead."""
    ahead = meeting_after(plan, local(standing.now, plan.wishes.zone))
    return moved(before, plan) | (ahead if plan.wishes.zone != before.wishes.zone else frozenset())


def _again(plan: Plan | None, standing: Standing) -> frozenset[int]:
    """Return the meetings whose events are to be looked at: those that moved, and all ahead where events are new."""
    before = standing.plan
    if before is None or plan is None:
        return frozenset()
    new = plan.events and not before.events
    ahead = meeting_after(plan, local(standing.now, plan.wishes.zone)) if new else frozenset()
    return _moving(before, plan, standing) | ahead


def _seen(standing: Standing, club: Club, plan: Plan | None, edits: Edits) -> int:
    """Return a number that tells a change from the same file's change of a club that is another by then."""
    plans = ((one.wishes, one.sections, one.pause, one.events) if one else None for one in (standing.plan, plan))
    settings = (_values(standing.club, standing.plan, standing), _values(club, plan, standing))
    return zlib.crc32(repr((settings, *plans, edits)).encode())
