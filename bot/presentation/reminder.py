"""Reminders: what somebody asks for, the reminder itself, and what stands in its place once they have ended it.

A reminder goes to its reader as a direct message, in their language. It holds addresses and dates, and
says why it came.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from discord import SelectOption
from discord.ui import Label, LayoutView, Modal, Select, TextInput

from bot.domain.club import Club
from bot.domain.me import Settings
from bot.domain.reminder import A_DAY, HOURS, KINDS, OPENS, QUIET, QUIET_DAYS, Reminder
from bot.domain.where import LONGEST
from bot.presentation import ids
from bot.presentation.card import GREY, Row, bold, button, capital, card, heading, plain, small
from bot.presentation.draft import zone_name
from bot.presentation.places import place, span
from bot.presentation.plan import stamp
from bot.presentation.post import link
from bot.presentation.say import Say

Mentions = Mapping[str, str]

_WHEN: Mapping[str, Callable[[Say], str]] = {
    A_DAY: lambda say: say("a day before a meeting"),
    HOURS: lambda say: say("two hours before a meeting"),
    OPENS: lambda say: say("when a section opens"),
}
NEVER = "never"


def asked(say: Say, mine: Settings) -> tuple[str, Row]:
    """Tell of the reminders and the streak that somebody asked for, with the button that opens the form."""
    habits, club = mine.habits, mine.club
    told = [
        bold(say("Reminders")) + " · " + _wanted(say, mine),
        bold(say("Reading streak")) + " · " + (say("counted") if habits.streak else say("not counted")),
    ]
    row = [button(say("Change reminders and streak"), ids.REMIND())]
    if habits.wanted is not None and club is not None and (mine.unreminded or not club.reminders_allowed):
        told.insert(1, small(say("None about {club}.", club=plain(club.name))))
        if club.reminders_allowed:
            row.append(button(say("Remind me of this book too"), ids.MUTE(club.guild_id, club.id, "no")))
    if habits.unreachable:
        told.append(unreached(say))
    return "\n".join(told), row


def _wanted(say: Say, mine: Settings) -> str:
    wanted = mine.habits.wanted
    if wanted is None:
        return say("none; I write to you only if you ask me to")
    kinds = [_WHEN[kind](say) for kind in KINDS if kind in wanted.kinds]
    if wanted.quiet is not None:
        kinds.append(_after(say, wanted.quiet))
    return ", ".join(kinds) + " · " + zone_name(mine.zone)


def _after(say: Say, days: int) -> str:
    return say.plural("when your bookmark has rested for {n} day", "when your bookmark has rested for {n} days", days)


def unreached(say: Say) -> str:
    """Say that a reminder could not be delivered, so that there are none any more."""
    return say(
        "I could not send you a direct message, so I have turned your reminders off. To have them again, allow direct "
        "messages in this server’s privacy settings and ask me once more."
    )


def form(say: Say, mine: Settings) -> Modal:
    """Make the form for reminders and streak, filled in with what is set."""
    wanted = mine.habits.wanted
    kinds, quiet = (wanted.kinds, wanted.quiet) if wanted else (frozenset[str](), None)
    days = {str(n): say.plural("{n} day", "{n} days", n) for n in QUIET_DAYS}
    made = Modal(title=say("Reminders and streak"), custom_id=ids.REMIND_FORM())
    for label in (
        _ask(
            say("When do I write to you?"),
            _select("kinds", {kind: _WHEN[kind](say) for kind in KINDS}, kinds, several=True),
            say("By direct message, never between 22:00 and 8:00 by your clock."),
        ),
        _ask(
            say("And when your bookmark has rested for …"),
            _select("quiet", {NEVER: say("never"), **days}, [str(quiet) if quiet else NEVER]),
            say("Only while the club reads and you have not reached the section’s end."),
        ),
        _ask(
            say("A city or a country in your time zone"),
            TextInput(custom_id="zone", default=zone_name(mine.zone), max_length=LONGEST),
        ),
        _ask(
            say("Count the days on which you read?"),
            _select("streak", {"yes": say("Yes"), "no": say("No")}, ["yes" if mine.habits.streak else "no"]),
            say("Only you see it, beside your bookmark. Two days off in seven do not break it."),
        ),
    ):
        made.add_item(label)
    made.stop()
    return made


def _ask(text: str, component: Select[Modal] | TextInput[Modal], description: str | None = None) -> Label[Modal]:
    return Label(text=text, description=description, component=component)


def _select(field: str, options: Mapping[str, str], chosen: Iterable[str], *, several: bool = False) -> Select[Modal]:
    held = set(chosen)
    return Select(
        custom_id=field,
        options=[
            SelectOption(label=capital(label), value=value, default=value in held) for value, label in options.items()
        ],
        min_values=0 if several else 1,
        max_values=len(options) if several else 1,
        required=not several,
    )


def choose_zone(say: Say, zone: str, found: Sequence[str]) -> LayoutView:
    """Say that a clock was not understood, and offer those that may be meant; until then it is `zone`."""
    options = [SelectOption(label=zone_name(one), value=one) for one in found]
    return card(
        heading(say("Which time zone?")),
        say("Several answer to that. Until you choose, I go by {zone}.", zone=zone_name(zone))
        if found
        else say("I know none by that name, so I go by {zone}. Try a larger city near you.", zone=zone_name(zone)),
        Select(custom_id=ids.REMIND_ZONE(), placeholder=say("Choose one"), options=options) if found else None,
        [button(say("Search again"), ids.REMIND())],
    )


def reminder(say: Say, one: Reminder, commands: Mentions) -> LayoutView:
    """Remind somebody: what, when, where, and why they are told."""
    guild, club = one.club.guild_id, one.club.id
    return card(
        heading(plain(one.club.name)),
        _what(say, one),
        small(
            say(
                "You asked me for this in the club’s server; {command} there changes it.",
                command=commands["me settings"],
            )
        ),
        [
            button(say("Not this book"), ids.MUTE(guild, club, "yes")),
            button(say("Stop"), ids.STOP(guild)),
        ],
    )


def _what(say: Say, one: Reminder) -> str:
    section, zone = one.section, one.plan.wishes.zone
    thread = one.plan.threads.get(section.number)
    chapters = span(one.outline, section.first, section.last)
    title = say("Section {n} · {chapters}", n=section.number, chapters=chapters)
    named = f"[{title}]({link(one.club.guild_id, thread)})" if thread is not None else title
    meets = say("We meet {when}, {soon}.", when=stamp(section.meets, zone, "F"), soon=stamp(section.meets, zone, "R"))
    lines = [bold(named), meets]
    if one.kind == OPENS:
        lines.insert(0, say("A section has opened:"))
    elif one.kind == QUIET and one.quiet is not None:
        lines.insert(0, say("The club is reading:"))
        lines.append(say("Your bookmark is at {where}.", where=place(say, one.outline, one.at)))
    return "\n".join(lines)


def muted(say: Say, club: Club, *, off: bool) -> LayoutView:
    """Say that no reminders of a book come any more, or that they do again."""
    guild = club.guild_id
    turn = (
        button(say("Remind me of this book too"), ids.MUTE(guild, club.id, "no"))
        if off
        else button(say("Not this book"), ids.MUTE(guild, club.id, "yes"))
    )
    return card(
        heading(plain(club.name)),
        say("No more reminders about this book.") if off else say("I remind you of this book again."),
        [turn, button(say("Stop"), ids.STOP(guild))],
        accent=GREY,
    )


def stopped(say: Say, commands: Mentions) -> LayoutView:
    """Say that no reminders from a server come any more."""
    return card(
        say(
            "No more reminders from that server. {command} there turns them on again.", command=commands["me settings"]
        ),
        accent=GREY,
    )
