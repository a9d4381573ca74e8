"""Quizzes: readers' decks, clubs' own questions, rounds with their answers, and who stays off the board."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _of_a_club(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["club_id"], ["clubs.id"], ondelete="CASCADE", name=f"fk_{table}_club_id")


def upgrade() -> None:
    """Create the tables; let somebody stay off the board, and a plan say how rounds begin."""
    op.add_column("habits", sa.Column("unranked", sa.Boolean))
    op.add_column("plans", sa.Column("open_rounds", sa.Boolean))
    op.add_column("plans", sa.Column("rounds", sa.Boolean))
    op.create_table(
        "cards",
        sa.Column("id", _row_id, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("club_id", _row_id, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("since", sa.Integer, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("missed", sa.Boolean, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("state", sa.JSON),
        _of_a_club("cards"),
        sa.PrimaryKeyConstraint("id", name="pk_cards"),
        sa.UniqueConstraint("club_id", "user_id", "key", name="uq_cards_club_id_user_id_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_cards_guild_id", "cards", ["guild_id"])
    op.create_table(
        "questions",
        sa.Column("id", _row_id, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("club_id", _row_id, nullable=False),
        sa.Column("since", sa.Integer, nullable=False),
        sa.Column("text", sa.String(400), nullable=False),
        sa.Column("right", sa.String(150), nullable=False),
        sa.Column("wrong", sa.JSON, nullable=False),
        sa.Column("why", sa.String(600), nullable=False),
        sa.Column("proposed_by", sa.BigInteger),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.BigInteger),
        sa.Column("approved_at", sa.DateTime(timezone=True)),
        _of_a_club("questions"),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_questions_guild_id_proposed_by", "questions", ["guild_id", "proposed_by"])
    op.create_table(
        "rounds",
        sa.Column("id", _row_id, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("club_id", _row_id, nullable=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("started_by", sa.BigInteger),
        sa.Column("work_id", sa.BigInteger),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("horizon", sa.Integer, nullable=False),
        sa.Column("seconds", sa.Integer, nullable=False),
        sa.Column("asked", sa.JSON, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("phase", sa.String(10), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("closed", sa.Boolean, nullable=False, server_default=sa.false()),
        _of_a_club("rounds"),
        sa.PrimaryKeyConstraint("id", name="pk_rounds"),
        sa.UniqueConstraint("work_id", name="uq_rounds_work_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rounds_guild_id_club_id", "rounds", ["guild_id", "club_id"])
    op.create_index("ix_rounds_closed", "rounds", ["closed"])
    op.create_table(
        "players",
        sa.Column("round_id", _row_id, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("club_id", _row_id, nullable=False),
        _of_a_club("players"),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], ondelete="CASCADE", name="fk_players_round_id"),
        sa.PrimaryKeyConstraint("round_id", "user_id", name="pk_players"),
    )
    op.create_index("ix_players_guild_id_user_id", "players", ["guild_id", "user_id"])
    op.create_table(
        "answers",
        sa.Column("round_id", _row_id, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("club_id", _row_id, nullable=False),
        sa.Column("since", sa.Integer, nullable=False),
        sa.Column("choice", sa.Integer, nullable=False),
        sa.Column("right", sa.Boolean),
        _of_a_club("answers"),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], ondelete="CASCADE", name="fk_answers_round_id"),
        sa.PrimaryKeyConstraint("round_id", "turn", "user_id", name="pk_answers"),
    )
    op.create_index("ix_answers_guild_id_club_id", "answers", ["guild_id", "club_id"])
    op.create_index("ix_answers_guild_id_user_id", "answers", ["guild_id", "user_id"])
