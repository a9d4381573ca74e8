"""A restart between any two clicks loses nothing: buttons and forms from before still work."""

from tests.e2e.world import World, said, shown


async def test_every_button_of_a_bookmark_card_works_after_a_restart(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    card = shown(await ann.slash(town.channel, "progress set", where="1.3"))
    await town.restart()
    await ann.click(card, label="Next finished")
    assert await town.at(ann, club) == 4
    await town.restart()
    await ann.click(card, label="Still reading it")
    assert await town.at(ann, club) == 3
    await town.restart()
    await ann.click(card, label="Undo")
    assert await town.at(ann, club) == 4


async def test_a_leap_can_be_confirmed_after_a_restart(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    asked = shown(await ann.slash(town.channel, "progress set", where="done"))
    await town.restart()
    await ann.click(asked, label="Yes, open 12 chapters")
    assert await town.at(ann, club) == 12


async def test_the_welcome_card_works_after_a_restart(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.restart()
    await ann.click(town.channel.history()[-1], label="Join")
    assert await town.at(ann, club) == 0


async def test_a_form_that_was_open_during_a_restart_is_taken(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 1)
    panel = await ann.slash(town.channel, "me settings")
    form = await ann.click(shown(panel), label="Change the pages")
    await town.restart()
    assert "500 pages" in said(await ann.submit_modal(form, {"pages": "500"}))


async def test_settings_and_summaries_go_on_after_a_restart(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 2)
    card = shown(await ann.slash(town.channel, "summary"))
    panel = shown(await ann.slash(town.channel, "me settings"))
    await town.restart()
    assert "Part 1, chapter 1" in said(await ann.click(card, label="Earlier: 1.1"))
    assert "hidden" in said(await ann.click(panel, label="Hide my place"))
    await town.restart()
    assert ann.mention not in said(await town.mod.slash(town.channel, "progress club"))
