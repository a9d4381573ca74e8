"""The bot says everything in the reader's language, and never falls silent where a text has only another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.presentation.say import Say, say_in


def test_a_sentence_is_said_in_each_language(english: Say, vietnamese: Say) -> None:
    assert english("Join") == "Join"
    assert vietnamese("Join") == "Tham gia"


def test_a_sentence_is_filled_in(english: Say, vietnamese: Say) -> None:
    assert english("Welcome to {name}", name="Mondays") == "Welcome to Mondays"
    assert vietnamese("Welcome to {name}", name="Mondays") == "Mừng bạn đến với Mondays"


@given(st.text())
def test_what_fills_a_sentence_is_not_read_as_a_sentence(name: str) -> None:
    for language in ("en", "vi"):
        assert say_in(language)("Welcome to {name}", name=name).endswith(name)
    assert say_in("en")("Welcome to {name}", name="{name} {0} {}") == "Welcome to {name} {0} {}"


@pytest.mark.parametrize(
    ("n", "english", "vietnamese"),
    [
        *((0, "0 readers", "0 người đọc"), (1, "1 reader", "1 người đọc"), (2, "2 readers", "2 người đọc")),
        *((11, "11 readers", "11 người đọc"), (101, "101 readers", "101 người đọc")),
    ],
)
def test_english_has_two_forms_of_a_number_and_vietnamese_one(n: int, english: str, vietnamese: str) -> None:
    assert say_in("en").plural("{n} reader", "{n} readers", n) == english
    assert say_in("vi").plural("{n} reader", "{n} readers", n) == vietnamese


def test_a_sentence_that_nobody_translated_is_said_in_english(say: Say) -> None:
    assert say("Nobody wrote this, {name}.", name="Ann") == "Nobody wrote this, Ann."
    assert say.plural("{n} samovar", "{n} samovars", 1) == "1 samovar"
    assert say.plural("{n} samovar", "{n} samovars", 2) == "2 samovars"


def test_a_books_text_is_told_in_the_readers_language_else_in_one_it_has(english: Say, vietnamese: Say) -> None:
    both = {"vi": "Sách", "en": "Book"}
    assert (english.told(both), vietnamese.told(both)) == ("Book", "Sách")
    assert (english.told({"vi": "Sách"}), vietnamese.told({"en": "Book"})) == ("Sách", "Book")
    assert english.told({"ru": "Книга", "fr": "Livre"}) == "Книга"


@pytest.mark.parametrize("nothing", [None, {}])
def test_a_text_that_is_not_there_is_told_as_nothing(say: Say, nothing: dict[str, str] | None) -> None:
    assert say.told(nothing) == ""


@given(st.dictionaries(st.sampled_from(("en", "vi", "fr", "ru")), st.text(min_size=1), min_size=1))
def test_a_text_is_always_told_in_some_language(text: dict[str, str]) -> None:
    for language in ("en", "vi"):
        told = say_in(language).told(text)
        assert told in text.values()
        assert told == text.get(language, told)


def test_each_voice_is_made_once() -> None:
    assert say_in("vi") is say_in("vi")
    assert say_in("vi").language == "vi"
