"""A club's own questions: the form, the sealed card for moderators, their list, and what they decide."""

from collections.abc import Mapping

from discord import ButtonStyle, TextStyle
from discord.ui import Button, Label, LayoutView, Modal, TextInput

from bot.domain.question import (
    APPROVE,
    DECLINE,
    LONGEST_ANSWER,
    LONGEST_TEXT,
    LONGEST_WHY,
    REMOVE,
    WRONG,
    Blank,
    Listing,
    Looked,
    Own,
    Sealed,
    Typed,
)
from bot.domain.where import LONGEST
from bot.presentation import ids
from bot.presentation.card import GREY, Field, Row, bold, button, card, clip, heading, plain, small
from bot.presentation.places import count
from bot.presentation.say import Say
from bot.presentation.schedule import number_of, turn
from bot.presentation.summary import spelled_chapter

Mentions = Mapping[str, str]

GIST = 180
"""Characters of a question on the list; each may take two signs on the card."""


def form(say: Say, blank: Blank) -> Modal:
    """Make the form in which a question is proposed; whoever asks has read the chapter that stands there already."""
    made = Modal(title=say("Propose a question"), custom_id=ids.PROPOSE_FORM(blank.club.id))
    made.add_item(
        _field(
            say("On which chapter?"),
            "chapter",
            LONGEST,
            value=blank.outline.written(blank.at),
            about=say("Only who has finished it is asked. Nothing later should stand in the question."),
        )
    )
    made.add_item(_field(say("The question"), "text", LONGEST_TEXT, long=True))
    made.add_item(_field(say("The right answer"), "right", LONGEST_ANSWER))
    room = WRONG * (LONGEST_ANSWER + 1)
    made.add_item(_field(say("Three wrong answers"), "wrong", room, long=True, about=say("A line each.")))
    made.add_item(
        _field(say("Why is it right?"), "why", LONGEST_WHY, long=True, about=say("Shown together with the answer."))
    )
    made.stop()
    return made


def _field(
    label: str, name: str, most: int, *, value: str | None = None, about: str | None = None, long: bool = False
) -> Label[Modal]:
    typed: TextInput[Modal] = TextInput(
        custom_id=name,
        style=TextStyle.paragraph if long else TextStyle.short,
        default=value,
        max_length=most,
    )
    return Label(text=label, description=about, component=typed)


def given_back(say: Say, typed: Typed) -> list[str]:
    """Return what somebody wrote into the form, so that they can copy it."""
    fields = (
        (say("The question"), typed.text),
        (say("The right answer"), typed.right),
        (say("Three wrong answers"), typed.wrong),
        (say("Why is it right?"), typed.why),
    )
    return [f"{bold(label)}\n{plain(text)}" for label, text in fields if text.strip()]


def thanks(say: Say, made: Looked) -> LayoutView:
    """Thank the reader and tell them what becomes of their question."""
    return card(
        heading(say("Thank you")),
        say(
            "Moderators look at your question on {where}. Once it is approved, everybody who has read so far may be "
            "asked, and is told that it is yours.",
            where=made.outline.written(made.question.since),
        ),
    )


def posted(say: Say, made: Looked) -> LayoutView:
    """Tell the moderators' channel that there is a question, and nothing of what it says."""
    where, question = made.outline.written(made.question.since), made.question
    told = say("{who} proposes a question on {where}.", who=_author(question.author), where=where)
    return card(
        f"🔒 {told}",
        small(say("Sealed. It opens privately once you have read that far.")),
        [_look(say, made.club.id, question)],
        accent=GREY,
    )


def listing(say: Say, found: Listing, commands: Mentions) -> LayoutView:
    """List a club's questions for a moderator, each with a button to look at it."""
    club = found.club.id
    if not found.questions:
        return card(
            heading(_title(say, found)),
            say("Nobody has proposed a question so far. Readers do with {command}.", command=commands["quiz propose"]),
        )
    return card(
        heading(_title(say, found)),
        " ".join(
            (
                say.plural("{n} question waits for a moderator.", "{n} questions wait for a moderator.", found.waiting),
                say.plural("{n} is asked in quizzes.", "{n} are asked in quizzes.", found.approved),
            )
        ),
        *(Field(_line(say, found, one), _look(say, club, one)) for one in found.questions),
        number_of(say, found.page, found.pages),
        turn(say, found.pages, found.page, lambda to: ids.QUESTIONS(club, to)),
    )


def _title(say: Say, found: Listing) -> str:
    return say("The questions of {name}", name=plain(found.club.name))


def _line(say: Say, found: Listing, question: Sealed) -> str:
    where = found.outline.written(question.since)
    state = say("approved") if question.approved else say("waiting")
    about = " · ".join(filter(None, (state, _author(question.author))))
    if isinstance(question, Own):
        return f"{bold(where)} · {about}\n{plain(clip(question.words.text, GIST))}"
    sealed = say("A question on {where}, sealed until you are there", where=where)
    return f"🔒 {sealed} · {about}"


def looked(say: Say, found: Looked, commands: Mentions) -> LayoutView:
    """Show a moderator a question with what can be done about it, or that it is sealed for them."""
    question, where = found.question, found.outline.written(found.question.since)
    if not isinstance(question, Own):
        away = count(say, found.outline, question.since - found.at)
        told = say("A question on {where}, sealed until you are there", where=where)
        return card(
            f"🔒 {told}",
            say(
                "You can look at it once you have finished that chapter: {chapters} from your bookmark. {command} "
                "moves it.",
                chapters=away,
                command=commands["progress set"],
            ),
            [_back(say, found)],
            accent=GREY,
        )
    author = _author(question.author)
    by = say("Proposed by {who}.", who=author) if author else ""
    return card(
        heading(spelled_chapter(say, found.outline, question.since)),
        bold(plain(question.words.text)),
        say("Right: {answer}", answer=bold(plain(question.words.right))),
        "\n".join(say("Wrong: {answer}", answer=plain(one)) for one in question.words.wrong),
        plain(question.words.why),
        small(" ".join(filter(None, (by, say("It is asked in quizzes.") if question.approved else "")))) or None,
        _decisions(say, found),
    )


def _decisions(say: Say, found: Looked) -> Row:
    club, row = found.club.id, found.question.row
    if found.question.approved:
        return [button(say("Remove"), ids.DECIDE(club, row, REMOVE), ButtonStyle.danger), _back(say, found)]
    return [
        button(say("Approve"), ids.DECIDE(club, row, APPROVE), ButtonStyle.success),
        button(say("Decline"), ids.DECIDE(club, row, DECLINE), ButtonStyle.danger),
        _back(say, found),
    ]


def decided(say: Say, found: Looked, what: str) -> LayoutView:
    """Say what has become of a question."""
    where = found.outline.written(found.question.since)
    told = {
        APPROVE: (say("Approved"), say("Whoever has finished {where} may be asked from now on.", where=where)),
        DECLINE: (say("Declined"), say("The question is deleted, and nobody is told.")),
        REMOVE: (say("Removed"), say("The question is deleted and is not asked any more.")),
    }
    title, sentence = told[what]
    return card(heading(title), sentence, [_back(say, found)])


def _author(user_id: int | None) -> str:
    """Return whose question it is; a mention in a card pings nobody. Empty where it is forgotten who it was."""
    return f"<@{user_id}>" if user_id else ""


def _look(say: Say, club_id: int, question: Sealed) -> Button[LayoutView]:
    return button(say("Look at it"), ids.LOOK(club_id, question.row))


def _back(say: Say, found: Looked) -> Button[LayoutView]:
    return button(say("All questions"), ids.QUESTIONS(found.club.id, 0))
