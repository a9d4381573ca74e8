"""`/club replay`, through the real bot: what was asked, on the reader's own clock."""

from tests.e2e.world import DAY, World, buttons, said, shown
from tests.marked import mark, markers


async def test_a_late_joiner_turns_through_the_sections_they_have_read(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    await town.env.advance_time(20 * DAY)
    ann = town.person("ann")
    await town.put(ann, club, 5)
    answer = await ann.slash(town.channel, "club replay")
    threads = (await town.plan(club)).threads
    assert answer.ephemeral
    assert "### Section 2 · 1.4–2.2" in said(answer)
    assert f"<#{threads[2]}>" in said(answer)
    assert markers(said(answer)) == {4, 5}
    assert "2.2 · sealed until you are there" in said(answer)
    first = await ann.click(shown(answer), label="Section 1")
    assert markers(said(first)) == {1, 2, 3}
    assert f"<#{threads[1]}>" in said(first)
    assert "Section 2 · 1.4–2.2 · sealed" not in said(first)
    assert [label for label, _ in buttons(shown(first))] == ["Section 2"]


async def test_a_button_of_an_older_card_tells_no_more_than_the_bookmark_of_now(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    ann = town.person("ann")
    await town.put(ann, club, 8)
    first = await ann.click(shown(await ann.slash(town.channel, "club replay")), label="Section 2")
    await town.put(ann, club, 1)
    assert markers(said(await ann.click(shown(first), label="Section 3"))) == {1}


async def test_somebody_who_has_not_joined_hears_no_question_and_may_join(town: World) -> None:
    await town.give_plan(await town.open_club())
    answer = await town.person("ann").slash(town.channel, "club replay")
    assert markers(said(answer)) == set()
    assert "1.1–1.3 · sealed until you are there" in said(answer)
    assert [label for label, _ in buttons(shown(answer))] == ["Join"]


async def test_a_club_without_a_plan_tells_its_questions_by_the_book_s_parts(town: World) -> None:
    club = await town.open_club()
    binh = town.person("binh", speaks="vi")
    await town.put(binh, club, 6)
    answer = await binh.slash(town.channel, "club replay")
    assert "### Phần 2 · 2.1–2.5" in said(answer)
    assert f"**2.2** · Về prompt {mark(6)}" in said(answer)
    assert markers(said(await binh.click(shown(answer), label="Phần 1"))) == {1, 2, 3, 4}


async def test_at_the_end_of_the_book_nothing_is_sealed(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    ann = town.person("ann")
    await town.put(ann, club, 12)
    assert "That is the whole book." in said(await ann.slash(town.channel, "club replay"))


async def test_a_bookmark_that_passes_a_section_the_club_has_met_about_leads_to_its_questions(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    ann = town.person("ann")
    await town.put(ann, club, 2)
    early = shown(await ann.slash(town.channel, "progress set", where="1.3"))
    assert "Its questions" not in [label for label, _ in buttons(early)]
    await town.put(ann, club, 2)
    await town.env.advance_time(12 * DAY)
    card = shown(await ann.slash(town.channel, "progress set", where="1.3"))
    assert ("Its questions", f"replay:{club.id}:1:0") in buttons(card)
    assert markers(said(await ann.click(card, label="Its questions"))) == {1, 2, 3}
