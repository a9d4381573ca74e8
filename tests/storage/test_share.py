"""A share is one row: found only in its own server, unsigned when its reader is forgotten, gone with its club."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.club import Club
from bot.domain.share import Shared, Subject
from bot.storage import kept as kept_rows
from bot.storage import me, share
from bot.storage.club import close_club
from bot.storage.database import Database
from tests.storage.rows import ask

ANN, BEN = 4, 5
MINUTE = timedelta(minutes=1)


@pytest.fixture
def new(club: Club) -> Shared:
    """What Ann shares in the club's channel."""
    return Shared(0, club.id, 11, ANN, Subject("person", "kitty"), 7)


async def test_what_is_saved_is_found_with_its_message(database: Database, new: Shared, now: datetime) -> None:
    number = await share.add(database, 1, new, now)
    assert await share.find(database, 1, number) == replace(new, id=number)
    await share.posted(database, 1, number, 987)
    assert await share.find(database, 1, number) == replace(new, id=number, message=987)
    await share.remove(database, 1, number)
    assert await share.find(database, 1, number) is None


async def test_another_server_finds_changes_and_removes_nothing(database: Database, new: Shared, now: datetime) -> None:
    number = await share.add(database, 1, new, now)
    assert await share.find(database, 2, number) is None
    assert await share.lately(database, 2, new, now - MINUTE) is None
    await share.posted(database, 2, number, 987)
    await share.remove(database, 2, number)
    assert await share.find(database, 1, number) == replace(new, id=number)


async def test_the_same_is_found_again_for_a_while(database: Database, new: Shared, now: datetime) -> None:
    number = await share.add(database, 1, new, now)
    assert await share.lately(database, 1, new, now - MINUTE) == replace(new, id=number)
    assert await share.lately(database, 1, new, now) is None


async def test_whatever_differs_is_another_share(
    database: Database, new: Shared, other_club: Club, now: datetime
) -> None:
    await share.add(database, 1, new, now)
    for other in (
        replace(new, by=BEN),
        replace(new, channel_id=12),
        replace(new, position=8),
        replace(new, club_id=other_club.id),
        replace(new, subject=Subject("person", "anna")),
        replace(new, subject=Subject("theme", "kitty")),
    ):
        assert await share.lately(database, 1, other, now - MINUTE) is None


async def test_who_is_forgotten_leaves_their_cards_unsigned(
    database: Database, new: Shared, other_club: Club, now: datetime
) -> None:
    here = await share.add(database, 1, new, now)
    there = await share.add(database, 1, replace(new, club_id=other_club.id), now)
    bens = await share.add(database, 1, replace(new, by=BEN), now)
    await me.forget(database, 1, ANN, new.club_id)
    assert await share.find(database, 1, here) == replace(new, id=here, by=None)
    assert await share.find(database, 1, there) == replace(new, id=there, club_id=other_club.id)
    assert await me.servers(database, ANN) == (1,)
    await me.forget(database, 1, ANN)
    assert await me.servers(database, ANN) == ()
    assert await share.find(database, 1, bens) == replace(new, id=bens, by=BEN)


async def test_who_only_shared_in_a_club_finds_that_among_what_is_kept(
    database: Database, new: Shared, now: datetime
) -> None:
    await share.add(database, 1, new, now)
    [club] = (await kept_rows.load(database, 1, ANN)).clubs
    assert (club.joined_at, club.opened_at, club.marks) == (None, None, ())
    [kept] = club.shares
    assert (kept.kind, kept.which, kept.position, kept.channel_id, kept.message_id) == ("person", "kitty", 7, 11, None)
    assert kept.shared_at == "2026-11-20T19:00:00Z"


async def test_a_club_takes_its_shares_along(database: Database, path: Path, new: Shared, now: datetime) -> None:
    await share.add(database, 1, new, now)
    await close_club(database, 1, new.club_id)
    assert ask(path, "SELECT * FROM shares") == []
