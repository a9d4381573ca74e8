"""Clubs: opening one, which there are, joining and leaving."""

from dataclasses import replace
from itertools import islice

from bot.domain.background import beside
from bot.domain.club import LONGEST_NAME, Club, ClubCard, Listed, followed, in_order, may_open, tidy
from bot.domain.errors import ChannelTaken, UnknownPack
from bot.domain.past import is_over
from bot.domain.view import Text, TitlePage
from bot.domain.where import fold
from bot.library.shelf import Shelf
from bot.services.here import Here, Server
from bot.services.places import Places


class Clubs:
    """Use cases of `/club` and of opening a club."""

    def __init__(self, places: Places, shelf: Shelf) -> None:
        self._places = places
        self._shelf = shelf

    async def open(
        self, here: Here, *, pack: str, channel_id: int, name: str | None, language: str, staff_id: int | None = None
    ) -> ClubCard:
        """Open a club, or return the one in that channel whose welcome card was never posted.

        A club there that has read its book becomes a past one. Raises UnknownPack, ChannelTaken, BadName, or ClubsFull.
        """
        page = self.page(pack)
        book = await self._shelf.book(page.slug)
        if book is None:
            raise UnknownPack
        title = book.title.get(language) or next(iter(book.title.values()))
        called = tidy(title[:LONGEST_NAME] if name is None else name)
        async with here.server.lock:
            there = self.meeting_in(here.server, channel_id)
            over = there if there is not None and self.is_over(here.server, there) else None
            if there is not over and there is not None and (there.card is not None or there.pack != book.slug):
                raise ChannelTaken(there.name)
            if there is over:
                may_open([club for club in here.server.clubs.values() if club is not over], called)
                if over is not None:
                    await self._places.archive(here, over)
                there = await self._places.open_club(here, channel_id, called, book.slug, language, staff_id)
            if there is None:
                raise ChannelTaken(called)
        return await self._card(here, there)

    def meeting_in(self, server: Server, channel_id: int) -> Club | None:
        """Return the club that meets in a channel, None where none does any more."""
        here = (club for club in server.clubs.values() if club.channel_id == channel_id and club.closed_at is None)
        return next(here, None)

    def is_over(self, server: Server, club: Club) -> bool:
        """Whether a club has read its book, so that another may follow it in its channel."""
        plan = server.plans.get(club.id)
        return plan is not None and is_over(plan, self._places.clock(plan))

    def slug(self, wanted: str) -> str:
        """Return the slug of the pack that is meant by it or by a title in any language. Raises UnknownPack."""
        return self.page(wanted).slug

    def page(self, wanted: str) -> TitlePage:
        """Return the title page of the pack that is meant by its slug or by a title. Raises UnknownPack."""
        meant = fold(wanted)
        for page in self._shelf.pages():
            if meant in page.folded.split("\n"):
                return page
        raise UnknownPack

    async def posted(self, here: Here, club: Club, message_id: int, draft: int) -> None:
        """Remember a club's welcome card, and let the draft it came of go."""
        async with here.server.lock:
            if club.id in here.server.clubs:
                await self._places.set_card(here, club, message_id, draft)

    async def withdraw(self, here: Here, club: Club) -> None:
        """Take back a club whose welcome card could not be posted, unless it lives already.

        Another moderator may have posted the card meanwhile, or somebody found the club in the list.
        """
        async with here.server.lock:
            there = here.server.clubs.get(club.id)
            if there is not None and there.card is None and not here.server.readers[club.id]:
                await self._places.close_club(here, club)

    def books(self, typed: str, most: int) -> tuple[TitlePage, ...]:
        """Return the packs to offer, `most` of them, while somebody types a book's name."""
        wanted = fold(typed)
        return tuple(islice((page for page in self._shelf.pages() if wanted in page.folded), most))

    async def info(self, here: Here, club: Club) -> ClubCard:
        """Return a club as anybody may see it, and what the asker may be told beside the story."""
        view = await self._places.view(club, here.horizon(club))
        return replace(await self._card(here, club), beside=beside(view))

    async def info_by_id(self, here: Here, club_id: int) -> ClubCard:
        """Return the club that a button names, as anybody may see it."""
        return await self._card(here, here.club_by_id(club_id))

    async def public(self, server: Server, club: Club) -> ClubCard:
        """Return a club as anybody may see it, whoever asks. Raises PackUnavailable."""
        book = await self._places.book(club)
        readers = server.readers[club.id]
        card = ClubCard(club, book.title, book.author, book.year, book.outline, len(readers), joined=False)
        before = followed(server.clubs.values(), club)
        return replace(card, after=self.title(before)) if before and server.readers[before.id] else card

    def title(self, club: Club) -> Text | None:
        """Return the title of a club's book in every language, None where the shelf has lost it."""
        return next((page.title for page in self._shelf.pages() if page.slug == club.pack), None)

    async def _card(self, here: Here, club: Club) -> ClubCard:
        return replace(await self.public(here.server, club), joined=here.user_id in here.server.readers[club.id])

    async def all(self, here: Here) -> tuple[Listed, ...]:
        """Return the server's present clubs in the order of their opening."""
        pages = {page.slug: page.title for page in self._shelf.pages()}
        joined = here.server.joined(here.user_id)
        present = (club for club in in_order(here.server.clubs.values()) if club.closed_at is None)
        return tuple(Listed(club, pages.get(club.pack), club.id in joined) for club in present)

    def offer(self, here: Here, typed: str) -> tuple[Club, ...]:
        """Return the server's clubs to offer while somebody types a club's name, the present ones first."""
        wanted = fold(typed)
        return tuple(club for club in in_order(here.server.clubs.values()) if wanted in fold(club.name))

    async def join(self, here: Here, club: Club) -> tuple[ClubCard, bool]:
        """Make the asker a reader; return the club, and whether they are new in it."""
        async with here.server.lock:
            new = here.reader(club) is None
            if new:
                await self._places.join(here, club)
        return await self._card(here, club), new

    async def leave(self, here: Here, named: str | None = None) -> Club:
        """Forget the asker in a club, with every bookmark they set there. Raises NotReading."""
        club = here.club(named)
        async with here.server.lock:
            here.reading(club)
            await self._places.leave(here, club)
        return club
