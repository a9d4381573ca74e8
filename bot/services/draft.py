"""Setting up a club: a draft that is kept while a moderator fills it in, and the club that comes of it."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain import draft as rules
from bot.domain.book import Book
from bot.domain.club import Club, ClubCard
from bot.domain.draft import Draft, Given, Outlook, Sketch, Spot
from bot.domain.errors import ChannelGone, DraftGone, NotYourDraft, TooSoon, UnknownPack, UnknownZone
from bot.domain.plan import Plan, plan
from bot.domain.view import TitlePage
from bot.domain.zones import read_zone, zones_like
from bot.library.shelf import Shelf
from bot.services.club import Clubs
from bot.services.here import Here
from bot.services.plan import Plans
from bot.storage import draft as rows
from bot.storage.database import Database

PLANNED_AT_ONCE = 400
"""Chapters of a book that is planned without a thread: a few milliseconds."""

Change = Callable[[Draft], Draft]


class Drafts:
    """Use cases of `/manage setup`."""

    def __init__(
        self, database: Database, shelf: Shelf, clubs: Clubs, plans: Plans, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._shelf = shelf
        self._clubs = clubs
        self._plans = plans
        self._now = now

    async def resume(self, here: Here, standing: Spot | None, language: str, options: Given) -> Sketch:
        """Return the asker's draft, or a new one for the channel `standing` and the server's `language`.

        What was given with the command takes the place of what it held. Raises UnknownPack or BadName.
        """
        if options.pack is not None:
            options = replace(options, pack=self._clubs.slug(options.pack))
        async with here.server.lock:
            found = await rows.own(self._database, here.asker.guild_id, here.user_id)
            before = found[1] if found else self._fresh(here, standing, language)
            draft = rules.given(before, options)
            if found is None:
                number = await rows.add(self._database, here.asker.guild_id, here.user_id, draft, self._now())
            else:
                number = found[0]
                if draft != before:
                    await rows.put(self._database, here.asker.guild_id, number, draft, self._now())
        return await self._sketch(here, number, draft)

    async def own(self, here: Here, draft_id: int) -> Draft:
        """Return a draft of the asker's. Raises DraftGone or NotYourDraft."""
        found = await rows.load(self._database, here.asker.guild_id, draft_id)
        if found is None:
            raise DraftGone
        if found[0] != here.user_id:
            raise NotYourDraft
        return found[1]

    async def show(self, here: Here, draft_id: int) -> Sketch:
        """Return a draft as it stands. Raises DraftGone or NotYourDraft."""
        return await self._sketch(here, draft_id, await self.own(here, draft_id))

    def books(self, typed: str, most: int) -> tuple[TitlePage, ...]:
        """Return the books that may be meant, `most` of them. Raises UnknownPack for none."""
        found = self._clubs.books(typed, most)
        if not found:
            raise UnknownPack
        return found

    def zones(self, typed: str, most: int) -> tuple[str, ...]:
        """Return the zones that may be meant, `most` of them. Raises UnknownZone for none."""
        found = zones_like(typed, most)
        if not found:
            raise UnknownZone
        return found

    async def choose_book(self, here: Here, draft_id: int, slug: str) -> Sketch:
        """Change the book. Raises UnknownPack."""
        found = self._clubs.slug(slug)
        return await self._change(here, draft_id, lambda draft: replace(draft, pack=found))

    async def meet(self, here: Here, draft_id: int, spot: Spot | None, staff_id: int | None) -> Sketch:
        """Change where the club meets, and where its moderators do. Raises ChannelGone for no such place."""
        if spot is None:
            raise ChannelGone
        return await self._change(here, draft_id, lambda draft: replace(draft, spot=spot, staff_id=staff_id))

    async def name(self, here: Here, draft_id: int, name: str, language: str) -> Sketch:
        """Change the name and the language. Raises BadName."""
        return await self._change(here, draft_id, lambda draft: rules.named(draft, name, language))

    async def pace(self, here: Here, draft_id: int, typed: str) -> Sketch:
        """Change the pace. Raises what reading it raises."""
        book = await self._book(await self.own(here, draft_id))
        last = book.outline.last if book else None
        return await self._change(here, draft_id, lambda draft: rules.paced(draft, typed, last, self._now()))

    async def date(self, here: Here, draft_id: int, start: str, weekday: str, meeting: str, breaks: str) -> Sketch:
        """Change the days. Raises what reading them raises, and StartPassed."""
        return await self._change(
            here, draft_id, lambda draft: rules.dated(draft, start, weekday, meeting, breaks, self._now())
        )

    async def settle(self, here: Here, draft_id: int, zone: str) -> Sketch:
        """Change the zone. Raises UnknownZone."""
        found = read_zone(zone)
        return await self._change(here, draft_id, lambda draft: rules.in_zone(draft, found))

    async def ask(self, here: Here, draft_id: int, days: Iterable[str], *, events: bool) -> Sketch:
        """Change on which days questions are posted, and whether meetings are events."""
        return await self._change(here, draft_id, lambda draft: rules.asking(draft, days, events=events))

    async def drop(self, here: Here, draft_id: int) -> None:
        """Throw a draft away. Raises DraftGone or NotYourDraft."""
        async with here.server.lock:
            await self.own(here, draft_id)
            await rows.drop(self._database, here.asker.guild_id, draft_id)

    async def planned(self, here: Here, draft_id: int) -> Outlook:
        """Return the plan that would come of a draft. Raises what `ready` raises, and DraftGone where it has none."""
        found = await self.show(here, draft_id)
        if found.outline is None or not found.sections:
            _judge(found)
            raise DraftGone
        return Outlook(draft_id, found.draft.wishes, found.outline, found.sections, found.now)

    async def ready(self, here: Here, draft_id: int) -> Sketch:
        """Return a draft of which a club can be made now.

        Raises DraftGone, NotYourDraft, DraftLacks, StartPassed, UnknownPack, or TooSoon.
        """
        sketch = await self.show(here, draft_id)
        _judge(sketch)
        return sketch

    async def open(self, here: Here, sketch: Sketch) -> ClubCard:
        """Open the club of a draft that is ready; its welcome card is still to be posted.

        Raises what opening a club raises.
        """
        draft = sketch.draft
        pack, spot = draft.check(sketch.now)
        return await self._clubs.open(
            here,
            pack=pack,
            channel_id=spot.channel_id,
            name=draft.name,
            language=draft.language,
            staff_id=draft.staff_id,
        )

    async def begin(self, here: Here, sketch: Sketch, club: Club, card: int) -> Plan | None:
        """Let a club whose welcome `card` is posted begin: save its plan, if it has one, and delete the draft.

        The card is remembered after the plan and together with the draft's end, so that whatever dies in between can
        be repeated.
        """
        draft, plan = sketch.draft, None
        if sketch.sections:
            forum = draft.spot is not None and draft.spot.forum
            plan = await self._plans.begin(here, club, draft.wishes, forum=forum, events=draft.events)
        await self._clubs.posted(here, club, card, sketch.id)
        return plan

    def _fresh(self, here: Here, standing: Spot | None, language: str) -> Draft:
        """Return a new draft; it takes the channel stood in unless a club meets there that has not read its book."""
        there = self._clubs.meeting_in(here.server, standing.channel_id) if standing else None
        taken = there is not None and there.card is not None and not self._clubs.is_over(here.server, there)
        spot = None if taken else standing
        return rules.fresh(here.language, language, spot, self._now())

    def _follows(self, here: Here, draft: Draft) -> str | None:
        """Return the name of the club that this one would end by starting in its channel."""
        there = self._clubs.meeting_in(here.server, draft.spot.channel_id) if draft.spot else None
        return there.name if there is not None and self._clubs.is_over(here.server, there) else None

    async def _change(self, here: Here, draft_id: int, change: Change) -> Sketch:
        async with here.server.lock:
            draft = change(await self.own(here, draft_id))
            await rows.put(self._database, here.asker.guild_id, draft_id, draft, self._now())
        return await self._sketch(here, draft_id, draft)

    async def _book(self, draft: Draft) -> Book | None:
        return await self._shelf.book(draft.pack) if draft.pack else None

    async def _sketch(self, here: Here, draft_id: int, draft: Draft) -> Sketch:
        book, follows = await self._book(draft), self._follows(here, draft)
        if book is None:
            return Sketch(draft_id, draft, self._now(), book_gone=draft.pack is not None, follows=follows)
        sketch = Sketch(draft_id, draft, self._now(), book.title, book.author, book.outline, follows=follows)
        if not draft.paced:
            return sketch
        try:
            if book.outline.last <= PLANNED_AT_ONCE:
                return replace(sketch, sections=plan(book.outline, draft.wishes))
            return replace(sketch, sections=await asyncio.to_thread(plan, book.outline, draft.wishes))
        except TooSoon as error:
            return replace(sketch, too_soon=error.meeting)


def _judge(sketch: Sketch) -> None:
    """Raise why no club can be made of a draft now, if so."""
    sketch.draft.check(sketch.now)
    if sketch.book_gone:
        raise UnknownPack
    if sketch.too_soon is not None:
        raise TooSoon(sketch.too_soon)
