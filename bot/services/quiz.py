"""The private half of quizzes: a reader's own deck, from what they have read."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.domain.club import Club
from bot.domain.deck import (
    REVIEW,
    SOLO,
    AnsweredAlready,
    Asked,
    Card,
    Judged,
    NothingToAsk,
    answered,
    due,
    in_turn,
    missed,
    something_new,
    tonight,
)
from bot.domain.errors import Gone, NothingReadYet, SealedForNow
from bot.domain.quiz import Item, deal
from bot.domain.view import View
from bot.services.here import Here
from bot.services.pool import Pool, Pools
from bot.storage import quiz as rows
from bot.storage.database import Database


class Quizzes:
    """Use cases of `/quiz solo` and `/quiz review`."""

    def __init__(self, database: Database, pools: Pools, now: Callable[[], datetime]) -> None:
        self._database = database
        self._pools = pools
        self._now = now

    async def ask(self, here: Here, way: str, named: str | None = None) -> Asked | NothingToAsk:
        """Return the asker's next question. Raises NotReading or NothingReadYet."""
        return await self._next(here, here.club(named), way)

    async def go_on(self, here: Here, club_id: int, way: str) -> Asked | NothingToAsk:
        """Return the question that *Next* leads to, judged by the bookmark of now."""
        return await self._next(here, here.club_by_id(club_id), way)

    async def answer(self, here: Here, club_id: int, row: int, turn: int, choice: int, way: str) -> Judged:
        """Judge an answer to a card of the asker's that had been answered `turn` times, and save what follows.

        Raises Gone for no card of theirs, SealedForNow where the bookmark went back, and AnsweredAlready.
        """
        club = here.club_by_id(club_id)
        async with here.server.lock:
            view, items = await self._pool(here, club)
            cards = await self._deck(here, club)
            card = next((one for one in cards if one.row == row), None)
            if card is None:
                raise Gone
            if card.since > view.horizon:
                raise SealedForNow(view.outline.written(view.horizon))
            if card.turn != turn:
                raise AnsweredAlready
            if card.key not in items or choice >= items[card.key].size:
                raise Gone
            item = _dealt(items, card)
            after = answered(card, self._now(), right=choice == item.answer)
            await rows.save(self._database, club.guild_id, club.id, here.user_id, after)
        waiting = self._waiting(here, club, [one for one in cards if one.row != row and one.key in items], way)
        return Judged(Asked(club, view.outline, card, item, way, len(waiting)), choice, after)

    async def _next(self, here: Here, club: Club, way: str) -> Asked | NothingToAsk:
        async with here.server.lock:
            view, items = await self._pool(here, club)
            cards = [one for one in await self._deck(here, club) if one.key in items]
            waiting = self._waiting(here, club, cards, way)
            card = waiting[0] if waiting else None
            if card is None and way == SOLO:
                card = await self._new(here, club, items, cards)
        if card is None:
            known = in_turn(cards)
            return NothingToAsk(club, way, len(known), known[0].due_at if known else None)
        return Asked(club, view.outline, card, _dealt(items, card), way, len(waiting[1:]))

    def _waiting(self, here: Here, club: Club, cards: Sequence[Card], way: str) -> tuple[Card, ...]:
        """Return which cards are to be asked now: those due today on the club's clock, or those missed."""
        if way == REVIEW:
            return missed(cards)
        plan = here.server.plans.get(club.id)
        return due(cards, tonight(self._now(), plan.wishes.zone if plan else "UTC"))

    async def _new(self, here: Here, club: Club, items: Pool, cards: Sequence[Card]) -> Card | None:
        """Return a card with a new question: the one that was asked last and not answered, else another."""
        unanswered = next((one for one in cards if one.turn == 0), None)
        if unanswered is not None:
            return unanswered
        item = something_new(tuple(items.values()), cards, here.user_id + club.id)
        if item is None:
            return None
        return await rows.add(self._database, club.guild_id, club.id, here.user_id, item.key, item.since)

    async def _deck(self, here: Here, club: Club) -> tuple[Card, ...]:
        return await rows.deck(self._database, club.guild_id, club.id, here.user_id)

    async def _pool(self, here: Here, club: Club) -> tuple[View, Pool]:
        """Return what the asker has read, with every question on it; call with the server's lock held.

        Raises NotReading or NothingReadYet.
        """
        horizon = here.reading(club).at
        if horizon == 0:
            raise NothingReadYet
        return await self._pools.at(here.server, club, horizon)


def _dealt(items: Pool, card: Card) -> Item:
    """Return a card's question with its choices in their order, another one each time it is asked."""
    return deal(items[card.key], card.row + card.turn)
