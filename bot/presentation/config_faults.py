"""What is wrong with a file that a moderator wants taken in: its lines, and what to write there instead."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain import config
from bot.domain.config import BadConfig, Fault
from bot.domain.errors import Refusal
from bot.presentation.card import clip, entry, plain
from bot.presentation.say import Say, Worded

ROOM = 3_500
"""Characters for all faults on one card."""
LONGEST_KEY = 60
"""Characters of a key that the file has and nobody knows."""

Told = Callable[[Say, Mapping[str, Any]], str]

_FAULTS: Mapping[str, Told] = {
    "encoding": lambda say, _: say("The file is not UTF-8 text; save it as UTF-8."),
    "yaml": lambda say, _: say("This is not YAML; check indentation, quotes and colons."),
    "unreadable": lambda say, _: say("This is not YAML that can be read; remove control characters and deep nesting."),
    "empty": lambda say, _: say("The file is empty."),
    "alias": lambda say, _: say("YAML aliases (&name, *name) are not allowed; write the text out."),
    "deep": lambda say, _: say("This is nested too deeply; flatten it."),
    "key": lambda say, _: say("A key must be a plain word."),
    "twice": lambda say, found: say("{key} stands here twice; keep one.", key=found["key"]),
    "missing": lambda say, found: say("{key} is missing; add it.", key=found["key"]),
    "extra_forbidden": lambda say, found: say(
        "{key} is not a key that belongs here; check its spelling or remove it.", key=found["key"]
    ),
    "model_type": lambda say, found: say("{key} must be a map of key: value lines.", key=found["key"]),
    "list_type": lambda say, found: say("{key} must be a list: lines that begin with “- ”.", key=found["key"]),
    "string_type": lambda say, found: say("{key} must be a text.", key=found["key"]),
    "string_too_long": lambda say, found: say(
        "{key} is longer than {most} characters; shorten it.", key=found["key"], most=found["max_length"]
    ),
    "too_long": lambda say, found: say(
        "{key} lists more than {most} things; shorten it.", key=found["key"], most=found["max_length"]
    ),
    "too_short": lambda say, found: say("{key} lists nothing; fill it in or take it out.", key=found["key"]),
    "more": lambda say, found: say.plural("There is {n} more fault.", "There are {n} more faults.", found["n"]),
    "yes-no": lambda say, found: say("{key}: write yes or no.", key=found["key"]),
    "language": lambda say, found: say("{key}: write en or vi.", key=found["key"]),
    "name": lambda say, found: say("{key}: write 1 to {most} characters.", key=found["key"], most=found["most"]),
    "channel": lambda say, found: say(
        "{key}: write the number of a text channel of this server in which I may write, or none.", key=found["key"]
    ),
    "role": lambda say, found: say(
        "{key}: write the number of a role of this server that not everybody has, or none.", key=found["key"]
    ),
    "number": lambda say, found: say(
        "{key}: write a whole number from {fewest} to {most}.",
        key=found["key"],
        fewest=found["fewest"],
        most=found["most"],
    ),
    "day": lambda say, found: say("{key}: write a date such as 2027-01-04.", key=found["key"]),
    "moment": lambda say, found: say(
        "{key}: write a date such as 2027-01-04, with a time such as 2027-01-04 19:00 if it is not the usual one.",
        key=found["key"],
    ),
    "hour": lambda say, found: say("{key}: write a time such as 19:00.", key=found["key"]),
    "weekday": lambda say, found: say(
        "{key}: write monday, tuesday, wednesday, thursday, friday, saturday or sunday.", key=found["key"]
    ),
    "zone": lambda say, found: say("{key}: write a time zone such as Europe/London.", key=found["key"]),
    "pace": lambda say, found: say(
        "{key}: write a pace for this book, such as 14 chapters a week, 20 weeks, 3 hours a week or by 2027-06-01.",
        key=found["key"],
    ),
    "break": lambda say, found: say(
        "{key}: write days such as 2026-12-20 to 2027-01-03, the earlier first.", key=found["key"]
    ),
    "chapter": lambda say, found: say(
        "{key}: the book has no such chapter; write an address such as 2.11.", key=found["key"]
    ),
    "words": lambda say, found: say(
        "{key}: write a question of 1 to {most} characters.", key=found["key"], most=found["most"]
    ),
    "wordless": lambda say, _: say("This question has no words; write them under en, under vi, or under both."),
    "planless": lambda say, found: say(
        "{key} belongs to a plan, and the club has none; take it out, or write a plan.", key=found["key"]
    ),
    "pause": lambda say, found: say(
        "{key}: a pause that is still to come cannot be taken in; take it out.", key=found["key"]
    ),
    "breaks": lambda say, _: say("More than twelve breaks are ahead; join some of them."),
    "soon": lambda say, _: say("No meeting is held by that day; write a later one."),
    "order": lambda say, _: say("This section ends no later than the one before it; write a later chapter."),
    "unfinished": lambda say, _: say(
        "The last section must end with the last chapter of the book; add what is missing, or take the list out."
    ),
    "past": lambda say, found: say(
        "{key}: that time has passed; write one that is still to come, or take the list of sections out.",
        key=found["key"],
    ),
    "crossed": lambda say, found: say(
        "{key}: that is not after the time before it; write a later one.", key=found["key"]
    ),
}
"""A sentence for each word that a fault may have."""


def told(say: Say, fault: Fault) -> str:
    """Tell of one fault what is wrong, and what to write instead."""
    values = dict(fault.values)
    if "key" in values:
        values["key"] = f"“{plain(clip(str(values['key']), LONGEST_KEY))}”"
    return _FAULTS[fault.what](say, values)


def _bad(say: Say, error: BadConfig, _commands: Mapping[str, str]) -> str:
    """Tell of every fault once, with all lines that have it, and last how many there are beside these."""
    lines = [say("I cannot take in {file} as it is, so nothing has changed.", file=plain(clip(error.name, 100)))]
    more = sum(int(dict(one.values)["n"]) for one in error.faults if one.what == "more")
    alike: dict[str, list[int]] = {}
    for one in error.faults:
        if one.what != "more":
            alike.setdefault(told(say, one), []).append(one.line)
    for sentence, numbers in alike.items():
        line = _at(say, numbers, sentence)
        if sum(map(len, lines)) + len(lines) + len(line) > ROOM:
            more += len(numbers)
        else:
            lines.append(line)
    return "\n".join((*lines, *([_FAULTS["more"](say, {"n": more})] if more else ())))


def _at(say: Say, numbers: list[int], sentence: str) -> str:
    """Return what is wrong in some lines of the file; 0 stands for the file as a whole."""
    written = sorted({n for n in numbers if n})
    if not written:
        return sentence
    return entry(
        say.plural("Line {lines}", "Lines {lines}", len(written), lines=", ".join(map(str, written))), sentence
    )


REFUSALS: Mapping[type[Refusal], Worded] = {
    config.BadConfig: _bad,
    config.LargeFile: lambda say, error, _commands: say(
        "A club’s file has at most {most} KB; that one is another file.", most=error.most
    ),
    config.FileGone: lambda say, _error, commands: say(
        "I could not fetch that file, so nothing has changed. Please use {command} once more.",
        command=commands["manage import"],
    ),
}
"""The words of its refusals."""
