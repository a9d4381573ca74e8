"""Discord refuses a card that is too long, and shows what people write as markup: both must not happen."""

import re

import discord
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.presentation.card import (
    BRASS,
    GREY,
    LONGEST,
    RULE,
    Rule,
    bold,
    button,
    capital,
    card,
    clip,
    gist,
    heading,
    plain,
    small,
)
from tests.presentation.read import buttons, components, hold, texts

GAP = "\u200b"
SIGNS = "aé1ư .:/\\*_~|`<>@#-+[]()&!\n\t"
STARTS = (
    "# ",
    "-# ",
    "> ",
    ">>> ",
    "- ",
    "* ",
    "1. ",
    "**",
    "__",
    "||",
    "```",
    "[",
    "https://",
    "<@",
    "<t:",
    "@here",
    "",
)
ENDS = ("**", "__", "||", "```", "](b)", ">", ":R>", "(https://x.y)", "")
lines = st.builds(
    "{}{}{}{}".format,
    *(st.sampled_from(("", "  ", "a ")), st.sampled_from(STARTS), st.text(SIGNS, max_size=6), st.sampled_from(ENDS)),
)
words = st.lists(lines, max_size=4).map("\n".join) | st.text(max_size=20)
long_words = st.integers(0, 5_000).map(lambda n: "word " * (n // 5) + "x" * (n % 5)) | words

ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
"""A sign that Discord shows as it is, because a backslash stands before it."""
LIVE = {
    "emphasis, code or a spoiler": r"[*_~|`]",
    "a mention, a timestamp, an emoji or a link in brackets": r"<(?!\u200b)",
    "a mention": r"@(?!\u200b)",
    "a link": r"://",
    "a heading, a quote, small print or a list": r"(?m)^[^\S\n]*(?:#{1,3}|-#|>{1,3}|[-*+]|[0-9]+\.)[^\S\n]",
}


def live(said: str) -> list[str]:
    """Return what Discord would not show as words."""
    kept = ESCAPED.sub("x", said)
    return [what for what, pattern in LIVE.items() if re.search(pattern, kept)]


def shown(said: str) -> str:
    """Return what a reader sees of a text in which nothing is live."""
    return ESCAPED.sub(r"\1", said).replace(GAP, "")


@given(st.lists(long_words | st.just(RULE) | st.none(), max_size=12))
@example(["a" * LONGEST, "b", "c"])
@example(["a" * (LONGEST - 1), "b", "c"])
@example(["a" * (LONGEST + 1), "b"])
def test_a_card_is_one_that_discord_takes_whatever_its_texts(blocks: list[str | Rule | None]) -> None:
    hold(card(*blocks))


@given(st.lists(st.text(min_size=1, max_size=300), max_size=12))
def test_a_card_says_all_of_what_it_has_room_for(blocks: list[str]) -> None:
    assert texts(card(*blocks)) == blocks


def test_a_text_too_long_for_the_card_ends_in_an_ellipsis_and_keeps_the_buttons() -> None:
    view = card("a" * 3_000, "b" * 3_000, [button("Press", "id")])
    assert texts(view) == ["a" * 3_000, "b" * 999 + "…"]
    assert buttons(view) == [("Press", "id")]


def test_empty_blocks_are_left_out() -> None:
    assert [one["type"] for one in components(card("", None, [], "text", RULE, [button("a", "b")]))] == [
        17,
        10,
        14,
        1,
        2,
    ]


def test_a_card_is_brass_unless_it_says_no() -> None:
    assert components(card("text"))[0]["accent_color"] == BRASS
    assert components(card("text", accent=GREY))[0]["accent_color"] == GREY


async def test_discord_py_does_not_remember_a_card() -> None:
    view = card("text", [button("a", "b")])
    assert view.is_finished()
    assert view.timeout is None


@given(st.text(min_size=1, max_size=200))
def test_a_button_takes_any_label(label: str) -> None:
    hold(card([button(label, "id")]))
    assert button(label, "id").label == (label if len(label) <= 80 else clip(label, 80))


def test_a_button_is_grey_unless_it_is_the_usual_next_step() -> None:
    assert button("a", "b").style is discord.ButtonStyle.secondary
    assert button("a", "b", discord.ButtonStyle.primary).style is discord.ButtonStyle.primary


@given(words, st.integers(0, 60))
@example("abc", 0)
def test_a_clipped_text_is_no_longer_than_asked(text: str, most: int) -> None:
    short = clip(text, most)
    assert len(short) <= most
    if len(text) <= most:
        assert short == text
    elif most:
        assert short.endswith("…")
        assert text.startswith(short[:-1])


def test_no_space_is_left_before_the_ellipsis() -> None:
    assert clip("All happy families", 5) == "All…"
    assert clip("All happy families", 18) == "All happy families"


@given(st.lists(st.text("abc ", max_size=20), max_size=12), st.integers(1, 60))
def test_a_gist_is_no_longer_than_asked_and_says_all_where_it_can(names: list[str], most: int) -> None:
    said = gist(names, most)
    assert len(said) <= most
    if len(", ".join(names)) <= most:
        assert said == ", ".join(names)
    else:
        assert said.endswith("…")


@given(st.lists(st.text("abc", min_size=1, max_size=80).map(bold), min_size=1, max_size=25))
@example([bold("a" * 80)] * 25)
def test_a_gist_of_bold_names_leaves_none_half_bold(names: list[str]) -> None:
    """As in the refusal that lists the clubs which could be meant."""
    assert gist(names, 200).count("**") % 2 == 0


@pytest.mark.parametrize(
    "text",
    [
        *("**bold**", "*a*", "__u__", "a_b", "~~s~~", "||spoiler||", "`code`", "```block```", "\\", "\\*a*"),
        *("# big", "## big", "### big", "-# small", "> quote", ">>> quote", "- item", "* item", "1. item"),
        *(" # big", "  - item", " > quote", "a\n# big", "a\n\n- item", "a\n\n-# small", "a\n > quote", "\n# big"),
        *("@everyone", "@here", "<@1>", "<@&1>", "<#1>", "<t:0:R>", "</help:1>", "<:a:1>", "<a:b:1>"),
        *("https://x.y/a_b", "https://a*b*c", "http://||x||", "<https://x.y>", "<a:/*b*>", "steam://`x`"),
        *("[a](https://x.y)", "[*a*](b)", "[x](y) **z** ()", "[a\nb](https://x.y)"),
    ],
)
def test_what_somebody_writes_stays_words(text: str) -> None:
    assert live(plain(text)) == []
    assert shown(plain(text)) == text


@given(words)
def test_whatever_somebody_writes_stays_words_and_keeps_every_letter(text: str) -> None:
    assert live(plain(text)) == []
    assert shown(plain(text)) == text.replace(GAP, "")


def test_plain_words_are_left_as_they_are() -> None:
    assert plain("Câu lạc bộ Thứ Hai, 19:00 (Hà Nội) & friends!") == "Câu lạc bộ Thứ Hai, 19:00 (Hà Nội) & friends!"


@pytest.mark.parametrize(
    ("text", "said"), [("the end", "The end"), ("đầu sách", "Đầu sách"), ("2.11", "2.11"), ("", "")]
)
def test_a_line_begins_with_a_capital(text: str, said: str) -> None:
    assert capital(text) == said


def test_the_three_ways_to_set_a_line() -> None:
    assert (heading("a"), heading("a", 2), bold("a"), small("a")) == ("### a", "## a", "**a**", "-# a")
