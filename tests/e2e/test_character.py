"""Who is that? Through the real bot, with the marked book and with Anna Karenina."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.club import Club
from tests.e2e.world import World, buttons, said, shown, world
from tests.marked import mark


@pytest.fixture
async def novel(tmp_path: Path, content: Path, empty_database: Path) -> AsyncIterator[World]:
    """A server that reads Anna Karenina."""
    async with world(tmp_path, content, empty_database) as one:
        yield one
        one.env.raise_errors()


async def _at(town: World, at: int, book: str = "anna-karenina") -> Club:
    club = await town.open_club(book)
    await town.put(town.mod, club, at)
    return club


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("stiva", "Stiva Oblonsky"),
        ("prince oblonsky", "Stiva Oblonsky"),
        ("Xtiva", "Stiva Oblonsky"),
        ("XTÊPAN ARKAĐIEVICH", "Stiva Oblonsky"),
        ("Anna Arkadievna", "Anna Karenina"),
        ("vronxki", "Alexei Vronsky"),
        ("Vrônxki", "Alexei Vronsky"),
        ("agafya", "Agafya Mikhailovna"),
        ("laska", "Laska"),
        ("grinevich", "Grinevich"),
    ],
)
async def test_any_spelling_finds_them(novel: World, typed: str, who: str) -> None:
    await _at(novel, 34)
    assert f"### {who}" in said(await novel.mod.slash(novel.channel, "character lookup", name=typed))


async def test_a_misspelt_name_is_guessed_among_those_met(novel: World) -> None:
    await _at(novel, 34)
    result = await novel.mod.slash(novel.channel, "character lookup", name="grinyevitsch")
    assert "Nobody is called quite so" in said(result)
    assert "Grinevich" in [label for label, _ in buttons(shown(result))]
    assert "### Grinevich" in said(await novel.mod.click(shown(result), label="Grinevich"))


async def test_a_name_that_two_people_share_asks_which(novel: World) -> None:
    await _at(novel, 34)
    result = await novel.mod.slash(novel.channel, "character lookup", name="the governess")
    assert "Whom do you mean?" in said(result)
    assert len(buttons(shown(result))) > 1


@pytest.mark.parametrize("typed", ["vronsky", "Countess Nordston", "seryozha", "petritsky"])
async def test_somebody_not_met_yet_does_not_exist(novel: World, typed: str) -> None:
    await _at(novel, 5)
    told = said(await novel.mod.slash(novel.channel, "character lookup", name=typed))
    assert "You have met nobody by that name so far" in told or "Nobody is called quite so" in told
    assert typed.casefold() not in told.casefold()
    assert await novel.mod.autocomplete(novel.channel, "character lookup", "name", typed) == []


async def test_the_same_person_reads_differently_early_and_late(novel: World) -> None:
    club = await _at(novel, 5)
    early = said(await novel.mod.slash(novel.channel, "character lookup", name="anna"))
    await novel.put(novel.mod, club, 34)
    late = said(await novel.mod.slash(novel.channel, "character lookup", name="anna karenina"))
    assert "Only spoken of so far. As of your bookmark at 1.5." in early
    assert "Last seen in 1.33. As of your bookmark at 1.34." in late
    assert len(late) > len(early)
    assert "Vronsky" not in early


async def test_a_relation_that_ended_says_so_only_once_that_is_known(town: World) -> None:
    club = await _at(town, 3, "marked")
    during = said(await town.mod.slash(town.channel, "character lookup", name="who-1"))
    await town.put(town.mod, club, 4)
    after = said(await town.mod.slash(town.channel, "character lookup", name="who-1"))
    assert f"The relation {mark(2)} of The first name {mark(2)}" in during
    assert "which is over" not in during
    assert "which is over" in after


async def test_the_list_holds_everybody_met_and_nobody_else(novel: World) -> None:
    club = await _at(novel, 1)
    few = said(await novel.mod.slash(novel.channel, "character list"))
    assert "Stiva Oblonsky" in few
    assert "Vronsky" not in few
    await novel.put(novel.mod, club, 34)
    card = shown(await novel.mod.slash(novel.channel, "character list"))
    seen = said(card)
    while "Later people" in [label for label, _ in buttons(card)]:
        card = shown(await novel.mod.click(card, label="Later people"))
        seen += said(card)
    assert "Petritsky" in seen
    assert seen.count(" · 1.") >= 100


async def test_at_the_start_there_is_nobody(town: World) -> None:
    await _at(town, 0, "marked")
    assert "Nobody yet" in said(await town.mod.slash(town.channel, "character list"))
    assert await town.mod.autocomplete(town.channel, "character lookup", "name", "") == []


@pytest.mark.parametrize("length", ["line", "short", "full"])
@pytest.mark.parametrize("at", [1, 5, 14, 34])
async def test_the_story_so_far_ends_at_the_bookmark(novel: World, length: str, at: int) -> None:
    await _at(novel, at)
    card = shown(await novel.mod.slash(novel.channel, "recap", length=length))
    assert f"The story so far, up to 1.{at}" in said(card)
    assert len(said(card)) > 100
    await novel.restart()
    while "Earlier" in [label for label, _ in buttons(card)]:
        card = shown(await novel.mod.click(card, label="Earlier"))
    if length != "short":
        assert "**1.1**" in said(card)


async def test_before_the_first_chapter_there_is_no_story_yet(town: World) -> None:
    await _at(town, 0, "marked")
    assert "have not finished a chapter yet" in said(await town.mod.slash(town.channel, "recap"))


async def test_themes_are_followed_up_to_the_bookmark(novel: World) -> None:
    club = await _at(novel, 5)
    early = shown(await novel.mod.slash(novel.channel, "theme"))
    assert "The railway" not in [label for label, _ in buttons(early)]
    assert "no such theme to follow yet" in said(await novel.mod.slash(novel.channel, "theme", theme="railway"))
    await novel.put(novel.mod, club, 34)
    late = shown(await novel.mod.slash(novel.channel, "theme"))
    names = [label for label, _ in buttons(late)]
    assert len(names) == 9
    told = said(await novel.mod.click(late, label=names[0]))
    assert "To look out for" in told
    offered = await novel.mod.autocomplete(novel.channel, "theme", "theme", "rail")
    assert [choice["value"] for choice in offered] == ["railway"]
