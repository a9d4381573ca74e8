"""The tables of choosing the next book. A guild's rows are only ever read with its guild id."""

from sqlalchemy import JSON, BigInteger, Column, DateTime, ForeignKey, Index, String, Table

from bot.storage.schema_base import RowId, metadata, of_clubs

votes = of_clubs(
    "votes",
    Column("opened_at", DateTime(timezone=True), nullable=False),
    Column("closes_at", DateTime(timezone=True), nullable=False),
    Column("card", BigInteger),
    Column("tally", JSON(none_as_null=True)),
    Index(None, "guild_id", "club_id"),
)
"""`card` is the message on which a club votes, in a forum the post; `tally` is what was counted, None before."""

nominations = of_clubs(
    "nominations",
    Column("vote_id", RowId, ForeignKey("votes.id", ondelete="CASCADE")),
    Column("pack", String(100)),
    Column("title", String(100), nullable=False),
    Column("author", String(100), nullable=False),
    Column("nominated_by", BigInteger),
    Column("nominated_at", DateTime(timezone=True), nullable=False),
    Index(None, "guild_id", "club_id"),
)
"""Books to choose from. Without a `vote_id` they wait for the club's next vote."""

ballots = Table(
    "ballots",
    metadata,
    Column("vote_id", RowId, ForeignKey("votes.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", BigInteger, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("club_id", RowId, ForeignKey("clubs.id", ondelete="CASCADE"), nullable=False),
    Column("ranking", JSON, nullable=False),
    Column("cast_at", DateTime(timezone=True), nullable=False),
    Index(None, "guild_id", "user_id"),
)
"""How somebody ranks: the numbers of nominations, the dearest first. They are deleted when they are counted."""
