"""The questions that may be asked, and which of them are."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from bot.domain.quiz import WHO, Item, mixed, of_the_pack
from bot.domain.riddle import riddles
from bot.domain.view import View

MADE_OF = 4
"""One question of so many is a made one, as long as there are both kinds."""


def pool(view: View, own: Iterable[Item], first: int, last: int) -> tuple[Item, ...]:
    """Return all questions on the chapters `first` … `last` that may be known at the view's horizon, by chapter.

    They are the pack's, the club's `own` approved ones (of any date: later ones are left out here), and made ones.
    """
    upto = min(last, view.horizon)
    everything = chain(of_the_pack(view.questions), own, riddles(view))
    return tuple(sorted((one for one in everything if first <= one.since <= upto), key=lambda one: one.since))


def beside(items: Iterable[Item], own: Iterable[Item], horizon: int) -> tuple[Item, ...]:
    """Return the items with a club's `own` questions among them, as far as they may be known at a horizon, by chapter.

    `items` are a pool that was made without them.
    """
    return tuple(sorted(chain(items, (one for one in own if one.since <= horizon)), key=lambda one: one.since))


def choose(items: Sequence[Item], n: int, recent: Collection[str], seed: int) -> tuple[Item, ...]:
    """Return `n` of the items, all if there are fewer, evenly over the chapters they span, by chapter.

    None whose key is in `recent` is taken while others remain, and one in `MADE_OF` is a made one. The same seed
    chooses the same. It takes time in proportion to the number of items.
    """
    asked = frozenset(recent)
    fresh = [one for one in items if one.key not in asked]
    chosen = _mixture(fresh, n, seed)
    if len(chosen) < n:
        chosen += _mixture([one for one in items if one.key in asked], n - len(chosen), seed)
    return tuple(sorted(chosen, key=lambda one: one.since))


def _mixture(items: Sequence[Item], n: int, seed: int) -> list[Item]:
    """Choose written and made ones in their shares; where one kind runs out, the other fills up."""
    made = [one for one in items if one.kind == WHO]
    written = [one for one in items if one.kind != WHO]
    of_made = min(len(made), max(n // MADE_OF, n - len(written)))
    return [*_evenly(written, n - of_made, seed), *_evenly(made, of_made, seed)]


def _evenly(items: Sequence[Item], n: int, seed: int) -> Iterator[Item]:
    """Yield `n` items, one from each of as many stretches of equal length; a stretch without one borrows nearby."""
    if n <= 0 or not items:
        return
    if n >= len(items):
        yield from items
        return
    begin = min(one.since for one in items)
    span = max(one.since for one in items) - begin + 1
    stretches: list[list[Item]] = [[] for _ in range(n)]
    for one in items:
        stretches[(one.since - begin) * n // span].append(one)
    empty = []
    for place, held in enumerate(stretches):
        if held:
            yield held.pop(mixed(seed, str(place)) % len(held))
        else:
            empty.append(place)
    for place in empty:
        near = min((other for other in range(n) if stretches[other]), key=lambda other: abs(other - place))
        yield stretches[near].pop(mixed(seed, str(place)) % len(stretches[near]))
