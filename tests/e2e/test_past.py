"""Moving on to the next book, through the real bot: closing a club, its readers going along, and looking back."""

from typing import Any

import pytest
from simcord.actors import MemberActor

from bot.domain.club import Club
from tests.e2e.plans import DAY, TO_MONDAY, cards, rows, threads, with_a_plan, written
from tests.e2e.reminders import asks
from tests.e2e.test_info import boards, pin, wait
from tests.e2e.test_settings import panel
from tests.e2e.votes import open_vote, rank, stored
from tests.e2e.walk import Walk
from tests.e2e.world import World, buttons, forge, outgoing, said, shown
from tests.marked import LAST, markers

WHOLE = TO_MONDAY + 29 * DAY
"""Until the club has met for the last time, and a while longer."""


async def present(town: World) -> Club:
    """Return the one club that is open."""
    [club] = [one for one in (await town.here(town.mod)).server.clubs.values() if one.closed_at is None]
    return club


async def close(town: World, person: MemberActor | None = None) -> str:
    """Let a moderator close the club, and return what they are told."""
    card = await panel(town, person)
    await town.mod.click(card, label="Close this club")
    assert "Close The the\\-club?" in said(card)
    await town.mod.click(card, label="Close the club")
    return said(card)


async def next_book(town: World, name: str = "The next") -> str:
    """Let the moderator set up the next club in the channel, and return what they are told."""
    card = await town.set_up(town.channel, book="marked", name=name)
    return await town.start(card)


async def test_who_read_the_book_is_in_the_next_club_from_its_start_and_may_leave(town: World) -> None:
    club = await with_a_plan(town)
    ann, ben, cyd = (town.person(name) for name in ("ann", "ben", "cyd"))
    for person, at in ((ann, LAST), (ben, 4)):
        await town.put(person, club, at)
    await town.env.advance_time(WHOLE)
    sketch = said(await town.mod.slash(town.channel, "manage setup"))
    assert "-# The the\\-club has read its book there. It becomes a past club when this one starts" in sketch
    told = await next_book(town)
    assert "Whoever read **The Marked Book** there is in already." in told
    new = await present(town)
    assert new.id != club.id
    assert [await town.at(person, new) for person in (ann, ben, cyd)] == [0, 0, None]
    assert [await town.at(person, club) for person in (ann, ben)] == [LAST, 4]
    welcome = town.channel.history()[-1]
    assert "Whoever read **The Marked Book** with us here is in already, at the start of this one." in written(welcome)
    assert "in already" not in said(await cyd.click(welcome, label="Join"))
    assert "đã có mặt sẵn" not in said(await ann.click(welcome, label="In my language"))
    assert "with us here is in already" in said(await ann.click(welcome, label="In my language"))
    assert "Your bookmarks" in said(await ben.slash(town.channel, "club leave"))
    assert (await town.at(ben, new), await town.at(ben, club)) == (None, 4)
    lines = stored(town, "SELECT club_id, what, changed_by FROM changes ORDER BY id DESC LIMIT 2")
    assert lines == [(new.id, "opened", town.mod.id), (club.id, "closed", town.mod.id)]
    await town.restart()
    assert [await town.at(person, new) for person in (ann, ben, cyd)] == [0, None, 0]


async def test_a_club_that_is_reading_still_keeps_its_channel(town: World) -> None:
    club = await with_a_plan(town)
    await town.env.advance_time(TO_MONDAY + 15 * DAY)
    card = await town.set_up(town.channel, book="marked", channel=town.channel)
    assert "becomes a past club" not in said(card)
    assert "meets in that channel already" in await town.start(card)
    assert (await present(town)).id == club.id


async def test_a_moderator_may_close_a_club_before_and_its_readers_go_along_when_the_next_one_begins(
    town: World,
) -> None:
    club = await with_a_plan(town)
    ann = town.person("ann")
    await town.put(ann, club, 4)
    await town.env.advance_time(TO_MONDAY + DAY)
    told = await close(town)
    assert f"in <#{town.channel.id}> begins the next one, and the readers go along." in told
    assert "Closed" not in said(await town.mod.slash(town.channel, "manage log", club=str(club.id)))
    assert "**The club is closed**" in said(await town.mod.slash(town.channel, "manage log", club=str(club.id)))
    await next_book(town)
    new = await present(town)
    assert await town.at(ann, new) == 0
    assert "is a past club" in await town.forged(town.mod, f"close:{club.id}:yes")


async def test_a_closed_club_posts_nothing_reminds_nobody_and_counts_no_vote(town: World) -> None:
    club = await with_a_plan(town)
    ann = town.person("ann")
    await town.put(ann, club, 2)
    await asks(town, ann, "day", "hours", "opens")
    await open_vote(town, club, days=14)
    await rank(town, ann, "Emma")
    vote = town.channel.history()[-1]
    await town.env.advance_time(TO_MONDAY + 60)
    await close(town)
    there = [written(one) for one in town.channel.history()], len(ann.user.dm_channel.history())
    sent = len(town.env.http_requests)
    assert stored(town, "SELECT count(*) FROM ballots") == [(0,)]
    await town.env.advance_time(40 * DAY)
    assert town.env.http_requests[sent:] == []
    assert ([written(one) for one in town.channel.history()], len(ann.user.dm_channel.history())) == there
    assert {state for *_, state in rows(town, club)} <= {"done", "void"}
    assert "leads nowhere" in said(await ann.click(vote, label="Vote"))
    await asks(town, town.person("ben"), "day")
    assert {state for *_, state in rows(town, club)} <= {"done", "void"}


async def test_what_only_a_present_club_does_is_refused_kindly_in_a_past_one(town: World) -> None:
    club = await with_a_plan(town)
    ann = town.person("ann")
    await town.put(ann, club, LAST)
    for person in (ann, town.mod):
        await town.put(person, club, LAST)
    await close(town)
    asked: list[tuple[MemberActor, str, dict[str, Any]]] = [
        (ann, "club nominate", {"book": "Emma", "author": "Jane Austen"}),
        *((ann, command, {}) for command in ("club vote", "club suggest", "quiz propose")),
        (town.mod, "manage pause", {"weeks": 1}),
        *((town.mod, f"manage {what}", {}) for what in ("plan", "resume", "settings", "vote", "prompt add")),
        (town.mod, "quiz round", {}),
    ]
    for person, command, options in asked:
        told = said(await person.slash(town.channel, command, club=str(club.id), **options))
        assert "is a past club" in told, command
    for custom_id in ("pin:{}", "setting:{}:times", "move:{}:meeting", "vote-open:{}:3", "close:{}:ask"):
        assert "is a past club" in await town.forged(town.mod, custom_id.format(club.id)), custom_id


async def test_past_books_stand_below_the_present_ones_and_can_be_read_for_ever(town: World) -> None:
    club = await with_a_plan(town)
    ann, ben, cyd = (town.person(name) for name in ("ann", "ben", "cyd"))
    for person, at in ((ann, LAST), (ben, LAST), (cyd, 3)):
        await town.put(person, club, at)
    await town.bot.services.me.hide(await town.here(ben), hidden=True)
    await town.env.advance_time(WHOLE)
    await next_book(town)
    listed = said(await ann.slash(town.channel, "club list"))
    above, below = listed.split("**Past books**")
    assert "**The next**" in above
    assert "The the\\-club" not in above
    linked = ", ".join(f"<#{thread.id}>" for thread in threads(town, club))
    for words in (
        "**The the\\-club**\nThe Marked Book · <t:1767603600:D> – <t:1769972400:D>",
        f"Threads: {linked}",
        f"Of 3 readers, 2 have finished. {ann.mention}",
    ):
        assert words in below
        assert words.removeprefix("**The the\\-club**\n") in said(
            await ann.slash(town.channel, "club info", club=str(club.id))
        )
    assert ben.mention not in below
    name = "The the-club"
    assert "mk12z" in said(await ann.slash(town.channel, "summary", club=name))
    assert "sealed" in said(await cyd.slash(town.channel, "summary", chapter="3.3", club=name))
    assert "mk" not in said(await ann.slash(town.channel, "summary", chapter="1.1"))
    await cyd.slash(town.channel, "progress set", where="2.1", club=name)
    assert (await town.at(cyd, club), await town.at(cyd, await present(town))) == (5, 0)
    assert "This club closed on <t:" in said(await ann.slash(town.channel, "schedule", club=name))


async def test_where_a_channel_has_a_past_club_and_a_present_one_the_present_one_is_meant(town: World) -> None:
    club = await with_a_plan(town)
    ann = town.person("ann")
    await town.put(ann, club, 4)
    await close(town)
    assert "The the\\-club · 4 of 12 chapters" in said(await ann.slash(town.channel, "progress show"))
    await next_book(town)
    new = await present(town)
    await ann.slash(town.channel, "progress set", where="1.2")
    assert (await town.at(ann, club), await town.at(ann, new)) == (4, 2)
    offered = await ann.autocomplete(town.channel, "summary", "club", "the")
    assert [choice["value"] for choice in offered] == [str(new.id), str(club.id)]


async def test_past_clubs_are_none_of_the_most_that_a_server_may_have_and_their_list_turns_its_pages(
    town: World,
) -> None:
    for n in range(5):
        await town.open_club(name=f"Book {n}")
        await forge(town, town.mod, f"close:{n + 1}:yes")
    for n in range(25):
        await town.open_club(channel=town.guild.create_text_channel(f"club-{n}"), name=f"Club {n}")
    ann = town.person("ann")
    card = shown(await ann.slash(town.channel, "club list"))
    assert [label for label, _ in buttons(card)] == ["Past books"]
    await ann.click(card, label="Past books")
    assert [name for name in ("Book 4", "Book 3", "Book 2") if name in said(card)] == ["Book 4", "Book 3"]
    await ann.click(card, label="Longer ago")
    await ann.click(card, label="Longer ago")
    assert "**Book 0**" in said(card)
    assert "Page 3 of 3" in said(card)
    assert [label for label, _ in buttons(card)] == ["More recent"]


async def test_the_pinned_card_of_a_closed_club_says_so_once_and_gives_its_place_to_the_next(town: World) -> None:
    await with_a_plan(town)
    await pin(town)
    await close(town)
    await town.env.settle()
    [card] = boards(town.channel)
    assert "This club closed on <t:" in written(card)
    assert [label for label, _ in buttons(card)] == ["In my language"]
    assert not card.pinned
    assert "Threads:" not in said(await town.person("ann").click(card, label="In my language"))
    await next_book(town)
    await pin(town)
    await wait(town)
    assert [one.pinned for one in boards(town.channel)] == [False, True]
    first, second = (one.id for one in boards(town.channel))
    assert stored(town, "SELECT info_card FROM clubs ORDER BY id") == [(first,), (second,)]


async def test_a_welcome_card_that_cannot_be_posted_loses_no_reader(town: World) -> None:
    club = await with_a_plan(town)
    ann = town.person("ann")
    await town.put(ann, club, LAST)
    await town.env.advance_time(WHOLE)
    card = await town.set_up(town.channel, book="marked", name="The next")
    town.env.inject_error("POST", f"/channels/{town.channel.id}/messages", status=403, code=50013)
    assert "Please allow me" in await town.start(card)
    assert await town.at(ann, club) == LAST
    await next_book(town)
    assert await town.at(ann, await present(town)) == 0


async def test_only_moderators_close_a_club(town: World) -> None:
    club = await with_a_plan(town)
    ann = town.person("ann")
    for sure in ("ask", "yes"):
        assert "Only moderators" in await town.forged(ann, f"close:{club.id}:{sure}")
    private = shown(await ann.slash(town.channel, "club info"))
    assert "Only moderators" in await town.forged(ann, f"close:{club.id}:yes", on=private)
    assert (await present(town)).id == club.id


READING = (
    *("summary", "recap", "theme", "character list", "character lookup"),
    *("club list", "club info", "club replay", "schedule", "quiz solo"),
)


@pytest.mark.parametrize(("at", "speaks"), [(LAST // 2, "en-US"), (None, "vi")])
async def test_a_past_club_tells_nobody_what_lies_past_their_bookmark_in_it(
    town: World, at: int | None, speaks: str
) -> None:
    club = await with_a_plan(town)
    await town.put(town.person("other"), club, LAST)
    await town.env.advance_time(WHOLE)
    await next_book(town)
    walker = town.person("walker")
    town._locales[walker.id] = speaks
    sent = len(town.env.http_requests)
    walk = Walk(town, (await town.here(walker)).server.clubs[club.id], walker, at, only=READING)
    steps = [step async for step in walk.steps()]
    leaks = [
        step.what for step in steps for text in step.private for since in markers(text) if since > (step.horizon or 0)
    ]
    assert leaks == []
    told = outgoing(town.env, sent)
    assert "<t:1767603600:D>" in told
    assert at is None or max(markers(told)) == at
    assert not [one for one in cards(town, town.channel) if markers(one)]
