"""Cards of rounds: the lobby, a question, its answer, the end; and what one who presses is told privately."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from discord import ButtonStyle
from discord.ui import LayoutView

from bot.domain import round as rules
from bot.domain.errors import Refusal
from bot.domain.quiz import CHOICE, Item
from bot.domain.round import ASKING, LOBBY, TOLD, Mine, Shown
from bot.presentation import ids
from bot.presentation.card import GREY, RULE, Row, bold, button, card, heading, small
from bot.presentation.places import span
from bot.presentation.quiz import A_ROW, LETTERS, Mentions, asks, chosen, explained, labels, posed
from bot.presentation.say import Say
from bot.presentation.score import line

ON_THE_BOARD = 10
"""Readers named at the end; the whole board is a command away."""


def public(say: Say, shown: Shown, commands: Mentions) -> LayoutView:
    """Show a round as everybody in its place sees it."""
    if shown.item is None:
        return _lobby(say, shown) if shown.round.phase == LOBBY else _end(say, shown, commands)
    return _asking(say, shown, shown.item) if shown.round.phase == ASKING else _told(say, shown, shown.item)


def _lobby(say: Say, shown: Shown) -> LayoutView:
    one = shown.round
    return card(
        heading(say("Questions on {chapters}", chapters=span(shown.outline, one.first, one.last)), 2),
        say.plural(
            "{n} question, {time} to answer.",
            "{n} questions, {time} to answer each.",
            len(one.keys),
            time=_time(say, one.seconds),
        )
        + " "
        + say("It begins {when}.", when=_soon(one.due)),
        say.plural("{n} reader is in.", "{n} readers are in.", shown.players)
        if shown.players
        else say("Nobody is in yet."),
        small(
            say(
                "Nobody sees what you choose, and you may change your mind until the time is up. "
                "Being fast counts nothing."
            )
        ),
        [
            button(say("I’m in"), ids.ROUND_IN(one.id), ButtonStyle.primary),
            button(say("Begin now"), ids.ROUND_GO(one.id, one.turn, LOBBY)),
            button(say("Stop"), ids.ROUND_STOP(one.id)),
        ],
    )


def _asking(say: Say, shown: Shown, item: Item) -> LayoutView:
    one = shown.round
    return card(
        _number(say, shown),
        *posed(say, item),
        *_choices(say, shown, item),
        say("Time is up {when}.", when=_soon(one.due)) + " " + _answered(say, shown),
        [
            button(say("In my language"), ids.ROUND_LOOK(one.id, one.turn)),
            button(say("Skip"), ids.ROUND_GO(one.id, one.turn, ASKING)),
            button(say("Stop"), ids.ROUND_STOP(one.id)),
        ],
    )


def _told(say: Say, shown: Shown, item: Item) -> LayoutView:
    one, right = shown.round, shown.counts[item.answer]
    last = one.turn + 1 == len(one.keys)
    return card(
        _number(say, shown),
        *asks(say, item),
        "\n".join(_count(say, item, place, n) for place, n in enumerate(shown.counts)),
        _how_many(say, right, shown.answered),
        RULE,
        explained(say, shown.outline, item),
        small(
            say("The round ends {when}.", when=_soon(one.due))
            if last
            else say("The next question comes {when}.", when=_soon(one.due))
        ),
        [
            button(say("In my language"), ids.ROUND_LOOK(one.id, one.turn)),
            button(say("Go on"), ids.ROUND_GO(one.id, one.turn, TOLD)),
            button(say("Stop"), ids.ROUND_STOP(one.id)),
        ],
    )


def _end(say: Say, shown: Shown, commands: Mentions) -> LayoutView:
    chapters = span(shown.outline, shown.round.first, shown.round.last)
    left = len(shown.board) - ON_THE_BOARD
    return card(
        heading(say("The round on {chapters} is over", chapters=chapters), 2),
        "\n".join(line(say, standing) for standing in shown.board[:ON_THE_BOARD]) or _nobody(say, shown),
        small(say.plural("{n} other is on the board.", "{n} others are on the board.", left)) if left > 0 else None,
        small(say("{command} shows the scores of the whole book.", command=commands["quiz scores"])),
        accent=GREY,
    )


def _nobody(say: Say, shown: Shown) -> str:
    return say("Nobody answered this time.") if shown.players else say("Nobody came in this time.")


def _number(say: Say, shown: Shown) -> str:
    return small(say("Question {n} of {all}", n=shown.round.turn + 1, all=len(shown.round.keys)))


def _answered(say: Say, shown: Shown) -> str:
    if not shown.answered:
        return say("Nobody has answered yet.")
    return say.plural("{n} has answered.", "{n} have answered.", shown.answered)


def _how_many(say: Say, right: int, answered: int) -> str:
    if not answered:
        return say("Nobody answered this time.")
    return say.plural("{right} of {n} had it right.", "{right} of {n} had it right.", answered, right=right)


def _count(say: Say, item: Item, place: int, n: int) -> str:
    """Return a choice with how many chose it; the right one stands out in words, not by its looks alone."""
    told = f"{_letter(item, place)}{chosen(say, item, place)} · {n}"
    right = say("right")
    return f"{bold(told)} ← {right}" if place == item.answer else told


def _letter(item: Item, place: int) -> str:
    return f"{LETTERS[place]} · " if item.kind == CHOICE else ""


def _choices(say: Say, shown: Shown, item: Item) -> list[Row]:
    one = shown.round
    made = [button(label, ids.ROUND_PICK(one.id, one.turn, place)) for place, label in enumerate(labels(say, item))]
    return [made[i : i + A_ROW] for i in range(0, len(made), A_ROW)]


def mine(say: Say, found: Mine) -> LayoutView:
    """Show a question to one who pressed: what they chose, and the choices, as long as they may change their mind."""
    shown, item = found.shown, found.shown.item
    if item is None:
        return came_in(say, shown)
    choice = None if found.chosen is None else _letter(item, found.chosen) + chosen(say, item, found.chosen)
    told = say("You chose: {choice}", choice=bold(choice)) if choice else None
    if shown.round.phase == TOLD:
        right = say("The answer: {choice}", choice=bold(_letter(item, item.answer) + chosen(say, item, item.answer)))
        return card(_number(say, shown), *posed(say, item), told, right, RULE, explained(say, shown.outline, item))
    return card(
        _number(say, shown),
        *posed(say, item),
        *_choices(say, shown, item),
        told,
        small(say("You may change your mind until the time is up, {when}.", when=_soon(shown.round.due)))
        if told
        else None,
    )


def came_in(say: Say, shown: Shown) -> LayoutView:
    """Welcome somebody to a round."""
    return card(say("You are in. It begins {when}.", when=_soon(shown.round.due)))


def opened(say: Say) -> LayoutView:
    """Tell who opened a round that its card stands there."""
    return card(say("The lobby is open. The round begins in a minute, or as soon as you say so."))


def _time(say: Say, seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    if rest:
        return say.plural("{n} second", "{n} seconds", seconds)
    return say.plural("{n} minute", "{n} minutes", minutes)


def _soon(at: datetime | None) -> str:
    """Return a moment as each reader's Discord counts down to it."""
    return f"<t:{int(at.timestamp())}:R>" if at else ""


def _running(say: Say, error: rules.RoundRunning, _commands: Mentions) -> str:
    place = f"https://discord.com/channels/{error.guild_id}/{error.channel_id}"
    link = f"{place}/{error.message_id}" if error.message_id else place
    return say("There is a round here already. {link} leads to it.", link=link)


WORDS: Mapping[type[Refusal], Callable[[Say, Any, Mentions], str]] = {
    rules.NoPlaceForRounds: lambda say, _error, _commands: say(
        "Nothing of the book is known to everybody here yet. A round needs a place where the club has read something: "
        "its channel once a second section has opened, or the thread of a section."
    ),
    rules.NoQuestions: lambda say, _error, _commands: say(
        "On these chapters I have no questions that everybody here may be asked."
    ),
    rules.RoundRunning: _running,
    rules.RoundOver: lambda say, _error, _commands: say("This round is over."),
    rules.QuestionOver: lambda say, _error, _commands: say("The round has gone on from that question."),
    rules.TimeUp: lambda say, _error, _commands: say("The time for this question is up."),
}
"""The words of its refusals."""
