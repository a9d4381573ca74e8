"""Votes in simulated Discord: nominating, opening, ranking, what the channel shows of it, and what is stored."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage

from bot.domain.club import Club
from tests.e2e.plans import written
from tests.e2e.world import World, buttons, said, shown
from tests.storage.rows import ask

TITLES = ("Emma", "Persuasion", "Middlemarch")


async def reader(town: World, club: Club, name: str, **more: Any) -> MemberActor:
    """Add somebody who reads in a club."""
    person = town.person(name, **more)
    await town.put(person, club, 0)
    return person


async def nominate(town: World, person: MemberActor, book: str, author: str | None = None) -> str:
    """Let somebody nominate, and return what they are told."""
    given = {"book": book} | ({"author": author} if author else {})
    return said(await person.slash(town.channel, "club nominate", **given))


async def open_vote(town: World, club: Club, *titles: str, days: int = 3) -> int:
    """Let the moderator join, nominate and open a vote, and return its number."""
    await town.put(town.mod, club, 0)
    for title in titles or TITLES:
        assert "is nominated" in await nominate(town, town.mod, title, "Somebody")
    panel = shown(await town.mod.slash(town.channel, "manage vote", days=days))
    await town.mod.click(panel, label="Open the vote")
    await town.env.settle()
    return int(stored(town, "SELECT max(id) FROM votes")[0][0])


def stored(town: World, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Ask the database from outside."""
    return ask(Path(town.settings.database), sql, *values)


ROWS = ("votes", "nominations", "ballots", "work WHERE kind IN ('vote', 'count')")
"""Where all that belongs to votes is stored; what is named later needs what is named before."""

Rows = list[list[tuple[Any, ...]]]


def kept(town: World) -> Rows:
    """Return all that is stored of votes."""
    with closing(sqlite3.connect(town.settings.database)) as database:
        return [database.execute(f"SELECT * FROM {rows}").fetchall() for rows in ROWS]  # noqa: S608 - ours


def put_back(town: World, rows: Rows) -> None:
    """Let there be stored what was, and nothing else; nothing is done where it is so."""
    if kept(town) == rows:
        return
    with closing(sqlite3.connect(town.settings.database)) as database, database:
        for table in reversed(ROWS):
            database.execute(f"DELETE FROM {table}")  # noqa: S608 - ours
        for table, wanted in zip(ROWS, rows, strict=True):
            for row in wanted:
                places = ", ".join("?" * len(row))
                database.execute(f"INSERT INTO {table.split()[0]} VALUES ({places})", row)  # noqa: S608 - ours


def books(town: World) -> dict[str, str]:
    """Return the numbers of the nominations by their titles."""
    return {title: str(number) for number, title in stored(town, "SELECT id, title FROM nominations")}


async def booth(town: World, person: MemberActor) -> ResponseMessage:
    """Return somebody's own card of the vote."""
    return shown(await person.slash(town.channel, "club vote"))


async def rank(town: World, person: MemberActor, *titles: str) -> ResponseMessage:
    """Let somebody rank books, one after another, on one card."""
    card = await booth(town, person)
    for title in titles:
        await choose(town, person, card, title)
    return card


async def choose(town: World, person: MemberActor, card: ResponseMessage, title: str) -> InteractionResult:
    """Choose a book in the select of a card."""
    custom_id = next(one for one in ids_of(card) if one.startswith("rank:"))
    return await person.select(card, [books(town)[title]], custom_id=custom_id)


def ids_of(card: ResponseMessage) -> list[str]:
    """Return the custom ids of all that a card offers."""
    return list(_ids(card.components))


def _ids(components: list[dict[str, Any]]) -> list[str]:
    found = [str(one["custom_id"]) for one in components if one.get("custom_id")]
    return found + [deeper for one in components for deeper in _ids(one.get("components", []))]


def ranking(card: ResponseMessage) -> list[str]:
    """Return the titles that a reader's card lists as theirs."""
    lines = said(card).splitlines()
    return [one.split("**")[3] for one in lines if one.startswith("**") and one.split("**")[1].isdigit()]


def posted(town: World, *others: Any) -> list[str]:
    """Return what the bot has posted on votes in the club's channel, or elsewhere, in its order."""
    me = town.env.backend.bot_user.id
    places = others or (town.channel,)
    said_there = [written(one) for place in places for one in place.history() if one.author.id == me]
    return [one for one in said_there if "book" in one and "Join" not in one]


def labels(message: Any) -> list[str]:
    """Return what the buttons of a message say."""
    return [label for label, _ in buttons(message)]
