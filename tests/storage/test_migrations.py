"""Databases of earlier schemas, with rows in every table, opened by the code of today."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text

from bot.domain.club import Club, Reader
from bot.domain.me import Habits
from bot.domain.share import Shared, Subject
from bot.storage import club as club_rows
from bot.storage import departure, me, places, share
from bot.storage import kept as kept_rows
from bot.storage.database import MIGRATIONS, open_database
from bot.storage.schema import HEAD, metadata
from tests.storage.every_table import WHEN, everything
from tests.storage.rows import ask

Schema = dict[str, list[tuple[object, ...]]]

FIRST: Schema = {
    "clubs": [
        (1, 10, 100, "Thursday Readers", "anna-karenina", "vi", 555, 71, "2026-01-01 10:00:00.000000"),
        (2, 10, 101, "Nhóm đọc", "anna-karenina", "en", None, 72, "2026-01-02 10:00:00.000000"),
        (3, 20, 200, "Elsewhere", "other", "en", 556, 71, "2026-01-03 10:00:00.000000"),
    ],
    "readers": [
        (1, 71, 10, 864, "2026-01-01 10:00:00.000000"),
        (1, 73, 10, None, "2026-01-04 10:00:00.000000"),
        (3, 73, 20, None, "2026-01-05 10:00:00.000000"),
    ],
    "bookmarks": [
        (1, 10, 1, 71, 0, "2026-01-01 10:00:00.000000"),
        (2, 10, 1, 71, 34, "2026-01-06 10:00:00.123456"),
        (3, 10, 1, 73, 7, "2026-01-04 10:00:00.000000"),
        (4, 20, 3, 73, 1, "2026-01-05 10:00:00.000000"),
    ],
    "habits": [(10, 71, "vi", True), (20, 73, None, True)],
}
SECOND: Schema = {
    **FIRST,
    "clubs": [(*club[:7], club[8], opened_by) for club, opened_by in zip(FIRST["clubs"], (71, 72, None), strict=True)],
    "departures": [(20, "2026-01-07 10:00:00.000000")],
}
"""The second schema's clubs say last who opened them, if they still know."""
THIRD: Schema = {
    **SECOND,
    "shares": [(1, 10, 1, 100, 999, 71, "summary", "7", 34, "2026-01-08 10:00:00.000000")],
}
WISHES = (
    '{"start": "2026-01-05", "weekday": 6, "meeting": "19:00", "zone": "Asia/Ho_Chi_Minh", '
    '"pace": ["chapters", 12, null], "breaks": [], "prompt_days": [1, 3], "posting": "09:00"}'
)
BEGUN = "2026-01-05 02:00:00.000000"
FOURTH: Schema = {
    **THIRD,
    "clubs": [(*club, staff) for club, staff in zip(THIRD["clubs"], (110, None, None), strict=True)],
    "plans": [(1, 10, WISHES, False, True, 12, None, None)],
    "sections": [(1, 1, 10, 1, 12, "2026-01-05 09:00:00.000000", "2026-01-11 19:00:00.000000", 1_001)],
    "work": [
        (1, 10, 1, "opening", 1, 0, BEGUN, None, "done", 1, BEGUN, 998, None, BEGUN),
    ],
    "drafts": [(1, 10, 72, '{"name": "Next"}', "2026-01-08 10:00:00.000000")],
}
"""The fourth schema's clubs say last which channel their moderators have."""
FIFTH: Schema = {
    **FOURTH,
    "habits": [(*one, unranked) for one, unranked in zip(FOURTH["habits"], (None, True), strict=True)],
    "cards": [(1, 10, 1, 71, "the-key", 7, 2, True, "2026-01-09 10:00:00.000000", '{"step": 1}')],
    "questions": [
        (1, 10, 1, 7, "Who?", "She", '["He", "They"]', "It says so.", 73, BEGUN, 71, BEGUN),
    ],
    "plans": [(*plan, True, None) for plan in FOURTH["plans"]],
    "rounds": [(1, 10, 1, 100, 997, 71, None, BEGUN, 1, 7, 7, 30, '["the-key"]', 1, "over", None, True)],
    "players": [(1, 73, 10, 1)],
    "answers": [(1, 0, 73, 10, 1, 7, 2, False)],
}
"""In the fifth schema's habits stands last who stays off the board, in its plans how rounds begin."""
SIXTH: Schema = {
    **FIFTH,
    "votes": [(1, 10, 1, BEGUN, "2026-01-12 09:00:00.000000", 998, '{"ballots": 1}')],
    "nominations": [(1, 10, 1, 1, None, "Emma", "Jane Austen", 73, BEGUN)],
    "ballots": [(1, 73, 10, 1, "[1]", BEGUN)],
}
"""The sixth schema lets clubs choose their next book."""
SEVENTH: Schema = {
    **SIXTH,
    "clubs": [(*club, role, role, None) for club, role in zip(SIXTH["clubs"], (None, None, 55), strict=True)],
    "changes": [(1, 10, 1, 73, BEGUN, "settings", '{"mods": null}', '{"mods": 55}')],
}
"""The seventh schema's clubs say last which roles they have and whether they remind; what was changed is in a log."""
EIGHTH: Schema = {**SEVENTH, "prompts": [(1, 10, 1, 7, "Why?", "Vì sao?", 71, BEGUN, 73, BEGUN, None)]}
"""The eighth schema has clubs' own prompts."""
ASKED = ("Asia/Ho_Chi_Minh", "opens", 3, "vi", True, None)
NINTH: Schema = {
    **EIGHTH,
    "habits": [(*one, *asked) for one, asked in zip(EIGHTH["habits"], ((None,) * 6, ASKED), strict=True)],
    "readers": [(*one, unreminded) for one, unreminded in zip(EIGHTH["readers"], (None, None, True), strict=True)],
    "work": [
        *((*one, None) for one in EIGHTH["work"]),
        (2, 20, 3, "opens", 1, 73, BEGUN, None, "done", 1, BEGUN, 995, None, BEGUN, 73),
    ],
}
"""The ninth schema's habits say last what somebody is reminded of, its readers who wants no reminders of a book, its
work for whom it is."""
TENTH: Schema = {
    **NINTH,
    "notes": [(1, 10, 1, 71, 7, "thought", None, None, None, None, 100, 994, BEGUN, False, "How cold it is.")],
    "note_marks": [(1, 73, 10, 1, 1)],
}
"""The tenth schema has notes, and who has read them."""
ELEVENTH: Schema = {
    **TENTH,
    "clubs": [(*club, card, None) for club, card in zip(TENTH["clubs"], (None, None, 993), strict=True)],
}
"""The eleventh schema's clubs say last which message is their card and when they closed."""
SCHEMAS = {
    f"{number:04}": schema
    for number, schema in enumerate(
        (FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH, SEVENTH, EIGHTH, NINTH, TENTH, ELEVENTH), 1
    )
}


def _migrate(connection: Connection, to: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


@pytest.fixture(params=SCHEMAS)
def schema(request: pytest.FixtureRequest) -> str:
    """The schema that a database is of."""
    return str(request.param)


@pytest.fixture
def old(tmp_path: Path, schema: str) -> Path:
    """A database that only the migrations up to that schema have made, with rows in every table it has."""
    path = tmp_path / "samovar.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        _migrate(connection, schema)
        for table, rows in SCHEMAS[schema].items():
            for row in rows:
                places_of = ", ".join(f":v{n}" for n in range(len(row)))
                values = {f"v{n}": value for n, value in enumerate(row)}
                connection.execute(text(f"INSERT INTO {table} VALUES ({places_of})"), values)  # noqa: S608 - our names
    engine.dispose()
    return path


async def test_every_table_of_an_earlier_schema_has_rows_here(old: Path, schema: str) -> None:
    filled = {table for table, rows in everything(old).items() if rows}
    assert filled == set(everything(old)) == {*SCHEMAS[schema], "alembic_version"}


async def test_everything_from_an_earlier_schema_is_there_afterwards(old: Path, schema: str) -> None:
    before = everything(old)
    async with open_database(str(old)) as database:
        clubs, readers, habits = await places.load(database, 10)
        staff = 110 if schema >= "0004" else None
        assert clubs[1] == Club(1, 10, 100, "Thursday Readers", "anna-karenina", "vi", 555, staff)
        assert clubs[2] == Club(2, 10, 101, "Nhóm đọc", "anna-karenina", "en", None)
        assert readers == {1: {71: Reader(71, 34, 2, 864), 73: Reader(73, 7, 3)}, 2: {}}
        assert habits == {71: Habits("vi", hidden=True)}
        kept = await kept_rows.load(database, 10, 71)
        assert [mark.set_at for mark in kept.clubs[0].marks] == ["2026-01-01T10:00:00Z", "2026-01-06T10:00:00.123456Z"]
        assert kept.clubs[0].opened_at == "2026-01-01T10:00:00Z"
        assert await departure.away(database) == frozenset(row[0] for row in SCHEMAS[schema].get("departures", ()))
    after = everything(old)
    for table in after.keys() - before.keys():
        assert after.pop(table) == []
    assert after.pop("alembic_version") == [{"version_num": HEAD}]
    before.pop("alembic_version")
    assert {table: [_known(row, before[table][0]) for row in rows] for table, rows in after.items()} == before


def _known(row: dict[str, object], then: dict[str, object]) -> dict[str, object]:
    """Return a row without the columns that have come since, which are empty or count nothing."""
    assert {row[column] for column in row.keys() - then.keys()} <= {None, 0}
    return {column: row[column] for column in then}


async def test_a_copy_from_before_stays_beside_it_whole_and_of_its_schema(old: Path, schema: str) -> None:
    before = everything(old)
    async with open_database(str(old)):
        pass
    copy = old.with_name(f"samovar.db.before-{HEAD}")
    assert copy.name == "samovar.db.before-0012"
    assert everything(copy) == before
    assert before["alembic_version"] == [{"version_num": schema}]


async def test_it_is_the_schema_that_the_code_uses_and_goes_on_from_there(old: Path) -> None:
    async with open_database(str(old)) as database:
        await me.forget(database, 10, 71)
        subject = Subject("summary", "7")
        await share.add(database, 20, Shared(0, 3, 200, 73, subject, 1), WHEN)
        await share.add(database, 10, Shared(0, 1, 100, 73, subject, 7), WHEN)
        await club_rows.close_club(database, 20, 3)
    engine = create_engine(f"sqlite:///{old}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    engine.dispose()
    left = everything(old)
    assert [(row["club_id"], row["user_id"]) for row in left["readers"]] == [(1, 73)]
    assert [row["opened_by"] for row in left["clubs"]] == [None, 72]
    assert [row["id"] for row in left["bookmarks"]] == [3]
    assert {(row["club_id"], row["shared_by"]) for row in left["shares"]} - {(1, None)} == {(1, 73)}


async def test_numbers_of_clubs_that_were_deleted_long_ago_are_not_given_again(old: Path) -> None:
    ask(old, "UPDATE sqlite_sequence SET seq = 400 WHERE name = 'clubs'")
    async with open_database(str(old)) as database:
        where = {"guild_id": 10, "channel_id": 900, "name": "New", "pack": "emma", "language": "en"}
        new = await club_rows.open_club(database, **where, by=71, now=WHEN)  # type: ignore[arg-type]
    assert new is not None
    assert new.id == 401


async def test_a_second_start_changes_nothing(old: Path) -> None:
    async with open_database(str(old)):
        pass
    once = everything(old)
    async with open_database(str(old)):
        pass
    assert everything(old) == once
