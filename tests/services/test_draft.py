"""Setting up a club: what a draft becomes, whose it is, and what stays when something fails."""

from dataclasses import replace

import pytest

from bot.domain.club import Club
from bot.domain.draft import Given, Spot
from bot.domain.errors import (
    ChannelGone,
    ChannelTaken,
    DraftGone,
    DraftLacks,
    NotYourDraft,
    TooSoon,
    UnknownPack,
    UnknownZone,
)
from bot.domain.zones import read_zone, zones_like
from tests.services.room import ANN, BEN, HALL, LIBRARY, OTHER_GUILD, Room
from tests.storage.rows import ask

HERE = Spot(HALL)
MARKED = Given("marked")


async def test_a_draft_is_begun_once_and_gone_on_with(house: Room) -> None:
    here = await house.here()
    first = await house.services.drafts.resume(here, HERE, "en", MARKED)
    house.asked.clear()
    assert await house.services.drafts.resume(here, Spot(LIBRARY), "vi", Given()) == first
    assert len(house.asked) == 1, "to look is not to save"
    assert (first.draft.spot, len(first.sections) > 0) == (HERE, True)


async def test_each_moderator_has_a_draft_of_their_own_in_each_server(house: Room) -> None:
    drafts = house.services.drafts
    ids = {
        (await drafts.resume(await house.here(user, guild=guild), HERE, "en", MARKED)).id
        for user, guild in ((ANN, 1), (BEN, 1), (ANN, OTHER_GUILD))
    }
    assert len(ids) == 3


async def test_a_channel_in_which_a_club_meets_is_not_proposed(house: Room, club: Club) -> None:
    drafts = house.services.drafts
    assert (await drafts.resume(await house.here(), Spot(club.channel_id), "en", MARKED)).draft.spot is None
    taken = await drafts.resume(await house.here(), None, "en", Given(spot=Spot(club.channel_id)))
    with pytest.raises(ChannelTaken):
        await drafts.open(await house.here(), await drafts.ready(await house.here(), taken.id))


async def test_a_draft_answers_to_nobody_else(house: Room) -> None:
    drafts = house.services.drafts
    number = (await drafts.resume(await house.here(), HERE, "en", MARKED)).id
    for here, error in ((await house.here(BEN), NotYourDraft), (await house.here(ANN, guild=OTHER_GUILD), DraftGone)):
        for act in (drafts.show, drafts.own, drafts.planned, drafts.ready, drafts.drop):
            with pytest.raises(error):
                await act(here, number)
        with pytest.raises(error):
            await drafts.pace(here, number, "3")
        with pytest.raises(error):
            await drafts.settle(here, number, "UTC")
    assert (await drafts.show(await house.here(), number)).draft.pack == "marked"


async def test_what_is_refused_leaves_the_draft_as_it_was(house: Room) -> None:
    drafts, here = house.services.drafts, await house.here()
    before = await drafts.resume(here, HERE, "en", MARKED)
    with pytest.raises(UnknownPack):
        await drafts.choose_book(here, before.id, "nonsense")
    with pytest.raises(UnknownPack):
        drafts.books("nonsense", 25)
    with pytest.raises(UnknownPack):
        await drafts.resume(here, HERE, "en", Given("nonsense", name="Mondays"))
    with pytest.raises(UnknownZone):
        await drafts.settle(here, before.id, "Olympus")
    with pytest.raises(UnknownZone):
        drafts.zones("Atlantis", 25)
    with pytest.raises(ChannelGone):
        await drafts.meet(here, before.id, None, None)
    assert await drafts.show(here, before.id) == before


def test_every_zone_that_is_offered_can_be_chosen(house: Room) -> None:

    for typed in ("", "a", "america", "asia", "europe", "africa", "pacific", "aus", "viet nam", "argentina", "i"):
        for zone in zones_like(typed):
            assert read_zone(zone) == zone


async def test_a_day_to_finish_by_that_no_meeting_comes_before_is_told_on_the_card_and_stops_the_club(
    house: Room,
) -> None:
    drafts, here = house.services.drafts, await house.here()
    number = (await drafts.resume(here, HERE, "en", MARKED)).id
    found = await drafts.pace(here, number, "by tomorrow")
    assert (found.sections, found.too_soon is not None) == ((), True)
    for act in (drafts.planned, drafts.ready):
        with pytest.raises(TooSoon):
            await act(here, number)


async def test_without_a_book_nothing_can_be_seen_or_opened(house: Room) -> None:
    drafts, here = house.services.drafts, await house.here()
    number = (await drafts.resume(here, HERE, "en", Given())).id
    for act in (drafts.planned, drafts.ready):
        with pytest.raises(DraftLacks):
            await act(here, number)


async def test_a_club_that_begins_has_its_plan_and_its_draft_is_gone(house: Room) -> None:
    drafts, here = house.services.drafts, await house.here()
    number = (await drafts.resume(here, Spot(HALL, forum=True), "vi", MARKED)).id
    await drafts.meet(here, number, Spot(HALL, forum=True), 77)
    sketch = await drafts.ask(here, number, ["0"], events=True)
    found = await drafts.open(here, await drafts.ready(here, number))
    assert here.server.plans == {}, "nothing falls due before the welcome card is there"
    plan = await drafts.begin(here, sketch, found.club, 1001)
    assert plan is not None
    assert (plan.forum, plan.events, plan.sections, plan.wishes) == (True, True, sketch.sections, sketch.draft.wishes)
    club = here.server.clubs[found.club.id]
    assert (club.card, club.staff_id, club.language, club.name) == (1001, 77, "vi", "Sách Đánh Dấu")
    assert here.server.plans[club.id] == plan
    assert ask(house.path, "SELECT * FROM drafts") == []
    assert ask(house.path, "SELECT count(*) FROM work WHERE club_id = ?", club.id)[0][0] > len(plan.sections)
    clubs, *_ = await house.stored()
    assert clubs == here.server.clubs


async def test_each_at_their_own_pace_makes_no_plan(house: Room) -> None:
    drafts, here = house.services.drafts, await house.here()
    number = (await drafts.resume(here, HERE, "en", MARKED)).id
    sketch = await drafts.pace(here, number, "")
    with pytest.raises(DraftGone):
        await drafts.planned(here, number)
    found = await drafts.open(here, await drafts.ready(here, number))
    assert await drafts.begin(here, sketch, found.club, 1001) is None
    assert here.server.plans == {}


async def test_a_long_book_is_planned_all_the_same(house: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts, here = house.services.drafts, await house.here()
    found = await drafts.resume(here, HERE, "en", MARKED)
    monkeypatch.setattr("bot.services.draft.PLANNED_AT_ONCE", 0)
    assert (await drafts.show(here, found.id)).sections == found.sections
    assert replace(found, sections=()) != found
