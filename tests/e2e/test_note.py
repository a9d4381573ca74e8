"""Sealed notes, through the real bot: written in a form, posted sealed, opened by each by their own bookmark."""

import json
import logging
from pathlib import Path

import discord
import pytest
from simcord.builders import ChannelHandle

from tests.e2e.notes import WORDS, opened, predict, reader, sealed, send, stored, write
from tests.e2e.plans import forbid
from tests.e2e.test_settings import change, panel, role
from tests.e2e.world import World, buttons, forge, outgoing, said, shown
from tests.plans import speaking
from tests.presentation.test_card import shown as plainly
from tests.storage.rows import ask


def card_said(message: discord.Message) -> list[str]:
    """Return the texts of a public card, and what its buttons say."""
    texts = [one.content for one in message.components[0].children if isinstance(one, discord.TextDisplay)]  # type: ignore[union-attr]
    return texts + [label for label, _ in buttons(message)]


def last_card(place: ChannelHandle) -> discord.Message:
    return [one for one in place.history() if not one.flags.ephemeral][-1]


async def test_a_note_goes_from_its_author_to_whoever_has_read_as_far(
    town: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.DEBUG, "bot")
    club = await town.open_club()
    ann, ben = await reader(town, club, 5), await reader(town, club, 2, "ben")
    form = await ann.slash(town.channel, "note write")
    assert form.modal
    fields = {one["component"]["custom_id"]: one["component"] for one in form.modal["components"]}
    assert (fields["chapter"]["value"], list(fields)) == ("2.1", ["chapter", "kind", "text"])
    sent = len(town.env.http_requests)
    done = await send(ann, form, WORDS, kind=["question"])
    assert done.ephemeral
    card = last_card(town.channel)
    assert f"https://discord.com/channels/{town.guild.id}/{town.channel.id}/{card.id}" in said(done)
    assert card_said(card) == [
        f"🔒 {ann.mention} has a question about 2.1.",
        "-# Sealed. It opens privately once you have read that far.",
        *("Open", "Reply"),
    ]
    assert WORDS not in outgoing(town.env, sent)
    away = await opened(town, ben)
    assert away.flags.ephemeral
    assert "3 chapters from your bookmark" in said(away)
    await ben.click(away, label="Tell me when I get there")
    assert "**I will tell you when your bookmark gets there.**" in said(away)
    assert "still sealed" in said(await ben.click(card, label="Reply"))
    assert WORDS not in outgoing(town.env, sent)
    await town.restart()
    moved = shown(await ben.slash(town.channel, "progress set", where="2.1"))
    assert "**1 note is waiting for you. You asked to be told.**" in said(moved)
    await ben.click(moved, label="Read it")
    assert said(moved).splitlines() == [
        "### Part 2, chapter 1 · question",
        f"**{ann.mention}**",
        WORDS,
        "-# That was the last one that waited for you.",
        "Reply",
    ]
    assert WORDS not in "\n".join(record.getMessage() for record in caplog.records)
    assert all(WORDS not in str(one.json) for one in town.env.http_requests if one.path.startswith("/channels/"))


async def test_a_reply_is_a_sealed_note_that_leads_back_to_what_it_answers(town: World) -> None:
    club = await town.open_club()
    ann, ben = await reader(town, club, 5), await reader(town, club, 9, "ben")
    await write(town, ann)
    form = await ben.click(last_card(town.channel), label="Reply")
    replied = shown(await send(ben, form, "Who does?"))
    assert card_said(last_card(town.channel))[0] == (
        f"🔒 {ben.mention} left a thought on 2.1. It answers {ann.mention}."
    )
    await ben.click(replied, label="The note it answers")
    assert WORDS in said(replied)
    await ben.click(replied, label="1 reply")
    await ben.click(replied, label="Open")
    assert "Who does?" in said(replied)
    assert f"**{ben.mention}** · answers {ann.mention}" in said(replied)
    await ben.click(replied, label="All replies")
    assert "### The replies\n1 note, up to your bookmark." in said(replied)


async def test_an_author_changes_and_takes_back_and_the_card_says_so(town: World) -> None:
    club = await town.open_club()
    ann, ben = await reader(town, club, 5), await reader(town, club, 5, "ben")
    await write(town, ann)
    card = last_card(town.channel)
    mine = await opened(town, ann)
    form = await ann.click(mine, label="Edit")
    assert form.modal
    assert form.modal["components"][0]["component"]["value"] == WORDS
    await send(ann, form, "She waits.")
    assert "changed since\nShe waits." in said(mine).replace(" · ", "\n")
    theirs = await opened(town, ben)
    assert [label for label, _ in buttons(theirs)] == ["Reply"]
    late = await ben.click(card, label="Reply")
    await ann.click(mine, label="Delete")
    await ann.click(mine, label="Yes, take it back")
    assert "The note is deleted, and its card says so." in said(mine)
    assert card_said(last_card(town.channel)) == ["This note was taken back."]
    assert (stored(town), len(stored(town, "changes"))) == ([], 1), "the log tells of moderators only"
    refused = await send(ben, late, "Why does she?")
    assert "This note was taken back." in said(refused)
    assert "Why does she?" in said(refused.followups[-1])
    assert "This note was taken back." in await town.forged(ben, f"note:{club.id}:1:0:card")


async def test_a_card_that_could_not_be_changed_says_it_when_it_is_pressed(town: World) -> None:
    club = await town.open_club(language="vi")
    ann, ben = await reader(town, club, 5), await reader(town, club, 2, "ben")
    await write(town, ann)
    await ann.slash(town.channel, "club leave")
    assert stored(town) == []
    card = sealed(town.channel)[-1]
    await ben.click(card, label="Mở")
    assert card_said(last_card(town.channel)) == ["Ghi chú này đã được rút lại."]


async def test_a_moderator_removes_what_they_need_not_have_read(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, 5)
    await write(town, ann)
    await town.put(town.mod, club, 1)
    sent = len(town.env.http_requests)
    card = await opened(town, town.mod)
    assert [label for label, _ in buttons(card)] == ["Tell me when I get there", "Remove"]
    await town.mod.click(card, label="Remove")
    await town.mod.click(card, label="Yes, remove it")
    assert WORDS not in outgoing(town.env, sent)
    assert (stored(town), card_said(last_card(town.channel))) == ([], ["This note was taken back."])
    told = said(await town.mod.slash(town.channel, "manage log"))
    assert told.splitlines()[1].startswith("**Note 1 on 2.1** · removed")
    assert WORDS not in told


async def test_the_moderators_role_removes_and_settles_for_as_long_as_somebody_has_it(town: World) -> None:
    club = await town.open_club()
    ann, ben = await reader(town, club, 5), await reader(town, club, 9, "ben")
    await predict(town, ann)
    mods = role(town, "Mods", ben)
    await change(town, await panel(town), "roles", mods=[mods])
    card = await opened(town, ben)
    assert [label for label, _ in buttons(card)] == ["Reply", "How did it turn out?", "Remove"]
    form = await ben.click(card, label="How did it turn out?")
    await send(ben, form, "", chapter="2.2", outcome=["partly"])
    assert "it came true in part" in said(card)
    told = said(await town.mod.slash(town.channel, "manage log")).splitlines()
    assert told[1:3] == ["**Prediction 1 made at 2.1** · settled", told[2]]
    assert told[2].startswith(f"-# {ben.mention} · <t:")
    town.env.backend.remove_member_role(town.guild.id, ben.id, mods.id)
    for custom_id in (f"settle:{club.id}:1", f"note-drop:{club.id}:1:ask", f"note-drop:{club.id}:1:yes"):
        assert "leads nowhere any more" in await town.forged(ben, custom_id, on=card), custom_id
    card = await opened(town, ben)
    assert [label for label, _ in buttons(card)] == ["Reply"]
    assert [one["outcome"] for one in stored(town)] == ["partly"]


async def test_nobody_else_changes_or_removes_whatever_they_forge(town: World) -> None:
    club = await town.open_club()
    ann, ben = await reader(town, club, 5), await reader(town, club, 9, "ben")
    await predict(town, ann)
    await write(town, ann)
    before = stored(town)
    for row in (1, 2):
        for custom_id in (
            *(f"{word}:{club.id}:{row}" for word in ("note-edit", "settle")),
            *(f"note-drop:{club.id}:{row}:{sure}" for sure in ("ask", "yes")),
        ):
            assert "leads nowhere any more" in await town.forged(ben, custom_id), custom_id
        for custom_id, field in (
            (f"note-edit-form:{club.id}:{row}", "text"),
            (f"settle-form:{club.id}:{row}:none", "chapter"),
        ):
            typed = [{"type": 18, "component": {"type": 4, "custom_id": field, "value": "2.2"}}]
            body = json.dumps(await forge(town, ben, custom_id, components=typed))
            assert "leads nowhere any more" in body
    assert stored(town) == before


async def test_a_prediction_is_sealed_settled_and_told_to_each_who_gets_there(town: World) -> None:
    club = await town.open_club()
    ann, ben = await reader(town, club, 3), await reader(town, club, 4, "ben")
    done = await predict(town, ann, "She takes the train.")
    assert "It opens for whoever has finished 1.3." in said(done)
    assert card_said(last_card(town.channel))[0] == f"🔒 {ann.mention} made a prediction at 1.3."
    theirs = await opened(town, ben)
    assert [label for label, _ in buttons(theirs)] == ["Reply"]
    await town.put(town.mod, club, 8)
    card = await opened(town, town.mod)
    form = await town.mod.click(card, label="How did it turn out?")
    await send(town.mod, form, "", chapter="2.2", outcome=["right"])
    told = f"**Part 2, chapter 2**: it came true. {ann.mention} saw it coming."
    assert told in said(card)
    sent = len(town.env.http_requests)
    assert told not in said(await opened(town, ben))
    moved = shown(await ben.slash(town.channel, "progress set", where="2.1"))
    assert "waiting" not in said(moved)
    assert "saw it coming" not in outgoing(town.env, sent)
    moved = shown(await ben.slash(town.channel, "progress set", where="2.2"))
    await ben.click(moved, label="Read it")
    assert told in said(moved)


@pytest.mark.parametrize("lost", ["a permission", "the channel"])
async def test_where_a_card_cannot_be_posted_the_note_is_kept_and_listed(town: World, lost: str) -> None:
    club = await town.open_club()
    ann, ben = await reader(town, club, 5), await reader(town, club, 5, "ben")
    form = await ann.slash(town.channel, "note write")
    if lost == "a permission":
        await forbid(town, town.channel, "send_messages")
    else:
        town.env.inject_error("POST", f"/channels/{town.channel.id}/messages", status=404, code=10003)
    done = await send(ann, form, WORDS)
    assert "I could not post its card in" in said(done)
    listed = shown(await ben.slash(town.channel, "note list"))
    assert "**1 note is waiting for you.**" in said(listed)
    await ben.click(listed, label="Open")
    assert f"{WORDS}\n-# Note 1 of 1" in said(listed)


@pytest.mark.faults
async def test_what_a_fault_keeps_from_being_saved_is_given_back_and_in_no_log(
    town: World, caplog: pytest.LogCaptureFixture
) -> None:
    club = await town.open_club()
    ann = await reader(town, club, 5)
    form = await ann.slash(town.channel, "note write")
    stop = "CREATE TRIGGER stop BEFORE INSERT ON notes BEGIN SELECT RAISE(ABORT, 'no'); END"
    ask(Path(town.settings.database), stop)
    refused = await send(ann, form, WORDS)
    assert "Something went wrong on my side" in said(refused)
    assert WORDS in said(refused.followups[-1])
    assert "Fault" in caplog.text
    assert WORDS not in caplog.text
    assert (club.id, sealed(town.channel)) == (1, [])


LONG = "".join(f"{n} @everyone ``` [a](https://x.y) " for n in range(120))[:4_000].strip()


@pytest.mark.parametrize("chapter", ["9.9", "3.3", "nowhere"])
async def test_what_is_refused_is_given_back_whole(town: World, chapter: str) -> None:
    club = await town.open_club()
    ann = await reader(town, club, 5)
    form = await ann.slash(town.channel, "note write")
    refused = await send(ann, form, LONG, chapter=chapter)
    given_back = [
        said(one).removeprefix("-# This is what you wrote, so that you can copy it.\n") for one in refused.followups
    ]
    assert "".join(map(plainly, given_back)) == LONG
    assert (club.id, stored(town), sealed(town.channel)) == (1, [], [])


async def test_a_long_note_is_read_in_parts_and_pings_nobody(town: World) -> None:
    club = await town.open_club()
    ann, ben = await reader(town, club, 5), await reader(town, club, 5, "ben")
    sent = len(town.env.http_requests)
    await write(town, ann, LONG)
    assert stored(town)[0]["text"] == LONG
    card = await opened(town, ben)
    pages = 1
    while any(label == "Read on" for label, _ in buttons(card)):
        await ben.click(card, label="Read on")
        pages += 1
    assert pages > 1
    assert f"Page {pages} of {pages}" in said(card)
    await ben.click(card, label="Back a page")
    assert f"Page {pages - 1} of {pages}" in said(card)
    for request in town.env.http_requests[sent:]:
        body = json.dumps(request.json)
        assert not any(sign in body.replace("https://discord.com", "") for sign in ("@everyone", "```", "https://"))
        allowed = body.partition('"allowed_mentions": ')[2]
        assert not allowed or allowed.startswith('{"parse": []')


async def _thread(town: World, name: str = "section-1") -> ChannelHandle:
    channel = town.bot.get_channel(town.channel.id)
    assert isinstance(channel, discord.TextChannel)
    made = await channel.create_thread(name=name, type=discord.ChannelType.public_thread)
    await town.env.settle()
    return next(one for one in town.channel.threads if one.id == made.id)


async def test_a_card_stands_in_the_thread_of_its_section(town: World) -> None:
    club = await town.open_club()
    thread = await _thread(town)
    ann = await reader(town, club, 6)
    (await town.here(town.mod)).server.plans[club.id] = speaking(4, thread.id, 6)
    await write(town, ann, chapter="2.1")
    await write(town, ann, chapter="1.2")
    await write(town, ann, chapter="1.2", place=thread)
    assert [len(sealed(place)) for place in (thread, town.channel)] == [2, 1]
    card = shown(await ann.click(sealed(thread)[0], label="Open"))
    assert WORDS in said(card)


async def test_in_a_forum_a_card_stands_where_its_club_was_opened(town: World) -> None:
    forum = town.guild.create_forum_channel("the-forum")
    card = await town.set_up(town.channel, book="marked", channel=forum)
    assert "The club is open" in await town.start(card)
    [club] = (await town.here(town.mod)).server.clubs.values()
    ann = await reader(town, club, 5)
    form = await ann.slash(town.channel, "note write", club=str(club.id))
    done = await send(ann, form, WORDS)
    assert f"/{club.card}/" in said(done)


async def test_everything_is_said_in_the_readers_language_and_the_public_card_in_the_clubs(town: World) -> None:
    club = await town.open_club(language="vi")
    ann, binh = await reader(town, club, 5), await reader(town, club, 5, "binh", speaks="vi")
    await write(town, ann)
    assert card_said(last_card(town.channel))[0] == f"🔒 {ann.mention} để lại một suy nghĩ về chương 2.1."
    card = shown(await binh.click(last_card(town.channel), label="Mở"))
    assert "Phần 2, chương 1 · suy nghĩ" in said(card)
    listed = said(await binh.slash(town.channel, "note list"))
    assert "Ghi chú của" in listed


async def test_who_is_forgotten_takes_their_notes_along_and_finds_them_in_their_file_before(town: World) -> None:
    club = await town.open_club()
    ann, ben = await reader(town, club, 5), await reader(town, club, 5, "ben")
    await write(town, ann)
    await send(ben, await ben.click(last_card(town.channel), label="Reply"), "Why?")
    exported = await ann.slash(town.channel, "me export")
    [attached] = shown(exported).attachments
    [kept] = json.loads(town.env.backend.cdn.get(attached.url) or b"")["clubs"]
    assert [one["text"] for one in kept["notes_by_you"]] == [WORDS]
    asking = shown(await ann.slash(town.channel, "me delete"))
    assert "your notes" in said(asking)
    await ann.click(asking, label="Delete everywhere")
    assert [(one["text"], one["answers_to"]) for one in stored(town)] == [("Why?", None)]
    card = await opened(town, ben)
    assert f"**{ben.mention}** · answers a reader who left" in said(card)
    await ben.click(card, label="The note it answers")
    assert str(ann.id) not in said(card)
