"""What all tables are made with."""

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, Table, UniqueConstraint

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

RowId = BigInteger().with_variant(Integer, "sqlite")
"""A row's own number; SQLite counts up by itself only for INTEGER."""


def of_clubs(name: str, *others: Column[Any] | Index | UniqueConstraint) -> Table:
    """Make a table of what belongs to a club and goes with it; a row's number is never given again."""
    return Table(
        name,
        metadata,
        Column("id", RowId, primary_key=True),
        Column("guild_id", BigInteger, nullable=False),
        Column("club_id", RowId, ForeignKey("clubs.id", ondelete="CASCADE"), nullable=False),
        *others,
        sqlite_autoincrement=True,
    )
