"""A reader's bookmark, through the real bot."""

from tests.e2e.world import World, buttons, said, shown


async def test_a_reader_sets_a_bookmark_and_hears_what_opened(town: World) -> None:
    await town.open_club()
    ann = town.person("ann")
    result = await ann.slash(town.channel, "progress set", where="1.3")
    assert result.ephemeral
    assert "You have finished part 1, chapter 3" in said(result)
    assert "Opened: 3 chapters, 3 summaries, 3 new characters." in said(result)
    assert "You are in the club now" in said(result)
    assert [label for label, _ in buttons(shown(result))] == ["Still reading it", "Next finished", "Undo"]
