"""A reader's own quiz cards: when each comes again, by FSRS, so that what is known well is asked seldom.

There is one press for an answer and none for how hard it was: right counts as Good, wrong as Again. Chance is off
(no "fuzzing"), so the same answers at the same times always give the same dates (decision 0014).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import cast

from fsrs import Card as FsrsCard
from fsrs import Rating, Scheduler
from fsrs.card import CardDict

from bot.domain.calendar import local, moment
from bot.domain.club import Club
from bot.domain.errors import Refusal
from bot.domain.outline import Outline
from bot.domain.quiz import WHO, Item, mixed

SOLO, REVIEW = "solo", "review"

State = Mapping[str, object]
"""What FSRS remembers of a card, as plain values that JSON can hold."""

_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
"""Without steps of minutes: a club's reader comes by once a day or less, so what was missed comes again tomorrow."""


AHEAD = timedelta(hours=20)


class AnsweredAlready(Refusal):
    """A quiz card that was answered before, here or on a copy of it."""


@dataclass(frozen=True, slots=True)
class Card:
    """One question in somebody's deck. `row` names it on buttons, `turn` counts its answers so far.

    It has no `state` and is due at no time before the first answer; `missed` tells of the last one.
    """

    row: int
    key: str
    since: int
    turn: int = 0
    state: State | None = None
    due_at: datetime | None = None
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it stands on a reader's card: dealt, with how many others are to be repeated today.

    `way` is SOLO, or REVIEW for somebody who goes through what they missed.
    """

    club: Club
    outline: Outline
    card: Card
    item: Item
    way: str
    waiting: int


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer: the question as it was `asked`, the place that was chosen, and what became of the card."""

    asked: Asked
    chosen: int
    card: Card

    @property
    def right(self) -> bool:
        """Whether it was the right one."""
        return self.chosen == self.asked.item.answer


@dataclass(frozen=True, slots=True)
class NothingToAsk:
    """All is done for now: `answered` questions are in the deck, the next comes again at `again`, if any does."""

    club: Club
    way: str
    answered: int
    again: datetime | None


def review(state: State | None, now: datetime, *, right: bool) -> State:
    """Return a card's state after an answer at `now` (with its zone); None is the state of a new card."""
    card = FsrsCard(card_id=0, due=now) if state is None else FsrsCard.from_dict(cast("CardDict", state))
    reviewed, _ = _SCHEDULER.review_card(card, Rating.Good if right else Rating.Again, now)
    return cast("State", reviewed.to_dict())


def due_at(state: State) -> datetime:
    """Return when a card comes again, in UTC."""
    return FsrsCard.from_dict(cast("CardDict", state)).due


def answered(card: Card, now: datetime, *, right: bool) -> Card:
    """Return the card after one more answer."""
    state = review(card.state, now, right=right)
    return replace(card, turn=card.turn + 1, state=state, due_at=due_at(state), missed=not right)


def in_turn(cards: Iterable[Card]) -> tuple[Card, ...]:
    """Return the cards that were answered before, the longest due first."""
    coming = [(one.due_at, one.row, one) for one in cards if one.due_at is not None]
    return tuple(one for _, _, one in sorted(coming, key=lambda entry: entry[:2]))


def due(cards: Iterable[Card], now: datetime) -> tuple[Card, ...]:
    """Return the cards to be asked again by `now`, the longest due first."""
    return tuple(one for one in in_turn(cards) if one.due_at is not None and one.due_at <= now)


def missed(cards: Iterable[Card]) -> tuple[Card, ...]:
    """Return the cards last answered wrongly, the longest due first."""
    return tuple(one for one in in_turn(cards) if one.missed)


def tonight(now: datetime, zone: str) -> datetime:
    """Return the end of the day on the clock of `zone`: what is due by then is due today, whatever the hour.

    It is `AHEAD` at the most, so that what was just missed, and comes again in a day, is not asked again at once: not
    at midnight, nor on the day of 25 hours.
    """
    midnight = datetime.combine(local(now, zone).date() + timedelta(days=1), time())
    return min(moment(midnight, zone), now + AHEAD)


def something_new(items: Sequence[Item], cards: Sequence[Card], seed: int) -> Item | None:
    """Return a question that the deck does not hold, None when it holds all; `items` stand by chapter.

    In turn: one on what was read last, one from anywhere, one on what was read last, a made one; so that a deck grows
    over everything read, and first where the memory is fresh.
    """
    held = {one.key for one in cards}
    fresh = [one for one in items if one.key not in held]
    made = [one for one in fresh if one.kind == WHO]
    written = [one for one in fresh if one.kind != WHO]
    turn = len(held) % 4
    kind = (made or written) if turn == 3 else (written or made)
    if not kind:
        return None
    return kind[-1] if turn in (0, 2) else kind[mixed(seed, str(len(held))) % len(kind)]
