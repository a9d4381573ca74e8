"""The forms that change a club's settings, a form for each group, filled in with what is set."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from discord import ChannelType
from discord.ui import Modal

from bot.domain.club import Club
from bot.domain.plan import Plan
from bot.domain.settings import Settled
from bot.presentation import ids
from bot.presentation.draft import LANGUAGE_NAMES
from bot.presentation.forms import (
    Labels,
    ask,
    channel_select,
    form,
    role_select,
    select,
    text_field,
    weekdays,
    yes_or_no,
)
from bot.presentation.say import Say


def setting_form(say: Say, found: Settled, group: str) -> Modal:
    """Make the form of a group of settings; those of a plan only for a club that has one."""
    custom_id = ids.SETTING_FORM(found.club.id, group)
    if group in _OF_CLUBS:
        title, of_club = _OF_CLUBS[group]
        return form(title(say), custom_id, of_club(say, found.club))
    if found.plan is None:
        raise ValueError(group)
    title, of_plan = _OF_PLANS[group]
    return form(title(say), custom_id, of_plan(say, found.plan))


def _places(say: Say, club: Club) -> Labels:
    yield ask(
        say("Where do its moderators meet?"),
        channel_select("staff", club.staff_id, (ChannelType.text,), required=False),
        say("There I tell them what they need to know. It may stay empty."),
    )


def _club(say: Say, club: Club) -> Labels:
    yield ask(
        say("Language"),
        select("language", LANGUAGE_NAMES, [club.language]),
        say("Of the club’s public cards; private answers are in each reader’s own."),
    )
    yield ask(
        say("May readers ask me to remind them?"),
        yes_or_no(say, "reminders", yes=club.reminders_allowed),
        say("Each reader decides; with No nobody in this club is reminded."),
    )


def _roles(say: Say, club: Club) -> Labels:
    yield ask(
        say("Whom do I mention when a section opens?"),
        role_select("mention", club.mention_id),
        say("A role, or nobody. Nothing else I post notifies anybody."),
    )
    yield ask(
        say("Who moderates this club?"),
        role_select("mods", club.mods_id),
        say("A role beside those with Manage Server. Its members may press moderators’ buttons on public cards."),
    )


def _times(say: Say, plan: Plan) -> Labels:
    wishes = plan.wishes
    yield ask(
        say("At what time do you meet?"),
        text_field("meeting", f"{wishes.meeting:%H:%M}"),
        say("Every meeting ahead that is at the old hour moves along."),
    )
    yield ask(
        say("At what time do sections open?"),
        text_field("posting", f"{wishes.posting:%H:%M}"),
        say("Questions come at this hour too."),
    )
    yield ask(
        say("On which days do I ask a question?"),
        weekdays(say, "days", wishes.prompt_days, several=True),
        say("One at a time, in the section’s thread. All of them stand there before the meeting."),
    )


def _rounds(say: Say, plan: Plan) -> Labels:
    who = {"moderators": say("Moderators"), "everybody": say("Everybody")}
    yield ask(
        say("Who may start a round?"),
        select("who", who, ["everybody" if plan.open_rounds else "moderators"]),
    )
    yield ask(
        say("A round after each meeting?"),
        yes_or_no(say, "after", yes=plan.rounds),
        say("In the section’s thread, an hour and a half after the meeting begins."),
    )


def _posts(say: Say, plan: Plan) -> Labels:
    yield ask(
        say("By how many hours may questions be late?"),
        text_field("patience", str(plan.patience // timedelta(hours=1)), most=5),
        say("When I was away or not allowed to post; what is later is left out."),
    )
    yield ask(say("Meetings among the server’s events?"), yes_or_no(say, "events", yes=plan.events))


_OF_CLUBS: Mapping[str, tuple[Callable[[Say], str], Callable[[Say, Club], Labels]]] = {
    "places": (lambda say: say("Moderators’ channel"), _places),
    "club": (lambda say: say("Language and reminders"), _club),
    "roles": (lambda say: say("Roles"), _roles),
}
_OF_PLANS: Mapping[str, tuple[Callable[[Say], str], Callable[[Say, Plan], Labels]]] = {
    "times": (lambda say: say("Hours and days"), _times),
    "rounds": (lambda say: say("Rounds of questions"), _rounds),
    "posts": (lambda say: say("Posts and events"), _posts),
}
