"""Readers' decks: one row for each question that somebody was asked."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, insert, select, update

from bot.domain.deck import Card
from bot.storage.database import Database
from bot.storage.schema import cards


async def deck(database: Database, guild_id: int, club_id: int, user_id: int) -> tuple[Card, ...]:
    """Return somebody's cards in a club, in the order in which they were first asked."""
    mine = _of(guild_id, club_id, user_id)
    found = await database.single(select(cards).where(mine).order_by(cards.c.id))
    return tuple(_card(row) for row in found)


async def add(database: Database, guild_id: int, club_id: int, user_id: int, key: str, since: int) -> Card:
    """Put a question into somebody's deck, which does not hold it yet."""
    row = await database.single(
        insert(cards)
        .values(guild_id=guild_id, club_id=club_id, user_id=user_id, key=key, since=since, turn=0, missed=False)
        .returning(cards.c.id)
    )
    return Card(int(row.scalar_one()), key, since)


async def save(database: Database, guild_id: int, club_id: int, user_id: int, card: Card) -> None:
    """Save what an answer made of a card."""
    await database.single(
        update(cards)
        .where(_of(guild_id, club_id, user_id), cards.c.id == card.row)
        .values(turn=card.turn, state=card.state, due_at=card.due_at, missed=card.missed)
    )


def _of(guild_id: int, club_id: int, user_id: int) -> ColumnElement[bool]:
    return and_(cards.c.guild_id == guild_id, cards.c.club_id == club_id, cards.c.user_id == user_id)


def _card(row: Row[Any]) -> Card:
    """Read a row; SQLite gives a moment back without its zone."""
    due_at: datetime | None = row.due_at
    if due_at is not None and due_at.tzinfo is None:
        due_at = due_at.replace(tzinfo=UTC)
    return Card(row.id, row.key, row.since, row.turn, row.state, due_at, row.missed)
