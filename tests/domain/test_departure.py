"""A look at all servers: who left unseen, who came back unseen."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.departure import DAYS_KEPT, call_roll

servers = st.frozensets(st.integers(0, 9))


def test_privacy_says_as_many_days_as_the_rule() -> None:
    told = (Path(__file__).parents[2] / "PRIVACY.md").read_text("utf-8")
    assert f"is kept for {DAYS_KEPT} days" in told


@given(stored=servers, away=servers, present=servers)
def test_after_a_roll_call_exactly_the_absent_ones_are_noted(
    stored: frozenset[int], away: frozenset[int], present: frozenset[int]
) -> None:
    roll = call_roll(stored, away, present)
    noted = (away | roll.gone) - roll.back
    assert noted == (stored | away) - present
    assert not roll.gone & away
