"""What all proposals of members' have in common: the fields of their forms, whose they are, how they are sealed."""

from collections.abc import Mapping

from discord import TextStyle
from discord.ui import Button, Label, LayoutView, Modal, TextInput

from bot.domain.proposal import Looked
from bot.presentation.card import GREY, card, small
from bot.presentation.places import count
from bot.presentation.say import Say

Mentions = Mapping[str, str]


def field(
    label: str,
    name: str,
    most: int,
    *,
    value: str | None = None,
    about: str | None = None,
    long: bool = False,
    required: bool = True,
) -> Label[Modal]:
    """Make a form's field for so many characters at most, with `value` standing in it; a `long` one has more lines."""
    typed: TextInput[Modal] = TextInput(
        custom_id=name,
        style=TextStyle.paragraph if long else TextStyle.short,
        default=value,
        max_length=most,
        required=required,
    )
    return Label(text=label, description=about, component=typed)


def author(user_id: int | None) -> str:
    """Return whose proposal it is; a mention in a card pings nobody. Empty where it is forgotten who it was."""
    return f"<@{user_id}>" if user_id else ""


def sealed(say: Say, where: str) -> str:
    """Return the line that stands for a question on the chapter `where`."""
    told = say("A question on {where}, sealed until you are there", where=where)
    return f"🔒 {told}"


def sealed_card(say: Say, found: Looked, back: Button[LayoutView], commands: Mentions) -> LayoutView:
    """Say how far it is to a question that a moderator may not look at yet."""
    away = count(say, found.outline, found.proposal.since - found.at)
    return card(
        sealed(say, found.outline.written(found.proposal.since)),
        say(
            "You can look at it once you have finished that chapter: {chapters} from your bookmark. {command} "
            "moves it.",
            chapters=away,
            command=commands["progress set"],
        ),
        [back],
        accent=GREY,
    )


def sealed_post(say: Say, told: str, look: Button[LayoutView]) -> LayoutView:
    """Tell the moderators' channel in a sentence that there is a proposal, and nothing of what it says."""
    return card(
        f"🔒 {told}",
        small(say("Sealed. It opens privately once you have read that far.")),
        [look],
        accent=GREY,
    )
