"""Placeholder until the shares arrive."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Do nothing yet."""
