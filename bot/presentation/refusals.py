"""The words of the one error door: a kind sentence for each way in which the rules say no."""

from collections.abc import Mapping
from datetime import date, datetime

from babel.dates import format_date
from discord.ui import LayoutView

from bot.domain import errors, pace, proposal
from bot.domain import prompt as prompts
from bot.domain import question as questions
from bot.domain.errors import Refusal
from bot.presentation import config_faults, past, prompt, question, settings
from bot.presentation.card import GREY, RULE, card, gist, plain, small
from bot.presentation.days import full_day
from bot.presentation.notice import NAMES
from bot.presentation.refusals_note import OF_NOTES
from bot.presentation.refusals_together import TOGETHER
from bot.presentation.say import Say, Worded

Mentions = Mapping[str, str]


def refusal(say: Say, error: Refusal, commands: Mentions) -> LayoutView:
    """Say no, kindly, in one or two sentences; what somebody wrote by hand is given back to them."""
    sentence = WORDS[type(error)](say, error, commands)
    if isinstance(error, proposal.NotTaken):
        kept = small(say("This is what you wrote, so that you can copy it."))
        return card(sentence, RULE, kept, *_given_back(say, error.typed), accent=GREY)
    return card(sentence, accent=GREY)


def _given_back(say: Say, typed: proposal.Typed) -> list[str]:
    match typed:
        case prompts.Typed():
            return prompt.given_back(say, typed)
        case questions.Typed():
            return question.given_back(say, typed)
    raise TypeError(typed)


def fault(say: Say, reference: str) -> LayoutView:
    """Admit a fault of the bot's own; `reference` is what its log calls it."""
    return card(
        say(
            "Something went wrong on my side, and it is written down as {reference}. Please try again; "
            "if it stays, tell whoever looks after me here.",
            reference=reference,
        ),
        accent=GREY,
    )


def _sealed(say: Say, error: errors.SealedForNow, commands: Mentions) -> str:
    if error.finished is None:
        return say(
            "That is still sealed for you. Your bookmark is at the start; {command} moves it.",
            command=commands["progress set"],
        )
    return say(
        "That is still sealed for you. Your bookmark is at {finished}; {command} moves it.",
        finished=error.finished,
        command=commands["progress set"],
    )


def _which(say: Say, error: errors.WhichClub, _commands: Mentions) -> str:
    names = gist((f"**{plain(name)}**" for name in error.names), 1_500)
    return say("Several clubs could be meant: {names}. Choose one with the option “club”.", names=names)


def _day(say: Say, day: date) -> str:
    return format_date(day, "long", locale=say.language)


def _hour(say: Say, local: datetime) -> str:
    """Write a club's local time out, by 24 hours in every language, so that no morning is taken for an evening."""
    return f"{format_date(local, 'full', locale=say.language)}, {local:%H:%M}"


def _pace(say: Say, error: pace.BadPace, _commands: Mentions) -> str:
    if error.kind == "weeks":
        return say("A plan takes {fewest} to {most} weeks.", fewest=error.fewest, most=error.most)
    if error.kind == "hours":
        return say(
            "A week may hold {fewest} minutes to {most} hours of reading.", fewest=error.fewest, most=error.most // 60
        )
    return say("For this book, a week may hold {fewest} to {most} chapters.", fewest=error.fewest, most=error.most)


def _cross(say: Say, error: errors.WouldCross, _commands: Mentions) -> str:
    if error.after is None:
        return say("That is past already, so it stays where it was.")
    after = _hour(say, error.after)
    if error.before is None:
        return say("That is too early. Choose a time after {after}.", after=after)
    return say(
        "The order of the plan stays as it is. Choose a time between {after} and {before}.",
        after=after,
        before=_hour(say, error.before),
    )


def _cannot_post(say: Say, error: errors.CannotPost, _commands: Mentions) -> str:
    if error.channel_id is None:
        return say(
            "I may not write in that channel. Please allow me “View Channel” and “Send Messages” there, then try again."
        )
    missing = ", ".join(f"“{NAMES[one](say)}”" for one in error.missing or ("view_channel", "send_messages"))
    return say(
        "I may not do all that I have to in {channel}. Please allow me {missing} there, then try again.",
        channel=f"<#{error.channel_id}>",
        missing=missing,
    )


def _lacks(say: Say, error: errors.DraftLacks, _commands: Mentions) -> str:
    if error.missing == ("channel",):
        return say("Please choose the channel in which the club meets.")
    return say("Please choose a book first.")


WORDS: Mapping[type[Refusal], Worded] = {
    errors.NotUnderstood: lambda say, _error, _commands: say(
        "I could not read that as a place in the book. Write the last chapter you finished, such as 2.11, "
        "“part 2 chapter 11”, 45% or p. 312."
    ),
    errors.BeyondTheBook: lambda say, error, _commands: say.plural(
        "That is outside the book, which has {n} chapter.",
        "That is outside the book, which has {n} chapters.",
        error.last,
    ),
    errors.PagesUnknown: lambda say, _error, commands: say(
        "Editions differ, so tell me once in {command} how many pages yours has. Then page numbers work.",
        command=commands["me settings"],
    ),
    errors.SealedForNow: _sealed,
    errors.NothingReadYet: lambda say, _error, commands: say(
        "You have not finished a chapter yet. When you have, tell me with {command}, and its summary opens.",
        command=commands["progress set"],
    ),
    errors.NobodyKnown: lambda say, _error, commands: say(
        "You have met nobody by that name so far. {command} lists everybody you have.",
        command=commands["character list"],
    ),
    errors.NoSuchTheme: lambda say, _error, commands: say(
        "There is no such theme to follow yet. {command} lists those there are.", command=commands["theme"]
    ),
    errors.NothingToUndo: lambda say, _error, _commands: say("There is no earlier bookmark to go back to."),
    errors.Moved: lambda say, _error, commands: say(
        "Your bookmark has moved since that card was made. {command} shows where it is now.",
        command=commands["progress show"],
    ),
    proposal.NotTaken: lambda say, error, commands: WORDS[type(error.why)](say, error.why, commands),
    errors.NotReading: lambda say, _error, commands: say(
        "You have not joined this club yet. {command} lets you in, and so does setting a bookmark.",
        command=commands["club join"],
    ),
    errors.NoClubYet: lambda say, _error, commands: say(
        "There is no club here yet. A moderator opens one with {command}.", command=commands["manage setup"]
    ),
    errors.WhichClub: _which,
    errors.UnknownClub: lambda say, _error, commands: say(
        "No club of this server has that name. {command} lists them.", command=commands["club list"]
    ),
    errors.UnknownPack: lambda say, _error, _commands: say(
        "That book is not on my shelf. Choose one of those offered while you type."
    ),
    errors.PackUnavailable: lambda say, _error, _commands: say(
        "This club’s book is not on my shelf at the moment. Your bookmark is safe; please tell whoever looks after me."
    ),
    errors.ChannelTaken: lambda say, error, _commands: say(
        "{name} meets in that channel already. Choose another channel.", name=f"**{plain(error.name)}**"
    ),
    errors.ClubsFull: lambda say, error, _commands: say.plural(
        "This server has {n} club, and that is the most it may have.",
        "This server has {n} clubs, and that is the most it may have.",
        error.most,
    ),
    errors.BadName: lambda say, error, _commands: say(
        "A club’s name needs between 1 and {most} characters.", most=error.most
    ),
    errors.BadPages: lambda say, error, _commands: say(
        "Please give the number of pages in digits, between {fewest} and {most}.",
        fewest=error.fewest,
        most=error.most,
    ),
    errors.NoPlan: lambda say, error, _commands: say(
        "{name} reads without a plan, so there is nothing to change.", name=f"**{plain(error.name)}**"
    ),
    errors.NothingAhead: lambda say, _error, _commands: say(
        "Nothing is left in the plan that could be changed: all of it is past."
    ),
    errors.NotPaused: lambda say, _error, commands: say(
        "The club is not paused. {command} has it rest for some weeks.", command=commands["manage pause"]
    ),
    errors.LongPause: lambda say, error, _commands: say.plural(
        "A club may rest for {n} week at a stretch.", "A club may rest for {n} weeks at a stretch.", error.most
    ),
    errors.PlanMoved: lambda say, _error, commands: say(
        "The plan has changed since that card was made. {command} shows it as it is now.",
        command=commands["manage plan"],
    ),
    errors.CannotPost: _cannot_post,
    errors.ChannelGone: lambda say, _error, _commands: say(
        "That channel is not there any more, or no club can meet in it. Please choose a text channel or a forum."
    ),
    errors.DraftGone: lambda say, _error, commands: say(
        "This draft is gone: its club is open by now, or it was thrown away. {command} begins a new one.",
        command=commands["manage setup"],
    ),
    errors.NotYourDraft: lambda say, _error, commands: say(
        "This draft is somebody else’s. {command} begins one of your own.", command=commands["manage setup"]
    ),
    errors.DraftLacks: _lacks,
    errors.StartPassed: lambda say, error, _commands: say(
        "{day} has passed. Please choose another day for the first section.", day=full_day(say, error.start)
    ),
    errors.TooManyBreaks: lambda say, error, _commands: say(
        "A plan may have {most} breaks at most. Please join some of them.", most=error.most
    ),
    errors.NotAllowed: lambda say, _error, _commands: say("Only moderators of this server can do that."),
    errors.ServersOnly: lambda say, _error, _commands: say("This works in a server where a club reads."),
    pace.PaceNotUnderstood: lambda say, _error, _commands: say(
        "I could not read that as a pace. Write, for example, “14 chapters a week”, “20 weeks”, “3 hours a week” or "
        "“by 1 June 2027”."
    ),
    pace.BadPace: _pace,
    errors.DateNotUnderstood: lambda say, _error, _commands: say(
        "I could not read that as a date. Write, for example, 2027-01-04, 4/1/2027 (the day first), “4 January” or "
        "“tomorrow”."
    ),
    errors.BadDate: lambda say, error, _commands: say(
        "That date is too far away. Choose one between {first} and {last}.",
        first=_day(say, error.first),
        last=_day(say, error.last),
    ),
    errors.TimeNotUnderstood: lambda say, _error, _commands: say(
        "I could not read that as a time of day. Write, for example, 19:00, 7pm or 19h30."
    ),
    errors.UnknownZone: lambda say, _error, _commands: say(
        "I know no single time zone by that name. Choose one of those offered while you type, such as Europe/London."
    ),
    errors.TooSoon: lambda say, error, _commands: say(
        "There is no meeting by that day: the first would be on {day}. Choose that day or a later one.",
        day=_day(say, error.meeting),
    ),
    errors.WouldCross: _cross,
    errors.NoSuchSection: lambda say, error, _commands: say.plural(
        "The plan has {n} section, and none of that number.",
        "The plan has {n} sections, and none of that number.",
        error.last,
    ),
    errors.Gone: lambda say, _error, _commands: say("That button leads nowhere any more. Please use a command."),
    **settings.WORDS,
    **TOGETHER,
    **question.REFUSALS,
    **prompt.REFUSALS,
    **config_faults.REFUSALS,
    **OF_NOTES,
    **past.REFUSALS,
}
