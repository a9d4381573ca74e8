"""A public round of questions: its phases, who chose what, and when it goes on.

A round goes lobby → asking → told → asking → … → over. Each phase ends at its `due` time, or when somebody who may
says so; nobody is faster or slower, so everyone may change their mind until the time is up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.club import Club
from bot.domain.errors import Refusal
from bot.domain.outline import Outline
from bot.domain.plan import Plan
from bot.domain.quiz import Item
from bot.domain.score import Standing

LOBBY, ASKING, TOLD, OVER = "lobby", "asking", "told", "over"

GATHERING = timedelta(seconds=60)
"""How long a lobby stands that somebody opened: long enough to call the others."""
GATHERING_BY_ITSELF = timedelta(minutes=10)
"""How long one stands that opens by itself after a meeting: somebody has to notice it first."""
READING = timedelta(seconds=20)
"""How long an answer stands there before the next question."""
BACK = timedelta(seconds=15)
"""How long a question is open at least after a restart: whoever could not press meanwhile gets another chance."""
QUESTIONS = range(1, 21)
SECONDS = range(10, 301)
USUAL_QUESTIONS, USUAL_SECONDS = 5, 30
NOT_AGAIN = 10
"""So many rounds of a club's are looked at for questions that are not asked again yet."""


class NoPlaceForRounds(Refusal):
    """Nothing of the book is known to everybody where a round was to be."""


class NoQuestions(Refusal):
    """Nobody has written questions on the chapters named, as far as everybody there has read them."""


@dataclass(frozen=True)
class RoundRunning(Refusal):
    """There is a round in this place already: which message of which channel; None where it is not posted yet."""

    guild_id: int
    channel_id: int
    message_id: int | None


class RoundOver(Refusal):
    """The round whose button was pressed is over, or is not of this server."""


class QuestionOver(Refusal):
    """What was chosen belongs to a question that is not being asked now."""


class TimeUp(Refusal):
    """The time for this question is up; its answer is about to be told."""


@dataclass(frozen=True, slots=True)
class Round:
    """A round as it is kept, on the chapters `first` … `last`; `keys` are its questions', `turn` counts from zero.

    `due` (UTC) ends the phase; at the end there is none. `horizon` is what everybody knew in its place when it began.
    One that began by itself has no `started_by` but a `work_id`; `message_id` is its card once that is posted.
    """

    id: int
    guild_id: int
    club_id: int
    channel_id: int
    started_by: int | None
    begun: datetime
    first: int
    last: int
    horizon: int
    seconds: int
    keys: tuple[str, ...]
    turn: int
    phase: str
    due: datetime | None
    work_id: int | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A round as its card shows it: `item` is the question being asked or told, None in the lobby and at the end.

    `counts` tells how many chose what, and is empty as long as the question is open; `board` is there at the end.
    """

    club: Club
    outline: Outline
    round: Round
    players: int
    answered: int
    item: Item | None = None
    counts: tuple[int, ...] = ()
    board: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class Mine:
    """A question as one who presses sees it privately; `chosen` is None before they choose."""

    shown: Shown
    chosen: int | None


def span(plan: Plan | None, horizon: int, first: int | None, last: int | None) -> tuple[int, int]:
    """Return the first and last chapter that a round in a place of this horizon asks about.

    Nothing said means the latest section that everybody there has read. Raises NoPlaceForRounds where nothing is
    known to everybody, NoQuestions where `first` … `last` lies beyond that or backwards.
    """
    if not horizon:
        raise NoPlaceForRounds
    upto = horizon if last is None else min(last, horizon)
    sections = plan.sections if plan else ()
    of_section = next((one.first for one in sections if one.first <= upto <= one.last), 1)
    begin = first if first is not None else of_section
    if not 1 <= begin <= upto:
        raise NoQuestions
    return begin, upto


def gather(
    club: Club, channel_id: int, reach: tuple[int, int, int], seconds: int, now: datetime, lobby: timedelta
) -> Round:
    """Return a round that is not saved yet, has no questions and nobody who started it; its lobby stands open.

    `reach` is its first and its last chapter, and the horizon of its place.
    """
    first, last, horizon = reach
    return Round(
        id=0,
        guild_id=club.guild_id,
        club_id=club.id,
        channel_id=channel_id,
        started_by=None,
        begun=now,
        first=first,
        last=last,
        horizon=horizon,
        seconds=seconds,
        keys=(),
        turn=0,
        phase=LOBBY,
        due=now + lobby,
    )


def advance(one: Round, now: datetime) -> Round:
    """Return the round in its next phase, whether or not its time has come."""
    match one.phase:
        case "lobby":
            return _asking(one, 0, now)
        case "asking":
            return replace(one, phase=TOLD, due=now + READING)
        case "told" if one.turn + 1 < len(one.keys):
            return _asking(one, one.turn + 1, now)
    return over(one)


def _asking(one: Round, turn: int, now: datetime) -> Round:
    return replace(one, phase=ASKING, turn=turn, due=now + timedelta(seconds=one.seconds))


def over(one: Round) -> Round:
    """Return the round at its end."""
    return replace(one, phase=OVER, due=None)


def resumed(one: Round, now: datetime) -> Round:
    """Return a round that was under way when the bot was stopped: its phase lasts `BACK` longer at least."""
    return one if one.due is None else replace(one, due=max(one.due, now + BACK))


def may_choose(one: Round, turn: int, now: datetime) -> None:
    """Raise QuestionOver for a question that is not being asked, TimeUp for one whose time is up at `now` (UTC)."""
    if one.phase != ASKING or one.turn != turn:
        raise QuestionOver
    if one.due is not None and now >= one.due:
        raise TimeUp


def counted(item: Item, chosen: Mapping[int, int]) -> tuple[int, ...]:
    """Return how many chose each of an item's choices."""
    places: Sequence[int] = tuple(chosen.values())
    return tuple(places.count(place) for place in range(item.size))
