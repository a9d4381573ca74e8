"""The log of a club: a few lines for each change, the newest first."""

from collections.abc import Callable, Mapping

from discord.ui import LayoutView

from bot.domain.log import NOTE_REMOVE, NOTE_SEAL, Line, Listing, Values
from bot.presentation import ids
from bot.presentation.card import Row, bold, button, card, entry, heading, plain, small
from bot.presentation.config import changes, fitting
from bot.presentation.say import Say
from bot.presentation.schedule import number_of
from bot.presentation.settings import worded

LONGEST_IMPORT = 340
"""Characters told of a file: eight such lines make a page."""


def listing(say: Say, found: Listing) -> LayoutView:
    """Show a page of the log."""
    return card(
        heading(say("The log of {name}", name=plain(found.club.name))),
        *([_line(say, one) for one in found.lines] or [say("Nothing has been changed so far.")]),
        small(say("What moderators change stands here for a year.")),
        number_of(say, found.page, found.pages),
        [*_turn(say, found), button(say("All settings"), ids.SETTINGS(found.club.id))],
    )


def _turn(say: Say, found: Listing) -> Row:
    row: Row = []
    if found.page > 0:
        row.append(button(say("Newer"), ids.LOG(found.club.id, found.page - 1)))
    if found.page < found.pages - 1:
        row.append(button(say("Older"), ids.LOG(found.club.id, found.page + 1)))
    return row


def _line(say: Say, line: Line) -> str:
    """Tell what was changed, and below it by whom and when; a mention in a card pings nobody."""
    who = f"<@{line.by}>" if line.by else say("somebody I have forgotten")
    when = _stamp(int(line.at.timestamp()), "f")
    return _TOLD[line.what](say, line) + "\n" + small(f"{who} · {when}")


def _stamp(seconds: int, style: str) -> str:
    return f"<t:{seconds}:{style}>"


def _settings(say: Say, line: Line) -> str:
    return "\n".join(worded(say, name, line.before[name], line.after[name]) for name in line.after)


def _rest(say: Say, line: Line) -> str:
    was, is_ = (
        say("until {day}", day=_stamp(one["until"], "D")) if "until" in one else say("none")
        for one in (line.before, line.after)
    )
    return _from_to(say("Pause"), was, is_)


def _meeting(say: Say, line: Line) -> str:
    what = say("Meeting of section {n}", n=line.after["section"])
    return _from_to(what, _stamp(line.before["at"], "f"), _stamp(line.after["at"], "f"))


def _opening(say: Say, line: Line) -> str:
    what = say("Opening of section {n}", n=line.after["section"])
    return _from_to(what, _stamp(line.before["at"], "f"), _stamp(line.after["at"], "f"))


def _repaced(say: Say, line: Line) -> str:
    was, is_ = (
        say.plural(
            "{n} section, the last meeting {when}",
            "{n} sections, the last meeting {when}",
            one["sections"],
            when=_stamp(one["last"], "D"),
        )
        for one in (line.before, line.after)
    )
    return _from_to(say("Plan from section {n} on", n=line.after["section"]), was, is_)


def _from_to(what: str, was: str, is_: str) -> str:
    return entry(what, f"{was} → {is_}")


def _question(outcome: Callable[[Say], str]) -> Callable[[Say, Line], str]:
    def told(say: Say, line: Line) -> str:
        about = line.after or line.before
        what = say("Question {number} on {chapter}", number=about["number"], chapter=about["chapter"])
        return entry(what, outcome(say))

    return told


def _prompt(outcome: Callable[[Say], str]) -> Callable[[Say, Line], str]:
    def told(say: Say, line: Line) -> str:
        about = line.after or line.before
        what = say("Question to talk about {number} on {chapter}", number=about["number"], chapter=about["chapter"])
        return entry(what, outcome(say))

    return told


def _note(say: Say, line: Line) -> str:
    about = line.after or line.before
    chapter, number = about["chapter"], about["number"]
    if line.what == NOTE_REMOVE:
        return entry(say("Note {number} on {chapter}", number=number, chapter=chapter), say("removed"))
    if line.what == NOTE_SEAL:
        return entry(say("Note {number} on {chapter}", number=number, chapter=chapter), say("sealed from a message"))
    return entry(say("Prediction {number} made at {chapter}", number=number, chapter=chapter), say("settled"))


def _vote(say: Say, line: Line) -> str:
    books = say.plural(
        "on {n} book, until {when}", "on {n} books, until {when}", line.after["books"], when=_end(line.after)
    )
    return entry(say("The vote is open"), books)


def _end(values: Values) -> str:
    return _stamp(values["closes"], "f")


def _import(say: Say, line: Line) -> str:
    """Tell what was taken in from a file, as much as leaves room for the other lines of a page."""
    told = fitting(say, changes(say, line.before, line.after), LONGEST_IMPORT)
    return bold(say("Taken in from a file")) + "\n" + told


_TOLD: Mapping[str, Callable[[Say, Line], str]] = {
    "opened": lambda say, line: entry(say("The club is open"), f"<#{line.after['channel']}>"),
    "closed": lambda say, line: entry(say("The club is closed"), f"<#{line.before['channel']}>"),
    "card": lambda say, line: entry(say("A card of the club was asked for"), f"<#{line.after['channel']}>"),
    "settings": _settings,
    "import": _import,
    "pause": _rest,
    "resume": _rest,
    "meeting": _meeting,
    "opening": _opening,
    "repace": _repaced,
    "approve": _question(lambda say: say("approved")),
    "decline": _question(lambda say: say("declined")),
    "remove": _question(lambda say: say("removed")),
    "prompt-add": _prompt(lambda say: say("added")),
    "prompt-edit": _prompt(lambda say: say("changed")),
    "prompt-approve": _prompt(lambda say: say("approved")),
    "prompt-decline": _prompt(lambda say: say("declined")),
    "prompt-remove": _prompt(lambda say: say("removed")),
    "note-remove": _note,
    "note-settle": _note,
    "note-seal": _note,
    "vote-open": _vote,
    "vote-drop": lambda say, line: _from_to(
        say("Nominated books"), str(line.before["books"]), str(line.after["books"])
    ),
    "vote-close": lambda say, line: _from_to(say("End of the vote"), _end(line.before), _end(line.after)),
}
