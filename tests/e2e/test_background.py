"""*About the book* and *The film*, through the real bot: as far as one has read, by the bookmark of now."""

import pytest

from tests.e2e.plenty import everywhere
from tests.e2e.world import World, buttons, said, shown
from tests.marked import LAST, mark, markers


async def test_a_reader_goes_from_the_clubs_card_to_the_book_and_to_its_film(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 4)
    book = await ann.click(shown(await ann.slash(town.channel, "club info")), label="About the book")
    assert "What everybody may know." in said(book)
    assert f"**The headline {mark(2)}**\nThe background {mark(2)}" in said(book)
    assert [label for label, _ in buttons(shown(book))] == ["Later", "The film"]
    assert markers(said(await ann.click(shown(book), label="Later"))) == {3, 4}
    film = await ann.click(shown(book), label="The film")
    assert markers(said(film)) == {1, 2, 3, 4}
    assert f"**1.4** · The film {mark(4)}" in said(film)


async def test_who_has_not_joined_reads_what_everybody_may_know(town: World) -> None:
    await town.open_club()
    bob = town.person("bob", speaks="vi")
    answer = await bob.slash(town.channel, "club info")
    assert answer.ephemeral
    assert [label for label, _ in buttons(shown(answer))] == ["Tham gia", "Về cuốn sách"]
    book = await bob.click(shown(answer), label="Về cuốn sách")
    assert "What everybody may know." in said(book)
    assert markers(said(book)) == set()


@pytest.mark.parametrize("at", everywhere())
@pytest.mark.parametrize("word", ["background", "film"])
async def test_every_page_there_is_and_every_page_forged_ends_at_the_bookmark(town: World, at: int, word: str) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, at)
    told = "".join([await town.forged(ann, f"{word}:{club.id}:{page}") for page in (*range(6), 999_999)])
    assert markers(told) == set(range(1, at + 1))


async def test_going_back_with_the_bookmark_seals_the_pages_again(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, LAST)
    film = await ann.click(shown(await ann.slash(town.channel, "club info")), label="The film")
    await town.put(ann, club, 0)
    assert "There is nothing to tell here yet." in said(await ann.click(shown(film), label="Later"))


async def test_the_buttons_work_after_a_restart(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 1)
    card = shown(await ann.slash(town.channel, "club info"))
    await town.restart()
    assert markers(said(await ann.click(card, label="The film"))) == {1}
