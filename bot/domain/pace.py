"""How fast a club reads: what is typed for it, and a book divided so that every week weighs the same."""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import accumulate

from bot.domain.calendar import read_date
from bot.domain.errors import Refusal
from bot.domain.where import LONGEST, fold

WORDS_A_MINUTE = 238
"""Silent reading of English non-fiction; fiction is read at 260, so few need longer than we say.

Brysbaert 2019, "How many words do we read per minute?", a review of 190 studies.
"""

WEEKS = range(1, 521)
"""Weeks that a plan may be asked to take: up to ten years."""

MINUTES = range(10, 6_001)
"""Minutes a week that a club may ask of its readers: up to a hundred hours."""


class PaceNotUnderstood(Refusal):
    """What was typed is no pace to read at. It is not repeated back."""


@dataclass(frozen=True)
class BadPace(Refusal):
    """A pace of a `kind` (as in `Pace`) has an amount of `fewest` to `most`: chapters, weeks, or minutes."""

    kind: str
    fewest: int
    most: int


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a club means to read, by `kind`.

    "chapters": `amount` chapters a week; "weeks": an even load over `amount` weeks;
    "hours": about `amount` MINUTES a week, on average not more; "by": finish on or before `day`.
    """

    kind: str
    amount: int = 0
    day: date | None = None


def reading_minutes(words: int) -> int:
    """Return how many minutes so many words take, rounded up."""
    return -(-words // WORDS_A_MINUTE)


def section_ends(words: Sequence[int], pace: Pace, meetings: int) -> tuple[int, ...]:
    """Return where the sections of a book end, whose chapters have so many `words`, as numbers of chapters.

    `meetings` (at least one) are those there are in time; only the pace "by" asks for them.
    """
    chapters = len(words)
    if pace.kind == "chapters":
        sections = -(-chapters // pace.amount)
        return tuple(chapters * number // sections for number in range(1, sections + 1))
    if pace.kind == "hours":
        wanted = -(-sum(words) // (pace.amount * WORDS_A_MINUTE))
    else:
        wanted = pace.amount if pace.kind == "weeks" else meetings
    return divide(words, max(1, min(wanted, chapters)))


def divide(words: Sequence[int], sections: int) -> tuple[int, ...]:
    """Return the end positions of so many sections (1 … len(words)), none empty, with the most even load.

    Most even: the sum of the squared loads is the least there is. Exact, by dynamic programming a section
    at a time, each in one pass: time and memory grow with chapters × sections.
    """
    if not 1 <= sections <= len(words):
        raise ValueError(f"{len(words)} chapters cannot make {sections} sections")
    read = [0, *accumulate(words)]
    least = [end * end for end in read]
    begins: list[list[int]] = []
    for done in range(1, sections):
        least, begin = _one_more(read, least, done)
        begins.append(begin)
    ends = [len(words)]
    for begin in reversed(begins):
        ends.append(begin[ends[-1]])
    return tuple(reversed(ends))


def _one_more(read: Sequence[int], least: Sequence[int], done: int) -> tuple[list[int], list[int]]:
    """Add a section after `done` others: return the least sums, and where the added section begins, by its end.

    `read` are the words up to each position, `least` the least sums so far. A section from i to j costs
    (read[j] - read[i])², so that, but for read[j]², each i is a straight line in read[j]: the lower edge of
    all lines gives the best i, and as read[j] only grows, lines that fell behind are dropped for good.
    """
    height = [sum_ + end * end for sum_, end in zip(least, read, strict=True)]
    sums, begin = [0] * len(read), [0] * len(read)
    edge: deque[int] = deque()
    for end in range(done + 1, len(read)):
        new, here = end - 1, read[end]
        while len(edge) > 1 and _hidden(read, height, edge[-2], edge[-1], new):
            edge.pop()
        edge.append(new)
        while len(edge) > 1 and height[edge[0]] - height[edge[1]] >= 2 * here * (read[edge[0]] - read[edge[1]]):
            edge.popleft()
        begin[end] = edge[0]
        sums[end] = height[edge[0]] - 2 * here * read[edge[0]] + here * here
    return sums, begin


def _hidden(read: Sequence[int], height: Sequence[int], left: int, middle: int, right: int) -> bool:
    """Whether the line of `middle` lies nowhere below those of its neighbours."""
    return (height[right] - height[left]) * (read[middle] - read[left]) <= (height[middle] - height[left]) * (
        read[right] - read[left]
    )


_WORDS = {
    **dict.fromkeys(("a", "an", "one", "mot"), 1),
    **dict(zip(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), range(2, 11), strict=True)),
    **dict(zip(("hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi"), range(2, 11), strict=True)),
}
_N = rf"(?:[0-9]{{1,5}}(?:[.,][0-9]{{1,2}})?|(?:{'|'.join(_WORDS)})(?![a-z]))"

_ABOUT = re.compile(r"(?:about|around|at most|up to|no more than|khoang|toi da|khong qua)\s+")
_PER = re.compile(
    r"\s*(?:/|\b(?:a|an|per|each|every|mot|moi|hang|1)\s)\s*(?:weeks?|wk|tuan|(?P<day>days?|ngay))\b[\s,:]*"
    r"|\s*\b(?:weekly|(?P<daily>daily))\b"
)
_WEEKS = re.compile(rf"(?:(?:in|over|within|trong)\s+)?({_N})\s*(?:weeks?|wks?|tuan)")
_CHAPTERS = re.compile(rf"({_N})\s*(?:chapters?|chaps?|ch|c|chuong|staves?|scenes?|cantos?|hoi|canh|khuc(?: ca)?)?")
_HOURS = re.compile(
    rf"({_N})\s*(?:hours?|hrs?|h|gio|tieng)\s*(?:(?P<half>ruoi)|(?:and|va)?\s*(?P<minutes>[0-5]?[0-9])"
    r"\s*(?:minutes?|mins?|m|phut|p)?)?"
)
_MINUTES = re.compile(rf"({_N})\s*(?:minutes?|mins?|phut)")
_BY = re.compile(
    r"(?:(?:finish(?:ed)?|done|end|doc xong|xong)\s+)?(?:by|before|until|till|truoc ngay|truoc|cho den|den)\s+(.+)"
)


def read_pace(typed: str, today: date, last: int) -> Pace:
    """Read the pace typed for a book of `last` chapters, on the local date `today`; a bare number is chapters a week.

    Raises PaceNotUnderstood, BadPace, and what `read_date` raises for the date of "by …".
    """
    if len(typed) > LONGEST:
        raise PaceNotUnderstood
    text = fold(typed).strip(" .,;!")
    if match := _BY.fullmatch(text):
        return Pace("by", day=read_date(match[1], today))
    text = _ABOUT.sub("", text, count=1)
    if match := _WEEKS.fullmatch(text):
        return _within("weeks", _amount(match[1]), WEEKS)
    per = _PER.search(text)
    times = 7 if per and (per["day"] or per["daily"]) else 1
    rest = _PER.sub("", text, count=1).strip()
    if match := _CHAPTERS.fullmatch(rest):
        return _within("chapters", _amount(match[1]) * times, range(1, last + 1))
    if match := _HOURS.fullmatch(rest):
        more = 30 if match["half"] else int(match["minutes"] or 0)
        return _within("hours", (_amount(match[1]) * 60 + more) * times, MINUTES)
    if match := _MINUTES.fullmatch(rest):
        return _within("hours", _amount(match[1]) * times, MINUTES)
    raise PaceNotUnderstood


def _amount(number: str) -> Fraction:
    return Fraction(_WORDS.get(number) or number.replace(",", "."))


def _within(kind: str, amount: Fraction, bounds: range) -> Pace:
    if amount.denominator != 1:
        raise PaceNotUnderstood
    if int(amount) not in bounds:
        raise BadPace(kind, bounds[0], bounds[-1])
    return Pace(kind, int(amount))
