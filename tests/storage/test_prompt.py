"""A club's own prompts are one row each, in one language or both; of a declined one only that it was there is left."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.domain.club import Club
from bot.domain.log import Line, of_prompt
from bot.domain.prompt import Own
from bot.domain.work import GATHERING, PROMPT
from bot.storage import me, prompt
from bot.storage import work as work_rows
from bot.storage.database import Database
from tests.storage.rows import ask

ANN, BEN, MOD = 4, 5, 7
BOTH = {"en": "Why?", "vi": "Vì sao?"}


def did(what: str, now: datetime, row: int = 1) -> Line:
    """Return a line of the log by the moderator, as each change needs one."""
    return of_prompt(what, "1.1", row, MOD, now)


@pytest.fixture
async def rows(database: Database, club: Club, now: datetime) -> list[int]:
    """Two suggestions of Ann's on the chapters 3 and 2, and one that a moderator added on 1."""
    return [
        await prompt.suggest(database, 1, club.id, ANN, 3, BOTH, now),
        await prompt.suggest(database, 1, club.id, ANN, 2, {"vi": "Ai?"}, now),
        await prompt.add(database, 1, club.id, 1, {"en": "Who?"}, lambda row: did("add", now, row)),
    ]


async def test_all_of_a_clubs_come_back_by_chapter_as_they_were_kept(
    database: Database, club: Club, rows: list[int]
) -> None:
    assert await prompt.load(database, 1, club.id) == (
        Own(rows[2], 1, None, approved=True, text={"en": "Who?"}),
        Own(rows[1], 2, ANN, approved=False, text={"vi": "Ai?"}),
        Own(rows[0], 3, ANN, approved=False, text=BOTH),
    )


async def test_an_approved_suggestion_keeps_whose_it_was(
    database: Database, club: Club, now: datetime, rows: list[int]
) -> None:
    await prompt.approve(database, 1, club.id, rows[0], did("approve", now))
    assert (await prompt.load(database, 1, club.id))[-1] == Own(rows[0], 3, ANN, approved=True, text=BOTH)


async def test_another_chapter_and_words_take_the_place_of_those_before(
    database: Database, club: Club, now: datetime, rows: list[int]
) -> None:
    await prompt.edit(database, 1, club.id, rows[0], 9, {"en": "Who else?"}, did("edit", now))
    assert (await prompt.load(database, 1, club.id))[-1] == Own(
        rows[0], 9, ANN, approved=False, text={"en": "Who else?"}
    )


async def test_a_declined_one_has_no_words_and_goes_when_its_author_suggests_another(
    database: Database, club: Club, now: datetime, rows: list[int], path: Path
) -> None:
    await prompt.decline(database, 1, club.id, rows[0], did("decline", now))
    assert (await prompt.load(database, 1, club.id))[-1] == Own(rows[0], 3, ANN, approved=False, text={}, declined=True)
    assert ask(path, "SELECT text_en, text_vi FROM prompts WHERE id = ?", rows[0]) == [(None, None)]
    await prompt.suggest(database, 1, club.id, BEN, 1, BOTH, now)
    assert rows[0] in [one.row for one in await prompt.load(database, 1, club.id)]
    await prompt.suggest(database, 1, club.id, ANN, 1, BOTH, now)
    assert {one.row for one in await prompt.load(database, 1, club.id)} & set(rows) == set(rows[1:])


async def test_a_prompt_is_neither_found_nor_changed_from_another_club_or_server(
    database: Database, club: Club, other_club: Club, foreign_club: Club, now: datetime, rows: list[int], path: Path
) -> None:
    before = ask(path, "SELECT * FROM prompts")
    for guild, of in ((1, other_club.id), (2, foreign_club.id), (2, club.id)):
        await prompt.approve(database, guild, of, rows[0], did("approve", now))
        await prompt.decline(database, guild, of, rows[0], did("decline", now))
        await prompt.edit(database, guild, of, rows[0], 1, {}, did("edit", now))
        await prompt.remove(database, guild, of, rows[0], did("remove", now))
        assert await prompt.load(database, guild, of) == ()
    assert ask(path, "SELECT * FROM prompts") == before


async def test_a_removed_one_leaves_no_word_and_its_number_is_never_used_again(
    database: Database, club: Club, now: datetime, rows: list[int], path: Path
) -> None:
    await prompt.remove(database, 1, club.id, rows[-1], did("remove", now))
    assert await prompt.add(database, 1, club.id, 1, BOTH, lambda row: did("add", now, row)) == rows[-1] + 1
    ask(path, "DELETE FROM clubs WHERE id = ?", club.id)
    assert ask(path, "SELECT * FROM prompts") == []


async def test_whoever_suggested_added_or_approved_is_told_what_is_kept_of_that_up_to_their_bookmark(
    database: Database, club: Club, now: datetime, rows: list[int], path: Path
) -> None:
    await prompt.approve(database, 1, club.id, rows[0], did("approve", now))
    await prompt.decline(database, 1, club.id, rows[1], did("decline", now))
    ask(path, "INSERT INTO bookmarks VALUES (9, 1, ?, ?, 2, '2026-11-20 19:00:00')", club.id, ANN)
    [mine] = (await me.kept(database, 1, ANN)).clubs
    then = "2026-11-20T19:00:00Z"
    told = [(one.since, one.sealed, one.english, one.approved_at, one.declined_at) for one in mine.prompts]
    assert told == [(3, True, None, then, None), (2, False, None, None, then)]
    [theirs] = (await me.kept(database, 1, MOD)).clubs
    assert [(one.since, one.sealed, one.english) for one in theirs.prompts] == [(1, True, None)]
    assert theirs.prompt_approvals == (then, then)


async def test_what_a_section_asked_on_other_days_is_remembered(
    database: Database, club: Club, other_club: Club, now: datetime, path: Path
) -> None:
    sql = (
        "INSERT INTO work (guild_id, club_id, kind, section, nth, due_at, next_at, state, tries, begun_at)"
        " VALUES (1, ?, ?, ?, ?, ?, ?, 'waiting', 0, NULL)"
    )
    at = "2026-11-20 18:00:00.000000"
    for of, kind, section, nth in (
        *((club.id, PROMPT, 1, nth) for nth in range(4)),
        (club.id, GATHERING, 1, 0),
        (club.id, PROMPT, 2, 0),
        (other_club.id, PROMPT, 1, 0),
    ):
        ask(path, sql, of, kind, section, nth, at, at)
    tasks = await work_rows.claim(database, now, 99)
    for one in tasks:
        await work_rows.settle(database, one, (f"{one.club_id}.{one.kind}.{one.section}.{one.nth}",))
        if one.nth != 1:
            await work_rows.done(database, one, 5, now)
    third = next(one for one in tasks if one.nth == 2)
    assert await work_rows.asked(database, third) == {f"{club.id}.prompt.1.0", f"{club.id}.prompt.1.3"}
    again = await work_rows.begun(database, 1, third.id)
    assert again
    assert again.about == (f"{club.id}.prompt.1.2",)
