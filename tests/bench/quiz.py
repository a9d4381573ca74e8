"""Rounds with many in them and books with many questions: what a press costs, and how long choosing holds up others."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.book import Book
from bot.domain.club import Asker, Club
from bot.domain.outline import Outline
from bot.domain.round import GATHERING, advance, gather
from bot.domain.view import Chapter, Question
from bot.library.readers import Here as ReadHere
from bot.library.shelf import Shelf
from bot.running import be_quick
from bot.services.pool import Pools
from bot.services.question import Questions
from bot.services.round import Rounds, Wanted
from bot.storage import round as rounds
from bot.storage.club import open_club
from bot.storage.database import open_database
from tests.bench.names import NOW, Crowded, watched
from tests.e2e.wire import CHANNEL, GUILD
from tests.plans import speaking

CHAPTERS = 200
CARD = 700
DAYS = 10
QUESTIONS = ("pack:1:1", "pack:2:1")


async def with_a_round(folder: Path, people: Iterable[int]) -> None:
    """Let the first club be at a question that stands for days, which all these people have answered."""
    async with open_database(str(folder / "samovar.db")) as database:
        club = Club(1, GUILD, CHANNEL, "", "", "en")
        lobby = gather(club, CHANNEL, (1, 2, 2), DAYS * 86_400, datetime.now(UTC), GATHERING)
        one = replace(lobby, keys=QUESTIONS, message_id=CARD)
        one = advance(replace(one, id=await rounds.begin(database, one)), one.begun)
        await rounds.posted(database, one, CARD)
        await rounds.save(database, one)
        for person in people:
            await rounds.choose(database, one, person, 1, person % 4)


def many_questions(many: int) -> Book:
    """Make a book with that many questions."""
    each = many // CHAPTERS
    text = {"en": "Who?"}
    return Book(
        slug="asked",
        title={"en": "Asked"},
        author={"en": "Nobody"},
        year="1900",
        languages=("en",),
        outline=Outline("chapter", ((100,) * CHAPTERS,)),
        _chapters=tuple(Chapter(n) for n in range(1, CHAPTERS + 1)),
        _characters=(),
        _questions=tuple(
            Question(text, (text, text), 0, text, since) for since in range(1, CHAPTERS + 1) for _ in range(each)
        ),
    )


async def longest_blocks(folder: Path, content: Path, questions: int) -> list[tuple[str, float, float]]:
    """Return for opening a round over that many questions what it took and the longest that anybody else waited."""
    async with open_database(str(folder / "quiz.db")) as database:
        club = await open_club(database, guild_id=1, channel_id=2, name="C", pack="asked", language="en", by=1, now=NOW)
        assert club is not None
        places = Crowded(database, Shelf(content, ReadHere()), lambda: NOW)
        places.crowd = many_questions(questions)
        pools = Pools(places, Questions(database, places, lambda: NOW))
        rounds_ = Rounds(database, places, pools, lambda: NOW)
        here = await places.here(Asker(1, 3, (2,), "en"))
        here.server.plans[club.id] = speaking(CHAPTERS - 1)
        be_quick()

        async def open_one() -> None:
            number = await rounds_.open(here, None, Wanted(20, first="1"), moderates=True)
            await rounds_.abandon(number)

        return [await watched("a round, the book just opened", open_one()), await watched("a round", open_one())]
