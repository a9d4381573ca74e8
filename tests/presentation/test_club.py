"""Cards of clubs stand in public channels, so they hold nothing of a story and nobody's markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.club import LONGEST_NAME, MOST_CLUBS, Listed
from bot.domain.info import Info
from bot.presentation import club as cards
from bot.presentation.info import info
from bot.presentation.say import Say, say_in
from tests.presentation.read import LANGUAGES, Commands, a_club, buttons, club_card, hold, text, texts

SET, SHOW = "</progress set:1234567890123456789>", "</progress show:1234567890123456789>"


def test_the_welcome_names_the_book_and_how_to_begin(english: Say, commands: Commands) -> None:
    card = cards.welcome(english, club_card(), commands)
    assert texts(card)[:2] == ["## Mondays", "**Emma** · Jane Austen, 1815 · 12 chapters"]
    assert SET in texts(card)[2]
    assert buttons(card) == [("Join", "join:3"), ("In my language", "mine:3")]


def test_the_welcome_speaks_vietnamese(vietnamese: Say, commands: Commands) -> None:
    card = cards.welcome(vietnamese, club_card(), commands)
    assert texts(card)[1] == "**Emma** · Jane Austen, 1815 · 12 chương"
    assert [label for label, _ in buttons(card)] == ["Tham gia", "Bằng tiếng của tôi"]


def test_a_club_that_bears_its_books_title_does_not_say_it_twice(english: Say, commands: Commands) -> None:
    assert text(cards.welcome(english, club_card("Emma"), commands)).count("Emma") == 1


def test_the_moderator_is_told_where_the_club_meets(english: Say) -> None:
    assert "**Mon\\*days** meets in <#11>." in text(cards.opened(english, club_card("Mon*days"), Commands()))


@pytest.mark.parametrize(
    ("readers", "said"), [(0, "Nobody has joined yet."), (1, "1 reader"), (2, "2 readers"), (1_000, "1000 readers")]
)
def test_what_anybody_may_know_counts_the_readers(english: Say, commands: Commands, readers: int, said: str) -> None:
    assert texts(info(english, Info(club_card(readers=readers)), commands))[3] == f"Meets in <#11>\n{said}"


def test_who_reads_along_is_shown_the_bookmark_and_others_are_offered_to_join(english: Say, commands: Commands) -> None:
    member = info(english, Info(club_card(readers=2, joined=True)), commands)
    assert (texts(member)[-1], buttons(member)) == (f"You read along. {SHOW} shows your bookmark.", [])
    guest = info(english, Info(club_card(readers=2)), commands)
    assert (texts(guest)[-1], buttons(guest)) == ("You have not joined yet.", [("Join", "join:3")])


def test_a_new_reader_is_welcomed_and_an_old_one_is_told_where_to_look(english: Say, commands: Commands) -> None:
    new = texts(cards.joined(english, club_card(joined=True), new=True, commands=commands))
    assert new[0] == "### Welcome to Mondays"
    assert SET in new[1]
    old = texts(cards.joined(english, club_card(joined=True), new=False, commands=commands))
    assert old == ["### You are in already", f"{SHOW} shows your bookmark."]


def test_who_leaves_is_told_what_was_deleted(say: Say, commands: Commands) -> None:
    card = cards.left(say, a_club(), commands)
    assert "Mondays" in texts(card)[0]
    assert "</club join:1234567890123456789>" in texts(card)[1]


def test_a_list_names_each_club_with_its_book_its_place_and_whether_one_reads_along(
    english: Say, vietnamese: Say, commands: Commands
) -> None:
    found = (
        Listed(a_club("Mon*days"), {"en": "Emma"}, joined=True),
        Listed(a_club("Tuesdays"), None, joined=False),
    )
    assert texts(cards.listing(english, found, commands)) == [
        "### Clubs in this server",
        "**Mon\\*days** · Emma · <#11> · you read along\n**Tuesdays** · book not on the shelf · <#11>",
    ]
    assert "sách không có trên kệ" in text(cards.listing(vietnamese, found, commands))


def test_a_server_without_clubs_is_told_who_opens_one(english: Say, commands: Commands) -> None:
    assert texts(cards.listing(english, (), commands))[1] == (
        "There is no club here yet. A moderator opens one with </manage setup:1234567890123456789>."
    )


@pytest.mark.parametrize("title", ["Emma", "A Title of a Fair Length, or What Became of It", "x" * 100])
def test_a_list_of_as_many_clubs_as_a_server_may_have_names_them_all(say: Say, commands: Commands, title: str) -> None:
    names = [f"{n:02}{'x' * (LONGEST_NAME - 2)}" for n in range(MOST_CLUBS)]
    card = cards.listing(say, tuple(Listed(a_club(name), {"en": title}, joined=True) for name in names), commands)
    hold(card)
    assert [name for name in names if name[:20] not in text(card)] == []
    assert text(card).count("<#11>") == MOST_CLUBS


@given(st.text(max_size=LONGEST_NAME), st.text(min_size=1, max_size=100), st.sampled_from(LANGUAGES))
def test_every_name_makes_cards_that_discord_takes(name: str, title: str, language: str) -> None:
    say, commands, found = say_in(language), Commands(), club_card(name, title=title)
    for card in (
        cards.welcome(say, found, commands),
        cards.opened(say, found, commands),
        info(say, Info(found), commands),
        cards.joined(say, found, new=True, commands=commands),
        cards.left(say, found.club, commands),
        cards.listing(say, (Listed(found.club, found.title, joined=True),) * MOST_CLUBS, commands),
    ):
        hold(card)


def test_a_book_is_offered_with_its_author(english: Say, vietnamese: Say) -> None:
    title, author = {"en": "Emma", "vi": "Ê-ma"}, {"en": "Jane Austen"}
    assert cards.book_choice(english, title, author) == "Emma · Jane Austen"
    assert cards.book_choice(vietnamese, title, author) == "Ê-ma · Jane Austen"
    assert len(cards.book_choice(english, {"en": "x" * 100}, author)) == 100
