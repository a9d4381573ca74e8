"""A club's own prompts where somebody forges, may not, cannot be told, is forgotten, or has not read so far."""

import json

import discord
import pytest

from bot.domain.proposal import MOST_WAITING
from tests.e2e.plans import (
    TO_MONDAY,
    cards,
    days,
    forbid,
    give_staff,
    row_of,
    threads,
    with_a_plan,
)
from tests.e2e.plenty import ask_everything, everywhere
from tests.e2e.prompts import ASKED, add, opened, press, reader, row, rows, suggest
from tests.e2e.world import World, buttons, forge, outgoing, said, shown, told
from tests.marked import markers


async def test_members_cannot_look_write_or_decide_whatever_they_forge(town: World) -> None:
    club = await town.open_club()
    staff = await give_staff(town, club)
    ann = await reader(town, club, 4)
    await suggest(town, ann)
    private = shown(await ann.slash(town.channel, "club replay"))
    before, sealed = rows(town), staff.history()[-1]
    filled = {
        "components": [
            {"type": 18, "component": {"type": 4, "custom_id": name, "value": value}}
            for name, value in (("chapter", "1.1"), ("en", "Mine"))
        ]
    }
    for custom_id, data in (
        (f"prompt-look:{club.id}:{row(town)}", {}),
        (f"prompts:{club.id}:0", {}),
        *((f"prompt-write:{club.id}:{number}", {}) for number in (0, row(town))),
        *((f"prompt-form:{club.id}:{number}", filled) for number in (0, row(town))),
        *((f"prompt-decide:{club.id}:{row(town)}:{what}", {}) for what in ("approve", "decline", "remove")),
    ):
        for card in (None, private):
            answer = await town.forged(ann, custom_id, on=card, **data)
            assert "Only moderators of this server can do that." in answer, custom_id
    assert "Only moderators" in said(await ann.click(sealed, label="Look at it"))
    assert rows(town) == before


async def test_whoever_a_server_lets_invoke_the_command_may_do_everything_by_its_panel(town: World) -> None:
    club = await town.open_club()
    ann, ben = await reader(town, club, 4), await reader(town, club, 4, "ben")
    await suggest(town, ann)
    manage = next(one for one in await town.bot.tree.fetch_commands() if one.name == "manage")
    town.guild.set_command_permissions(manage.id, {ben: True})
    panel = shown(await ben.slash(town.channel, "manage prompt add"))
    form = await ben.click(panel, label="Add a question")
    assert "is added" in told(await ben.submit_modal(form, {"chapter": "1.1", "en": "Mine", "vi": ""}), panel)
    await ben.click(panel, label="All questions")
    waiting = next(custom_id for label, custom_id in buttons(panel) if label == "Look at it")
    await ben.click(panel, custom_id=waiting)
    await ben.click(panel, label="Approve")
    assert "when it reads as far as 1.3" in said(panel)
    card = shown(await ben.slash(town.channel, "manage prompt edit", question=str(row(town))))
    form = await ben.click(card, label="Edit")
    await ben.submit_modal(form, {"chapter": "1.1", "en": "Mine too", "vi": ""})
    assert [(one["text_en"], one["approved_by"]) for one in rows(town)] == [(ASKED, ben.id), ("Mine too", ben.id)]


async def test_rows_of_other_servers_lead_nowhere(town: World) -> None:
    club = await town.open_club()
    await suggest(town, await reader(town, club, 4))
    abroad = town.env.create_guild("Elsewhere")
    place = abroad.create_text_channel("books")
    staff = abroad.create_role("Staff", permissions=discord.Permissions(manage_guild=True))
    stranger = abroad.add_member(town.env.create_user("stranger"), roles=[staff])
    town._locales[stranger.id] = "en-US"
    before = rows(town)
    for custom_id in (
        f"prompt-look:{club.id}:{row(town)}",
        f"prompts:{club.id}:0",
        f"prompt-write:{club.id}:0",
        f"prompt-write:{club.id}:{row(town)}",
        f"prompt-form:{club.id}:0",
        f"suggest-form:{club.id}",
        f"prompt-decide:{club.id}:{row(town)}:decline",
    ):
        assert "leads nowhere any more" in json.dumps(await forge(town, stranger, custom_id, place))
    assert "is not there any more" in await town.forged(town.mod, f"prompt-look:{club.id}:{row(town) + 7}")
    assert rows(town) == before


NASTY = "@everyone <@&1> ```print``` [here](https://example.org) # **bold** ||spoiler|| <t:0>"


async def test_whatever_somebody_writes_comes_out_as_words_and_pings_nobody(town: World) -> None:
    club = await with_a_plan(town)
    staff = await give_staff(town, club)
    ann = await reader(town, club, 4)
    sent = len(town.env.http_requests)
    await suggest(town, ann, "1.1", NASTY)
    await suggest(town, ann, "4.1", NASTY)
    await town.put(town.mod, club, 4)
    await town.mod.slash(town.channel, "manage prompt list")
    await press(town, await opened(town, staff), "Approve")
    await ann.slash(town.channel, "club replay")
    await town.env.advance_time(TO_MONDAY + 1)
    [thread] = threads(town, club)
    await days(town, 6)
    assert sum("print" in card for card in cards(town, thread)) == 2
    out = outgoing(town.env, sent)
    for sign in ("@everyone", "<@&1>", "```", "https://", "**bold**", "||spoiler||", "<t:0>"):
        assert sign not in out.replace("https://discord.com", ""), sign
    for request in town.env.http_requests[sent:]:
        allowed = json.dumps(request.json).partition('"allowed_mentions": ')[2]
        assert not allowed or allowed.startswith('{"parse": []')


@pytest.mark.parametrize(
    ("chapter", "text", "why"),
    [
        ("2.4", ASKED, "You can write about what you have read, which is up to 1.4."),
        ("section 2", ASKED, "You can write about what you have read, which is up to 1.4."),
        ("section 9", ASKED, "The plan has 4 sections, and none of that number."),
        ("9.9", ASKED, "That is outside the book"),
        ("nowhere", ASKED, "I could not read that as a place"),
        ("1.1", " ", "A question needs words in one language at least"),
    ],
)
async def test_what_is_refused_is_not_lost_to_who_wrote_it(town: World, chapter: str, text: str, why: str) -> None:
    club = await with_a_plan(town)
    staff = await give_staff(town, club)
    refused = await suggest(town, await reader(town, club, 4), chapter, text)
    assert refused.ephemeral
    assert why in said(refused)
    assert text.strip() in said(refused)
    assert (rows(town), cards(town, staff)) == ([], [])


async def test_without_a_bookmark_there_is_no_form_and_whoever_has_many_waiting_waits_too(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    assert "You have not joined this club yet" in said(await ann.slash(town.channel, "club suggest"))
    await town.put(ann, club, 0)
    assert "You have not finished a chapter yet" in said(await ann.slash(town.channel, "club suggest"))
    await town.put(ann, club, 4)
    form = await ann.slash(town.channel, "club suggest")
    for _ in range(MOST_WAITING):
        await suggest(town, ann)
    assert "10 questions of yours wait for a moderator" in said(await ann.slash(town.channel, "club suggest"))
    late = said(await ann.submit_modal(form, {"chapter": "1.3", "text": ASKED}))
    assert "10 questions of yours wait" in late
    assert ASKED in late
    assert len(rows(town)) == MOST_WAITING
    await town.put(town.mod, club, 4)
    listed = await town.mod.slash(town.channel, "manage prompt list")
    assert "10 questions wait for a moderator.\n" in said(listed)
    assert "Page 1 of 2" in said(listed)
    await town.mod.click(shown(listed), label="Later")
    assert "Page 2 of 2" in said(shown(listed))


@pytest.mark.parametrize("lost", ["a permission", "no channel"])
async def test_where_the_moderators_cannot_be_told_the_list_has_the_suggestion(town: World, lost: str) -> None:
    club = await town.open_club()
    if lost == "a permission":
        await forbid(town, await give_staff(town, club), "send_messages")
    thanks = await suggest(town, await reader(town, club, 4))
    assert "Thank you" in said(thanks)
    assert not thanks.followups
    assert "A question on 1.3" in said(await town.mod.slash(town.channel, "manage prompt list"))


async def test_whoever_is_forgotten_takes_what_waits_along_and_their_name_off_the_rest(town: World) -> None:
    club = await town.open_club()
    staff = await give_staff(town, club)
    ann, ben = await reader(town, club, 4), await reader(town, club, 3, "ben")
    await suggest(town, ann)
    await town.put(town.mod, club, 4)
    await press(town, await opened(town, staff), "Approve")
    await suggest(town, ann, text="**Who** waits?")
    exported = await ann.slash(town.channel, "me export")
    [attached] = shown(exported).attachments
    [kept] = json.loads(town.env.backend.cdn.get(attached.url) or b"")["clubs"]
    assert [one["english"] for one in kept["prompts_suggested_or_added_by_you"]] == [ASKED, "**Who** waits?"]
    assert [one["approved"] is None for one in kept["prompts_suggested_or_added_by_you"]] == [False, True]
    await ann.click(shown(await ann.slash(town.channel, "me delete")), label="Delete everywhere")
    assert [(one["text_en"], one["made_by"]) for one in rows(town)] == [(ASKED, None)]
    replayed = said(await ben.slash(town.channel, "club replay"))
    assert ASKED in replayed
    assert "Suggested by" not in replayed


async def test_a_forged_press_on_a_posts_number_tells_no_prompt_of_a_day_to_come(town: World) -> None:
    club = await with_a_plan(town)
    await town.put(town.mod, club, 4)
    await add(town, "1.1")
    await town.env.advance_time(TO_MONDAY + 1)
    [thread] = threads(town, club)
    ann = town.person("ann")
    for kind in ("prompt", "gathering"):
        body = await forge(town, ann, f"told:{row_of(town, club, kind)}:0", thread)
        assert "leads nowhere any more" in json.dumps(body)


@pytest.mark.parametrize("at", everywhere()[1::2])
async def test_no_prompt_is_told_before_its_chapter_whichever_button_is_pressed(town: World, at: int) -> None:
    """The walk presses one of buttons that are alike; here it is each of them."""
    club = await town.open_club()
    await ask_everything(town, club)
    await town.put(town.mod, club, at)
    waiting = [(one["id"], one["since"]) for one in rows(town) if one["approved_at"] is None]
    sent = len(town.env.http_requests)
    for number in range(4):
        await town.forged(town.mod, f"prompts:{club.id}:{number}")
    for one in rows(town):
        await town.forged(town.mod, f"prompt-look:{club.id}:{one['id']}")
        await forge(town, town.mod, f"prompt-write:{club.id}:{one['id']}")
    for typed in ("", "1", "talk", "mk"):
        await town.mod.autocomplete(town.channel, "manage prompt edit", "question", typed)
    assert markers(outgoing(town.env, sent)) == set(range(1, at + 1))
    sent = len(town.env.http_requests)
    for number, since in waiting:
        answer = await town.forged(town.mod, f"prompt-decide:{club.id}:{number}:approve")
        assert ("still sealed" in answer) is (since > at)
    assert markers(outgoing(town.env, sent)) == set()
