"""A club's own questions: the form, the sealed card for moderators, their list, and what they decide."""

from collections.abc import Mapping

from discord import ButtonStyle
from discord.ui import Button, LayoutView, Modal

from bot.domain import question
from bot.domain.errors import Refusal
from bot.domain.proposal import APPROVE, DECLINE, REMOVE, Blank, Looked, Sealed
from bot.domain.question import LONGEST_ANSWER, LONGEST_TEXT, LONGEST_WHY, WRONG, Listing, Own, Typed
from bot.domain.where import LONGEST
from bot.presentation import ids
from bot.presentation.card import Field, Row, bold, button, card, clip, heading, plain, small
from bot.presentation.proposal import author, field, sealed, sealed_card, sealed_post
from bot.presentation.say import Say, Worded
from bot.presentation.schedule import number_of, turn
from bot.presentation.summary import spelled_chapter

Mentions = Mapping[str, str]

GIST = 180
"""Characters of a question on the list; each may take two signs on the card."""


def form(say: Say, blank: Blank) -> Modal:
    """Make the form in which a question is proposed; whoever asks has read the chapter that stands there already."""
    made = Modal(title=say("Propose a question"), custom_id=ids.PROPOSE_FORM(blank.club.id))
    made.add_item(
        field(
            say("On which chapter?"),
            "chapter",
            LONGEST,
            value=blank.outline.written(blank.at),
            about=say("Only who has finished it is asked. Nothing later should stand in the question."),
        )
    )
    made.add_item(field(say("The question"), "text", LONGEST_TEXT, long=True))
    made.add_item(field(say("The right answer"), "right", LONGEST_ANSWER))
    room = WRONG * (LONGEST_ANSWER + 1)
    made.add_item(field(say("Three wrong answers"), "wrong", room, long=True, about=say("A line each.")))
    made.add_item(
        field(say("Why is it right?"), "why", LONGEST_WHY, long=True, about=say("Shown together with the answer."))
    )
    made.stop()
    return made


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
            where=made.outline.written(made.proposal.since),
        ),
    )


def posted(say: Say, made: Looked) -> LayoutView:
    """Tell the moderators' channel that there is a question, and nothing of what it says."""
    where, proposal = made.outline.written(made.proposal.since), made.proposal
    told = say("{who} proposes a question on {where}.", who=author(proposal.author), where=where)
    return sealed_post(say, told, _look(say, made.club.id, proposal))


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
    about = " · ".join(filter(None, (state, author(question.author))))
    if isinstance(question, Own):
        return f"{bold(where)} · {about}\n{plain(clip(question.words.text, GIST))}"
    return f"{sealed(say, where)} · {about}"


def looked(say: Say, found: Looked, commands: Mentions) -> LayoutView:
    """Show a moderator a question with what can be done about it, or that it is sealed for them."""
    own = found.proposal
    if not isinstance(own, Own):
        return sealed_card(say, found, _back(say, found), commands)
    by = say("Proposed by {who}.", who=author(own.author)) if own.author else ""
    return card(
        heading(spelled_chapter(say, found.outline, own.since)),
        bold(plain(own.words.text)),
        say("Right: {answer}", answer=bold(plain(own.words.right))),
        "\n".join(say("Wrong: {answer}", answer=plain(one)) for one in own.words.wrong),
        plain(own.words.why),
        small(" ".join(filter(None, (by, say("It is asked in quizzes.") if own.approved else "")))) or None,
        _decisions(say, found),
    )


def _decisions(say: Say, found: Looked) -> Row:
    club, row = found.club.id, found.proposal.row
    if found.proposal.approved:
        return [button(say("Remove"), ids.DECIDE(club, row, REMOVE), ButtonStyle.danger), _back(say, found)]
    return [
        button(say("Approve"), ids.DECIDE(club, row, APPROVE), ButtonStyle.success),
        button(say("Decline"), ids.DECIDE(club, row, DECLINE), ButtonStyle.danger),
        _back(say, found),
    ]


def decided(say: Say, found: Looked, what: str) -> LayoutView:
    """Say what has become of a question."""
    where = found.outline.written(found.proposal.since)
    told = {
        APPROVE: (say("Approved"), say("Whoever has finished {where} may be asked from now on.", where=where)),
        DECLINE: (say("Declined"), say("The question is deleted, and nobody is told.")),
        REMOVE: (say("Removed"), say("The question is deleted and is not asked any more.")),
    }
    title, sentence = told[what]
    return card(heading(title), sentence, [_back(say, found)])


def _look(say: Say, club_id: int, question: Sealed) -> Button[LayoutView]:
    return button(say("Look at it"), ids.LOOK(club_id, question.row))


def _back(say: Say, found: Looked) -> Button[LayoutView]:
    return button(say("All questions"), ids.QUESTIONS(found.club.id, 0))


def _bad_question(say: Say, error: question.BadQuestion, _commands: Mentions) -> str:
    if error.fault == "few":
        return say("A question needs exactly three wrong answers, a line each.")
    if error.fault == "alike":
        return say("Two of the answers are the same. Please make all four different.")
    if error.fault == "long":
        return say(
            "That is too long. The question may have {text} characters, each answer {answer}, and the reason {why}.",
            text=LONGEST_TEXT,
            answer=LONGEST_ANSWER,
            why=LONGEST_WHY,
        )
    return say("A question needs its words, a right answer, and why it is right.")


REFUSALS: Mapping[type[Refusal], Worded] = {
    question.BadQuestion: _bad_question,
    question.Decided: lambda say, _error, commands: say(
        "That question has been decided on already. {command} lists those there are.",
        command=commands["manage questions"],
    ),
}
