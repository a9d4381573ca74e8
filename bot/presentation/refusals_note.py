"""The words of the one error door for notes and predictions."""

from collections.abc import Mapping

from bot.domain import note_errors
from bot.domain.errors import Refusal
from bot.presentation.say import Worded

OF_NOTES: Mapping[type[Refusal], Worded] = {
    note_errors.BadNote: lambda say, error, _commands: say(
        "A note needs at least a word, and has room for {most} characters.", most=error.most
    ),
    note_errors.NoteGone: lambda say, _error, _commands: say("This note was taken back."),
    note_errors.NothingWaits: lambda say, _error, commands: say(
        "No note is waiting for you. {command} shows all that you may read.", command=commands["note list"]
    ),
    note_errors.NothingToPredict: lambda say, _error, commands: say(
        "You have finished the book, so there is nothing left to predict. {command} keeps any other thought.",
        command=commands["note write"],
    ),
    note_errors.SettledTooEarly: lambda say, error, _commands: say(
        "This was predicted at {made}, so a later chapter settles it.", made=error.made
    ),
    note_errors.SettledMeanwhile: lambda say, _error, _commands: say(
        "Somebody has said meanwhile how this turned out. Please open the prediction again and look."
    ),
}
