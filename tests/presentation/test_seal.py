"""Of a sealed message everybody is told whose it is and where it belongs; its files come with names of their own."""

from dataclasses import replace

import pytest

from bot.domain import note_errors
from bot.domain.note import MESSAGE, Blank, Note, Sealed
from bot.domain.note_errors import CannotSeal
from bot.domain.seal import File, Sealing, Uncovered
from bot.presentation.refusals import refusal
from bot.presentation.say import say_in
from bot.presentation.seal import LONGEST_NAME, form, kept, letter, uncovered
from tests.presentation.read import LANGUAGES, Commands, a_club, buttons, hold, outline_of, text

BIG = 10**18 - 1
OUTLINE = outline_of(300, 300, unit="chapter")
CLUB = replace(a_club("N" * 80), id=BIG)
SEALING = Sealing(CLUB, OUTLINE, Sealed(BIG, 301, MESSAGE, 123), BIG, BIG, "vi")
REASONS = sorted(
    value
    for name, value in vars(note_errors).items()
    if name.isupper() and isinstance(value, str) and not name.startswith("_")
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("why", REASONS)
def test_whoever_cannot_seal_is_told_why_in_a_calm_sentence(language: str, why: str) -> None:
    view = refusal(say_in(language), CannotSeal(why), Commands())
    hold(view)
    assert text(view).endswith(".")
    assert "!" not in text(view)


def test_the_limits_on_files_are_told_as_they_are() -> None:
    assert "8 MB a message, and 256 MB a server" in text(
        refusal(say_in("en"), CannotSeal(note_errors.HEAVY), Commands())
    )


def test_the_form_asks_for_the_chapter_and_holds_it_only_where_it_is_known() -> None:
    say = say_in("en")
    for since, held in ((0, None), (301, "2.1")):
        made = form(say, Blank(CLUB, OUTLINE, since, MESSAGE), BIG)
        assert made.to_dict()["components"][0]["component"].get("value") == held
        assert made.custom_id == f"seal-form:{BIG}:{BIG}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("deleted", [False, True])
@pytest.mark.parametrize("told", [False, True])
def test_whoever_sealed_it_is_told_what_becomes_of_it(language: str, deleted: bool, told: bool) -> None:
    view = kept(say_in(language), SEALING, deleted=deleted, told=told)
    hold(view)
    assert "2.1" in text(view)
    assert ("<@123>" in text(view)) is told
    assert [custom_id for _, custom_id in buttons(view)] == [f"note:{BIG}:{BIG}:0:card"]


def test_a_message_that_still_stands_is_told_of() -> None:
    say = say_in("en")
    assert "I keep trying" in text(kept(say, SEALING, deleted=False, told=False))
    assert "I keep trying" not in text(kept(say, SEALING, deleted=True, told=False))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_author_is_told_where_their_card_is(language: str) -> None:
    view = letter(say_in(language), SEALING, 77)
    hold(view)
    assert f"https://discord.com/channels/{CLUB.guild_id}/{BIG}/77" in text(view)
    assert "2.1" in text(view)
    assert buttons(view) == []


def _uncovered(*files: File) -> Uncovered:
    return Uncovered(CLUB, OUTLINE, Note(9, 301, MESSAGE, 123, files=len(files)), files)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_are_shown_with_their_words_and_other_files_are_handed_over(language: str) -> None:
    found = _uncovered(
        File("a.png", "a dog", b"1"),
        File("SPOILER_b.JPG", None, b"2"),
        File("mục lục.pdf", None, b"3"),
        File("a.png", None, b"4"),
        *(File(f"{n}.txt", None, b"") for n in range(6)),
    )
    view, files = uncovered(say_in(language), found)
    hold(view)
    names = [one.filename for one in files]
    assert names[:4] == ["a.png", "SPOILER_b.JPG", "m_c_l_c.pdf", "a-2.png"]
    assert files[0].description == "a dog"
    shown = str(view.to_components())  # type: ignore[no-untyped-call]
    assert all(f"attachment://{name}" in shown for name in names)


def test_no_two_files_have_one_name_whatever_they_were_called() -> None:
    called = ["a.png", "a.png", "a-2.png", "A.png", "a", "a", "ä.png", "ö.png", ".png", ".png"]
    view, files = uncovered(say_in("en"), _uncovered(*(File(name, None, b"") for name in called)))
    hold(view)
    assert len({one.filename for one in files}) == len(called)


def test_what_was_hidden_stays_hidden_however_long_its_name() -> None:
    view, _ = uncovered(say_in("en"), _uncovered(File("SPOILER_" + "x" * 200 + ".png", None, b"")))
    assert "'spoiler': True" in str(view.to_components())  # type: ignore[no-untyped-call]


def test_a_name_of_any_length_keeps_its_end() -> None:
    _, [one] = uncovered(say_in("en"), _uncovered(File("x" * 300 + ".png", "y" * 2_000, b"")))
    assert len(one.filename) == LONGEST_NAME
    assert one.filename.endswith(".png")
    assert one.description is not None
    assert len(one.description) == 1_024
