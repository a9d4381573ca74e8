"""Whatever dies between claiming, acting and marking: each post appears exactly once, and none is lost."""

import random
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from simcord.builders import ChannelHandle

from bot.domain.club import Club
from bot.domain.pace import Pace
from tests.e2e.plans import (
    DAY,
    HOUR,
    cards,
    events,
    forbid_events,
    heads,
    rows,
    threads,
    with_a_plan,
)
from tests.e2e.strikes import DIES_AFTER, HOW, LOST, Strikes
from tests.e2e.world import World

pytestmark = pytest.mark.faults

MOMENTS = (9 * HOUR, DAY + 9 * HOUR, 2 * DAY, 3 * DAY + 9 * HOUR, 5 * DAY + 9 * HOUR, 6 * DAY + 21 * HOUR)
"""Of a week, from Monday at midnight: the opening, a question, Create Events comes back, a question, the gathering,
the closing."""
WHOLE = Pace("chapters", 12)
STRIKES, WEEKS = 5, 3
"""How many steps of a week are struck, and in how many weeks."""
IN_TEXT = Counter(
    {
        "## Section 1 · 1.1–3.3": 1,
        "### This thread speaks up to 3.3": 1,
        "-# 1.4 · question 1 of 2": 1,
        "-# 3.1 · question 2 of 2": 1,
        "### Before the meeting": 1,
        "## We have come to the end": 1,
    }
)
IN_FORUM = IN_TEXT - Counter({"## Section 1 · 1.1–3.3": 1})


class Week:
    """One book read in one week, by a club in a channel and one in a forum, with a strike somewhere."""

    def __init__(self, town: World, strikes: Strikes) -> None:
        self.town = town
        self.strikes = strikes

    async def run(self) -> None:
        """Read it."""
        town, now = self.town, self.town.env.now()
        monday = (now + timedelta(days=7 - now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
        self.place = town.guild.create_text_channel("club")
        self.staff = town.guild.create_text_channel("staff")
        self.made = len(events(town))
        about: dict[str, Any] = {"start": monday.date(), "pace": WHOLE, "zone": "Africa/Abidjan", "events": True}
        self.text = await with_a_plan(town, self.place, staff=self.staff, **about)
        self.forum = await with_a_plan(town, forum=True, staff=self.staff, **about)
        await forbid_events(town)
        self.strikes.watch(town.bot)
        for moment in MOMENTS:
            await self._until(monday.timestamp() + moment - 30)
            if moment == 2 * DAY:
                await forbid_events(town, forbidden=False)
            await self._until(monday.timestamp() + moment + 60)
            while self.strikes.dead:
                await town.restart()
                self.strikes.watch(town.bot)
                await self._until(town.env.now().timestamp() + HOUR)
        await self._until(monday.timestamp() + 7 * DAY)

    async def close(self) -> None:
        """Make room for the next clubs: a server has only so many."""
        self.strikes.leave(self.town.bot)
        here = await self.town.here(self.town.mod)
        async with here.server.lock:
            for club in (self.text, self.forum):
                await self.town.bot.services.places.close_club(here, club)

    async def _until(self, moment: float) -> None:
        # In pieces: each has the world's patience for itself, which a busy machine may need.
        while (left := moment - self.town.env.now().timestamp()) > 0:
            await self.town.env.advance_time(min(left, 6 * HOUR))

    def appeared(self) -> dict[str, object]:
        """Return all that there is of it."""
        town = self.town
        meets = [ChannelHandle(town.env, town.guild, town.env.backend.channels[self.forum.channel_id])]
        return {
            "text": heads(town, self.place, *threads(town, self.text)),
            "forum": heads(town, *meets, *threads(town, self.forum)),
            "threads": [len(threads(town, club)) for club in (self.text, self.forum)],
            "events": len(events(town)) - self.made,
            "linked": [f"<#{one.id}>" in cards(town, self.place)[0] for one in threads(town, self.text)],
            "told": Counter(one.splitlines()[0] for one in cards(town, self.staff)),
            "undone": [row for club in (self.text, self.forum) for row in rows(town, club) if row[-1] != "done"],
        }

    def whole(self) -> dict[str, object]:
        """Return all that there has to be of it."""
        return {
            "text": IN_TEXT,
            "forum": IN_FORUM,
            "threads": [1, 1],
            "events": 2,
            "linked": [True],
            "told": Counter({f"### **{_named(self.text)}**": 1, f"### **{_named(self.forum)}**": 1}),
            "undone": [],
        }


def _named(club: Club) -> str:
    return club.name


async def steps(town: World) -> list[str]:
    """Return the steps of a week in which nothing fails."""
    week = Week(town, Strikes())
    await week.run()
    assert week.appeared() == week.whole()
    await week.close()
    return week.strikes.seen


async def strike(town: World, planned: dict[int, str], posts: dict[int, str] | None = None) -> str:
    """Strike at some steps of a week; return what is wrong then, nothing where all is whole."""
    week = Week(town, Strikes(planned, posts))
    await week.run()
    appeared, whole, seen = week.appeared(), week.whole(), week.strikes.seen
    await week.close()
    struck = "; ".join(f"step {at} ({seen[at]}) {how}" for at, how in sorted(planned.items()) if at < len(seen))
    wrong = [f"{key} is {appeared[key]}, not {whole[key]}" for key in whole if appeared[key] != whole[key]]
    return "\n".join(("", struck, f"posts {posts}", *wrong)) if wrong else ""


async def test_a_crash_at_any_step_posts_everything_once_and_loses_nothing(town: World) -> None:
    seen = await steps(town)
    assert {
        "POST /channels/{channel_id}/messages",
        "POST /channels/{channel_id}/messages/{message_id}/threads",
        "POST /channels/{channel_id}/threads",
        "POST /guilds/{guild_id}/scheduled-events",
        "PATCH /channels/{channel_id}/messages/{message_id}",
        "transaction",
    } <= {*seen}
    posted = sum(name.startswith("POST") for name in seen)
    chance = random.Random(1)
    wrong = ""
    for week in range(WEEKS):
        # What is made on Discord, all of it, is made and then not known of; the other steps take their chance.
        posts = {nth: (LOST, DIES_AFTER)[nth % 2] for nth in range(week, posted, WEEKS)}
        others = {at: chance.choice(HOW) for at in chance.sample(range(len(seen)), 2)}
        wrong += await strike(town, others, posts)
    assert wrong == ""


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20))
async def test_a_thousand_crashes_at_random_post_everything_once_and_lose_nothing(town: World, seed: int) -> None:
    chance = random.Random(seed)
    seen = await steps(town)
    wrong = ""
    for _ in range(50 // STRIKES):
        wrong += await strike(town, {at: chance.choice(HOW) for at in chance.sample(range(len(seen)), STRIKES)})
    assert wrong == "", f"seed {seed}"
