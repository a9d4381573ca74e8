"""All that is kept of somebody in a server, as they are told it: only what their bookmarks let them see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.me import Habits


@dataclass(frozen=True, slots=True)
class KeptMark:
    """A bookmark as it is kept: the chapters finished, and when it was set (ISO 8601, UTC)."""

    position: int
    set_at: str


@dataclass(frozen=True, slots=True)
class KeptShare:
    """A card that somebody shared, as it is kept: what, as read to `position`, where and when (ISO 8601, UTC).

    `kind` and `which` are those of a share's subject; `message_id` is None where it was never posted.
    """

    kind: str
    which: str
    position: int
    channel_id: int
    message_id: int | None
    shared_at: str


@dataclass(frozen=True, slots=True)
class KeptCard:
    """A card of a reader's deck as it is kept: which question, on the chapter `since`, and what FSRS remembers of it.

    `key` is None for a question past the bookmark, which may have been put back: it can name somebody not met yet.
    """

    key: str | None
    since: int
    answers: int
    missed: bool
    due_at: str | None
    state: Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer in a round as it is kept: to which question, on the chapter `since`, what was chosen, if it was right.

    Questions (`turn`) and choices count from zero. `choice` and `right` are None for a question past the bookmark, and
    `right` for one that is still being asked.
    """

    turn: int
    since: int
    choice: int | None
    right: bool | None


@dataclass(frozen=True, slots=True)
class KeptRound:
    """A round that somebody `started`, is in, or both, up to the chapter `horizon`: where, when, and their answers."""

    channel_id: int
    message_id: int | None
    begun_at: str
    horizon: int
    seconds: int
    started: bool
    joined: bool
    answers: tuple[KeptAnswer, ...]


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question that somebody proposed, as it is kept, on the chapter `since`; times are in ISO 8601, UTC.

    `approved_at` is None while it waits for a moderator.
    """

    since: int
    text: str
    right: str
    wrong: tuple[str, ...]
    why: str
    proposed_at: str
    approved_at: str | None


@dataclass(frozen=True, slots=True)
class KeptNote:
    """A note that somebody wrote, as it is kept, on the chapter `since`: its words, where its card is, and when.

    `number` is its own, `answers` that of a note that it answers, and `to` who wrote that, if they have not left.
    `settles` and `outcome` tell how a prediction turned out; they are None past the bookmark, which may have been put
    back. `message_id` is None where no card was posted; `sealed_from` is the message it was made of, and `files` what
    hangs on it, by name; times are in ISO 8601, UTC.
    """

    number: int
    since: int
    kind: str
    text: str
    edited: bool
    answers: int | None
    to: int | None
    settles: int | None
    outcome: str | None
    channel_id: int | None
    message_id: int | None
    written_at: str
    files: tuple[str, ...] = ()
    sealed_from: int | None = None


@dataclass(frozen=True, slots=True)
class KeptNoteMark:
    """What somebody has `seen` (bot.domain.note) of a note on the chapter `since`."""

    since: int
    seen: int


@dataclass(frozen=True, slots=True)
class KeptNomination:
    """A book that somebody nominated, as it is kept, and when (ISO 8601, UTC); `pack` is None for a typed one."""

    title: str
    author: str
    pack: str | None
    nominated_at: str


@dataclass(frozen=True, slots=True)
class KeptBallot:
    """How somebody ranks in a vote that is open: titles, the dearest first; and when they said so (ISO 8601, UTC)."""

    ranking: tuple[str, ...]
    cast_at: str


@dataclass(frozen=True, slots=True)
class KeptChange:
    """What somebody changed as a moderator, as the club's log keeps it, and when (ISO 8601, UTC)."""

    what: str
    before: Mapping[str, object]
    after: Mapping[str, object]
    changed_at: str


@dataclass(frozen=True, slots=True)
class KeptPrompt:
    """A prompt that somebody suggested or added, as it is kept, on the chapter `since`; times are in ISO 8601, UTC.

    What it says is None in a language that it does not have, in all where it was declined, and where it is `sealed`:
    it lies past their bookmark, and a moderator may have written it anew.
    """

    since: int
    english: str | None
    vietnamese: str | None
    made_at: str
    approved_at: str | None
    declined_at: str | None
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class KeptReminder:
    """A reminder as it is kept: of what kind, about which section, when it was due, and what became of it, when.

    `section` is None where it was about a bookmark that rested, `message_id` where nothing was sent; times are in
    ISO 8601, UTC.
    """

    kind: str
    section: int | None
    due_at: str
    state: str
    message_id: int | None
    ended_at: str | None


@dataclass(frozen=True, slots=True)
class KeptClub:
    """What is kept of somebody in one club; `joined_at` is None for who does not read there, or no longer.

    `approvals` are the times at which they approved questions of readers, `prompt_approvals` those of prompts,
    `changes` what they did as a moderator; `unreminded` says that they want no reminders of this book.
    """

    id: int
    name: str
    book: str
    opened_at: str | None
    joined_at: str | None
    pages: int | None
    marks: tuple[KeptMark, ...]
    shares: tuple[KeptShare, ...] = ()
    deck: tuple[KeptCard, ...] = ()
    rounds: tuple[KeptRound, ...] = ()
    questions: tuple[KeptQuestion, ...] = ()
    approvals: tuple[str, ...] = ()
    nominations: tuple[KeptNomination, ...] = ()
    ballots: tuple[KeptBallot, ...] = ()
    changes: tuple[KeptChange, ...] = ()
    prompts: tuple[KeptPrompt, ...] = ()
    prompt_approvals: tuple[str, ...] = ()
    unreminded: bool = False
    reminders: tuple[KeptReminder, ...] = ()
    notes: tuple[KeptNote, ...] = ()
    note_marks: tuple[KeptNoteMark, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A club in the making: its fields as they are kept, and when it was last changed (ISO 8601, UTC)."""

    fields: Mapping[str, object]
    changed_at: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything that is kept of somebody in one server.

    `habits` is None where they never set any, `draft` where they are not setting up a club.
    """

    guild_id: int
    user_id: int
    habits: Habits | None
    clubs: tuple[KeptClub, ...]
    draft: KeptDraft | None = None

    @property
    def nothing(self) -> bool:
        """Whether nothing at all is kept."""
        return self.habits is None and not self.clubs and self.draft is None


@dataclass(frozen=True, slots=True)
class Deletion:
    """What somebody may have deleted: all that is `kept` here, and of it, by itself, what is kept in `club`.

    `club` is None where no club is meant or nothing of theirs is in it.
    """

    kept: Kept
    club: KeptClub | None


def in_sight(deck: Iterable[KeptCard], marks: Sequence[KeptMark]) -> tuple[KeptCard, ...]:
    """Return a deck with the keys that may be seen at the latest of somebody's bookmarks."""
    at = marks[-1].position if marks else 0
    return tuple(one if one.since <= at else replace(one, key=None) for one in deck)


def rounds_in_sight(rounds: Iterable[KeptRound], marks: Sequence[KeptMark]) -> tuple[KeptRound, ...]:
    """Return rounds with what was chosen only where it may be seen at the latest of somebody's bookmarks."""
    at = marks[-1].position if marks else 0
    return tuple(
        replace(
            one,
            answers=tuple(
                answer if answer.since <= at else replace(answer, choice=None, right=None) for answer in one.answers
            ),
        )
        for one in rounds
    )


def prompts_in_sight(prompts: Iterable[KeptPrompt], marks: Sequence[KeptMark]) -> tuple[KeptPrompt, ...]:
    """Return prompts with their words only where they may be seen at the latest of somebody's bookmarks."""
    at = marks[-1].position if marks else 0
    return tuple(
        one if one.since <= at else replace(one, english=None, vietnamese=None, sealed=True) for one in prompts
    )


def notes_in_sight(notes: Iterable[KeptNote], marks: Sequence[KeptMark]) -> tuple[KeptNote, ...]:
    """Return notes with how they turned out only where it may be seen at the latest of somebody's bookmarks."""
    at = marks[-1].position if marks else 0
    return tuple(one if (one.settles or 0) <= at else replace(one, settles=None, outcome=None) for one in notes)
