"""How a book is divided: the only thing about it that anybody may know before reading.

A *position* is a number of finished chapters, 0 … `last`. People write chapters as *addresses*,
part and chapter within the part. Parts only help to write addresses: the order is one line.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from bot.domain.errors import BeyondTheBook

START = "start"
"""In the place of an address in files: what everybody may know, before the first chapter."""


class Address(NamedTuple):
    """A chapter as people write it; both numbers count from one."""

    part: int
    chapter: int


@dataclass(frozen=True, slots=True)
class Outline:
    """The chapters of a book by part, with their lengths in words.

    `unit` is what the book calls its divisions (chapter, stave, scene, canto …).
    `parts` holds, a tuple a part, the number of words of each chapter.
    """

    unit: str
    parts: tuple[tuple[int, ...], ...]
    _ends: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _words: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_ends", tuple(accumulate(len(part) for part in self.parts)))
        flat: Sequence[int] = [words for part in self.parts for words in part]
        object.__setattr__(self, "_words", tuple(accumulate(flat)))

    @property
    def last(self) -> int:
        """The number of chapters, which is the position of somebody who finished the book."""
        return self._ends[-1]

    def size(self, part: int) -> int:
        """Return how many chapters a part has, 0 for a part that the book does not have."""
        return len(self.parts[part - 1]) if 1 <= part <= len(self.parts) else 0

    def end(self, part: int) -> int:
        """Return the position after the last chapter of `part`; `end(0)` is the start."""
        return self._ends[part - 1] if part else 0

    def position(self, address: Address) -> int:
        """Return the position of somebody who has finished that chapter, else raise BeyondTheBook."""
        if not 1 <= address.chapter <= self.size(address.part):
            raise BeyondTheBook(self.last)
        return self.end(address.part - 1) + address.chapter

    def address(self, position: int) -> Address:
        """Return the address of the chapter that ends at `position` (1 … last), else raise BeyondTheBook."""
        if not 1 <= position <= self.last:
            raise BeyondTheBook(self.last)
        part = bisect_right(self._ends, position - 1) + 1
        return Address(part, position - self.end(part - 1))

    def written(self, position: int) -> str:
        """Return the chapter at `position` as a club writes it: "2.11", or "3" in a book of one part."""
        part, chapter = self.address(position)
        return f"{part}.{chapter}" if len(self.parts) > 1 else str(chapter)

    def words(self, first: int, last: int) -> int:
        """Return how many words the chapters at the positions `first` … `last` have, 0 where there are none."""
        if first > last:
            return 0
        return self._words[last - 1] - (self._words[first - 2] if first > 1 else 0)

    def after(self, share: float | Fraction) -> int:
        """Return the position of somebody who has read that share (0 … 1) of the words, rounded down.

        Rounding down is the design's rule for editions: when unsure, open less.
        """
        if not 0 <= share <= 1:
            raise BeyondTheBook(self.last)
        return bisect_right(self._words, share * self._words[-1])
