"""A deck is one row a question, of one reader in one club."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.club import Club
from bot.domain.deck import Card, answered
from bot.storage.club import join, leave
from bot.storage.database import Database
from bot.storage.quiz import add, deck, save
from tests.storage.rows import ask

ANN, BEN = 4, 5
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


async def test_a_card_comes_back_as_it_was_kept(database: Database, club: Club) -> None:
    new = await add(database, 1, club.id, ANN, "pack:3:1", 3)
    assert new == Card(new.row, "pack:3:1", 3)
    assert await deck(database, 1, club.id, ANN) == (new,)
    after = answered(new, NOW, right=False)
    await save(database, 1, club.id, ANN, after)
    assert await deck(database, 1, club.id, ANN) == (after,)


async def test_a_new_card_has_no_state_at_all(database: Database, club: Club, path: Path) -> None:
    await add(database, 1, club.id, ANN, "pack:3:1", 3)
    assert ask(path, "SELECT turn, missed, due_at IS NULL, state IS NULL FROM cards") == [(0, 0, 1, 1)]


async def test_a_question_is_in_a_deck_once(database: Database, club: Club, other_club: Club) -> None:
    for one, reader in ((club, ANN), (club, BEN), (other_club, ANN)):
        await add(database, 1, one.id, reader, "pack:3:1", 3)
    with pytest.raises(IntegrityError):
        await add(database, 1, club.id, ANN, "pack:3:1", 3)


async def test_saving_changes_nobody_elses_card_whatever_row_is_named(
    database: Database, club: Club, foreign_club: Club, path: Path
) -> None:
    card = await add(database, 1, club.id, ANN, "pack:3:1", 3)
    before = ask(path, "SELECT * FROM cards")
    changed = answered(card, NOW, right=True)
    await save(database, 1, club.id, BEN, changed)
    await save(database, 2, club.id, ANN, changed)
    await save(database, 1, foreign_club.id, ANN, changed)
    assert ask(path, "SELECT * FROM cards") == before


async def test_a_deck_goes_with_its_reader_and_with_its_club(
    database: Database, club: Club, now: datetime, path: Path
) -> None:
    for reader in (ANN, BEN):
        await join(database, 1, club.id, reader, 0, now)
        await add(database, 1, club.id, reader, "pack:3:1", 3)
    await leave(database, 1, club.id, ANN)
    assert ask(path, "SELECT user_id FROM cards") == [(BEN,)]
    ask(path, "DELETE FROM clubs WHERE id = ?", club.id)
    assert ask(path, "SELECT * FROM cards") == []
