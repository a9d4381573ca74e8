"""The first schema: clubs, their readers, the bookmarks they set, and what each set for themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create all tables."""
    op.create_table(
        "clubs",
        sa.Column("id", _row_id, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("pack", sa.String(100), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("card", sa.BigInteger),
        sa.Column("opened_by", sa.BigInteger, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_clubs"),
        sa.UniqueConstraint("guild_id", "channel_id", name="uq_clubs_guild_id_channel_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "readers",
        sa.Column("club_id", _row_id, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("pages", sa.Integer),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("club_id", "user_id", name="pk_readers"),
        sa.ForeignKeyConstraint(["club_id"], ["clubs.id"], name="fk_readers_club_id", ondelete="CASCADE"),
    )
    op.create_index("ix_readers_guild_id", "readers", ["guild_id"])
    op.create_table(
        "bookmarks",
        sa.Column("id", _row_id, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("club_id", _row_id, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bookmarks"),
        sa.ForeignKeyConstraint(["club_id"], ["clubs.id"], name="fk_bookmarks_club_id", ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_bookmarks_guild_id_club_id_user_id_id", "bookmarks", ["guild_id", "club_id", "user_id", "id"])
    op.create_table(
        "habits",
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("language", sa.String(2)),
        sa.Column("hidden", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("guild_id", "user_id", name="pk_habits"),
    )
