"""What anybody may know of a club at a glance: for whoever asks, and on a card for everybody that keeps up to date."""

from collections.abc import Iterable, Mapping

from discord import ButtonStyle
from discord.ui import LayoutView

from bot.domain.club import Club
from bot.domain.info import Info
from bot.presentation import background, ids
from bot.presentation.card import button, card, heading, plain
from bot.presentation.club import book
from bot.presentation.notice import NAMES
from bot.presentation.plan_card import terms
from bot.presentation.say import Say
from bot.presentation.schedule import coming, unplanned, whereabouts

Mentions = Mapping[str, str]


def info(say: Say, found: Info, commands: Mentions) -> LayoutView:
    """Show a club to somebody, and lead to what they may be told beside the story."""
    joined = found.card.joined
    join = [] if joined else [button(say("Join"), ids.JOIN(found.club.id), ButtonStyle.primary)]
    return card(
        heading(plain(found.club.name)),
        *_glance(say, found, meets=True),
        say("You read along. {command} shows your bookmark.", command=commands["progress show"])
        if joined
        else say("You have not joined yet."),
        join + background.doors(say, found.club.id, found.card.beside),
    )


def board(say: Say, found: Info) -> LayoutView:
    """Show a club to everybody in its channel. Nothing of the story stands here."""
    return card(
        heading(plain(found.club.name), 2),
        *_glance(say, found, meets=False),
        [
            *([] if found.club.closed_at else [button(say("Join"), ids.JOIN(found.club.id), ButtonStyle.primary)]),
            button(say("In my language"), ids.INFO(found.club.id)),
        ],
    )


def title(say: Say, club: Club) -> str:
    """Return the name of the card's post in a forum, where the welcome's is the club's own; at most 100 characters."""
    return say("At a glance · {name}", name=club.name)


def _glance(say: Say, found: Info, *, meets: bool) -> Iterable[str | None]:
    """Yield the book, the plan, where the club is in it, and how many read."""
    plan, pacing, outline = found.plan, found.pacing, found.card.outline
    yield book(say, found.card)
    if plan is None or pacing is None:
        yield unplanned(say, found.club)
    else:
        yield terms(say, outline, plan)
        yield whereabouts(say, outline, plan, pacing)
        yield coming(say, outline, plan, pacing, plan.wishes.zone)
    place = [say("Meets in {channel}", channel=f"<#{found.club.channel_id}>")] if meets else []
    yield "\n".join([*place, _readers(say, found)])


def _readers(say: Say, found: Info) -> str:
    if not found.card.readers:
        return say("Nobody has joined yet.")
    readers = say.plural("{n} reader", "{n} readers", found.card.readers)
    if found.pacing is None or found.pacing.section is None:
        return readers
    along = say.plural("{n} is with the section", "{n} are with the section", found.along)
    return f"{readers} · {along}"


def asked(say: Say, club: Club, missing: Iterable[str], *, forum: bool) -> LayoutView:
    """Tell a moderator that the card comes, and what is `missing` for pinning it."""
    lacking = ", ".join(f"“{NAMES[one](say)}”" for one in missing)
    return card(
        heading(say("The club’s card")),
        say(
            "It stands in {channel} in a moment, and from then on it keeps itself up to date, a few minutes late at "
            "most. If somebody deletes it, I do not post it again by myself.",
            channel=f"<#{club.channel_id}>",
        ),
        _pinned(say, lacking, forum=forum),
        [button(say("All settings"), ids.SETTINGS(club.id))],
    )


def _pinned(say: Say, lacking: str, *, forum: bool) -> str:
    if lacking:
        return say(
            "I cannot pin it: I am missing {permissions}. Allow me that there and press the button once more, or pin "
            "it yourself.",
            permissions=lacking,
        )
    if forum:
        return say("It is pinned, unless another post is: a forum has room for one.")
    return say("It is pinned.")
