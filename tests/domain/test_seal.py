"""Who may seal a message, what can be sealed, and what its work has to know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.note import LONGEST_TEXT
from bot.domain.note_errors import ALREADY, HEAVY, SOMEBODYS, CannotSeal
from bot.domain.seal import MOST_BYTES, MOST_KEPT, Said, about, has_room, may_seal, read_about, wording

AUTHOR, ANOTHER = 7, 8


def said(*sizes: int) -> Said:
    return Said(100, 994, AUTHOR, "He dies.", sizes)


@pytest.mark.parametrize(("asker", "moderates"), [(AUTHOR, False), (AUTHOR, True), (ANOTHER, True)])
def test_authors_and_moderators_seal(asker: int, moderates: bool) -> None:
    may_seal(said(MOST_BYTES), asker, moderates=moderates)


def test_nobody_else_does() -> None:
    with pytest.raises(CannotSeal) as refused:
        may_seal(said(), ANOTHER, moderates=False)
    assert refused.value.why == SOMEBODYS


def test_files_may_weigh_so_much_together_and_no_more() -> None:
    with pytest.raises(CannotSeal) as refused:
        may_seal(said(MOST_BYTES, 1), AUTHOR, moderates=False)
    assert refused.value.why == HEAVY


def test_a_server_has_room_for_so_much_and_words_always_fit() -> None:
    has_room(said(5), MOST_KEPT - 5, again=False)
    has_room(said(), MOST_KEPT, again=False)
    with pytest.raises(CannotSeal) as refused:
        has_room(said(5), MOST_KEPT - 4, again=False)
    assert refused.value.why == HEAVY


def test_a_message_is_sealed_once() -> None:
    with pytest.raises(CannotSeal) as refused:
        has_room(said(), 0, again=True)
    assert refused.value.why == ALREADY


def test_words_are_kept_as_they_were_shown_where_that_is_not_too_long() -> None:
    assert wording("@Ann dies", "<@1> dies") == "@Ann dies"
    assert wording("@" + "A" * LONGEST_TEXT, "<@1>") == "<@1>"


@given(st.integers(1, 2**63 - 1), st.integers(1, 2**63 - 1), st.booleans())
def test_the_work_knows_again_what_it_was_told(channel: int, message: int, tells: bool) -> None:
    assert read_about(about(Said(channel, message, AUTHOR, ""), tells=tells)) == (channel, message, tells)


def test_the_work_of_a_card_alone_replaces_nothing_and_tells_nobody() -> None:
    assert read_about(("100",)) == (100, None, False)
