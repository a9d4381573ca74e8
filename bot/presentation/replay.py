"""Cards of what a club has asked itself, for those who come later."""

from collections.abc import Mapping

from discord import ButtonStyle
from discord.ui import LayoutView

from bot.domain.replay import Replay, Stretch
from bot.presentation import ids
from bot.presentation.card import RULE, Row, bold, button, card, clip, heading, plain, small
from bot.presentation.places import span
from bot.presentation.prompt import credited, words
from bot.presentation.say import Say
from bot.presentation.schedule import number_of, turn

Mentions = Mapping[str, str]

ROOM = 3_200
"""Characters for the questions of a card."""


def replay(say: Say, told: Replay, commands: Mentions, page: int = 0) -> LayoutView:
    """Show the questions of a section, or of a part, as far as the reader has come; what follows is only named."""
    told_in = pages(say, told)
    page = min(page, len(told_in) - 1)
    shown = told.shown
    return card(
        heading(_named(say, told, shown)),
        plain(told.club.name),
        say("We talk about it in {thread}.", thread=f"<#{shown.thread}>") if shown.thread else None,
        told_in[page] or _nothing(say, told, commands),
        number_of(say, page, len(told_in)),
        RULE,
        _ahead(say, told),
        turn(say, len(told_in), page, lambda to: ids.REPLAY(told.club.id, shown.number, to)),
        _beside(say, told),
    )


def _named(say: Say, told: Replay, one: Stretch) -> str:
    chapters = span(told.outline, one.first, one.last)
    if told.sections:
        return say("Section {n} · {chapters}", n=one.number, chapters=chapters)
    return say("Part {n} · {chapters}", n=one.number, chapters=chapters)


def pages(say: Say, told: Replay) -> list[str]:
    """Return the questions, each behind its chapter, in pages that fit a card; one empty page where there are none."""
    found = [""]
    for prompt in told.prompts:
        line = bold(told.outline.written(prompt.since)) + " · " + clip(words(say, prompt), ROOM // 2)
        asked = credited(say, prompt, line)
        if found[-1] and len(found[-1]) + 1 + len(asked) > ROOM:
            found.append(asked)
        else:
            found[-1] += ("\n" if found[-1] else "") + asked
    return found


def _nothing(say: Say, told: Replay, commands: Mentions) -> str:
    if told.horizon >= told.shown.last:
        return say("Nobody has written questions for these chapters yet.")
    return say(
        "Its questions open as you read. Tell me the last chapter you finished with {command}.",
        command=commands["progress set"],
    )


def _ahead(say: Say, told: Replay) -> str | None:
    """Name what is sealed: the rest of what is shown, else what comes next."""
    shown, outline = told.shown, told.outline
    if told.horizon < shown.last:
        rest = span(outline, max(shown.first, told.horizon + 1), shown.last)
        return small(say("{chapters} · sealed until you are there", chapters=rest))
    if told.sealed is None:
        return small(say("That is the whole book."))
    return small(say("{section} · sealed until you are there", section=_named(say, told, told.sealed)))


def _beside(say: Say, told: Replay) -> Row:
    """Lead to what was read before and after, never past the bookmark, and let in who has not joined."""
    row = [
        button(_short(say, told, one), ids.REPLAY(told.club.id, one, 0)) for one in (told.earlier, told.later) if one
    ]
    if not told.joined:
        row.append(button(say("Join"), ids.JOIN(told.club.id), ButtonStyle.primary))
    return row


def _short(say: Say, told: Replay, number: int) -> str:
    return say("Section {n}", n=number) if told.sections else say("Part {n}", n=number)
