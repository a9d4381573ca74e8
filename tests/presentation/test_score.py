"""The board: ten lines and one's own, wherever that stands; who stays off it reads so, alone."""

import pytest

from bot.domain.outline import Outline
from bot.domain.score import Board, Season, Tally, board, season
from bot.presentation.say import Say
from bot.presentation.score import choices, named, scores
from tests.presentation.plans import KARENINA
from tests.presentation.read import Commands, a_club, buttons, hold, outline_of, text, texts

ME = 1
OUTLINE = outline_of(4, 5, 3)
WHOLE, THIRD = Season(0, 1, 12), Season(3, 4, 6)


def shown(*tallies: Tally, off: bool = False, which: Season = WHOLE, outline: Outline = OUTLINE) -> Board:
    """Return a board as somebody with the id ME sees it."""
    mine = next((one for one in tallies if one.user_id == ME), None)
    return Board(a_club(), outline, which, board(tallies, {ME} if off else ()), mine, off)


def crowd(size: int, first: int = 100) -> list[Tally]:
    """Return people who were always right, the first of them the most often."""
    return [Tally(first + n, size - n, size - n) for n in range(size)]


def test_the_best_stand_first_with_their_numbers(english: Say) -> None:
    card = scores(english, shown(Tally(7, 9, 12), Tally(ME, 1, 1), Tally(8, 9, 12)), Commands())
    assert texts(card)[:3] == [
        "### Scores",
        "Mondays · The whole book",
        "**1** · <@1> · 1 of 1 right · 100%\n**2** · <@7> · 9 of 12 right · 75%\n**2** · <@8> · 9 of 12 right · 75%",
    ]
    assert buttons(card) == [("Keep me off the board", "board:3:0:yes")]


def test_a_section_is_named_by_its_addresses_and_kept_by_the_button(english: Say) -> None:
    card = scores(english, shown(Tally(7, 9, 12), which=THIRD), Commands())
    assert "Mondays · Section 3 · 1.4–2.2" in texts(card)
    assert buttons(card) == [("Keep me off the board", "board:3:3:yes")]


def test_with_nobody_on_it_the_card_says_what_to_do(english: Say) -> None:
    card = scores(english, shown(), Commands())
    assert "Nobody is on this board yet. It counts what is answered in rounds; </quiz round:" in text(card)
    assert "stands first" not in text(card)


def test_ones_own_line_stands_below_the_first_ten_and_the_rest_is_counted(english: Say) -> None:
    lines = text(scores(english, shown(*crowd(15), Tally(ME, 0, 3), Tally(99, 0, 1)), Commands()))
    assert lines.count("<@") == 11
    assert "**10** · <@109> · 6 of 6 right · 100%\n…\n**16** · <@1> · 0 of 3 right · 0%" in lines
    assert "6 others are on the board." in lines


def test_whoever_is_among_the_first_ten_stands_there_once(english: Say) -> None:
    lines = text(scores(english, shown(*crowd(10), Tally(ME, 50, 50)), Commands()))
    assert lines.count("<@1>") == 1
    assert "…" not in lines
    assert "1 other is on the board." in lines


def test_who_stays_off_reads_their_own_numbers_and_that_nobody_else_does(english: Say) -> None:
    card = scores(english, shown(Tally(7, 1, 2), Tally(ME, 2, 3), off=True), Commands())
    assert "<@1>" not in text(card)
    assert "You: 2 of 3 right · 66%" in text(card)
    assert "nobody but you sees your score" in text(card)
    assert buttons(card) == [("Put me on the board", "board:3:0:no")]


def test_who_stays_off_and_answered_nothing_is_only_told_that_they_do(english: Say) -> None:
    card = scores(english, shown(off=True), Commands())
    assert "You stay off the board" in text(card)
    assert "You:" not in text(card)


def test_only_who_was_always_right_has_a_hundred_percent(english: Say) -> None:
    assert "999 of 1000 right · 99%" in text(scores(english, shown(Tally(7, 999, 1000)), Commands()))


def test_a_clubs_name_stays_words(english: Say) -> None:
    found = shown()
    wild = Board(a_club("@everyone **x**"), found.outline, found.season, (), None, off=False)
    assert "@everyone" not in text(scores(english, wild, Commands()))


def test_every_season_that_is_offered_can_be_chosen_and_typed_in_either_language(say: Say) -> None:
    found = (WHOLE, THIRD, Season(2, 2, 3), Season(1, 1, 1))
    lines = choices(say, OUTLINE, found, "")
    assert len(lines) == len(found)
    for one, (line, value) in zip(found, lines, strict=True):
        assert line == named(say, OUTLINE, one)
        assert season(value, found) == season(line, found) == one


@pytest.mark.parametrize(
    ("typed", "offered"), [("sec", ["3", "2"]), ("2.1", ["3"]), ("BOOK", ["book"]), ("3", ["3"]), ("nothing", [])]
)
def test_typing_narrows_the_choice(english: Say, typed: str, offered: list[str]) -> None:
    found = (WHOLE, Season(3, 5, 7), Season(2, 2, 4))
    assert [value for _, value in choices(english, OUTLINE, found, typed)] == offered


def test_the_largest_board_fits(say: Say) -> None:
    huge = 10**18
    tallies = [*crowd(500, huge), Tally(ME, 0, 99_999)]
    for off in (False, True):
        hold(scores(say, shown(*tallies, off=off, which=Season(30, 200, 239), outline=KARENINA), Commands()))
