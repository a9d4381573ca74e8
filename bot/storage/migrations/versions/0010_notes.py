"""Sealed notes and predictions, and what each reader has seen of them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _of_a_club(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["club_id"], ["clubs.id"], ondelete="CASCADE", name=f"fk_{table}_club_id")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "notes",
        sa.Column("id", _row_id, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("club_id", _row_id, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("since", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("answers", sa.BigInteger),
        sa.Column("answers_to", sa.BigInteger),
        sa.Column("settles", sa.Integer),
        sa.Column("outcome", sa.String(10)),
        sa.Column("channel_id", sa.BigInteger),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("text", sa.String(4000), nullable=False),
        _of_a_club("notes"),
        sa.PrimaryKeyConstraint("id", name="pk_notes"),
        sqlite_autoincrement=True,
    )
    in_order = ["guild_id", "club_id", "since", "id", "kind", "user_id", "settles"]
    op.create_index("ix_notes_in_order", "notes", in_order)
    replies = ["guild_id", "club_id", "answers", "since", "id"]
    op.create_index("ix_notes_guild_id_club_id_answers_since_id", "notes", replies)
    op.create_index("ix_notes_guild_id_user_id", "notes", ["guild_id", "user_id"])
    op.create_index("ix_notes_guild_id_answers_to", "notes", ["guild_id", "answers_to"])
    op.create_table(
        "note_marks",
        sa.Column("note_id", _row_id, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("club_id", _row_id, nullable=False),
        sa.Column("seen", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["notes.id"], ondelete="CASCADE", name="fk_note_marks_note_id"),
        _of_a_club("note_marks"),
        sa.PrimaryKeyConstraint("note_id", "user_id", name="pk_note_marks"),
    )
    op.create_index("ix_note_marks_guild_id_user_id", "note_marks", ["guild_id", "user_id"])
