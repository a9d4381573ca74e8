"""The public card of a sealed note: whose it is, of which kind, where in the book; nothing of what it says."""

from discord.ui import LayoutView

from bot.domain.note import MESSAGE, PREDICTION, QUESTION, QUOTE, THOUGHT, Posting, Sealed
from bot.domain.outline import Outline
from bot.domain.seal import Sealing
from bot.presentation import ids
from bot.presentation.card import GREY, button, card, small
from bot.presentation.say import Say


def kind_name(say: Say, kind: str) -> str:
    """Return what a kind of note is called."""
    return {
        THOUGHT: say("thought"),
        QUOTE: say("quote"),
        QUESTION: say("question"),
        PREDICTION: say("prediction"),
        MESSAGE: say("message"),
    }[kind]


def posted(say: Say, posting: Posting | Sealing) -> LayoutView:
    """Tell everybody that there is a note: whose, of which kind, where in the book; and nothing of what it says."""
    club, note = posting.club.id, posting.note
    return card(
        f"🔒 {sealed(say, posting.outline, note)}",
        small(say("Sealed. It opens privately once you have read that far.")),
        [
            button(say("Open"), ids.NOTE(club, note.row, 0, "card")),
            button(say("Reply"), ids.NOTE_REPLY(club, note.row)),
        ],
        accent=GREY,
    )


def sealed(say: Say, outline: Outline, note: Sealed) -> str:
    """Tell of a note what anybody may know."""
    who, where = f"<@{note.author}>", outline.written(note.since)
    told = {
        THOUGHT: say("{who} left a thought on {where}.", who=who, where=where),
        QUOTE: say("{who} picked a quote from {where}.", who=who, where=where),
        QUESTION: say("{who} has a question about {where}.", who=who, where=where),
        PREDICTION: say("{who} made a prediction at {where}.", who=who, where=where),
        MESSAGE: say("A message by {who} tells of {where}.", who=who, where=where),
    }[note.kind]
    return " ".join((told, say("It answers {whom}.", whom=answered(say, note)))) if note.answers else told


def answered(say: Say, note: Sealed) -> str:
    """Return whom a note answers."""
    return f"<@{note.to}>" if note.to else say("a reader who left")


def taken_back(say: Say) -> LayoutView:
    """Say in a note's place that it is gone."""
    return card(say("This note was taken back."), accent=GREY)
