"""A deck of one's own, through the real bot: private, from what one has read, judged again at each press."""

import json
from typing import Any

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.domain.club import Club
from bot.domain.quiz import deal
from tests.e2e.world import World, buttons, forge, said, shown
from tests.marked import LAST, markers
from tests.storage.every_table import everything


def _deck(town: World) -> list[dict[str, Any]]:
    return everything(town.settings.database)["cards"]


def _choices(result: InteractionResult) -> list[tuple[str, str]]:
    return [(label, custom_id) for label, custom_id in buttons(shown(result)) if custom_id.startswith("quiz:")]


async def _right(town: World, club: Club, person: MemberActor, *, wrong: bool = False) -> str:
    """Return the custom id of the right choice, or of a wrong one, of the question asked last."""
    row = _deck(town)[-1]
    view, items = await town.bot.services.quizzes._pool(await town.here(person), club)
    del view
    item = deal(items[row["key"]], row["id"] + row["turn"])
    place = (item.answer + wrong) % item.size
    return f"quiz:{club.id}:{row['id']}:{row['turn']}:{place}:solo"


async def test_a_question_is_asked_privately_and_the_answer_is_told_with_why_and_chapter(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 6)
    before = len(town.channel.history())
    asked = await ann.slash(town.channel, "quiz solo")
    assert asked.ephemeral
    assert len(_choices(asked)) in (2, 4)
    told = await ann.click(shown(asked), custom_id=await _right(town, club, ann))
    assert "### Right\n" in said(told)
    assert "The answer: **" in said(told)
    assert "Part 2, chapter 2" in said(told), "new ones come from what was read last"
    assert "I will ask you this again <t:" in said(told)
    assert [label for label, _ in buttons(shown(told))] == ["Next"]
    assert len(town.channel.history()) == before


async def test_a_wrong_answer_says_what_was_chosen_and_stays_for_the_review(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 6)
    assert "Nothing missed" in said(await ann.slash(town.channel, "quiz review"))
    asked = await ann.slash(town.channel, "quiz solo")
    told = await ann.click(shown(asked), custom_id=await _right(town, club, ann, wrong=True))
    assert "### Not this time" in said(told)
    assert "You chose: " in said(told)
    again = await ann.slash(town.channel, "quiz review")
    assert _choices(again)[0][1].endswith(":review")
    await ann.click(shown(again), custom_id=(await _right(town, club, ann)).replace("solo", "review"))
    assert "Nothing missed" in said(await ann.slash(town.channel, "quiz review"))


async def test_next_goes_on_until_all_is_answered_and_what_is_due_comes_again_on_its_day(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 3)
    result, answered = await ann.slash(town.channel, "quiz solo"), 0
    while _choices(result):
        told = await ann.click(shown(result), custom_id=await _right(town, club, ann))
        result = await ann.click(shown(told), label="Next")
        answered += 1
    assert answered == 6, "three chapters, two questions each"
    assert "You know 6 questions by now" in said(result)
    await town.env.advance_time(2 * 86_400)
    due = await ann.slash(town.channel, "quiz solo")
    assert "5 more to repeat today" in said(due)


async def test_a_question_that_was_left_open_is_asked_again_instead_of_another(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 3)
    first = await ann.slash(town.channel, "quiz solo")
    assert _choices(await ann.slash(town.channel, "quiz solo")) == _choices(first)
    assert len(_deck(town)) == 1


async def test_buttons_work_after_a_restart(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 3)
    asked = shown(await ann.slash(town.channel, "quiz solo"))
    await town.restart()
    told = await ann.click(asked, custom_id=await _right(town, club, ann))
    assert "### Right" in said(told)
    await town.restart()
    assert _choices(await ann.click(shown(told), label="Next"))


async def test_an_answer_counts_once_however_often_it_is_pressed(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 3)
    asked = shown(await ann.slash(town.channel, "quiz solo"))
    right, wrong = await _right(town, club, ann), await _right(town, club, ann, wrong=True)
    await ann.click(asked, custom_id=right)
    before = _deck(town)
    for again in (right, wrong):
        assert "You have answered that one already" in json.dumps(await forge(town, ann, again))
    assert _deck(town) == before


async def test_a_question_past_a_bookmark_that_went_back_is_sealed_and_not_counted(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await ann.slash(town.channel, "progress set", where="2.2")
    asked = shown(await ann.slash(town.channel, "quiz solo"))
    right = await _right(town, club, ann)
    await ann.slash(town.channel, "progress set", where="1.1")
    sealed = await ann.click(asked, custom_id=right)
    assert "still sealed" in said(sealed)
    assert _deck(town)[0]["turn"] == 0
    other = said(await ann.slash(town.channel, "quiz solo"))
    assert markers(other) == {1}
    exported = await ann.slash(town.channel, "me export")
    [attached] = shown(exported).attachments
    [kept] = json.loads(town.env.backend.cdn.get(attached.url) or b"")["clubs"]
    assert (kept["quiz_cards"][0]["question"], kept["quiz_cards"][0]["chapter"]) == ("sealed", 6)


async def test_others_cards_foreign_clubs_and_forged_choices_are_refused_and_change_nothing(town: World) -> None:
    club = await town.open_club()
    ann, ben = town.person("ann"), town.person("ben")
    for person in (ann, ben):
        await town.put(person, club, 3)
    await ann.slash(town.channel, "quiz solo")
    right = await _right(town, club, ann)
    before = _deck(town)
    for who, forged in (
        (ben, right),
        (ann, right.replace(f"quiz:{club.id}:", "quiz:99:")),
        (ann, right.rsplit(":", 2)[0] + ":5:solo"),
        (ann, right.replace(":solo", ":other")),
        (ann, "quiz-next:99:solo"),
    ):
        body = await forge(town, who, forged)
        assert body["data"]["flags"] & 64, forged
        assert "leads nowhere any more" in json.dumps(body), forged
    assert _deck(town) == before


async def test_at_the_start_and_without_joining_there_is_a_kind_word(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    assert "You have not joined this club yet" in said(await ann.slash(town.channel, "quiz solo"))
    await town.put(ann, club, 0)
    assert "You have not finished a chapter yet" in said(await ann.slash(town.channel, "quiz review"))
    assert _deck(town) == []


async def test_everything_is_said_in_the_readers_language(town: World) -> None:
    club = await town.open_club()
    binh = town.person("binh", speaks="vi")
    await town.put(binh, club, 3)
    asked = await binh.slash(town.channel, "quiz solo")
    told = await binh.click(shown(asked), custom_id=await _right(town, club, binh))
    assert "### Đúng rồi" in said(told)
    assert [label for label, _ in buttons(shown(told))] == ["Câu tiếp"]


async def test_leaving_a_club_forgets_the_deck(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 3)
    await ann.slash(town.channel, "quiz solo")
    await ann.slash(town.channel, "club leave")
    assert _deck(town) == []


@pytest.mark.parametrize("at", [1, 5, LAST])
async def test_a_whole_deck_tells_nothing_past_the_bookmark_and_everything_up_to_it(town: World, at: int) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, at)
    result, seen, kinds = await ann.slash(town.channel, "quiz solo"), set[int](), set[str]()
    while _choices(result):
        told = await ann.click(shown(result), custom_id=await _right(town, club, ann, wrong=True))
        seen |= markers(said(result)) | markers(said(told))
        kinds.add(_deck(town)[-1]["key"].partition(":")[0])
        result = await ann.click(shown(told), label="Next")
    assert seen == set(range(1, at + 1))
    assert kinds == ({"pack", "who"} if at == LAST else {"pack"})
