"""A club's own prompts: the forms, the list and the cards for moderators, and how they stand among the pack's."""

from collections.abc import Iterable, Mapping

from discord import ButtonStyle
from discord.ui import LayoutView, Modal, TextDisplay

from bot.domain import prompt
from bot.domain.errors import Refusal
from bot.domain.outline import Outline
from bot.domain.prompt import LONGEST_TEXT, NEW, Editing, Listing, Own, Suggesting, Typed
from bot.domain.proposal import APPROVE, DECLINE, REMOVE, Blank, Looked, Sealed
from bot.domain.view import Prompt
from bot.domain.where import LONGEST
from bot.presentation import ids
from bot.presentation.card import Block, Field, Row, bold, button, card, clip, gist, heading, plain, quoted, small
from bot.presentation.proposal import author, field, sealed, sealed_card, sealed_post
from bot.presentation.say import Say, Worded
from bot.presentation.schedule import number_of, turn
from bot.presentation.summary import spelled_chapter

Mentions = Mapping[str, str]

GIST = 180
"""Characters of a prompt on the list; each may take two signs on the card."""
MANY = 300
"""Characters for the chapters of what somebody suggested before."""


def words(say: Say, one: Prompt) -> str:
    """Return what a prompt asks: a member's words stay words."""
    told = say.told(one.text)
    return told if one.row is None else plain(told)


def credit(say: Say, one: Prompt) -> str | None:
    """Return in small print who suggested a prompt, None where nobody did."""
    return small(say("Suggested by {who}", who=author(one.author))) if one.author else None


def credited(say: Say, one: Prompt, line: str) -> str:
    """Return the line of a prompt, and below it who suggested it."""
    return "\n".join(filter(None, (line, credit(say, one))))


def suggest_form(say: Say, blank: Suggesting) -> Modal:
    """Make the form in which a reader suggests a prompt; it begins with what became of those they suggested before."""
    made = Modal(title=say("Suggest a question"), custom_id=ids.SUGGEST_FORM(blank.club.id))
    if before := _before(say, blank):
        made.add_item(TextDisplay(before))
    made.add_item(
        field(
            say("On which chapter?"),
            "chapter",
            LONGEST,
            value=blank.outline.written(blank.at),
            about=say("A chapter or a section that you have finished. Nothing later should stand in it."),
        )
    )
    made.add_item(
        field(
            say("What shall we talk about?"),
            "text",
            LONGEST_TEXT,
            about=say("A question that many can answer, each in their own way."),
            long=True,
        )
    )
    made.stop()
    return made


def _before(say: Say, blank: Suggesting) -> str:
    """Tell by their chapters what somebody suggested so far."""
    kinds = (
        (say("Waiting for a moderator"), [one for one in blank.mine if one.waits]),
        (say("Approved"), [one for one in blank.mine if one.approved]),
        (say("Declined"), [one for one in blank.mine if one.declined]),
    )
    lines = (
        f"{bold(what)} · {gist((blank.outline.written(one.since) for one in found), MANY)}"
        for what, found in kinds
        if found
    )
    told = "\n".join(lines)
    return "\n".join((say("What you suggested before:"), told)) if told else ""


def form(say: Say, blank: Blank) -> Modal:
    """Make the form in which a moderator writes a prompt, or changes one of the club's."""
    there = blank.prompt if isinstance(blank, Editing) else None
    title = say("Change a question") if there else say("Add a question")
    made = Modal(title=title, custom_id=ids.PROMPT_FORM(blank.club.id, there.row if there else NEW))
    at = there.since if there else blank.at
    made.add_item(
        field(
            say("On which chapter?"),
            "chapter",
            LONGEST,
            value=blank.outline.written(at) if at else None,
            about=say("2.11, or a section such as “section 3”. Only who has read so far is asked."),
        )
    )
    text = there.text if there else {}
    for label, language in ((say("In English"), "en"), (say("In Vietnamese"), "vi")):
        made.add_item(
            field(
                label,
                language,
                LONGEST_TEXT,
                value=text.get(language),
                about=say("One of the two languages is enough."),
                long=True,
                required=False,
            )
        )
    made.stop()
    return made


def given_back(_say: Say, typed: Typed) -> list[str]:
    """Return what somebody wrote into a form, so that they can copy it."""
    return [plain(text) for text in typed.texts.values() if text.strip()]


def thanks(say: Say, made: Looked) -> LayoutView:
    """Thank the reader and tell them what becomes of their suggestion."""
    return card(
        heading(say("Thank you")),
        say(
            "Moderators look at your question on {where}, and I tell you what they decide. Once it is approved, the "
            "club is asked it when it reads that far, and sees that it is yours.",
            where=made.outline.written(made.proposal.since),
        ),
    )


def posted(say: Say, made: Looked) -> LayoutView:
    """Tell the moderators' channel that there is a suggestion, and nothing of what it says."""
    club, one = made.club.id, made.proposal
    where = made.outline.written(one.since)
    told = say("{who} suggests a question to talk about, on {where}.", who=author(one.author), where=where)
    return sealed_post(say, told, button(say("Look at it"), ids.PROMPT_LOOK(club, one.row)))


def listing(say: Say, found: Listing, commands: Mentions) -> LayoutView:
    """List a club's own prompts for a moderator, with what can be done about each."""
    club = found.club.id
    title = heading(say("The club’s own questions to talk about: {name}", name=plain(found.club.name)))
    add = button(say("Add a question"), ids.PROMPT_WRITE(club, NEW))
    if not found.prompts:
        none = say(
            "There is none so far, so the club is asked what the book’s pack has. Readers suggest one with {command}.",
            command=commands["club suggest"],
        )
        return card(title, none, [add])
    return card(
        title,
        " ".join(_counts(say, found)),
        *(_line(say, found, one) for one in found.prompts),
        number_of(say, found.page, found.pages),
        [*turn(say, found.pages, found.page, lambda to: ids.PROMPTS(club, to)), add],
    )


def _counts(say: Say, found: Listing) -> Iterable[str]:
    """Yield how many prompts wait and how many are asked, if there are any of a kind."""
    if found.waiting:
        yield say.plural("{n} question waits for a moderator.", "{n} questions wait for a moderator.", found.waiting)
    if found.approved:
        yield say.plural("{n} is asked in the talk.", "{n} are asked in the talk.", found.approved)


def _line(say: Say, found: Listing, one: Sealed) -> Block:
    """Return a line of the list, with a button to look at it: none for what is sealed."""
    where = found.outline.written(one.since)
    state = say("approved") if one.approved else say("waiting")
    about = " · ".join(filter(None, (state, author(one.author))))
    if not isinstance(one, Own):
        return f"{sealed(say, where)} · {about}"
    packs = found.pack[one.since]
    beside = " · " + say("beside {n} of the book’s", n=packs) if packs else ""
    line = f"{bold(where)} · {about}{beside}\n{plain(clip(say.told(one.text), GIST))}"
    return Field(line, button(say("Look at it"), ids.PROMPT_LOOK(found.club.id, one.row)))


def _keep(say: Say, club: int, row: int) -> Row:
    return [
        button(say("Edit"), ids.PROMPT_WRITE(club, row)),
        button(say("Remove"), ids.PROMPT_DECIDE(club, row, REMOVE), ButtonStyle.danger),
    ]


def looked(say: Say, found: Looked, commands: Mentions) -> LayoutView:
    """Show a moderator a prompt with what can be done about it, or that it is sealed for them."""
    one, club = found.proposal, found.club.id
    back = button(say("All questions"), ids.PROMPTS(club, 0))
    if not isinstance(one, Own):
        return sealed_card(say, found, back, commands)
    decisions = [
        button(say("Approve"), ids.PROMPT_DECIDE(club, one.row, APPROVE), ButtonStyle.success),
        button(say("Edit"), ids.PROMPT_WRITE(club, one.row)),
        button(say("Decline"), ids.PROMPT_DECIDE(club, one.row, DECLINE), ButtonStyle.danger),
    ]
    return card(
        heading(spelled_chapter(say, found.outline, one.since)),
        *(quoted(plain(text)) for text in one.text.values()),
        small(say("Suggested by {who}", who=author(one.author))) if one.author else None,
        small(say("The club is asked it when it reads that far.")) if one.approved else None,
        [*(_keep(say, club, one.row) if one.approved else decisions), back],
    )


def written(say: Say, made: Looked, *, new: bool) -> LayoutView:
    """Tell a moderator on which chapter a prompt stands now, and show it if they have read so far."""
    where, one, club = made.outline.written(made.proposal.since), made.proposal, made.club.id
    added = say("The question on {where} is added.", where=where)
    changed = say("The question on {where} is changed. What is posted already stays.", where=where)
    back = button(say("All questions"), ids.PROMPTS(club, 0))
    look = button(say("Look at it"), ids.PROMPT_LOOK(club, one.row))
    return card(
        heading(say("Saved")),
        added if new else changed,
        *(quoted(plain(text)) for text in (one.text.values() if isinstance(one, Own) else ())),
        [look, back],
    )


def decided(say: Say, found: Looked, what: str) -> LayoutView:
    """Say what has become of a prompt."""
    where = found.outline.written(found.proposal.since)
    told = {
        APPROVE: (say("Approved"), say("The club is asked it when it reads as far as {where}.", where=where)),
        DECLINE: (say("Declined"), say("The question is deleted, and whoever suggested it is told.")),
        REMOVE: (say("Removed"), say("The question on {where} is deleted. What is posted already stays.", where=where)),
    }
    title, sentence = told[what]
    return card(heading(title), sentence, [button(say("All questions"), ids.PROMPTS(found.club.id, 0))])


def news(say: Say, found: Looked, what: str) -> LayoutView:
    """Tell whoever suggested a prompt what a moderator decided."""
    name, where = bold(plain(found.club.name)), found.outline.written(found.proposal.since)
    if what == APPROVE:
        told = say(
            "Your question on {where} is approved. {name} is asked it when it reads that far.", where=where, name=name
        )
        return card(heading(say("Thank you")), told)
    return card(
        heading(say("Thank you")),
        say("{name} does not take up your question on {where}. Others of yours are welcome.", where=where, name=name),
    )


def choice(say: Say, outline: Outline, one: Own) -> str:
    """Return the line of an autocomplete for a prompt."""
    return f"{outline.written(one.since)} · {say.told(one.text)}"


REFUSALS: Mapping[type[Refusal], Worded] = {
    prompt.BadPrompt: lambda say, error, _commands: say(
        "A question needs words in one language at least, and at most {most} characters in each.", most=error.most
    ),
    prompt.PromptGone: lambda say, _error, commands: say(
        "That question is not there any more, or has been decided on already. {command} lists those there are.",
        command=commands["manage prompt list"],
    ),
}
