"""All that is kept of somebody in a server, read together for them to have."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, or_, select

from bot.domain.kept import (
    Kept,
    KeptAnswer,
    KeptCard,
    KeptChange,
    KeptClub,
    KeptDraft,
    KeptMark,
    KeptPrompt,
    KeptQuestion,
    KeptReminder,
    KeptRound,
    KeptShare,
    in_sight,
    notes_in_sight,
    prompts_in_sight,
    rounds_in_sight,
)
from bot.domain.reminder import QUIET
from bot.storage import note as note_rows
from bot.storage import vote as vote_rows
from bot.storage.database import Database
from bot.storage.me import habits_of
from bot.storage.schema import (
    answers,
    bookmarks,
    cards,
    changes,
    clubs,
    drafts,
    habits,
    players,
    questions,
    readers,
    rounds,
    shares,
    work,
)
from bot.storage.schema_prompt import prompts


async def load(database: Database, guild_id: int, user_id: int) -> Kept:
    """Return everything that is kept of somebody in a server, clubs in the order of their opening."""
    mine = (readers.c.club_id == clubs.c.id) & (readers.c.user_id == user_id) & (readers.c.guild_id == guild_id)
    of_shares = await database.single(
        select(shares).where(shares.c.guild_id == guild_id, shares.c.shared_by == user_id).order_by(shares.c.id)
    )
    shared: defaultdict[int, list[KeptShare]] = defaultdict(list)
    for row in of_shares:
        shared[row.club_id].append(
            KeptShare(row.kind, row.which, row.position, row.channel_id, row.message_id, _written(row.shared_at))
        )
    in_rounds = await _rounds(database, guild_id, user_id)
    proposed, approvals = await _questions(database, guild_id, user_id)
    nominated, ranked = await vote_rows.kept(database, guild_id, user_id)
    changed = await _changes(database, guild_id, user_id)
    suggested, decided = await _prompts(database, guild_id, user_id)
    noted, seen = await note_rows.kept(database, guild_id, user_id)
    others = {*shared, *in_rounds, *proposed, *approvals, *nominated, *changed, *suggested, *decided, *noted, *seen}
    of_clubs = await database.single(
        select(clubs, readers.c.joined_at, readers.c.pages, readers.c.unreminded)
        .join_from(clubs, readers, mine, isouter=True)
        .where(clubs.c.guild_id == guild_id)
        .where(or_(readers.c.user_id.is_not(None), clubs.c.opened_by == user_id, clubs.c.id.in_(others)))
        .order_by(clubs.c.id)
    )
    of_marks = await database.single(
        select(bookmarks)
        .where(bookmarks.c.guild_id == guild_id, bookmarks.c.user_id == user_id)
        .order_by(bookmarks.c.id)
    )
    of_habits = await database.single(select(habits).where(habits.c.guild_id == guild_id, habits.c.user_id == user_id))
    of_draft = await database.single(select(drafts).where(drafts.c.guild_id == guild_id, drafts.c.user_id == user_id))
    of_cards = await database.single(
        select(cards).where(cards.c.guild_id == guild_id, cards.c.user_id == user_id).order_by(cards.c.id)
    )
    of_reminders = await database.single(
        select(work).where(work.c.guild_id == guild_id, work.c.user_id == user_id).order_by(work.c.id)
    )
    marks: defaultdict[int, list[KeptMark]] = defaultdict(list)
    for row in of_marks:
        marks[row.club_id].append(KeptMark(row.position, _written(row.set_at)))
    decks: defaultdict[int, list[KeptCard]] = defaultdict(list)
    for row in of_cards:
        due_at = _written(row.due_at) if row.due_at else None
        decks[row.club_id].append(KeptCard(row.key, row.since, row.turn, row.missed, due_at, row.state))
    reminders: defaultdict[int, list[KeptReminder]] = defaultdict(list)
    for row in of_reminders:
        section = None if row.kind == QUIET else row.section
        ended_at = _written(row.ended_at) if row.ended_at else None
        reminders[row.club_id].append(
            KeptReminder(row.kind, section, _written(row.due_at), row.state, row.made, ended_at)
        )
    found = tuple(
        KeptClub(
            id=row.id,
            name=row.name,
            book=row.pack,
            opened_at=_written(row.opened_at) if row.opened_by == user_id else None,
            joined_at=_written(row.joined_at) if row.joined_at else None,
            pages=row.pages,
            marks=tuple(marks[row.id]),
            shares=tuple(shared[row.id]),
            deck=in_sight(decks[row.id], marks[row.id]),
            rounds=rounds_in_sight(in_rounds[row.id], marks[row.id]),
            questions=tuple(proposed[row.id]),
            approvals=tuple(approvals[row.id]),
            nominations=tuple(nominated[row.id]),
            ballots=tuple(ranked[row.id]),
            changes=tuple(changed[row.id]),
            prompts=prompts_in_sight(suggested[row.id], marks[row.id]),
            prompt_approvals=tuple(decided[row.id]),
            unreminded=bool(row.unreminded),
            reminders=tuple(reminders[row.id]),
            notes=notes_in_sight(noted[row.id], marks[row.id]),
            note_marks=tuple(seen[row.id]),
        )
        for row in of_clubs
    )
    own, making = of_habits.first(), of_draft.first()
    return Kept(
        guild_id,
        user_id,
        habits_of(own) if own else None,
        found,
        KeptDraft(making.fields, _written(making.changed_at)) if making else None,
    )


async def _rounds(database: Database, guild_id: int, user_id: int) -> defaultdict[int, list[KeptRound]]:
    """Return by club the rounds that somebody started, is in or answered in, with their answers."""
    own = (answers.c.guild_id == guild_id) & (answers.c.user_id == user_id)
    of_answers = await database.single(select(answers).where(own).order_by(answers.c.turn))
    about = or_(
        rounds.c.started_by == user_id,
        players.c.user_id.is_not(None),
        rounds.c.id.in_(select(answers.c.round_id).where(own)),
    )
    mine = (players.c.round_id == rounds.c.id) & (players.c.user_id == user_id)
    of_rounds = await database.single(
        select(rounds, players.c.user_id.label("player"))
        .join_from(rounds, players, mine, isouter=True)
        .where(rounds.c.guild_id == guild_id, about)
        .order_by(rounds.c.id)
    )
    given: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in of_answers:
        given[row.round_id].append(row)
    found: defaultdict[int, list[KeptRound]] = defaultdict(list)
    for row in of_rounds:
        found[row.club_id].append(_round(row, given[row.id], user_id))
    return found


def _round(row: Row[Any], given: Iterable[Row[Any]], user_id: int) -> KeptRound:
    return KeptRound(
        channel_id=row.channel_id,
        message_id=row.message_id,
        begun_at=_written(row.begun_at),
        horizon=row.horizon,
        seconds=row.seconds,
        started=row.started_by == user_id,
        joined=row.player is not None,
        answers=tuple(KeptAnswer(one.turn, one.since, one.choice, one.right) for one in given),
    )


async def _questions(
    database: Database, guild_id: int, user_id: int
) -> tuple[defaultdict[int, list[KeptQuestion]], defaultdict[int, list[str]]]:
    """Return, by club, the questions that somebody proposed, and when they approved any."""
    signed = or_(questions.c.proposed_by == user_id, questions.c.approved_by == user_id)
    found = await database.single(
        select(questions).where(questions.c.guild_id == guild_id, signed).order_by(questions.c.id)
    )
    proposed: defaultdict[int, list[KeptQuestion]] = defaultdict(list)
    approvals: defaultdict[int, list[str]] = defaultdict(list)
    for row in found:
        approved_at = _written(row.approved_at) if row.approved_at else None
        if row.proposed_by == user_id:
            proposed[row.club_id].append(
                KeptQuestion(
                    row.since,
                    row.text,
                    row.right,
                    tuple(row.wrong),
                    row.why,
                    _written(row.proposed_at),
                    approved_at,
                )
            )
        if row.approved_by == user_id and approved_at:
            approvals[row.club_id].append(approved_at)
    return proposed, approvals


async def _changes(database: Database, guild_id: int, user_id: int) -> defaultdict[int, list[KeptChange]]:
    """Return by club what somebody changed as a moderator."""
    mine = (changes.c.guild_id == guild_id) & (changes.c.changed_by == user_id)
    found: defaultdict[int, list[KeptChange]] = defaultdict(list)
    for row in await database.single(select(changes).where(mine).order_by(changes.c.id)):
        found[row.club_id].append(KeptChange(row.what, row.before, row.after, _written(row.changed_at)))
    return found


async def _prompts(
    database: Database, guild_id: int, user_id: int
) -> tuple[defaultdict[int, list[KeptPrompt]], defaultdict[int, list[str]]]:
    """Return, by club, the prompts that somebody suggested or added, and when they approved any."""
    signed = or_(prompts.c.made_by == user_id, prompts.c.approved_by == user_id)
    found = await database.single(select(prompts).where(prompts.c.guild_id == guild_id, signed).order_by(prompts.c.id))
    made: defaultdict[int, list[KeptPrompt]] = defaultdict(list)
    approvals: defaultdict[int, list[str]] = defaultdict(list)
    for row in found:
        approved_at = _written(row.approved_at) if row.approved_at else None
        declined_at = _written(row.declined_at) if row.declined_at else None
        if row.made_by == user_id:
            times = _written(row.made_at), approved_at, declined_at
            made[row.club_id].append(KeptPrompt(row.since, row.text_en, row.text_vi, *times))
        if row.approved_by == user_id and approved_at:
            approvals[row.club_id].append(approved_at)
    return made, approvals


def _written(moment: datetime) -> str:
    """Return a moment in ISO 8601, UTC; SQLite gives it back without its zone."""
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return aware.isoformat().replace("+00:00", "Z")
