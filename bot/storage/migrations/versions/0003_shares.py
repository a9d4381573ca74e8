"""What readers shared in their clubs' channels, so that its buttons find it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create `shares`."""
    op.create_table(
        "shares",
        sa.Column("id", _row_id, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("club_id", _row_id, nullable=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("shared_by", sa.BigInteger),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("which", sa.String(40), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shares"),
        sa.ForeignKeyConstraint(["club_id"], ["clubs.id"], name="fk_shares_club_id", ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_shares_guild_id_shared_by", "shares", ["guild_id", "shared_by"])
