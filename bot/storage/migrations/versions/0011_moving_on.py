"""Past clubs, of which a channel may have many, and the card of a club that is pinned and keeps itself up to date."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_PRESENT = sa.text("closed_at IS NULL")


def upgrade() -> None:
    """Let clubs know which message is their card and when they closed; of the open ones a channel has one.

    SQLite can drop the old rule, one club to a channel, only by building the table anew: the bot migrates with foreign
    keys off, so that dropping the old table takes nothing along. The numbers of deleted clubs must not come again.
    """
    sqlite = op.get_bind().dialect.name == "sqlite"
    given = op.get_bind().execute(sa.text(_GIVEN)).scalar() if sqlite else None
    with op.batch_alter_table("clubs", table_kwargs={"sqlite_autoincrement": True}) as clubs:
        clubs.add_column(sa.Column("info_card", sa.BigInteger))
        clubs.add_column(sa.Column("closed_at", sa.DateTime(timezone=True)))
        clubs.drop_constraint("uq_clubs_guild_id_channel_id", type_="unique")
    if given is not None:
        op.get_bind().execute(sa.text("UPDATE sqlite_sequence SET seq = :given WHERE name = 'clubs'"), {"given": given})
    op.create_index(
        "ix_clubs_guild_id_channel_id",
        "clubs",
        ["guild_id", "channel_id"],
        unique=True,
        sqlite_where=_PRESENT,
        postgresql_where=_PRESENT,
    )


_GIVEN = "SELECT seq FROM sqlite_sequence WHERE name = 'clubs'"
