"""A club's configuration, taken in as a whole: all of a file is saved or nothing of it."""

from bot.domain.config_change import Taken
from bot.domain.log import Line
from bot.storage import club as club_rows
from bot.storage import log
from bot.storage import plan as plan_rows
from bot.storage import prompt as prompt_rows
from bot.storage.database import Database


async def save(database: Database, taken: Taken, line: Line) -> None:
    """Save what a file makes of a club, its plan and its prompts, and who took it in."""
    club = taken.club
    async with database.together() as connection:
        await club_rows.put(connection, club)
        if taken.plan is not None:
            await plan_rows.put(connection, club.guild_id, club.id, taken.plan, line.at, taken.again)
        await prompt_rows.take(connection, club.guild_id, club.id, taken.edits, line)
        await log.add(connection, club.guild_id, club.id, line)
