"""A shared card tells all or nothing: in full what its place may see, sealed not even a name."""

import pytest

from bot.domain.character import Portrait
from bot.domain.recap import StorySoFar
from bot.domain.share import Posting, Shareable, Shared, Subject, since
from bot.domain.summary import Summary
from bot.domain.theme import Followed
from bot.domain.view import Chapter, Fact, Name, Occurrence, Person, Prompt, Tie
from bot.domain.view import Theme as Motif
from bot.presentation.say import Say
from bot.presentation.share import done, opened, posted
from tests.presentation.read import LANGUAGES, MARKED, a_club, buttons, hold, outline_of, text, texts

CLUB = a_club()
OUTLINE = outline_of(*MARKED)
ANN = 1_234_567_890_123_456_789
SECRET = {"en": "The secret", "vi": "Bí mật"}
KITTY = Person("kitty", (Name(SECRET, 5, SECRET, SECRET),), 5, (Fact(SECRET, 6),), (), 4)
SEEN: dict[str, Shareable] = {
    "summary": Summary(CLUB, OUTLINE, 9, Chapter(6, SECRET, SECRET, SECRET), (KITTY,), (KITTY,), LANGUAGES),
    "person": Portrait(CLUB, OUTLINE, 9, KITTY, ((Tie("kitty", SECRET, 5, 6), KITTY),)),
    "theme": Followed(CLUB, OUTLINE, 9, Motif("snow", SECRET, 5, SECRET, SECRET, (Occurrence(SECRET, 6),))),
    "recap": StorySoFar(CLUB, OUTLINE, 6, "full", 1, 3, (), (Chapter(6, SECRET, SECRET, SECRET),)),
}
every_kind = pytest.mark.parametrize("kind", SEEN)


def posting(kind: str, *, full: bool, message: int | None = None) -> Posting:
    """Return something dated 2.2 as Ann shares it."""
    seen = SEEN[kind]
    shared = Shared(77, CLUB.id, 11, ANN, Subject(kind, "kitty-or-so"), 9, message)
    return Posting(shared, CLUB, OUTLINE, since(seen), seen if full else None)


@every_kind
def test_a_sealed_card_tells_who_shares_what_kind_of_thing_and_of_where(say: Say, kind: str) -> None:
    card = posted(say, posting(kind, full=False))
    hold(card)
    assert text(card).startswith(f"🔒 <@{ANN}> ")
    assert "2.2" in text(card)
    assert [custom_id for _, custom_id in buttons(card)] == ["share:77"]
    for told in (SECRET["en"], SECRET["vi"], "kitty", "snow", "2.5"):
        assert told not in text(card)


@every_kind
def test_a_full_card_tells_it_all_and_of_nobodys_bookmark(say: Say, kind: str) -> None:
    card = posted(say, posting(kind, full=True))
    hold(card)
    assert say.told(SECRET) in text(card)
    assert texts(card)[-1].endswith(say("Shared by {who}.", who=f"<@{ANN}>"))
    assert "2.5" not in text(card), "the bookmark of who shared it"
    assert [custom_id for _, custom_id in buttons(card)] == ["share:77"]


@every_kind
def test_public_cards_speak_of_no_bookmark_of_yours(english: Say, vietnamese: Say, kind: str) -> None:
    for full in (True, False):
        assert "bookmark" not in text(posted(english, posting(kind, full=full)))
        assert "dấu trang" not in text(posted(vietnamese, posting(kind, full=full)))


@every_kind
def test_what_is_opened_is_the_same_and_leads_no_further(say: Say, kind: str) -> None:
    card = opened(say, SEEN[kind])
    hold(card)
    full = texts(posted(say, posting(kind, full=True)))
    signed = say("Shared by {who}.", who=f"<@{ANN}>")
    assert texts(card) == [one for one in (*full[:-1], full[-1].removesuffix(signed).rstrip()) if one != "-#"]
    assert buttons(card) == []


@every_kind
def test_whatever_is_opened_says_of_when_it_is(english: Say, kind: str) -> None:
    dated = {"summary": "### Part 2, chapter 2", "recap": "### The story so far, up to 2.2"}
    assert dated.get(kind, "As of 2.2.") in text(opened(english, SEEN[kind]))


def test_a_sealed_card_reads_as_a_sentence(english: Say, vietnamese: Say) -> None:
    told = {kind: texts(posted(english, posting(kind, full=False)))[0] for kind in SEEN}
    assert told == {
        "summary": f"🔒 <@{ANN}> shares the summary of 2.2.",
        "person": f"🔒 <@{ANN}> shares somebody from the book, as of 2.2.",
        "theme": f"🔒 <@{ANN}> shares a theme, as of 2.2.",
        "recap": f"🔒 <@{ANN}> shares the story so far, up to 2.2.",
    }
    person = texts(posted(vietnamese, posting("person", full=False)))[0]
    assert person == f"🔒 <@{ANN}> chia sẻ một nhân vật trong sách, tính đến 2.2."


def test_a_shared_portrait_says_where_somebody_was_last_seen(english: Say) -> None:
    assert texts(opened(english, SEEN["person"]))[-1] == "-# Last seen in 1.4. As of 2.2."


def test_the_longest_chapter_still_says_who_shared_it(say: Say) -> None:
    chapter = Chapter(
        6,
        {"en": "t" * 100},
        {"en": "l" * 200},
        {"en": "s" * 1_600},
        prompts=tuple(Prompt({"en": f"{n}" * 300}, 6) for n in range(3)),
    )
    crowd = (Person("x", (Name({"en": "n" * 80}, 1),), 1),) * 100
    seen = Summary(CLUB, OUTLINE, 9, chapter, crowd, crowd, LANGUAGES)
    card = posted(say, Posting(posting("summary", full=True).shared, CLUB, OUTLINE, 6, seen))
    hold(card)
    assert f"<@{ANN}>" in texts(card)[-1]


def test_the_reader_is_told_where_the_card_is(english: Say) -> None:
    link = f"[See the card](https://discord.com/channels/{CLUB.guild_id}/11/987)"
    assert text(done(english, posting("theme", full=True, message=987), new=True)) == f"Shared. {link}"
    assert link in text(done(english, posting("theme", full=False, message=987), new=True))
    assert text(done(english, posting("theme", full=False), new=False)) == "You have just shared that. <#11>"
