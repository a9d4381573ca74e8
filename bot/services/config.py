"""A club's configuration as a file: handed out, looked at before it is taken in, and taken in.

Nothing is kept of a file that was only looked at: it hangs on the card that shows what it would change, and comes back
with the press that confirms it (decision 0028).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.club import Club
from bot.domain.config import LARGEST, Around, BadConfig, Config, Exported, LargeFile, Standing, config_of
from bot.domain.config_change import Taken, Told, taken
from bot.domain.errors import CannotPost
from bot.library.config_text import write_config
from bot.library.readers import Reader
from bot.services.here import Here
from bot.services.places import Places
from bot.services.prompt import Prompts


class Configs:
    """Use cases of `/manage export` and `/manage import`; `wake` has due work looked at again."""

    def __init__(
        self, places: Places, prompts: Prompts, reader: Reader, now: Callable[[], datetime], wake: Callable[[], None]
    ) -> None:
        self._places = places
        self._prompts = prompts
        self._reader = reader
        self._now = now
        self._wake = wake

    async def export(self, here: Here, named: str | None = None) -> Exported:
        """Return the configuration of the club that is meant."""
        club = here.club(named)
        standing = await self._standing(here, club, Around())
        config = config_of(standing)
        left = len(standing.prompts) - len(config.prompts or ())
        return Exported(club, standing.outline, config, left, standing.now)

    def written(self, found: Exported, notes: Mapping[str, str]) -> str:
        """Write a configuration out, with what is said of its keys."""
        return write_config(found.config, found.outline, notes)

    def check(self, size: int) -> None:
        """Raise LargeFile for a file of so many bytes that is not to be fetched."""
        if size > LARGEST * 1024:
            raise LargeFile(LARGEST)

    async def look(self, here: Here, club: Club, name: str, file: bytes, around: Around) -> Told:
        """Return what taking in a file of that name would change now. Raises BadConfig, or CannotPost."""
        return (await self._judge(await self._standing(here, club, around), name, file)).told

    async def take(
        self, here: Here, club_id: int, seen: int, name: str, file: bytes, around: Around
    ) -> tuple[Told, bool]:
        """Take in a file if that changes what was `seen`; return what it changes, and whether it has.

        Where the club or the asker's bookmark is elsewhere by now nothing is done. Raises Gone, BadConfig, or
        CannotPost.
        """
        standing = await self._standing(here, here.club_by_id(club_id), around)
        found = await self._judge(standing, name, file)
        if found.told.seen != seen or found.told.nothing:
            return found.told, False
        async with here.server.lock:
            if await self._same(here, standing):
                await self._places.take_in(here.server, found, found.told.line(here.user_id, standing.now))
                self._wake()
                return found.told, True
        return await self.look(here, here.club_by_id(club_id), name, file, around), False

    async def _judge(self, standing: Standing, name: str, file: bytes) -> Taken:
        self.check(len(file))
        found = await self._reader.config(file, standing)
        if not isinstance(found, Config):
            raise BadConfig(name, found)
        if found.plan and standing.plan is None and standing.around.lacking:
            raise CannotPost(standing.club.channel_id, standing.around.lacking)
        return taken(found, standing)

    async def _standing(self, here: Here, club: Club, around: Around) -> Standing:
        outline = (await self._places.book(club)).outline
        prompts = await self._prompts.own(club)
        return Standing(club, here.plan(club), outline, prompts, here.horizon(club), self._now(), around)

    async def _same(self, here: Here, standing: Standing) -> bool:
        """Whether a club still stands so; call with the server's lock held."""
        club = here.club_by_id(standing.club.id)
        prompts = await self._prompts.own_held(here.server, club)
        now = replace(standing, club=club, plan=here.plan(club), prompts=prompts, upto=here.horizon(club))
        return now == standing
