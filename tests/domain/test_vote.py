"""Choosing the next book: who may nominate what, and a count that a book which beats every other one always wins."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.club import Club
from bot.domain.vote import (
    MOST,
    MOST_EACH,
    Booth,
    Counted,
    Nominee,
    Poll,
    Tally,
    closing,
    count,
    may_nominate,
    ranked,
    standing_in,
    strengths,
    typed,
)
from bot.domain.vote_errors import (
    BookUnclear,
    EnoughNominated,
    NominatedAlready,
    NominationGone,
    NominationsFull,
    TooFewBooks,
    VoteOver,
)

ANN, BEN = 4, 5
NOW = datetime(2026, 11, 20, 19, tzinfo=UTC)
CLUB = Club(3, 1, 11, "Mondays", "marked", "en")
A, B, C = 1, 2, 3

Ballots = Sequence[tuple[int, ...]]


def ballots(books: int, *, whole: bool = False) -> st.SearchStrategy[list[tuple[int, ...]]]:
    """Return elections with so many books, of up to nine readers who rank all of them or as many as they like."""
    one = st.permutations(range(books)).map(tuple)
    if not whole:
        one = st.tuples(one, st.integers(1, books)).map(lambda drawn: drawn[0][: drawn[1]])
    return st.lists(one, min_size=1, max_size=9)


def first(cast: Ballots, books: int) -> set[int]:
    return set(count(range(books), cast).places[0])


def beats(tally: Tally, one: int, other: int) -> bool:
    more, less = tally.duel(one, other)
    return more > less


def chains(wins: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return what `strengths` does by trying every chain there is."""
    books = range(len(wins))

    def strength(chain: tuple[int, ...]) -> int:
        steps = list(pairwise(chain))
        return min(wins[a][b] if wins[a][b] > wins[b][a] else 0 for a, b in steps)

    between = [path for length in range(len(wins) - 1) for path in permutations(books, length)]
    return [
        [
            max((strength((a, *path, b)) for path in between if a not in path and b not in path), default=0)
            if a != b
            else 0
            for b in books
        ]
        for a in books
    ]


def test_of_nine_votes_the_book_wins_that_beats_both_others_though_few_put_it_first() -> None:
    tally = count((A, B, C), [(A, C, B)] * 2 + [(B, A, C)] * 4 + [(C, A, B)] * 3)
    assert tally.voted == 9
    assert tally.duel(A, B) == (5, 4)
    assert tally.duel(A, C) == (6, 3)
    assert tally.duel(B, C) == (4, 5)
    assert tally.places == ((A,), (C,), (B,))


def test_the_election_that_schulze_himself_counts_comes_out_as_he_says() -> None:
    """M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent method", 2011."""
    votes = {"ACBED": 5, "ADECB": 5, "BEDAC": 8, "CABED": 3, "CAEBD": 7, "CBADE": 2, "DCEBA": 7, "EBADC": 8}
    cast = [tuple(map(ord, ranking)) for ranking, many in votes.items() for _ in range(many)]
    places = count(map(ord, "ABCDE"), cast).places
    assert [chr(one) for [one] in places] == list("EACBD")


@given(ballots(4))
def test_a_book_that_beats_every_other_one_stands_alone_in_front_and_one_that_loses_to_all_at_the_end(
    cast: Ballots,
) -> None:
    tally = count(range(4), cast)
    for one in range(4):
        others = [other for other in range(4) if other != one]
        if all(beats(tally, one, other) for other in others):
            assert tally.places[0] == (one,)
        if all(beats(tally, other, one) for other in others):
            assert tally.places[-1] == (one,)


@given(ballots(5))
def test_whoever_is_first_is_among_the_smallest_group_that_beats_all_outside_it(cast: Ballots) -> None:
    tally = count(range(5), cast)
    for group in (set(some) for size in range(1, 5) for some in permutations(range(5), size)):
        if all(beats(tally, one, other) for one in group for other in set(range(5)) - group):
            assert set(tally.places[0]) <= group


@given(ballots(4), st.data())
def test_a_first_book_stays_first_when_somebody_places_it_higher(
    cast: list[tuple[int, ...]], data: st.DataObject
) -> None:
    tally = count(range(4), cast)
    one = data.draw(st.sampled_from(tally.places[0]))
    voter = data.draw(st.integers(0, len(cast) - 1))
    others = tuple(book for book in cast[voter] if book != one)
    was = cast[voter].index(one) if one in cast[voter] else len(others)
    to = data.draw(st.integers(0, was))
    raised = [*cast[:voter], (*others[:to], one, *others[to:]), *cast[voter + 1 :]]
    assert one in count(range(4), raised).places[0]


@given(ballots(4, whole=True))
def test_turning_every_ranking_round_turns_every_comparison_round(cast: Ballots) -> None:
    straight, turned = (strengths(count(range(4), some).wins) for some in (cast, [ranking[::-1] for ranking in cast]))
    assert turned == [list(column) for column in zip(*straight, strict=True)]


@given(ballots(4, whole=True))
def test_a_book_that_alone_is_first_is_not_first_when_all_rankings_are_turned_round(cast: Ballots) -> None:
    alone = first(cast, 4)
    if len(alone) == 1:
        assert alone != first([ranking[::-1] for ranking in cast], 4)


@given(ballots(4, whole=True), st.lists(st.booleans(), min_size=9, max_size=9))
def test_a_second_edition_of_a_book_takes_nothing_from_the_others(cast: Ballots, later: list[bool]) -> None:
    """Book 4 is ranked right beside book 3 by everybody, before it or after."""
    pairs = [(4, 3) if turned else (3, 4) for turned in later]
    both = [
        tuple(one for book in ranking for one in (pair if book == 3 else (book,)))
        for ranking, pair in zip(cast, pairs, strict=False)
    ]
    assert {min(book, 3) for book in first(both, 5)} == first(cast, 4)


@given(ballots(4))
def test_the_strengths_are_those_of_the_strongest_of_all_chains(cast: Ballots) -> None:
    wins = count(range(4), cast).wins
    assert [[s * (a != b) for b, s in enumerate(row)] for a, row in enumerate(strengths(wins))] == chains(wins)


@given(ballots(5), st.permutations(range(5)))
def test_neither_names_nor_the_order_of_nominations_or_votes_matter(cast: Ballots, renamed: list[int]) -> None:
    other = count(sorted(renamed, reverse=True), [tuple(renamed[one] for one in ranking) for ranking in reversed(cast)])
    places = count(range(5), cast).places
    assert [set(place) for place in other.places] == [{renamed[one] for one in place} for place in places]


@given(ballots(5))
def test_each_book_has_one_place_and_those_that_share_one_are_equal(cast: Ballots) -> None:
    tally = count(range(5), cast)
    assert sorted(one for place in tally.places for one in place) == list(range(5))
    stronger = strengths(tally.wins)
    for nth, place in enumerate(tally.places):
        assert all(stronger[a][b] == stronger[b][a] for a in place for b in place)
        below = [one for later in tally.places[nth + 1 :] for one in later]
        assert all(stronger[a][b] >= stronger[b][a] for a in place for b in below)


def test_a_circle_of_three_is_a_tie_and_so_are_two_halves() -> None:
    assert count((A, B, C), [(A, B, C), (B, C, A), (C, A, B)]).places == ((A, B, C),)
    assert count((A, B), [(A, B), (B, A)]).places == ((A, B),)


def test_books_that_somebody_leaves_out_stand_below_those_they_rank_and_beside_each_other() -> None:
    tally = count((A, B, C), [(B,)])
    assert [tally.duel(B, A), tally.duel(B, C), tally.duel(A, C)] == [(1, 0), (1, 0), (0, 0)]
    assert tally.places == ((B,), (A, C))


def test_a_ranking_of_nothing_that_is_there_any_more_is_no_vote() -> None:
    tally = count((A, B), [(), (C,), (C, A)])
    assert (tally.voted, tally.duel(A, B)) == (1, (1, 0))
    assert count((A, B), []).places == ((A, B),)
    assert count((), []).places == ()


def book(number: int, title: str = "Emma", author: str = "Jane Austen", by: int = ANN) -> Nominee:
    return Nominee(number, {"en": title}, {"en": author}, by)


def test_a_typed_book_is_put_on_one_line_without_signs_that_hide_or_turn_others() -> None:
    assert typed("  Emma\n\u202e ", "Jane\tAusten") == Nominee(0, {"und": "Emma"}, {"und": "Jane Austen"})


@pytest.mark.parametrize(
    ("title", "author"), [("", "A"), ("T", ""), ("\u200b", "A"), ("T" * 101, "A"), ("T", "A" * 101)]
)
def test_a_book_without_a_title_or_an_author_or_with_a_long_one_is_refused(title: str, author: str) -> None:
    with pytest.raises(BookUnclear):
        typed(title, author)
    assert typed("T" * 100, "A" * 100).title == {"und": "T" * 100}


def test_a_book_is_nominated_once_whatever_its_spelling() -> None:
    there = [
        book(1, "Đời nhẹ khôn kham", "Kundera"),
        Nominee(2, {"en": "War", "vi": "Chiến tranh"}, {"en": "T"}, BEN, "war"),
    ]
    for same in (
        typed("doi  NHE khon kham", "KUNDERA"),
        typed("chien tranh", "t"),
        Nominee(0, {"en": "Another title"}, {"en": "T"}, pack="war"),
    ):
        with pytest.raises(NominatedAlready) as refused:
            may_nominate(there, same, BEN)
        assert refused.value.title in [one.title for one in there]
    may_nominate(there, typed("Chiến tranh", "somebody else"), BEN)


def test_each_may_nominate_some_and_the_club_as_many_as_a_list_of_choices_holds() -> None:
    mine = [book(n, f"Title {n}") for n in range(MOST_EACH)]
    may_nominate(mine[1:], typed("New", "A"), ANN)
    with pytest.raises(EnoughNominated):
        may_nominate(mine, typed("New", "A"), ANN)
    may_nominate(mine, typed("New", "A"), BEN)
    full = [book(n, f"Title {n}", by=100 + n) for n in range(MOST)]
    with pytest.raises(NominationsFull):
        may_nominate(full, typed("New", "A"), ANN)


def poll(*books: int, tally: Tally | None = None) -> Poll:
    return Poll(CLUB, 7, tuple(book(n, f"Title {n}") for n in books), NOW + timedelta(days=3), tally=tally)


def test_a_vote_needs_two_books_and_lasts_as_many_days_as_were_asked_for() -> None:
    assert closing([book(1), book(2)], 3, NOW) == NOW + timedelta(days=3)
    with pytest.raises(TooFewBooks):
        closing([book(1)], 3, NOW)


def test_nobody_votes_after_its_end_or_when_it_is_counted() -> None:
    poll(A, B).check(NOW)
    with pytest.raises(VoteOver):
        poll(A, B).check(NOW + timedelta(days=3))
    with pytest.raises(VoteOver):
        poll(A, B, tally=count((A, B), [])).check(NOW)


def test_a_ranking_grows_by_one_book_at_a_time_and_holds_each_once() -> None:
    assert ranked(poll(A, B, C), (), B) == (B,)
    assert ranked(poll(A, B, C), (B,), A) == (B, A)
    assert ranked(poll(A, B, C), (B, A), B) == (B, A)
    with pytest.raises(NominationGone):
        ranked(poll(A, B), (A,), C)


def test_a_removed_book_is_gone_from_rankings_and_from_what_is_left() -> None:
    assert standing_in(poll(A, C), (B, C, A)) == (C, A)
    assert ranked(poll(A, C), (B, C), A) == (C, A)
    one, other = poll(A, C).books
    assert Booth(poll(A, C), (other,)).left == (one,)


def test_what_a_vote_came_to_names_the_books_in_their_order() -> None:
    tally = count((A, B, C), [(C, A), (C, B)])
    found = Counted(poll(A, B, C, tally=tally), tally)
    assert found.club is CLUB
    assert [[one.id for one in place] for place in found.places] == [[C], [A, B]]
