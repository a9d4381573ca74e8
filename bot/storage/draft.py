"""Clubs in the making: one row for each moderator of a server."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from bot.domain.draft import Draft, Spot
from bot.storage.database import Database
from bot.storage.plan import wishes_of, wishes_to
from bot.storage.schema import drafts


async def own(database: Database, guild_id: int, user_id: int) -> tuple[int, Draft] | None:
    """Return somebody's draft in a server with its row's number, None where they have none."""
    found = await database.single(select(drafts).where(drafts.c.guild_id == guild_id, drafts.c.user_id == user_id))
    row = found.first()
    return (row.id, _read(row.fields)) if row else None


async def load(database: Database, guild_id: int, draft_id: int) -> tuple[int, Draft] | None:
    """Return the draft of a row and whose it is, None where the server has no such row."""
    found = await database.single(select(drafts).where(drafts.c.guild_id == guild_id, drafts.c.id == draft_id))
    row = found.first()
    return (row.user_id, _read(row.fields)) if row else None


async def add(database: Database, guild_id: int, user_id: int, draft: Draft, now: datetime) -> int:
    """Save somebody's new draft, of which they have one a server; return its row's number."""
    row = {"guild_id": guild_id, "user_id": user_id, "fields": _written(draft), "changed_at": now}
    return int((await database.single(insert(drafts).values(row).returning(drafts.c.id))).scalar_one())


async def put(database: Database, guild_id: int, draft_id: int, draft: Draft, now: datetime) -> None:
    """Save a draft in place of what its row held."""
    mine = (drafts.c.guild_id == guild_id) & (drafts.c.id == draft_id)
    await database.single(update(drafts).where(mine).values(fields=_written(draft), changed_at=now))


async def drop(database: Database, guild_id: int, draft_id: int) -> None:
    """Delete a draft."""
    await database.single(delete(drafts).where(drafts.c.guild_id == guild_id, drafts.c.id == draft_id))


def _written(draft: Draft) -> dict[str, Any]:
    """Write a draft as plain values."""
    return {
        "book": draft.pack,
        "channel": draft.spot and draft.spot.channel_id,
        "forum": draft.spot is not None and draft.spot.forum,
        "name": draft.name,
        "language": draft.language,
        "moderators_channel": draft.staff_id,
        "paced": draft.paced,
        "events": draft.events,
        "zone_chosen": draft.zone_chosen,
        "wishes": wishes_to(draft.wishes),
    }


def _read(fields: Mapping[str, Any]) -> Draft:
    """Read a draft back from plain values."""
    return Draft(
        language=fields["language"],
        wishes=wishes_of(fields["wishes"]),
        pack=fields["book"],
        spot=Spot(fields["channel"], fields["forum"]) if fields["channel"] else None,
        name=fields["name"],
        staff_id=fields["moderators_channel"],
        paced=fields["paced"],
        events=fields["events"],
        zone_chosen=fields["zone_chosen"],
    )
