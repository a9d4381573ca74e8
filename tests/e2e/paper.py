"""A plain model of what is kept of readers: what each would note on paper, beside what stands in the file.

Below it stand the things a reader can do that write, each with what the paper says when it is done. All this knows
the bot by its commands and custom ids only, so it serves the simulated Discord and the wire alike.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.presentation import ids
from tests.marked import LAST, addresses
from tests.storage.every_table import everything

COMMAND, PRESS, FORM = 2, 3, 5
KNOWN = {"alembic_version", "clubs", "readers", "bookmarks", "habits", "plans", "sections", "work", "drafts", "changes"}
OTHERS = {"departures", "shares", "cards", "questions", "rounds", "players", "answers", "prompts"}
OTHERS |= {"votes", "nominations", "ballots", "notes", "note_marks", "note_files"}
"""Tables that nothing of what is done here writes to."""
LOGGED = (("changes", "club_id", "changed_by"), ("clubs", "id", "opened_by"))
"""Of all that is done here only the opening of a club is in its log."""
MOST_AT_ONCE = 10
"""Chapters that may be passed without a question."""

Habits = tuple[str | None, bool, bool]
USUAL: Habits = (None, False, False)


@dataclass(frozen=True)
class Opened:
    """A club: its server, who opened it, whether its card is known to be posted, and whether it has a plan."""

    guild: int
    by: int | None
    card: bool
    planned: bool = False


@dataclass
class Paper:
    """Clubs by channel, paths and pages by channel and user, habits by server and user, whose drafts there are."""

    clubs: dict[int, "Opened"] = field(default_factory=dict)
    paths: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    pages: dict[tuple[int, int], int] = field(default_factory=dict)
    habits: dict[tuple[int, int], Habits] = field(default_factory=dict)
    drafts: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, database: Path | str) -> "Paper":
        """Write down what stands in a file, with nothing of ours in between."""
        rows = everything(database)
        assert set(rows) == KNOWN | OTHERS, "there is a new table; teach the paper what it keeps"
        paper = cls(drafts={row["user_id"] for row in rows["drafts"]})
        channels: dict[int, int] = {}
        planned, laid, due = ({row["club_id"] for row in rows[table]} for table in ("plans", "sections", "work"))
        assert planned == laid == due, "a plan without sections, or without anything to do"
        logged, opened = ({(row[club], row[by]) for row in rows[table]} for table, club, by in LOGGED)
        assert logged <= opened, "the log tells of an opening that was not, or of somebody else's"
        for row in rows["clubs"]:
            channels[row["id"]] = row["channel_id"]
            paper.clubs[row["channel_id"]] = Opened(
                row["guild_id"], row["opened_by"], row["card"] is not None, row["id"] in planned
            )
        for row in rows["readers"]:
            place = channels[row["club_id"]], row["user_id"]
            paper.paths[place] = []
            if row["pages"] is not None:
                paper.pages[place] = row["pages"]
        for row in sorted(rows["bookmarks"], key=lambda one: int(one["id"])):
            paper.paths[channels[row["club_id"]], row["user_id"]].append(row["position"])
        assert all(paper.paths.values()), "a reader has no bookmark"
        for row in rows["habits"]:
            paper.habits[row["guild_id"], row["user_id"]] = (
                row["language"],
                bool(row["hidden"]),
                bool(row["unranked"]),
            )
        return paper

    def copy(self) -> "Paper":
        """Return a copy that may be written on."""
        paths = {place: list(path) for place, path in self.paths.items()}
        return Paper(dict(self.clubs), paths, dict(self.pages), dict(self.habits), set(self.drafts))

    def of_reader(self, reader: "Reader") -> tuple[list[int] | None, int | None, Habits | None]:
        """Return all that it tells of one reader in one club: path, pages, and habits in the server."""
        habits = self.habits.get((reader.guild, reader.user))
        return self.paths.get(reader.place), self.pages.get(reader.place), habits


@dataclass(frozen=True)
class Reader:
    """Somebody in a server, in the channel of a club, or with the draft of one."""

    guild: int
    channel: int
    club: int
    user: int
    draft: int = 0

    @property
    def place(self) -> tuple[int, int]:
        """Where the paper tells of their path."""
        return self.channel, self.user


@dataclass(frozen=True)
class Asked:
    """One interaction, and what the paper says after each part of it that stands by itself; the last is the whole."""

    kind: int
    data: dict[str, Any]
    stages: tuple[Paper, ...]


Use = Callable[[Reader, Paper, random.Random], Asked]


def slash(path: str, **options: str) -> dict[str, Any]:
    """Return the data of a command."""
    name, _, sub = path.partition(" ")
    filled = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
    return {"id": "1", "name": name, "type": 1, "options": [{"name": sub, "type": 1, "options": filled}]}


def pressed(custom_id: str) -> dict[str, Any]:
    """Return the data of a button."""
    return {"custom_id": custom_id, "component_type": 2}


def _written(at: int, chance: random.Random) -> str:
    return chance.choice([addresses()[at - 1], f" {addresses()[at - 1]} "]) if at else "start"


def _at(reader: Reader, paper: Paper) -> int:
    return paper.paths.get(reader.place, [0])[-1]


def _moved(reader: Reader, paper: Paper, at: int) -> Paper:
    """Whoever moves joins at the beginning; staying where one is writes nothing."""
    after = paper.copy()
    path = after.paths.setdefault(reader.place, [0])
    if path[-1] != at:
        path.append(at)
    return after


def _without(paper: Paper, place: tuple[int, int]) -> Paper:
    after = paper.copy()
    after.paths.pop(place, None)
    after.pages.pop(place, None)
    return after


def _unsigned(paper: Paper, channel: int, user: int) -> Paper:
    after = _without(paper, (channel, user))
    club = after.clubs[channel]
    after.clubs[channel] = replace(club, by=None if club.by == user else club.by)
    return after


def set_bookmark(reader: Reader, paper: Paper, chance: random.Random) -> Asked:
    """`/progress set`, not so far that it asks."""
    before = _at(reader, paper)
    at = chance.choice([one for one in range(min(before + MOST_AT_ONCE, LAST) + 1) if one != before])
    return Asked(COMMAND, slash("progress set", where=_written(at, chance)), (_moved(reader, paper, at),))


def go(reader: Reader, paper: Paper, chance: random.Random) -> Asked:
    """*Yes, open …*: from where a card was written to anywhere."""
    before = _at(reader, paper)
    at = chance.choice([one for one in range(LAST + 1) if one != before])
    return Asked(PRESS, pressed(f"go:{reader.club}:{before}:{at}"), (_moved(reader, paper, at),))


def step(reader: Reader, paper: Paper, chance: random.Random) -> Asked:
    """*Next finished* or *Still reading it*."""
    before = _at(reader, paper)
    word, by = chance.choice([("back", -1)] * (before > 0) + [("next", 1)] * (before < LAST))
    return Asked(PRESS, pressed(f"{word}:{reader.club}:{before}"), (_moved(reader, paper, before + by),))


def undo(reader: Reader, paper: Paper, _chance: random.Random) -> Asked:
    """`/progress undo`; the beginning stays."""
    after = paper.copy()
    if len(after.paths[reader.place]) > 1:
        after.paths[reader.place].pop()
    return Asked(COMMAND, slash("progress undo"), (after,))


def join(reader: Reader, paper: Paper, chance: random.Random) -> Asked:
    """`/club join`, or *Join* on a card."""
    kind, data = chance.choice([(COMMAND, slash("club join")), (PRESS, pressed(f"join:{reader.club}"))])
    return Asked(kind, data, (_moved(reader, paper, _at(reader, paper)),))


def leave(reader: Reader, paper: Paper, _chance: random.Random) -> Asked:
    """`/club leave`."""
    return Asked(COMMAND, slash("club leave"), (_without(paper, reader.place),))


def _set(reader: Reader, paper: Paper, custom_id: str, habits: Habits) -> Asked:
    after = paper.copy()
    after.habits[reader.guild, reader.user] = habits
    if habits == USUAL:
        del after.habits[reader.guild, reader.user]
    return Asked(PRESS, pressed(custom_id), (after,))


def speak(reader: Reader, paper: Paper, chance: random.Random) -> Asked:
    """A language in the settings."""
    language, hidden, off = paper.habits.get((reader.guild, reader.user), USUAL)
    chosen = chance.choice([one for one in (None, "en", "vi") if one != language])
    return _set(reader, paper, f"speak:{chosen or 'auto'}", (chosen, hidden, off))


def hide(reader: Reader, paper: Paper, _chance: random.Random) -> Asked:
    """*Hide my place* or *Show my place*."""
    language, hidden, off = paper.habits.get((reader.guild, reader.user), USUAL)
    return _set(reader, paper, f"hide:{'no' if hidden else 'yes'}", (language, not hidden, off))


def stay_off(reader: Reader, paper: Paper, chance: random.Random) -> Asked:
    """*Keep me off the board* or *Put me on the board*, in the settings or on the board."""
    language, hidden, off = paper.habits.get((reader.guild, reader.user), USUAL)
    word = chance.choice(["unrank", f"board:{reader.club}:0"])
    return _set(reader, paper, f"{word}:{'no' if off else 'yes'}", (language, hidden, not off))


def edition(reader: Reader, paper: Paper, chance: random.Random) -> Asked:
    """The form for the pages of one's edition, filled in or emptied."""
    after = paper.copy()
    after.pages.pop(reader.place, None)
    typed = "" if reader.place in paper.pages and chance.random() < 0.3 else str(chance.randrange(10, 10_000))
    if typed:
        after.pages[reader.place] = int(typed)
    field_ = {"type": 4, "custom_id": "pages", "value": typed}
    data = {"custom_id": f"pages-form:{reader.club}", "components": [{"type": 18, "component": field_}]}
    return Asked(FORM, data, (after,))


def forget(reader: Reader, paper: Paper, _chance: random.Random) -> Asked:
    """*Delete in this club*; that it was they who opened it is forgotten too."""
    return Asked(PRESS, pressed(f"forget:{reader.club}"), (_unsigned(paper, reader.channel, reader.user),))


def forget_everywhere(reader: Reader, paper: Paper, _chance: random.Random) -> Asked:
    """*Delete everywhere*: server by server, and pressed again where it was not told to be done."""
    stages = [paper]
    for guild in sorted({club.guild for club in paper.clubs.values()}):
        after = stages[-1].copy()
        after.habits.pop((guild, reader.user), None)
        for channel in (channel for channel, club in paper.clubs.items() if club.guild == guild):
            after = _unsigned(after, channel, reader.user)
        stages.append(after)
    return Asked(PRESS, pressed("forget-everywhere"), tuple(stages[1:]))


def open_club(reader: Reader, paper: Paper, _chance: random.Random) -> Asked:
    """*Start the club*: the club, its plan, and last its card with the draft's end; pressed again it goes on."""
    stages = [paper.copy() for _ in range(3)]
    for stage, (card, planned) in zip(stages, ((False, False), (False, True), (True, True)), strict=True):
        stage.clubs[reader.channel] = Opened(reader.guild, reader.user, card=card, planned=planned)
    stages[-1].drafts.discard(reader.user)
    return Asked(PRESS, pressed(f"{ids.DRAFT_START.word}:{reader.draft}"), tuple(stages))
