"""A club's own prompts, through the real bot: suggested or added in a form, sealed until read, posted on their day."""

from datetime import timedelta

import pytest

from tests.e2e.plans import (
    DAY,
    HOUR,
    TO_MONDAY,
    cards,
    days,
    give_staff,
    out_of_reach,
    threads,
    with_a_plan,
)
from tests.e2e.prompts import ASKED, add, first_lines, letters, opened, press, reader, row, rows, suggest
from tests.e2e.world import World, buttons, outgoing, said, shown, told


async def test_a_suggestion_goes_from_its_author_past_a_moderator_into_the_talk_and_its_author_is_told(
    town: World,
) -> None:
    club = await town.open_club()
    staff = await give_staff(town, club)
    ann, ben = await reader(town, club, 4), await reader(town, club, 3, "ben")
    form = await ann.slash(town.channel, "club suggest")
    assert form.modal
    fields = [label["component"] for label in form.modal["components"]]
    assert [(one["custom_id"], one.get("value")) for one in fields] == [("chapter", "1.4"), ("text", None)]
    sent = len(town.env.http_requests)
    thanks = await ann.submit_modal(form, {"chapter": "1.3", "text": ASKED})
    assert thanks.ephemeral
    assert "Moderators look at your question on 1.3, and I tell you" in said(thanks)
    [sealed] = cards(town, staff)
    assert sealed.splitlines() == [
        f"🔒 <@{ann.id}> suggests a question to talk about, on 1.3.",
        "-# Sealed. It opens privately once you have read that far.",
        "Look at it",
    ]
    assert ASKED not in outgoing(town.env, sent)
    assert ASKED not in said(await ben.slash(town.channel, "club replay"))
    await town.put(town.mod, club, 3)
    card = await opened(town, staff)
    assert card.flags.ephemeral
    assert said(card).splitlines() == [
        "### Part 1, chapter 3",
        f"> {ASKED}",
        f"-# Suggested by <@{ann.id}>",
        *("Approve", "Edit", "Decline", "All questions"),
    ]
    assert "when it reads as far as 1.3" in await press(town, card, "Approve")
    [letter] = letters(town, ann)
    assert letter.splitlines() == [
        "### Thank you",
        "Your question on 1.3 is approved. **The Marked Book** is asked it when it reads that far.",
    ]
    assert f"**1.3** · {ASKED}\n-# Suggested by <@{ann.id}>" in said(await ben.slash(town.channel, "club replay"))
    await town.put(ben, club, 2)
    assert ASKED not in said(await ben.slash(town.channel, "club replay"))


async def test_an_added_prompt_is_posted_on_its_day_and_in_the_gathering(town: World) -> None:
    club = await with_a_plan(town)
    await town.put(town.mod, club, 4)
    assert "The question on 1.3 is added." in said(await add(town, "section 1", ASKED, "Vì sao ai cũng im lặng?"))
    binh = town.person("binh", speaks="vi")
    await town.env.advance_time(TO_MONDAY + 1)
    [thread] = threads(town, club)
    await days(town, 7)
    first, second, together = "-# 1.2 · question 1 of 2", "-# 1.3 · question 2 of 2", "### Before the meeting"
    assert first_lines(town, thread) == [first, second, together]
    _, pack, own, gathering = cards(town, thread)
    assert "prompt mk2z" in pack
    assert own.splitlines()[1] == f"> {ASKED}"
    assert "Suggested by" not in own
    assert f"**1.3** · The prompt mk3z\n**1.3** · {ASKED}" in gathering
    posted = thread.history()[-2]
    assert "> Vì sao ai cũng im lặng?" in said(await binh.click(posted, label="In my language"))


async def test_in_a_vietnamese_club_it_stands_in_vietnamese_if_there_is_such_a_text(town: World) -> None:
    club = await with_a_plan(town, language="vi")
    await town.put(town.mod, club, 4)
    await add(town, "1.2", ASKED, "Vì sao ai cũng im lặng?")
    await add(town, "1.3", "Only in English?")
    await town.env.advance_time(TO_MONDAY + 1)
    [thread] = threads(town, club)
    await days(town, 7)
    said_there = "\n".join(cards(town, thread))
    assert "> Vì sao ai cũng im lặng?" in said_there
    assert "> Only in English?" in said_there
    assert ASKED not in said_there


async def test_what_is_posted_stays_as_it_was_and_nothing_comes_twice_whatever_changes_meanwhile(town: World) -> None:
    club = await with_a_plan(town)
    ann = town.person("ann")
    await town.put(town.mod, club, 4)
    await town.env.advance_time(TO_MONDAY + 1)
    [thread] = threads(town, club)
    await days(town, 2)
    assert first_lines(town, thread) == ["-# 1.1 · question 1 of 2"]
    [_, post] = thread.history()[-2:]
    before = cards(town, thread)
    await add(town, "1.1", "Added late")
    await days(town, 2)
    assert cards(town, thread)[:-1] == before
    assert cards(town, thread)[-1].splitlines()[1] == "> Added late"
    assert "mk1z" in said(await ann.click(post, label="In my language")), "the one that it asked"
    late = thread.history()[-1]
    assert "Added late" in said(await ann.click(late, label="In my language"))
    await town.mod.slash(town.channel, "manage prompt remove", question=str(row(town)))
    assert "leads nowhere any more" in said(await ann.click(late, label="In my language"))
    assert cards(town, thread)[-1].splitlines()[1] == "> Added late"
    await days(town, 3)
    assert "Added late" not in cards(town, thread)[-1]
    assert first_lines(town, thread)[-1] == "### Before the meeting"


@pytest.mark.parametrize("acts", [True, False], ids=["the reply is lost", "the sending is lost"])
async def test_a_post_that_was_begun_asks_the_same_when_it_is_tried_again(
    town: World, acts: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.work.FIRST_WAIT", timedelta(minutes=2))  # shorter ones are waited for in earnest
    club = await with_a_plan(town)
    await town.put(town.mod, club, 4)
    await town.env.advance_time(TO_MONDAY + DAY - 60)
    [thread] = threads(town, club)
    with out_of_reach(town, f"/channels/{thread.id}/messages", acts=acts):
        await town.env.advance_time(70)
    assert first_lines(town, thread) == (["-# 1.1 · question 1 of 2"] if acts else [])
    await add(town, "1.1")
    await town.restart()
    await town.env.advance_time(HOUR)
    [_, post] = cards(town, thread)
    assert "mk1z" in post
    await days(town, 2)
    assert ASKED in cards(town, thread)[-1]


async def test_it_works_on_after_restarts_in_between(town: World) -> None:
    club = await with_a_plan(town)
    staff = await give_staff(town, club)
    ann = await reader(town, club, 4)
    form = await ann.slash(town.channel, "club suggest")
    await town.restart()
    await ann.submit_modal(form, {"chapter": "1.1", "text": ASKED})
    await town.restart()
    await town.put(town.mod, club, 4)
    card = await opened(town, staff)
    await town.restart()
    await press(town, card, "Approve")
    await town.restart()
    await town.env.advance_time(TO_MONDAY + 1)
    await days(town, 2)
    [thread] = threads(town, club)
    post = thread.history()[-1]
    assert f"> {ASKED}\n-# Suggested by <@{ann.id}>" in cards(town, thread)[-1]
    await town.restart()
    assert ASKED in said(await ann.click(post, label="In my language"))
    form = await town.mod.slash(town.channel, "manage prompt edit", question=str(row(town)))
    await town.restart()
    await town.mod.submit_modal(form, {"chapter": "1.2", "en": "Why so quiet?", "vi": ""})
    await days(town, 4)
    assert "**1.2** · Why so quiet?" in cards(town, thread)[-1]


async def test_a_moderator_edits_before_approving_and_it_stays_its_authors(town: World) -> None:
    club = await town.open_club()
    staff = await give_staff(town, club)
    ann = await reader(town, club, 4)
    await suggest(town, ann)
    await town.put(town.mod, club, 4)
    card = await opened(town, staff)
    form = await town.mod.click(card, label="Edit")
    assert form.modal
    values = [label["component"].get("value") for label in form.modal["components"]]
    assert values == ["1.3", ASKED, None]
    changed = await town.mod.submit_modal(form, {"chapter": "1.3", "en": ASKED, "vi": "Vì sao?"})
    assert "The question on 1.3 is changed." in told(changed, card)
    assert "> Vì sao?" in await press(town, card, "Look at it")
    await press(town, card, "Approve")
    assert [(one["text_vi"], one["made_by"]) for one in rows(town)] == [("Vì sao?", ann.id)]


async def test_a_moderator_who_has_not_read_so_far_sees_only_that_there_is_a_question(town: World) -> None:
    club = await town.open_club()
    staff = await give_staff(town, club)
    ann = await reader(town, club, 4)
    await suggest(town, ann)
    for at, away in ((None, "3 chapters"), (2, "1 chapter")):
        await town.put(town.mod, club, at)
        sent = len(town.env.http_requests)
        card = await opened(town, staff)
        assert "🔒 A question on 1.3, sealed until you are there\n" in said(card)
        assert f"{away} from your bookmark" in said(card)
        listed = said(await town.mod.slash(town.channel, "manage prompt list"))
        assert f"🔒 A question on 1.3, sealed until you are there · waiting · <@{ann.id}>" in listed
        for what in ("approve", "decline"):
            assert "still sealed" in await town.forged(town.mod, f"prompt-decide:{club.id}:{row(town)}:{what}")
        assert "still sealed" in await town.forged(town.mod, f"prompt-write:{club.id}:{row(town)}")
        for command in ("edit", "remove"):
            assert await town.mod.autocomplete(town.channel, f"manage prompt {command}", "question", "") == []
            answer = await town.mod.slash(town.channel, f"manage prompt {command}", question=str(row(town)))
            assert "still sealed" in said(answer)
        assert ASKED not in outgoing(town.env, sent)
    assert [one["approved_at"] for one in rows(town)] == [None]
    await town.put(town.mod, club, 3)
    for command, offered in (("edit", 1), ("remove", 0)):
        found = await town.mod.autocomplete(town.channel, f"manage prompt {command}", "question", "")
        assert len(found) == offered, "what waits is declined, not removed"


async def test_an_own_prompt_ahead_of_the_bookmark_is_sealed_for_who_added_it_too(town: World) -> None:
    club = await town.open_club()
    await town.put(town.mod, club, 2)
    added = await add(town, "2.4")
    assert "The question on 2.4 is added." in said(added)
    assert ASKED not in said(added)
    assert "A question on 2.4, sealed until you are there" in said(
        await town.mod.slash(town.channel, "manage prompt list")
    )


async def test_the_list_tells_how_many_the_pack_has_up_to_the_bookmark_and_lets_each_be_changed(town: World) -> None:
    club = await town.open_club()
    await town.put(town.mod, club, 3)
    await add(town, "1.2", "The second")
    await add(town, "1.1", "The first")
    await add(town, "1.4", "The fourth")
    listed = shown(await town.mod.slash(town.channel, "manage prompt list"))
    lines = said(listed).splitlines()
    assert lines[1] == "3 are asked in the talk."
    assert [line for line in lines if "1." in line] == [
        "**1.1** · approved · beside 1 of the book’s",
        "**1.2** · approved · beside 1 of the book’s",
        "🔒 A question on 1.4, sealed until you are there · approved",
    ]
    assert [label for label, _ in buttons(listed)] == ["Look at it", "Look at it", "Add a question"]
    form = await town.mod.click(listed, label="Add a question")
    await town.mod.submit_modal(form, {"chapter": "1.3", "en": "The third", "vi": ""})
    await town.mod.click(listed, label="All questions")
    first = next(custom_id for label, custom_id in buttons(listed) if label == "Look at it")
    await town.mod.click(listed, custom_id=first)
    assert [label for label, _ in buttons(listed)] == ["Edit", "Remove", "All questions"]
    await town.mod.click(listed, label="Remove")
    assert "The question on 1.1 is deleted." in said(listed)
    assert [one["text_en"] for one in rows(town)] == ["The second", "The fourth", "The third"]


async def test_prompts_are_offered_while_one_types_and_removed_by_their_number(town: World) -> None:
    club = await town.open_club()
    await town.put(town.mod, club, 3)
    await add(town, "1.2", "Why the snow?")
    await add(town, "1.3", "Why the train?")
    offered = await town.mod.autocomplete(town.channel, "manage prompt remove", "question", "TRAIN")
    assert [(one["name"], one["value"]) for one in offered] == [("1.3 · Why the train?", str(row(town)))]
    told_ = said(await town.mod.slash(town.channel, "manage prompt remove", question=offered[0]["value"]))
    assert "The question on 1.3 is deleted. What is posted already stays." in told_
    for typed in (offered[0]["value"], "Why the train?", "0"):
        again = await town.mod.slash(town.channel, "manage prompt remove", question=typed)
        assert "is not there any more, or has been decided on already" in said(again)
    assert [one["text_en"] for one in rows(town)] == ["Why the snow?"]


@pytest.mark.parametrize("closed", [False, True])
async def test_whoever_is_declined_is_told_once_by_message_or_the_next_time_in_the_form(
    town: World, closed: bool
) -> None:
    club = await town.open_club()
    staff = await give_staff(town, club)
    ann = await reader(town, club, 4, speaks="vi")
    await town.bot.services.me.speak(await town.here(ann), "vi")
    await suggest(town, ann)
    await town.put(town.mod, club, 4)
    if closed:
        town.env.inject_error("POST", "/users/@me/channels", status=403, code=50007, times=None)
        town.env.inject_error("POST", f"/channels/{ann.user.dm_channel.id}/messages", status=403, code=50007)
    declined = await press(town, await opened(town, staff), "Decline")
    assert "The question is deleted, and whoever suggested it is told." in declined
    assert len(letters(town, ann)) == (0 if closed else 1)
    assert closed or "không chọn câu hỏi của bạn về chương 1.3" in letters(town, ann)[0]
    [left] = rows(town)
    assert (left["text_en"], left["text_vi"], left["declined_at"] is None) == (None, None, False)
    assert "There is none so far" in said(await town.mod.slash(town.channel, "manage prompt list"))
    form = await ann.slash(town.channel, "club suggest")
    assert form.modal
    assert form.modal["components"][0]["content"].splitlines()[1:] == ["**Đã từ chối** · 1.3"]
    await ann.submit_modal(form, {"chapter": "1.1", "text": "Why else?"})
    assert [one["text_en"] for one in rows(town)] == ["Why else?"]


async def test_two_moderators_decide_once(town: World) -> None:
    club = await town.open_club()
    staff = await give_staff(town, club)
    ann = await reader(town, club, 4)
    await suggest(town, ann)
    await town.put(town.mod, club, 4)
    first, second = await opened(town, staff), await opened(town, staff)
    await press(town, first, "Approve")
    assert "has been decided on already" in said(await town.mod.click(second, label="Decline"))
    assert len(letters(town, ann)) == 1
    assert len(rows(town)) == 1
