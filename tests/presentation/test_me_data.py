"""The file of `/me export`: all that is stored, in keys that people can read."""

import json
from collections.abc import Iterator
from pathlib import Path

from bot.domain.kept import Kept
from bot.presentation.me_data import FILE, file
from bot.storage import kept as kept_rows
from bot.storage.database import open_database
from bot.storage.schema import metadata
from tests.storage.every_table import everything, fill

BOOLEANS = {"hidden", "unranked", "missed", "right", "unreminded", "streak", "unreachable", "edited"}
NUMBERS_OF_ROWS = {"id", "club_id", "round_id", "vote_id", "note_id"}
PLAIN_VALUES = {"fields", "state", "wrong", "ranking", "before", "after"}
"""Columns that hold several values; what stands in them is looked for by itself."""
FROM_ZERO = {"answers.turn", "answers.choice"}
"""What is counted from zero, and told as people count."""
WORDED = {"note_marks.seen": "read, and how it turned out"}
"""Numbers that are told in words."""
RUNNING = {
    "rounds.asked",
    "rounds.first",
    "rounds.last",
    "rounds.work_id",
    "rounds.turn",
    "rounds.phase",
    "rounds.due_at",
    "rounds.closed",
    "work.nth",
    "work.next_at",
    "work.tries",
    "work.begun_at",
    "work.about",
}
"""What a round or a reminder needs to go on; it tells nothing of whose it is."""


def _values(data: object) -> Iterator[object]:
    if isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _values(value)
    else:
        yield data


async def test_whatever_any_table_holds_of_somebody_is_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "samovar.db"
    async with open_database(str(path)) as database:
        await fill(database, 81_111, 901_234_567, 1)
        kept = await kept_rows.load(database, 81_111, 901_234_567)
    told = [str(value) for value in _values(json.load(file(kept).fp))]
    assert "the fields of 1" in told
    assert {"the state of 1", "the before of 1", "the after of 1"} <= set(told)
    own = [name for name, table in metadata.tables.items() if "user_id" in table.c]
    for name in (*own, "shares", "rounds", "questions", "nominations", "changes", "prompts"):
        [row] = everything(path)[name]
        for column, stored in row.items():
            value = stored + 1 if f"{name}.{column}" in FROM_ZERO else WORDED.get(f"{name}.{column}", stored)
            if column not in NUMBERS_OF_ROWS | PLAIN_VALUES and f"{name}.{column}" not in RUNNING:
                held = str(value).replace(" 05:06:07.000000", "T05:06:07Z") if column.endswith("_at") else str(value)
                assert (str(bool(value)) if column in BOOLEANS else held) in told, f"{name}.{column}"


def test_somebody_of_whom_nothing_is_kept_gets_a_file_that_says_so() -> None:
    made = file(Kept(1, 2, None, ()))
    assert made.filename == FILE == "samovar.json"
    assert json.load(made.fp) == {
        "server": "1",
        "member": "2",
        "settings": None,
        "clubs": [],
        "club_in_the_making": None,
    }
