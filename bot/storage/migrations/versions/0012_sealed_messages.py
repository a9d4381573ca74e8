"""Messages that were sealed: which one a note was made of, and the files that hang on it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _of(column: str, table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_note_files_{column}"
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], ondelete="CASCADE", name=name)


def upgrade() -> None:
    """Add the columns and create the table."""
    op.add_column("notes", sa.Column("files", sa.Integer, nullable=False, server_default="0"))
    op.add_column("notes", sa.Column("sealed_from", sa.BigInteger))
    op.create_index("ix_notes_guild_id_sealed_from", "notes", ["guild_id", "sealed_from"], unique=True)
    op.create_table(
        "note_files",
        sa.Column("id", _row_id, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("club_id", _row_id, nullable=False),
        sa.Column("note_id", _row_id, nullable=False),
        sa.Column("name", sa.String(260), nullable=False),
        sa.Column("alt", sa.String(1024)),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        _of("club_id", "clubs"),
        _of("note_id", "notes"),
        sa.PrimaryKeyConstraint("id", name="pk_note_files"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_note_files_guild_id_note_id_size", "note_files", ["guild_id", "note_id", "size"])
