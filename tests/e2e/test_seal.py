"""*Seal this*, through the real bot: the message goes, a sealed card comes, and nothing that was said is lost."""

from pathlib import Path
from typing import Any

import discord
import pytest
from simcord import interactions
from simcord.actors import MemberActor
from simcord.enums import InteractionType
from simcord.results import InteractionResult, ResponseMessage

from bot.simulated import uploads
from tests.e2e.notes import opened, reader, sealed, send, stored
from tests.e2e.plans import forbid
from tests.e2e.reminders import mail
from tests.e2e.test_settings import role
from tests.e2e.world import World, outgoing, said, shown
from tests.storage.rows import ask

SPOILER = "@everyone **He dies** in <#1>, says <@{id}>"
PICTURE = ("SPOILER_end.png", b"not really a picture")


async def _says(town: World, who: MemberActor, text: str = "He dies.", *files: tuple[str, bytes]) -> discord.Message:
    return await who.send(town.channel, text, attachments=files)


async def _seal(
    town: World, who: MemberActor, message: discord.Message, chapter: str = "2.1"
) -> InteractionResult | ResponseMessage:
    form = await who.context_menu(town.channel, "Seal this", message)
    if not form.modal:
        return form
    done = await send(who, form, "", chapter=chapter)
    await town.env.settle()
    return shown(done)


def _there(town: World) -> list[str]:
    """Return what members say in the channel."""
    return [one.content for one in town.channel.history() if not one.author.bot]


async def test_a_moderator_seals_what_somebody_blurted_out(town: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", "bot")
    club = await town.open_club()
    ann, ben, cleo = [await reader(town, club, at, name) for at, name in ((1, "ann"), (5, "ben"), (2, "cleo"))]
    message = await _says(town, ann, SPOILER.format(id=ben.id), PICTURE, ("notes.pdf", b"%PDF"))
    sent = len(town.env.http_requests)
    done = await _seal(town, town.mod, message)
    assert "Whoever has finished 2.1 can open it." in said(done)
    assert f"I tell {ann.mention} privately." in said(done)
    assert _there(town) == []
    [card] = sealed(town.channel)
    told = outgoing(town.env, sent)
    assert f"A message by {ann.mention} tells of 2.1." in told
    assert not any(word in told for word in ("dies", "end.png", "notes.pdf"))
    [letter] = mail(ann)
    assert "Your message is sealed" in letter
    assert f"/{town.channel.id}/{card.id}" in letter
    for who, chapters in ((cleo, "3 chapters"), (ann, "4 chapters")):
        assert chapters in said(await opened(town, who))
    note = await opened(town, ben)
    assert "@\u200beveryone" in said(note)
    assert "He dies" in said(note)
    await ben.click(note, label="2 files")
    assert {b"not really a picture", b"%PDF"} <= set(uploads(town.env))
    assert "SPOILER_end.png" in str(note.components)
    await ben.click(note, label="Back to the message")
    assert "He dies" in said(note)
    [line] = ask_log(town)
    assert line == ("note-seal", town.mod.id)
    assert "dies" not in caplog.text


def ask_log(town: World) -> list[tuple[Any, ...]]:
    """Return the lines of the log about notes."""
    rows = stored(town, "changes")
    return [(row["what"], row["changed_by"]) for row in rows if row["what"].startswith("note")]


async def test_authors_seal_their_own_and_find_their_bookmark_in_the_form(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, 5)
    form = await ann.context_menu(town.channel, "Seal this", await _says(town, ann))
    assert form.modal
    assert form.modal["components"][0]["component"]["value"] == "2.1"
    done = shown(await send(ann, form, ""))
    await town.env.settle()
    assert "privately" not in said(done)
    assert mail(ann) == []
    assert ask_log(town) == []
    note = await opened(town, ann)
    assert "He dies" in said(note)
    await ann.click(note, label="Delete")
    await ann.click(note, label="Yes, take it back")
    assert (sealed(town.channel), stored(town, "notes"), stored(town, "note_files")) == ([], [], [])


async def test_a_moderator_by_role_seals_and_a_stranger_takes_their_own_words_back(town: World) -> None:
    club = await town.open_club()
    stranger, mods = town.person("stranger"), role(town, "Mods")
    await town.mod.slash(town.channel, "manage settings")
    ask(Path(town.settings.database), "UPDATE clubs SET mods_id = ? WHERE id = ?", mods.id, club.id)
    await town.restart()
    keeper = town.guild.add_member(town.env.create_user("keeper"), roles=[mods])
    town._locales[keeper.id] = "en-US"
    await _seal(town, keeper, await _says(town, stranger))
    away = await opened(town, stranger)
    assert "5 chapters from your bookmark" in said(away)
    await stranger.click(away, label="Delete")
    await stranger.click(away, label="Yes, take it back")
    assert sealed(town.channel) == []


async def test_what_cannot_be_sealed_stays_and_says_why(town: World, monkeypatch: pytest.MonkeyPatch) -> None:
    club = await town.open_club()
    ann, ben = await reader(town, club, 5), await reader(town, club, 5, "ben")
    hers = await _says(town, ann)
    assert "Only its author or a moderator" in said(await _seal(town, ben, hers))
    card = next(one for one in town.channel.history() if one.author.bot)
    assert "only what a member wrote" in said(await _seal(town, town.mod, card))
    monkeypatch.setattr("bot.domain.seal.MOST_BYTES", 10)
    heavy = await _says(town, ann, "", ("a.bin", b"0123456789a"))
    assert "files are too large" in said(await _seal(town, town.mod, heavy))
    await forbid(town, town.channel, "manage_messages")
    assert "“Manage Messages”" in said(await _seal(town, town.mod, hers))
    await forbid(town, town.channel)
    assert "outside the book" in said(await _seal(town, town.mod, hers, "9.9"))
    assert len(_there(town)) == 2
    assert stored(town, "notes") == []


async def test_what_changed_or_went_while_the_form_was_open_is_not_sealed(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, 5)
    first, second, third = [await _says(town, ann, text) for text in ("one", "two", "three")]
    forms = [await town.mod.context_menu(town.channel, "Seal this", one) for one in (first, second, third)]
    await ann.edit(first, "one more")
    assert "may have changed" in said(shown(await send(town.mod, forms[0], "", chapter="2.1")))
    await ann.delete(second)
    assert "not there any more" in said(shown(await send(town.mod, forms[1], "", chapter="2.1")))
    await town.restart()
    assert "once more" in said(shown(await send(town.mod, forms[2], "", chapter="2.1")))
    assert stored(town, "notes") == []
    assert _there(town) == ["one more", "three"]


async def test_who_moderates_no_more_when_the_form_comes_back_seals_nothing(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, 5)
    form = await town.mod.context_menu(town.channel, "Seal this", await _says(town, ann))
    town.env.backend.remove_member_role(town.guild.id, town.mod.id, town.staff.id)
    assert "Only its author or a moderator" in said(shown(await send(town.mod, form, "", chapter="2.1")))
    assert (_there(town), stored(town, "notes")) == (["He dies."], [])


async def test_two_who_seal_it_at_once_make_one_card_of_it(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, 5)
    message = await _says(town, ann)
    forms = [await who.context_menu(town.channel, "Seal this", message) for who in (town.mod, ann)]
    assert all(form.modal for form in forms)
    sent = len(town.env.http_requests)
    for who, chapter in ((town.mod, "2.1"), (ann, "2.2")):
        field = {"type": 4, "custom_id": "chapter", "value": chapter}
        _, payload = interactions.base_payload(
            town.env.backend,
            type=InteractionType.MODAL_SUBMIT,
            channel_id=town.channel.id,
            guild_id=town.guild.id,
            user_id=who.id,
            data={
                "custom_id": f"seal-form:{club.id}:{message.id}",
                "components": [{"type": 18, "component": field}],
            },
        )
        town.env.backend.emit("INTERACTION_CREATE", payload)
    await town.env.settle()
    answers = outgoing(town.env, sent)
    assert answers.count("The message is sealed") == 1
    assert answers.count("sealed already") + answers.count("not there any more") == 1
    assert len(stored(town, "notes")) == 1
    assert len(sealed(town.channel)) == 1


@pytest.mark.faults
async def test_where_deleting_or_posting_fails_it_is_done_later_and_once(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, 5)
    message = await _says(town, ann)
    town.env.inject_error("DELETE", f"/channels/{town.channel.id}/messages/{message.id}", status=403, times=2)
    town.env.inject_error("POST", f"/channels/{town.channel.id}/messages", status=403, times=1)
    assert "I keep trying" in said(await _seal(town, town.mod, message))
    assert sealed(town.channel) == []
    assert _there(town) == ["He dies."]
    await town.restart()
    for _ in range(4):
        await town.env.advance_time(20 * 60)
    assert _there(town) == []
    assert len(sealed(town.channel)) == 1
    assert "He dies" in said(await opened(town, ann))
    assert len(mail(ann)) == 1


@pytest.mark.faults
async def test_a_note_whose_card_could_not_be_posted_gets_one_later(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, 5)
    town.env.inject_error("POST", f"/channels/{town.channel.id}/messages", status=403, times=1)
    done = await send(ann, await ann.slash(town.channel, "note write"), "How cold it is.")
    assert "I keep trying" in said(done)
    assert sealed(town.channel) == []
    await town.env.advance_time(100)
    [card] = sealed(town.channel)
    assert "left a thought on 2.1" in str(card.components[0].to_dict())
    assert stored(town, "notes")[0]["message_id"] == card.id


async def test_who_deletes_their_data_takes_a_sealed_message_along(town: World) -> None:
    club = await town.open_club()
    ann, ben = await reader(town, club, 5), await reader(town, club, 5, "ben")
    await _seal(town, town.mod, await _says(town, ann, "", PICTURE))
    [card] = sealed(town.channel)
    note = await opened(town, ben)
    assert "No words, only files." in said(note)
    here = await town.here(ann)
    await town.bot.services.me.forget(here, club.id)
    assert (stored(town, "notes"), stored(town, "note_files")) == ([], [])
    await ben.click(card, label="Open")
    assert sealed(town.channel) == []
    assert "taken back" in said(shown(await ben.click(note, label="1 file")))
