"""A plan to look at and to take along: its pictures, and its file for calendars. Addresses and dates, nothing else.

Both are made in a thread by whoever sends them, and what makes them is loaded only then: see there what it takes.
"""

import io

import discord
from discord.ui import File, LayoutView

from bot.domain.calendar import local
from bot.domain.plan import Plan
from bot.domain.schedule import Schedule
from bot.presentation import picture
from bot.presentation.card import card, heading, plain
from bot.presentation.say import Say

FILE = "plan.ics"
MOST = 10
"""Files that one message may carry (Discord): ten pictures show five years."""


def pictures(say: Say, found: Schedule, plan: Plan) -> list[discord.File]:
    """Draw a plan, in more than one picture where it is long, each with its text for whoever cannot see it.

    Of a plan longer than a message can show it is what lies ahead.
    """
    from bot.presentation import calendar_picture as drawing

    today = local(found.now, plan.wishes.zone).date()
    months = drawing.pages(plan.sections)
    ahead = [page for page in months if page[-1].replace(day=1) >= today.replace(day=1)]
    about = found.outline, plan.sections, plan.wishes.breaks
    return [
        picture.file(drawing.picture(say, *about, page, today), f"plan-{number}.png", drawing.alt(say, *about, page))
        for number, page in enumerate((months if len(months) <= MOST else ahead or months)[:MOST], 1)
    ]


def shown(say: Say, found: Schedule, files: list[discord.File]) -> LayoutView:
    """Show the pictures, one below the other, so that a phone shows each as wide as it can."""
    view = card(heading(say("The plan of {name}", name=plain(found.club.name))))
    for file in files:
        view.add_item(picture.hung(file))
    return view


def calendar(say: Say, found: Schedule, plan: Plan) -> discord.File:
    """Write a plan as a file for calendars, which names the club and leads to its channel."""
    from bot.presentation.calendar_file import calendar_file

    club = found.club
    link = f"https://discord.com/channels/{club.guild_id}/{club.channel_id}"
    written = calendar_file(say, club, found.outline, plan.sections, plan.wishes.zone, link, found.now)
    return discord.File(io.BytesIO(written), FILE)


def handed_over(say: Say) -> LayoutView:
    """Hand over the file, which the card names: an attachment that no card names is not shown."""
    view = card(
        heading(say("The plan for your calendar")),
        say("Open this file with your calendar. When the plan changes, fetch it again: what is there moves along."),
    )
    view.add_item(File(f"attachment://{FILE}"))
    return view
