"""Use cases: gather, decide, save, return a value. One file a feature, one method a use case."""

from dataclasses import dataclass

from bot.services.club import Clubs
from bot.services.me import Me
from bot.services.places import Places
from bot.services.progress import Progress
from bot.services.summary import Summaries


@dataclass(frozen=True, slots=True)
class Services:
    """All use cases, as bootstrap joined them."""

    places: Places
    progress: Progress
    summaries: Summaries
    clubs: Clubs
    me: Me
