"""The tables of sealed notes. A guild's rows are only ever read with its guild id."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    false,
)

from bot.storage.schema_base import RowId, metadata, of_clubs

notes = of_clubs(
    "notes",
    Column("user_id", BigInteger, nullable=False),
    Column("since", Integer, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("answers", BigInteger),
    Column("answers_to", BigInteger),
    Column("settles", Integer),
    Column("outcome", String(10)),
    Column("channel_id", BigInteger),
    Column("message_id", BigInteger),
    Column("written_at", DateTime(timezone=True), nullable=False),
    Column("edited", Boolean, nullable=False, server_default=false()),
    Column("text", String(4000), nullable=False),
    Column("files", Integer, nullable=False, server_default="0"),
    Column("sealed_from", BigInteger),
    Index("ix_notes_in_order", "guild_id", "club_id", "since", "id", "kind", "user_id", "settles"),
    Index(None, "guild_id", "club_id", "answers", "since", "id"),
    Index(None, "guild_id", "user_id"),
    Index(None, "guild_id", "answers_to"),
    Index(None, "guild_id", "sealed_from", unique=True),
)
"""`answers` is the note that one answers, which may be gone, and `answers_to` who wrote that. `settles` is the chapter
at which a prediction opens again, and `outcome` how it turned out. `ix_notes_in_order` counts and orders notes without
touching their texts, however many there are. `files` is how many hang on a note, and `sealed_from` the message it was
made of."""

note_files = of_clubs(
    "note_files",
    Column("note_id", RowId, ForeignKey("notes.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(260), nullable=False),
    Column("alt", String(1024)),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index(None, "guild_id", "note_id", "size"),
)
"""The files of sealed messages; `size` in bytes can be summed without touching any of them."""

note_marks = Table(
    "note_marks",
    metadata,
    Column("note_id", RowId, ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", BigInteger, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("club_id", RowId, ForeignKey("clubs.id", ondelete="CASCADE"), nullable=False),
    Column("seen", Integer, nullable=False),
    Index(None, "guild_id", "user_id"),
)
"""What a reader has seen of a note: 0 nothing yet, but they asked to be told; 1 its words; 2 how it turned out."""
