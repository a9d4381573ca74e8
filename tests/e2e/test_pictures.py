"""The pictures of a club, of one's own path and of somebody, through the real bot: who gets which, with which words."""

from typing import Any

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.domain.me import Habits
from bot.domain.picture import MOST
from bot.simulated import uploads
from tests.e2e import drawn
from tests.e2e.world import DAY, World, buttons, forge, said, shown
from tests.marked import LAST, mark, markers

PNG = b"\x89PNG"


class Sent:
    """What goes out from here on: pictures, their names and alternative texts, and the words in them."""

    def __init__(self, town: World) -> None:
        drawn.anew(town)
        self._town = town
        self._from = len(town.env.http_requests), len(uploads(town.env)), len(drawn.words)

    @property
    def files(self) -> list[dict[str, Any]]:
        bodies = [request.json for request in self._town.env.http_requests[self._from[0] :]]
        assert all(file.startswith(PNG) for file in uploads(self._town.env)[self._from[1] :])
        return [file for body in bodies if isinstance(body, dict) for file in body.get("attachments") or ()]

    @property
    def words(self) -> list[str]:
        return drawn.words[self._from[2] :]


async def pictured(town: World, person: MemberActor, command: str) -> tuple[InteractionResult, Sent]:
    """Ask for a card, and press its *As a picture*."""
    card = await person.slash(town.channel, command)
    sent = Sent(town)
    return await person.click(shown(card), label="As a picture"), sent


async def test_the_club_is_drawn_without_names_and_without_whoever_hides(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    ann, ben, eve = (town.person(name) for name in ("ann", "ben", "eve"))
    for person, at in ((ann, 2), (ben, 2), (eve, 9)):
        await town.put(person, club, at)
    here = await town.here(eve)
    async with here.server.lock:
        await town.bot.services.places.set_habits(here, Habits(hidden=True))
    await town.env.advance_time(6 * DAY)
    answer, sent = await pictured(town, town.person("stranger"), "progress club")
    assert answer.ephemeral
    [file] = sent.files
    assert file["filename"] == "club.png"
    assert file["description"] == (
        "The club along the book. Being read: 1.1–1.3, meeting on 11 January. 1.2: 2 readers"
    )
    assert {"2", "2 readers", "Part 1", "Part 3"} <= set(sent.words)
    assert not any(name in told for told in (*sent.words, file["description"]) for name in ("ann", "ben", "eve"))


async def test_a_club_in_which_everybody_hides_has_no_picture_to_press_and_an_empty_one_to_forge(town: World) -> None:
    club = await town.open_club()
    card = await town.mod.slash(town.channel, "progress club")
    assert "As a picture" not in [label for label, _ in buttons(shown(card))]
    sent = Sent(town)
    await forge(town, town.mod, f"who-picture:{club.id}")
    assert sent.files[0]["description"] == "The club along the book."
    assert "0 readers" in sent.words


async def test_the_path_is_ones_own_and_stands_beside_the_plan(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    ann, ben = town.person("ann"), town.person("ben")
    await town.put(ben, club, LAST)
    await town.put(ann, club, 1)
    await town.env.advance_time(9 * DAY)
    await ann.slash(town.channel, "progress set", where="1.3")
    answer, sent = await pictured(town, ann, "progress show")
    assert answer.ephemeral
    [file] = sent.files
    assert file["filename"] == "path.png"
    assert file["description"] == "Your path over the weeks. The plan today: 1.2; 10 January: 1.3; 1 January: 1.1"
    assert {"you: 1.3", "the plan today: 1.2", "today"} <= set(sent.words)
    assert not markers(file["description"])


async def test_whoever_has_not_joined_has_no_path(town: World) -> None:
    club = await town.open_club()
    await forge(town, town.person("stranger"), f"path:{club.id}")
    assert "You have not joined this club yet" in str(town.env.http_requests[-1].json)


async def test_a_map_shows_nobody_and_no_relation_past_the_bookmark(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 3)
    sent = Sent(town)
    answer = await ann.slash(town.channel, "character map", around="who-2")
    assert answer.ephemeral
    assert f"Around The first name {mark(2)}" in said(answer)
    [file] = sent.files
    assert file["filename"] == "map.png"
    told = "\n".join((*sent.words, file["description"], said(answer)))
    assert markers(told) == {2, 3}
    assert "which is over" not in told
    await town.put(ann, club, 4)
    later = Sent(town)
    await ann.slash(town.channel, "character map", around="who-2")
    assert markers("\n".join((*later.words, later.files[0]["description"]))) == {2, 3, 4}
    assert "which is over" in later.files[0]["description"]


@pytest.mark.parametrize("around", ["who-4", "nonsense"])
async def test_somebody_not_met_yet_has_no_map(town: World, around: str) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 2)
    assert "You have met nobody by that name so far" in said(
        await ann.slash(town.channel, "character map", around=around)
    )
    assert await ann.autocomplete(town.channel, "character map", "around", around) == []
    assert "You have met nobody" in await town.forged(ann, f"map:{club.id}:who-4:0")


async def test_a_name_that_several_share_asks_whose_map_and_leads_there(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 2)
    asked = await ann.slash(town.channel, "character map", around="first name")
    assert "Whom do you mean?" in said(asked)
    sent = Sent(town)
    await ann.click(shown(asked), custom_id=f"map:{club.id}:who-1:0")
    assert "Around The first name mk1z" in said(shown(asked))
    assert [file["filename"] for file in sent.files] == ["map.png"]


async def test_a_bookmark_that_went_back_takes_the_map_of_whoever_is_ahead_of_it(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 6)
    asked = await ann.slash(town.channel, "character map", around="first name")
    await town.put(ann, club, 1)
    sent = Sent(town)
    press = await ann.click(shown(asked), custom_id=f"map:{club.id}:who-6:0")
    assert "You have met nobody by that name so far" in said(press)
    assert not sent.files


async def test_more_pictures_than_anybody_looks_at_are_refused_and_those_at_hand_are_not(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, LAST)
    for who in range(1, MOST + 2):
        answer = await ann.slash(town.channel, "character map", around=f"who-{who}")
    assert "one picture at a time for each reader, and at most 6 a minute" in said(answer)
    assert answer.ephemeral
    assert "Around" in said(await ann.slash(town.channel, "character map", around="who-1"))
    await town.env.advance_time(60)
    assert "Around" in said(await ann.slash(town.channel, "character map", around=f"who-{MOST + 1}"))


async def test_two_who_would_see_the_same_get_the_same_picture(town: World) -> None:
    club = await town.open_club()
    ann, ben = town.person("ann"), town.person("ben")
    for person in (ann, ben):
        await town.put(person, club, 5)
    sent = Sent(town)
    await ann.slash(town.channel, "character map", around="who-2")
    written = len(sent.words)
    await ben.slash(town.channel, "character map", around="who-2")
    assert len(sent.words) == written, "nothing was drawn"
    assert len(sent.files) == 2
    one, other = uploads(town.env)[-2:]
    assert one == other
