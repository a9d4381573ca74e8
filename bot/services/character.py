"""Who is that? Looking people up among those the asker has met."""

import asyncio
from types import ModuleType

from bot.domain.character import MOST_MEANT, Cast, Portrait, WhichOne, cast, find, portrait
from bot.domain.character_map import Around, around
from bot.domain.club import Club
from bot.domain.errors import NobodyKnown
from bot.domain.view import Person, View
from bot.domain.where import LONGEST, fold
from bot.services.here import Here
from bot.services.places import Places

ALIKE = 72
"""How alike (of 100) a name has to be to what was typed before it is offered as a guess."""
AT_ONCE = 1_000
"""Names compared in one go: rapidfuzz holds up everything else meanwhile, about a millisecond."""


class Characters:
    """Use cases of `/character`."""

    def __init__(self, places: Places) -> None:
        self._places = places

    async def lookup(self, here: Here, typed: str, named: str | None = None) -> Portrait | WhichOne:
        """Return the person who is meant, or those who may be. Raises NobodyKnown."""
        club = here.club(named)
        view = await self._view(here, club)
        meant = await self._meant(club, view, typed)
        return meant if isinstance(meant, WhichOne) else portrait(club, view, meant)

    async def map(self, here: Here, typed: str, named: str | None = None) -> Around | WhichOne:
        """Return those around the person who is meant, or who may be meant. Raises NobodyKnown."""
        club = here.club(named)
        view = await self._view(here, club)
        meant = await self._meant(club, view, typed)
        return meant if isinstance(meant, WhichOne) else around(club, view, meant)

    async def map_of(self, here: Here, club_id: int, person_id: str) -> Around:
        """Return those around the person that a button names. Raises Gone or NobodyKnown."""
        club = here.club_by_id(club_id)
        view = await self._view(here, club)
        if person_id not in view.people:
            raise NobodyKnown
        return around(club, view, view.people[person_id])

    async def _meant(self, club: Club, view: View, typed: str) -> Person | WhichOne:
        """Return whom somebody means by what they typed, or those whom they may mean. Raises NobodyKnown."""
        typed = typed[:LONGEST]
        found = find(view, typed)
        if len(found) == 1:
            return found[0]
        if found:
            return WhichOne(club, found[:MOST_MEANT])
        guesses = await self._guess(view, typed)
        if not guesses:
            raise NobodyKnown
        return WhichOne(club, guesses, guessed=True)

    async def person(self, here: Here, club_id: int, person_id: str) -> Portrait:
        """Return the person that a button names, if the asker has met them. Raises Gone or NobodyKnown."""
        club = here.club_by_id(club_id)
        view = await self._view(here, club)
        if person_id not in view.people:
            raise NobodyKnown
        return portrait(club, view, view.people[person_id])

    async def all(self, here: Here, named: str | None = None) -> Cast:
        """Return everybody the asker has met."""
        club = here.club(named)
        return cast(club, await self._view(here, club))

    async def all_by_id(self, here: Here, club_id: int) -> Cast:
        """Return everybody the asker has met, in the club that a button names."""
        club = here.club_by_id(club_id)
        return cast(club, await self._view(here, club))

    async def offer(self, here: Here, typed: str, most: int, named: str | None = None) -> tuple[Person, ...]:
        """Return people to offer, `most` of them, while somebody types a name; the latest met without a word."""
        view = await self._view(here, here.club(named))
        if not typed.strip():
            return tuple(sorted(view.people.values(), key=lambda one: -one.since)[:most])
        return find(view, typed)[:most]

    async def _view(self, here: Here, club: Club) -> View:
        return await self._places.view(club, here.horizon(club))

    async def _guess(self, view: View, typed: str) -> tuple[Person, ...]:
        """Return the people whose names look most like what was typed, in small steps so that nobody waits."""
        fuzz, process = await asyncio.to_thread(_rapidfuzz)
        wanted = fold(typed)
        best: dict[str, float] = {}
        for start in range(0, len(view.spellings), AT_ONCE):
            some = view.spellings[start : start + AT_ONCE]
            spelt = [spelling[1:] for spelling, _ in some]
            for _, score, index in process.extract(
                wanted, spelt, scorer=fuzz.WRatio, score_cutoff=ALIKE, limit=MOST_MEANT
            ):
                one = some[index][1]
                best[one] = max(best.get(one, 0), score)
            await asyncio.sleep(0)
        ranked = sorted(best, key=lambda one: -best[one])
        return tuple(view.people[one] for one in ranked[:MOST_MEANT])


def _rapidfuzz() -> tuple[ModuleType, ModuleType]:
    """Load rapidfuzz: three megabytes and a few hundredths of a second, for the first misspelt name only."""
    from rapidfuzz import fuzz, process

    return fuzz, process
