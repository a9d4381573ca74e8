"""Cards of what stands beside the story lead from page to page, and from the book to its film."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.background import A_PAGE, BOOK, FILM, Background
from bot.domain.info import Info
from bot.domain.view import Note
from bot.presentation.background import told
from bot.presentation.info import info
from bot.presentation.say import Say, say_in
from tests.presentation.read import LANGUAGES, MARKED, Commands, a_club, buttons, club_card, hold, outline_of, texts

OUTLINE = outline_of(*MARKED)
BOTH = (BOOK, FILM)
TIME = Note({"en": "Trains were new.", "vi": "Tàu hỏa còn mới."}, 0, {"en": "Rails", "vi": "Đường ray"})
SCENE = Note({"en": "It rains.", "vi": "Trời mưa."}, 6)


def page_of(subject: str, *notes: Note, page: int = 0, pages: int = 1, beside: tuple[str, ...] = BOTH) -> Background:
    """Return a page."""
    return Background(a_club(), OUTLINE, subject, page, pages, notes, beside)


def test_what_tells_of_the_book_stands_under_its_title(english: Say, vietnamese: Say) -> None:
    assert texts(told(english, page_of(BOOK, TIME))) == ["### About the book", "**Rails**\nTrains were new."]
    assert texts(told(vietnamese, page_of(BOOK, TIME))) == ["### Về cuốn sách", "**Đường ray**\nTàu hỏa còn mới."]


def test_what_tells_of_the_film_stands_by_its_chapter(english: Say, vietnamese: Say) -> None:
    assert texts(told(english, page_of(FILM, SCENE))) == ["### What the film changes", "**2.2** · It rains."]
    assert texts(told(vietnamese, page_of(FILM, SCENE))) == ["### Phim thay đổi những gì", "**2.2** · Trời mưa."]


def test_pages_turn_and_lead_to_the_other_subject(english: Say) -> None:
    middle = told(english, page_of(BOOK, TIME, page=1, pages=3))
    assert texts(middle)[-1] == "-# Page 2 of 3"
    assert buttons(middle) == [("Earlier", "background:3:0"), ("Later", "background:3:2"), ("The film", "film:3:0")]
    last = told(english, page_of(FILM, SCENE, page=1, pages=2))
    assert buttons(last) == [("Earlier", "film:3:0"), ("About the book", "background:3:0")]


def test_nothing_is_offered_that_there_is_nothing_to_tell_of(english: Say) -> None:
    assert buttons(told(english, page_of(BOOK, TIME, beside=(BOOK,)))) == []
    gone = told(english, page_of(FILM, beside=()))
    assert texts(gone) == ["### What the film changes", "There is nothing to tell here yet."]
    assert buttons(gone) == []


def test_a_clubs_card_leads_to_what_its_asker_may_be_told(english: Say, commands: Commands) -> None:
    guest = info(english, Info(club_card(beside=(BOOK,))), commands)
    assert buttons(guest) == [("Join", "join:3"), ("About the book", "background:3:0")]
    reader = info(english, Info(club_card(joined=True, beside=BOTH)), commands)
    assert buttons(reader) == [("About the book", "background:3:0"), ("The film", "film:3:0")]


long = st.integers(1, 2_000).map("x".ljust) | st.text(min_size=1, max_size=900)


@given(
    subject=st.sampled_from(BOTH),
    words=st.lists(long, max_size=8),
    titles=st.lists(st.text(min_size=1, max_size=100), min_size=8, max_size=8),
    language=st.sampled_from(LANGUAGES),
)
def test_every_page_makes_a_card_that_discord_takes(
    subject: str, words: list[str], titles: list[str], language: str
) -> None:
    notes = [
        Note({"en": word}, at, {"en": title} if subject == BOOK else None)
        for at, (word, title) in enumerate(zip(words[: A_PAGE[subject]], titles, strict=False), start=1)
    ]
    hold(told(say_in(language), page_of(subject, *notes, page=98, pages=100)))


def test_the_longest_notes_that_a_pack_may_hold_are_told_whole(say: Say) -> None:
    """The limits in library/shape.py: a title of 100 and a text of 900; on a film, a text of 300."""
    longest = {
        BOOK: [Note({"fr": "x" * 900}, n, {"fr": f"{n}" * 100}) for n in range(A_PAGE[BOOK])],
        FILM: [Note({"fr": f"{n}" * 300}, 12) for n in range(A_PAGE[FILM])],
    }
    for subject, notes in longest.items():
        card = told(say, page_of(subject, *notes, page=98, pages=100))
        hold(card)
        assert [len(text) for text in texts(card)[1:-1]] == [
            {BOOK: len("****\n") + 1_000, FILM: len("**3.3** · ") + 300}[subject]
        ] * len(notes)
