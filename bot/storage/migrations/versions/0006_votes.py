"""Choosing the next book: what readers nominate, votes, and how each ranks while one is open."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _of_a_club(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["club_id"], ["clubs.id"], ondelete="CASCADE", name=f"fk_{table}_club_id")


def _of_a_vote(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["vote_id"], ["votes.id"], ondelete="CASCADE", name=f"fk_{table}_vote_id")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "votes",
        sa.Column("id", _row_id, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("club_id", _row_id, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("card", sa.BigInteger),
        sa.Column("tally", sa.JSON),
        _of_a_club("votes"),
        sa.PrimaryKeyConstraint("id", name="pk_votes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_votes_guild_id_club_id", "votes", ["guild_id", "club_id"])
    op.create_table(
        "nominations",
        sa.Column("id", _row_id, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("club_id", _row_id, nullable=False),
        sa.Column("vote_id", _row_id),
        sa.Column("pack", sa.String(100)),
        sa.Column("title", sa.String(100), nullable=False),
        sa.Column("author", sa.String(100), nullable=False),
        sa.Column("nominated_by", sa.BigInteger),
        sa.Column("nominated_at", sa.DateTime(timezone=True), nullable=False),
        _of_a_club("nominations"),
        _of_a_vote("nominations"),
        sa.PrimaryKeyConstraint("id", name="pk_nominations"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_nominations_guild_id_club_id", "nominations", ["guild_id", "club_id"])
    op.create_table(
        "ballots",
        sa.Column("vote_id", _row_id, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("club_id", _row_id, nullable=False),
        sa.Column("ranking", sa.JSON, nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        _of_a_vote("ballots"),
        _of_a_club("ballots"),
        sa.PrimaryKeyConstraint("vote_id", "user_id", name="pk_ballots"),
    )
    op.create_index("ix_ballots_guild_id_user_id", "ballots", ["guild_id", "user_id"])
