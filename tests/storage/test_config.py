"""A file that is taken in is saved as a whole, in its own club and in no other."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.domain.club import Club
from bot.domain.config import Config
from bot.domain.config_change import Edits, Taken, taken
from bot.domain.log import IMPORT, Line
from bot.domain.view import Prompt
from bot.storage import config, places, prompt
from bot.storage import plan as plans
from bot.storage.database import Database
from tests.configs import PLAN, standing
from tests.storage.rows import ask


async def _own(database: Database, club: Club, words: str, now: datetime) -> int:
    line = Line(7, now, "prompt-add", {}, {})
    return await prompt.add(database, club.guild_id, club.id, 2, {"en": words}, lambda _row: line)


def _taken(club: Club, edits: Edits) -> Taken:
    """Return what a file makes of a club that had no plan."""
    found = taken(Config(name="Next"), standing(club=club, plan=None))
    return replace(found, plan=PLAN, edits=edits)


async def test_a_club_its_plan_its_prompts_and_the_line_are_saved_together(
    database: Database, club: Club, other_club: Club, path: Path, now: datetime
) -> None:
    kept = [await _own(database, club, words, now) for words in ("Why?", "Who?")]
    edits = Edits((Prompt({"vi": "Vì sao?"}, 5),), (Prompt({"en": "How?"}, 3, kept[0]),), (Prompt({}, 2, kept[1]),))
    found = _taken(club, edits)
    await config.save(database, found, found.told.line(8, now))
    assert (await plans.load(database, 1))[club.id] == PLAN
    held, _, _ = await places.load(database, 1)
    assert held == {club.id: replace(club, name="Next"), other_club.id: other_club}
    rows = ask(path, "SELECT since, text_en, text_vi, made_by, approved_by FROM prompts ORDER BY id")
    assert rows == [(3, "How?", None, 7, 7), (5, None, "Vì sao?", 8, 8)]
    [(line,)] = ask(path, "SELECT after FROM changes WHERE what = ?", IMPORT)
    assert line == '{"name": "Next"}'


async def test_prompts_of_another_club_are_out_of_reach_by_their_rows(
    database: Database, club: Club, other_club: Club, foreign_club: Club, path: Path, now: datetime
) -> None:
    others = [await _own(database, one, "Why?", now) for one in (other_club, foreign_club)]
    before = ask(path, "SELECT * FROM prompts")
    for row in others:
        found = _taken(club, Edits((), (Prompt({"en": "How?"}, 3, row),), (Prompt({}, 2, row),)))
        await config.save(database, found, found.told.line(8, now))
    assert ask(path, "SELECT * FROM prompts") == before
