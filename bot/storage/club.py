"""Opening clubs; joining and leaving them."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, insert, literal, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.club import Club
from bot.domain.log import Line
from bot.domain.work import INFO
from bot.storage import log
from bot.storage.database import Database
from bot.storage.schema import answers, bookmarks, cards, clubs, drafts, players, readers, work
from bot.storage.schema_note import note_marks, notes
from bot.storage.schema_vote import ballots, votes


async def open_club(
    database: Database,
    *,
    guild_id: int,
    channel_id: int,
    name: str,
    pack: str,
    language: str,
    staff_id: int | None = None,
    by: int,
    now: datetime,
) -> Club | None:
    """Save a new club; return None where one meets in that channel already."""
    try:
        row = await database.single(
            insert(clubs)
            .values(
                guild_id=guild_id,
                channel_id=channel_id,
                name=name,
                pack=pack,
                language=language,
                staff_id=staff_id,
                opened_by=by,
                opened_at=now,
            )
            .returning(clubs.c.id)
        )
    except IntegrityError:
        return None
    return Club(int(row.scalar_one()), guild_id, channel_id, name, pack, language, None, staff_id)


async def set_card(
    database: Database, club: Club, card: int, draft: int, line: Line, before: Club | None = None
) -> dict[int, int]:
    """Remember which message is a club's welcome card; with that it is open, and the draft it came of is done.

    The readers of the club `before` it go along, to the start of the book; return their marks by user.
    """
    async with database.together() as connection:
        await connection.execute(update(clubs).where(_is(club)).values(card=card))
        await connection.execute(delete(drafts).where(drafts.c.guild_id == club.guild_id, drafts.c.id == draft))
        await log.add(connection, club.guild_id, club.id, line)
        return await _take_along(connection, club, before, line.at) if before else {}


async def _take_along(connection: AsyncConnection, club: Club, before: Club, now: datetime) -> dict[int, int]:
    """Make the readers of one club readers of another, those who are not there yet; return their marks by user."""
    at = literal(now, readers.c.joined_at.type)
    there = select(readers.c.user_id).where(readers.c.club_id == club.id)
    others = (readers.c.guild_id == club.guild_id) & readers.c.user_id.not_in(there)
    new = select(literal(club.id), readers.c.user_id, readers.c.guild_id, at).where(
        readers.c.club_id == before.id, others
    )
    await connection.execute(insert(readers).from_select(["club_id", "user_id", "guild_id", "joined_at"], new))
    marked = select(bookmarks.c.user_id).where(bookmarks.c.club_id == club.id)
    start = select(readers.c.guild_id, readers.c.club_id, readers.c.user_id, literal(0), at).where(
        readers.c.guild_id == club.guild_id, readers.c.club_id == club.id, readers.c.user_id.not_in(marked)
    )
    columns = ["guild_id", "club_id", "user_id", "position", "set_at"]
    made = insert(bookmarks).from_select(columns, start).returning(bookmarks.c.user_id, bookmarks.c.id)
    return {row.user_id: row.id for row in await connection.execute(made)}


async def archive(database: Database, club: Club, line: Line) -> None:
    """Make a club a past one: all of it stays, and nothing of it falls due but a last look at its pinned card.

    A vote that is not counted yet is deleted with its ballots.
    """
    due = and_(work.c.guild_id == club.guild_id, work.c.club_id == club.id)
    card = and_(work.c.kind == INFO, work.c.state != "void")
    running = and_(votes.c.guild_id == club.guild_id, votes.c.club_id == club.id, votes.c.tally.is_(None))
    async with database.together() as connection:
        await connection.execute(update(clubs).where(_is(club)).values(closed_at=line.at))
        await connection.execute(
            update(work).where(due, work.c.kind != INFO, work.c.next_at.is_not(None)).values(state="void", next_at=None)
        )
        await connection.execute(update(work).where(due, card).values(state="waiting", due_at=line.at, next_at=line.at))
        await connection.execute(delete(votes).where(running))
        await log.add(connection, club.guild_id, club.id, line)


async def settle(database: Database, club: Club, line: Line) -> None:
    """Save a club's settings, and who changed them."""
    async with database.together() as connection:
        await put(connection, club)
        await log.add(connection, club.guild_id, club.id, line)


async def put(connection: AsyncConnection, club: Club) -> None:
    """Save a club's name and settings, in the caller's transaction."""
    row = {
        "name": club.name,
        "language": club.language,
        "staff_id": club.staff_id,
        "mention_id": club.mention_id,
        "mods_id": club.mods_id,
        "reminders": club.reminders_allowed,
    }
    await connection.execute(update(clubs).where(_is(club)).values(row))


def _is(club: Club) -> ColumnElement[bool]:
    return and_(clubs.c.guild_id == club.guild_id, clubs.c.id == club.id)


async def opener(database: Database, guild_id: int, club_id: int) -> int | None:
    """Return who opened a club, None where that is forgotten."""
    found = await database.single(select(clubs.c.opened_by).where(clubs.c.guild_id == guild_id, clubs.c.id == club_id))
    return found.scalar()


async def close_club(database: Database, guild_id: int, club_id: int) -> None:
    """Remove a club with all that belongs to it."""
    await database.single(delete(clubs).where(clubs.c.guild_id == guild_id, clubs.c.id == club_id))


async def join(database: Database, guild_id: int, club_id: int, user_id: int, position: int, now: datetime) -> int:
    """Make somebody a reader who went from the start of the book to `position`; return the mark of that bookmark.

    All of it is saved or nothing, so nobody who set a bookmark finds themselves joined without it.
    """
    bookmark = insert(bookmarks).values(guild_id=guild_id, club_id=club_id, user_id=user_id, set_at=now)
    async with database.together() as connection:
        await connection.execute(
            insert(readers).values(club_id=club_id, user_id=user_id, guild_id=guild_id, joined_at=now)
        )
        for at in dict.fromkeys((0, position)):
            row = await connection.execute(bookmark.values(position=at).returning(bookmarks.c.id))
        return int(row.scalar_one())


async def leave(database: Database, guild_id: int, club_id: int, user_id: int) -> None:
    """Remove a reader with all that is theirs alone: bookmarks, deck, answers in rounds, reminders, vote and notes.

    What others replied to their notes stays, and forgets whom it answers.
    """
    answered = (notes.c.guild_id == guild_id) & (notes.c.club_id == club_id) & (notes.c.answers_to == user_id)
    async with database.together() as connection:
        await connection.execute(update(notes).where(answered).values(answers_to=None))
        for table in (bookmarks, cards, answers, players, work, ballots, note_marks, notes, readers):
            await connection.execute(
                delete(table).where(
                    table.c.guild_id == guild_id, table.c.club_id == club_id, table.c.user_id == user_id
                )
            )
