"""Choosing the next book, through the real bot: nominate, open, rank, and read what came of it, once."""

import json

from simcord.builders import ChannelHandle

from bot.simulated import uploads
from tests.e2e.plans import DAY, HOUR, forbid, lay, written
from tests.e2e.votes import (
    booth,
    choose,
    labels,
    nominate,
    open_vote,
    posted,
    rank,
    ranking,
    reader,
    stored,
)
from tests.e2e.world import World, said, shown


async def test_readers_nominate_typed_books_and_books_of_the_shelf_and_see_all_of_them(town: World) -> None:
    club = await town.open_club()
    ann, ben = [await reader(town, club, name) for name in ("ann", "ben")]
    answer = await ann.slash(town.channel, "club nominate", book="Emma", author="Jane Austen")
    assert answer.ephemeral
    assert "**Emma** by Jane Austen is nominated." in said(answer)
    assert "**The Marked Book**" in await nominate(town, ben, "marked")
    listed = said(await booth(town, ann)).splitlines()
    assert listed[1:3] == ["**1** · **Emma** · Jane Austen", "**2** · **The Marked Book** · Nobody"]
    assert stored(town, "SELECT pack, nominated_by FROM nominations") == [(None, ann.id), ("marked", ben.id)]


async def test_the_shelf_is_offered_while_a_book_is_typed(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, "ann")
    found = await ann.autocomplete(town.channel, "club nominate", "book", "mark")
    assert [(one["name"], one["value"]) for one in found] == [("The Marked Book · Nobody", "marked")]


async def test_what_stands_there_is_not_nominated_twice_and_each_has_three(town: World) -> None:
    club = await town.open_club()
    ann, ben = [await reader(town, club, name) for name in ("ann", "ben")]
    await nominate(town, ann, "Emma", "Jane Austen")
    assert "**Emma** by Jane Austen is nominated already" in await nominate(town, ben, "EMMA", "jane  austen")
    await nominate(town, ann, "marked")
    same = await nominate(town, ben, "the marked book", "NOBODY")
    assert "is nominated already" in same
    await nominate(town, ann, "Persuasion", "Jane Austen")
    assert "You have nominated 3 books" in await nominate(town, ann, "Middlemarch", "George Eliot")
    assert "is nominated." in await nominate(town, ben, "Middlemarch", "George Eliot")
    assert "title and the author" in await nominate(town, ben, "Silas Marner")


async def test_a_reader_takes_back_what_is_theirs_and_a_moderator_removes_anything(town: World) -> None:
    club = await town.open_club()
    ann, ben = [await reader(town, club, name) for name in ("ann", "ben")]
    for person, title in ((ann, "Emma"), (ben, "Persuasion"), (ben, "Middlemarch")):
        await nominate(town, person, title, "Somebody")
    card = await booth(town, ann)
    await ann.select(card, ["1"], custom_id=f"nominated:{club.id}")
    assert stored(town, "SELECT title FROM nominations") == [("Persuasion",), ("Middlemarch",)]
    assert "not there to choose any more" in await town.forged(ann, f"nominated:{club.id}", values=["2"])
    panel = shown(await town.mod.slash(town.channel, "manage vote"))
    await town.mod.select(panel, ["2"], custom_id=f"vote-drop:{club.id}:3")
    assert "Persuasion" not in said(panel)
    assert stored(town, "SELECT title FROM nominations") == [("Middlemarch",)]


async def test_somebodys_words_stay_words_on_every_card(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, "ann")
    sent = len(town.env.http_requests)
    bad = "@everyone **x** <@1> [a](https://b.c)"
    assert "is nominated." in await nominate(town, ann, bad, "# <#1> `y`")
    await open_vote(town, club, "Emma")
    await rank(town, ann, bad)
    await town.env.advance_time(3 * DAY + 60)
    assert len(posted(town)) == 2
    for request in town.env.http_requests[sent:]:
        body = request.json if isinstance(request.json, dict) else {}
        texts = [one for one in _texts(body) if "everyone" in one]
        assert all("@everyone" not in one and "<@1>" not in one and "https://b" not in one for one in texts)
        assert body.get("data", body).get("allowed_mentions", {"parse": []}) == {"parse": []}
    assert any("everyone" in one for one in posted(town))


def _texts(body: object) -> list[str]:
    """Return what is shown as markdown: the contents of texts, wherever they stand."""
    if isinstance(body, dict):
        own = [str(body["content"])] if body.get("type") == 10 else []
        return own + [text for value in body.values() for text in _texts(value)]
    return [text for one in body for text in _texts(one)] if isinstance(body, list) else []


async def test_a_vote_opens_with_a_card_that_says_what_stands_and_until_when(town: World) -> None:
    club = await town.open_club()
    await open_vote(town, club, days=14)
    [card] = posted(town)
    assert card.splitlines()[0] == "## Which book do we read next?"
    assert [line in card for line in ("**1** · **Emma** · Somebody", "**3** · **Middlemarch** · Somebody")] == [
        True
    ] * 2
    closes = 1767225600 + 14 * DAY
    assert f"until <t:{closes}:F>, <t:{closes}:R>" in card
    assert "Schulze’s method" in card
    assert labels(town.channel.history()[-1]) == ["Vote", "In my language"]


async def test_three_rank_change_their_minds_and_read_the_result_once_after_a_restart_in_the_middle(
    town: World,
) -> None:
    club = await town.open_club()
    people = [await reader(town, club, name) for name in ("ann", "ben", "cai")]
    await open_vote(town, club)
    ann, ben, cai = people
    card = await rank(town, ann, "Persuasion", "Emma")
    assert ranking(card) == ["Persuasion", "Emma"]
    await ann.click(card, label="Undo the last")
    assert ranking(card) == ["Persuasion"]
    await choose(town, ann, card, "Middlemarch")
    await town.restart()
    assert ranking(await booth(town, ann)) == ["Persuasion", "Middlemarch"]
    await ann.click(card, label="Start over")
    assert "You have not ranked anything yet." in said(card)
    assert stored(town, "SELECT count(*) FROM ballots") == [(0,)]
    await rank(town, ann, "Emma", "Persuasion", "Middlemarch")
    await rank(town, ben, "Emma", "Middlemarch")
    assert "2 readers have voted" in said(await booth(town, cai))
    assert "3 readers have voted" in said(await rank(town, cai, "Persuasion"))
    await town.env.advance_time(2 * DAY)
    await town.restart()
    assert len(posted(town)) == 1
    await town.env.advance_time(DAY + HOUR)
    asked, result = posted(town)
    assert result.splitlines() == [
        "## The vote on the next book",
        "We read **Emma** by Somebody next.",
        "3 readers voted.",
        "**1** · **Emma** · Somebody",
        "**2** · **Persuasion** · Somebody",
        "**3** · **Middlemarch** · Somebody",
        "**Each against each**",
        "**Emma** against Persuasion (2:1), Middlemarch (2:0)",
        "**Persuasion** against Middlemarch (2:1)",
        "-# In brackets: how many placed the book before that other one, and how many after it.",
        "In my language",
    ]
    assert asked.splitlines() == ["## Which book do we read next?", "The vote is over. 3 readers voted."]
    assert stored(town, "SELECT count(*) FROM ballots") == [(0,)]
    await town.restart()
    await town.env.advance_time(30 * DAY)
    assert len(posted(town)) == 2


async def test_the_result_has_a_picture_with_a_text_for_whoever_cannot_see_it(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, "ann")
    await open_vote(town, club)
    await rank(town, ann, "Middlemarch", "Emma")
    await town.env.advance_time(3 * DAY + 60)
    message = town.channel.history()[-1]
    assert uploads(town.env)[-1].startswith(b"\x89PNG")
    told = json.dumps([one.to_dict() for one in message.components], ensure_ascii=False)
    assert (
        "Table of the vote: each book, and how it stands against those below it. Middlemarch against Emma (1:0)" in told
    )


async def test_without_attach_files_the_result_comes_in_words_alone(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, "ann")
    await open_vote(town, club)
    await rank(town, ann, "Middlemarch")
    await forbid(town, town.channel, "attach_files")
    filed = len(uploads(town.env))
    await town.env.advance_time(3 * DAY + 60)
    assert "We read **Middlemarch** by Somebody next." in posted(town)[1]
    assert len(uploads(town.env)) == filed


async def test_books_that_are_equal_first_are_said_to_be(town: World) -> None:
    club = await town.open_club()
    ann, ben = [await reader(town, club, name) for name in ("ann", "ben")]
    await open_vote(town, club)
    await rank(town, ann, "Emma", "Persuasion")
    await rank(town, ben, "Persuasion", "Emma")
    await town.env.advance_time(3 * DAY + 60)
    result = posted(town)[1]
    assert "**Emma** and **Persuasion** are equal first: the votes put none of them before another." in result
    assert "**2** · **Persuasion** · Somebody · equal with 1" in result
    assert "We read" not in result


async def test_where_nobody_voted_that_is_said_and_nothing_is_chosen(town: World) -> None:
    club = await town.open_club()
    await open_vote(town, club)
    filed = len(uploads(town.env))
    await town.env.advance_time(3 * DAY + 60)
    result = posted(town)[1]
    assert result.splitlines()[1] == "Nobody voted this time, so nothing is chosen."
    assert "against" not in result
    assert len(uploads(town.env)) == filed
    panel = said(await town.mod.slash(town.channel, "manage vote"))
    assert "Nothing is nominated yet." in panel


async def test_a_moderator_closes_a_vote_early_and_it_is_counted_once(town: World) -> None:
    club = await town.open_club()
    ann = await reader(town, club, "ann")
    await open_vote(town, club)
    card = await rank(town, ann, "Emma")
    panel = shown(await town.mod.slash(town.channel, "manage vote"))
    assert "1 reader has voted." in said(panel)
    await town.mod.click(panel, label="Close the vote now")
    assert "Nobody can vote any more then" in said(panel)
    await town.mod.click(panel, label="Leave it open")
    await town.mod.click(panel, label="Close the vote now")
    await town.mod.click(panel, label="Close it")
    assert "The vote is closed" in said(panel)
    assert len(posted(town)) == 2
    assert "We read **Emma** by Somebody next." in posted(town)[1]
    assert "That vote is over." in said(await choose(town, ann, card, "Persuasion"))
    await town.env.advance_time(10 * DAY)
    assert len(posted(town)) == 2


async def test_a_second_vote_begins_with_an_empty_list(town: World) -> None:
    club = await town.open_club()
    await open_vote(town, club)
    assert "The club is voting on its next book" in await nominate(town, town.mod, "Silas Marner", "George Eliot")
    await town.env.advance_time(3 * DAY + 60)
    assert "Nothing is nominated yet" in said(await booth(town, town.mod))
    await open_vote(town, club, "Emma", "Silas Marner")
    assert [one.splitlines()[0] for one in posted(town)] == [
        "## Which book do we read next?",
        "## The vote on the next book",
        "## Which book do we read next?",
    ]


async def test_the_public_cards_are_told_in_the_readers_language_and_the_button_opens_their_own_card(
    town: World,
) -> None:
    club = await town.open_club()
    lan = await reader(town, club, "lan", speaks="vi")
    await open_vote(town, club, "Emma", "Persuasion")
    card = town.channel.history()[-1]
    told = await lan.click(card, label="In my language")
    assert told.ephemeral
    assert "Ta đọc tiếp cuốn nào?" in said(told)
    assert labels(shown(told)) == ["Bầu chọn"]
    mine = await lan.click(card, label="Vote")
    assert mine.ephemeral
    assert "Thứ hạng bạn xếp" in said(mine)
    await choose(town, lan, shown(mine), "Emma")
    await town.env.advance_time(3 * DAY + 60)
    sent = len(uploads(town.env))
    result = await lan.click(town.channel.history()[-1], label="In my language")
    assert "Tiếp theo, ta đọc **Emma** của Somebody." in said(result)
    assert uploads(town.env)[sent].startswith(b"\x89PNG")
    assert "In my language" not in said(result)


async def test_in_a_forum_a_vote_is_a_post_of_its_own_and_the_result_stands_in_it(town: World) -> None:
    club = await lay(town, await town.open_club(), forum=True)
    ann = await reader(town, club, "ann")
    await open_vote(town, club)
    [post] = [
        one for one in town.env.backend.channels.values() if one.is_thread and str(one.name).startswith("Which book")
    ]
    place = ChannelHandle(town.env, town.guild, post)
    assert labels(place.history()[0]) == ["Vote", "In my language"]
    opened = shown(await ann.click(place.history()[0], label="Vote"))
    await choose(town, ann, opened, "Emma")
    await town.env.advance_time(3 * DAY + 60)
    _, result = [written(one) for one in place.history()]
    # In Discord a forum post's first message has the post's number; simcord gives it one of its own.
    changed = [one for one in town.env.http_requests if one.method == "PATCH" and one.path.startswith("/channels/")]
    assert [one.path for one in changed] == [f"/channels/{place.id}/messages/{place.id}"]
    assert "The vote is over." in str(changed[0].json)
    assert "We read **Emma** by Somebody next." in result


async def test_the_longest_list_fits_on_every_card_in_both_languages(town: World) -> None:
    club = await town.open_club()
    people = [await reader(town, club, f"r{n}", speaks="vi" if n % 2 else "en-US") for n in range(7)]
    titles = [f"{n} " + "*_~" * 32 for n in range(20)]
    for n, title in enumerate(titles):
        assert title[:2] in await nominate(town, people[n // 3], title, "`|" * 50)
    panel = shown(await town.mod.slash(town.channel, "manage vote"))
    await town.mod.click(panel, label="Open the vote")
    await rank(town, people[0], *titles)
    card = await rank(town, people[1], *reversed(titles[1:]))
    assert len(ranking(card)) == 19
    await town.env.advance_time(3 * DAY + 60)
    result = posted(town)[1]
    assert all(f"**{n}**" in result for n in range(1, 21))
    assert "**19** · 20\N{NO-BREAK SPACE}(" in result
    for person in people[:2]:
        told = said(await person.click(town.channel.history()[-1], label="In my language"))
        assert all(f"**{n}**" in told for n in range(1, 21))
