"""The forms that change a club in the making, each recognised by its id when it returns."""

from collections.abc import Callable, Iterable, Mapping

from discord import ChannelType, TextStyle
from discord.ui import Modal, TextInput

from bot.domain.calendar import LONGEST_BREAKS, Break
from bot.domain.club import LONGEST_NAME
from bot.domain.draft import Draft
from bot.domain.pace import Pace
from bot.presentation import ids
from bot.presentation.draft import LANGUAGE_NAMES, zone_name
from bot.presentation.forms import Labels, ask, channel_select, form, select, text_field, weekdays, yes_or_no
from bot.presentation.say import Say


def draft_form(say: Say, draft_id: int, draft: Draft, field: str) -> Modal:
    """Make the form for one field of a draft's card, filled in with what it holds."""
    title, fields = _FORMS[field]
    return form(title(say), ids.DRAFT_FORM(draft_id, field), fields(say, draft))


def _book(say: Say, _draft: Draft) -> Labels:
    yield ask(
        say("Title or author"),
        text_field("title", "", required=False),
        say("A part of it will do. Leave it empty to see what is on my shelf."),
    )


def _place(say: Say, draft: Draft) -> Labels:
    yield ask(
        say("Where does the club meet?"),
        channel_select("channel", draft.spot.channel_id if draft.spot else None, (ChannelType.text, ChannelType.forum)),
        say("A text channel or a forum"),
    )
    yield ask(
        say("Where do its moderators meet?"),
        channel_select("staff", draft.staff_id, (ChannelType.text,), required=False),
        say("There I tell them what they need to know. It may stay empty."),
    )


def _name(say: Say, draft: Draft) -> Labels:
    yield ask(
        say("The club’s name"),
        text_field("name", draft.name or "", most=LONGEST_NAME, required=False),
        say("Leave it empty for the book’s title."),
    )
    yield ask(
        say("Language"),
        select("language", LANGUAGE_NAMES, [draft.language]),
        say("Of the club’s public cards; private answers are in each reader’s own."),
    )


def _pace(say: Say, draft: Draft) -> Labels:
    yield ask(
        say("How much do you read a week?"),
        text_field("pace", typed_pace(say, draft.wishes.pace) if draft.paced else "", required=False),
        say("14 chapters a week, 20 weeks, 3 hours a week, by 1 June … Empty is each at their own pace."),
    )


def typed_pace(say: Say, pace: Pace) -> str:
    """Return a pace as somebody would type it: what is read back is the same pace."""
    if pace.day is not None:
        return say("by {day}", day=pace.day.isoformat())
    if pace.kind == "chapters":
        return say.plural("{n} chapter a week", "{n} chapters a week", pace.amount)
    if pace.kind == "weeks":
        return say.plural("{n} week", "{n} weeks", pace.amount)
    if pace.amount % 60:
        return say.plural("{n} minute a week", "{n} minutes a week", pace.amount)
    return say.plural("{n} hour a week", "{n} hours a week", pace.amount // 60)


def _dates(say: Say, draft: Draft) -> Labels:
    wishes = draft.wishes
    yield ask(
        say("When does the first section open?"),
        text_field("start", wishes.start.isoformat()),
        say("2027-01-04, 4 January, next Monday … Of numbers alone, the day comes first."),
    )
    yield ask(say("On which day do you meet?"), weekdays(say, "weekday", [wishes.weekday]))
    yield ask(
        say("At what time?"), text_field("meeting", f"{wishes.meeting:%H:%M}"), say("19:00, 7 pm … by the club’s clock")
    )
    yield ask(
        say("Breaks"),
        TextInput(
            custom_id="breaks",
            style=TextStyle.paragraph,
            default=typed_breaks(say, wishes.breaks) or None,
            required=False,
            max_length=LONGEST_BREAKS,
            placeholder=say("20 December to 3 January"),
        ),
        say("A line each. On these days nothing opens and nobody meets."),
    )


def typed_breaks(say: Say, breaks: Iterable[Break]) -> str:
    """Return breaks as somebody would type them, a line each."""
    return "\n".join(
        one.first.isoformat()
        if one.first == one.last
        else say("{first} to {last}", first=one.first.isoformat(), last=one.last.isoformat())
        for one in breaks
    )


def _zone(say: Say, draft: Draft) -> Labels:
    yield ask(
        say("A city or a country in the club’s time zone"),
        text_field("zone", zone_name(draft.wishes.zone) if draft.zone_chosen else "", example="London"),
        say("All its times are on that clock. Each reader sees them on their own."),
    )


def _questions(say: Say, draft: Draft) -> Labels:
    yield ask(
        say("On which days do I ask a question?"),
        weekdays(say, "days", draft.wishes.prompt_days, several=True),
        say("One at a time, in the section’s thread. All of them stand there before the meeting."),
    )
    yield ask(
        say("Meetings among the server’s events?"),
        yes_or_no(say, "events", yes=draft.events),
    )


_FORMS: Mapping[str, tuple[Callable[[Say], str], Callable[[Say, Draft], Labels]]] = {
    "book": (lambda say: say("Which book?"), _book),
    "place": (lambda say: say("Where do you meet?"), _place),
    "name": (lambda say: say("Name and language"), _name),
    "pace": (lambda say: say("How fast?"), _pace),
    "dates": (lambda say: say("When?"), _dates),
    "zone": (lambda say: say("Which time zone?"), _zone),
    "questions": (lambda say: say("Questions and events"), _questions),
}
