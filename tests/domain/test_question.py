"""What a form is taken for is a question that can be asked; what is not is refused and says why."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import BeyondTheBook, NotUnderstood, PagesUnknown, Refusal
from bot.domain.outline import Outline
from bot.domain.proposal import PastBookmark, Sealed, pages, seen
from bot.domain.question import LONGEST_ANSWER, LONGEST_TEXT, LONGEST_WHY, BadQuestion, Own, Typed, Words, asked, read
from bot.domain.quiz import CHOICE, deal
from bot.domain.where import fold

OUTLINE = Outline("chapter", ((100,) * 4, (100,) * 5, (100,) * 3))
AT = 6
TYPED = Typed("2.1", "What falls?", "Snow", "Rain\nHail\nNight", "It is winter.")
WORDS = Words("What falls?", "Snow", ("Rain", "Hail", "Night"), "It is winter.")


def taken(**changes: str) -> tuple[int, Words]:
    """Read the form with some fields filled in otherwise."""
    return read(replace(TYPED, **changes), OUTLINE, AT, None)


def test_a_form_is_read() -> None:
    assert taken() == (5, WORDS)


def test_blank_lines_gaps_and_invisible_signs_are_left_out() -> None:
    words = taken(text=" What\n falls?\u202e", wrong="\n Rain \n\nHail\u200b\r\n  Night\n")[1]
    assert words == WORDS


@pytest.mark.parametrize(
    ("typed", "at", "since"),
    [("2.2", 6, 6), ("1.1", 6, 1), ("1", 6, 5), ("part 2", 6, 4), ("part 2", 9, 9), ("3", 4, 3)],
)
def test_the_chapter_is_the_latest_read_that_can_be_meant(typed: str, at: int, since: int) -> None:
    """Of "part 2", begun or ended, a bookmark would take the smaller; as a date that might spoil."""
    assert read(replace(TYPED, chapter=typed), OUTLINE, at, None)[0] == since


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("2.3", PastBookmark),
        ("done", PastBookmark),
        ("9.9", BeyondTheBook),
        ("start", NotUnderstood),
        ("somewhere", NotUnderstood),
        ("p. 10", PagesUnknown),
    ],
)
def test_any_other_chapter_is_refused(typed: str, refused: type[Refusal]) -> None:
    with pytest.raises(refused) as caught:
        taken(chapter=typed)
    assert not isinstance(caught.value, PastBookmark) or caught.value.finished == "2.2"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"text": " \u200b"}, "empty"),
        ({"right": ""}, "empty"),
        ({"why": "\n"}, "empty"),
        ({"wrong": "Rain\nHail"}, "few"),
        ({"wrong": "Rain\nHail\nNight\nDay"}, "few"),
        ({"text": "x" * (LONGEST_TEXT + 1)}, "long"),
        ({"right": "x" * (LONGEST_ANSWER + 1)}, "long"),
        ({"wrong": "Rain\nHail\n" + "x" * (LONGEST_ANSWER + 1)}, "long"),
        ({"why": "x" * (LONGEST_WHY + 1)}, "long"),
        ({"wrong": "Rain\nHail\nsnow"}, "alike"),
        ({"wrong": "Rain\nRÁIN\nHail"}, "alike"),
    ],
)
def test_a_question_that_nobody_can_be_asked_is_refused(changes: dict[str, str], fault: str) -> None:
    with pytest.raises(BadQuestion) as caught:
        taken(**changes)
    assert caught.value.fault == fault


def test_the_longest_that_may_be_is_taken() -> None:
    answers = [sign * LONGEST_ANSWER for sign in "abcd"]
    words = taken(text="x" * LONGEST_TEXT, right=answers[0], wrong="\n".join(answers[1:]), why="x" * LONGEST_WHY)[1]
    assert (words.right, *words.wrong) == tuple(answers)


ANYTHING = st.one_of(st.text(max_size=200), st.text("aAá \n\u200b", max_size=12))
LINES = st.one_of(ANYTHING, st.lists(ANYTHING, min_size=3, max_size=3).map("\n".join))


@given(
    st.builds(Typed, st.sampled_from(["1.1", "2.2", "3", "45%", "3.1", ""]), ANYTHING, ANYTHING, LINES, ANYTHING),
    st.integers(1, OUTLINE.last),
    st.integers(0, 2**40),
)
def test_whatever_is_taken_can_be_asked_and_has_exactly_one_right_answer(typed: Typed, at: int, seed: int) -> None:
    try:
        since, words = read(typed, OUTLINE, at, None)
    except Refusal:
        return
    assert 1 <= since <= at
    item = asked(Own(7, since, 3, approved=True, words=words), "vi")
    assert (item.key, item.since, item.author, item.own, item.kind, item.size) == ("own:7", since, 3, True, CHOICE, 4)
    dealt = deal(item, seed)
    assert [one for one in dealt.choices if one["vi"] == words.right] == [dealt.choices[dealt.answer]]
    assert len({fold(one["vi"]) for one in dealt.choices}) == 4
    assert all(text.strip() and "\n" not in text for text in (words.text, words.why, words.right, *words.wrong))
    assert max(map(len, (words.right, *words.wrong))) <= LONGEST_ANSWER


@given(st.integers(1, 12), st.integers(0, 12))
def test_before_its_chapter_a_question_has_no_words(since: int, horizon: int) -> None:
    own = Own(7, since, 3, approved=False, words=WORDS)
    found = seen(own, horizon)
    assert found == (own if since <= horizon else Sealed(7, since, 3, approved=False))
    assert isinstance(found, Own) is (since <= horizon)


@pytest.mark.parametrize(("questions", "filled"), [(0, 1), (1, 1), (8, 1), (9, 2), (17, 3)])
def test_there_is_a_page_even_of_nothing(questions: int, filled: int) -> None:
    assert pages(questions) == filled
