"""The cards of a club in the making: its fields, each with a way to change it, and the plan that would come of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from discord import ButtonStyle, MediaGalleryItem, SelectOption
from discord.ui import Button, LayoutView, MediaGallery, Select

from bot.domain.calendar import Break, local
from bot.domain.draft import Outlook, Sketch
from bot.domain.pace import Pace
from bot.domain.plan import Section
from bot.domain.view import TitlePage
from bot.presentation import ids
from bot.presentation.card import RULE, Field, Row, button, card, clip, entry, gist, heading, plain, small
from bot.presentation.club import Mentions
from bot.presentation.days import days_named, full_day, weekday
from bot.presentation.places import count
from bot.presentation.plan import lines
from bot.presentation.say import Say

ROOM = 3_800
"""Characters for a page of the plan: a card's 4,000 without its heading and the line under it."""
BREAKS, TITLE = 700, 200
"""Characters that breaks, and a book's title with its author, take at most."""
PICTURE = "plan.png"
LANGUAGE_NAMES = {"en": "English", "vi": "Tiếng Việt"}


def sketch(say: Say, found: Sketch, commands: Mentions) -> LayoutView:
    """Show a draft, each field with a button that opens its form."""
    fields = {"book": _book, "place": _place, "name": _name, "pace": _pace}
    if found.draft.paced:
        fields |= {"dates": _dates, "zone": _zone, "questions": _questions}
    return card(
        heading(say("A new club")),
        *(
            Field(told(say, found), button(_verb(say, found, field), ids.DRAFT_FIELD(found.id, field)))
            for field, told in fields.items()
        ),
        RULE,
        small(say("I keep this draft, and {command} brings it back.", command=commands["manage setup"])),
        [
            *([button(say("See the plan"), ids.DRAFT_PLAN(found.id, 0))] if found.sections else []),
            button(say("Start the club"), ids.DRAFT_START(found.id), ButtonStyle.success),
            button(say("Throw this draft away"), ids.DRAFT_DROP(found.id, "ask")),
        ],
    )


def _verb(say: Say, found: Sketch, field: str) -> str:
    needed = {"book": "book", "place": "channel"}.get(field)
    return say("Choose") if needed in found.draft.missing else say("Change")


def _book(say: Say, found: Sketch) -> str:
    if found.outline is None:
        gone = say("no longer on my shelf; please choose another")
        return entry(say("Book"), gone if found.book_gone else say("not chosen yet"))
    titled = clip(f"{say.told(found.title)} · {say.told(found.author)}", TITLE)
    return entry(say("Book"), f"{titled} · {count(say, found.outline, found.outline.last)}")


def _place(say: Say, found: Sketch) -> str:
    spot, staff = found.draft.spot, found.draft.staff_id
    meets = say("not chosen yet") if spot is None else f"<#{spot.channel_id}>"
    forum = " (" + say("forum") + ")" if spot is not None and spot.forum else ""
    told = f"<#{staff}>" if staff else say("none")
    lines = [entry(say("Channel"), meets + forum), entry(say("Moderators’ channel"), told)]
    if found.follows is not None:
        ends = say(
            "{name} has read its book there. It becomes a past club when this one starts, and its readers go along.",
            name=plain(found.follows),
        )
        lines.insert(1, small(ends))
    return "\n".join(lines)


def _name(say: Say, found: Sketch) -> str:
    titles = found.title or {}
    name = plain(found.draft.name or titles.get(found.draft.language) or say.told(titles)) or say("the book’s title")
    return entry(say("Name"), name) + "\n" + entry(say("Language"), LANGUAGE_NAMES[found.draft.language])


def _pace(say: Say, found: Sketch) -> str:
    if not found.draft.paced:
        return entry(say("Pace"), say("each at their own pace, without a plan"))
    told = entry(say("Pace"), pace(say, found.draft.wishes.pace, found))
    if found.too_soon is not None:
        first = full_day(say, found.too_soon)
        return told + "\n" + say("No meeting is held by then; the first would be on {day}.", day=first)
    return f"{told}\n{small(_outlook(say, found.sections))}" if found.sections else told


def pace(say: Say, wished: Pace, found: Sketch) -> str:
    """Return a pace in words: "14 chapters a week", "20 weeks", "about 3 hours a week", "finish by …"."""
    if wished.kind == "chapters":
        chapters = (
            count(say, found.outline, wished.amount)
            if found.outline
            else say.plural("{n} chapter", "{n} chapters", wished.amount)
        )
        return say("{chapters} a week", chapters=chapters)
    if wished.kind == "weeks":
        return say.plural("{n} week in all", "{n} weeks in all", wished.amount)
    if wished.day is not None:
        return say("finish by {day}", day=full_day(say, wished.day))
    hours, minutes = divmod(wished.amount, 60)
    if not minutes:
        return say.plural("about {n} hour a week", "about {n} hours a week", hours)
    if not hours:
        return say.plural("about {n} minute a week", "about {n} minutes a week", minutes)
    return say("about {hours} h {minutes} min a week", hours=hours, minutes=minutes)


def _outlook(say: Say, sections: Sequence[Section]) -> str:
    """Return how many sections come of it and when the last one meets."""
    last = full_day(say, sections[-1].meets.date())
    return say.plural(
        "{n} section; the last meeting is on {day}",
        "{n} sections; the last meeting is on {day}",
        len(sections),
        day=last,
    )


def _dates(say: Say, found: Sketch) -> str:
    wishes = found.draft.wishes
    opens = full_day(say, wishes.start)
    if wishes.start < found.draft.local_day(found.now):
        opens += " · " + say("this day has passed; please choose another")
    every = say("{weekday} at {time}", weekday=weekday(say, wishes.weekday), time=f"{wishes.meeting:%H:%M}")
    resting = gist((_break(one) for one in sorted(wishes.breaks, key=lambda one: one.first)), BREAKS)
    return "\n".join(
        (
            entry(say("First section"), opens),
            entry(say("Weekly meeting"), every),
            entry(say("Breaks"), resting or say("none")),
        )
    )


def _break(one: Break) -> str:
    first, last = f"{one.first:%d.%m.%Y}", f"{one.last:%d.%m.%Y}"
    return first if first == last else f"{first} – {last}"


def _zone(say: Say, found: Sketch) -> str:
    zone = found.draft.wishes.zone
    told = say("{zone}, where it is {time}", zone=zone_name(zone), time=f"{local(found.now, zone):%H:%M}")
    if not found.draft.zone_chosen:
        told += "\n" + small(say("I guessed this. Please check it."))
    return entry(say("Time zone"), told)


def zone_name(zone: str) -> str:
    """Return a zone's IANA name as people write it."""
    return zone.replace("_", " ")


def _questions(say: Say, found: Sketch) -> str:
    wishes = found.draft.wishes
    days = days_named(say, wishes.prompt_days)
    asked = days or say("all together, on the day before the meeting")
    events = say("an event of this server for each meeting") if found.draft.events else say("none")
    return entry(say("Questions"), asked) + "\n" + entry(say("Events"), events)


def choose_book(say: Say, draft_id: int, books: Sequence[TitlePage]) -> LayoutView:
    """Offer the books that answer to what was typed."""
    options = [
        SelectOption(
            label=clip(say.told(one.title), 100), value=one.slug, description=clip(say.told(one.author), 100) or None
        )
        for one in books
    ]
    return _choose(say, draft_id, "book", say("Which book?"), options)


def choose_zone(say: Say, found: Sketch, zones: Sequence[str]) -> LayoutView:
    """Offer the zones that answer to what was typed, each with the time there."""
    options = [
        SelectOption(label=zone_name(one), value=one, description=f"{local(found.now, one):%H:%M}") for one in zones
    ]
    return _choose(say, found.id, "zone", say("Which time zone?"), options)


def _choose(say: Say, draft_id: int, field: str, asked: str, options: list[SelectOption]) -> LayoutView:
    return card(
        heading(asked),
        Select(custom_id=ids.DRAFT_PICK(draft_id, field), placeholder=say("Choose one"), options=options),
        [button(say("Search again"), ids.DRAFT_FIELD(draft_id, field)), _back(say, draft_id)],
    )


def plan(say: Say, found: Outlook, page: int) -> LayoutView:
    """List what the plan of a draft would be."""
    listed = lines(say, found.outline, found.sections, found.wishes.zone, found.now, ROOM).pages
    page = min(page, len(listed) - 1)
    return card(
        heading(say("The plan")),
        listed[page],
        [
            *_turn(say, ids.DRAFT_PLAN, found.draft_id, page, len(listed)),
            button(say("As a picture"), ids.DRAFT_PICTURE(found.draft_id, 0)),
            _back(say, found.draft_id),
        ],
    )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page of the plan as a PNG, the same in words, and the how manieth of how many pages it is, from 0."""

    png: bytes
    alt: str
    page: int
    pages: int


def draw(say: Say, found: Outlook, page: int) -> Drawn:
    """Draw a page of the plan, or the last one: some tens of milliseconds, so call it in a thread."""
    from bot.presentation import calendar_picture

    pages = calendar_picture.pages(found.sections)
    page = min(page, len(pages) - 1)
    about = (say, found.outline, found.sections, found.wishes.breaks, pages[page])
    return Drawn(calendar_picture.picture(*about), calendar_picture.alt(*about), page, len(pages))


def picture(say: Say, found: Outlook, drawn: Drawn) -> LayoutView:
    """Show the picture that goes along as a file."""
    return card(
        heading(say("The plan")),
        MediaGallery(MediaGalleryItem(f"attachment://{PICTURE}", description=drawn.alt)),
        [
            *_turn(say, ids.DRAFT_PICTURE, found.draft_id, drawn.page, drawn.pages),
            button(say("As a list"), ids.DRAFT_PLAN(found.draft_id, 0)),
            _back(say, found.draft_id),
        ],
    )


def _turn(say: Say, to: ids.CustomId, draft: int, page: int, pages: int) -> Row:
    """Lead to the pages before and after one."""
    row: Row = []
    if page > 0:
        row.append(button(say("Earlier"), to(draft, page - 1)))
    if page < pages - 1:
        row.append(button(say("Later"), to(draft, page + 1)))
    return row


def _back(say: Say, draft_id: int) -> Button[LayoutView]:
    return button(say("Back"), ids.DRAFT(draft_id))


def may_drop(say: Say, draft_id: int) -> LayoutView:
    """Ask whether a draft is to be thrown away."""
    return card(
        heading(say("Throw this draft away?")),
        say("Everything you filled in goes. No club is touched."),
        [
            button(say("Throw it away"), ids.DRAFT_DROP(draft_id, "yes"), ButtonStyle.danger),
            _back(say, draft_id),
        ],
    )


def dropped(say: Say, commands: Mentions) -> LayoutView:
    """Say that it is gone."""
    return card(heading(say("The draft is gone")), say("{command} begins a new one.", command=commands["manage setup"]))
