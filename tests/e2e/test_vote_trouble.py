"""What may go wrong with a vote: crashes, outages, lost places, forged and late presses, people who leave."""

import json
from typing import Any

import pytest
from simcord.actors import MemberActor

from bot.domain.club import Club
from tests.e2e.plans import DAY, HOUR, cards, forbid, lay, plan_of, save, written
from tests.e2e.strikes import DIES_AFTER, DIES_BEFORE, EACH, Strikes
from tests.e2e.votes import booth, choose, nominate, open_vote, posted, rank, ranking, reader, stored
from tests.e2e.world import World, forge, outgoing, said, shown

NOT_READING = "You have not joined this club yet"
GONE = "leads nowhere any more"


@pytest.mark.faults
@pytest.mark.parametrize("how", EACH)
async def test_whatever_dies_while_a_vote_closes_its_result_is_posted_once_and_is_the_same(
    town: World, how: str
) -> None:
    club = await town.open_club()
    ann = await reader(town, club, "ann")
    struck = 0
    while True:
        there = len(posted(town))
        await open_vote(town, club)
        await rank(town, ann, "Persuasion", "Emma")
        await town.env.advance_time(3 * DAY - 60)
        strikes = Strikes({struck: how})
        strikes.watch(town.bot)
        await town.env.advance_time(HOUR)
        if strikes.dead:
            await town.restart()
            await town.env.advance_time(HOUR)
        else:
            strikes.leave(town.bot)
        asked, result = posted(town)[there:]
        assert "The vote is over. 1 reader voted." in asked, struck
        assert "We read **Persuasion** by Somebody next." in result, struck
        assert "**Persuasion** against Emma (1:0), Middlemarch (1:0)" in result, struck
        assert stored(town, "SELECT count(*) FROM ballots") == [(0,)]
        if len(strikes.seen) <= struck:
            break
        struck += 1
    assert struck > 8, "there is less to strike at than there was"


@pytest.mark.parametrize("how", [DIES_BEFORE, DIES_AFTER])
async def test_a_bot_that_dies_while_it_posts_the_card_posts_it_once_all_the_same(town: World, how: str) -> None:
    await town.open_club()
    club = (await town.here(town.mod)).server.clubs[1]
    await town.put(town.mod, club, 0)
    for title in ("Emma", "Persuasion"):
        await nominate(town, town.mod, title, "Jane Austen")
    panel = shown(await town.mod.slash(town.channel, "manage vote"))
    strikes = Strikes(posts={0: how})
    strikes.watch(town.bot)
    await town.mod.click(panel, label="Open the vote")
    await town.env.settle()
    assert strikes.dead
    await town.restart()
    await town.env.advance_time(HOUR)
    assert len(posted(town)) == 1
    assert stored(town, "SELECT card FROM votes") == [(town.channel.history()[-1].id,)]


async def test_a_bot_that_is_away_at_the_end_counts_when_it_is_back_and_takes_no_vote_that_came_too_late(
    town: World,
) -> None:
    club = await town.open_club()
    ann = await reader(town, club, "ann")
    await open_vote(town, club)
    card = await rank(town, ann, "Emma")
    town.env.backend.advance_clock(9 * DAY)
    late = said(await choose(town, ann, card, "Persuasion"))
    assert "That vote is over." in late
    await town.restart()
    await town.env.advance_time(60)
    assert "**Emma** against" in posted(town)[1]
    assert len(posted(town)) == 2


async def test_a_bot_that_comes_back_after_months_posts_nothing_and_the_club_may_nominate_again(town: World) -> None:
    club = await town.open_club()
    await open_vote(town, club)
    town.env.backend.advance_clock(60 * DAY)
    await town.restart()
    await town.env.advance_time(60)
    assert len(posted(town)) == 1
    assert stored(town, "SELECT kind, state FROM work") == [("vote", "done"), ("count", "void")]
    assert "is nominated." in await nominate(town, town.mod, "Silas Marner", "George Eliot")


async def test_a_plan_that_is_made_and_changed_meanwhile_takes_no_vote_along(town: World) -> None:
    club = await town.open_club()
    await open_vote(town, club)
    await lay(town, club)
    await save(town, club, await plan_of(town, club))
    assert stored(town, "SELECT kind, state FROM work WHERE kind IN ('vote', 'count')") == [
        ("vote", "done"),
        ("count", "waiting"),
    ]
    await town.env.advance_time(3 * DAY + 60)
    assert len(posted(town)) == 2


async def test_a_vote_whose_channel_is_deleted_ends_without_a_word_to_anybody(town: World) -> None:
    staff = town.guild.create_text_channel("staff")
    club = await lay(town, await town.open_club(), staff=staff)
    ann = await reader(town, club, "ann")
    await open_vote(town, club)
    await rank(town, ann, "Emma")
    stored(town, "DELETE FROM work WHERE kind NOT IN ('vote', 'count')")
    town.env.backend.delete_channel(town.channel.id)
    await town.env.settle()
    await town.env.advance_time(10 * DAY)
    assert stored(town, "SELECT kind, state FROM work") == [("vote", "done"), ("count", "void")]
    assert cards(town, staff) == []
    assert town.mod.user.dm_channel.history() == []
    assert stored(town, "SELECT count(*) FROM ballots") == [(0,)]


async def test_moderators_are_told_of_a_permission_that_a_result_waits_for_and_it_comes_when_it_is_back(
    town: World,
) -> None:
    staff = town.guild.create_text_channel("staff")
    club = await lay(town, await town.open_club(), staff=staff)
    await open_vote(town, club)
    stored(town, "DELETE FROM work WHERE kind NOT IN ('vote', 'count')")
    await forbid(town, town.channel, "send_messages")
    await town.env.advance_time(3 * DAY + HOUR)
    [told] = cards(town, staff)
    assert f"I cannot do in <#{town.channel.id}> what is due there: I am missing “Send Messages”." in told
    await forbid(town, town.channel)
    await town.env.advance_time(HOUR)
    assert len(posted(town)) == 2


async def test_a_vote_does_not_open_where_its_card_could_not_be_posted(town: World) -> None:
    club = await town.open_club()
    await town.put(town.mod, club, 0)
    for title in ("Emma", "Persuasion"):
        await nominate(town, town.mod, title, "Jane Austen")
    await forbid(town, town.channel, "read_message_history")
    answer = await town.forged(town.mod, f"vote-open:{club.id}:3")
    assert "Please allow me “Read Message History” there" in answer
    assert stored(town, "SELECT count(*) FROM votes") == [(0,)]


async def test_presses_of_those_who_may_not_get_one_sentence_and_change_nothing(town: World) -> None:
    club = await town.open_club()
    ann, stranger = await reader(town, club, "ann"), town.person("stranger")
    abroad = town.env.create_guild("Elsewhere")
    place = abroad.create_text_channel("books")
    foreign = town.person("foreign", guild=abroad)
    vote = await open_vote(town, club)
    await rank(town, ann, "Emma")
    before = _stored(town)
    for person, custom_id, values, sentence in (
        (stranger, f"vote:{vote}", None, NOT_READING),
        (stranger, f"rank:{vote}", ["1"], NOT_READING),
        (stranger, f"rank-keep:{vote}:0", None, NOT_READING),
        (stranger, f"nominated:{club.id}", ["1"], NOT_READING),
        (ann, f"nominated:{club.id}", ["1"], "The club is voting on its next book"),
        (ann, f"rank:{vote}", ["99"], "not there to choose any more"),
        (ann, f"rank:{vote}", ["x"], GONE),
        (ann, f"rank:{vote}", [], GONE),
        (ann, f"rank:{vote + 1}", ["1"], GONE),
        (ann, f"vote-open:{club.id}:3", None, "Only moderators"),
        (ann, f"vote-close:{vote}:ask", None, "Only moderators"),
        (ann, f"vote-close:{vote}:yes", None, "Only moderators"),
        (ann, f"vote-panel:{club.id}", None, "Only moderators"),
        (ann, f"vote-drop:{club.id}:3", ["1"], "Only moderators"),
        (town.mod, f"vote-open:{club.id}:15", None, GONE),
        (town.mod, f"vote-open:{club.id}:3", None, "The club is voting on its next book"),
        (town.mod, f"vote-drop:{club.id}:3", ["99"], "not there to choose any more"),
    ):
        given: dict[str, Any] = {} if values is None else {"values": values}
        assert sentence in await town.forged(person, custom_id, **given), custom_id
        assert _stored(town) == before, custom_id
    for custom_id in (f"vote:{vote}", f"rank-keep:{vote}:0", f"vote-open:{club.id}:3", f"vote-close:{vote}:yes"):
        body = json.dumps(await forge(town, foreign, custom_id, place))
        assert GONE in body or "Only moderators" in body
        assert _stored(town) == before


def _stored(town: World) -> list[object]:
    return [stored(town, f"SELECT * FROM {table}") for table in ("votes", "nominations", "ballots", "work")]  # noqa: S608 - ours


async def test_an_older_copy_of_a_card_takes_back_no_more_than_it_shows_and_ranks_nothing_twice(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, "ann")
    await open_vote(town, club)
    older = await rank(town, ann, "Emma")
    newer = await rank(town, ann, "Persuasion")
    assert ranking(newer) == ["Emma", "Persuasion"]
    await choose(town, ann, older, "Persuasion")
    assert ranking(older) == ["Emma", "Persuasion"]
    await ann.click(newer, label="Undo the last")
    await town.forged(ann, "rank-keep:1:1")
    assert ranking(await booth(town, ann)) == ["Emma"]


async def test_a_book_that_is_removed_while_the_club_votes_is_gone_from_every_ranking(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, "ann")
    await open_vote(town, club)
    card = await rank(town, ann, "Persuasion", "Emma")
    panel = shown(await town.mod.slash(town.channel, "manage vote"))
    await town.mod.select(panel, ["2"], custom_id=f"vote-drop:{club.id}:3")
    assert "not there to choose any more" in await town.forged(ann, "rank:1", values=["2"])
    await choose(town, ann, card, "Middlemarch")
    assert ranking(card) == ["Emma", "Middlemarch"]
    await town.env.advance_time(3 * DAY + 60)
    assert "We read **Emma**" in posted(town)[1]
    assert "Persuasion" not in posted(town)[1]


async def test_who_leaves_or_is_forgotten_takes_their_ranking_along_and_leaves_what_they_nominated(
    town: World,
) -> None:
    club = await town.open_club()
    people = [await reader(town, club, name) for name in ("ann", "ben", "cai")]
    for person, title in zip(people, ("Silas Marner", "Adam Bede", "Romola"), strict=True):
        await nominate(town, person, title, "George Eliot")
    await open_vote(town, club, "Emma")
    for person in people:
        await rank(town, person, "Adam Bede")
    ann, ben, cai = people
    await ann.slash(town.channel, "club leave")
    await town.forged(ben, "forget-everywhere")
    assert stored(town, "SELECT user_id FROM ballots") == [(cai.id,)]
    assert stored(town, "SELECT title, nominated_by FROM nominations ORDER BY id") == [
        ("Silas Marner", ann.id),
        ("Adam Bede", None),
        ("Romola", cai.id),
        ("Emma", town.mod.id),
    ]
    await town.env.advance_time(3 * DAY + 60)
    assert "1 reader voted." in posted(town)[1]


async def test_nobody_is_told_who_nominated_what_or_who_ranks_how(town: World) -> None:
    club = await town.open_club()
    ann, ben = [await reader(town, club, name) for name in ("ann", "ben")]
    await nominate(town, ann, "Silas Marner", "George Eliot")
    await open_vote(town, club)
    sent = len(town.env.http_requests)
    await rank(town, ben, "Silas Marner")
    await town.mod.slash(town.channel, "manage vote")
    await town.env.advance_time(3 * DAY + 60)
    told = outgoing(town.env, sent)
    assert str(ann.id) not in told
    assert str(ben.id) not in told


async def test_the_file_of_everything_kept_holds_nominations_and_an_open_ranking_by_title(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, "ann")
    await nominate(town, ann, "Silas Marner", "George Eliot")
    await open_vote(town, club)
    await rank(town, ann, "Silas Marner", "Emma")
    [kept] = await _file(town, ann)
    [book], [own] = kept["nominated_by_you"], kept["your_ranking"]
    assert (book["title"], book["author"], book["of_my_shelf"]) == ("Silas Marner", "George Eliot", None)
    assert own["titles"] == ["Silas Marner", "Emma"]
    await town.env.advance_time(3 * DAY + 60)
    [kept] = await _file(town, ann)
    assert (len(kept["nominated_by_you"]), kept["your_ranking"]) == (1, [])


async def _file(town: World, person: MemberActor) -> list[dict[str, list[dict[str, object]]]]:
    [attached] = shown(await person.slash(town.channel, "me export")).attachments
    whole = json.loads(town.env.backend.cdn.get(attached.url) or b"")
    return list(whole["clubs"])


async def test_votes_of_two_clubs_know_nothing_of_each_other(town: World) -> None:
    other = town.guild.create_text_channel("second")
    first: Club = await town.open_club()
    second = await town.open_club(channel=other, name="Second")
    ann = await reader(town, first, "ann")
    await town.put(ann, second, 0)
    await open_vote(town, first)
    assert "Nothing is nominated yet" in said(await ann.slash(other, "club vote"))
    for title in ("Emma", "Romola"):
        await ann.slash(other, "club nominate", book=title, author="Somebody")
    panel = shown(await town.mod.slash(other, "manage vote"))
    await town.mod.click(panel, label="Open the vote")
    await rank(town, ann, "Persuasion")
    await town.env.advance_time(3 * DAY + 60)
    assert "We read **Persuasion**" in posted(town)[1]
    assert ["Nobody voted" in written(one) for one in other.history()][-1]
