"""The board of a club's rounds, through the real bot: private, of a season, and without who stays off it."""

import json
from typing import Any

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.domain.club import Club
from tests.e2e.world import DAY, World, buttons, forge, said, shown
from tests.marked import LAST
from tests.storage.every_table import everything
from tests.storage.rounds import a_round, played


async def _scores(town: World, person: MemberActor, **options: Any) -> InteractionResult:
    return await person.slash(town.channel, "quiz scores", **options)


def _play(town: World, club: Club, person: MemberActor, right: int, wrong: int = 0, *, since: int = 1) -> None:
    played(town.settings.database, club, person.id, right, wrong, since=since)


def _habits(town: World) -> list[dict[str, Any]]:
    return everything(town.settings.database)["habits"]


async def test_before_anybody_answered_it_says_what_to_do(town: World) -> None:
    await town.open_club()
    told = await _scores(town, town.person("ann"))
    assert told.ephemeral
    assert "Nobody is on this board yet. It counts what is answered in rounds; </quiz round:" in said(told)


async def test_the_board_is_private_and_pings_nobody(town: World) -> None:
    club = await town.open_club()
    ann, ben, cyd = (town.person(name) for name in ("ann", "ben", "cyd"))
    _play(town, club, ann, 3, 1)
    _play(town, club, ben, 6, 2)
    _play(town, club, cyd, 3, 1)
    posted = len(town.channel.history())
    told = await _scores(town, ann)
    assert told.ephemeral
    assert len(town.channel.history()) == posted
    lines = [line for line in said(told).splitlines() if "<@" in line]
    assert lines == [
        f"**1** · {ben.mention} · 6 of 8 right · 75%",
        f"**2** · {ann.mention} · 3 of 4 right · 75%",
        f"**2** · {cyd.mention} · 3 of 4 right · 75%",
    ]
    sent = town.env.http_requests[-1].json
    assert isinstance(sent, dict)
    assert sent["data"]["allowed_mentions"] == {"parse": []}


async def test_far_down_ones_own_line_is_shown_all_the_same(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    _play(town, club, ann, 0, 1)
    for n in range(12):
        _play(town, club, town.person(f"reader {n}"), 2, n)
    told = said(await _scores(town, ann))
    assert told.count("<@") == 11
    assert f"**13** · {ann.mention} · 0 of 1 right · 0%" in told
    assert "2 others are on the board" in told


async def test_a_season_is_offered_chosen_and_typed(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    await town.env.advance_time(14 * DAY)
    ann = town.person("ann")
    offered = await ann.autocomplete(town.channel, "quiz scores", "season", "")
    assert [(one["name"], one["value"]) for one in offered] == [
        ("The whole book", "book"),
        ("Section 2 · 1.4–2.2", "2"),
        ("Section 1 · 1.1–1.3", "1"),
    ]
    _play(town, club, ann, 2, 0, since=2)
    _play(town, club, ann, 0, 1, since=5)
    _play(town, club, ann, 0, 1, since=LAST)
    for typed, found in (("1", "2 of 2"), ("section 2", "0 of 1"), ("book", "2 of 4"), ("the whole book", "2 of 4")):
        assert f"{found} right" in said(await _scores(town, ann, season=typed)), typed
    for typed in ("3", "0", "nonsense", "@everyone"):
        told = said(await _scores(town, ann, season=typed))
        assert "There are no scores by that name yet" in told
        assert typed not in told


async def test_in_vietnamese_seasons_are_named_so(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    await town.env.advance_time(7 * DAY)
    binh = town.person("binh", speaks="vi")
    offered = await binh.autocomplete(town.channel, "quiz scores", "season", "chang")
    assert [one["name"] for one in offered] == ["Chặng 1 · 1.1–1.3"]
    _play(town, club, binh, 1, 1)
    told = said(await _scores(town, binh, season=offered[0]["name"]))
    assert "đúng 1/2 câu · 50%" in told


async def test_whoever_stays_off_is_in_no_line_and_no_number_of_others(town: World) -> None:
    club = await town.open_club()
    ann, ben = town.person("ann"), town.person("ben")
    _play(town, club, ann, 1, 1)
    before = said(await _scores(town, ann))
    _play(town, club, ben, 2, 0)
    off = await ben.click(shown(await _scores(town, ben)), label="Keep me off the board")
    assert ben.mention not in said(off)
    assert "You: 2 of 2 right · 100%" in said(off)
    assert "nobody but you sees your score" in said(off)
    assert said(await _scores(town, ann)) == before
    await town.restart()
    assert said(await _scores(town, ann)) == before
    assert "You: 2 of 2 right" in said(await _scores(town, ben))
    on = await ben.click(shown(off), label="Put me on the board")
    assert f"**1** · {ben.mention} · 2 of 2 right" in said(on)
    assert _habits(town) == []


async def test_the_settings_say_the_same_and_change_it_too(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    _play(town, club, ann, 1, 0)
    panel = await ann.slash(town.channel, "me settings")
    assert "others may see how often you were right" in said(panel)
    off = await ann.click(shown(panel), label="Keep me off the board")
    assert "you stay off it: nobody but you sees your score" in said(off)
    assert "Nobody is on this board yet" in said(await _scores(town, town.mod))
    on = await ann.click(shown(off), label="Put me on the board")
    assert "others may see how often you were right" in said(on)
    assert ann.mention in said(await _scores(town, town.mod))


async def test_the_button_works_after_a_restart_and_keeps_its_season(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    await town.env.advance_time(7 * DAY)
    ann = town.person("ann")
    card = shown(await _scores(town, ann, season="1"))
    await town.restart()
    off = await ann.click(card, label="Keep me off the board")
    assert "Section 1 · 1.1–1.3" in said(off)
    assert [custom_id for _, custom_id in buttons(shown(off))] == [f"board:{club.id}:1:no"]
    [row] = _habits(town)
    assert row["unranked"] == 1


async def test_what_is_being_asked_is_not_on_the_board_nor_in_ones_file_until_it_is_told(town: World) -> None:
    """Nobody looks up whether they were right while they may still change their mind."""
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 3)
    row = a_round(town.settings.database, club, phase="asking", turn=1)
    played(town.settings.database, club, ann.id, 2, 0, row=row)
    assert "1 of 1 right" in said(await _scores(town, ann))
    [attached] = shown(await ann.slash(town.channel, "me export")).attachments
    [kept] = json.loads(town.env.backend.cdn.get(attached.url) or b"")["clubs"]
    [round_] = kept["rounds"]
    assert (round_["started_by_you"], round_["you_are_in_it"]) == (False, True)
    assert round_["your_answers"] == [
        {"question": 1, "chapter": 1, "choice": 1, "right": True},
        {"question": 2, "chapter": 1, "choice": 2, "right": None},
    ]


async def test_leaving_takes_one_off_the_board(town: World) -> None:
    club = await town.open_club()
    ann, ben = town.person("ann"), town.person("ben")
    await town.put(ann, club, 3)
    for person in (ann, ben):
        _play(town, club, person, 1, 0)
    await ann.slash(town.channel, "club leave")
    told = said(await _scores(town, ben))
    assert ann.mention not in told
    assert ben.mention in told
    rows = everything(town.settings.database)
    assert {row["user_id"] for table in ("players", "answers") for row in rows[table]} == {ben.id}


async def test_somebody_who_only_played_finds_it_in_their_file_and_has_it_deleted(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    _play(town, club, ann, 1, 0, since=4)
    [attached] = shown(await ann.slash(town.channel, "me export")).attachments
    [kept] = json.loads(town.env.backend.cdn.get(attached.url) or b"")["clubs"]
    sealed = {"question": 1, "chapter": 4, "choice": "sealed", "right": None}
    assert kept["rounds"][0]["your_answers"] == [sealed], "who has not joined has read nothing"
    asked = await ann.slash(town.channel, "me delete")
    assert "the rounds you were in or started, and your answers." in said(asked)
    await ann.click(shown(asked), label="Delete in this club")
    assert "Nobody is on this board yet" in said(await _scores(town, ann))
    assert everything(town.settings.database)["players"] == []


@pytest.mark.parametrize("season", ["0", "1"])
async def test_another_servers_club_is_refused_and_nothing_is_set(town: World, season: str) -> None:
    club = await town.open_club()
    guild = town.env.create_guild("Elsewhere")
    place = guild.create_text_channel("books")
    stranger = town.person("stranger", guild=guild)
    told = said(await stranger.slash(place, "quiz scores", club=str(club.id)))
    assert "There is no club here yet" in told
    body = await forge(town, stranger, f"board:{club.id}:{season}:yes", place)
    assert "leads nowhere any more" in json.dumps(body)
    for wrong in (f"board:{club.id}:0:maybe", "board:x:0:yes", f"board:{club.id}:yes", "unrank:", "unrank:maybe"):
        assert "leads nowhere any more" in json.dumps(await forge(town, stranger, wrong, place)), wrong
    assert _habits(town) == []
