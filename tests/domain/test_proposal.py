"""What members propose: who may, on which chapter it is taken to be, and what is seen of it before that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.club import Reader
from bot.domain.errors import NothingReadYet, NotUnderstood, Refusal
from bot.domain.outline import Outline
from bot.domain.prompt import Own
from bot.domain.proposal import (
    MOST_WAITING,
    PastBookmark,
    ProposalsFull,
    Sealed,
    may_propose,
    pages,
    read_chapter,
    seen,
)

OUTLINE = Outline("chapter", ((100,) * 4, (100,) * 5, (100,) * 3))


@pytest.mark.parametrize(
    ("typed", "at", "upto", "since"),
    [("2.2", 6, 6, 6), ("1", 6, 6, 5), ("part 2", 6, 6, 4), ("part 2", 6, 12, 9), ("3", 4, 4, 3), ("3.1", 0, 12, 10)],
)
def test_the_chapter_is_the_latest_allowed_that_can_be_meant(typed: str, at: int, upto: int, since: int) -> None:
    assert read_chapter(typed, OUTLINE, at, None, upto) == since


@pytest.mark.parametrize(
    ("typed", "refused"), [("2.3", PastBookmark), ("start", NotUnderstood), ("here", NotUnderstood)]
)
def test_what_is_no_chapter_or_too_late_is_refused(typed: str, refused: type[Refusal]) -> None:
    with pytest.raises(refused):
        read_chapter(typed, OUTLINE, 6, None, 6)


def test_whoever_has_read_nothing_or_has_many_waiting_may_not_propose() -> None:
    may_propose(Reader(7, at=1), MOST_WAITING - 1)
    with pytest.raises(NothingReadYet):
        may_propose(Reader(7, at=0), 0)
    with pytest.raises(ProposalsFull):
        may_propose(Reader(7, at=1), MOST_WAITING)


@given(st.integers(1, 12), st.integers(0, 12))
def test_before_its_chapter_nothing_has_words(since: int, horizon: int) -> None:
    own = Own(7, since, 3, approved=False, text={"en": "Why?"})
    assert seen(own, horizon) == (own if since <= horizon else Sealed(7, since, 3, approved=False))
    assert isinstance(seen(own, horizon), Own) is (since <= horizon)


@pytest.mark.parametrize(("proposals", "filled"), [(0, 1), (1, 1), (8, 1), (9, 2), (17, 3)])
def test_there_is_a_page_even_of_nothing(proposals: int, filled: int) -> None:
    assert pages(proposals) == filled
