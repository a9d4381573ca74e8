"""A club that runs itself: sections open, questions come, once each, and what is in the way is told."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.domain.club import Club
from bot.domain.pace import Pace
from bot.domain.plan import Plan, Wishes, plan
from tests.e2e.world import World, buttons, said

WISHES = Wishes(date(2026, 1, 5), 6, time(19), "Europe/London", Pace("chapters", 3))
DAY = 86_400


async def with_a_plan(town: World, **changes: object) -> Club:
    club = await town.open_club()
    here = await town.here(town.mod)
    book = await town.bot.services.places.book(club)
    wishes = replace(WISHES, **changes)
    async with here.server.lock:
        with town.env.time_context():
            await town.bot.services.places.set_plan(here.server, club, Plan(wishes, plan(book.outline, wishes)))
    town.bot.services.work.wake()
    await town.env.settle()
    return club


async def test_a_section_opens_with_a_card_a_thread_and_a_word_on_how_far_it_speaks(town: World) -> None:
    await with_a_plan(town)
    before = len(town.channel.history())
    await town.env.advance_time(5 * DAY)
    cards = town.channel.history()[before:]
    for c in cards:
        print(said(c) if not hasattr(c, "content") else c.components)
    for t in town.channel.threads:
        print(t.name)
        for m in t.history():
            print(m.components)
    assert 0
