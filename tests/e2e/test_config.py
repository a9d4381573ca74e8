"""`/manage export` and `import`, through the real bot: a file goes out, comes back, and does what was shown."""

from datetime import datetime
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage

from bot.domain.config import LARGEST
from bot.domain.prompt import NEW, Typed
from bot.simulated import uploads
from tests.e2e.plans import cards, forbid, with_a_plan
from tests.e2e.test_settings import due, role
from tests.e2e.world import DAY, World, buttons, forge, outgoing, said, shown
from tests.storage.every_table import everything

when = datetime.fromisoformat


async def export(town: World, person: MemberActor | None = None) -> tuple[str, str]:
    """Let a moderator export the club; return the words of the answer and the file."""
    result = await (person or town.mod).slash(town.channel, "manage export")
    assert result.ephemeral
    [file] = shown(result).attachments
    return said(result), (await file.read()).decode()


async def hand_in(town: World, text: str | bytes, person: MemberActor | None = None) -> InteractionResult:
    """Let a moderator hand in a file."""
    data = text if isinstance(text, bytes) else text.encode()
    return await (person or town.mod).slash(town.channel, "manage import", file=("club.yaml", data))


async def press(town: World, card: ResponseMessage, label: str) -> str:
    """Press a button of a preview; return what is said to it."""
    result = await town.mod.click(card, label=label)
    return said(result.followups[0] if result.followups else card)


async def test_a_fresh_file_is_private_says_what_stands_and_changes_nothing(town: World) -> None:
    club = await with_a_plan(town, staff=town.guild.create_text_channel("staff"))
    await town.put(town.mod, club, 5)
    words, text = await export(town)
    assert words.splitlines()[0] == "### The the\\-club as a file"
    assert "past your bookmark" not in words
    assert text.startswith("# The the-club, as it is set up on Thursday, 1 January 2026.\n# It meets in #the-club.\n")
    assert f"  staff: {(await town.here(town.mod)).server.clubs[club.id].staff_id}  # #staff\n" in text
    before = everything(town.settings.database)
    result = await hand_in(town, text)
    assert result.ephemeral
    assert "Nothing would change" in said(result)
    assert buttons(shown(result)) == []
    assert everything(town.settings.database) == before


async def test_a_changed_file_is_shown_then_applied_at_once_and_the_club_is_told(town: World) -> None:
    club = await with_a_plan(town, language="vi")
    await town.env.advance_time(6 * DAY)
    _, text = await export(town)
    text = text.replace("meeting: 19:00", "meeting: 20:00").replace("name: The the-club", 'name: "Đọc chậm"')
    before, posted = everything(town.settings.database), len(cards(town, town.channel))
    card = shown(await hand_in(town, text))
    assert "**Hour of meetings** · 19:00 → 20:00" in said(card)
    assert "**Meeting of section 1** · <t:1768158000:f> → <t:1768161600:f>" in said(card)
    assert everything(town.settings.database) == before
    [closing] = due(town, "closing", 4)
    done = await press(town, card, "Apply")
    assert done.splitlines()[:3] == [
        "### That is done",
        "**Name** · The the\\-club → Đọc chậm",
        "**Hour of meetings** · 19:00 → 20:00",
    ]
    plan = await town.plan(club)
    assert [one.meets.hour for one in plan.sections] == [20] * 4
    assert (due(town, "closing", 4)[0] - closing).total_seconds() == 3_600
    told = cards(town, town.channel)[posted:]
    assert len(told) == 1
    assert told[0].startswith("Từ giờ, 4 buổi gặp bắt đầu lúc 20:00. Buổi gặp tới là <t:1768161600:F>.")
    log = said(await town.mod.slash(town.channel, "manage log"))
    assert log.splitlines()[:3] == ["### The log of Đọc chậm", "**Taken in from a file**", done.splitlines()[1]]
    assert "Nothing would change" in said(await hand_in(town, text))


@pytest.mark.parametrize("label", ["Apply", "Leave it"])
async def test_the_file_hangs_on_the_preview_and_goes_with_it_also_after_a_restart(town: World, label: str) -> None:
    club = await town.open_club()
    card = shown(await hand_in(town, "name: Next"))
    [file] = card.attachments
    assert (file.filename, await file.read()) == ("import.yaml", b"name: Next")
    await town.restart()
    await press(town, card, label)
    assert card.attachments == []
    name = (await town.here(town.mod)).server.clubs[club.id].name
    assert name == ("Next" if label == "Apply" else "The Marked Book")


async def test_a_club_that_changed_meanwhile_is_shown_anew_and_nothing_is_done(town: World) -> None:
    club = await town.open_club()
    card = shown(await hand_in(town, "name: Next"))
    await town.bot.services.settings.speak(await town.here(town.mod), club.id, "vi", reminders=True)
    before = everything(town.settings.database)
    assert "The club has changed since you looked." in await press(town, card, "Apply")
    assert everything(town.settings.database) == before
    assert [one.filename for one in card.attachments] == ["import.yaml"]
    assert "That is done" in await press(town, card, "Apply")


async def test_who_moderates_no_more_and_who_never_did_cannot_apply_a_file(town: World) -> None:
    club = await town.open_club()
    other = town.env.create_guild("Others")
    card = shown(await hand_in(town, "name: Next"))
    seen = next(custom_id for label, custom_id in buttons(card) if label == "Apply")
    ann = town.person("ann")
    for custom_id in (seen, f"import-leave:{club.id}"):
        assert "Only moderators" in await town.forged(ann, custom_id)
    assert "could not fetch that file" in await town.forged(town.mod, seen)
    assert not {"manage import", "manage export"} & set(ann.available_commands(town.channel))
    place = other.create_text_channel("lobby")
    body = await forge(town, town.person("cyd", moderator=True, guild=other), seen, place)
    assert "Only moderators" in str(body) or "leads nowhere" in str(body)
    assert (await town.here(town.mod)).server.clubs[club.id].name == "The Marked Book"


async def test_every_fault_of_a_file_is_told_by_its_line_and_nothing_changes(town: World) -> None:
    club = await with_a_plan(town)
    await town.put(town.mod, club, 5)
    _, text = await export(town)
    before = everything(town.settings.database)
    broken = (
        text.replace("weekday: sunday", "weekday: soonday")
        .replace("to: 2.5", "to: 2.9")
        .replace("staff: none", "staff: 5")
    )
    words = said(await hand_in(town, broken)).splitlines()
    assert words[0] == "I cannot take in club.yaml as it is, so nothing has changed."
    numbers = [
        n for n, line in enumerate(broken.splitlines(), 1) if "soonday" in line or "2.9" in line or "staff: 5" in line
    ]
    assert [line.partition(" · ")[0] for line in words[1:]] == [f"**Line {n}**" for n in numbers]
    assert "at most 256 KB" in said(await hand_in(town, b"#" * (LARGEST * 1024 + 1)))
    assert "YAML aliases" in said(await hand_in(town, "name: &a x\nbook: *a"))
    assert everything(town.settings.database) == before


async def test_a_file_that_cannot_be_fetched_changes_nothing(town: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await town.open_club()
    card = shown(await hand_in(town, "name: Next"))

    async def lost(*_args: object, **_options: Any) -> bytes:
        raise discord.NotFound(_Answer(), "gone")  # type: ignore[arg-type]

    monkeypatch.setattr(discord.Attachment, "read", lost)
    assert "could not fetch that file" in await press(town, card, "Apply")
    assert "could not fetch that file" in said(await hand_in(town, "name: Next"))


class _Answer:
    status, reason = 404, "Not Found"


async def test_questions_past_the_moderators_bookmark_stay_out_of_the_file_and_in_the_club(town: World) -> None:
    club = await town.open_club()
    await town.put(town.mod, club, 5)
    here, prompts = await town.here(town.mod), town.bot.services.prompts
    with town.env.time_context():
        for chapter in ("1.2", "2.3", "3.3"):
            await prompts.write(here, club.id, NEW, Typed(chapter, {"en": f"Why {chapter}?"}))
    sent = len(town.env.http_requests)
    words, text = await export(town)
    assert "2 questions of the club’s own are on chapters past your bookmark." in words
    assert ("Why 1.2?" in text, "Why 2.3?" in text, "Why 3.3?" in text) == (True, False, False)
    emptied = text.split("  asked:")[0] + '  asked: [{chapter: 3.1, en: "Who?"}]\n'
    card = shown(await hand_in(town, emptied))
    assert "**1.2** · taken out · Why 1.2?" in said(card)
    assert "🔒 A question on 3.1, sealed until you are there · new" in said(card)
    await press(town, card, "Apply")
    there = [one.text["en"] for one in await prompts.own(club)]
    assert there == ["Why 2.3?", "Who?", "Why 3.3?"]
    assert "Why 3.3" not in outgoing(town.env, sent) + str(uploads(town.env))


async def test_channels_and_roles_are_those_of_this_server(town: World) -> None:
    club = await town.open_club()
    staff, locked = town.guild.create_text_channel("staff"), town.guild.create_text_channel("locked")
    await forbid(town, locked, "send_messages")
    readers = role(town)
    for wrong in (f"staff: {locked.id}", f"staff: {readers.id}", f"mods: {town.guild.id}", f"mention: {staff.id}"):
        assert "**Line 1** · " in said(await hand_in(town, f"settings: {{{wrong}}}"))
    card = shown(await hand_in(town, f"settings: {{staff: {staff.id}, mention: {readers.id}, mods: {town.staff.id}}}"))
    assert f"**Moderators’ channel** · none → <#{staff.id}>" in said(card)
    await press(town, card, "Apply")
    now = (await town.here(town.mod)).server.clubs[club.id]
    assert (now.staff_id, now.mention_id, now.mods_id) == (staff.id, readers.id, town.staff.id)


async def test_the_file_of_one_club_serves_the_next_which_had_no_plan(town: World) -> None:
    await with_a_plan(town)
    _, text = await export(town)
    place = town.guild.create_text_channel("second")
    second = await town.open_club(channel=place, name="Second")
    start, end = text.index("  # The sections, each"), text.index("\n# The club’s own questions")
    text = (
        (text[:start] + text[end:]).replace("start: 2026-01-05", "start: 2026-02-02").replace("name: The the-club", "")
    )
    await forbid(town, place, "create_public_threads")
    refused = await town.mod.slash(place, "manage import", file=("club.yaml", text.encode()))
    assert "Please allow me “Create Public Threads” there" in said(refused)
    await forbid(town, place)
    card = shown(await town.mod.slash(place, "manage import", file=("club.yaml", text.encode())))
    assert "**Plan** · none → 4 sections" in said(card)
    await press(town, card, "Apply")
    plan = await town.plan(second)
    assert [one.opens for one in plan.sections[:2]] == [when("2026-02-02 09:00"), when("2026-02-09 09:00")]
    await town.env.advance_time(33 * DAY)
    assert "## Section 1" in cards(town, place)[-1]
