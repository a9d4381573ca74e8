"""Cards and forms for moderators who look at a club's plan and change it, and what the club is told of that."""

from collections.abc import Sequence

from discord import ButtonStyle
from discord.ui import Label, LayoutView, Modal, TextInput

from bot.domain.calendar import Break, local
from bot.domain.outline import Outline
from bot.domain.pace import Pace
from bot.domain.plan import Plan
from bot.domain.replan import Changed, Preview
from bot.domain.schedule import Schedule
from bot.presentation import ids
from bot.presentation.card import GREY, RULE, bold, button, card, heading, plain, small
from bot.presentation.days import weekday
from bot.presentation.places import count
from bot.presentation.plan import lines, stamp
from bot.presentation.say import Say
from bot.presentation.schedule import number_of, turn

ROOM = 3_200
"""Characters for the lines of a plan on a card with buttons and a head."""
LONGEST_BREAKS = 500


def panel(say: Say, found: Schedule, plan: Plan, page: int | None = None) -> LayoutView:
    """Show the plan with everything that can be done to it; the page that is being read where none is named."""
    club, zone = found.club.id, plan.wishes.zone
    listing = lines(say, found.outline, plan.sections, zone, found.now, ROOM)
    page = min(listing.current if page is None else page, len(listing.pages) - 1)
    return card(
        heading(say("The plan of {name}", name=plain(found.club.name))),
        terms(say, found.outline, plan),
        _resting(say, plan) if found.pacing and found.pacing.state == "paused" else None,
        RULE,
        listing.pages[page],
        number_of(say, page, len(listing.pages)),
        [
            *turn(say, len(listing.pages), page, lambda to: ids.PANEL(club, to)),
            button(say("As a picture"), ids.PICTURE(club)),
        ],
        [
            button(say("Move a meeting"), ids.MOVE(club, "meeting")),
            button(say("Move an opening"), ids.MOVE(club, "opening")),
            button(say("Change the pace of the rest"), ids.REPACE(club)),
        ],
    )


def terms(say: Say, outline: Outline, plan: Plan) -> str:
    """Tell how fast a club reads and when it meets."""
    wishes = plan.wishes
    return say(
        "{pace} · meeting: {weekday}, {time} ({zone})",
        pace=paced(say, outline, wishes.pace),
        weekday=weekday(say, wishes.weekday),
        time=f"{wishes.meeting:%H:%M}",
        zone=wishes.zone,
    )


def _resting(say: Say, plan: Plan) -> str | None:
    if plan.pause is None:
        return None
    return bold(say("Paused until {day}", day=stamp(plan.pause.until, plan.wishes.zone, "D")))


def paced(say: Say, outline: Outline, pace: Pace) -> str:
    """Return a pace in words that can be typed again: "14 chapters a week", "20 weeks", "3 hours a week"."""
    if pace.kind == "chapters":
        return say("{chapters} a week", chapters=count(say, outline, pace.amount))
    if pace.kind == "weeks":
        return say.plural("{n} week", "{n} weeks", pace.amount)
    if pace.kind == "hours":
        return weekly(say, pace.amount)
    return say("by {day}", day=pace.day)


def weekly(say: Say, minutes: int) -> str:
    """Return how long somebody reads in a week so that it can be typed again: "3 hours a week", "3h30 a week"."""
    hours, more = divmod(minutes, 60)
    if not hours:
        return say.plural("{n} minute a week", "{n} minutes a week", more)
    if not more:
        return say.plural("{n} hour a week", "{n} hours a week", hours)
    return say("{time} a week", time=f"{hours}h{more:02}")


def spans(say: Say, breaks: Sequence[Break]) -> str:
    """Return breaks so that they can be typed again."""
    return "; ".join(say("{first} to {last}", first=one.first, last=one.last) for one in breaks)


def move_form(say: Say, club_id: int, what: str) -> Modal:
    """Make the form that asks which meeting or opening is to move, and when to."""
    meeting = what == "meeting"
    form = Modal(
        title=say("Move a meeting") if meeting else say("Move an opening"), custom_id=ids.MOVE_FORM(club_id, what)
    )
    form.add_item(_field(say("Which section?"), "number", None, "3", most=5, about=say("Its number in the plan.")))
    form.add_item(_field(say("To which day?"), "day", None, say("Sunday, 12 March, 2027-03-12 …")))
    about = say("On the club’s clock. Leave it empty to keep the time there is.")
    form.add_item(_field(say("At what time?"), "at", None, "19:00", about=about, required=False))
    form.stop()
    return form


def repace_form(say: Say, found: Schedule, plan: Plan, breaks: Sequence[Break]) -> Modal:
    """Make the form for another pace, filled in with the one there is; `breaks` are those ahead."""
    wishes = plan.wishes
    form = Modal(title=say("Change the pace of the rest"), custom_id=ids.REPACE_FORM(found.club.id))
    about = say("14 chapters a week, 20 weeks, 3 hours a week, by 1 June 2027 …")
    form.add_item(_field(say("How fast?"), "pace", paced(say, found.outline, wishes.pace), None, about=about))
    form.add_item(_field(say("On which day of the week do you meet?"), "weekday", weekday(say, wishes.weekday), None))
    form.add_item(_field(say("At what time?"), "at", f"{wishes.meeting:%H:%M}", None))
    form.add_item(
        _field(
            say("Breaks ahead"),
            "breaks",
            spans(say, breaks),
            None,
            about=say("20 Dec to 3 Jan; 5 April. Nothing opens, meets or is asked on these days."),
            required=False,
            most=LONGEST_BREAKS,
        )
    )
    form.stop()
    return form


def _field(
    label: str,
    name: str,
    value: str | None,
    example: str | None,
    *,
    about: str | None = None,
    required: bool = True,
    most: int = 60,
) -> Label[Modal]:
    typed: TextInput[Modal] = TextInput(
        custom_id=name, default=value or None, placeholder=example, required=required, max_length=most
    )
    return Label(text=label, description=about, component=typed)


def preview(say: Say, found: Preview) -> LayoutView:
    """Show what another pace would change, before it is done."""
    change = found.change
    before, after, zone = change.before, change.plan, change.plan.wishes.zone
    kept = [one for one in after.sections if one in before.sections]
    new = after.sections[len(kept) :]
    pages = lines(say, change.outline, new, zone, change.now, ROOM - 400).pages
    more = len(new) - pages[0].count("\n") - 1 if pages else 0
    return card(
        heading(say("Read the rest like this?")),
        terms(say, change.outline, after),
        say("Now: {plan}", plan=_size(say, before, zone)) + "\n" + say("Then: {plan}", plan=_size(say, after, zone)),
        RULE,
        pages[0] if pages else None,
        small(say.plural("… and {n} more section", "… and {n} more sections", more)) if more else None,
        small(say("What has opened already stays as it is. Nothing has changed yet.")),
        [
            button(say("Do it"), ids.DO(change.club.id, found.asked.written()), ButtonStyle.primary),
            button(say("Leave it"), ids.PANEL(change.club.id, "now")),
        ],
    )


def _size(say: Say, plan: Plan, zone: str) -> str:
    return say.plural(
        "{n} section, the last meeting {when}",
        "{n} sections, the last meeting {when}",
        len(plan.sections),
        when=stamp(plan.sections[-1].meets, zone, "D"),
    )


def changed(say: Say, change: Changed) -> LayoutView:
    """Tell the moderator what has moved."""
    moved = len(change.moved)
    one = change.what in ("meeting", "opening")
    return card(
        heading(_news(say, change)),
        _pushed(say, change) if one else say.plural("{n} meeting has moved.", "{n} meetings have moved.", moved),
        _next_meeting(say, change),
        [button(say("See the plan"), ids.PANEL(change.club.id, "now"))],
    )


def announcement(say: Say, change: Changed) -> LayoutView:
    """Tell the club what has moved: dates and the numbers of sections."""
    told = _news(say, change)
    further = None if change.what == "meeting" else _next_meeting(say, change)
    return card(f"{told} {further}" if further else told)


def unannounced(say: Say) -> LayoutView:
    """Tell the moderator that the club does not know yet."""
    return card(say("That is done, but I could not tell the club, so please tell them yourself."), accent=GREY)


def _pushed(say: Say, change: Changed) -> str | None:
    """Tell of the opening that a later meeting has pushed on."""
    before, after = (plan.section(change.number + 1) for plan in (change.before, change.plan))
    if before is None or after is None or before.opens == after.opens:
        return None
    when = stamp(after.opens, change.plan.wishes.zone, "F")
    return say("Section {n} now opens {when}.", n=after.number, when=when)


def _next_meeting(say: Say, change: Changed) -> str | None:
    zone = change.plan.wishes.zone
    now = local(change.now, zone)
    meets = next((one.meets for one in change.plan.sections if one.meets > now), None)
    return say("The next meeting is {when}.", when=stamp(meets, zone, "F")) if meets else None


def moved_hours(say: Say, change: Changed) -> str:
    """Tell how many meetings have another hour."""
    hour = f"{change.plan.wishes.meeting:%H:%M}"
    return say.plural(
        "{n} meeting is at {time} from now on.", "{n} meetings are at {time} from now on.", len(change.moved), time=hour
    )


def _news(say: Say, change: Changed) -> str:
    """Return in a sentence what has happened."""
    zone = change.plan.wishes.zone
    match change.what:
        case "pause":
            return say("The club rests until {day}.", day=stamp(change.at, zone, "D"))
        case "resume":
            return say("The club reads on.")
        case "meeting":
            when = stamp(change.at, zone, "F")
            return say("The meeting of section {n} is now {when}.", n=change.number, when=when)
        case "opening":
            return say("Section {n} now opens {when}.", n=change.number, when=stamp(change.at, zone, "F"))
        case "hours":
            return moved_hours(say, change)
    return say("From section {n} on, the plan is a new one.", n=change.number)
