"""Reminders and streaks: what readers ask for and by which clock, and the pieces of work that are one person's."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Let habits say what somebody is to be reminded of, readers of which book not, and work for whom it is."""
    op.add_column("readers", sa.Column("unreminded", sa.Boolean))
    op.add_column("habits", sa.Column("zone", sa.String(64)))
    op.add_column("habits", sa.Column("reminders", sa.String(40)))
    op.add_column("habits", sa.Column("quiet_days", sa.Integer))
    op.add_column("habits", sa.Column("asked_in", sa.String(2)))
    op.add_column("habits", sa.Column("streak", sa.Boolean))
    op.add_column("habits", sa.Column("unreachable", sa.Boolean))
    op.add_column("work", sa.Column("user_id", sa.BigInteger))
