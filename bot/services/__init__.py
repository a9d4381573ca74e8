"""Use cases: gather, decide, save, return a value. One file a feature, one method a use case."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from bot.library.shelf import Shelf
from bot.services.background import Backgrounds
from bot.services.character import Characters
from bot.services.club import Clubs
from bot.services.config import Configs
from bot.services.departure import Departures
from bot.services.draft import Drafts
from bot.services.info import Infos
from bot.services.info_card import InfoCards
from bot.services.log import Log
from bot.services.me import Me
from bot.services.note import Notes
from bot.services.note_reading import NoteReading
from bot.services.past import Pasts
from bot.services.picture import Pictures
from bot.services.places import Places
from bot.services.plan import Plans
from bot.services.pool import Pools
from bot.services.progress import Progress
from bot.services.progress_path import Paths
from bot.services.prompt import Prompts
from bot.services.question import Questions
from bot.services.quiz import Quizzes
from bot.services.recap import Recaps
from bot.services.reminder import Reminders
from bot.services.reminding import Reminding
from bot.services.replay import Replays
from bot.services.round import Rounds
from bot.services.schedule import Schedules
from bot.services.score import Scores
from bot.services.seal import Seals
from bot.services.seal_post import SealPosts
from bot.services.settings import Settings
from bot.services.share import Shares
from bot.services.streak import Streaks
from bot.services.summary import Summaries
from bot.services.theme import Themes
from bot.services.vote import Votes
from bot.services.vote_post import Polls
from bot.services.work import Work
from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class Services:
    """All use cases, as bootstrap joined them."""

    places: Places
    pictures: Pictures
    progress: Progress
    paths: Paths
    summaries: Summaries
    characters: Characters
    recaps: Recaps
    themes: Themes
    backgrounds: Backgrounds
    shares: Shares
    notes: Notes
    note_reading: NoteReading
    seals: Seals
    seal_posts: SealPosts
    questions: Questions
    prompts: Prompts
    quizzes: Quizzes
    rounds: Rounds
    scores: Scores
    clubs: Clubs
    infos: Infos
    info_cards: InfoCards
    pasts: Pasts
    votes: Votes
    drafts: Drafts
    plans: Plans
    settings: Settings
    configs: Configs
    log: Log
    schedules: Schedules
    replays: Replays
    reminders: Reminders
    reminding: Reminding
    streaks: Streaks
    work: Work
    me: Me
    departures: Departures

    @classmethod
    def over(cls, database: Database, shelf: Shelf, now: Callable[[], datetime]) -> Self:
        """Make all use cases over the same database, shelf and clock, with an empty memory."""
        places = Places(database, shelf, now)
        polls = Polls(database, places, shelf, now)
        prompts = Prompts(database, places, now)
        reminding = Reminding(database, places, now)
        streaks = Streaks(database, now)
        clubs = Clubs(places, shelf)
        pasts = Pasts(places, clubs)
        info_cards = InfoCards(database, places, clubs, now)
        notes, seal_posts = Notes(database, places, now), SealPosts(database, places)
        work = Work(
            database,
            places,
            now,
            polls=polls,
            prompts=prompts,
            reminding=reminding,
            info_cards=info_cards,
            seal_posts=seal_posts,
        )
        places.heed(work.touch)
        questions = Questions(database, places, now)
        pools = Pools(places, questions)
        rounds = Rounds(database, places, pools, now)
        note_reading = NoteReading(database, places)
        me = Me(database, places)
        plans = Plans(places, now, work.wake)
        return cls(
            places=places,
            pictures=Pictures(now),
            progress=Progress(places, streaks, note_reading),
            paths=Paths(database, places, now),
            summaries=Summaries(places),
            characters=Characters(places),
            recaps=Recaps(places),
            themes=Themes(places),
            backgrounds=Backgrounds(places),
            shares=Shares(database, places, now),
            notes=notes,
            note_reading=note_reading,
            seals=Seals(database, places, notes, now, work.wake),
            seal_posts=seal_posts,
            questions=questions,
            prompts=prompts,
            quizzes=Quizzes(database, pools, now),
            rounds=rounds,
            scores=Scores(database, places, me),
            clubs=clubs,
            infos=Infos(database, info_cards, clubs, pasts, now, work.wake),
            info_cards=info_cards,
            pasts=pasts,
            votes=Votes(database, polls, clubs, now, work.wake),
            drafts=Drafts(database, shelf, clubs, plans, now),
            plans=plans,
            settings=Settings(places, now),
            configs=Configs(places, prompts, shelf.reader, now, work.wake),
            log=Log(database),
            schedules=Schedules(places, now),
            replays=Replays(places, prompts),
            reminders=Reminders(places, work.wake),
            reminding=reminding,
            streaks=streaks,
            work=work,
            me=me,
            departures=Departures(database, places, now),
        )
