"""A club in which there is something of everything, on every chapter, for whoever walks there."""

import itertools

from bot.domain.club import Club
from bot.domain.proposal import APPROVE
from bot.domain.question import Typed
from tests.e2e.world import World, forge
from tests.marked import LAST, addresses, mark
from tests.storage.rounds import a_round, played


async def share_everything(town: World, club: Club) -> None:
    """Let somebody who has read the whole book share all there is in it."""
    sharer = town.person("sharer")
    await town.put(sharer, club, LAST)
    numbers = range(1, LAST + 1)
    subjects = [
        *(("summary", str(n)) for n in numbers),
        *(("person", f"who-{n}") for n in numbers),
        *(("theme", f"theme-{n}") for n in numbers[::3]),
    ]
    for kind, which in subjects:
        await forge(town, sharer, f"share-here:{club.id}:{kind}:{which}:{LAST}")
    for length, at in itertools.product(("line", "short", "full"), everywhere()[1:]):
        await forge(town, sharer, f"share-here:{club.id}:recap:{length}-0:{at}")


def play_everything(town: World, club: Club) -> None:
    """Let there have been a round on every chapter, which the moderator started and somebody answered."""
    player, database = town.person("player"), town.settings.database
    for since in range(1, LAST + 1):
        row = a_round(database, club, by=town.mod.id, keys=[f"who:{mark(since)}:{since}"])
        played(database, club, player.id, 1, since=since, row=row)


async def ask_everything(town: World, club: Club, upto: int = LAST) -> None:
    """Let members propose two questions, and suggest two prompts, on each chapter `upto` one.

    Of every other chapter's one of the two is approved by now.
    """
    questions, prompts = town.bot.services.questions, town.bot.services.prompts
    await town.put(town.mod, club, LAST)
    askers = [town.person(f"asker-{since}") for since in range(1, LAST + 1)]
    for asker in askers:
        await town.put(asker, club, LAST)
    for since, asker in enumerate(askers[:upto], start=1):
        here, chapter = await town.here(asker), addresses()[since - 1]
        for state in ("waiting", "approved"):
            text, right, *wrong, why = (f"{state} {n} {mark(since)}" for n in range(6))
            typed = Typed(chapter, f"own {text}", right, "\n".join(wrong), why)
            made = await questions.propose(here, club.id, typed)
            suggested = await prompts.suggest(here, club.id, chapter, f"talk {text}")
            if state == "approved" and since % 2:
                mod = await town.here(town.mod)
                await questions.decide(mod, club.id, made.proposal.row, APPROVE)
                await prompts.decide(mod, club.id, suggested.proposal.row, APPROVE)
    await town.put(town.mod, club, None)


def everywhere() -> tuple[int, ...]:
    """Return the bookmarks that a walk begins at: none, first, middle, last but one, last."""
    return (0, 1, LAST // 2, LAST - 1, LAST)
