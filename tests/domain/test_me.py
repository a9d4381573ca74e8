"""What readers set for themselves is read from forms, where anything may be typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import BadPages
from bot.domain.kept import KeptAnswer, KeptCard, KeptMark, KeptRound, in_sight, rounds_in_sight
from bot.domain.me import PAGES, Habits, edition, spoken


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        *(("vi", "vi"), ("vi-VN", "vi"), ("en-US", "en"), ("en-GB", "en")),
        *(("fr", "en"), ("zh-TW", "en"), ("v", "en"), ("", "en")),
    ],
)
def test_whoever_set_nothing_is_answered_in_their_discords_language_or_in_english(locale: str, language: str) -> None:
    assert spoken(Habits(), locale) == language


@pytest.mark.parametrize("locale", ["vi", "en-US", "fr"])
@pytest.mark.parametrize("own", ["en", "vi"])
def test_ones_own_setting_goes_before_discords(own: str, locale: str) -> None:
    assert spoken(Habits(language=own), locale) == own


@pytest.mark.parametrize(
    ("typed", "pages"),
    [
        *(("864", 864), (" 864 ", 864), ("0864", 864), ("10", 10), ("9999", 9_999)),
        *(("８６４", 864), ("\u200f864", 864)),
    ],
)
def test_an_edition_has_as_many_pages_as_one_writes(typed: str, pages: int) -> None:
    assert edition(typed) == pages


@pytest.mark.parametrize("typed", ["", " ", "\n", "\u200b", "\u00a0"])
def test_an_empty_answer_forgets_the_edition(typed: str) -> None:
    assert edition(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "9",
        "0",
        "10000",
        "-864",
        "+864",
        "8.64",
        "1,024",
        "864 pages",
        "eight",
        "٨٦٤",
        "0x20",
        "1e3",
        "8 64",
        "9" * 5_000,
    ],
)
def test_what_no_edition_has_is_refused_with_the_bounds(typed: str) -> None:
    with pytest.raises(BadPages) as refused:
        edition(typed)
    assert (refused.value.fewest, refused.value.most) == (10, 9_999)


@given(st.text())
def test_any_text_is_a_number_of_pages_or_none_or_refused(typed: str) -> None:
    try:
        pages = edition(typed)
    except BadPages:
        return
    assert pages is None or pages in PAGES


def test_a_key_past_the_latest_bookmark_is_not_in_sight() -> None:
    deck = [KeptCard(f"who:anna:{since}", since, 1, False, None, None) for since in (2, 5)]
    marks = [KeptMark(9, "then"), KeptMark(2, "now")]
    assert [one.key for one in in_sight(deck, marks)] == ["who:anna:2", None]
    assert [one.key for one in in_sight(deck, [])] == [None, None]


def test_what_was_chosen_past_the_latest_bookmark_is_not_in_sight() -> None:
    answers = tuple(KeptAnswer(turn, since, 1, right=True) for turn, since in enumerate((2, 5)))
    one = KeptRound(11, None, "then", 9, 20, started=True, joined=True, answers=answers)
    [seen] = rounds_in_sight([one], [KeptMark(9, "then"), KeptMark(2, "now")])
    assert seen.answers == (answers[0], KeptAnswer(1, 5, None, None))
    [strange] = rounds_in_sight([one], [])
    assert [(found.choice, found.right) for found in strange.answers] == [(None, None)] * 2
