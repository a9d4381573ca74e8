"""A club's configuration as one value: what stands, what a file wants to stand, and what of it cannot be.

What a file leaves out stays as it is; a plan is taken as a whole. What has opened stays, as in every change of a plan.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from bot.domain.calendar import Break, local
from bot.domain.club import Club
from bot.domain.errors import Refusal, TooSoon
from bot.domain.log import Values
from bot.domain.outline import Outline
from bot.domain.pause import rest
from bot.domain.plan import Pause, Plan, Section, Wishes, repace
from bot.domain.replan import MOST_BREAKS
from bot.domain.settings import values
from bot.domain.view import Prompt

OF_CLUBS = ("language", "staff", "mention", "mods", "reminders")
OF_PLANS = ("open_rounds", "rounds", "patience", "events")
"""The settings that stand in a file beside the plan, by their names in `bot.domain.settings`."""

LARGEST = 256
"""Kibibytes that a file may have: more than two hundred questions of the greatest length in both languages."""

Path = tuple[int | str, ...]
"""Where something stands in a file: keys, and places in lists counted from zero."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong with a file: its line (from one; 0 for all of it), a word for it, and what that names."""

    line: int
    what: str
    values: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True)
class BadConfig(Refusal):
    """A file of this name that cannot be taken in."""

    name: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class LargeFile(Refusal):
    """A file of more than `most` kibibytes."""

    most: int


class FileGone(Refusal):
    """A file that cannot be fetched from Discord, or not any more."""


@dataclass(frozen=True, slots=True)
class Around:
    """What of a server a club may name, by id: `channels` for its moderators, and `roles`.

    `forum` says whether it meets in one, and `lacking` what the bot would have to be allowed there for a plan.
    """

    channels: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()
    forum: bool = False
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A club as it stands at `now`, an aware moment, for a moderator who has read to `upto`.

    `prompts` are its own approved ones, of any date.
    """

    club: Club
    plan: Plan | None
    outline: Outline
    prompts: tuple[Prompt, ...]
    upto: int
    now: datetime
    around: Around


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan as a file holds it. Without `sections` they are laid anew; the breaks are those beside the `pause`."""

    wishes: Wishes
    pause: Pause | None = None
    sections: tuple[Section, ...] | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """A configuration as a file holds it; what is None, and a setting that is not there, is left out.

    `prompts` are all of the club's own up to `upto`, and may be some beyond.
    """

    book: str | None = None
    name: str | None = None
    settings: Values | None = None
    plan: Planned | None = None
    prompts: tuple[Prompt, ...] | None = None
    upto: int = 0


@dataclass(frozen=True, slots=True)
class Exported:
    """A club's configuration at `now`, as far as whoever asks may know it; so many prompts were `left` out of it."""

    club: Club
    outline: Outline
    config: Config
    left: int
    now: datetime


def config_of(standing: Standing) -> Config:
    """Return the configuration of a club, without what lies past its moderator's bookmark."""
    club, plan = standing.club, standing.plan
    there = values(club, plan)
    return Config(
        book=club.pack,
        name=club.name,
        settings={name: there[name] for name in (*OF_CLUBS, *OF_PLANS) if name in there},
        plan=_planned(plan, standing.now) if plan else None,
        prompts=tuple(Prompt(one.text, one.since) for one in standing.prompts if one.since <= standing.upto),
        upto=standing.upto,
    )


def _planned(plan: Plan, now: datetime) -> Planned:
    pause = plan.resting(local(now, plan.wishes.zone))
    resting = pause and rest(pause, plan.wishes.posting)
    breaks = tuple(one for one in plan.wishes.breaks if one != resting)
    return Planned(replace(plan.wishes, breaks=breaks), pause, plan.sections)


def club_after(config: Config, club: Club) -> Club:
    """Return a club with what a file says of it."""
    said = config.settings or {}
    return replace(
        club,
        name=config.name or club.name,
        language=said.get("language", club.language),
        staff_id=said.get("staff", club.staff_id),
        mention_id=said.get("mention", club.mention_id),
        mods_id=said.get("mods", club.mods_id),
        reminders_allowed=said.get("reminders", club.reminders_allowed),
    )


def plan_after(config: Config, standing: Standing) -> Plan | None:
    """Return a club's plan as a file wants it, in which `faults` found nothing. Raises TooSoon."""
    plan, said = standing.plan, config.settings or {}
    if config.plan is not None:
        plan = _plan(config.plan, standing)
    if plan is None:
        return None
    return replace(
        plan,
        open_rounds=said.get("open_rounds", plan.open_rounds),
        rounds=said.get("rounds", plan.rounds),
        patience=timedelta(hours=said["patience"]) if "patience" in said else plan.patience,
        events=said.get("events", plan.events),
    )


def _plan(planned: Planned, standing: Standing) -> Plan:
    """Return the plan that a file tells of; what is no difference (an old pause, another order of breaks) is none."""
    before, now = standing.plan, local(standing.now, planned.wishes.zone)
    pause = planned.pause if planned.pause and planned.pause.holds(now) else None
    resting = pause and rest(pause, planned.wishes.posting)
    wishes = replace(planned.wishes, breaks=(*planned.wishes.breaks, *([resting] if resting else ())))
    if before is None:
        return Plan(wishes, _sections(planned, wishes, pause, standing), forum=standing.around.forum, pause=pause)
    if set(before.wishes.breaks) == set(wishes.breaks):
        wishes = replace(wishes, breaks=before.wishes.breaks)
    if pause is None and before.resting(local(standing.now, before.wishes.zone)) is None:
        pause = before.pause
    return replace(before, wishes=wishes, sections=_sections(planned, wishes, pause, standing), pause=pause)


def _sections(planned: Planned, wishes: Wishes, pause: Pause | None, standing: Standing) -> tuple[Section, ...]:
    """Return what has opened as it is, and the rest as a file lists it, else laid anew. Raises TooSoon."""
    kept, now = opened(standing), local(standing.now, wishes.zone)
    if planned.sections is not None:
        return _joined(kept, planned.sections, now)
    if kept:
        now = max(now, kept[-1].opens)
    start = max(wishes.start, pause.until.date()) if pause and pause.holds(now) else wishes.start
    return repace(standing.outline, kept, replace(wishes, start=start), now)


def opened(standing: Standing) -> tuple[Section, ...]:
    """Return the sections that have opened, on the clock that the club has had so far."""
    plan = standing.plan
    return plan.opened(local(standing.now, plan.wishes.zone)) if plan else ()


def _joined(kept: tuple[Section, ...], wanted: tuple[Section, ...], now: datetime) -> tuple[Section, ...]:
    """Put what a file lists after what has opened; a meeting that is still ahead goes where the file has it."""
    past = [
        replace(one, meets=there.meets) if one.meets > now else one for one, there in zip(kept, wanted, strict=False)
    ]
    rest_of_it = wanted[len(kept) :]
    if past and rest_of_it:
        rest_of_it = (replace(rest_of_it[0], first=past[-1].last + 1), *rest_of_it[1:])
    return (*past, *rest_of_it)


def faults(config: Config, standing: Standing) -> Iterator[tuple[Path, str]]:
    """Yield what cannot be although each line of a file is right: where it stands, and a word for what is wrong."""
    if config.plan is None:
        if standing.plan is None:
            yield from ((("settings", name), "planless") for name in OF_PLANS if name in (config.settings or {}))
        return
    planned, now = config.plan, local(standing.now, config.plan.wishes.zone)
    if planned.pause is not None and planned.pause.since > now:
        yield ("plan", "pause", "since"), "pause"
    if _too_many(planned, standing, now):
        yield ("plan", "breaks"), "breaks"
    if planned.sections is None:
        try:
            plan_after(config, standing)
        except TooSoon:
            yield ("plan", "pace"), "soon"
        return
    yield from _crossed(planned.sections, standing, now)


def _too_many(planned: Planned, standing: Standing, now: datetime) -> bool:
    """Whether more breaks are ahead than a form can hold, and are not the club's already."""

    def ahead(breaks: tuple[Break, ...]) -> set[Break]:
        return {one for one in breaks if one.last >= now.date()}

    wanted = ahead(planned.wishes.breaks)
    there = ahead(standing.plan.wishes.breaks) if standing.plan else set()
    return len(wanted) > MOST_BREAKS and not wanted <= there


def _crossed(wanted: tuple[Section, ...], standing: Standing, now: datetime) -> Iterator[tuple[Path, str]]:
    """Yield what is wrong with the order of the sections that a file lists, one at least; what stands is right."""
    kept = opened(standing)
    joined = _joined(kept, wanted, now)
    if standing.plan and joined == standing.plan.sections:
        return
    for before, one in pairwise(joined):
        if one.last <= before.last:
            yield ("plan", "sections", one.number - 1, "to"), "order"
    if joined[-1].last != standing.outline.last or len(wanted) < len(kept):
        yield ("plan", "sections", len(wanted) - 1, "to"), "unfinished"
    earlier = now
    for section in joined:
        fixed = len(kept) >= section.number
        for what, moment in (("opens", section.opens), ("meets", section.meets)):
            ahead = not fixed or (what == "meets" and kept[section.number - 1].meets > now)
            if ahead and moment <= earlier:
                yield ("plan", "sections", section.number - 1, what), "past" if moment <= now else "crossed"
            earlier = max(earlier, moment) if ahead else earlier
