"""What the log keeps of each change: plain values, moments on the world's clock, nobody's words."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time

from bot.domain import log
from bot.domain import pause as pauses
from bot.domain.calendar import local
from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.pace import Pace
from bot.domain.plan import Pause, Plan, Wishes, move_meeting, plan, repace
from bot.domain.proposal import APPROVE, DECLINE, REMOVE
from bot.domain.replan import Changed

when = datetime.fromisoformat

OUTLINE = Outline("chapter", ((100,) * 12,))
WISHES = Wishes(date(2026, 1, 5), 6, time(19), "Asia/Ho_Chi_Minh", Pace("chapters", 3))
PLAN = Plan(WISHES, plan(OUTLINE, WISHES))
CLUB = Club(3, 1, 11, "Mondays", "marked", "en")
NOW = datetime(2026, 1, 6, 5, tzinfo=UTC)
HERE = local(NOW, WISHES.zone)
MOD = 7


def seconds(moment: str) -> int:
    """Return a moment in UTC as the log has it."""
    return int(datetime.fromisoformat(f"{moment}+00:00").timestamp())


def line(after: Plan, what: str, number: int = 0, before: Plan = PLAN) -> log.Line:
    return log.of_plan(Changed(CLUB, OUTLINE, before, after, NOW, what, HERE, number), MOD)


def test_a_pause_and_its_end_say_until_when() -> None:
    resting, _ = pauses.begin(PLAN, HERE, 2)
    begun = line(resting, "pause")
    assert (begun.by, begun.at, begun.what) == (MOD, NOW, log.PAUSE)
    assert (begun.before, begun.after) == ({}, {"until": seconds("2026-01-20 05:00")})
    ended = line(pauses.end(resting, HERE), "resume", before=resting)
    assert (ended.before, ended.after) == (begun.after, begun.before)


def test_a_pause_that_is_over_is_none() -> None:
    over = replace(PLAN, pause=Pause(1, when("2025-12-01 12:00")))
    resting, _ = pauses.begin(over, HERE, 1)
    assert line(resting, "pause", before=over).before == {}


def test_what_was_moved_says_from_when_to_when() -> None:
    sections = move_meeting(PLAN.sections, 2, when("2026-01-19 20:00"), HERE)
    moved = line(replace(PLAN, sections=sections), "meeting", 2)
    assert moved.before == {"section": 2, "at": seconds("2026-01-18 12:00")}
    assert moved.after == {"section": 2, "at": seconds("2026-01-19 13:00")}
    assert line(PLAN, "opening", 3).after == {"section": 3, "at": seconds("2026-01-19 02:00")}


def test_another_pace_says_how_many_sections_there_are_and_until_when() -> None:
    wishes = replace(WISHES, pace=Pace("weeks", 2))
    after = replace(PLAN, wishes=wishes, sections=repace(OUTLINE, PLAN.sections, wishes, HERE))
    paced = line(after, "repace", 2)
    assert paced.before == {"section": 2, "sections": 4, "last": seconds("2026-02-01 12:00")}
    assert paced.after == {"section": 2, "sections": 3, "last": seconds("2026-01-25 12:00")}


def test_a_question_is_kept_by_its_chapter_and_number_and_nothing_else() -> None:
    about = {"chapter": "2.11", "number": 5}
    for what, before, after in ((APPROVE, {}, about), (DECLINE, about, {}), (REMOVE, about, {})):
        assert log.of_question(what, "2.11", 5, MOD, NOW) == log.Line(MOD, NOW, what, before, after)


def test_a_prompt_is_kept_by_where_it_was_and_is_and_by_its_number() -> None:
    here, there = {"chapter": "2.11", "number": 5}, {"chapter": "1.3", "number": 5}
    for what, before, after in (
        (log.ADD, {}, here),
        (log.EDIT, there, here),
        (APPROVE, {}, here),
        (DECLINE, here, {}),
        (REMOVE, here, {}),
    ):
        was = "1.3" if what == log.EDIT else ""
        assert log.of_prompt(what, "2.11", 5, MOD, NOW, was=was) == log.Line(MOD, NOW, f"prompt-{what}", before, after)


def test_a_vote_is_kept_by_its_end_and_how_many_books_there_were() -> None:
    end, now = seconds("2026-01-18 12:00"), int(NOW.timestamp())
    closes = datetime.fromtimestamp(end, UTC)
    assert log.vote_opened(3, closes, MOD, NOW).after == {"books": 3, "closes": end}
    dropped, closed = log.book_dropped(3, MOD, NOW), log.vote_closed(closes, MOD, NOW)
    assert (dropped.before, dropped.after) == ({"books": 3}, {"books": 2})
    assert (closed.before, closed.after) == ({"closes": end}, {"closes": now})


def test_every_line_can_be_written_as_json_and_read_back_the_same() -> None:
    resting, _ = pauses.begin(PLAN, HERE, 2)
    lines = [
        log.opened(CLUB, MOD, NOW),
        log.of_question(APPROVE, "2.11", 5, MOD, NOW),
        log.of_prompt(log.EDIT, "2.11", 5, MOD, NOW, was="1.3"),
        log.vote_opened(3, NOW, MOD, NOW),
        *(line(resting, what, 2) for what in ("pause", "resume", "meeting", "opening", "repace")),
    ]
    for one in lines:
        for held in (one.before, one.after):
            assert json.loads(json.dumps(held)) == held
        assert len(one.what) <= 40


def test_pages_are_never_none() -> None:
    assert [log.pages(n) for n in (0, 1, log.A_PAGE, log.A_PAGE + 1)] == [1, 1, 1, 2]
