"""Clubs' own prompts: what moderators add, and what members suggest."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "prompts",
        sa.Column("id", _row_id, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("club_id", _row_id, nullable=False),
        sa.Column("since", sa.Integer, nullable=False),
        sa.Column("text_en", sa.String(300)),
        sa.Column("text_vi", sa.String(300)),
        sa.Column("made_by", sa.BigInteger),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.BigInteger),
        sa.Column("approved_at", sa.DateTime(timezone=True)),
        sa.Column("declined_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["club_id"], ["clubs.id"], ondelete="CASCADE", name="fk_prompts_club_id"),
        sa.PrimaryKeyConstraint("id", name="pk_prompts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_prompts_guild_id_club_id", "prompts", ["guild_id", "club_id"])
