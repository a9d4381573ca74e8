"""The words of the one error door for notes and predictions."""

from collections.abc import Mapping

from bot.domain import note_errors, seal
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
    note_errors.CannotSeal: lambda say, error, _commands: {
        note_errors.SOMEBODYS: say("Only its author or a moderator can seal a message."),
        note_errors.NOT_WORDS: say(
            "I can seal only what a member wrote: words and files, and nothing else beside them."
        ),
        note_errors.HEAVY: say(
            "Its files are too large for me to keep. I take {each} MB a message, and {all} MB a server.",
            each=seal.MOST_BYTES >> 20,
            all=seal.MOST_KEPT >> 20,
        ),
        note_errors.ELSEWHERE: say(
            "I cannot tell which club it belongs to. Please do this in a club’s channel or thread."
        ),
        note_errors.ALREADY: say("This message is sealed already."),
        note_errors.CHANGED: say("The message may have changed meanwhile. Please choose “Seal this” on it once more."),
        note_errors.VANISHED: say("This message is not there any more, so there is nothing to seal."),
        note_errors.UNREAD: say("I could not fetch its files. Nothing has been changed; please try again."),
    }[error.why],
}
