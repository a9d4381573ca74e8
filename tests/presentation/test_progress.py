"""The card of a bookmark says where it is, what that opened, and leads only to what can be done from there."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.progress import Bookmark, Move, WhoIsWhere
from bot.domain.view import Opened
from bot.presentation.progress import READERS_A_PAGE, bookmark, choices, who_is_where
from bot.presentation.say import Say, say_in
from tests.presentation.read import LANGUAGES, MARKED, a_club, buttons, hold, outline_of, text, texts

OUTLINE = outline_of(*MARKED)
LAST = OUTLINE.last


def standing(at: int, **more: object) -> Bookmark:
    """Return a bookmark in the marked book."""
    return replace(Bookmark(a_club(), OUTLINE, at, 8), **more)  # type: ignore[arg-type]


def moved(before: int, after: int, *others: int, opened: Opened | None = None) -> Bookmark:
    """Return a bookmark that has just been moved."""
    known = opened or Opened(max(0, after - before), max(0, after - before), 0)
    return standing(after, move=Move(before, after, others), opened=known, undoable=before != after)


def test_a_bookmark_at_the_start_leads_only_forward(english: Say) -> None:
    card = bookmark(english, standing(0))
    assert texts(card) == ["### Your bookmark is at the start", "Mondays · 0 of 12 chapters"]
    assert buttons(card) == [("Next finished", "next:3:0"), ("As a picture", "path:3")]


def test_a_bookmark_in_the_middle_leads_both_ways(english: Say) -> None:
    card = bookmark(english, standing(6))
    assert texts(card) == ["### You have finished part 2, chapter 2", "Mondays · 6 of 12 chapters"]
    assert buttons(card) == [
        ("Still reading it", "back:3:6"),
        ("Next finished", "next:3:6"),
        ("As a picture", "path:3"),
    ]


def test_a_bookmark_at_the_end_leads_only_back(english: Say) -> None:
    card = bookmark(english, standing(LAST))
    assert texts(card) == ["### You have finished the book", "Mondays · 12 of 12 chapters"]
    assert buttons(card) == [("Still reading it", "back:3:12"), ("As a picture", "path:3")]


def test_the_card_speaks_vietnamese(vietnamese: Say) -> None:
    card = bookmark(vietnamese, moved(4, 6, opened=Opened(2, 1, 3)))
    assert texts(card) == [
        "### Bạn đã đọc xong phần 2, chương 2",
        "Mondays · 6 trên 12 chương",
        "Vừa mở: 2 chương, 1 tóm tắt, 3 nhân vật mới.",
    ]
    assert [label for label, _ in buttons(card)] == ["Tôi còn đang đọc", "Xong chương kế", "Hoàn tác"]


@pytest.mark.parametrize(
    ("opened", "said"),
    [
        (Opened(1, 1, 1), "Opened: 1 chapter, 1 summary, 1 new character."),
        (Opened(2, 2, 3), "Opened: 2 chapters, 2 summaries, 3 new characters."),
        (Opened(2, 0, 0), "Opened: 2 chapters."),
        (Opened(2, 0, 4), "Opened: 2 chapters, 4 new characters."),
    ],
)
def test_a_move_forward_tells_what_it_opened_and_nothing_of_what_it_did_not(
    english: Say, opened: Opened, said: str
) -> None:
    assert texts(bookmark(english, moved(4, 6, opened=opened)))[2:] == [said]


def test_a_move_back_says_that_what_follows_is_sealed_again(english: Say) -> None:
    card = bookmark(english, moved(9, 4))
    assert texts(card)[2:] == ["Everything after it is sealed again."]
    assert ("Undo", "undo:3:8") in buttons(card)


def test_a_bookmark_that_did_not_move_says_so_and_cannot_be_undone(english: Say) -> None:
    card = bookmark(english, moved(4, 4))
    assert texts(card)[2:] == ["Your bookmark was there already."]
    assert [label for label, _ in buttons(card)] == ["Still reading it", "Next finished"]


def test_somebody_who_joined_by_it_is_welcomed(english: Say) -> None:
    assert "You are in the club now. Welcome." in texts(bookmark(english, replace(moved(0, 3), joined=True)))
    assert "Welcome" not in text(bookmark(english, moved(0, 3)))


def test_other_readings_are_offered_as_buttons_that_know_where_the_bookmark_stands(english: Say) -> None:
    card = bookmark(english, moved(4, 2, 6, 0, 12))
    assert texts(card)[-1] == "If you meant another place, choose it below."
    assert buttons(card)[3:] == [
        ("I meant 2.2", "go:3:2:6"),
        ("I meant the start", "go:3:2:0"),
        ("I meant the end", "go:3:2:12"),
    ]


def test_a_leap_is_asked_about_with_what_it_would_open(english: Say) -> None:
    card = bookmark(english, standing(1, move=Move(1, LAST, (3,), asks=True)))
    assert texts(card) == [
        "### Have you read as far as the end?",
        "Your bookmark is at 1.1. This would open 11 chapters at once.",
    ]
    assert buttons(card) == [
        ("Yes, open 11 chapters", "go:3:1:12"),
        ("No, leave my bookmark", "place:3"),
        ("I meant 1.3", "go:3:1:3"),
    ]


def test_a_clubs_name_stays_words(english: Say) -> None:
    card = bookmark(english, replace(standing(3), club=a_club("# **@everyone**")))
    assert texts(card)[1] == "\\# \\*\\*@\u200beveryone\\*\\* · 3 of 12 chapters"


@given(
    parts=st.lists(st.integers(1, 400), min_size=1, max_size=8),
    name=st.text(max_size=80),
    language=st.sampled_from(LANGUAGES),
    data=st.data(),
)
def test_every_bookmark_makes_a_card_that_discord_takes(
    parts: list[int], name: str, language: str, data: st.DataObject
) -> None:
    outline = outline_of(*parts)
    places = st.integers(0, outline.last)
    before, after = data.draw(places), data.draw(places)
    move = Move(before, after, tuple(data.draw(st.lists(places, max_size=8))), asks=data.draw(st.booleans()))
    opened = Opened(abs(after - before), data.draw(places), data.draw(places))
    at = before if move.asks else after
    mark = Bookmark(
        a_club(name), outline, at, 8, joined=data.draw(st.booleans()), undoable=True, move=move, opened=opened
    )
    card = bookmark(say_in(language), mark)
    hold(card)
    assert len({custom_id for _, custom_id in buttons(card)}) >= min(2, outline.last)


def test_who_is_where_tells_places_only_the_furthest_first(english: Say, vietnamese: Say) -> None:
    found = WhoIsWhere(a_club("Mon*days"), OUTLINE, ((12, (7,)), (5, (8, 9)), (0, (4,))))
    card = who_is_where(english, found)
    assert texts(card) == [
        "### Who is where",
        "Mon\\*days",
        "**The end** · <@7>\n**2.1** · <@8> <@9>\n**The start** · <@4>",
    ]
    assert buttons(card) == [("As a picture", "who-picture:3")]
    assert "**Đầu sách** · <@4>" in text(who_is_where(vietnamese, found))


def test_a_club_in_which_nobody_shows_a_place_says_so(english: Say) -> None:
    assert texts(who_is_where(english, WhoIsWhere(a_club(), OUTLINE, ())))[2] == "Nobody shows a place yet."


@given(st.dictionaries(st.integers(0, LAST), st.integers(1, 150), max_size=LAST + 1))
def test_the_pages_of_who_is_where_hold_everybody_once(sizes: dict[int, int]) -> None:
    say = say_in("en")
    ids = iter(range(10**18, 10**19))
    places = tuple((at, tuple(next(ids) for _ in range(sizes[at]))) for at in sorted(sizes, reverse=True))
    found = WhoIsWhere(a_club("*" * 80), OUTLINE, places)
    pages = max(1, -(-sum(sizes.values()) // READERS_A_PAGE))
    seen: list[str] = []
    for page in range(pages):
        card = who_is_where(say, found, page)
        hold(card)
        turns = ([f"who:3:{page - 1}"] if page else []) + ([f"who:3:{page + 1}"] if page < pages - 1 else [])
        picture = ["who-picture:3"] if places else []
        assert [custom_id for _, custom_id in buttons(card)] == turns + picture
        seen += re.findall(r"<@([0-9]+)>", text(card))
    assert seen == [str(reader) for _, readers in places for reader in readers]
    assert text(who_is_where(say, found, 999_999)) == text(who_is_where(say, found, pages - 1))


def test_choices_tell_how_far_each_place_is_and_fill_in_what_can_be_read_back(english: Say, vietnamese: Say) -> None:
    assert choices(english, OUTLINE, (0, 4, 5, LAST)) == [
        ("start · nothing read yet", "start"),
        ("1.4 · 4 of 12 chapters", "1.4"),
        ("2.1 · 5 of 12 chapters", "2.1"),
        ("3.3 · 12 of 12 chapters · the end", "3.3"),
    ]
    assert choices(vietnamese, outline_of(5, unit="stave"), (0, 2, 5)) == [
        ("đầu · chưa đọc gì", "start"),
        ("2 · 2 trên 5 khúc", "2"),
        ("5 · 5 trên 5 khúc · hết sách", "5"),
    ]
