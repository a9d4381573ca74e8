"""What the bot posts by itself: everything that a card needs to be made of, cut to what its place may know."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.calendar import moment
from bot.domain.club import Club
from bot.domain.info import Board
from bot.domain.outline import Outline
from bot.domain.pace import reading_minutes
from bot.domain.plan import Plan, Section
from bot.domain.prompt_days import beside, keyed, of_the_day, prompt_moments
from bot.domain.reminder import Call, Reminder
from bot.domain.seal import Sealing
from bot.domain.view import Prompt, View
from bot.domain.vote import Counted, Poll
from bot.domain.work import GATHERING, PROMPT, Task


@dataclass(frozen=True, slots=True)
class Part:
    """A section as its cards speak of it: about `minutes` to read until it `meets`, in UTC.

    `thread` is where it is talked about, once there is such a place.
    """

    section: Section
    minutes: int
    meets: datetime
    thread: int | None


@dataclass(frozen=True, slots=True)
class Opening:
    """A section opens. In a forum the thread is a post of its own."""

    club: Club
    outline: Outline
    part: Part
    forum: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions of a section, fit for everybody in its thread: one of `of`, the `nth` from one; or all of them.

    By their `keys` they are found again, so that a post tells the same for good.
    """

    club: Club
    outline: Outline
    part: Part
    prompts: tuple[Prompt, ...]
    keys: tuple[str, ...]
    nth: int = 0
    of: int = 0

    @property
    def gathering(self) -> bool:
        """Whether these are all questions together, before the meeting."""
        return self.nth == 0


@dataclass(frozen=True, slots=True)
class Meeting:
    """A section's meeting as an event of the server; `made` is the event's id where there is one."""

    club: Club
    outline: Outline
    part: Part
    made: int | None


@dataclass(frozen=True, slots=True)
class Closing:
    """The club's last meeting is over. Nothing is said of the story: some are still reading."""

    club: Club
    outline: Outline
    part: Part
    forum: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """A word to a club's moderators: in their channel, else to whoever opened the club.

    `about` tells what it is about: "missing" and the permissions, "gone", "skipped" and how many posts; the `section`
    is 0 where it is about a vote.
    """

    club: Club
    about: tuple[str, ...]
    opener: int | None
    section: int


@dataclass(frozen=True, slots=True)
class Play:
    """A round of questions that begins by itself on a section, in its thread."""

    club: Club
    plan: Plan
    section: Section


ForClub = Play | Opening | Asked | Meeting | Closing | Notice | Poll | Counted | Board | Sealing
"""What is done for a whole club."""
Post = ForClub | Call | Reminder


def speaks_to(section: Section, kind: str) -> int:
    """Return the horizon of the place that a post goes to: a section's thread stands at its end.

    The club's channel stands at the end of the section before it, and so does the server's list of events.
    """
    return section.last if kind in (PROMPT, GATHERING) else section.first - 1


def compose(
    club: Club, plan: Plan, view: View, task: Task, own: Sequence[Prompt] = (), asked: Collection[str] = ()
) -> Post | None:
    """Return what is to be posted for a row of work, None where its plan has nothing for it any more.

    `view` is the book as read to `speaks_to`; `own` are the club's own prompts on whatever chapters; `asked` the keys
    of those that the section had on other days.
    """
    section = plan.section(task.section)
    if section is None:
        return None
    about = (club, view.outline, part_of(plan, view.outline, section))
    match task.kind:
        case "round":
            return Play(club, plan, section)
        case "opening":
            return Opening(*about, plan.forum)
        case "event":
            return Meeting(*about, task.made)
        case "closing":
            return Closing(*about, plan.forum)
    prompts = beside(view.prompts(section.first, section.last), own, section.first, min(section.last, view.horizon))
    return _questions(plan, keyed(prompts), task, about, asked)


def _questions(
    plan: Plan, there: Mapping[str, Prompt], task: Task, about: tuple[Club, Outline, Part], asked: Collection[str]
) -> Asked | None:
    """Return the one question of a day, or all of a section's; None where it has none.

    What is settled, since it was posted or was about to be, is as it was, but for what is deleted.
    """
    settled = tuple(key for key in task.about if key in there)
    if task.kind == PROMPT:
        today, of = of_the_day(there, len(days_of(plan, about[2].section)), task.nth, asked)
        keys, nth = settled or today, task.nth + 1
    else:
        keys, nth, of = settled or tuple(there), 0, 0
    return Asked(*about, tuple(there[key] for key in keys), keys, nth, of) if keys else None


def days_of(plan: Plan, section: Section) -> tuple[datetime, ...]:
    """Return the local times of a section's prompts."""
    wishes = plan.wishes
    return prompt_moments(section, wishes.prompt_days, wishes.posting, wishes.breaks)


def part_of(plan: Plan, outline: Outline, section: Section) -> Part:
    """Return a section as its cards speak of it."""
    return Part(
        section,
        reading_minutes(outline.words(section.first, section.last)),
        moment(section.meets, plan.wishes.zone),
        plan.threads.get(section.number),
    )
