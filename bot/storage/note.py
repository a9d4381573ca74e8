"""Sealed notes: always read a page at a time, in the order of the book, by one index."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, insert, literal, or_, select, tuple_, update

from bot.domain.club import Club
from bot.domain.kept import KeptNote, KeptNoteMark
from bot.domain.log import Line
from bot.domain.note import ASKED, MOST_COUNTED, READ, REOPENED, Note, Sealed, Which
from bot.storage import log
from bot.storage.database import Database
from bot.storage.schema_note import note_files, note_marks, notes

Posted = tuple[int | None, int | None]
"""The channel and the message of a note's card."""

_IN_ORDER = notes.c.since, notes.c.id


async def chapters(database: Database, guild_id: int) -> dict[int, set[int]]:
    """Return, by club, the chapters at which notes open, for a server's memory."""
    found = await database.single(
        select(notes.c.club_id, notes.c.since, notes.c.settles).where(notes.c.guild_id == guild_id).distinct()
    )
    noted: defaultdict[int, set[int]] = defaultdict(set)
    for row in found:
        noted[row.club_id] |= {row.since, row.settles} - {None}
    return dict(noted)


async def add(database: Database, club: Club, note: Note, now: datetime) -> int:
    """Save a note whose card is not posted yet, and return its row."""
    row = await database.single(insert(notes).values(values(club, note, now)).returning(notes.c.id))
    return int(row.scalar_one())


def values(club: Club, note: Note, now: datetime) -> dict[str, Any]:
    """Return what is stored of a new note whose card is not posted yet."""
    return {
        "guild_id": club.guild_id,
        "club_id": club.id,
        "user_id": note.author,
        "since": note.since,
        "kind": note.kind,
        "answers": note.answers,
        "answers_to": note.to,
        "settles": note.settles,
        "written_at": now,
        "text": note.text,
        "files": note.files,
    }


async def posted(database: Database, club: Club, row: int, channel_id: int, message_id: int) -> bool:
    """Remember a note's card; return whether the note is still there."""
    found = await database.single(
        update(notes)
        .where(_of(club), notes.c.id == row)
        .values(channel_id=channel_id, message_id=message_id)
        .returning(notes.c.id)
    )
    return found.first() is not None


async def find(database: Database, club: Club, row: int, reader: int) -> tuple[Note, int | None] | None:
    """Return a note and what `reader` has seen of it, None for nothing; None where the club has no such note."""
    found = await database.single(
        select(notes, note_marks.c.seen)
        .join_from(notes, note_marks, _mark_of(reader), isouter=True)
        .where(_of(club), notes.c.id == row)
    )
    one = found.first()
    return (_note(one, one.text), one.seen) if one else None


async def change(database: Database, club: Club, row: int, text: str) -> None:
    """Save new words of a note."""
    await database.single(update(notes).where(_of(club), notes.c.id == row).values(text=text, edited=True))


async def settle(
    database: Database, club: Club, row: int, settles: int, outcome: str, by: int, line: Line | None
) -> None:
    """Save how a prediction turned out; it waits for everybody once more but for who said so.

    `line` goes into the club's log with it, None where it is the author who says so.
    """
    mine = note_marks.c.note_id == row
    async with database.together() as connection:
        of_note = update(notes).where(_of(club), notes.c.id == row)
        await connection.execute(of_note.values(settles=settles, outcome=outcome))
        await connection.execute(update(note_marks).where(mine, note_marks.c.seen == REOPENED).values(seen=READ))
        await connection.execute(delete(note_marks).where(mine, note_marks.c.user_id == by))
        await connection.execute(_marking(club, row, by, REOPENED))
        if line is not None:
            await log.add(connection, club.guild_id, club.id, line)


async def remove(database: Database, club: Club, row: int, line: Line | None) -> Posted | None:
    """Delete a note; return where its card is, None where somebody was quicker.

    `line` goes into the club's log with it, None where it is the author who takes it back.
    """
    async with database.together() as connection:
        found = await connection.execute(
            delete(notes).where(_of(club), notes.c.id == row).returning(notes.c.channel_id, notes.c.message_id)
        )
        gone = found.first()
        if gone and line is not None:
            await log.add(connection, club.guild_id, club.id, line)
    return (gone.channel_id, gone.message_id) if gone else None


async def mark(database: Database, club: Club, row: int, reader: int, seen: int) -> None:
    """Remember that a reader has seen so much of a note, if it is still there; nobody sees less later on."""
    added = await database.single(_marking(club, row, reader, seen).returning(note_marks.c.note_id))
    if added.first() is None:
        mine = and_(note_marks.c.note_id == row, note_marks.c.user_id == reader, note_marks.c.seen < seen)
        await database.single(update(note_marks).where(mine).values(seen=seen))


def _marking(club: Club, row: int, reader: int, seen: int) -> Any:  # noqa: ANN401 - SQLAlchemy's own, with RETURNING
    columns = ("note_id", "user_id", "guild_id", "club_id", "seen")
    there = select(note_marks.c.seen).where(note_marks.c.note_id == row, note_marks.c.user_id == reader).exists()
    values = notes.c.id, literal(reader), notes.c.guild_id, notes.c.club_id, literal(seen)
    return insert(note_marks).from_select(columns, select(*values).where(_of(club), notes.c.id == row, ~there))


async def waiting(database: Database, club: Club, reader: int, at: int) -> tuple[tuple[int, bool], ...]:
    """Return the first of the notes that wait for a reader at `at`, and whether they asked for each.

    One more than are counted, so that it shows whether there are more.
    """
    seen = func.coalesce(note_marks.c.seen, ASKED)
    unread = and_(notes.c.user_id != reader, seen < READ)
    reopened = and_(notes.c.settles <= at, seen < REOPENED)
    found = await database.single(
        select(notes.c.id, note_marks.c.seen)
        .join_from(notes, note_marks, _mark_of(reader), isouter=True)
        .where(_of(club), notes.c.since <= at, or_(unread, reopened))
        .order_by(*_IN_ORDER)
        .limit(MOST_COUNTED + 1)
    )
    return tuple((row.id, row.seen == ASKED) for row in found)


async def some(
    database: Database, club: Club, at: int, which: Which, page: tuple[int, int], most: int
) -> Sequence[Note]:
    """Return the notes of a `page` (first, how many) as far as `at`, each with `most` characters of its text."""
    first, length = page
    columns = [column for column in notes.c if column is not notes.c.text]
    found = await database.single(
        select(*columns, func.substr(notes.c.text, 1, most).label("gist"))
        .where(_in(club, at, which))
        .order_by(*_IN_ORDER)
        .offset(first)
        .limit(length)
    )
    return tuple(_note(row, row.gist) for row in found)


async def count(database: Database, club: Club, at: int, which: Which, before: Sealed | None = None) -> int:
    """Return how many notes there are as far as `at`, or how many of them stand before one."""
    counted = select(func.count()).select_from(notes).where(_in(club, at, which))
    if before is not None:
        counted = counted.where(_place() < tuple_(literal(before.since), literal(before.row)))
    return int((await database.single(counted)).scalar_one())


async def beside(database: Database, club: Club, at: int, which: Which, note: Sealed) -> Posted:
    """Return the rows of the notes before and after one, None where there are none as far as `at`."""
    here = tuple_(literal(note.since), literal(note.row))
    wanted = select(notes.c.id).where(_in(club, at, which)).limit(1)
    before = wanted.where(_place() < here).order_by(*(column.desc() for column in _IN_ORDER))
    after = wanted.where(_place() > here).order_by(*_IN_ORDER)
    one, other = await database.single(before), await database.single(after)
    return one.scalar(), other.scalar()


async def kept(
    database: Database, guild_id: int, user_id: int
) -> tuple[defaultdict[int, list[KeptNote]], defaultdict[int, list[KeptNoteMark]]]:
    """Return, by club, somebody's notes in a server, and what they have seen of others'."""
    written: defaultdict[int, list[KeptNote]] = defaultdict(list)
    marked: defaultdict[int, list[KeptNoteMark]] = defaultdict(list)
    names = await _names_of_files(database, guild_id, user_id)
    of_notes = await database.single(
        select(notes).where(notes.c.guild_id == guild_id, notes.c.user_id == user_id).order_by(notes.c.id)
    )
    for row in of_notes:
        at = row.written_at.replace(tzinfo=UTC) if row.written_at.tzinfo is None else row.written_at.astimezone(UTC)
        written[row.club_id].append(
            KeptNote(
                row.id,
                row.since,
                row.kind,
                row.text,
                edited=row.edited,
                answers=row.answers,
                to=row.answers_to,
                settles=row.settles if row.outcome else None,
                outcome=row.outcome,
                channel_id=row.channel_id,
                message_id=row.message_id,
                written_at=at.isoformat().replace("+00:00", "Z"),
                files=tuple(names[row.id]),
                sealed_from=row.sealed_from,
            )
        )
    of_marks = await database.single(
        select(note_marks.c.club_id, notes.c.since, note_marks.c.seen)
        .join_from(note_marks, notes, note_marks.c.note_id == notes.c.id)
        .where(note_marks.c.guild_id == guild_id, note_marks.c.user_id == user_id)
        .order_by(*_IN_ORDER)
    )
    for row in of_marks:
        marked[row.club_id].append(KeptNoteMark(row.since, row.seen))
    return written, marked


async def _names_of_files(database: Database, guild_id: int, user_id: int) -> defaultdict[int, list[str]]:
    """Return, by note, the names of the files on somebody's notes in a server."""
    hung: defaultdict[int, list[str]] = defaultdict(list)
    found = await database.single(
        select(note_files.c.note_id, note_files.c.name)
        .join_from(note_files, notes, note_files.c.note_id == notes.c.id)
        .where(note_files.c.guild_id == guild_id, notes.c.user_id == user_id)
        .order_by(note_files.c.id)
    )
    for row in found:
        hung[row.note_id].append(row.name)
    return hung


def _of(club: Club) -> ColumnElement[bool]:
    return and_(notes.c.guild_id == club.guild_id, notes.c.club_id == club.id)


def _mark_of(reader: int) -> ColumnElement[bool]:
    return and_(note_marks.c.note_id == notes.c.id, note_marks.c.user_id == reader)


def _place() -> Any:  # noqa: ANN401 - SQLAlchemy's comparison of two columns at once
    return tuple_(*_IN_ORDER)


def _in(club: Club, at: int, which: Which) -> ColumnElement[bool]:
    wanted = [_of(club), notes.c.since <= at]
    if which.answers is not None:
        wanted.append(notes.c.answers == which.answers)
    if which.since is not None:
        wanted.append(notes.c.since == which.since)
    if which.kind is not None:
        wanted.append(notes.c.kind == which.kind)
    return and_(*wanted)


def _note(row: Row[Any], text: str) -> Note:
    return Note(
        row=row.id,
        since=row.since,
        kind=row.kind,
        author=row.user_id,
        answers=row.answers,
        to=row.answers_to,
        text=text,
        files=row.files,
        edited=row.edited,
        settles=row.settles,
        outcome=row.outcome,
    )
