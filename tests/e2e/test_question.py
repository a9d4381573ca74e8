"""A club's own questions, through the real bot: proposed in a form, sealed until read, asked when approved."""

import json
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult, ResponseMessage

from bot.domain.club import Club
from bot.domain.proposal import MOST_WAITING
from tests.e2e.plans import cards, forbid, give_staff
from tests.e2e.plenty import ask_everything, everywhere
from tests.e2e.world import World, buttons, forge, outgoing, said, shown, told
from tests.marked import markers
from tests.storage.every_table import everything

TYPED = {
    "chapter": "1.3",
    "text": "Who comes to the door?",
    "right": "The guest",
    "wrong": "The cat\nA letter\nNobody",
    "why": "The bell rings.",
}
WORDS = [TYPED["text"], TYPED["right"], "The cat", TYPED["why"]]


async def reader(town: World, club: Club, at: int, name: str = "ann", speaks: str = "en-US") -> MemberActor:
    person = town.person(name, speaks=speaks)
    await town.put(person, club, at)
    return person


async def propose(town: World, who: MemberActor, **changes: str) -> InteractionResult:
    form = await who.slash(town.channel, "quiz propose")
    return await who.submit_modal(form, {**TYPED, **changes})


def row(town: World) -> int:
    """Return the number of the question that was proposed last."""
    return int(_rows(town)[-1]["id"])


def _rows(town: World) -> list[dict[str, Any]]:
    return everything(town.settings.database)["questions"]


async def press(town: World, card: ResponseMessage, label: str) -> str:
    """Let the moderator press a button on a private card, and return what the card says then."""
    return told(await town.mod.click(card, label=label), card)


async def opened(town: World, place: ChannelHandle) -> ResponseMessage:
    """Let the moderator look at the question that was posted last for moderators."""
    return shown(await town.mod.click(place.history()[-1], label="Look at it"))


async def test_a_question_goes_from_its_author_past_a_moderator_into_the_quiz(town: World) -> None:
    club = await town.open_club()
    staff = await give_staff(town, club)
    ann, ben = await reader(town, club, 4), await reader(town, club, 3, "ben")
    form = await ann.slash(town.channel, "quiz propose")
    assert form.modal
    fields = [label["component"] for label in form.modal["components"]]
    assert (fields[0]["custom_id"], fields[0]["value"]) == ("chapter", "1.4")
    assert (len(fields), form.modal["custom_id"]) == (5, f"propose-form:{club.id}")
    sent = len(town.env.http_requests)
    thanks = await ann.submit_modal(form, TYPED)
    assert thanks.ephemeral
    assert "Moderators look at your question on 1.3" in said(thanks)
    [sealed] = cards(town, staff)
    assert sealed.splitlines() == [
        f"🔒 <@{ann.id}> proposes a question on 1.3.",
        "-# Sealed. It opens privately once you have read that far.",
        "Look at it",
    ]
    assert [words for words in WORDS if words in outgoing(town.env, sent)] == []
    await town.put(town.mod, club, 3)
    card = await opened(town, staff)
    assert card.flags.ephemeral
    assert said(card).splitlines() == [
        "### Part 1, chapter 3",
        "**Who comes to the door?**",
        "Right: **The guest**",
        *("Wrong: The cat", "Wrong: A letter", "Wrong: Nobody"),
        "The bell rings.",
        f"-# Proposed by <@{ann.id}>.",
        *("Approve", "Decline", "All questions"),
    ]
    assert "Who comes to the door?" not in said(await ben.slash(town.channel, "quiz solo"))
    assert "Whoever has finished 1.3 may be asked" in await press(town, card, "Approve")
    await town.put(ben, club, 3)
    asked = await ben.slash(town.channel, "quiz solo")
    assert "**Who comes to the door?**" in said(asked)
    answered = said(await ben.click(shown(asked), label="A"))
    assert f"The bell rings.\n-# Part 1, chapter 3 · Asked by <@{ann.id}>" in answered
    assert _rows(town)[0]["approved_by"] == town.mod.id


async def test_it_works_on_after_restarts_in_between(town: World) -> None:
    club = await town.open_club()
    staff = await give_staff(town, club)
    ann = await reader(town, club, 4)
    form = await ann.slash(town.channel, "quiz propose")
    await town.restart()
    await ann.submit_modal(form, TYPED)
    await town.restart()
    await town.put(town.mod, club, 4)
    card = await opened(town, staff)
    await town.restart()
    await press(town, card, "Approve")
    await town.restart()
    ben = await reader(town, club, 3, "ben")
    assert "Who comes to the door?" in said(await ben.slash(town.channel, "quiz solo"))


async def test_a_moderator_who_has_not_read_so_far_sees_only_that_there_is_a_question(town: World) -> None:
    club = await town.open_club()
    staff = await give_staff(town, club)
    ann = await reader(town, club, 4)
    await propose(town, ann)
    for at, away in ((None, "3 chapters"), (2, "1 chapter")):
        await town.put(town.mod, club, at)
        sent = len(town.env.http_requests)
        card = await opened(town, staff)
        assert "🔒 A question on 1.3, sealed until you are there\n" in said(card)
        assert f"{away} from your bookmark" in said(card)
        listed = said(await town.mod.slash(town.channel, "manage questions"))
        assert f"🔒 A question on 1.3, sealed until you are there · waiting · <@{ann.id}>" in listed
        for what in ("approve", "decline"):
            assert "still sealed" in await town.forged(town.mod, f"decide:{club.id}:{row(town)}:{what}")
        assert [words for words in WORDS if words in outgoing(town.env, sent)] == []
    assert len(_rows(town)) == 1
    assert _rows(town)[0]["approved_at"] is None


async def test_what_is_declined_or_removed_is_gone_with_every_word(town: World) -> None:
    club = await town.open_club()
    staff = await give_staff(town, club)
    ann = await reader(town, club, 4)
    await town.put(town.mod, club, 4)
    await propose(town, ann)
    declined = await opened(town, staff)
    assert "The question is deleted, and nobody is told." in await press(town, declined, "Decline")
    assert _rows(town) == []
    assert "decided on already" in said(await opened(town, staff))
    await propose(town, ann)
    card = await opened(town, staff)
    await press(town, card, "Approve")
    listed = await press(town, card, "All questions")
    assert f"**1.3** · approved · <@{ann.id}>\nWho comes to the door?" in listed
    assert "It is asked in quizzes." in await press(town, card, "Look at it")
    assert "is not asked any more" in await press(town, card, "Remove")
    assert _rows(town) == []
    assert "Nobody has proposed a question so far." in await press(town, card, "All questions")
    ben = await reader(town, club, 3, "ben")
    assert "Who comes to the door?" not in said(await ben.slash(town.channel, "quiz solo"))


async def test_two_moderators_decide_once(town: World) -> None:
    club = await town.open_club()
    staff = await give_staff(town, club)
    await propose(town, await reader(town, club, 4))
    await town.put(town.mod, club, 4)
    first, second = await opened(town, staff), await opened(town, staff)
    await press(town, first, "Approve")
    assert "That question has been decided on already." in said(await town.mod.click(second, label="Decline"))
    assert len(_rows(town)) == 1


async def test_members_cannot_look_or_decide_whatever_they_forge(town: World) -> None:
    club = await town.open_club()
    staff = await give_staff(town, club)
    ann = await reader(town, club, 4)
    await propose(town, ann)
    private = shown(await ann.slash(town.channel, "quiz solo"))
    before = _rows(town)
    sealed = staff.history()[-1]
    for custom_id in (
        f"look:{club.id}:{row(town)}",
        f"questions:{club.id}:0",
        *(f"decide:{club.id}:{row(town)}:{what}" for what in ("approve", "decline", "remove")),
    ):
        for card in (None, private):
            assert "Only moderators of this server can do that." in await town.forged(ann, custom_id, on=card)
    assert "Only moderators" in said(await ann.click(sealed, label="Look at it"))
    assert _rows(town) == before


async def test_whoever_a_server_lets_invoke_the_command_may_decide_on_its_panel(town: World) -> None:
    club = await town.open_club()
    ann, ben = await reader(town, club, 4), await reader(town, club, 4, "ben")
    await propose(town, ann)
    manage = next(one for one in await town.bot.tree.fetch_commands() if one.name == "manage")
    town.guild.set_command_permissions(manage.id, {ben: True})
    panel = shown(await ben.slash(town.channel, "manage questions"))
    await ben.click(panel, label="Look at it")
    await ben.click(panel, label="Approve")
    assert "Whoever has finished 1.3" in said(panel)
    assert _rows(town)[0]["approved_by"] == ben.id


async def test_rows_of_other_servers_lead_nowhere(town: World) -> None:
    club = await town.open_club()
    await propose(town, await reader(town, club, 4))
    abroad = town.env.create_guild("Elsewhere")
    place = abroad.create_text_channel("books")
    staff = abroad.create_role("Staff", permissions=discord.Permissions(manage_guild=True))
    stranger = abroad.add_member(town.env.create_user("stranger"), roles=[staff])
    town._locales[stranger.id] = "en-US"
    before = _rows(town)
    for custom_id in (
        f"look:{club.id}:{row(town)}",
        f"questions:{club.id}:0",
        f"decide:{club.id}:{row(town)}:decline",
    ):
        assert "leads nowhere any more" in json.dumps(await forge(town, stranger, custom_id, place))
    assert "decided on already" in await town.forged(town.mod, f"look:{club.id}:{row(town) + 7}")
    assert _rows(town) == before


NASTY = {
    "text": "@everyone <@&1> ```py\nprint()``` [here](https://example.org)",
    "right": "**bold** @here",
    "wrong": "# heading\n- list\n||spoiler||",
    "why": "<@1> https://example.org\n> quoted <t:0>",
}


async def test_whatever_somebody_writes_comes_out_as_words_and_pings_nobody(town: World) -> None:
    club = await town.open_club()
    staff = await give_staff(town, club)
    ann, ben = await reader(town, club, 4), await reader(town, club, 3, "ben")
    sent = len(town.env.http_requests)
    await propose(town, ann, **NASTY)
    await propose(town, ann, **NASTY, chapter="4.1")
    await town.put(town.mod, club, 4)
    await town.mod.slash(town.channel, "manage questions")
    await press(town, await opened(town, staff), "Approve")
    asked = await ben.slash(town.channel, "quiz solo")
    assert "print" in said(asked)
    await ben.click(shown(asked), label="A")
    out = outgoing(town.env, sent)
    for sign in (
        "@everyone",
        "@here",
        "<@&1>",
        "<@1>",
        "```",
        "https://",
        "**bold**",
        "||spoiler||",
        "<t:0>",
    ):
        assert sign not in out.replace("https://discord.com", ""), sign
    for request in town.env.http_requests[sent:]:
        allowed = json.dumps(request.json).partition('"allowed_mentions": ')[2]
        assert not allowed or allowed.startswith('{"parse": []')


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"chapter": "2.4"}, "You can write about what you have read, which is up to 1.4."),
        ({"chapter": "9.9"}, "That is outside the book"),
        ({"chapter": "nowhere"}, "I could not read that as a place"),
        ({"wrong": "The cat\nA letter"}, "exactly three wrong answers"),
        ({"wrong": "The cat\nTHE CAT\nA letter"}, "Two of the answers are the same."),
        ({"wrong": "The cat\nA letter\n" + "x" * 151}, "That is too long."),
        ({"why": " "}, "A question needs its words"),
    ],
)
async def test_what_is_refused_is_not_lost_to_who_wrote_it(town: World, changes: dict[str, str], why: str) -> None:
    club = await town.open_club()
    staff = await give_staff(town, club)
    ann = await reader(town, club, 4)
    refused = await propose(town, ann, **changes)
    assert refused.ephemeral
    assert why in said(refused)
    typed = {**TYPED, **changes}
    assert all(line in said(refused) for key in ("text", "right", "wrong", "why") for line in typed[key].split("\n"))
    assert (_rows(town), cards(town, staff)) == ([], [])


async def test_without_a_bookmark_there_is_no_form(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    assert "You have not joined this club yet" in said(await ann.slash(town.channel, "quiz propose"))
    await town.put(ann, club, 0)
    assert "You have not finished a chapter yet" in said(await ann.slash(town.channel, "quiz propose"))


async def test_whoever_has_many_waiting_is_asked_to_wait_too(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, 4)
    form = await ann.slash(town.channel, "quiz propose")
    for _ in range(MOST_WAITING):
        await propose(town, ann)
    assert "10 questions of yours wait for a moderator" in said(await ann.slash(town.channel, "quiz propose"))
    late = said(await ann.submit_modal(form, TYPED))
    assert "10 questions of yours wait" in late
    assert "Who comes to the door?" in late
    assert len(_rows(town)) == MOST_WAITING
    listed = await town.mod.slash(town.channel, "manage questions")
    assert "10 questions wait for a moderator. 0 are asked in quizzes." in said(listed)
    assert "Page 1 of 2" in said(listed)
    await town.mod.click(shown(listed), label="Later")
    assert "Page 2 of 2" in said(shown(listed))
    assert [label for label, _ in buttons(shown(listed))] == ["Look at it", "Look at it", "Earlier"]


@pytest.mark.parametrize("lost", ["a permission", "the channel", "no channel"])
async def test_where_the_moderators_cannot_be_told_the_list_has_the_question(town: World, lost: str) -> None:
    club = await town.open_club()
    if lost != "no channel":
        staff = await give_staff(town, club)
        if lost == "a permission":
            await forbid(town, staff, "send_messages")
        else:
            town.env.inject_error("POST", f"/channels/{staff.id}/messages", status=404, code=10003)
    thanks = await propose(town, await reader(town, club, 4))
    assert "Thank you" in said(thanks)
    assert not thanks.followups
    assert "A question on 1.3" in said(await town.mod.slash(town.channel, "manage questions"))


async def test_everything_is_said_in_the_readers_language_and_the_public_card_in_the_clubs(town: World) -> None:
    club = await town.open_club(language="vi")
    staff = await give_staff(town, club)
    town._locales[town.mod.id] = "vi"
    binh, ann = await reader(town, club, 4, "binh", "vi"), await reader(town, club, 3, "ann")
    assert "Cảm ơn bạn" in said(await propose(town, binh, text="Ai gõ cửa?"))
    assert f"🔒 <@{binh.id}> đề xuất một câu hỏi về chương 1.3." in cards(town, staff)[0]
    await town.put(town.mod, club, 4)
    card = shown(await town.mod.click(staff.history()[-1], label="Xem câu hỏi"))
    await town.mod.click(card, label="Duyệt")
    assert "**Ai gõ cửa?**" in said(await ann.slash(town.channel, "quiz solo")), "in the words it was written in"


async def test_whoever_is_forgotten_takes_what_waits_along_and_their_name_off_the_rest(town: World) -> None:
    club = await town.open_club()
    staff = await give_staff(town, club)
    ann, ben = await reader(town, club, 4), await reader(town, club, 3, "ben")
    await propose(town, ann)
    await town.put(town.mod, club, 4)
    await press(town, await opened(town, staff), "Approve")
    await propose(town, ann, text="**Who** waits?")
    exported = await ann.slash(town.channel, "me export")
    [attached] = shown(exported).attachments
    [kept] = json.loads(town.env.backend.cdn.get(attached.url) or b"")["clubs"]
    assert [one["question"] for one in kept["questions_proposed_by_you"]] == [TYPED["text"], "**Who** waits?"]
    assert [one["approved"] is None for one in kept["questions_proposed_by_you"]] == [False, True]
    asking = shown(await ann.slash(town.channel, "me delete"))
    await ann.click(asking, label="Delete everywhere")
    assert [(one["text"], one["proposed_by"]) for one in _rows(town)] == [(TYPED["text"], None)]
    asked = await ben.slash(town.channel, "quiz solo")
    assert "Who comes to the door?" in said(asked)
    answered = said(await ben.click(shown(asked), label="A"))
    assert "Asked by" not in answered
    assert str(ann.id) not in answered


@pytest.mark.parametrize("at", everywhere()[1::2])
async def test_no_question_is_told_before_its_chapter_whichever_button_is_pressed(town: World, at: int) -> None:
    """The walk presses one of buttons that are alike; here it is each of them."""
    club = await town.open_club()
    await ask_everything(town, club)
    await town.put(town.mod, club, at)
    waiting = [(one["id"], one["since"]) for one in _rows(town) if one["approved_at"] is None]
    sent = len(town.env.http_requests)
    for number in range(4):
        await town.forged(town.mod, f"questions:{club.id}:{number}")
    for one in _rows(town):
        await town.forged(town.mod, f"look:{club.id}:{one['id']}")
    assert markers(outgoing(town.env, sent)) == set(range(1, at + 1))
    sent = len(town.env.http_requests)
    for number, since in waiting:
        answer = await town.forged(town.mod, f"decide:{club.id}:{number}:approve")
        assert ("still sealed" in answer) is (since > at)
    assert markers(outgoing(town.env, sent)) == set()
