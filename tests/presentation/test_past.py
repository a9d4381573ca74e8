"""Past clubs on cards: everything on them fits, however long they were, and nothing of a story stands there."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.club import LONGEST_NAME, MOST_CLUBS, Club, Listed
from bot.domain.past import A_PAGE, Past, Shelved
from bot.presentation import club as club_cards
from bot.presentation import past as cards
from bot.presentation.say import Say, say_in
from tests.presentation.read import LANGUAGES, Commands, a_club, buttons, club_card, hold, text, texts

BEGUN, ENDED = datetime(2026, 1, 5, 9, tzinfo=UTC), datetime(2026, 5, 28, 19, tzinfo=UTC)


def past(name: str = "Mondays", *, threads: int = 2, by: int = 2, title: str | None = "Emma") -> Past:
    """Return a past club."""
    closed = Club(3, 1, 11, name, "marked", "en", closed_at=ENDED)
    who = tuple(range(10**18, 10**18 + by))
    where = tuple(range(2 * 10**18, 2 * 10**18 + threads))
    return Past(closed, {"en": title} if title else None, BEGUN, ENDED, where, by + 1, by if title else None, who)


def shelved(*clubs: Past, page: int = 0, pages: int = 1) -> Shelved:
    return Shelved(clubs, page, pages)


def test_a_past_club_tells_its_book_when_it_read_its_threads_and_who_finished(english: Say, commands: Commands) -> None:
    card = cards.look_back(english, past("Mon*days"), commands)
    assert texts(card)[0] == "### Mon\\*days"
    assert texts(card)[1].splitlines() == [
        "Emma · <t:1767603600:D> – <t:1779994800:D> · <#11>",
        "Threads: <#2000000000000000000>, <#2000000000000000001>",
        "Of 3 readers, 2 have finished. <@1000000000000000000>, <@1000000000000000001>",
    ]
    assert "</summary:1234567890123456789>" in texts(card)[2]


def test_a_club_that_bears_its_books_title_does_not_say_it_twice(english: Say, commands: Commands) -> None:
    assert text(cards.look_back(english, past("Emma"), commands)).count("Emma") == 1


def test_a_book_that_nobody_finished_is_told_of_without_counting_anybody(
    english: Say, vietnamese: Say, commands: Commands
) -> None:
    assert texts(cards.look_back(english, past(by=0), commands))[1].endswith("\nNobody has finished the book so far.")
    assert texts(cards.look_back(vietnamese, past(by=0), commands))[1].endswith("\nChưa ai đọc xong cuốn này.")


def test_a_server_with_past_clubs_alone_is_not_told_that_there_was_none_yet(english: Say, commands: Commands) -> None:
    told = text(club_cards.listing(english, (), commands, shelved(past())))
    assert "No club is reading at the moment. A moderator opens one with </manage setup:" in told
    assert "no club here yet" not in told


def test_of_a_book_that_is_lost_nobody_knows_who_finished_it(english: Say, commands: Commands) -> None:
    told = text(cards.look_back(english, past(title=None, threads=0), commands))
    assert "book not on the shelf" in told
    assert "finished" not in told
    assert "Threads" not in told


def test_past_clubs_stand_below_the_present_and_of_many_present_ones_behind_a_button(
    english: Say, commands: Commands
) -> None:
    few = club_cards.listing(english, (Listed(a_club(), {"en": "Emma"}, joined=True),), commands, shelved(past()))
    assert text(few).index("<#11> · you read along") < text(few).index("**Past books**")
    many = tuple(Listed(a_club("x" * LONGEST_NAME), {"en": "Emma"}, joined=True) for _ in range(MOST_CLUBS))
    full = club_cards.listing(english, many, commands, shelved(past()))
    assert "**Past books**" not in text(full)
    assert buttons(full) == [("Past books", "shelf:0")]
    assert buttons(club_cards.listing(english, many, commands)) == []


@pytest.mark.parametrize(
    ("page", "labels"), [(0, ["Longer ago"]), (1, ["More recent", "Longer ago"]), (2, ["More recent"])]
)
def test_pages_lead_back_in_time_and_forth(english: Say, page: int, labels: list[str]) -> None:
    card = cards.page(english, shelved(past(), page=page, pages=3))
    assert [label for label, _ in buttons(card)] == labels
    assert f"Page {page + 1} of 3" in text(card)


@given(
    st.text(max_size=LONGEST_NAME),
    st.text(min_size=1, max_size=200),
    st.integers(0, 520),
    st.integers(0, 300),
    st.sampled_from(LANGUAGES),
)
def test_the_longest_past_fits_on_every_card(name: str, title: str, threads: int, by: int, language: str) -> None:
    say, commands = say_in(language), Commands()
    found = past(name, threads=threads, by=by, title=title)
    page = shelved(*(found,) * A_PAGE, page=1, pages=3)
    above = (Listed(a_club(name), {"en": title}, joined=True),) * 3
    for card in (
        cards.look_back(say, found, commands),
        cards.page(say, page),
        cards.may_close(say, found.club),
        cards.closed(say, found.club, commands),
        club_cards.listing(say, above, commands, page),
    ):
        hold(card)
    assert text(cards.page(say, page)).count(f"<#{found.club.channel_id}>") == A_PAGE


def test_the_welcome_of_the_next_book_says_who_is_in_already(english: Say, commands: Commands) -> None:
    card = replace(club_card(), after={"en": "Per*suasion"})
    told = text(club_cards.welcome(english, card, commands))
    assert "Whoever read **Per*suasion** with us here is in already" in told
    assert "</club leave:1234567890123456789> takes you out." in told
    assert "in already" not in text(club_cards.welcome(english, club_card(), commands))
