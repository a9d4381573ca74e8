"""Servers that removed the bot, and clubs that no longer say who opened them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create `departures`; let `clubs.opened_by` be empty.

    SQLite can loosen a column only by building its table anew, and dropping the old `clubs` would take
    every reader and bookmark along (ON DELETE CASCADE). So a new column takes the old one's place.
    """
    op.create_table(
        "departures",
        sa.Column("guild_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name="pk_departures"),
    )
    op.add_column("clubs", sa.Column("opener", sa.BigInteger))
    op.execute("UPDATE clubs SET opener = opened_by")
    op.drop_column("clubs", "opened_by")
    op.alter_column("clubs", "opener", new_column_name="opened_by")
