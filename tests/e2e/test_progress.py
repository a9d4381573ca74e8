"""A reader's bookmark, through the real bot."""

import pytest

from tests.e2e.world import World, buttons, forge, outgoing, said, shown
from tests.marked import LAST


async def test_setting_a_bookmark_joins_and_says_what_opened(town: World) -> None:
    await town.open_club()
    ann = town.person("ann")
    result = await ann.slash(town.channel, "progress set", where="1.3")
    assert result.ephemeral
    assert "You have finished part 1, chapter 3" in said(result)
    assert "Opened: 3 chapters, 3 summaries, 3 new characters." in said(result)
    assert "You are in the club now" in said(result)
    assert [label for label, _ in buttons(shown(result))] == ["Still reading it", "Next finished", "Undo"]


async def test_the_buttons_move_one_on_one_back_and_undo(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    card = shown(await ann.slash(town.channel, "progress set", where="1.3"))
    await ann.click(card, label="Next finished")
    assert await town.at(ann, club) == 4
    await ann.click(card, label="Still reading it")
    assert await town.at(ann, club) == 3
    await ann.click(card, label="Undo")
    assert await town.at(ann, club) == 4


async def test_going_back_seals_again(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 4)
    assert "sealed again" in said(await ann.slash(town.channel, "progress set", where="1.2"))
    assert "still sealed" in said(await ann.slash(town.channel, "summary", chapter="1.3"))


async def test_undo_goes_back_to_the_bookmark_before_and_then_says_that_there_is_none(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 4)
    await ann.slash(town.channel, "progress set", where="1.2")
    assert "You have finished part 1, chapter 4" in said(await ann.slash(town.channel, "progress undo"))
    assert "Your bookmark is at the start" in said(await ann.slash(town.channel, "progress undo"))
    assert "no earlier bookmark" in said(await ann.slash(town.channel, "progress undo"))
    assert await town.at(ann, club) == 0


async def test_a_leap_asks_once_and_names_how_many_chapters_it_opens(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    asked = await ann.slash(town.channel, "progress set", where="done")
    assert "Have you read as far as the end?" in said(asked)
    assert "open 12 chapters" in said(asked)
    assert await town.at(ann, club) is None
    done = await ann.click(shown(asked), label="Yes, open 12 chapters")
    assert "You have finished the book" in said(done)
    assert await town.at(ann, club) == LAST


async def test_who_does_not_want_the_leap_keeps_their_bookmark(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 1)
    asked = await ann.slash(town.channel, "progress set", where="done")
    kept = await ann.click(shown(asked), label="No, leave my bookmark")
    assert "You have finished part 1, chapter 1" in said(kept)
    assert await town.at(ann, club) == 1


async def test_where_readings_differ_the_smaller_counts_and_the_other_is_a_button(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 4)
    card = await ann.slash(town.channel, "progress set", where="2")
    assert await town.at(ann, club) == 2
    await ann.click(shown(card), label="I meant 2.2")
    assert await town.at(ann, club) == 6


async def test_a_card_made_before_the_bookmark_moved_changes_nothing(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    card = shown(await ann.slash(town.channel, "progress set", where="1.3"))
    await ann.slash(town.channel, "progress set", where="2.2")
    for label in ("Next finished", "Still reading it", "Undo"):
        assert "has moved since" in said(await ann.click(card, label=label))
    assert await town.at(ann, club) == 6


async def test_pages_work_once_the_edition_is_known(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await ann.slash(town.channel, "club join")
    assert "how many pages" in said(await ann.slash(town.channel, "progress set", where="p. 50"))
    panel = await ann.slash(town.channel, "me settings")
    form = await ann.click(shown(panel), label="Change the pages")
    await ann.submit_modal(form, {"pages": "100"})
    result = await ann.slash(town.channel, "progress set", where="p. 50")
    assert "You have finished part 2, chapter 2" in said(result)
    assert await town.at(ann, club) == 6


async def test_autocomplete_offers_the_chapters_around_the_bookmark_without_titles(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 5)
    sent = len(town.env.http_requests)
    offered = await ann.autocomplete(town.channel, "progress set", "where", "")
    values = [choice["value"] for choice in offered]
    assert {"2.1", "2.2"} <= set(values)
    assert "mk" not in outgoing(town.env, sent)
    assert (await ann.autocomplete(town.channel, "progress set", "where", "2.3"))[0]["value"] == "2.3"
    assert await ann.autocomplete(town.channel, "progress set", "where", "what?") == []


async def test_who_is_where_shows_positions_only_and_nobody_who_hides(town: World) -> None:
    club = await town.open_club()
    ann, bob, eve = (town.person(name) for name in ("ann", "bob", "eve"))
    for person, at in ((ann, 3), (bob, 6), (eve, 9)):
        await town.put(person, club, at)
    await eve.click(shown(await eve.slash(town.channel, "me settings")), label="Hide my place")
    told = said(await ann.slash(town.channel, "progress club"))
    assert f"**2.2** · {bob.mention}" in told
    assert f"**1.3** · {ann.mention}" in told
    assert eve.mention not in told
    assert "2.5" not in told
    assert "3" not in told.replace("1.3", "").replace(bob.mention, "").replace(ann.mention, "")


async def test_a_club_of_two_hundred_is_shown_in_pages(town: World) -> None:
    club = await town.open_club()
    here = await town.here(town.mod)
    people = [town.person(f"reader{n}") for n in range(200)]
    for n, person in enumerate(people):
        await town.put(person, club, n % 3)
    assert len(here.server.readers[club.id]) == 200
    card = shown(await town.mod.slash(town.channel, "progress club"))
    seen = said(card)
    for _ in range(3):
        card = shown(await town.mod.click(card, label="Further back"))
        seen += said(card)
    assert all(person.mention in seen for person in people)
    assert "Further back" not in said(card)


@pytest.mark.parametrize("speaks", ["en-US", "vi"])
async def test_the_same_command_answers_in_the_readers_language(town: World, speaks: str) -> None:
    await town.open_club()
    ann = town.person("ann", speaks=speaks)
    told = said(await ann.slash(town.channel, "progress set", where="phần 1 chương 3"))
    assert ("Bạn đã đọc xong phần 1, chương 3" if speaks == "vi" else "You have finished part 1, chapter 3") in told


async def test_a_forged_button_may_move_only_ones_own_bookmark_within_the_book(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await forge(town, ann, f"go:{club.id}:0:99999")
    await forge(town, ann, f"next:{club.id}:7")
    await forge(town, ann, f"undo:{club.id}:1")
    assert await town.at(ann, club) is None
