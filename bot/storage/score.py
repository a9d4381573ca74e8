"""What was answered in a club's rounds, added up by the database: a club may have a hundred thousand answers."""

from sqlalchemy import func, select, tuple_

from bot.domain.score import ASKING, Season, Tally
from bot.storage.database import Database
from bot.storage.schema import answers, rounds


async def tallies(database: Database, guild_id: int, club_id: int, season: Season) -> tuple[Tally, ...]:
    """Return what everybody answered on the chapters of a season, without the question that is being asked now."""
    asked_now = select(rounds.c.id, rounds.c.turn).where(
        rounds.c.guild_id == guild_id, rounds.c.club_id == club_id, rounds.c.phase == ASKING
    )
    found = await database.single(
        select(answers.c.user_id, func.count().filter(answers.c.right).label("right"), func.count().label("answered"))
        .where(answers.c.guild_id == guild_id, answers.c.club_id == club_id)
        .where(answers.c.since.between(season.first, season.last))
        .where(tuple_(answers.c.round_id, answers.c.turn).not_in(asked_now))
        .group_by(answers.c.user_id)
    )
    return tuple(Tally(row.user_id, row.right, row.answered) for row in found)
