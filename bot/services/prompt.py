"""A club's own prompts: added and looked after by moderators, suggested by members, asked beside the pack's.

All of a club's are held in memory once anybody asked for them, until one changes.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.domain import log
from bot.domain.club import Club, Reader
from bot.domain.errors import Refusal, SealedForNow
from bot.domain.me import Habits, spoken
from bot.domain.outline import Outline
from bot.domain.prompt import NEW, Editing, Listing, Own, PromptGone, Suggesting, Typed, matching, put, read
from bot.domain.proposal import (
    A_PAGE,
    APPROVE,
    DECLINE,
    REMOVE,
    Blank,
    Looked,
    NotTaken,
    Sealed,
    may_propose,
    pages,
    seen,
)
from bot.domain.view import Prompt
from bot.services.here import Here, Server
from bot.services.places import Places
from bot.storage import prompt as rows
from bot.storage.database import Database


class Prompts:
    """Use cases of `/club suggest` and `/manage prompt`."""

    def __init__(self, database: Database, places: Places, now: Callable[[], datetime]) -> None:
        self._database = database
        self._places = places
        self._now = now

    async def own(self, club: Club) -> tuple[Prompt, ...]:
        """Return a club's approved prompts of any date, by chapter; call with no server's lock held."""
        server = await self._places.server(club.guild_id)
        return tuple(put(one) for one in await self._all(server, club) if one.approved)

    async def own_held(self, server: Server, club: Club) -> tuple[Prompt, ...]:
        """Return the same; call with the server's lock held."""
        return tuple(put(one) for one in await self._held(server, club) if one.approved)

    async def _all(self, server: Server, club: Club) -> tuple[Own, ...]:
        held = server.prompts.get(club.id)
        if held is not None:
            return held
        async with server.lock:
            return await self._held(server, club)

    async def _held(self, server: Server, club: Club) -> tuple[Own, ...]:
        """Return all of a club's own prompts, by chapter; call with the server's lock held."""
        if club.id not in server.prompts:
            server.prompts[club.id] = await rows.load(self._database, club.guild_id, club.id)
        return server.prompts[club.id]

    async def begin(self, here: Here, named: str | None = None) -> Suggesting:
        """Return the form for a suggestion of the asker's. Raises NotReading, NothingReadYet, or ProposalsFull."""
        club = here.present(named)
        mine = _by(here.user_id, await self._all(here.server, club))
        reader = self._proposer(here, club, mine)
        return Suggesting(club, await self._outline(club), reader.at, mine)

    async def suggest(self, here: Here, club_id: int, chapter: str, words: str) -> Looked:
        """Keep a prompt until a moderator decides, and return it sealed, for the moderators' channel.

        Its words are taken to be in the club's language. Raises NotTaken, whatever the reason.
        """
        typed = Typed(chapter, {here.language: words})
        try:
            club = here.present_by_id(club_id)
            outline = await self._outline(club)
            typed = replace(typed, texts={club.language: words})
            async with here.server.lock:
                reader = self._proposer(here, club, _by(here.user_id, await self._held(here.server, club)))
                since, text = read(typed, outline, here.plan(club), reader.at, reader.pages, upto=reader.at)
                here.server.prompts.pop(club.id, None)
                row = await rows.suggest(self._database, club.guild_id, club.id, here.user_id, since, text, self._now())
        except Refusal as error:
            raise NotTaken(error, typed) from error
        return Looked(club, outline, reader.at, Sealed(row, since, here.user_id, approved=False))

    def _proposer(self, here: Here, club: Club, mine: tuple[Own, ...]) -> Reader:
        reader = here.reading(club)
        may_propose(reader, sum(one.waits for one in mine))
        return reader

    async def form(self, here: Here, named: str | None = None) -> Blank:
        """Return the form for a moderator's prompt, in the club that is meant."""
        return await self._form(here, here.present(named), NEW)

    async def form_by_id(self, here: Here, club_id: int, row: int) -> Blank:
        """Return the form for a new prompt, or for one that is there. Raises Gone, PromptGone, or SealedForNow."""
        return await self._form(here, here.present_by_id(club_id), row)

    async def form_of(self, here: Here, typed: str, named: str | None = None) -> Blank:
        """Return the form for the prompt whose row was chosen in an option. Raises PromptGone, or SealedForNow."""
        return await self._form(here, here.present(named), _row(typed))

    async def _form(self, here: Here, club: Club, row: int) -> Blank:
        outline, at = await self._outline(club), here.horizon(club)
        if row == NEW:
            return Blank(club, outline, at)
        found = _open(outline, at, _find(await self._all(here.server, club), row))
        return Editing(club, outline, at, found)

    async def write(self, here: Here, club_id: int, row: int, typed: Typed) -> Looked:
        """Add a prompt, or change the one of that row, for any chapter or section; return it as the asker sees it.

        Raises NotTaken, whatever the reason.
        """
        try:
            club = here.present_by_id(club_id)
            outline, at, reader = await self._outline(club), here.horizon(club), here.reader(club)
            since, text = read(typed, outline, here.plan(club), at, reader.pages if reader else None, upto=outline.last)
            async with here.server.lock:
                there = await self._held(here.server, club)
                before = None if row == NEW else _open(outline, at, _find(there, row))
                here.server.prompts.pop(club.id, None)
                if before is None:
                    line = partial(_line, here, outline, log.ADD, since=since, at=self._now())
                    row = await rows.add(self._database, club.guild_id, club.id, since, text, line)
                elif (before.since, before.text) != (since, text):
                    was = outline.written(before.since)
                    changed = _line(here, outline, log.EDIT, row, since=since, at=self._now(), was=was)
                    await rows.edit(self._database, club.guild_id, club.id, row, since, text, changed)
        except Refusal as error:
            raise NotTaken(error, typed) from error
        made = replace(before or Own(row, since, None, approved=True, text=text), since=since, text=text)
        return Looked(club, outline, at, seen(made, at))

    async def all(self, here: Here, named: str | None = None) -> Listing:
        """Return the first page of a club's own prompts, as far as the asker has read."""
        return await self._page(here, here.club(named), 0)

    async def all_by_id(self, here: Here, club_id: int, page: int) -> Listing:
        """Return a page of them, the last where there are fewer, in the club that a button names. Raises Gone."""
        return await self._page(here, here.club_by_id(club_id), page)

    async def _page(self, here: Here, club: Club, page: int) -> Listing:
        there = [one for one in await self._all(here.server, club) if not one.declined]
        there.sort(key=lambda one: one.approved)
        page = min(page, pages(len(there)) - 1)
        at = here.horizon(club)
        view = await self._places.view(club, at)
        shown = tuple(seen(one, at) for one in there[page * A_PAGE : (page + 1) * A_PAGE])
        pack = {one.since: len(view.prompts(one.since, one.since)) for one in shown if one.since <= at}
        waiting = sum(one.waits for one in there)
        return Listing(club, view.outline, shown, pack, waiting, len(there) - waiting, page)

    async def offer(
        self, here: Here, typed: str, named: str | None = None, *, waiting: bool = True
    ) -> tuple[Outline, tuple[Own, ...]]:
        """Return the prompts of the club that is meant which the asker may know and whose words or chapter match.

        Those that wait for a moderator are among them where that is asked for.
        """
        club = here.club(named)
        outline = await self._outline(club)
        found = matching(await self._all(here.server, club), outline, typed, here.horizon(club))
        return outline, tuple(one for one in found if one.approved or waiting)

    async def look(self, here: Here, club_id: int, row: int) -> Looked:
        """Return a prompt as the asker may see it by their own bookmark. Raises Gone, or PromptGone."""
        return await self._look(here, here.club_by_id(club_id), row)

    async def look_at(self, here: Here, typed: str, named: str | None = None) -> Looked:
        """Return the prompt whose row was chosen in an option, in the same way."""
        return await self._look(here, here.club(named), _row(typed))

    async def _look(self, here: Here, club: Club, row: int) -> Looked:
        found = _find(await self._all(here.server, club), row)
        at = here.horizon(club)
        return Looked(club, await self._outline(club), at, seen(found, at))

    async def remove(self, here: Here, typed: str, named: str | None = None) -> Looked:
        """Remove the prompt whose row was chosen in an option; see `decide`."""
        return await self._decide(here, here.club(named), _row(typed), REMOVE)

    async def decide(self, here: Here, club_id: int, row: int, what: str) -> Looked:
        """Approve or decline a prompt that waits, or remove an approved one; return it as it was.

        Raises Gone, PromptGone where somebody was quicker, and SealedForNow past the asker's bookmark.
        """
        return await self._decide(here, here.club_by_id(club_id), row, what)

    async def _decide(self, here: Here, club: Club, row: int, what: str) -> Looked:
        outline, at = await self._outline(club), here.horizon(club)
        async with here.server.lock:
            found = _find(await self._held(here.server, club), row)
            _open(outline, at, found)
            if found.approved is not (what == REMOVE):
                raise PromptGone
            # Whatever becomes of the saving, what is held now is not to be trusted afterwards.
            here.server.prompts.pop(club.id, None)
            save = {APPROVE: rows.approve, DECLINE: rows.decline}.get(what, rows.remove)
            line = _line(here, outline, what, row, since=found.since, at=self._now())
            await save(self._database, club.guild_id, club.id, row, line)
        return Looked(club, outline, at, found)

    def language(self, here: Here, club: Club, user_id: int) -> str:
        """Return the language to tell somebody in who is not asking: their own setting, else the club's."""
        return spoken(here.server.habits.get(user_id, Habits()), club.language)

    async def _outline(self, club: Club) -> Outline:
        return (await self._places.book(club)).outline


def _by(user_id: int, prompts: tuple[Own, ...]) -> tuple[Own, ...]:
    return tuple(one for one in prompts if one.author == user_id)


def _line(here: Here, outline: Outline, what: str, row: int, *, since: int, at: datetime, was: str = "") -> log.Line:
    """Return the line of the log for what the asker does to a prompt on a chapter."""
    return log.of_prompt(what, outline.written(since), row, here.user_id, at, was=was)


def _find(prompts: tuple[Own, ...], row: int) -> Own:
    """Return the prompt of a row. Raises PromptGone where there is none, or its words are gone."""
    for one in prompts:
        if one.row == row and not one.declined:
            return one
    raise PromptGone


def _open(outline: Outline, at: int, found: Own) -> Own:
    """Return a prompt that somebody at `at` may know. Raises SealedForNow."""
    if found.since > at:
        raise SealedForNow(outline.written(at) if at else None)
    return found


def _row(typed: str) -> int:
    """Read the row that was chosen in an option. Raises PromptGone for what names none."""
    if not (typed.isascii() and typed.isdigit() and len(typed) < 19 and int(typed) != NEW):
        raise PromptGone
    return int(typed)
