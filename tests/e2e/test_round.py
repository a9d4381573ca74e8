"""Public rounds: everybody answers, nobody sees what others chose, and all hear the answer together."""

from pathlib import Path

import pytest

from tests.e2e.plans import HOUR
from tests.e2e.rounds import ANSWER, LOBBY, QUESTION, Table, table
from tests.e2e.world import DAY, World, buttons, outgoing, said
from tests.marked import markers
from tests.storage.rows import ask

__all__ = ["table"]


async def test_a_round_gathers_asks_tells_and_ends_on_one_card(table: Table) -> None:
    ann, ben = table.town.person("ann"), table.town.person("ben")
    await table.open(questions=1)
    assert "## Questions on 1.1–1.3" in table.text
    assert "Nobody is in yet." in table.text
    assert "You are in." in await table.press(ann, "I’m in")
    await table.pass_time(3)
    assert "1 reader is in." in table.text
    await table.pass_time(LOBBY)
    assert "Question 1 of 1" in table.text
    assert "Nobody has answered yet." in table.text
    assert "You chose" in await table.choose(ann, 0)
    assert "You chose" in await table.choose(ben, 1)
    await table.pass_time(3)
    assert "2 have answered." in table.text
    assert "right" not in table.text
    await table.pass_time(QUESTION)
    assert " of 2 had it right." in table.text
    assert "← right" in table.text
    assert "The why" in table.text or "The reason" in table.text
    await table.pass_time(ANSWER)
    assert "The round on 1.1–1.3 is over" in table.text
    assert f"<@{ann.id}>" in table.text
    assert len(table.cards) == 1


async def test_what_one_chose_is_told_to_nobody_else(table: Table) -> None:
    ann = table.town.person("ann")
    await table.begin(ann)
    before, sent = table.text, len(table.town.env.http_requests)
    told = await table.choose(ann, 1)
    assert "You chose" in told
    assert "You may change your mind" in told
    await table.pass_time(3)
    assert table.text == before.replace("Nobody has answered yet.", "1 has answered.")
    public = [one for one in table.town.env.http_requests[sent:] if one.path.startswith("/channels/")]
    assert len(public) == 1


async def test_one_may_change_ones_mind_on_the_private_card_too(table: Table) -> None:
    ann = table.town.person("ann")
    await table.begin(ann)
    result = await ann.click(table.card, custom_id=buttons(table.card)[0][1])
    assert result.response
    changed = await ann.click(result.response, custom_id=buttons(table.card)[1][1])
    assert "You chose" in said(changed if changed.response else result.response)
    assert [row[0] for row in ask(Path(table.town.settings.database), "SELECT choice FROM answers")] == [1]


async def test_the_same_question_in_ones_own_language(table: Table) -> None:
    lan = table.town.person("lan", speaks="vi")
    await table.begin(lan)
    told = await table.press(lan, "In my language")
    assert "Câu 1/5" in told
    assert "Về " in told
    assert "You chose" not in told
    await table.choose(lan, 0)
    await table.pass_time(QUESTION)
    told = await table.press(lan, "In my language")
    assert "Bạn đã chọn" in told or "Bạn chọn" in told
    assert "Đáp án" in told


async def test_a_press_after_the_time_gets_a_private_word(table: Table) -> None:
    ann = table.town.person("ann")
    await table.begin(ann)
    asked = table.card
    [pick, *_] = [custom_id for _, custom_id in buttons(asked) if custom_id.startswith("round-pick:")]
    await table.pass_time(QUESTION)
    assert await table.town.forged(ann, pick) == "The round has gone on from that question."
    await table.play_on()
    assert await table.town.forged(ann, pick) == "This round is over."


async def test_moderators_skip_and_stop_and_readers_do_not(table: Table) -> None:
    ann = table.town.person("ann")
    await table.open()
    for label in ("Begin now", "Stop"):
        assert "moderator" in await table.press(ann, label)
    await table.press(ann, "I’m in")
    await table.press(table.town.mod, "Begin now")
    assert "Question 1 of 5" in table.text
    await table.press(table.town.mod, "Skip")
    assert "← right" in table.text
    await table.press(table.town.mod, "Go on")
    assert "Question 2 of 5" in table.text
    await table.press(table.town.mod, "Stop")
    assert "is over" in table.text
    assert table.offered == []


async def test_the_second_round_in_a_place_gets_a_link_to_the_first_and_another_place_has_its_own(
    table: Table,
) -> None:
    await table.open()
    assert f"/{table.place.id}/{table.card.id}" in await table.open()
    assert len(table.cards) == 1
    assert "The lobby is open" in await table.thread().open()
    assert "## Questions on 1.4–2.2" in table.text


async def test_readers_may_begin_rounds_where_the_club_lets_them(table: Table) -> None:
    ann = table.town.person("ann")
    assert "moderator" in await table.open(ann)
    panel = await table.town.mod.slash(table.place, "manage settings")
    assert "**Rounds are started by** · Moderators" in said(panel)
    assert panel.response
    form = await table.town.mod.click(panel.response, custom_id=f"setting:{table.club.id}:rounds")
    await table.town.mod.submit_modal(form, {"who": ["everybody"], "after": ["no"]})
    assert "The lobby is open" in await table.open(ann)
    await table.press(ann, "Stop")
    assert "is over" in table.text


@pytest.mark.parametrize("what", ["message", "channel"])
async def test_a_round_whose_message_or_channel_is_deleted_ends_without_noise(
    table: Table, what: str, caplog: pytest.LogCaptureFixture
) -> None:
    ann = table.town.person("ann")
    table.thread()
    await table.begin(ann)
    backend = table.town.env.backend
    if what == "message":
        backend.delete_message(table.place.id, table.card.id)
    else:
        backend.delete_channel(table.place.id)
    sent = len(table.town.env.http_requests)
    await table.pass_time(QUESTION)
    await table.pass_time(QUESTION)
    assert not table.town.bot.services.rounds.any
    assert [one.method for one in table.town.env.http_requests[sent:] if one.method == "POST"] == []
    assert ask(Path(table.town.settings.database), "SELECT phase, closed FROM rounds") == [("over", 1)]
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


@pytest.mark.parametrize("moment", [1, LOBBY - 5, LOBBY + 5, LOBBY + QUESTION - 2, LOBBY + QUESTION + 5])
async def test_a_restart_at_any_moment_goes_on_with_the_same_card_and_the_answers_given(
    table: Table, moment: int
) -> None:
    ann, ben = table.town.person("ann"), table.town.person("ben")
    await table.open(questions=1)
    await table.press(ann, "I’m in")
    for second in range(1, 200):
        await table.town.env.advance_time(1)
        if second == moment:
            await table.town.restart()
        if "Nobody has answered" in table.text:
            await table.choose(ann, 0)
        if "1 has answered" in table.text and second > moment:
            await table.choose(ben, 0)
    assert len(table.cards) == 1
    assert f"<@{ann.id}>" in table.text


async def test_two_hundred_presses_cost_few_changes_of_the_card_and_all_count(table: Table) -> None:
    people = [table.town.person(f"reader-{n}") for n in range(200)]
    await table.begin(people[0], questions=1)
    card, sent = table.card, len(table.town.env.http_requests)
    picks = [custom_id for _, custom_id in buttons(card) if custom_id.startswith("round-pick:")]
    for n, one in enumerate(people):
        await one.click(card, custom_id=picks[n % len(picks)])
        if n % 50 == 49:
            await table.town.env.advance_time(3)
    changes = [one for one in table.town.env.http_requests[sent:] if one.method == "PATCH"]
    assert len(changes) <= 6
    await table.pass_time(QUESTION)
    assert " of 200 had it right." in table.text


async def test_a_club_may_have_a_round_by_itself_after_each_meeting(table: Table) -> None:
    here = await table.town.here(table.town.mod)
    with table.town.env.time_context():
        await table.town.bot.services.plans.let_play(here, table.club.id, everybody=False, after_meetings=True)
    ann = table.town.person("ann")
    table.thread()
    # The second section meets on Sunday, 18 January, at 19:00; the round gathers an hour and a half later.
    await table.town.env.advance_time(4 * DAY + 20 * HOUR)
    assert table.cards == []
    await table.town.env.advance_time(0.55 * HOUR)
    assert "## Questions on 1.4–2.2" in table.text
    await table.press(ann, "I’m in")
    await table.town.env.advance_time(600)
    await table.play_on()
    assert "Nobody answered this time." in table.text
    await table.town.restart()
    await table.town.env.advance_time(HOUR)
    assert len(table.cards) == 1


async def test_a_vietnamese_club_plays_in_vietnamese(town: World) -> None:
    club = await town.open_club(language="vi")
    await town.give_plan(club)
    await town.env.advance_time(13 * DAY)
    table = Table(town, club)
    await table.open()
    assert "## Đố vui về 1.1–1.3" in table.text
    await table.press(town.mod, "Tôi tham gia")
    await table.press(town.mod, "Bắt đầu luôn")
    assert "Câu 1/5" in table.text


@pytest.mark.parametrize("in_thread", [False, True])
async def test_nothing_of_a_round_reaches_past_its_place_whoever_plays(table: Table, in_thread: bool) -> None:
    reach = 6 if in_thread else 3
    if in_thread:
        table.thread()
    people = [table.town.person(f"reader-{at}", speaks=("vi", "en-US")[at % 2]) for at in range(3)]
    for one, at in zip(people, (None, 2, 12), strict=True):
        await table.town.put(one, table.club, at)
    sent = len(table.town.env.http_requests)
    for first in ("1.1", "2.2", "3.3"):
        await table.open(None, questions=20, **{"from": "1.1", "to": first})
        if table.cards and "is over" not in table.text:
            for one in people:
                await table.press(one, "I’m in")
            await table.pass_time(LOBBY)
            while "is over" not in table.text:
                for n, one in enumerate(people):
                    if "answered" in table.text:
                        await table.choose(one, n % 2)
                    await table.press(one, "In my language")
                await table.press(table.town.mod, "Skip" if "Skip" in table.offered else "Go on")
    told = markers(outgoing(table.town.env, sent))
    assert told == set(range(1, reach + 1)), "all that may be asked there, and nothing else"
