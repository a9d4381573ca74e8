"""The tables; those of votes, of prompts and of notes stand in files of their own.

A guild's rows are only ever read with its guild id.

A reader's bookmark is the latest row they have in `bookmarks`: setting it is one INSERT, undoing it
one DELETE, and the path over the weeks is there for who wants to see it (decision 0004).
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    false,
    text,
)

from bot.storage import schema_base, schema_note, schema_prompt, schema_vote

HEAD = "0012"
"""The newest migration, known without loading Alembic: a database that is there needs no migrating."""

metadata, RowId, _of_clubs = schema_base.metadata, schema_base.RowId, schema_base.of_clubs

_PRESENT = text("closed_at IS NULL")
"""A channel has one club at a time, and any number of past ones."""

clubs = Table(
    "clubs",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("name", String(100), nullable=False),
    Column("pack", String(100), nullable=False),
    Column("language", String(2), nullable=False),
    Column("card", BigInteger),
    Column("staff_id", BigInteger),
    Column("opened_by", BigInteger),
    Column("opened_at", DateTime(timezone=True), nullable=False),
    Column("mention_id", BigInteger),
    Column("mods_id", BigInteger),
    Column("reminders", Boolean),
    Column("info_card", BigInteger),
    Column("closed_at", DateTime(timezone=True)),
    Index(None, "guild_id", "channel_id", unique=True, sqlite_where=_PRESENT, postgresql_where=_PRESENT),
    sqlite_autoincrement=True,
)

readers = Table(
    "readers",
    metadata,
    Column("club_id", RowId, ForeignKey("clubs.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", BigInteger, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("pages", Integer),
    Column("joined_at", DateTime(timezone=True), nullable=False),
    Column("unreminded", Boolean),
    Index(None, "guild_id"),
)

bookmarks = _of_clubs(
    "bookmarks",
    Column("user_id", BigInteger, nullable=False),
    Column("position", Integer, nullable=False),
    Column("set_at", DateTime(timezone=True), nullable=False),
    Index(None, "guild_id", "club_id", "user_id", "id"),
)

habits = Table(
    "habits",
    metadata,
    Column("guild_id", BigInteger, primary_key=True),
    Column("user_id", BigInteger, primary_key=True),
    Column("language", String(2)),
    Column("hidden", Boolean, nullable=False, server_default=false()),
    Column("unranked", Boolean),
    Column("zone", String(64)),
    Column("reminders", String(40)),
    Column("quiet_days", Integer),
    Column("asked_in", String(2)),
    Column("streak", Boolean),
    Column("unreachable", Boolean),
)
"""`reminders` names the kinds that somebody asked for, parted by spaces, and is None where they asked for none."""

departures = Table(
    "departures",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("left_at", DateTime(timezone=True), nullable=False),
)

shares = _of_clubs(
    "shares",
    Column("channel_id", BigInteger, nullable=False),
    Column("message_id", BigInteger),
    Column("shared_by", BigInteger),
    Column("kind", String(10), nullable=False),
    Column("which", String(40), nullable=False),
    Column("position", Integer, nullable=False),
    Column("shared_at", DateTime(timezone=True), nullable=False),
    Index(None, "guild_id", "shared_by"),
)

plans = Table(
    "plans",
    metadata,
    Column("club_id", RowId, ForeignKey("clubs.id", ondelete="CASCADE"), primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("wishes", JSON, nullable=False),
    Column("forum", Boolean, nullable=False),
    Column("events", Boolean, nullable=False),
    Column("patience", Integer, nullable=False),
    Column("paused_weeks", Integer),
    Column("paused_since", DateTime),
    Column("open_rounds", Boolean),
    Column("rounds", Boolean),
    Index(None, "guild_id"),
)
"""`patience` is in hours; `paused_since`, like all times of a plan, is local in the zone of its wishes."""

sections = Table(
    "sections",
    metadata,
    Column("club_id", RowId, ForeignKey("clubs.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("opens", DateTime, nullable=False),
    Column("meets", DateTime, nullable=False),
    Column("thread", BigInteger),
    Index(None, "guild_id"),
)

work = _of_clubs(
    "work",
    Column("kind", String(20), nullable=False),
    Column("section", Integer, nullable=False),
    Column("nth", BigInteger, nullable=False),
    Column("due_at", DateTime(timezone=True), nullable=False),
    Column("next_at", DateTime(timezone=True)),
    Column("state", String(10), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("begun_at", DateTime(timezone=True)),
    Column("made", BigInteger),
    Column("about", JSON),
    Column("ended_at", DateTime(timezone=True)),
    Column("user_id", BigInteger),
    UniqueConstraint("club_id", "kind", "section", "nth"),
    Index(None, "next_at"),
    Index(None, "guild_id"),
)
"""Work that falls due. `next_at` is when to look at a row next: its due time, the end of a lease, a new try; None
when nothing is left to do. `begun_at` is when it was claimed first: nothing of it was posted before. `state` is
waiting, taken (by a process that has a lease), done, late (left undone, and the moderators know) or void (there was
nothing to do). A reminder has its reader in `user_id`, and is no part of what follows a plan."""

drafts = Table(
    "drafts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("guild_id", "user_id"),
    sqlite_autoincrement=True,
)
"""A club in the making: what a moderator has filled in so far."""

cards = _of_clubs(
    "cards",
    Column("user_id", BigInteger, nullable=False),
    Column("key", String(60), nullable=False),
    Column("since", Integer, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("missed", Boolean, nullable=False),
    Column("due_at", DateTime(timezone=True)),
    Column("state", JSON(none_as_null=True)),
    UniqueConstraint("club_id", "user_id", "key"),
    Index(None, "guild_id"),
)
"""A reader's deck: a row for each question they were asked. `turn` counts the answers, `missed` tells of the last one;
before the first there is no `state` and no `due_at`."""

questions = _of_clubs(
    "questions",
    Column("since", Integer, nullable=False),
    Column("text", String(400), nullable=False),
    Column("right", String(150), nullable=False),
    Column("wrong", JSON, nullable=False),
    Column("why", String(600), nullable=False),
    Column("proposed_by", BigInteger),
    Column("proposed_at", DateTime(timezone=True), nullable=False),
    Column("approved_by", BigInteger),
    Column("approved_at", DateTime(timezone=True)),
    Index(None, "guild_id", "proposed_by"),
)
"""A club's own questions, fit for who has finished chapter `since`; without `approved_at` it waits for a moderator."""

rounds = _of_clubs(
    "rounds",
    Column("channel_id", BigInteger, nullable=False),
    Column("message_id", BigInteger),
    Column("started_by", BigInteger),
    Column("work_id", BigInteger, unique=True),
    Column("begun_at", DateTime(timezone=True), nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("horizon", Integer, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("asked", JSON, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("phase", String(10), nullable=False),
    Column("due_at", DateTime(timezone=True)),
    Column("closed", Boolean, nullable=False, server_default=false()),
    Index(None, "guild_id", "club_id"),
    Index(None, "closed"),
)
"""Rounds, those that are over too: what was asked lately is not asked again. `asked` are the keys of the questions, on
chapters from `first` to `last`; `turn` counts them from zero. `phase` is lobby, asking, told (the answer stands there)
or over, and `due_at` its end; `closed` is one whose last card stands there. `work_id` names the row of work that had
the round begin by itself."""

players = Table(
    "players",
    metadata,
    Column("round_id", RowId, ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", BigInteger, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("club_id", RowId, ForeignKey("clubs.id", ondelete="CASCADE"), nullable=False),
    Index(None, "guild_id", "user_id"),
)
"""Who is in a round: they said so in the lobby, or answered."""

answers = Table(
    "answers",
    metadata,
    Column("round_id", RowId, ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True),
    Column("turn", Integer, primary_key=True),
    Column("user_id", BigInteger, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("club_id", RowId, ForeignKey("clubs.id", ondelete="CASCADE"), nullable=False),
    Column("since", Integer, nullable=False),
    Column("choice", Integer, nullable=False),
    Column("right", Boolean),
    Index(None, "guild_id", "club_id"),
    Index(None, "guild_id", "user_id"),
)
"""What somebody chose in a round: the latest, while there was time. Whether it was `right` is written when the answer
is told, so that nothing can tell before."""

changes = _of_clubs(
    "changes",
    Column("changed_by", BigInteger),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("what", String(40), nullable=False),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Index(None, "guild_id", "club_id"),
)
"""What moderators changed, a row for each change, in the plain values of `bot.domain.log`."""

SIGNATURES = (
    clubs.c.opened_by,
    shares.c.shared_by,
    questions.c.proposed_by,
    questions.c.approved_by,
    rounds.c.started_by,
    schema_vote.nominations.c.nominated_by,
    changes.c.changed_by,
    schema_prompt.prompts.c.made_by,
    schema_prompt.prompts.c.approved_by,
    schema_note.notes.c.answers_to,
)
"""Columns that name somebody in what others made or use: forgetting somebody empties them and keeps the rest.

Whatever has a `user_id` is that person's own, and goes as a whole.
"""
