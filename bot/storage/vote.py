"""Nominations, votes, how each reader ranks while a vote is open, and what is kept of somebody in all that."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, delete, func, insert, select, update

from bot.domain.club import Club
from bot.domain.log import Line
from bot.domain.me import KeptBallot, KeptNomination
from bot.domain.vote import TYPED, Nominee, Poll, Ranking, Tally
from bot.domain.work import COUNT, VOTE, Occurrence
from bot.storage import log
from bot.storage import work as work_rows
from bot.storage.database import Database
from bot.storage.schema_vote import ballots, nominations, votes

Nominated = defaultdict[int, list[KeptNomination]]
Ranked = defaultdict[int, list[KeptBallot]]


async def coming(database: Database, club: Club) -> tuple[Nominee, ...]:
    """Return what is nominated for a club's next vote, in the order of its coming."""
    return await _books(database, club, nominations.c.vote_id.is_(None))


async def nominate(database: Database, club: Club, new: Nominee, now: datetime) -> int:
    """Save a nomination for a club's next vote; return its number."""
    row = await database.single(
        insert(nominations)
        .values(
            guild_id=club.guild_id,
            club_id=club.id,
            pack=new.pack,
            title=_kept(club, new.title),
            author=_kept(club, new.author),
            nominated_by=new.by,
            nominated_at=now,
        )
        .returning(nominations.c.id)
    )
    return int(row.scalar_one())


def _kept(club: Club, text: Mapping[str, str]) -> str:
    """Return a text in a club's language, as long as the column is."""
    return (text.get(club.language) or next(iter(text.values()), ""))[:100]


async def remove(database: Database, club: Club, nomination: int, line: Line | None = None) -> None:
    """Remove a nomination; a moderator does so with a line of the log."""
    async with database.together() as connection:
        await connection.execute(delete(nominations).where(_of(nominations, club), nominations.c.id == nomination))
        if line is not None:
            await log.add(connection, club.guild_id, club.id, line)


async def running(database: Database, club: Club) -> Poll | None:
    """Return a club's vote that is not counted yet, None where there is none."""
    return await _poll(database, club, votes.c.tally.is_(None))


async def load(database: Database, club: Club, vote: int) -> Poll | None:
    """Return one of a club's votes."""
    return await _poll(database, club, votes.c.id == vote)


async def club_of(database: Database, guild_id: int, vote: int) -> int | None:
    """Return whose a server's vote is, None where it has no such vote."""
    found = await database.single(select(votes.c.club_id).where(votes.c.guild_id == guild_id, votes.c.id == vote))
    return found.scalar()


async def begin(database: Database, club: Club, closes: datetime, line: Line) -> int:
    """Begin a vote on everything nominated, with its card due now and its count in the end; return its number."""
    async with database.together() as connection:
        row = await connection.execute(
            insert(votes)
            .values(guild_id=club.guild_id, club_id=club.id, opened_at=line.at, closes_at=closes)
            .returning(votes.c.id)
        )
        vote = int(row.scalar_one())
        waiting = update(nominations).where(_of(nominations, club), nominations.c.vote_id.is_(None))
        await connection.execute(waiting.values(vote_id=vote))
        due = Occurrence(VOTE, 0, vote, line.at), Occurrence(COUNT, 0, vote, closes)
        await work_rows.add(connection, club.guild_id, club.id, due)
        await log.add(connection, club.guild_id, club.id, line)
    return vote


async def close_now(database: Database, club: Club, vote: int, line: Line) -> None:
    """Let a vote close at once instead of at its time."""
    async with database.together() as connection:
        await connection.execute(update(votes).where(_of(votes, club), votes.c.id == vote).values(closes_at=line.at))
        await work_rows.hasten(connection, club.guild_id, club.id, Occurrence(COUNT, 0, vote, line.at))
        await log.add(connection, club.guild_id, club.id, line)


async def posted(database: Database, club: Club, vote: int, card: int) -> None:
    """Remember the card of a vote."""
    await database.single(update(votes).where(_of(votes, club), votes.c.id == vote).values(card=card))


async def ranking(database: Database, club: Club, vote: int, user_id: int) -> Ranking:
    """Return how somebody ranks, nothing where they do not."""
    mine = (ballots.c.vote_id == vote) & (ballots.c.user_id == user_id)
    found = (await database.single(select(ballots.c.ranking).where(_of(ballots, club), mine))).scalar()
    return tuple(found or ())


async def rankings(database: Database, club: Club, vote: int) -> tuple[Ranking, ...]:
    """Return all rankings of a vote, without whose they are."""
    found = await database.single(select(ballots.c.ranking).where(_of(ballots, club), ballots.c.vote_id == vote))
    return tuple(tuple(row.ranking) for row in found)


async def rank(database: Database, club: Club, vote: int, user_id: int, new: Ranking, now: datetime) -> None:
    """Save how somebody ranks in place of what they said before; nothing ranked is no ballot."""
    mine = _of(ballots, club) & (ballots.c.vote_id == vote) & (ballots.c.user_id == user_id)
    async with database.together() as connection:
        await connection.execute(delete(ballots).where(mine))
        if new:
            row = {"guild_id": club.guild_id, "club_id": club.id, "vote_id": vote, "user_id": user_id}
            await connection.execute(insert(ballots).values(row | {"ranking": list(new), "cast_at": now}))


async def count(database: Database, club: Club, vote: int, tally: Tally) -> None:
    """Save what a vote came to, and let nobody know any more who ranked how."""
    written = {"books": list(tally.books), "voted": tally.voted, "wins": [list(row) for row in tally.wins]}
    async with database.together() as connection:
        await connection.execute(update(votes).where(_of(votes, club), votes.c.id == vote).values(tally=written))
        await connection.execute(delete(ballots).where(_of(ballots, club), ballots.c.vote_id == vote))


async def kept(database: Database, guild_id: int, user_id: int) -> tuple[Nominated, Ranked]:
    """Return somebody's nominations and rankings in a server, by club."""
    of_books = await database.single(
        select(nominations)
        .where(nominations.c.guild_id == guild_id, nominations.c.nominated_by == user_id)
        .order_by(nominations.c.id)
    )
    of_ballots = await database.single(
        select(ballots).where(ballots.c.guild_id == guild_id, ballots.c.user_id == user_id).order_by(ballots.c.vote_id)
    )
    nominated: Nominated = defaultdict(list)
    for row in of_books:
        nominated[row.club_id].append(KeptNomination(row.title, row.author, row.pack, _written(row.nominated_at)))
    cast = of_ballots.all()
    voted_in = {row.vote_id for row in cast}
    of_titles = await database.single(
        select(nominations.c.id, nominations.c.title).where(
            nominations.c.guild_id == guild_id, nominations.c.vote_id.in_(voted_in)
        )
    )
    titles = {row.id: row.title for row in of_titles}
    ranked: Ranked = defaultdict(list)
    for row in cast:
        ranking = tuple(titles[one] for one in row.ranking if one in titles)
        ranked[row.club_id].append(KeptBallot(ranking, _written(row.cast_at)))
    return nominated, ranked


async def _poll(database: Database, club: Club, which: ColumnElement[bool]) -> Poll | None:
    row = (await database.single(select(votes).where(_of(votes, club), which))).first()
    if row is None:
        return None
    books = await _books(database, club, nominations.c.vote_id == row.id)
    cast = select(func.count()).where(_of(ballots, club), ballots.c.vote_id == row.id)
    tally = _tally(row.tally) if row.tally else None
    voted = tally.voted if tally else int((await database.single(cast)).scalar_one())
    return Poll(club, row.id, books, _aware(row.closes_at), voted, row.card, tally)


def _tally(written: dict[str, Any]) -> Tally:
    return Tally(tuple(written["books"]), written["voted"], tuple(map(tuple, written["wins"])))


async def _books(database: Database, club: Club, which: ColumnElement[bool]) -> tuple[Nominee, ...]:
    found = await database.single(select(nominations).where(_of(nominations, club), which).order_by(nominations.c.id))
    return tuple(_nominee(row) for row in found)


def _nominee(row: Row[Any]) -> Nominee:
    return Nominee(row.id, {TYPED: row.title}, {TYPED: row.author}, row.nominated_by, row.pack)


def _of(table: Table, club: Club) -> ColumnElement[bool]:
    return and_(table.c.guild_id == club.guild_id, table.c.club_id == club.id)


def _aware(moment: datetime) -> datetime:
    """Return a moment with its zone, which SQLite leaves out."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _written(moment: datetime) -> str:
    """Return a moment in ISO 8601, UTC."""
    return _aware(moment).isoformat().replace("+00:00", "Z")
