"""The words of the one error door for quizzes and votes, where people play and choose together, and for pictures."""

from collections.abc import Mapping

from bot.domain import deck, picture, proposal, score, vote_errors
from bot.domain import round as rounds
from bot.domain.errors import Refusal
from bot.presentation.card import stamp
from bot.presentation.say import Say, Worded
from bot.presentation.vote import by_author

Mentions = Mapping[str, str]


def _running(say: Say, error: rounds.RoundRunning, _commands: Mentions) -> str:
    place = f"https://discord.com/channels/{error.guild_id}/{error.channel_id}"
    link = f"{place}/{error.message_id}" if error.message_id else place
    return say("There is a round here already. {link} leads to it.", link=link)


TOGETHER: Mapping[type[Refusal], Worded] = {
    picture.TooManyPictures: lambda say, error, _commands: say(
        "I draw one picture at a time for each reader, and at most {most} a minute. Please try again in a moment.",
        most=error.most,
    ),
    deck.AnsweredAlready: lambda say, _error, commands: say(
        "You have answered that one already. {command} goes on with the next.", command=commands["quiz solo"]
    ),
    rounds.NoPlaceForRounds: lambda say, _error, _commands: say(
        "Nothing of the book is known to everybody here yet. A round needs a place where the club has read something: "
        "its channel once a second section has opened, or the thread of a section."
    ),
    rounds.NoQuestions: lambda say, _error, _commands: say(
        "On these chapters I have no questions that everybody here may be asked."
    ),
    rounds.RoundRunning: _running,
    rounds.RoundOver: lambda say, _error, _commands: say("This round is over."),
    rounds.QuestionOver: lambda say, _error, _commands: say("The round has gone on from that question."),
    rounds.TimeUp: lambda say, _error, _commands: say("The time for this question is up."),
    proposal.PastBookmark: lambda say, error, commands: say(
        "You can write about what you have read, which is up to {finished}. {command} moves your bookmark.",
        finished=error.finished,
        command=commands["progress set"],
    ),
    proposal.ProposalsFull: lambda say, error, _commands: say.plural(
        "{n} question of yours waits for a moderator, and that is the most that may. Please wait for them.",
        "{n} questions of yours wait for a moderator, and that is the most that may. Please wait for them.",
        error.most,
    ),
    score.NoSuchSeason: lambda say, _error, _commands: say(
        "There are no scores by that name yet. Choose one of those offered while you type; left out, it is the whole "
        "book."
    ),
    vote_errors.BookUnclear: lambda say, error, _commands: say(
        "Please give the title and the author, each in at most {most} characters; only a book of my shelf needs no "
        "author.",
        most=error.most,
    ),
    vote_errors.NominatedAlready: lambda say, error, _commands: say(
        "{book} is nominated already, so nothing is lost.", book=by_author(say, error.title, error.author)
    ),
    vote_errors.EnoughNominated: lambda say, error, commands: say.plural(
        "You have nominated {n} book, and that is the most each may. {command} lets you take it back for another one.",
        "You have nominated {n} books, and that is the most each may. {command} lets you take one back for another.",
        error.most,
        command=commands["club vote"],
    ),
    vote_errors.NominationsFull: lambda say, error, _commands: say.plural(
        "{n} book is nominated, and that is the most there may be.",
        "{n} books are nominated, and that is the most there may be.",
        error.most,
    ),
    vote_errors.NominationGone: lambda say, _error, commands: say(
        "That book is not there to choose any more. {command} shows those that are.", command=commands["club vote"]
    ),
    vote_errors.TooFewBooks: lambda say, error, commands: say.plural(
        "A vote needs at least {n} nominated book. {command} nominates one.",
        "A vote needs at least {n} nominated books. {command} nominates one.",
        error.fewest,
        command=commands["club nominate"],
    ),
    vote_errors.VoteRunning: lambda say, error, commands: say(
        "The club is voting on its next book; that ends {when}, and until then the list stays as it is. "
        "{command} is where you vote.",
        when=stamp(error.closes, "R"),
        command=commands["club vote"],
    ),
    vote_errors.VoteOver: lambda say, _error, commands: say(
        "That vote is over. {command} shows what comes next.", command=commands["club vote"]
    ),
}
