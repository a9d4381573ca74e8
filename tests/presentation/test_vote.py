"""Cards of votes: what they say, and that they fit whatever members type."""

from collections.abc import Sequence
from datetime import UTC, datetime

import discord
import pytest

from bot.domain.vote import MOST, Booth, Counted, Nominee, Poll, Slate, count
from bot.presentation import vote as cards
from bot.presentation import vote_panel as panels
from bot.presentation import vote_post as posts
from bot.presentation.paper import Paper
from bot.presentation.picture import LONGEST_ALT
from bot.presentation.say import Say
from tests.presentation.read import LONGEST, Commands, a_club, buttons, components, hold, text, texts

CLOSES = datetime(2026, 11, 23, 19, tzinfo=UTC)
SELECT = 3
EXAMPLE = [(0, 2, 1)] * 2 + [(1, 0, 2)] * 4 + [(2, 0, 1)] * 3


def nominees(*titles: str, author: str = "Jane Austen") -> tuple[Nominee, ...]:
    return tuple(Nominee(n, {"und": title}, {"und": author}) for n, title in enumerate(titles))


def poll(*books: Nominee, voted: int = 0) -> Poll:
    return Poll(a_club(), 7, books, CLOSES, voted)


def result(books: Sequence[Nominee], rankings: Sequence[Sequence[int]]) -> Counted:
    tally = count((book.id for book in books), rankings)
    return Counted(Poll(a_club(), 7, tuple(books), CLOSES, tally.voted, None, tally), tally)


MANY = nominees(*(f"{n:02}" + "*" * 98 for n in range(MOST)), author="_" * 100)
IN_TURN = [tuple(range(n, MOST)) + tuple(range(n)) for n in range(MOST)] * 5


def test_the_example_is_told_in_words_as_it_was_counted(english: Say) -> None:
    told = text(posts.counted(english, result(nominees("A", "B", "C"), EXAMPLE), 5, None))
    assert told.splitlines()[1:9] == [
        "We read **A** by Jane Austen next.",
        "9 readers voted.",
        "**1** · **A** · Jane Austen",
        "**2** · **C** · Jane Austen",
        "**3** · **B** · Jane Austen",
        "**Each against each**",
        "**A** against C (6:3), B (5:4)",
        "**C** against B (5:4)",
    ]


def test_the_help_says_in_two_sentences_why_the_count_is_fair(say: Say) -> None:
    told = cards.fairness(say)
    assert told.count(".") == 2
    assert "Schulze" in told
    for view in (cards.booth(say, Booth(poll(*nominees("A", "B")), ())), posts.poll(say, poll(*nominees("A", "B")), 5)):
        assert told in text(view)


@pytest.mark.parametrize("ranked", [0, 1, 10, MOST])
def test_the_card_of_a_ranking_fits_however_long_it_is(say: Say, ranked: int) -> None:
    view = cards.booth(say, Booth(poll(*MANY), MANY[:ranked]))
    hold(view)
    selects = [one for one in components(view) if one["type"] == SELECT]
    assert [len(one["options"]) for one in selects] == ([MOST - ranked] if ranked < MOST else [])
    assert len(buttons(view)) == min(ranked, 2)


def test_every_other_card_fits_with_the_longest_titles_there_may_be(say: Say, commands: Commands) -> None:
    everything = result(MANY, IN_TURN)
    for view in (
        cards.slate(say, Slate(a_club("*" * 80), MANY, MANY[:3], MANY[0]), commands),
        panels.panel(say, Slate(a_club("*" * 80), MANY), 14, commands),
        panels.panel(say, poll(*MANY, voted=1_000), 14, commands),
        posts.poll(say, poll(*MANY), 5),
        posts.over(say, everything),
        posts.counted(say, everything, 5, posts.picture(say, everything)),
        posts.counted(say, result(MANY[:8], IN_TURN), 5, None),
        posts.counted(say, result(MANY[:5], [(0,), (1,), (2,), (3,), (4,)]), 5, None),
    ):
        hold(view)
        assert sum(map(len, texts(view))) < LONGEST - 20, "the end of a card is cut off"


def test_of_very_many_votes_it_is_said_that_the_last_duels_stand_in_the_picture(english: Say) -> None:
    shown = text(posts.counted(english, result(MANY, IN_TURN), 5, None))
    assert "The picture has the duels between the last ones too." in shown
    fewer = text(posts.counted(english, result(MANY[:15], IN_TURN), 5, None))
    assert "The picture has" not in fewer
    assert "**14** · 15\N{NO-BREAK SPACE}(" in fewer


def test_books_are_named_in_their_duels_unless_their_titles_would_make_a_wall(english: Say) -> None:
    short = nominees("Emma", "Persuasion", "Middlemarch", "Bartleby", "Catch-22", "1984", "Candide", "Truyện Kiều")
    named = text(posts.counted(english, result(short, [tuple(range(8))]), 5, None))
    assert "**Catch\\-22** against 1984 (1:0), Candide (1:0), Truyện Kiều (1:0)" in named
    long = nominees(*(f"{n} {'and so forth ' * 7}" for n in range(4)))
    numbered = text(posts.counted(english, result(long, [tuple(range(4))]), 5, None))
    assert "**2** · 3\N{NO-BREAK SPACE}(1:0) 4\N{NO-BREAK SPACE}(1:0)" in numbered


@pytest.mark.parametrize(
    ("rankings", "told"),
    [
        ([(0,), (1,)], "**A** and **B** are equal first"),
        ([(0,), (1,), (2,)], "**A**, **B**, and **C** are equal first"),
        ([], "Nobody voted this time"),
    ],
)
def test_ties_are_said_openly(english: Say, rankings: list[tuple[int, ...]], told: str) -> None:
    assert told in text(posts.counted(english, result(nominees("A", "B", "C"), rankings), 5, None))


def test_who_shares_a_place_says_with_whom(english: Say) -> None:
    shown = text(posts.counted(english, result(nominees("A", "B", "C"), [(2,)]), 5, None))
    assert "**2** · **A** · Jane Austen\n**3** · **B** · Jane Austen · equal with 2" in shown
    seven = result(nominees(*"ABCDEFG"), [(n,) for n in range(7)])
    assert "The first 7 books are equal" in text(posts.counted(english, seven, 5, None))


def test_the_picture_is_a_png_of_a_sensible_size_with_a_text_that_discord_takes(say: Say) -> None:
    for books, most in ((nominees("A", "B"), 100_000), (MANY, 300_000)):
        made = posts.picture(say, result(books, [tuple(range(len(books)))]))
        assert isinstance(made, discord.File)
        assert made.description is not None
        assert 0 < len(made.description) <= LONGEST_ALT
        png = made.fp.read()
        assert png.startswith(b"\x89PNG")
        assert len(png) < most
    assert posts.picture(say, result(nominees("A", "B"), [])) is None


def test_a_title_in_signs_that_the_typeface_lacks_is_left_to_its_number() -> None:
    paper = Paper(10, 10)
    assert all(paper.has_letters(one) for one in ("Đời nhẹ khôn kham", "Emma – “E”"))
    assert not any(paper.has_letters(one) for one in ("白鯨", "Emma 🐳"))
