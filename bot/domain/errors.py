"""Every way in which a club's rules say no, so that one door can word each of them kindly.

Those of choosing the next book stand in `vote_errors`, those of notes in `note_errors`.

Refusal
├── NotUnderstood        what was typed names no place in a book
├── BeyondTheBook        a place before the beginning or after the end
├── PagesUnknown         a page number from somebody whose edition we do not know
├── SealedForNow         something that lies past the reader's bookmark
├── NothingReadYet       a default that needs a first finished chapter
├── NobodyKnown          nobody met so far answers to what was typed
├── NoSuchTheme          no theme so far answers to what was typed
├── NothingToUndo        no earlier bookmark to go back to
├── Moved                a button of an older card: the bookmark is elsewhere by now
├── AnsweredAlready      a button of a quiz card that has had its answer
├── NoPlaceForRounds     a round where nothing of the book is known to everybody
├── NoQuestions          a round on chapters that nobody has written questions on
├── RoundRunning         a second round in a place that has one
├── RoundOver            a button of a round that is over
├── QuestionOver         a choice for a question that is not being asked
├── TimeUp               a choice after the time is up
├── NotTaken             a question of somebody's own that was not taken, with what they wrote
├── PastBookmark         somebody's own words on a chapter that they have not finished
├── BadQuestion          a question that nobody can be asked as it stands
├── ProposalsFull        as many questions of one member's wait as may
├── Decided              a question that another moderator has decided on
├── TooManyPictures      more pictures than are drawn for one reader in a minute
├── BadPrompt            a prompt of a club's own without a word, or too long
├── PromptGone           a prompt of a club's own that is not there, or that somebody has decided on
├── NotReading           an answer about oneself in a club one has not joined
├── NoClubYet            this server has no club
├── WhichClub            several clubs, and nothing says which is meant
├── UnknownClub          the club named in an option does not exist here
├── ClubClosed           something that only a present club does, asked of a past one
├── UnknownPack          the book named in an option is not on the shelf
├── PackUnavailable      the club's book cannot be read from the shelf any more
├── ChannelTaken         a club meets in that channel already
├── ChannelGone          the channel that was chosen is no longer there
├── DraftGone            a club in the making that was opened or thrown away
├── NotYourDraft         a club in the making that is somebody else's
├── DraftLacks           a club in the making without a book or a channel
├── StartPassed          a club that was to begin before today
├── TooManyBreaks        more breaks than a plan may have
├── ClubsFull            the server has as many clubs as it may
├── BadName              a club's name that is empty or too long
├── BadPages             a number of pages that no edition has
├── NoPlan               a club that reads without a plan
├── NothingAhead         a plan of which nothing is left to change
├── NotPaused            going on in a club that does not rest
├── LongPause            a pause longer than a club may rest
├── PlanMoved            a button of an older card: the plan is another by now
├── CannotPost           Discord does not let the bot write in that channel
├── NotAllowed           a moderator's action by somebody who is not one
├── ServersOnly          a command outside a server
├── PaceNotUnderstood    what was typed is no pace to read at
├── BadPace              a pace that no club could keep, or hardly notice
├── DateNotUnderstood    what was typed is no date
├── BadDate              a date too long ago or too far ahead
├── TimeNotUnderstood    what was typed is no time of day
├── UnknownZone          what was typed names no time zone
├── TooSoon              a day to finish by that no meeting comes before
├── WouldCross           a meeting or opening moved past another, or into the past
├── NoSuchSection        the plan has no section of that number
├── RoleGone             the role that was chosen is no longer there
├── BadPatience          posts that may be late longer than anybody waits for them
├── BadConfig            a file of a club's configuration with faults in it
├── LargeFile            a file larger than such a one can be
├── FileGone             a file that cannot be fetched
├── NoSuchSeason         no board of quizzes answers to what was typed
└── Gone                 a button or form whose club is no longer there
"""

from dataclasses import dataclass
from datetime import date, datetime


class Refusal(Exception):
    """Anything a person may be told in one sentence; worded in presentation, never here."""


class NotUnderstood(Refusal):
    """What was typed names no place in a book. It is not repeated back."""


@dataclass(frozen=True)
class BeyondTheBook(Refusal):
    """A place outside the book, which has `last` chapters."""

    last: int


class PagesUnknown(Refusal):
    """A page number from a reader who has not said how many pages their edition has."""


@dataclass(frozen=True)
class SealedForNow(Refusal):
    """Something past the reader's bookmark, which is at the chapter `finished`; None at the start."""

    finished: str | None


class NothingReadYet(Refusal):
    """A default such as "the last finished chapter" asked for at the very start."""


class NobodyKnown(Refusal):
    """Nobody whom the reader has met answers to what was typed, which is not repeated back."""


class NoSuchTheme(Refusal):
    """No theme that the reader can follow yet answers to what was typed."""


class NothingToUndo(Refusal):
    """The reader has no earlier bookmark in this club."""


class Moved(Refusal):
    """A button drawn for an older bookmark, which stands elsewhere by now."""


class NotReading(Refusal):
    """The asker has not joined the club."""


class NoClubYet(Refusal):
    """The server has no club at all."""


@dataclass(frozen=True)
class WhichClub(Refusal):
    """Several clubs could be meant; `names` are their names, as their moderators wrote them."""

    names: tuple[str, ...]


class UnknownClub(Refusal):
    """No club of this server answers to what was given in the option."""


class UnknownPack(Refusal):
    """No book on the shelf answers to what was given in the option."""


class PackUnavailable(Refusal):
    """The club's book was taken off the shelf, or its pack is broken now."""


@dataclass(frozen=True)
class ChannelTaken(Refusal):
    """A club, `name`, meets in that channel already."""

    name: str


class ChannelGone(Refusal):
    """The channel that was chosen for a club, or for its moderators, is no longer there."""


class DraftGone(Refusal):
    """A club in the making that is open by now, or was thrown away."""


class NotYourDraft(Refusal):
    """A club in the making belongs to the moderator who began it."""


@dataclass(frozen=True)
class DraftLacks(Refusal):
    """A club cannot open yet: what is `missing` is "book", "channel", or both."""

    missing: tuple[str, ...]


@dataclass(frozen=True)
class StartPassed(Refusal):
    """A club's first section was to open on `start`, which is before today."""

    start: date


@dataclass(frozen=True)
class TooManyBreaks(Refusal):
    """A plan has at most `most` breaks."""

    most: int


@dataclass(frozen=True)
class ClubsFull(Refusal):
    """The server has `most` clubs, and that is the most it may have."""

    most: int


@dataclass(frozen=True)
class BadName(Refusal):
    """A club's name has one to `most` characters."""

    most: int


@dataclass(frozen=True)
class BadPages(Refusal):
    """An edition has between `fewest` and `most` pages."""

    fewest: int
    most: int


@dataclass(frozen=True)
class NoPlan(Refusal):
    """The club, `name`, reads without a plan."""

    name: str


class NothingAhead(Refusal):
    """Everything in the plan that could be changed is past."""


class NotPaused(Refusal):
    """The club does not rest, so it cannot go on."""


@dataclass(frozen=True)
class LongPause(Refusal):
    """A club may rest for at most `most` weeks at a stretch."""

    most: int


class PlanMoved(Refusal):
    """A button drawn for a plan that has been changed since."""


@dataclass(frozen=True)
class CannotPost(Refusal):
    """Discord does not let the bot write in the channel that was chosen; `missing` names permissions, where known."""

    channel_id: int | None = None
    missing: tuple[str, ...] = ()


class NotAllowed(Refusal):
    """A moderator's action by somebody who is not one."""


class ServersOnly(Refusal):
    """A club command in a direct message."""


class DateNotUnderstood(Refusal):
    """What was typed is no date. It is not repeated back."""


@dataclass(frozen=True)
class BadDate(Refusal):
    """A plan's dates lie between `first` and `last`, both included."""

    first: date
    last: date


class TimeNotUnderstood(Refusal):
    """What was typed is no time of day. It is not repeated back."""


class UnknownZone(Refusal):
    """No time zone answers to what was typed, or several do alike."""


@dataclass(frozen=True)
class TooSoon(Refusal):
    """No meeting is held by the day to finish by; the first there could be is on `meeting`."""

    meeting: date


@dataclass(frozen=True)
class WouldCross(Refusal):
    """A meeting or opening may be moved only between two local times, neither of them itself: `after` and `before`.

    `before` is None where nothing follows. Both are None for what is past already and stays where it was.
    """

    after: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True)
class NoSuchSection(Refusal):
    """The plan has the sections 1 … `last`."""

    last: int


class Gone(Refusal):
    """A button or a form whose club is no longer there, or an id that was never ours."""
