"""Rows in every table, made and looked through by what the schema says: a table added tomorrow is covered too."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Column, DateTime, Integer, LargeBinary, String, insert

from bot.domain.pace import Pace
from bot.domain.plan import Wishes
from bot.storage.database import Database
from bot.storage.plan import wishes_to
from bot.storage.schema import SIGNATURES, metadata

WHEN = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)

Rows = dict[str, list[dict[str, Any]]]


async def fill(database: Database, guild: int, user: int, club: int) -> None:
    """Put one row of somebody's into every table; numbers and texts tell where they stand."""
    wishes = wishes_to(Wishes(WHEN.date(), 6, WHEN.time(), f"the zone of {club}", Pace("chapters", club)))
    known = {
        "id": club,
        "wishes": wishes,
        "guild_id": guild,
        "user_id": user,
        "club_id": club,
        "round_id": club,
        "vote_id": club,
        "note_id": club,
        "seen": 2,
        **{column.name: user for column in SIGNATURES},
    }
    async with database.together() as connection:
        for table in metadata.sorted_tables:
            row = {
                column.name: known[column.name]
                if column.name in known and not isinstance(column.type, Boolean)
                else _value(column, club)
                for column in table.columns
                if column.name != "id" or table.name in ("clubs", "notes", "rounds", "votes")
            }
            await connection.execute(insert(table).values(row))


def _value(column: Column[Any], club: int) -> object:  # noqa: PLR0911 - one for each type
    match column.type:
        case Boolean():
            return True
        case DateTime():
            return WHEN if column.type.timezone else WHEN.replace(tzinfo=None)
        case JSON():
            return {"kept": f"the {column.name} of {club}"}
        case String(length=2):
            return "vi"
        case String():
            return "day" if column.name == "reminders" else f"the {column.name} of {club}"
        case LargeBinary():
            return f"the {column.name} of {club}".encode()
        case Integer():
            return 7_000 + len(column.name) * 100 + club
    raise AssertionError(f"teach this how to fill in {column}")


def everything(path: Path | str) -> Rows:
    """Return every row of every table of a database file, whether the code knows the table or not."""
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        names = [row["name"] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: [dict(row) for row in database.execute(f'SELECT * FROM "{name}"')]  # noqa: S608 - its own names
            for name in sorted(names)
            if not name.startswith("sqlite_")
        }


def found(path: Path | str, value: object) -> set[str]:
    """Return the columns in which a value stands anywhere, as "table.column"."""
    return {
        f"{table}.{column}"
        for table, rows in everything(path).items()
        for row in rows
        for column, held in row.items()
        if held == value or (isinstance(held, str) and str(value) in held)
    }
