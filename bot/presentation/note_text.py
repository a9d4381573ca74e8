"""Cutting what somebody wrote into parts that fit a card, so that nothing of it is lost."""

import unicodedata
from bisect import bisect_right

from bot.presentation.card import plain

ROOM = 3_200
"""Characters of a note on a card, as Discord gets them: the rest of the card needs less than what is left."""
BY_LINE, BY_WORD, BY_SIGN = 600, 200, 20
"""How far before the end of its room a part of a note may end sooner: at a line, at a word, at a whole sign."""
JOINS = "\u200d"
"""Makes one sign of the two beside it, as in many emoji."""


def parts(text: str) -> list[str]:
    """Cut a text into the parts that it is shown in: each fits a card, and together they are the whole text."""
    found = []
    while text:
        end = len(text) if len(plain(text)) <= ROOM else _end(text)
        found.append(text[:end])
        text = text[end:]
    return found


def _end(text: str) -> int:
    """Return where the first part of a long text ends: after a line, else after a word, else after a whole sign."""
    most = bisect_right(range(1, len(text) + 1), ROOM, key=lambda end: len(plain(text[:end])))
    for sign, back in (("\n", BY_LINE), (" ", BY_WORD)):
        found = text.rfind(sign, most - back, most)
        if found >= 0:
            return found + 1
    within = (end for end in range(most, most - BY_SIGN, -1) if not _joined(text[end - 1], text[end]))
    return next(within, most)


def _joined(before: str, after: str) -> bool:
    """Whether two characters are parts of one sign: an accent with its letter, a joined emoji."""
    return unicodedata.category(after)[0] == "M" or JOINS in (before, after)
