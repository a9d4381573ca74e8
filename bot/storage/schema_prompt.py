"""The table of clubs' own prompts. A guild's rows are only ever read with its guild id."""

from sqlalchemy import BigInteger, Column, DateTime, Index, Integer, String

from bot.storage.schema_base import of_clubs

prompts = of_clubs(
    "prompts",
    Column("since", Integer, nullable=False),
    Column("text_en", String(300)),
    Column("text_vi", String(300)),
    Column("made_by", BigInteger),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("approved_by", BigInteger),
    Column("approved_at", DateTime(timezone=True)),
    Column("declined_at", DateTime(timezone=True)),
    Index(None, "guild_id", "club_id"),
)
"""Prompts fit for who has finished chapter `since`. Without `approved_at` one waits for a moderator; one with
`declined_at` has no words any more and is there only to tell whoever suggested it. One that a moderator added is
approved by whom it was made."""
