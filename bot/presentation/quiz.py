"""Cards of quizzes: a question with its choices, and what became of an answer."""

from collections.abc import Mapping
from datetime import datetime

from discord import ButtonStyle
from discord.ui import LayoutView

from bot.domain.deck import REVIEW, Asked, Judged, NothingToAsk
from bot.domain.outline import Outline
from bot.domain.quiz import CHOICE, FALSE, TRUTH, WHO, Item
from bot.domain.view import Text
from bot.presentation import ids
from bot.presentation.card import RULE, Row, bold, button, card, heading, plain, small
from bot.presentation.say import Say
from bot.presentation.summary import spelled_chapter

Mentions = Mapping[str, str]

LETTERS = "ABCDEF"
A_ROW = 5


def question(say: Say, asked: Asked | NothingToAsk, commands: Mentions) -> LayoutView:
    """Ask, with a button for each choice; or say that nothing is left to ask."""
    if isinstance(asked, NothingToAsk):
        return _nothing(say, asked, commands)
    return card(*posed(say, asked.item), *_presses(say, asked), _left(say, asked))


def posed(say: Say, item: Item) -> list[str]:
    """Return a question's paragraphs: what is asked, and the choices where they do not stand on the buttons."""
    if item.kind == WHO:
        return [*asks(say, item), "\n".join(f"- {say.told(clue.text)}" for clue in item.clues)]
    if item.kind == TRUTH:
        return asks(say, item)
    lettered = [f"{bold(LETTERS[place])} · {chosen(say, item, place)}" for place in range(item.size)]
    return [*asks(say, item), "\n".join(lettered)]


def asks(say: Say, item: Item) -> list[str]:
    """Return what is asked, without clues and choices."""
    if item.kind == WHO:
        return [heading(say("Who is it?"))]
    if item.kind == TRUTH:
        return [heading(say("True or not?")), _words(say, item, item.text)]
    return [bold(_words(say, item, item.text))]


def labels(say: Say, item: Item) -> list[str]:
    """Return what stands on the buttons: names, true or not in full; of longer answers the letters."""
    if item.kind == CHOICE:
        return list(LETTERS[: item.size])
    return [chosen(say, item, place) for place in range(item.size)]


def chosen(say: Say, item: Item, place: int) -> str:
    """Return one of the choices in words."""
    if item.kind == TRUTH:
        return say("Not true") if place == FALSE else say("True")
    return _words(say, item, item.choices[place])


def explained(say: Say, outline: Outline, item: Item) -> str:
    """Return why the answer is right, which chapters tell it, and who asked, if a member did."""
    if item.kind == WHO:
        return "\n".join(f"{bold(outline.written(clue.since))} · {say.told(clue.text)}" for clue in item.clues)
    where = spelled_chapter(say, outline, item.since)
    asked = [say("Asked by {who}", who=f"<@{item.author}>")] if item.author else []
    return "\n".join((_words(say, item, item.why), small(" · ".join((where, *asked)))))


def verdict(say: Say, judged: Judged) -> LayoutView:
    """Say whether an answer was right, what is, why, in which chapter that stands, and when it comes again."""
    asked, item = judged.asked, judged.asked.item
    return card(
        heading(say("Right") if judged.right else say("Not this time")),
        None if item.kind == WHO else _words(say, item, item.text),
        say("The answer: {choice}", choice=bold(chosen(say, item, item.answer))),
        None if judged.right else say("You chose: {choice}", choice=chosen(say, item, judged.chosen)),
        RULE,
        explained(say, asked.outline, item),
        RULE,
        _again(say, judged),
        _left(say, asked),
        [button(say("Next"), ids.QUIZ_NEXT(asked.club.id, asked.way), ButtonStyle.primary)],
    )


def _words(say: Say, item: Item, text: Text) -> str:
    """Return a text of a question; a member's own stay words."""
    return plain(say.told(text)) if item.own else say.told(text)


def _presses(say: Say, asked: Asked) -> list[Row]:
    made = [
        button(label, ids.QUIZ(asked.club.id, asked.card.row, asked.card.turn, place, asked.way))
        for place, label in enumerate(labels(say, asked.item))
    ]
    return [made[i : i + A_ROW] for i in range(0, len(made), A_ROW)]


def _left(say: Say, asked: Asked) -> str | None:
    """Say how many others are waiting, if any are."""
    if not asked.waiting:
        return None
    if asked.way == REVIEW:
        return small(say.plural("{n} more that you missed.", "{n} more that you missed.", asked.waiting))
    return small(say.plural("{n} more to repeat today.", "{n} more to repeat today.", asked.waiting))


def _again(say: Say, judged: Judged) -> str | None:
    return (
        small(say("I will ask you this again {when}.", when=_moment(judged.card.due_at)))
        if judged.card.due_at
        else None
    )


def _moment(at: datetime) -> str:
    """Return a moment as each reader's Discord words it: "in 2 days"."""
    return f"<t:{int(at.timestamp())}:R>"


def _nothing(say: Say, done: NothingToAsk, commands: Mentions) -> LayoutView:
    """Say kindly that nothing is left to ask, and what there is to do instead."""
    if done.way == REVIEW:
        return card(
            heading(say("Nothing missed")),
            say(
                "There is no question that you got wrong last time. {command} asks others.",
                command=commands["quiz solo"],
            ),
        )
    if not done.answered or done.again is None:
        return card(
            heading(say("No questions yet")),
            say("Nobody has written questions on what you have read so far. Read on, and there may be some."),
        )
    return card(
        heading(say("Done for today")),
        say.plural(
            "You know {n} question by now. The next one comes again {when}, and reading on brings new ones.",
            "You know {n} questions by now. The next one comes again {when}, and reading on brings new ones.",
            done.answered,
            when=_moment(done.again),
        ),
    )
