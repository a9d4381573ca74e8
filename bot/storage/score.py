"""What was answered in a club's rounds, added up by the database: a club may have a hundred thousand answers."""

from sqlalchemy import func, select

from bot.domain.score import Season, Tally
from bot.storage.database import Database
from bot.storage.schema import answers


async def tallies(database: Database, guild_id: int, club_id: int, season: Season) -> tuple[Tally, ...]:
    """Return what everybody answered on the chapters of a season, of the questions whose answer has been told."""
    found = await database.single(
        select(answers.c.user_id, func.count().filter(answers.c.right).label("right"), func.count().label("answered"))
        .where(answers.c.guild_id == guild_id, answers.c.club_id == club_id)
        .where(answers.c.since.between(season.first, season.last))
        .where(answers.c.right.is_not(None))
        .group_by(answers.c.user_id)
    )
    return tuple(Tally(row.user_id, row.right, row.answered) for row in found)
