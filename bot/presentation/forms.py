"""What forms are built of: questions with a field each, filled in with what there is."""

from collections.abc import Iterable, Mapping
from typing import Any

from discord import ChannelType, SelectDefaultValue, SelectDefaultValueType, SelectOption
from discord.ui import ChannelSelect, Item, Label, Modal, RoleSelect, Select, TextInput
from discord.utils import MISSING

from bot.domain.where import LONGEST
from bot.presentation.days import weekday
from bot.presentation.say import Say

Labels = Iterable[Label[Modal]]


def form(title: str, custom_id: str, labels: Labels) -> Modal:
    """Make a form; it is recognised by its id when it returns, so discord.py must not remember it."""
    made = Modal(title=title, custom_id=custom_id)
    for label in labels:
        made.add_item(label)
    made.stop()
    return made


def ask(text: str, component: Item[Any], description: str | None = None) -> Label[Modal]:
    """Put a question above a field."""
    return Label(text=text, description=description, component=component)


def text_field(
    field: str, value: str, *, most: int = LONGEST, required: bool = True, example: str = ""
) -> TextInput[Modal]:
    """Make a field of one line."""
    return TextInput(
        custom_id=field, default=value or None, required=required, max_length=most, placeholder=example or None
    )


def select(field: str, options: Mapping[str, str], chosen: Iterable[str], *, several: bool = False) -> Select[Modal]:
    """Make a select of `options` (value → label); where `several` may be chosen, none may be too."""
    held = set(chosen)
    return Select(
        custom_id=field,
        options=[SelectOption(label=label, value=value, default=value in held) for value, label in options.items()],
        min_values=0 if several else 1,
        max_values=len(options) if several else 1,
        required=not several,
    )


def yes_or_no(say: Say, field: str, *, yes: bool) -> Select[Modal]:
    """Make a select of yes and no."""
    return select(field, {"yes": say("Yes"), "no": say("No")}, ["yes" if yes else "no"])


def weekdays(say: Say, field: str, chosen: Iterable[int], *, several: bool = False) -> Select[Modal]:
    """Make a select of the days of a week, Monday = 0."""
    return select(field, {str(day): weekday(say, day) for day in range(7)}, map(str, chosen), several=several)


def channel_select(
    field: str, chosen: int | None, kinds: tuple[ChannelType, ...], *, required: bool = True
) -> ChannelSelect[Modal]:
    """Make a select of one channel of these kinds, or of none."""
    return ChannelSelect(
        custom_id=field,
        channel_types=list(kinds),
        min_values=1 if required else 0,
        required=required,
        default_values=[SelectDefaultValue(id=chosen, type=SelectDefaultValueType.channel)] if chosen else MISSING,
    )


def role_select(field: str, chosen: int | None) -> RoleSelect[Modal]:
    """Make a select of one role, or of none."""
    return RoleSelect(
        custom_id=field,
        min_values=0,
        required=False,
        default_values=[SelectDefaultValue(id=chosen, type=SelectDefaultValueType.role)] if chosen else MISSING,
    )
