"""What readers set for themselves, all that is kept of them, and forgetting it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, delete, false, insert, or_, select, union, update

from bot.domain.me import (
    Habits,
    Kept,
    KeptAnswer,
    KeptCard,
    KeptClub,
    KeptDraft,
    KeptMark,
    KeptQuestion,
    KeptRound,
    KeptShare,
    in_sight,
    notes_in_sight,
    rounds_in_sight,
)
from bot.storage import note as note_rows
from bot.storage import vote as vote_rows
from bot.storage.database import Database
from bot.storage.schema import (
    SIGNATURES,
    answers,
    bookmarks,
    cards,
    clubs,
    drafts,
    habits,
    metadata,
    players,
    questions,
    readers,
    rounds,
    shares,
)

_OWN = [table for table in metadata.sorted_tables if "user_id" in table.c]


async def set_habits(database: Database, guild_id: int, user_id: int, new: Habits, *, known: bool) -> None:
    """Save a member's habits in a server; `known` says whether a row of theirs is there.

    Nothing is kept of somebody who has the usual ones.
    """
    mine = (habits.c.guild_id == guild_id) & (habits.c.user_id == user_id)
    values = {"language": new.language, "hidden": new.hidden, "unranked": new.unranked}
    if new == Habits():
        await database.single(delete(habits).where(mine))
    elif known:
        await database.single(update(habits).where(mine).values(values))
    else:
        await database.single(insert(habits).values(guild_id=guild_id, user_id=user_id, **values))


async def set_pages(database: Database, guild_id: int, club_id: int, user_id: int, pages: int | None) -> None:
    """Save how many pages a reader's edition has."""
    mine = (readers.c.guild_id == guild_id) & (readers.c.club_id == club_id) & (readers.c.user_id == user_id)
    await database.single(update(readers).where(mine).values(pages=pages))


async def kept(database: Database, guild_id: int, user_id: int) -> Kept:
    """Return everything that is kept of somebody in a server, clubs in the order of their opening."""
    mine = (readers.c.club_id == clubs.c.id) & (readers.c.user_id == user_id) & (readers.c.guild_id == guild_id)
    of_shares = await database.single(
        select(shares).where(shares.c.guild_id == guild_id, shares.c.shared_by == user_id).order_by(shares.c.id)
    )
    shared: defaultdict[int, list[KeptShare]] = defaultdict(list)
    for row in of_shares:
        shared[row.club_id].append(
            KeptShare(row.kind, row.which, row.position, row.channel_id, row.message_id, _written(row.shared_at))
        )
    in_rounds = await _rounds(database, guild_id, user_id)
    proposed, approvals = await _questions(database, guild_id, user_id)
    nominated, ranked = await vote_rows.kept(database, guild_id, user_id)
    noted, seen = await note_rows.kept(database, guild_id, user_id)
    others = {*shared, *in_rounds, *proposed, *approvals, *nominated, *noted, *seen}
    of_clubs = await database.single(
        select(clubs, readers.c.joined_at, readers.c.pages)
        .join_from(clubs, readers, mine, isouter=True)
        .where(clubs.c.guild_id == guild_id)
        .where(or_(readers.c.user_id.is_not(None), clubs.c.opened_by == user_id, clubs.c.id.in_(others)))
        .order_by(clubs.c.id)
    )
    of_marks = await database.single(
        select(bookmarks)
        .where(bookmarks.c.guild_id == guild_id, bookmarks.c.user_id == user_id)
        .order_by(bookmarks.c.id)
    )
    of_habits = await database.single(select(habits).where(habits.c.guild_id == guild_id, habits.c.user_id == user_id))
    of_draft = await database.single(select(drafts).where(drafts.c.guild_id == guild_id, drafts.c.user_id == user_id))
    of_cards = await database.single(
        select(cards).where(cards.c.guild_id == guild_id, cards.c.user_id == user_id).order_by(cards.c.id)
    )
    marks: defaultdict[int, list[KeptMark]] = defaultdict(list)
    for row in of_marks:
        marks[row.club_id].append(KeptMark(row.position, _written(row.set_at)))
    decks: defaultdict[int, list[KeptCard]] = defaultdict(list)
    for row in of_cards:
        due_at = _written(row.due_at) if row.due_at else None
        decks[row.club_id].append(KeptCard(row.key, row.since, row.turn, row.missed, due_at, row.state))
    found = tuple(
        KeptClub(
            id=row.id,
            name=row.name,
            book=row.pack,
            opened_at=_written(row.opened_at) if row.opened_by == user_id else None,
            joined_at=_written(row.joined_at) if row.joined_at else None,
            pages=row.pages,
            marks=tuple(marks[row.id]),
            shares=tuple(shared[row.id]),
            deck=in_sight(decks[row.id], marks[row.id]),
            rounds=rounds_in_sight(in_rounds[row.id], marks[row.id]),
            questions=tuple(proposed[row.id]),
            approvals=tuple(approvals[row.id]),
            nominations=tuple(nominated[row.id]),
            ballots=tuple(ranked[row.id]),
            notes=notes_in_sight(noted[row.id], marks[row.id]),
            note_marks=tuple(seen[row.id]),
        )
        for row in of_clubs
    )
    own, making = of_habits.first(), of_draft.first()
    return Kept(
        guild_id,
        user_id,
        Habits(own.language, own.hidden, bool(own.unranked)) if own else None,
        found,
        KeptDraft(making.fields, _written(making.changed_at)) if making else None,
    )


async def _rounds(database: Database, guild_id: int, user_id: int) -> defaultdict[int, list[KeptRound]]:
    """Return by club the rounds that somebody started, is in or answered in, with their answers."""
    own = (answers.c.guild_id == guild_id) & (answers.c.user_id == user_id)
    of_answers = await database.single(select(answers).where(own).order_by(answers.c.turn))
    about = or_(
        rounds.c.started_by == user_id,
        players.c.user_id.is_not(None),
        rounds.c.id.in_(select(answers.c.round_id).where(own)),
    )
    mine = (players.c.round_id == rounds.c.id) & (players.c.user_id == user_id)
    of_rounds = await database.single(
        select(rounds, players.c.user_id.label("player"))
        .join_from(rounds, players, mine, isouter=True)
        .where(rounds.c.guild_id == guild_id, about)
        .order_by(rounds.c.id)
    )
    given: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in of_answers:
        given[row.round_id].append(row)
    found: defaultdict[int, list[KeptRound]] = defaultdict(list)
    for row in of_rounds:
        found[row.club_id].append(_round(row, given[row.id], user_id))
    return found


def _round(row: Row[Any], given: Iterable[Row[Any]], user_id: int) -> KeptRound:
    return KeptRound(
        channel_id=row.channel_id,
        message_id=row.message_id,
        begun_at=_written(row.begun_at),
        horizon=row.horizon,
        seconds=row.seconds,
        started=row.started_by == user_id,
        joined=row.player is not None,
        answers=tuple(KeptAnswer(one.turn, one.since, one.choice, one.right) for one in given),
    )


async def _questions(
    database: Database, guild_id: int, user_id: int
) -> tuple[defaultdict[int, list[KeptQuestion]], defaultdict[int, list[str]]]:
    """Return, by club, the questions that somebody proposed, and when they approved any."""
    signed = or_(questions.c.proposed_by == user_id, questions.c.approved_by == user_id)
    found = await database.single(
        select(questions).where(questions.c.guild_id == guild_id, signed).order_by(questions.c.id)
    )
    proposed: defaultdict[int, list[KeptQuestion]] = defaultdict(list)
    approvals: defaultdict[int, list[str]] = defaultdict(list)
    for row in found:
        approved_at = _written(row.approved_at) if row.approved_at else None
        if row.proposed_by == user_id:
            proposed[row.club_id].append(
                KeptQuestion(
                    row.since,
                    row.text,
                    row.right,
                    tuple(row.wrong),
                    row.why,
                    _written(row.proposed_at),
                    approved_at,
                )
            )
        if row.approved_by == user_id and approved_at:
            approvals[row.club_id].append(approved_at)
    return proposed, approvals


def _written(moment: datetime) -> str:
    """Return a moment in ISO 8601, UTC; SQLite gives it back without its zone."""
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return aware.isoformat().replace("+00:00", "Z")


async def servers(database: Database, user_id: int) -> tuple[int, ...]:
    """Return the servers in which anything is kept of somebody."""
    own = [select(table.c.guild_id).where(table.c.user_id == user_id) for table in _OWN]
    signed = [select(column.table.c.guild_id).where(column == user_id) for column in SIGNATURES]
    found = await database.single(union(*own, *signed))
    return tuple(sorted(row.guild_id for row in found))


async def forget(database: Database, guild_id: int, user_id: int, club_id: int | None = None) -> None:
    """Delete all that is somebody's own in a server, or in one club of it, and take their name off the rest.

    A question that nobody has approved is their own: no one uses it yet.
    """
    waiting = and_(questions.c.proposed_by == user_id, questions.c.approved_at.is_(None))
    async with database.together() as connection:
        await connection.execute(delete(questions).where(_rows(questions, guild_id, club_id), waiting))
        for table in reversed(_OWN):
            where = _rows(table, guild_id, club_id)
            await connection.execute(delete(table).where(where, table.c.user_id == user_id))
        for column in SIGNATURES:
            where = _rows(column.table, guild_id, club_id)
            await connection.execute(update(column.table).where(where, column == user_id).values({column: None}))


def _rows(table: Table, guild_id: int, club_id: int | None) -> ColumnElement[bool]:
    """Return which rows of a table are a server's, or one club's; none are where a table knows no clubs."""
    if club_id is None:
        return table.c.guild_id == guild_id
    of_club = table.c.id if table is clubs else table.c.get("club_id")
    return false() if of_club is None else and_(table.c.guild_id == guild_id, of_club == club_id)
