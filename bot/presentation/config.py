"""A club's configuration: the comments in its file, what a file would change before it is taken in, and what it did."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from discord import ButtonStyle
from discord.ui import File, LayoutView

from bot.domain.calendar import local
from bot.domain.club import Club
from bot.domain.config import Exported
from bot.domain.config_change import ADDED, CHANGED, REMOVED, Edit, Pair, Told
from bot.domain.log import Values
from bot.domain.where import fold
from bot.presentation import commands as text
from bot.presentation import ids, settings
from bot.presentation.card import GREY, RULE, bold, button, card, clip, entry, gist, heading, plain, small
from bot.presentation.days import full_day, weekday
from bot.presentation.draft import zone_name
from bot.presentation.places import span
from bot.presentation.plan import stamp
from bot.presentation.plan_card import weekly
from bot.presentation.proposal import sealed
from bot.presentation.say import Say

Mentions = Mapping[str, str]

FILE = "import.yaml"
"""What a file is called on the card that shows what it would change."""
BREAKS, TOLD, SECTIONS, PROMPTS, GIST = 150, 1_600, 900, 900, 120
"""Characters that breaks take, and what is told of settings, sections, prompts, and the words of one."""

_WORDS: Mapping[str, Callable[[Say], str]] = {
    ADDED: lambda say: say("new"),
    CHANGED: lambda say: say("in other words"),
    REMOVED: lambda say: say("taken out"),
}
_COUNTS: Mapping[str, Callable[[Say, int], str]] = {
    ADDED: lambda say, n: say.plural("{n} new", "{n} new", n),
    CHANGED: lambda say, n: say.plural("{n} in other words", "{n} in other words", n),
    REMOVED: lambda say, n: say.plural("{n} taken out", "{n} taken out", n),
}


def file_name(club: Club) -> str:
    """Return what a club's file is called: letters, digits and dashes, so that it travels anywhere."""
    return (re.sub("[^a-z0-9]+", "-", fold(club.name)).strip("-") or "club") + ".yaml"


def notes(say: Say, found: Exported, names: Mapping[int, str]) -> dict[str, str]:
    """Return what the comments of a club's file say; `names` are those of channels and roles."""
    take_in = "/" + " ".join(_command(say, one.extras["message"]) for one in (text.MANAGE, text.MANAGE_IMPORT))
    club, plan = found.club, found.config.plan
    day = local(found.now, plan.wishes.zone if plan else "UTC").date()
    head = [
        say("{name}, as it is set up on {day}.", name=club.name, day=full_day(say, day)),
        say("It meets in {channel}.", channel=names.get(club.channel_id, str(club.channel_id))),
        "",
        say(
            "{command} takes this file in again, changed or not, for this club or another one. It shows what would "
            "change before anything does.",
            command=take_in,
        ),
        say("What you take out of the file stays as it is in the club; only the plan is taken as a whole."),
        *(["", _left(say, found.left)] if found.left else []),
    ]
    return {
        "": "\n".join(head),
        "book": say("The book, which stays what it is. In a club of another book the sections are laid anew."),
        "name": say("What the club is called."),
        "language": say("The language of its public cards: en or vi."),
        "settings": say("As in {command}.", command="/" + " ".join(_settings_command(say))),
        "settings.staff": say("The channel of its moderators by its number, or none."),
        "settings.mention": say("The role to mention when a section opens, by its number, or none."),
        "settings.mods": say("The role of its moderators, by its number, or none."),
        "settings.reminders": say("Whether its readers may be reminded, if they ask for it: yes or no."),
        "settings.open_rounds": say("Whether everybody may start a round of questions."),
        "settings.rounds": say("Whether a round begins by itself after each meeting."),
        "settings.patience": say("By how many hours questions may be late, 1 to 168."),
        "settings.events": say("Whether meetings are events of the server."),
        "plan": say("The plan. All times are on the club’s own clock."),
        "plan.pace": say("14 chapters a week, 20 weeks, 3 hours a week, or by 2027-06-01."),
        "plan.start": say("The day on which the first section opens."),
        "plan.weekday": say("On which day and at what time the club meets, and on whose clock."),
        "plan.posting": say("When sections open and questions come, and on which days questions do."),
        "plan.breaks": say("Days on which nothing opens, meets or is asked, such as 2026-12-20 to 2027-01-03."),
        "plan.pause": say("Since when and for how long the club rests."),
        "plan.sections": say(
            "The sections, each by its last chapter, when it opens and when the club meets. A date alone means the "
            "usual time. What has opened already stays as it is. Take the whole list out to have the rest laid anew "
            "from the lines above."
        ),
        "prompts": say(
            "The club’s own questions to talk about, whole up to this chapter: of those up to there, what you take out "
            "is removed from the club. Later ones stay. Each stands in en, in vi, or in both."
        ),
        **{str(number): name for number, name in names.items()},
    }


def _command(say: Say, message: str) -> str:
    """Return what a command is called in a language."""
    return say(message).partition(": ")[2]


def _settings_command(say: Say) -> Iterable[str]:
    return (_command(say, one.extras["message"]) for one in (text.MANAGE, text.MANAGE_SETTINGS))


def _left(say: Say, n: int) -> str:
    return say.plural(
        "{n} question of the club’s own is on a chapter past your bookmark. It is not in the file, and taking the file "
        "in again keeps it.",
        "{n} questions of the club’s own are on chapters past your bookmark. They are not in the file, and taking the "
        "file in again keeps them.",
        n,
    )


def exported(say: Say, found: Exported, commands: Mentions) -> LayoutView:
    """Hand over the file, and say what is not in it."""
    view = card(
        heading(say("{name} as a file", name=plain(found.club.name))),
        say(
            "All that is set for the club, with comments. Keep it, or change it and let {command} take it in, here or "
            "in another club.",
            command=commands["manage import"],
        ),
        small(_left(say, found.left)) if found.left else None,
    )
    view.add_item(File(f"attachment://{file_name(found.club)}"))
    return view


def preview(say: Say, told: Told, *, meanwhile: bool = False) -> LayoutView:
    """Show what a file would change, with the file itself, which comes back with *Apply*."""
    club = told.club
    if told.nothing:
        return card(
            heading(say("Nothing would change")),
            say("{name} stands just as this file has it.", name=bold(plain(club.name))),
        )
    laid = {"pace", "start", "weekday", "breaks"} & told.after.keys() and not told.sections
    view = card(
        heading(say("Take this file in for {name}?", name=plain(club.name))),
        say("The club has changed since you looked. This is what the file would change now.") if meanwhile else None,
        _foreign(say) if told.foreign else None,
        fitting(say, [*changes(say, told.before, told.after), *_clock(say, told)], TOLD),
        *(
            [RULE, fitting(say, [_section(say, told, pair) for pair in told.sections], SECTIONS)]
            if told.sections
            else ()
        ),
        *([RULE, fitting(say, [_prompt(say, told, one) for one in told.edits], PROMPTS)] if told.edits else ()),
        small(say("The sections stay as the file lists them. Take the list out to have them laid anew."))
        if laid
        else None,
        small(say("What has opened already stays as it is. Nothing has changed yet.")),
        [
            button(say("Apply"), ids.IMPORT(club.id, told.seen), ButtonStyle.primary),
            button(say("Leave it"), ids.IMPORT_LEAVE(club.id)),
        ],
    )
    view.add_item(File(f"attachment://{FILE}"))
    return view


def _clock(say: Say, told: Told) -> list[str]:
    """Return on whose clock a plan would be that was not there before, so that a slip in its name is seen."""
    new = bool(told.sections) and not told.before["sections"]
    return [entry(say("Time zone"), zone_name(told.zone))] if new else []


def _foreign(say: Say) -> str:
    return say(
        "This file is of a club that reads another book: for this one the sections are laid anew, and none of its "
        "questions is removed."
    )


def done(say: Say, told: Told) -> LayoutView:
    """Say what has changed."""
    more = [button(say("See the plan"), ids.PANEL(told.club.id, "now"))] if told.zone else []
    return card(
        heading(say("That is done")),
        fitting(say, changes(say, told.before, told.after), TOLD),
        [button(say("All settings"), ids.SETTINGS(told.club.id)), *more],
    )


def left(say: Say, club_id: int) -> LayoutView:
    """Say that nothing was changed."""
    return card(say("Nothing has changed."), [button(say("All settings"), ids.SETTINGS(club_id))], accent=GREY)


def changes(say: Say, before: Values, after: Values) -> list[str]:
    """Return a line for each thing that differs, from what to what, as the log keeps it too."""
    told = []
    for name, value in after.items():
        if name in settings.NAMES:
            told.append(settings.worded(say, name, before[name], value))
        elif name in _NAMES and before[name] != value:
            what, worded = _NAMES[name]
            told.append(entry(what(say), f"{worded(say, before[name])} → {worded(say, value)}"))
        elif name == "others" and before["sections"]:
            told.append(
                say.plural(
                    "{n} section has other chapters or times.", "{n} sections have other chapters or times.", value
                )
            )
        elif name == "prompts":
            told.append(entry(say("The club’s own questions"), _counted(say, value)))
    return told


def _counted(say: Say, counts: Iterable[int]) -> str:
    """Return how many prompts were added, changed and removed."""
    return ", ".join(told(say, n) for n, told in zip(counts, _COUNTS.values(), strict=True) if n)


def _size(say: Say, size: list[int]) -> str:
    if not size:
        return say("none")
    return say.plural(
        "{n} section, the last meeting {when}",
        "{n} sections, the last meeting {when}",
        size[0],
        when=f"<t:{size[1]}:f>",
    )


def _pace(say: Say, pace: list[Any]) -> str:
    kind, amount, day = pace
    if kind == "chapters":
        return say("{chapters} a week", chapters=say.plural("{n} chapter", "{n} chapters", amount))
    if kind == "weeks":
        return say.plural("{n} week", "{n} weeks", amount)
    if kind == "by":
        return say("by {day}", day=day)
    return weekly(say, amount)


def _breaks(say: Say, breaks: list[list[str]]) -> str:
    return gist((f"{first} – {last}" for first, last in breaks), BREAKS) or say("none")


def _pause(say: Say, pause: list[int] | None) -> str:
    return say("until {day}", day=f"<t:{pause[0]}:D>") if pause else say("none")


_NAMES: Mapping[str, tuple[Callable[[Say], str], Callable[[Say, Any], str]]] = {
    "name": (lambda say: say("Name"), lambda _say, name: plain(name)),
    "pace": (lambda say: say("Pace"), _pace),
    "start": (lambda say: say("First section"), lambda say, day: full_day(say, date.fromisoformat(day))),
    "weekday": (lambda say: say("Day of meetings"), weekday),
    "zone": (lambda say: say("Time zone"), lambda _say, zone: zone_name(zone)),
    "breaks": (lambda say: say("Breaks"), _breaks),
    "pause": (lambda say: say("Pause"), _pause),
    "sections": (lambda say: say("Plan"), _size),
}
"""What is called how, and worded how, beside the settings."""


def _section(say: Say, told: Told, pair: Pair) -> str:
    """Tell of one section what differs, or all of it where it has other chapters."""
    was, is_ = pair
    zone, before = told.zone, told.before.get("zone", told.zone)
    if is_ is None:
        return entry(say("Section {n}", n=was.number if was else 0), say("taken out"))
    if was is None or (was.first, was.last) != (is_.first, is_.last):
        meeting = say("meeting {when}", when=stamp(is_.meets, zone, "f"))
        where = span(told.outline, is_.first, is_.last)
        return entry(say("Section {n}", n=is_.number), f"{where} · {stamp(is_.opens, zone, 'd')} → {meeting}")
    moved = []
    if was.opens != is_.opens:
        what = say("Opening of section {n}", n=is_.number)
        moved.append(entry(what, f"{stamp(was.opens, before, 'f')} → {stamp(is_.opens, zone, 'f')}"))
    if was.meets != is_.meets:
        what = say("Meeting of section {n}", n=is_.number)
        moved.append(entry(what, f"{stamp(was.meets, before, 'f')} → {stamp(is_.meets, zone, 'f')}"))
    return "\n".join(moved)


def _prompt(say: Say, told: Told, one: Edit) -> str:
    where, what = told.outline.written(one.since), _WORDS[one.what](say)
    if one.text is None:
        return f"{sealed(say, where)} · {what}"
    return f"{bold(where)} · {what} · {plain(clip(say.told(one.text), GIST))}"


def fitting(say: Say, lines: list[str], room: int) -> str:
    """Return as many lines as there is room for, and how many there are beside these."""
    shown: list[str] = []
    for line in lines:
        if sum(map(len, shown)) + len(shown) + len(line) > room:
            return "\n".join((*shown, small(say("… and {n} more", n=len(lines) - len(shown)))))
        shown.append(line)
    return "\n".join(shown)
