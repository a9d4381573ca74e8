"""The card of a club that is pinned and keeps itself up to date."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Let clubs know which message it is."""
    op.add_column("clubs", sa.Column("info_card", sa.BigInteger))
