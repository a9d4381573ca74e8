"""Somebody asking, and the server they ask from, as `bot.services.places` holds it in memory."""

import asyncio
from dataclasses import dataclass, field

from bot.domain.club import Asker, Club, Reader, choose
from bot.domain.errors import Gone, NotReading, Refusal
from bot.domain.me import Habits
from bot.domain.past import still_open
from bot.domain.plan import Plan
from bot.domain.prompt import Own
from bot.domain.quiz import Item

NO_CLOCK = "UTC"
"""By which somebody lives who has said nothing and reads in no club with a plan."""


@dataclass(slots=True, weakref_slot=True, eq=False)
class Server:
    """What is held of one server. `lock` makes its writes take turns; `doubtful` says that it has to be read anew.

    `opening` makes the openings of clubs take turns, which also wait for Discord to post a card. `questions` holds the
    clubs' own approved ones, and `prompts` all of their own prompts, of those clubs for which they were asked for since
    they last changed. `noted` are the chapters at which a club's notes open; some may stay of notes that are gone.
    """

    id: int
    clubs: dict[int, Club]
    readers: dict[int, dict[int, Reader]]
    habits: dict[int, Habits]
    plans: dict[int, Plan]
    noted: dict[int, set[int]]
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    doubtful: bool = False
    opening: asyncio.Lock = field(default_factory=asyncio.Lock)
    questions: dict[int, tuple[Item, ...]] = field(default_factory=dict)
    prompts: dict[int, tuple[Own, ...]] = field(default_factory=dict)

    def joined(self, user_id: int) -> frozenset[int]:
        """Return the clubs that somebody reads in."""
        return frozenset(club for club, readers in self.readers.items() if user_id in readers)

    def present(self, club_id: int) -> Club | None:
        """Return a club, None for one that is deleted or past: nothing falls due in it."""
        club = self.clubs.get(club_id)
        return None if club is None or club.closed_at is not None else club

    def let_go(self, club_id: int | None = None) -> None:
        """Forget what is held of a club's own questions and prompts, or of all clubs', so that it is read anew."""
        for held in (self.questions, self.prompts):
            for club in list(held) if club_id is None else [club_id]:
                held.pop(club, None)


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody asking, in the server they ask from, and the language to answer them in."""

    asker: Asker
    server: Server
    language: str

    @property
    def user_id(self) -> int:
        """The asker."""
        return self.asker.user_id

    @property
    def habits(self) -> Habits:
        """What the asker has set for themselves, else what is usual."""
        return self.server.habits.get(self.user_id, Habits())

    @property
    def zone(self) -> str:
        """The asker's clock, an IANA name: their own, else that of the club they stand in, else of one they read in."""
        try:
            meant = [self.club().id]
        except Refusal:
            meant = []
        clubs = (*meant, *sorted(self.server.joined(self.user_id)))
        zones = (self.server.plans[club].wishes.zone for club in clubs if club in self.server.plans)
        return self.habits.zone or next(zones, NO_CLOCK)

    def club(self, named: str | None = None) -> Club:
        """Return the club that is meant. Raises NoClubYet, UnknownClub, or WhichClub."""
        server = self.server
        return choose(server.clubs, self.asker.channel_ids, server.joined(self.user_id), named)

    def club_by_id(self, club_id: int) -> Club:
        """Return the club that a button names. Raises Gone where this server has no such club."""
        try:
            return self.server.clubs[club_id]
        except KeyError:
            raise Gone from None

    def present(self, named: str | None = None) -> Club:
        """Return the club that is meant for what past clubs do not do. Raises what `club` does, or ClubClosed."""
        return still_open(self.club(named))

    def present_by_id(self, club_id: int) -> Club:
        """Return the same for the club that a button names. Raises Gone or ClubClosed."""
        return still_open(self.club_by_id(club_id))

    def reader(self, club: Club) -> Reader | None:
        """Return the asker's place in a club, None for somebody who has not joined. Raises Gone."""
        readers = self.server.readers.get(club.id)
        if readers is None:
            raise Gone
        return readers.get(self.user_id)

    def reading(self, club: Club) -> Reader:
        """Return the asker's place in a club. Raises NotReading."""
        reader = self.reader(club)
        if reader is None:
            raise NotReading
        return reader

    def plan(self, club: Club) -> Plan | None:
        """Return a club's plan, None where it reads without one."""
        return self.server.plans.get(club.id)

    def horizon(self, club: Club) -> int:
        """Return how far the asker has read; somebody who has not joined has read nothing."""
        reader = self.reader(club)
        return reader.at if reader else 0

    def place_horizon(self, club: Club) -> int:
        """Return how far everybody may see in the place stood in; a thread without a say of its own has its channel's.

        It is 0 anywhere but where the club itself meets: those who read another book there have read nothing of this.
        So have those in the channel of a past club; only the threads of its sections are still its own.
        """
        plan = self.server.plans.get(club.id)
        known = plan.horizons(club.channel_id) if plan else {}
        if club.closed_at is not None:
            known.pop(club.channel_id, None)
        return next((known[one] for one in self.asker.channel_ids if one in known), 0)
