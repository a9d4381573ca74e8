"""What is known well comes again seldom, what was missed soon; the same answers always give the same dates."""

import json
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.deck import Card, answered, due, due_at, missed, review, something_new, tonight
from bot.domain.quiz import WHO
from tests.domain.test_quiz import item

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def test_what_is_right_each_time_comes_later_and_later() -> None:
    card, now, gaps = Card(1, "pack:1:1", 1), NOW, list[timedelta]()
    for _ in range(4):
        card = answered(card, now, right=True)
        assert card.due_at is not None
        gaps.append(card.due_at - now)
        now = card.due_at
    assert gaps == sorted(gaps)
    assert gaps[0] >= DAY
    assert gaps[-1] > 20 * DAY


def test_what_was_missed_comes_again_tomorrow() -> None:
    assert due_at(review(None, NOW, right=False)) - NOW == DAY


def test_a_miss_brings_a_well_known_card_back_soon() -> None:
    known = review(review(None, NOW, right=True), NOW + 2 * DAY, right=True)
    later = due_at(known)
    assert due_at(review(known, later, right=False)) - later < due_at(review(known, later, right=True)) - later


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 400)), max_size=20))
def test_a_state_goes_through_json_and_the_same_answers_give_the_same_dates(given_: list[tuple[bool, int]]) -> None:
    plain, kept, now = None, None, NOW
    for right, days in given_:
        now += days * DAY
        plain = review(plain, now, right=right)
        kept = json.loads(json.dumps(review(kept, now, right=right)))
        assert kept == plain
        assert due_at(kept) > now


def test_an_answer_counts_as_a_turn_and_says_whether_it_was_missed() -> None:
    card = answered(answered(Card(1, "pack:1:1", 1), NOW, right=False), NOW, right=True)
    assert (card.turn, card.missed) == (2, False)
    assert answered(card, NOW, right=False).missed


def test_cards_are_due_from_their_time_on_the_longest_due_first() -> None:
    cards = [Card(n, str(n), 1, due_at=NOW + n * DAY) for n in (3, 1, 2)] + [Card(9, "new", 1)]
    assert [one.row for one in due(cards, NOW + 2 * DAY)] == [1, 2]
    assert due(cards, NOW) == ()


def test_what_is_due_later_today_on_the_clubs_clock_is_due_today() -> None:
    morning = datetime(2026, 3, 1, 1, tzinfo=UTC)
    assert tonight(morning, "Asia/Ho_Chi_Minh") == datetime(2026, 3, 1, 17, tzinfo=UTC), "it is 8 in the morning there"
    assert tonight(NOW, "UTC") == datetime(2026, 3, 2, tzinfo=UTC)


@given(st.integers(0, 2 * 365 * 24 * 60), st.sampled_from(["UTC", "Europe/London", "Asia/Tokyo"]))
def test_what_was_just_missed_is_never_due_again_at_once(minutes: int, zone: str) -> None:
    now = NOW + timedelta(minutes=minutes)
    assert due([answered(Card(1, "a", 1), now, right=False)], tonight(now + timedelta(hours=3), zone)) == ()


def test_only_what_was_missed_last_time_is_to_be_reviewed() -> None:
    cards = [Card(1, "a", 1, due_at=NOW, missed=True), Card(2, "b", 1, due_at=NOW), Card(3, "c", 1)]
    assert [one.row for one in missed(cards)] == [1]


def test_a_deck_grows_from_what_was_read_last_and_over_everything_read() -> None:
    items = [item(f"pack:{n}:1", since=n) for n in range(1, 21)]
    items.append(item("who:anna:20", since=20, kind=WHO))
    cards, taken = list[Card](), list[str]()
    while new := something_new(items, cards, 77):
        cards.append(Card(len(cards), new.key, new.since))
        taken.append(new.key)
    assert sorted(taken) == sorted(one.key for one in items)
    assert (taken[0], taken[3]) == ("pack:20:1", "who:anna:20")
    assert len({int(key.split(":")[1]) // 7 for key in taken[:9] if key.startswith("pack")}) == 3


def test_there_is_nothing_new_where_the_deck_holds_everything() -> None:
    assert something_new([item("a")], [Card(1, "a", 1)], 1) is None
    assert something_new([], [], 1) is None
