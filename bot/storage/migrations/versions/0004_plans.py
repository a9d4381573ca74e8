"""Plans: their sections, the work that falls due, and clubs in the making."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _of_a_club(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["club_id"], ["clubs.id"], ondelete="CASCADE", name=f"fk_{table}_club_id")


def upgrade() -> None:
    """Create the tables; let a club know its moderators' channel."""
    op.add_column("clubs", sa.Column("staff_id", sa.BigInteger))
    op.create_table(
        "plans",
        sa.Column("club_id", _row_id, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("wishes", sa.JSON, nullable=False),
        sa.Column("forum", sa.Boolean, nullable=False),
        sa.Column("events", sa.Boolean, nullable=False),
        sa.Column("patience", sa.Integer, nullable=False),
        sa.Column("paused_weeks", sa.Integer),
        sa.Column("paused_since", sa.DateTime),
        _of_a_club("plans"),
        sa.PrimaryKeyConstraint("club_id", name="pk_plans"),
    )
    op.create_index("ix_plans_guild_id", "plans", ["guild_id"])
    op.create_table(
        "sections",
        sa.Column("club_id", _row_id, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("opens", sa.DateTime, nullable=False),
        sa.Column("meets", sa.DateTime, nullable=False),
        sa.Column("thread", sa.BigInteger),
        _of_a_club("sections"),
        sa.PrimaryKeyConstraint("club_id", "number", name="pk_sections"),
    )
    op.create_index("ix_sections_guild_id", "sections", ["guild_id"])
    op.create_table(
        "work",
        sa.Column("id", _row_id, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("club_id", _row_id, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("section", sa.Integer, nullable=False),
        sa.Column("nth", sa.BigInteger, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True)),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True)),
        sa.Column("made", sa.BigInteger),
        sa.Column("about", sa.JSON),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        _of_a_club("work"),
        sa.PrimaryKeyConstraint("id", name="pk_work"),
        sa.UniqueConstraint("club_id", "kind", "section", "nth", name="uq_work_club_id_kind_section_nth"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_work_next_at", "work", ["next_at"])
    op.create_index("ix_work_guild_id", "work", ["guild_id"])
    op.create_table(
        "drafts",
        sa.Column("id", _row_id, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sa.UniqueConstraint("guild_id", "user_id", name="uq_drafts_guild_id_user_id"),
        sqlite_autoincrement=True,
    )
