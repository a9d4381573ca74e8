"""A club's own prompts: what a form is taken for, and who may be offered which."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import NoSuchSection, NotUnderstood, Refusal
from bot.domain.outline import Outline
from bot.domain.pace import Pace
from bot.domain.plan import Plan, Wishes, plan
from bot.domain.prompt import LONGEST_TEXT, BadPrompt, Own, Typed, matching, put, read
from bot.domain.proposal import PastBookmark
from bot.domain.view import Prompt

OUTLINE = Outline("chapter", ((100,) * 4, (100,) * 5, (100,) * 3))
WISHES = Wishes(date(2027, 1, 4), 6, time(19), "UTC", Pace("chapters", 3))
PLAN = Plan(WISHES, plan(OUTLINE, WISHES))
"""Sections 1–3, 4–6, 7–9 and 10–12."""


def taken(
    chapter: str, upto: int = 12, planned: Plan | None = PLAN, *, en: str = "", vi: str = "Sao?"
) -> tuple[int, dict[str, str]]:
    """Read a form of somebody's whose bookmark is at 6."""
    return read(Typed(chapter, {"en": en, "vi": vi}), OUTLINE, planned, 6, None, upto)


@pytest.mark.parametrize(
    ("typed", "since"),
    [("2.2", 6), ("3.1", 10), ("section 2", 6), ("Section 4", 12), ("s1", 3), ("chặng 3", 9), ("CHẶNG 1", 3)],
)
def test_a_section_is_dated_by_its_last_chapter(typed: str, since: int) -> None:
    assert taken(typed)[0] == since


@pytest.mark.parametrize(
    ("typed", "upto", "planned", "refused"),
    [
        ("section 5", 12, PLAN, NoSuchSection),
        ("section 0", 12, PLAN, NoSuchSection),
        ("section 3", 6, PLAN, PastBookmark),
        ("2.3", 6, PLAN, PastBookmark),
        ("section 1", 12, None, NotUnderstood),
        ("", 12, PLAN, NotUnderstood),
    ],
)
def test_any_other_chapter_or_section_is_refused(
    typed: str, upto: int, planned: Plan | None, refused: type[Refusal]
) -> None:
    with pytest.raises(refused):
        taken(typed, upto, planned)


def test_one_language_is_enough_and_what_is_empty_is_left_out() -> None:
    assert taken("1.1", en=" Why\n so? ", vi=" \u200b") == (1, {"en": "Why so?"})
    assert taken("1.1", en="", vi="Vì sao?") == (1, {"vi": "Vì sao?"})
    assert taken("1.1", en="Why?", vi="Vì sao?") == (1, {"en": "Why?", "vi": "Vì sao?"})
    assert taken("1.1", en="x" * LONGEST_TEXT, vi="")[1] == {"en": "x" * LONGEST_TEXT}


@pytest.mark.parametrize("texts", [{"en": " ", "vi": "\u200b"}, {"en": "Why?", "vi": "x" * (LONGEST_TEXT + 1)}])
def test_a_prompt_without_words_or_with_too_many_is_refused(texts: dict[str, str]) -> None:
    with pytest.raises(BadPrompt):
        taken("1.1", en=texts["en"], vi=texts["vi"])


@given(
    st.sampled_from(["1.1", "2.2", "part 2", "section 2", "s9", "99%", ""]), st.text(), st.text(), st.integers(1, 12)
)
def test_whatever_is_taken_has_words_on_one_line_and_is_on_a_chapter_that_was_allowed(
    typed: str, en: str, vi: str, upto: int
) -> None:
    try:
        since, text = taken(typed, upto, en=en, vi=vi)
    except Refusal:
        return
    assert 1 <= since <= upto
    assert text.keys() <= {"en", "vi"}
    assert text
    assert all(0 < len(one) <= LONGEST_TEXT and one == " ".join(one.split()) for one in text.values())


def test_a_prompt_is_put_with_its_row_and_whoever_suggested_it() -> None:
    assert put(Own(5, 3, 7, approved=True, text={"vi": "Vì sao?"})) == Prompt({"vi": "Vì sao?"}, 3, 5, 7)


def own(row: int, since: int, text: str, **others: bool) -> Own:
    return Own(row, since, 7, approved=False, text={"en": text} if text else {}, **others)


THERE = (own(1, 1, "Why the train?"), own(2, 2, "", declined=True), own(3, 5, "Đi đâu?"), own(4, 9, "Why the end?"))


@pytest.mark.parametrize(
    ("typed", "horizon", "rows"),
    [("", 12, [1, 3, 4]), ("", 5, [1, 3]), ("", 0, []), ("WHY", 12, [1, 4]), ("di dau", 12, [3]), ("2.1", 12, [3])],
)
def test_prompts_are_offered_by_chapter_or_words_and_never_past_the_bookmark(
    typed: str, horizon: int, rows: list[int]
) -> None:
    assert [one.row for one in matching(THERE, OUTLINE, typed, horizon)] == rows
