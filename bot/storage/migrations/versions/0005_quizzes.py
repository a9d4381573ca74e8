"""Quizzes: readers' decks."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "cards",
        sa.Column("id", _row_id, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("club_id", _row_id, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("since", sa.Integer, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("missed", sa.Boolean, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("state", sa.JSON),
        sa.ForeignKeyConstraint(["club_id"], ["clubs.id"], ondelete="CASCADE", name="fk_cards_club_id"),
        sa.PrimaryKeyConstraint("id", name="pk_cards"),
        sa.UniqueConstraint("club_id", "user_id", "key", name="uq_cards_club_id_user_id_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_cards_guild_id", "cards", ["guild_id"])
