"""Sealed messages: a note with its files and the work of posting its card, saved together or not at all."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, insert, select

from bot.domain.club import Club
from bot.domain.log import Line
from bot.domain.note import Note
from bot.domain.seal import File
from bot.domain.work import NOTE, Occurrence
from bot.storage import log, note, work
from bot.storage.database import Database
from bot.storage.schema_note import note_files, notes


async def add(
    database: Database,
    club: Club,
    made: Note,
    files: Sequence[File],
    of_message: tuple[int, tuple[str, ...]],
    now: datetime,
    line: Line | None,
) -> int:
    """Save a note made of a message, and return its row; its card falls due at once.

    `of_message` is the message's id and what the work has to know of it. `line` goes into the club's log with it, with
    the note's number, None where authors seal what they said themselves.
    """
    message_id, about = of_message
    async with database.together() as connection:
        made_here = insert(notes).values(note.values(club, made, now) | {"sealed_from": message_id})
        row = int((await connection.execute(made_here.returning(notes.c.id))).scalar_one())
        for one in files:
            await connection.execute(
                insert(note_files).values(
                    guild_id=club.guild_id,
                    club_id=club.id,
                    note_id=row,
                    name=one.name,
                    alt=one.alt,
                    size=len(one.data),
                    data=one.data,
                )
            )
        await work.add(connection, club.guild_id, club.id, [Occurrence(NOTE, 0, row, now)], about)
        if line is not None:
            await log.add(connection, club.guild_id, club.id, line.numbered(row))
    return row


async def again(database: Database, club: Club, row: int, about: tuple[str, ...], at: datetime) -> None:
    """Let the card of a note that could not be posted fall due at another time (UTC)."""
    async with database.together() as connection:
        await work.add(connection, club.guild_id, club.id, [Occurrence(NOTE, 0, row, at)], about)


async def known(database: Database, guild_id: int, message_id: int) -> bool:
    """Return whether a message was sealed already."""
    same = select(notes.c.id).where(notes.c.guild_id == guild_id, notes.c.sealed_from == message_id)
    return (await database.single(same)).first() is not None


async def weight(database: Database, guild_id: int) -> int:
    """Return how many bytes a server's sealed files take together; their contents are not touched."""
    counted = select(func.coalesce(func.sum(note_files.c.size), 0)).where(note_files.c.guild_id == guild_id)
    return int((await database.single(counted)).scalar_one())


async def files(database: Database, club: Club, row: int) -> tuple[File, ...]:
    """Return the files of a note, in their order."""
    found = await database.single(
        select(note_files)
        .where(note_files.c.guild_id == club.guild_id, note_files.c.note_id == row)
        .order_by(note_files.c.id)
    )
    return tuple(File(one.name, one.alt, one.data) for one in found)
