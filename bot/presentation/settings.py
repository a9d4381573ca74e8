"""The panel of a club's settings, and what is told of a change; each setting has its name and its value in words."""

from collections.abc import Callable, Mapping
from typing import Any

from discord.ui import LayoutView

from bot.domain.calendar import local
from bot.domain.errors import Refusal
from bot.domain.plan import Plan
from bot.domain.settings import GROUPS, OF_A_PLAN, BadPatience, RoleGone, Settled, own_hours, values
from bot.presentation import ids
from bot.presentation.card import RULE, Block, Field, button, card, entry, heading, plain, small
from bot.presentation.days import days_named
from bot.presentation.draft import LANGUAGE_NAMES, zone_name
from bot.presentation.plan_card import moved_hours
from bot.presentation.say import Say

Mentions = Mapping[str, str]

NAMES: Mapping[str, Callable[[Say], str]] = {
    "staff": lambda say: say("Moderators’ channel"),
    "language": lambda say: say("Language"),
    "reminders": lambda say: say("Reminders"),
    "mention": lambda say: say("Role mentioned when a section opens"),
    "mods": lambda say: say("Moderators’ role"),
    "meeting": lambda say: say("Hour of meetings"),
    "posting": lambda say: say("Hour of openings and questions"),
    "days": lambda say: say("Days of questions"),
    "open_rounds": lambda say: say("Rounds are started by"),
    "rounds": lambda say: say("A round after each meeting"),
    "patience": lambda say: say("How late questions may be"),
    "events": lambda say: say("Events"),
}
"""What each setting is called."""

_VALUES: Mapping[str, Callable[[Say, Any], str]] = {
    "staff": lambda say, channel: f"<#{channel}>" if channel else say("none"),
    "language": lambda _say, language: LANGUAGE_NAMES[language],
    "reminders": lambda say, allowed: say("for readers who ask for them") if allowed else say("none"),
    "mention": lambda say, role: f"<@&{role}>" if role else say("none"),
    "mods": lambda say, role: f"<@&{role}>" if role else say("none"),
    "meeting": lambda _say, hour: str(hour),
    "posting": lambda _say, hour: str(hour),
    "days": lambda say, days: days_named(say, days) or say("all together, on the day before the meeting"),
    "open_rounds": lambda say, everybody: say("Everybody") if everybody else say("Moderators"),
    "rounds": lambda say, after: say("Yes") if after else say("No"),
    "patience": lambda say, hours: say.plural("{n} hour", "{n} hours", hours),
    "events": lambda say, events: say("an event of this server for each meeting") if events else say("none"),
}


def worded(say: Say, name: str, before: object, after: object) -> str:
    """Tell of one setting from what to what it was changed; a mention of a role in a card pings nobody."""
    return entry(NAMES[name](say), f"{_VALUES[name](say, before)} → {_VALUES[name](say, after)}")


def panel(say: Say, found: Settled, commands: Mentions, *news: str) -> LayoutView:
    """Show every setting with its present value and a button that opens its form; `news` stand above them."""
    club, there = found.club.id, values(found.club, found.plan)
    offered = [group for group in GROUPS if found.plan or group not in OF_A_PLAN]
    fields = (
        Field("\n".join(_lines(say, found, group, there)), button(say("Change"), ids.SETTING(club, group)))
        for group in offered
    )
    more = [button(say("See the plan"), ids.PANEL(club, "now"))] if found.plan else []
    return card(
        heading(say("The settings of {name}", name=plain(found.club.name))),
        *([*news, RULE] if news else ()),
        *fields,
        _of_a_plan(say, found.plan, commands),
        [
            button(say("See the log"), ids.LOG(club, 0)),
            *more,
            button(say("Pin the club’s card"), ids.PIN(club)),
            button(say("Close this club"), ids.CLOSE(club, "ask")),
        ],
    )


def _lines(say: Say, found: Settled, group: str, there: Mapping[str, object]) -> list[str]:
    """Return a line for each setting of a group; where the club meets is told with them, and stays."""
    meets = [entry(say("Channel"), f"<#{found.club.channel_id}>")] if group == "places" else []
    return meets + [entry(NAMES[name](say), _VALUES[name](say, there[name])) for name in GROUPS[group]]


def _of_a_plan(say: Say, plan: Plan | None, commands: Mentions) -> Block:
    if plan is None:
        names = ", ".join(NAMES[name](say) for group in OF_A_PLAN for name in GROUPS[group])
        return small(say("Only a club with a plan has these: {names}. This one reads without.", names=names))
    return small(
        say(
            "Hours are on the club’s clock ({zone}). {command} changes the day, the pace and single meetings.",
            zone=zone_name(plan.wishes.zone),
            command=commands["manage plan"],
        )
    )


def changed(say: Say, found: Settled, commands: Mentions, *, mute: bool = False) -> LayoutView:
    """Show the panel with what was changed just now, and what moved; `mute` where Discord lets nobody be notified."""
    told = "\n".join(worded(say, name, found.before[name], found.after[name]) for name in found.after)
    further = " ".join(filter(None, (_moved(say, found), *_further(say, found, commands, mute=mute))))
    return panel(say, found, commands, *filter(None, (told or say("Nothing has changed."), further)))


def _moved(say: Say, found: Settled) -> str:
    """Tell which meetings moved, and how many did not."""
    change = found.change
    if change is None or "meeting" not in found.after:
        return ""
    own = own_hours(change.plan, local(change.now, change.plan.wishes.zone))
    kept = say.plural("{n} meeting ahead keeps an hour of its own.", "{n} meetings ahead keep hours of their own.", own)
    return " ".join((moved_hours(say, change), *([kept] if own else [])))


def _further(say: Say, found: Settled, commands: Mentions, *, mute: bool) -> list[str]:
    """Tell what else follows from a change, or is to be done for it."""
    after = found.after
    told = []
    if after.get("mods"):
        told.append(
            say(
                "Members with {role} may press the moderators’ buttons on public cards from now on. To let them use "
                "{command} and the other commands for moderators too, allow these for the role in Server Settings → "
                "Integrations.",
                role=f"<@&{after['mods']}>",
                command=commands["manage settings"],
            )
        )
    if after.get("mention") and mute:
        told.append(
            say(
                "Discord does not let me notify {role} yet: in the role’s settings, allow anyone to mention it.",
                role=f"<@&{after['mention']}>",
            )
        )
    if "language" in after:
        told.append(say("Cards that stand there already keep their language."))
    if "events" in after:
        told.append(
            say("Each meeting becomes an event when its section opens.")
            if after["events"]
            else say("Events that are there stay, and I do not look after them any more.")
        )
    return told


WORDS: Mapping[type[Refusal], Callable[[Say, Any, Mentions], str]] = {
    RoleGone: lambda say, _error, _commands: say(
        "That role is not there any more, or it is everybody’s. Please choose another."
    ),
    BadPatience: lambda say, error, _commands: say(
        "Please give a number of hours between {fewest} and {most}.", fewest=error.fewest, most=error.most
    ),
}
"""The words of its refusals."""
