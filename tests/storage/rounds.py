"""Rounds that were played, written from outside: who is in them and what they answered."""

import json
from collections.abc import Sequence
from pathlib import Path

from bot.domain.club import Club
from tests.storage.rows import ask

BEGUN = "2026-01-03 20:00:00.000000"


def a_round(
    path: Path | str, club: Club, *, by: int | None = None, phase: str = "over", turn: int = 0, keys: Sequence[str] = ()
) -> int:
    """Add a round that stands at a question, and return its row."""
    [(row,)] = ask(
        Path(path),
        "INSERT INTO rounds (guild_id, club_id, channel_id, message_id, started_by, begun_at, first, last, horizon, "
        "seconds, asked, turn, phase) VALUES (?, ?, ?, 900, ?, ?, 1, 12, 12, 20, ?, ?, ?) RETURNING id",
        club.guild_id,
        club.id,
        club.channel_id,
        by,
        BEGUN,
        json.dumps(keys),
        turn,
        phase,
    )
    return int(row)


def played(
    path: Path | str, club: Club, user: int, right: int, wrong: int = 0, *, since: int = 1, row: int | None = None
) -> int:
    """Let somebody answer so many questions, right and wrong ones, on a chapter; in a round of its own or one named."""
    row = row or a_round(path, club)
    ask(
        Path(path),
        "INSERT INTO players (round_id, user_id, guild_id, club_id) VALUES (?, ?, ?, ?)",
        *(row, user, club.guild_id, club.id),
    )
    for turn in range(right + wrong):
        ask(
            Path(path),
            'INSERT INTO answers (round_id, turn, user_id, guild_id, club_id, since, choice, "right") '
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            *(row, turn, user, club.guild_id, club.id, since, turn % 4, turn < right),
        )
    # As long as a question is being asked nobody can know whether an answer is right.
    open_now = "(SELECT id, turn FROM rounds WHERE phase = 'asking')"
    ask(Path(path), f'UPDATE answers SET "right" = NULL WHERE (round_id, turn) IN {open_now}')  # noqa: S608 - our own
    return row
