"""Cards of where a club is in its plan and how a reader stands to it, and the whole plan in pages."""

from collections.abc import Callable, Mapping

from discord import ButtonStyle
from discord.ui import LayoutView

from bot.domain.club import Club
from bot.domain.outline import Outline
from bot.domain.pace import reading_minutes
from bot.domain.plan import Plan, Section
from bot.domain.schedule import Pacing, Schedule
from bot.presentation import ids
from bot.presentation.card import RULE, Row, bold, button, card, heading, plain, small
from bot.presentation.card import stamp as moment_stamp
from bot.presentation.places import count, place, span
from bot.presentation.plan import Listing, lines, reading_time, stamp
from bot.presentation.say import Say

Mentions = Mapping[str, str]

ROOM = 3_600
"""Characters for the lines of a plan on a card."""


def schedule(say: Say, found: Schedule, commands: Mentions) -> LayoutView:
    """Show where the club is, what is next, and how the asker stands to it, if they read along."""
    plan, pacing = found.plan, found.pacing
    if plan is None or pacing is None:
        return card(
            heading(plain(found.club.name)),
            unplanned(say, found.club),
            None if found.at is None else _bookmark(say, found.outline, found.at),
            None if found.at is None else say("{command} moves it.", command=commands["progress set"]),
            _join(say, found),
        )
    zone = plan.wishes.zone
    return card(
        heading(plain(found.club.name)),
        whereabouts(say, found.outline, plan, pacing),
        coming(say, found.outline, plan, pacing, zone),
        RULE if found.at is not None else None,
        _you(say, found, pacing) if found.at is not None else None,
        [
            button(say("Whole plan"), ids.PLAN(found.club.id, _opened_at(say, found, plan))),
            button(say("As a picture"), ids.PICTURE(found.club.id)),
            button(say("Calendar file"), ids.CALENDAR(found.club.id)),
            *_join(say, found),
        ],
    )


def unplanned(say: Say, club: Club) -> str:
    """Tell why a club has no dates ahead: it is a past one, or reads without a plan."""
    if club.closed_at is not None:
        return say("This club closed on {day}. All of it can still be read.", day=moment_stamp(club.closed_at, "D"))
    return say("This club reads without a plan, each at their own pace.")


def whereabouts(say: Say, outline: Outline, plan: Plan, pacing: Pacing) -> str:
    """Tell of the section being read, or why there is none."""
    zone = plan.wishes.zone
    if pacing.state == "before":
        return say("The club has not begun yet.")
    if pacing.state == "finished":
        met = stamp(plan.sections[-1].meets, zone, "D")
        return say("The club has read the book; its last meeting was on {day}.", day=met)
    paused = plan.pause and say(
        "The club rests until {day}. Everything ahead has moved with it.", day=stamp(plan.pause.until, zone, "D")
    )
    lines = [bold(paused)] if paused and pacing.state == "paused" else []
    if pacing.section is not None:
        section, thread = pacing.section, plan.threads.get(pacing.section.number)
        lines.append(_headline(say, outline, section))
        if pacing.next_meeting == section.meets:
            lines.append(
                say("Meeting: {when}, {then}", when=stamp(section.meets, zone, "F"), then=_then(section, zone))
            )
        else:
            lines.append(say("It met on {day}.", day=stamp(section.meets, zone, "D")))
        if thread is not None:
            lines.append(say("We talk about it in {thread}.", thread=f"<#{thread}>"))
    return "\n".join(lines)


def _then(section: Section, zone: str) -> str:
    return stamp(section.meets, zone, "R")


def _headline(say: Say, outline: Outline, section: Section) -> str:
    """Return "Section 3 · 1.15–1.21 · about 2 h 10 min"."""
    time = reading_time(say, reading_minutes(outline.words(section.first, section.last)))
    named = say("Section {n} · {chapters}", n=section.number, chapters=span(outline, section.first, section.last))
    return f"{bold(named)} · {time}"


def coming(say: Say, outline: Outline, plan: Plan, pacing: Pacing, zone: str) -> str | None:
    """Tell what opens next, and where nothing is being read also when it meets."""
    opens = pacing.next_opening
    following = next((one for one in plan.sections if one.opens == opens), None) if opens else None
    if opens is None or following is None:
        return None
    what = say(
        "Next: section {number}, {chapters}, opens {when}, {then}",
        number=following.number,
        chapters=span(outline, following.first, following.last),
        when=stamp(opens, zone, "F"),
        then=stamp(opens, zone, "R"),
    )
    if pacing.next_meeting == following.meets:
        meets = say("Meeting: {when}, {then}", when=stamp(following.meets, zone, "F"), then=_then(following, zone))
        return f"{what}\n{meets}"
    return what


def _you(say: Say, found: Schedule, pacing: Pacing) -> str:
    """Tell the asker where they are, and what that asks of them until the meeting."""
    lines = [_bookmark(say, found.outline, found.at or 0)]
    if pacing.state == "finished":
        if pacing.chapters < 0:
            lines.append(
                say(
                    "{chapters} are left for you. Take all the time you like: I tell you only what you have read.",
                    chapters=count(say, found.outline, -pacing.chapters),
                )
            )
    elif pacing.section is not None:
        lines.append(_against(say, found.outline, pacing))
    return "\n".join(lines)


def _against(say: Say, outline: Outline, pacing: Pacing) -> str:
    """Compare a bookmark with the end of the section being read."""
    chapters, time = count(say, outline, abs(pacing.chapters)), reading_time(say, abs(pacing.minutes))
    if pacing.chapters == 0:
        return say("You have read this section to its end.")
    if pacing.chapters > 0:
        return say("You are ahead of the club by {chapters}, {time} of reading.", chapters=chapters, time=time)
    left = say("Up to the section’s end you have {chapters}, {time} of reading.", chapters=chapters, time=time)
    if pacing.days <= 1:
        come = say("Come to the meeting as far as you have read.")
        return f"{left} {come}"
    chapters, time = count(say, outline, pacing.chapters_a_day), reading_time(say, pacing.minutes_a_day)
    each = say.plural(
        "With {n} day left that is {chapters} a day, {time}.",
        "With {n} days left that is {chapters} a day, {time}.",
        pacing.days,
        chapters=chapters,
        time=time,
    )
    return f"{left} {each}"


def _bookmark(say: Say, outline: Outline, at: int) -> str:
    if at == outline.last:
        return bold(say("You have finished the book"))
    return bold(say("Your bookmark is at {where}.", where=place(say, outline, at)))


def _join(say: Say, found: Schedule) -> Row:
    return [button(say("Join"), ids.JOIN(found.club.id), ButtonStyle.primary)] if found.at is None else []


def _listing(say: Say, found: Schedule, plan: Plan) -> Listing:
    return lines(say, found.outline, plan.sections, plan.wishes.zone, found.now, ROOM)


def _opened_at(say: Say, found: Schedule, plan: Plan) -> int:
    return _listing(say, found, plan).current


def whole(say: Say, found: Schedule, plan: Plan, page: int) -> LayoutView:
    """Show a page of the whole plan."""
    pages = _listing(say, found, plan).pages
    page = min(page, len(pages) - 1)
    row = turn(say, len(pages), page, lambda to: ids.PLAN(found.club.id, to))
    return card(
        heading(say("The plan of {name}", name=plain(found.club.name))),
        pages[page],
        number_of(say, page, len(pages)),
        [*row, button(say("Back to today"), ids.SCHEDULE(found.club.id))],
    )


def turn(say: Say, pages: int, page: int, to: Callable[[int], str]) -> Row:
    """Return buttons to the pages before and after; `to` writes the id that leads to a page."""
    row: Row = []
    if page > 0:
        row.append(button(say("Earlier"), to(page - 1)))
    if page < pages - 1:
        row.append(button(say("Later"), to(page + 1)))
    return row


def number_of(say: Say, page: int, pages: int) -> str | None:
    """Return "Page 2 of 3" in small print, None for one page alone."""
    return small(say("Page {page} of {pages}", page=page + 1, pages=pages)) if pages > 1 else None
