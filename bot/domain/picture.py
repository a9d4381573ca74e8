"""How many pictures are drawn for one reader: each costs more than a hundred other answers."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.errors import Refusal

MOST, WITHIN = 6, timedelta(minutes=1)
"""So many pictures may be drawn for one reader in so much time, one after another: more than anybody looks at."""


@dataclass(frozen=True)
class TooManyPictures(Refusal):
    """A reader's last picture is being drawn still, or `most` of theirs were drawn within a minute."""

    most: int
