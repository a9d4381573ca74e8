"""Settings of a club: whom its openings mention, who moderates it, whether it reminds; and the log of changes."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the settings, and create the log."""
    op.add_column("clubs", sa.Column("mention_id", sa.BigInteger))
    op.add_column("clubs", sa.Column("mods_id", sa.BigInteger))
    op.add_column("clubs", sa.Column("reminders", sa.Boolean))
    op.create_table(
        "changes",
        sa.Column("id", _row_id, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("club_id", _row_id, nullable=False),
        sa.Column("changed_by", sa.BigInteger),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("before", sa.JSON, nullable=False),
        sa.Column("after", sa.JSON, nullable=False),
        sa.ForeignKeyConstraint(["club_id"], ["clubs.id"], ondelete="CASCADE", name="fk_changes_club_id"),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_changes_guild_id_club_id", "changes", ["guild_id", "club_id"])
