"""The forms in which notes are written, changed and settled, each recognised by its id when it returns."""

from collections.abc import Mapping

from discord import SelectOption, TextStyle
from discord.ui import Label, Modal, Select, TextInput

from bot.domain.note import LONGEST_TEXT, OUTCOMES, PARTLY, PREDICTION, RIGHT, THOUGHT, WRITTEN, WRONG, Blank
from bot.domain.where import LONGEST
from bot.presentation import ids
from bot.presentation.card import capital
from bot.presentation.note_card import kind_name
from bot.presentation.say import Say


def form(say: Say, blank: Blank) -> Modal:
    """Make the form for a note, a reply, or a prediction."""
    club, where = blank.club.id, blank.outline.written(blank.since)
    if blank.kind == PREDICTION:
        return _form(
            say("Predict what comes"),
            ids.PREDICT_FORM(club),
            _text(
                say("What do you think will happen?"), "", say("Sealed for whoever has not read as far as you have.")
            ),
        )
    kinds = {kind: capital(kind_name(say, kind)) for kind in WRITTEN}
    kind = Label(text=say("What is it?"), component=_select("kind", kinds, blank.kind))
    if blank.to:
        return _form(
            say("Reply on {where}", where=where),
            ids.NOTE_FORM(club, blank.to),
            kind,
            _text(say("Your reply"), "", say("Sealed like the note. Nothing later should stand in it.")),
        )
    return _form(
        say("Write a sealed note"),
        ids.NOTE_FORM(club, 0),
        Label(
            text=say("On which chapter?"),
            description=say("Only who has finished it can open the note."),
            component=TextInput(custom_id="chapter", default=where, max_length=LONGEST),
        ),
        kind,
        _text(say("Your note"), "", say("Nothing later than that chapter should stand in it.")),
    )


def change(say: Say, club_id: int, row: int, text: str) -> Modal:
    """Make the form in which an author changes their words, which stand there already."""
    return _form(say("Change your note"), ids.NOTE_EDIT_FORM(club_id, row), _text(say("Your note"), text, None))


def settle(say: Say, blank: Blank, known: str | None) -> Modal:
    """Make the form that asks how a prediction turned out; `known` is what has been said of that."""
    outcomes = {
        RIGHT: say("It came true"),
        PARTLY: say("It came true in part"),
        WRONG: say("It went another way"),
    }
    return _form(
        say("How did it turn out?"),
        ids.SETTLE_FORM(blank.club.id, blank.to, known or "none"),
        Label(
            text=say("Which chapter settles it?"),
            description=say("Each reader hears of it once they have finished that chapter."),
            component=TextInput(custom_id="chapter", default=blank.outline.written(blank.since), max_length=LONGEST),
        ),
        Label(text=say("Was it right?"), component=_select("outcome", outcomes, known or OUTCOMES[0])),
    )


def _form(title: str, custom_id: str, *fields: Label[Modal]) -> Modal:
    made = Modal(title=title, custom_id=custom_id)
    for field in fields:
        made.add_item(field)
    made.stop()
    return made


def _text(label: str, value: str, about: str | None) -> Label[Modal]:
    typed: TextInput[Modal] = TextInput(
        custom_id="text", style=TextStyle.paragraph, default=value or None, max_length=LONGEST_TEXT
    )
    return Label(text=label, description=about, component=typed)


def _select(field: str, options: Mapping[str, str], chosen: str) -> Select[Modal]:
    held = chosen if chosen in options else THOUGHT
    return Select(
        custom_id=field,
        options=[SelectOption(label=label, value=value, default=value == held) for value, label in options.items()],
    )
