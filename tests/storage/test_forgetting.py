"""Forgetting somebody: everything of theirs, nothing of others', in one club or in a whole server."""

from pathlib import Path

import pytest

from bot.storage import me
from bot.storage.database import open_database
from bot.storage.schema import SIGNATURES, metadata
from tests.storage.every_table import everything, fill, found
from tests.storage.rows import ask

ANN, BOB = 901_234_567, 907_654_321
HOME, AWAY = 81_111, 82_222


async def _two_readers(path: Path) -> None:
    """Fill two clubs and two servers with Ann's rows, and one club with Bob's."""
    async with open_database(str(path)) as database:
        for guild, user, club in ((HOME, ANN, 1), (AWAY, ANN, 2), (HOME + 1, BOB, 3)):
            await fill(database, guild, user, club)


async def test_after_a_server_forgot_somebody_they_stand_in_no_table_of_it(tmp_path: Path) -> None:
    path = tmp_path / "samovar.db"
    await _two_readers(path)
    async with open_database(str(path)) as database:
        assert await me.servers(database, ANN) == (HOME, AWAY)
        await me.forget(database, HOME, ANN)
        assert await me.servers(database, ANN) == (AWAY,)
        assert (await me.kept(database, HOME, ANN)).nothing
        await me.forget(database, AWAY, ANN)
    assert found(path, ANN) == set()
    assert len(found(path, BOB)) == sum("user_id" in table.c for table in metadata.sorted_tables) + len(SIGNATURES)


async def test_what_is_not_theirs_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "samovar.db"
    await _two_readers(path)
    before = everything(path)
    async with open_database(str(path)) as database:
        await me.forget(database, HOME, ANN)
    after = everything(path)
    for table, rows in before.items():
        others = [row for row in rows if row.get("guild_id") != HOME]
        assert [row for row in after[table] if row.get("guild_id") != HOME] == others
    for table, columns in (
        ("clubs", ["opened_by"]),
        ("shares", ["shared_by"]),
        ("rounds", ["started_by"]),
        ("questions", ["proposed_by", "approved_by"]),
        ("changes", ["changed_by"]),
        ("prompts", ["made_by", "approved_by"]),
    ):
        [signed] = [row for row in before[table] if row["guild_id"] == HOME]
        assert {signed[column] for column in columns} == {ANN}
        unsigned = {**signed, **dict.fromkeys(columns)}
        assert [row for row in after[table] if row["guild_id"] == HOME] == [unsigned]


@pytest.mark.parametrize("club", [None, 1], ids=["everywhere", "in the club"])
@pytest.mark.parametrize(("table", "author"), [("questions", "proposed_by"), ("prompts", "made_by")])
async def test_a_question_that_still_waits_goes_with_who_proposed_it(
    tmp_path: Path, club: int | None, table: str, author: str
) -> None:
    path = tmp_path / "samovar.db"
    await _two_readers(path)
    ask(path, f"UPDATE {table} SET approved_at = NULL, approved_by = NULL")  # noqa: S608 - our names
    async with open_database(str(path)) as database:
        await me.forget(database, HOME, ANN, club)
    assert [(row["guild_id"], row[author]) for row in everything(path)[table]] == [
        (AWAY, ANN),
        (HOME + 1, BOB),
    ]


async def test_forgetting_in_one_club_leaves_the_other_clubs_and_the_settings(tmp_path: Path) -> None:
    path = tmp_path / "samovar.db"
    async with open_database(str(path)) as database:
        await fill(database, HOME, ANN, 1)
        async with database.together() as connection:
            for name in ("clubs", "readers", "bookmarks"):
                table = metadata.tables[name]
                [row] = (await connection.execute(table.select())).mappings()
                moved = {"id": 2, "channel_id": 5} if name == "clubs" else {"club_id": 2}
                if name == "bookmarks":
                    moved["id"] = 99
                await connection.execute(table.insert().values({**row, **moved}))
        await me.forget(database, HOME, ANN, 1)
        kept = await me.kept(database, HOME, ANN)
    assert [club.id for club in kept.clubs] == [2]
    assert kept.clubs[0].marks
    assert kept.clubs[0].opened_at
    assert kept.habits is not None
    assert {row["club_id"] for row in everything(path)["readers"]} == {2}


async def test_what_somebody_keeps_in_a_server_is_told_without_that_of_other_servers(tmp_path: Path) -> None:
    async with open_database(str(tmp_path / "samovar.db")) as database:
        await fill(database, HOME, ANN, 1)
        await fill(database, AWAY, ANN, 2)
        kept = await me.kept(database, HOME, ANN)
        assert [club.name for club in kept.clubs] == ["the name of 1"]
        assert kept.clubs[0].joined_at == "2026-03-04T05:06:07Z"
        assert (await me.kept(database, HOME, BOB)).nothing
