"""A question as it is put to somebody, wherever it comes from: the pack, the club's own, or made from the lore."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from math import factorial

from bot.domain.view import Fact, Question, Text

CHOICE, TRUTH, WHO = "choice", "truth", "who"
OWN = "own"
"""What the keys of a club's own questions begin with."""
TRUE, FALSE = 0, 1
"""The two places of a statement that is to be judged; what they are called is a matter of language."""


@dataclass(frozen=True, slots=True)
class Item:
    """One question to be asked, fit for those who have finished chapter `since`.

    `key` stays the same for good: `pack:<since>:<n>` for the n-th of a chapter in the pack, `own:<row>` for one of
    the club's, `who:<person>:<since>` for a made one. `kind` says what is asked:

    - choice: `text`, and which of `choices` answers it, `answer` counting from zero;
    - truth: whether `text` is true; `answer` is TRUE or FALSE, and `choices` is empty;
    - who: which of `choices` the `clues` are about; `text` and `why` are empty.

    `author` is the member whose question it is; None for those of nobody, and where it is forgotten who it was.
    """

    key: str
    text: Text
    choices: tuple[Text, ...]
    answer: int
    why: Text
    since: int
    kind: str = CHOICE
    author: int | None = None
    clues: tuple[Fact, ...] = ()

    @property
    def own(self) -> bool:
        """Whether a member wrote it, so that its words must stay words wherever they are shown."""
        return self.key.startswith(f"{OWN}:")

    @property
    def size(self) -> int:
        """How many choices there are to press."""
        return len(self.choices) or 2


def of_the_pack(questions: tuple[Question, ...]) -> Iterator[Item]:
    """Yield a pack's questions as items; the n-th of a chapter stays the n-th at whatever horizon it is seen."""
    counted: dict[int, int] = {}
    for one in questions:
        counted[one.since] = n = counted.get(one.since, 0) + 1
        kind = CHOICE if one.choices else TRUTH
        yield Item(f"pack:{one.since}:{n}", one.text, one.choices, one.answer, one.why, one.since, kind)


def mixed(seed: int, key: str) -> int:
    """Return a large number that looks like chance and is always the same for the same `seed` and `key`."""
    return int.from_bytes(blake2b(f"{seed}:{key}".encode(), digest_size=8).digest())


def order(size: int, seed: int) -> tuple[int, ...]:
    """Return the order number `seed` of `size` things.

    Among `size`! seeds in a row each order comes up once, so each thing stands at each place equally often.
    """
    left, rest = list(range(size)), seed % factorial(size)
    found = []
    while left:
        rest, place = divmod(rest, len(left))
        found.append(left.pop(place))
    return tuple(found)


def deal(item: Item, seed: int) -> Item:
    """Return the item with its choices in an order that follows from `seed` (a round's or a card's row) and its key.

    The same seed deals the same again, after a restart too. True and false stay where everybody expects them.
    """
    places = order(len(item.choices), mixed(seed, item.key))
    if not places:
        return item
    return replace(item, choices=tuple(item.choices[place] for place in places), answer=places.index(item.answer))
