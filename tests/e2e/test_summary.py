"""Summaries, through the real bot."""

from tests.e2e.world import World, buttons, said, shown
from tests.marked import mark


async def test_the_default_is_the_last_finished_chapter(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 6)
    result = await ann.slash(town.channel, "summary")
    assert result.ephemeral
    assert f"Part 2, chapter 2 · The title {mark(6)}" in said(result)
    assert f"The summary {mark(6)}" in said(result)
    assert f"> The prompt {mark(6)}" in said(result)


async def test_a_later_chapter_is_kindly_kept_sealed_and_not_named(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 6)
    told = said(await ann.slash(town.channel, "summary", chapter="2.4"))
    assert "still sealed" in told
    assert "Your bookmark is at 2.2" in told
    assert "2.4" not in told


async def test_at_the_start_it_says_how_to_begin(town: World) -> None:
    await town.open_club()
    ann = town.person("ann")
    assert "have not finished a chapter yet" in said(await ann.slash(town.channel, "summary"))


async def test_people_appear_by_the_fittest_name_known_at_the_bookmark(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 3)
    told = said(await ann.slash(town.channel, "summary", chapter="1.1"))
    assert f"Here: The full name {mark(3)}, The first name {mark(2)}, The first name {mark(3)}" in told


async def test_one_turns_back_and_forth_but_never_past_the_bookmark(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 2)
    card = shown(await ann.slash(town.channel, "summary"))
    assert [label for label, _ in buttons(card)] == ["Earlier: 1.1", "Share here"]
    earlier = shown(await ann.click(card, label="Earlier: 1.1"))
    assert [label for label, _ in buttons(earlier)] == ["Later: 1.2", "Share here"]
    await town.put(ann, club, 1)
    assert "still sealed" in said(await ann.click(earlier, label="Later: 1.2"))


async def test_autocomplete_offers_finished_chapters_only(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 6)
    offered = await ann.autocomplete(town.channel, "summary", "chapter", "")
    assert [choice["value"] for choice in offered] == ["2.2", "2.1", "1.4", "1.3", "1.2", "1.1"]
    narrowed = await ann.autocomplete(town.channel, "summary", "chapter", "1.")
    assert {choice["value"] for choice in narrowed} == {"1.1", "1.2", "1.3", "1.4"}
