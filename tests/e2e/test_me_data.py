"""What is kept of somebody: handed to them as a file, and deleted when they say so, through the real bot."""

import json
from typing import Any

import discord
from simcord import interactions
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.enums import InteractionType
from simcord.results import InteractionResult

from bot.domain.club import Club
from bot.simulated import uploads
from bot.storage import places as place_rows
from tests.e2e.walk import Walk
from tests.e2e.world import World, buttons, forge, said, shown
from tests.e2e.world import told as answered
from tests.storage.every_table import everything, found


def _file(town: World, result: InteractionResult) -> dict[str, Any]:
    [attached] = shown(result).attachments
    assert attached.filename == "samovar.json"
    whole: dict[str, Any] = json.loads(town.env.backend.cdn.get(attached.url) or b"")
    return whole


async def _abroad(town: World) -> tuple[ChannelHandle, MemberActor]:
    """Open a club in a second server; return its channel and its moderator."""
    guild = town.env.create_guild("Elsewhere")
    place = guild.create_text_channel("books")
    staff = guild.create_role("Staff", permissions=discord.Permissions(manage_guild=True))
    mod = guild.add_member(town.env.create_user("other-mod"), roles=[staff])
    town._locales[mod.id] = "en-US"
    card = shown(await mod.slash(place, "manage setup", book="marked", name="Far away"))
    assert "The club is open" in answered(await mod.click(card, label="Start the club"), card)
    return place, mod


def _visits(person: MemberActor, place: ChannelHandle) -> MemberActor:
    """Let somebody be a member of a channel's server too."""
    assert place.guild is not None
    return place.guild.add_member(person.user)


async def _agree(town: World) -> None:
    """Memory and database say the same of every server."""
    places = town.bot.services.places
    for guild, server in places._servers.items():
        assert (server.clubs, server.readers, server.habits) == await place_rows.load(places._database, guild)


async def _settled_reader(town: World, name: str, club: Club) -> MemberActor:
    """Add somebody of whom there is something in every table: places, pages, habits."""
    person = town.person(name)
    await person.slash(town.channel, "progress set", where="1.2", club=str(club.id))
    await person.slash(town.channel, "progress set", where="1.3", club=str(club.id))
    form = await forge(town, person, f"pages:{club.id}")
    assert form["type"] == 9
    await forge(
        town,
        person,
        f"pages-form:{club.id}",
        components=[{"type": 18, "component": {"type": 4, "custom_id": "pages", "value": "864"}}],
    )
    await forge(town, person, "hide:yes")
    return person


async def test_the_file_holds_everything_kept_of_a_reader_in_this_server(town: World) -> None:
    club = await town.open_club(name="Nhóm “Đọc”")
    ann = await _settled_reader(town, "ann", club)
    result = await ann.slash(town.channel, "me export")
    assert result.ephemeral
    told = said(result)
    assert "every bookmark, and all that you wrote, shared, answered, chose or changed there" in told
    assert "I never show one server’s data in another" in told
    whole = _file(town, result)
    [kept] = whole.pop("clubs")
    assert whole == {
        "server": str(town.guild.id),
        "member": str(ann.id),
        "settings": {"language": None, "place_hidden": True, "off_the_quiz_board": False},
        "club_in_the_making": None,
    }
    assert [mark["chapters_finished"] for mark in kept["bookmarks"]] == [0, 2, 3]
    assert (kept["name"], kept["book"], kept["pages_of_your_edition"]) == ("Nhóm “Đọc”", "marked", 864)
    assert kept["opened_by_you"] is None
    times = [kept["joined"], *(mark["set"] for mark in kept["bookmarks"])]
    assert times == sorted(times)
    assert all(time.startswith("2026-01-01T00:00:00") and time.endswith("Z") for time in times)
    assert "Nhóm “Đọc”".encode() in uploads(town.env)[-1], "people read it as it is"


async def test_whoever_opened_a_club_finds_that_in_their_file(town: World) -> None:
    await town.open_club()
    [kept] = _file(town, await town.mod.slash(town.channel, "me export"))["clubs"]
    assert kept["opened_by_you"].endswith("Z")
    assert (kept["joined"], kept["bookmarks"]) == (None, [])


async def test_what_a_moderator_changed_is_in_their_file_and_loses_their_name_with_everything(town: World) -> None:
    await town.open_club()
    role = town.guild.create_role("Readers")
    card = shown(await town.mod.slash(town.channel, "manage settings"))
    form = await town.mod.click(card, custom_id="setting:1:roles")
    await town.mod.submit_modal(form, {"mention": [role]})
    [kept] = _file(town, await town.mod.slash(town.channel, "me export"))["clubs"]
    opened, changed = kept["changed_by_you"]
    assert (opened["what"], opened["after"]) == ("opened", {"channel": str(town.channel.id)})
    assert (changed["what"], changed["before"]) == ("settings", {"mention": None})
    assert changed["after"] == {"mention": str(role.id)}
    assert changed["changed"].endswith("Z")
    asked = shown(await town.mod.slash(town.channel, "me delete"))
    assert "that it was you who changed settings and the plan" in said(asked)
    await town.mod.click(asked, label="Delete everywhere")
    assert found(town.settings.database, town.mod.id) == set()
    log = said(await town.mod.slash(town.channel, "manage log"))
    assert log.count("somebody I have forgotten") == 2


async def test_a_club_in_the_making_is_in_the_file_and_goes_with_everything(town: World) -> None:
    card = shown(await town.mod.slash(town.channel, "manage setup", book="marked", name="Mondays"))
    made = _file(town, await town.mod.slash(town.channel, "me export"))["club_in_the_making"]
    assert (made["name"], made["book"], made["channel"]) == ("Mondays", "marked", str(town.channel.id))
    assert (made["changed"], made["wishes"]["zone"]) == ("2026-01-01T00:00:00Z", "UTC")
    asked = shown(await town.mod.slash(town.channel, "me delete"))
    assert "In this server I keep a club that you are setting up, and nothing else." in said(asked)
    await town.mod.click(asked, label="Delete everywhere")
    assert found(town.settings.database, town.mod.id) == set()
    assert "This draft is gone" in await town.start(card)


async def test_a_stranger_gets_a_kind_sentence_and_a_file_all_the_same(town: World) -> None:
    stranger = town.person("stranger")
    result = await stranger.slash(town.channel, "me export")
    assert "I keep nothing about you here" in said(result)
    assert _file(town, result)["clubs"] == []
    await town.open_club()
    assert _file(town, await stranger.slash(town.channel, "me export"))["clubs"] == []


async def test_a_former_member_gets_what_is_kept_and_what_they_left_is_not_in_it(town: World) -> None:
    club = await town.open_club()
    ann = await _settled_reader(town, "ann", club)
    await ann.slash(town.channel, "club leave")
    whole = _file(town, await ann.slash(town.channel, "me export"))
    assert whole["clubs"] == []
    assert whole["settings"] == {"language": None, "place_hidden": True, "off_the_quiz_board": False}
    asked = shown(await ann.slash(town.channel, "me delete"))
    assert "In this server I keep your settings, and nothing in a club" in said(asked)
    assert [label for label, _ in buttons(asked)] == ["Delete everywhere", "Keep everything"]
    await ann.click(asked, label="Delete everywhere")
    assert found(town.settings.database, ann.id) == set()


async def test_the_file_tells_nothing_of_other_servers_or_other_readers(town: World) -> None:
    club = await town.open_club()
    place, _ = await _abroad(town)
    ann = await _settled_reader(town, "ann", club)
    bob = await _settled_reader(town, "bob", club)
    there = _visits(ann, place)
    await there.slash(place, "progress set", where="1.1")
    written = json.dumps(_file(town, await ann.slash(town.channel, "me export")))
    assert "Far away" not in written
    assert str(bob.id) not in written
    assert [one["name"] for one in _file(town, await there.slash(place, "me export"))["clubs"]] == ["Far away"]


async def test_deleting_in_one_club_says_what_goes_and_leaves_the_rest(town: World) -> None:
    other = town.guild.create_text_channel("second")
    first = await town.open_club(name="First")
    second = await town.open_club(channel=other, name="Second")
    ann = await _settled_reader(town, "ann", first)
    await ann.slash(other, "progress set", where="1.1")
    asked = await ann.slash(town.channel, "me delete")
    assert asked.ephemeral
    told = said(asked)
    assert "**First**" in told
    assert "every bookmark" in told
    assert "Only backups made before still hold it" in told
    assert "</me export:" in told
    done = await ann.click(shown(asked), label="Delete in this club")
    assert "I have forgotten you in **First**" in said(done)
    assert buttons(shown(done)) == []
    assert (await town.at(ann, first), await town.at(ann, second)) == (None, 1)
    rows = everything(town.settings.database)
    assert [row["club_id"] for row in rows["readers"]] == [second.id]
    assert {row["club_id"] for row in rows["bookmarks"]} == {second.id}
    assert len(rows["habits"]) == 1
    await _agree(town)


async def test_with_several_clubs_the_option_says_which_is_meant(town: World) -> None:
    other, lobby = (town.guild.create_text_channel(name) for name in ("second", "lobby"))
    await town.open_club(name="First")
    second = await town.open_club(channel=other, name="Second")
    ann = town.person("ann")
    for place in (town.channel, other):
        await ann.slash(place, "club join")
    asked = await ann.slash(lobby, "me delete")
    assert "name it with the option “club”" in said(asked)
    assert [label for label, _ in buttons(shown(asked))] == ["Delete everywhere", "Keep everything"]
    named = await ann.slash(lobby, "me delete", club="Second")
    assert "**Second**" in said(named)
    await ann.click(shown(named), label="Delete in this club")
    assert await town.at(ann, second) is None
    assert "No club of this server has that name" in said(await ann.slash(lobby, "me delete", club="Third"))


async def test_deleting_everywhere_leaves_no_trace_in_any_table_of_any_server(town: World) -> None:
    club = await town.open_club()
    place, _ = await _abroad(town)
    ann = await _settled_reader(town, "ann", club)
    bob = await _settled_reader(town, "bob", club)
    there = _visits(ann, place)
    await there.slash(place, "progress set", where="1.4")
    await there.slash(place, "me settings")
    await forge(town, there, "speak:vi", place)
    others = {table: [row for row in rows if row.get("user_id") != ann.id] for table, rows in _now(town).items()}
    assert {"readers.user_id", "bookmarks.user_id", "habits.user_id"} == found(town.settings.database, ann.id)
    done = await ann.click(shown(await ann.slash(town.channel, "me delete")), label="Delete everywhere")
    assert "I have forgotten you in every club of every server" in said(done)
    assert found(town.settings.database, ann.id) == set()
    assert _now(town) == others
    assert await town.at(bob, club) == 3
    await _agree(town)
    assert "You have not joined this club yet" in said(await there.slash(place, "club leave"))
    assert "Your settings in this server" in said(await there.slash(place, "me settings")), "the language went too"


async def test_a_club_stays_when_who_opened_it_is_forgotten_and_no_longer_names_them(town: World) -> None:
    club = await town.open_club()
    ann = await _settled_reader(town, "ann", club)
    asked = await town.mod.slash(town.channel, "me delete")
    assert "that it was you who opened it" in said(asked)
    await town.mod.click(shown(asked), label="Delete in this club")
    assert found(town.settings.database, town.mod.id) == set()
    [row] = everything(town.settings.database)["clubs"]
    assert (row["name"], row["opened_by"]) == ("The Marked Book", None)
    assert await town.at(ann, club) == 3


async def test_keeping_everything_keeps_everything(town: World) -> None:
    club = await town.open_club()
    ann = await _settled_reader(town, "ann", club)
    before = _now(town)
    asked = await ann.slash(town.channel, "me delete")
    kept = await ann.click(shown(asked), label="Keep everything")
    assert "Everything stays as it was" in said(kept)
    assert buttons(shown(kept)) == []
    assert _now(town) == before


async def test_asking_alone_deletes_nothing_and_a_restart_before_the_answer_does_not_matter(town: World) -> None:
    club = await town.open_club()
    ann = await _settled_reader(town, "ann", club)
    before = _now(town)
    asked, again = [shown(await ann.slash(town.channel, "me delete")) for _ in range(2)]
    assert _now(town) == before
    await town.restart()
    assert "I have forgotten you in" in said(await ann.click(asked, label="Delete in this club"))
    assert await town.at(ann, club) is None
    await town.restart()
    assert "every club of every server" in said(await ann.click(again, label="Delete everywhere"))
    assert found(town.settings.database, ann.id) == set()


async def test_two_presses_at_once_are_both_answered_and_delete_once(town: World) -> None:
    club = await town.open_club()
    ann = await _settled_reader(town, "ann", club)
    for custom_id in (f"forget:{club.id}", "forget-everywhere"):
        sent = len(town.env.http_requests)
        for _ in range(2):
            _, payload = interactions.base_payload(
                town.env.backend,
                type=InteractionType.MESSAGE_COMPONENT,
                channel_id=town.channel.id,
                guild_id=town.guild.id,
                user_id=ann.id,
                data={"custom_id": custom_id, "component_type": 2},
            )
            town.env.backend.emit("INTERACTION_CREATE", payload)
        await town.env.settle()
        answers = [request for request in town.env.http_requests[sent:] if request.path.endswith("/callback")]
        assert len(answers) == 2
        assert all("I have forgotten you" in str(answer.json) for answer in answers)
        await _agree(town)
    assert found(town.settings.database, ann.id) == set()


async def test_a_forged_button_deletes_only_what_is_the_pressers_own(town: World) -> None:
    club = await town.open_club()
    ann = await _settled_reader(town, "ann", club)
    bob = await _settled_reader(town, "bob", club)
    stranger = town.person("stranger")
    before = _now(town)
    for custom_id in (f"forget:{club.id}", "forget-everywhere", "keep"):
        await forge(town, stranger, custom_id)
        assert _now(town) == before
    await forge(town, bob, "forget-everywhere")
    assert found(town.settings.database, bob.id) == set()
    assert await town.at(ann, club) == 3


async def test_a_forged_button_reaches_no_club_of_another_server(town: World) -> None:
    club = await town.open_club()
    place, _ = await _abroad(town)
    ann = await _settled_reader(town, "ann", club)
    there = _visits(ann, place)
    before = _now(town)
    assert "leads nowhere any more" in str(await forge(town, there, f"forget:{club.id}", place))
    for wrong in ("forget", "forget:", "forget:1:2", "forget:x", "forget-everywhere:1", "keep:1"):
        assert "leads nowhere any more" in str(await forge(town, ann, wrong))
    assert _now(town) == before


async def test_it_all_speaks_vietnamese(town: World) -> None:
    club = await town.open_club()
    binh = town.person("binh", speaks="vi")
    await town.put(binh, club, 2)
    assert "Những gì tôi lưu về bạn" in said(await binh.slash(town.channel, "me export"))
    asked = await binh.slash(town.channel, "me delete")
    assert [label for label, _ in buttons(shown(asked))] == [
        "Xóa trong câu lạc bộ này",
        "Xóa ở mọi nơi",
        "Giữ lại tất cả",
    ]
    assert "Tôi đã quên bạn" in said(await binh.click(shown(asked), label="Xóa ở mọi nơi"))


async def test_the_walk_that_looks_for_leaks_reads_the_files_too(town: World) -> None:
    club = await town.open_club()
    walk = Walk(town, club, town.person("walker"), 2, only={"me export"})
    files = [text for step in [s async for s in walk.steps()] for text in step.private if "chapters_finished" in text]
    assert files


def _now(town: World) -> dict[str, list[dict[str, Any]]]:
    return everything(town.settings.database)
