"""A summary card tells one finished chapter whole, and leads nowhere past the bookmark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.summary import Summary
from bot.domain.view import Chapter, Name, Person, Prompt, Text
from bot.presentation.say import Say, say_in
from bot.presentation.summary import choice, summary
from tests.presentation.read import LANGUAGES, MARKED, a_club, buttons, components, hold, outline_of, text, texts

OUTLINE = outline_of(*MARKED)
BARE = Chapter(5)
WHOLE = Chapter(
    5,
    title={"en": "The Ball", "vi": "Vũ hội"},
    line={"en": "A dance.", "vi": "Một điệu nhảy."},
    summary={"en": "They dance.", "vi": "Họ nhảy."},
    prompts=tuple(Prompt({"en": f"Why {n}?", "vi": f"Sao {n}?"}, 5) for n in range(5)),
)
SEPARATOR = 14


def person(*names: str) -> Person:
    """Return somebody known by these names, the fittest first."""
    return Person("someone", tuple(Name({"en": name}, 1) for name in names), 1)


def told(
    chapter: Chapter,
    *,
    horizon: int = 12,
    appears: tuple[Person, ...] = (),
    mentions: tuple[Person, ...] = (),
    languages: tuple[str, ...] = LANGUAGES,
) -> Summary:
    """Return a chapter of the marked book as told to somebody."""
    return Summary(a_club(), OUTLINE, horizon, chapter, appears, mentions, languages)


def test_a_whole_chapter_is_told_with_all_that_belongs_to_it(english: Say) -> None:
    people = (person("Kitty", "Princess Shcherbatsky"), person("Vronsky"))
    card = summary(english, told(WHOLE, appears=people, mentions=(person("Anna"),)))
    assert texts(card) == [
        "### Part 2, chapter 1 · The Ball",
        "*A dance.*",
        "They dance.",
        "-# Here: Kitty, Vronsky\n-# Spoken of: Anna",
        "**To talk about**\n> Why 0?\n> Why 1?\n> Why 2?",
    ]
    assert sum(one["type"] == SEPARATOR for one in components(card)) == 2


def test_a_chapter_is_told_in_vietnamese(vietnamese: Say) -> None:
    card = summary(vietnamese, told(WHOLE, appears=(person("Kitty"),)))
    assert texts(card) == [
        "### Phần 2, chương 1 · Vũ hội",
        "*Một điệu nhảy.*",
        "Họ nhảy.",
        "-# Có mặt: Kitty",
        "**Cùng bàn**\n> Sao 0?\n> Sao 1?\n> Sao 2?",
    ]


def test_a_chapter_without_a_text_says_so_and_has_no_empty_lines(english: Say) -> None:
    card = summary(english, told(BARE))
    heading, said = texts(card)
    assert heading == "### Part 2, chapter 1"
    assert said.startswith("This chapter has no summary yet.")
    assert sum(one["type"] == SEPARATOR for one in components(card)) == 0


@pytest.mark.parametrize(
    ("at", "heading"), [(1, "### Part 1, chapter 1"), (11, "### Part 3, chapter 2"), (12, "### 3.3 · the end")]
)
def test_the_last_chapter_is_called_the_end_and_keeps_its_address(english: Say, at: int, heading: str) -> None:
    assert texts(summary(english, told(Chapter(at))))[0] == heading


@pytest.mark.parametrize(
    ("languages", "english", "vietnamese"),
    [(("en", "vi"), False, False), (("en",), False, True), (("vi",), True, False), (("fr",), True, True)],
)
def test_a_reader_is_told_that_the_book_has_no_text_in_their_language(
    languages: tuple[str, ...], *, english: bool, vietnamese: bool
) -> None:
    only: Text = dict.fromkeys(languages, "They dance.")
    for language, foreign in (("en", english), ("vi", vietnamese)):
        card = summary(say_in(language), told(Chapter(5, summary=only), languages=languages))
        line = {
            "en": "-# This book has no English text yet, so this is the one it has.",
            "vi": "-# Cuốn này chưa có bản tiếng Việt, nên đây là bản hiện có.",
        }[language]
        assert (line in texts(card)) == foreign
        assert "They dance." in texts(card)


@pytest.mark.parametrize(
    ("at", "horizon", "turns"),
    [
        (1, 1, []),
        (1, 12, [("Later: 1.2", "summary:3:2")]),
        (5, 12, [("Earlier: 1.4", "summary:3:4"), ("Later: 2.2", "summary:3:6")]),
        (5, 5, [("Earlier: 1.4", "summary:3:4")]),
        (12, 12, [("Earlier: 3.2", "summary:3:11")]),
    ],
)
def test_a_card_leads_to_the_chapters_beside_it_never_past_the_bookmark_and_to_sharing_it(
    english: Say, at: int, horizon: int, turns: list[tuple[str, str]]
) -> None:
    share = ("Share here", f"share-here:3:summary:{at}:{horizon}")
    assert buttons(summary(english, told(Chapter(at), horizon=horizon))) == [*turns, share]


texts_of = {
    "title": st.text(min_size=1, max_size=100),
    "line": st.text(min_size=1, max_size=200),
    "summary": st.text(min_size=1, max_size=1_600) | st.integers(0, 9_000).map("x".ljust),
}


def written(most: st.SearchStrategy[str]) -> st.SearchStrategy[Text | None]:
    """Build a text in some languages, or none."""
    return st.none() | st.dictionaries(st.sampled_from(("en", "vi", "fr")), most, min_size=1)


people = st.lists(st.text(min_size=1, max_size=80).map(person), max_size=100).map(tuple)


@given(
    chapter=st.builds(
        Chapter,
        since=st.integers(1, 12),
        title=written(texts_of["title"]),
        line=written(texts_of["line"]),
        summary=written(texts_of["summary"]),
        prompts=st.lists(st.text(min_size=1, max_size=300).map(lambda asked: Prompt({"en": asked}, 1)), max_size=5).map(
            tuple
        ),
    ),
    appears=people,
    mentions=people,
    languages=st.sampled_from((("en", "vi"), ("fr",))),
    language=st.sampled_from(LANGUAGES),
)
def test_every_chapter_makes_a_card_that_discord_takes(
    chapter: Chapter,
    appears: tuple[Person, ...],
    mentions: tuple[Person, ...],
    languages: tuple[str, ...],
    language: str,
) -> None:
    hold(summary(say_in(language), told(chapter, appears=appears, mentions=mentions, languages=languages)))


def test_the_longest_texts_that_a_pack_may_hold_are_told_whole(say: Say) -> None:
    """The limits in library/shape.py: a title of 100, a line of 200, a summary of 1,600, prompts of 300."""
    chapter = Chapter(
        5,
        title={"fr": "t" * 100},
        line={"fr": "l" * 200},
        summary={"fr": "s" * 1_600},
        prompts=tuple(Prompt({"fr": f"{n}" * 300}, 5) for n in range(3)),
    )
    crowd = tuple(person("Prince Stepan Arkadyevich Oblonsky") for _ in range(100))
    card = summary(say, told(chapter, appears=crowd, mentions=crowd, languages=("fr",)))
    hold(card)
    for whole in ("t" * 100, "l" * 200, "s" * 1_600, "0" * 300, "1" * 300, "2" * 300):
        assert whole in text(card)
    assert texts(card)[-1].startswith("-# ")


def test_a_choice_is_an_address_with_what_the_chapter_is_about(english: Say, vietnamese: Say) -> None:
    assert choice(english, OUTLINE, WHOLE) == "2.1 · The Ball"
    assert choice(vietnamese, OUTLINE, WHOLE) == "2.1 · Vũ hội"
    assert choice(english, OUTLINE, Chapter(5, line={"en": "A dance."})) == "2.1 · A dance."
    assert choice(english, OUTLINE, BARE) == "2.1"
    assert len(choice(english, OUTLINE, Chapter(5, line={"en": "x" * 300}))) == 100
